"""Putting the right word in: case, number, possessive, article and elision stay right.

Where the right form is not known there is no edit.
"""

import re
from collections.abc import Mapping

from relcli.check.find import Finding
from relcli.check.fix.edits import Edit
from relcli.check.meaning.cues import FLAG
from relcli.model.languages import Elision, LanguageRules, SoundArticle

ARTICLE_REACH = 40  # so many characters before the word are looked at
MARKUP = r"(?P<markup>[*_\[\"\u201c]{0,4})"
"""Between an article and its word."""


def edit_for(text: str, found: Finding, rules: Mapping[str, LanguageRules]) -> Edit | None:
    """The edit that mends a finding, if it is to be mended and can be."""
    avoided = found.form.avoided
    if found.verdict.judgement != FLAG:
        return None
    right = avoided.right.get(found.form.name)
    if not right or right.casefold() == found.match.casefold():
        return None
    own = rules[avoided.language]
    word = _cased(found.match, right)
    end, tail = _possessive(text, found, word, own.possessive) if own.possessive else (found.end, "")
    left = text[max(0, found.start - ARTICLE_REACH) : found.start]
    taken, head = 0, ""
    if own.article:
        taken, head = _article(left, found, right, own.article)
    elif own.elision:
        taken, head = _elision(left, found, right, own.elision)
    start = found.start - taken
    return Edit(start, text[start:end], head + word + tail)


def _cased(model: str, word: str) -> str:
    """All in capitals, with a capital, or as it is."""
    return word.upper() if len(model) > 1 and model.isupper() else _capitalised(model, word)


def _capitalised(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _starts_with(word: str, beginnings: tuple[str, ...], exceptions: tuple[str, ...]) -> bool:
    low = word.lower()
    return low.startswith(beginnings) and not low.startswith(exceptions)


def _possessive(text: str, found: Finding, word: str, ending: str) -> tuple[int, str]:
    """Where the edit ends, and what stands there behind the word: an apostrophe, or one with the ending.

    A plural in s takes the apostrophe alone; what has it with an s was a singular, or an irregular plural.
    """
    end = found.end
    apostrophe = text[end : end + 1]
    if apostrophe not in ("'", "\u2019"):
        return end, ""
    behind = end + 1 + len(ending)
    ends = word.lower().endswith(ending)
    if text[end + 1 : behind] == ending and not text[behind : behind + 1].isalnum():
        return behind, apostrophe + ("" if found.form.is_plural and ends else ending)
    was_alone = found.match.lower().endswith(ending) and not ends
    if was_alone and not text[end + 1 : end + 2].isalnum():
        return end + 1, apostrophe + ending
    return end, ""


def _article(left: str, found: Finding, right: str, rule: SoundArticle) -> tuple[int, str]:
    """How much of what stands before the word is replaced, and by what: an article that fits the new word."""
    long, short = sorted((rule.before_consonant, rule.before_vowel), key=len, reverse=True)
    pattern = rf"(?<![\w'\u2019.])(?P<article>{long}|{short})(?P<gap>[ ]|[ ]?\r?\n){MARKUP}\Z"
    match = re.search(pattern, left, re.IGNORECASE)
    had_vowel, vowel = (
        _starts_with(word, rule.vowel_sounds, rule.consonant_sounds) for word in (found.match, right)
    )
    if match is None or had_vowel == vowel:
        return 0, ""
    new, old = rule.before_vowel if vowel else rule.before_consonant, match["article"]
    capitals = len(found.match) > 1 and found.match.isupper() and old.isupper()
    new = new.upper() if capitals else _capitalised(old, new)
    return len(match[0]), new + match["gap"] + match["markup"]


def _elision(left: str, found: Finding, right: str, rule: Elision) -> tuple[int, str]:
    """How much of what stands before the word is replaced, and by what: the shape that fits the new word."""
    was_elided, elides = (_starts_with(word, rule.before, rule.never_before) for word in (found.match, right))
    if was_elided == elides:
        return 0, ""
    # What agrees with the gender does so in the singular only.
    gender = None if found.form.is_plural else "feminine" if "feminine" in found.form.name else "masculine"
    words = (word for word in rule.words if word.gender in (None, gender))
    pairs = [(word.short, word.full) if was_elided else (word.full, word.short) for word in words]
    for old, new in sorted(pairs, key=lambda pair: -len(pair[0])):
        either = re.escape(old).replace("\u2019", "['\u2019]")
        match = re.search(rf"(?<!\w)({either})(?P<gap>[ \u00a0\n]*){MARKUP}\Z", left, re.IGNORECASE)
        if match is None or (old[-1].isalpha() and not match["gap"]):
            continue
        spelled = new.replace("\u2019", "'") if "'" in match[1] else new
        gap = (match["gap"] or " ") if new[-1].isalpha() else ""
        return len(match[0]), _capitalised(match[1], spelled) + gap + match["markup"]
    return 0, ""
