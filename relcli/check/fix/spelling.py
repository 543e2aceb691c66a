"""Writing a word as the one before it was written: its capitals, and the letters of its text."""

from collections.abc import Iterable, Mapping

from relcli.check.fix.around import BLANKS, Place, gap_before, letters_before
from relcli.model.languages import LanguageRules

LETTERS_REACH = 500
ENOUGH = 60
"""Of so many letters without any diacritic the writer has none."""


def cased(model: str, word: str) -> str:
    """All in capitals, with a capital, or as it is."""
    return word.upper() if is_upper(model) else capitalised(model, word)


def is_upper(word: str) -> bool:
    """All in capitals, of which there are several?"""
    return len(word) > 1 and word.isupper()


def capitalised(model: str, word: str) -> str:
    """With a capital where the other has one."""
    return word[0].upper() + word[1:] if model[0].isupper() else word


def in_a_title(place: Place) -> bool:
    """Has a word its capital because every word has one there, and not as the first of its sentence?"""
    text, start, end = place.text, place.start, place.end
    gap = gap_before(text, start)
    if gap.has_blank and "\n" not in text[gap.start : start] and letters_before(text, gap.start):
        return True
    return len(text) > end + 1 and text[end] in BLANKS and text[end + 1].isupper()


def as_title(word: str, rules: LanguageRules) -> str:
    """With a capital for each of its words but the little ones."""
    return " ".join(w if w in rules.little_words else w[0].upper() + w[1:] for w in word.split(" "))


def letters_of(place: Place, rules: LanguageRules) -> Mapping[str, str]:
    """What stands for the letters of today in a text, as the word and what is around it show."""
    if not rules.plain_letters:
        return {}
    text, start = place.text, place.start
    around = text[max(0, start - LETTERS_REACH) : start + LETTERS_REACH].lower()
    for piece in (place.match.lower(), around):
        if _has(piece, rules.older_letters):
            return {}
        if _has(piece, rules.older_letters.values()):
            return rules.older_letters
    is_plain = not _has(around, rules.plain_letters) and sum(map(str.isalpha, around)) >= ENOUGH
    return rules.plain_letters if is_plain else {}


def in_letters(word: str, letters: Mapping[str, str]) -> str:
    """With these letters, large or small."""
    for letter, other in letters.items():
        word = word.replace(letter, other).replace(letter.upper(), other.upper())
    return word


def _has(text: str, letters: Iterable[str]) -> bool:
    return any(map(text.__contains__, letters))
