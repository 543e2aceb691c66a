"""Slips of the pen: a letter left out or doubled, two swapped, a wrong vowel.

One consonant for another is a slip that might as well be another word (*crêperie*, *crèmerie*): it is
offered and never taken.
"""

SHORTEST = 5
"""In a shorter word a slip is another word."""

SLIPPED, DOUBTFUL = 0.92, 0.6
"""How like the word that was meant is one with a slip."""

_VOWELS = frozenset("aeiouy")


def slip(typed: str, meant: str) -> float:
    """How like the folded word ``meant`` is what was typed, with one slip behind the first letter; else 0."""
    if min(len(typed), len(meant)) < SHORTEST or typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return 0.0
    half = (min(len(typed), len(meant)) - 2) // 2  # A slip leaves one half as it is, but for its edge.
    if typed[:half] != meant[:half] and typed[-half:] != meant[-half:]:
        return 0.0
    if any(c.isdigit() for c in typed):
        return 0.0
    short, long = sorted((typed, meant), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return SLIPPED if short[same:] == long[same + 1 :] else 0.0
    if short[same + 1 :] == long[same + 1 :]:
        return SLIPPED if {typed[same : same + 1], meant[same : same + 1]} <= _VOWELS else DOUBTFUL
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return SLIPPED if swapped else 0.0
