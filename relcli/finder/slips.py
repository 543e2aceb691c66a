"""Slips of the pen: a letter left out or doubled, two swapped, a wrong vowel; never another consonant.

Two words that differ by a consonant are two words far more often than one slip (*crêperie*, *crèmerie*).
"""

SHORTEST = 5
"""In a shorter word a slip is another word."""

_VOWELS = frozenset("aeiouy")


def is_slip(typed: str, meant: str) -> bool:
    """Is ``typed`` the folded word ``meant`` with one slip, behind its first letter?"""
    if min(len(typed), len(meant)) < SHORTEST or typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    if any(c.isdigit() for c in typed):
        return False
    short, long = sorted((typed, meant), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return {typed[same : same + 1], meant[same : same + 1]} <= _VOWELS
    return short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
