"""English: *a* or *an* before the word, and the possessive behind it."""

import re

from relcli.check.find import Finding
from relcli.check.fix.spelling import APOSTROPHES, MARKUP, starts_with
from relcli.model.languages import SoundArticle


def possessive(text: str, found: Finding, word: str, ending: str) -> tuple[int, str]:
    """Where the edit ends, and what stands there behind the word: an apostrophe, or one with the ending.

    A plural in s takes the apostrophe alone; what has it with an s was a singular, or an irregular plural.
    """
    end = found.end
    apostrophe = text[end : end + 1]
    if apostrophe not in APOSTROPHES:
        return end, ""
    behind = end + 1 + len(ending)
    if text[end + 1 : behind] == ending and not text[behind : behind + 1].isalnum():
        alone = found.form.is_plural and word.lower().endswith(ending)
        return behind, apostrophe + ("" if alone else ending)
    was_alone = found.match.lower().endswith(ending) and not word.lower().endswith(ending)
    if was_alone and not text[end + 1 : end + 2].isalnum():
        return end + 1, apostrophe + ending
    return end, ""


def article(left: str, found: Finding, right: str, rule: SoundArticle) -> tuple[int, str]:
    """How much of what stands before the word is replaced, and by what: an article that fits the new word."""
    long, short = sorted((rule.before_consonant, rule.before_vowel), key=len, reverse=True)
    pattern = rf"(?<![\w'\u2019.])(?P<article>{long}|{short})(?P<gap>[ ]|[ ]?\r?\n){MARKUP}\Z"
    match = re.search(pattern, left, re.IGNORECASE)
    vowel = _begins_with_vowel(right, rule)
    if match is None or _begins_with_vowel(found.match, rule) == vowel:
        return 0, ""
    new = rule.before_vowel if vowel else rule.before_consonant
    old = match["article"]
    capitals = len(found.match) > 1 and found.match.isupper() and old.isupper()
    new = new.upper() if capitals else new[0].upper() + new[1:] if old[0].isupper() else new
    return len(match[0]), new + match["gap"] + match["markup"]


def _begins_with_vowel(word: str, rule: SoundArticle) -> bool:
    return starts_with(word, rule.vowel_sounds, rule.consonant_sounds)
