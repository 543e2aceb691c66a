"""What stands before a word and depends on it: an article by its sound, an elision, a contraction."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from relcli.check.fix.around import (
    Gap,
    apostrophe_before,
    apostrophe_near,
    gap_before,
    letters_before,
    word_beyond,
)
from relcli.check.fix.spelling import capitalised, is_upper
from relcli.model.languages import Elision, LanguageRules, SoundArticle

APOSTROPHE = "\u2019"


class Before(NamedTuple):
    """What to write before a word, and where that starts."""

    start: int
    text: str


class Exchange(NamedTuple):
    """The word that stands there, as it does, and the one that comes in its place.

    ``gender`` is that of both in the singular; None for several, with which less agrees.
    """

    match: str
    old: str
    new: str
    gender: str | None


def before_word(text: str, start: int, words: Exchange, rules: LanguageRules) -> Before | None:
    """What comes before the new word; None where that is not known."""
    if rules.article:
        return _sounded(text, start, words, rules.article)
    if rules.elision and elides(words.old, rules.elision) != elides(words.new, rules.elision):
        return _contracted(text, start, words, rules.elision)
    return Before(start, "")


@lru_cache(4096)
def _begins(word: str, beginnings: tuple[str, ...]) -> int:
    """How long the longest of the beginnings is with which the word begins."""
    low = word.lower()
    return max((len(beginning) for beginning in beginnings if low.startswith(beginning)), default=0)


# ---- by sound ------------------------------------------------------------------------------------------


PART_OF_WORD = re.compile(r"\w['\u2019]\Z|\.\Z")
"""Before a letter that is no article: U.S.A, and not 'a client' in single quotation marks."""


def _sounded(text: str, start: int, words: Exchange, rule: SoundArticle) -> Before | None:
    has_vowel = _has_vowel(words.new, rule)
    if _has_vowel(words.old, rule) == has_vowel or words.gender is None:
        return Before(start, "")
    articles = (rule.before_consonant, rule.before_vowel)
    gap = gap_before(text, start, more="(")
    old = letters_before(text, gap.start)
    at = gap.start - len(old)
    if old.lower() not in articles:
        return None if word_beyond(text, gap.start).lower() in articles else Before(start, "")
    if not gap.has_blank or PART_OF_WORD.search(text, max(0, at - 2), at):
        return Before(start, "")
    if old.isupper() and words.match.islower() and not _opens_sentence(text, at):
        return None  # A class A client.
    new = rule.before_vowel if has_vowel else rule.before_consonant
    return Before(at, as_loud(words.match, old, new) + text[gap.start : start])


def _has_vowel(word: str, rule: SoundArticle) -> bool:
    first = re.split(r"\W", word, maxsplit=1)[0]
    if first.isupper():  # spelled out: an MP, an X-ray patient
        return first[0] in rule.vowel_letters
    return _begins(word, rule.vowel_sounds) > _begins(word, rule.consonant_sounds)


def as_loud(match: str, old: str, new: str) -> str:
    """With the capitals of what stood there: all of them where the word has only capitals, too."""
    return new.upper() if is_upper(match) and old.isupper() else capitalised(old, new)


# ---- by elision ----------------------------------------------------------------------------------------


def elides(word: str, rule: Elision) -> bool:
    """Does it begin with a vowel, or with an h that is as good as none?"""
    return _begins(word, rule.before) > _begins(word, rule.never_before)


class _Pair(NamedTuple):
    """What stands there (as a pattern, without its apostrophe), and what comes in its place.

    ``bare`` is the capital of its first letter without the accent, which may be that of another word.
    """

    pattern: re.Pattern[str]
    has_apostrophe: bool
    new: str
    bare: str


@cache
def _pairs(rule: Elision, gender: str | None, *, elide: bool) -> tuple[_Pair, ...]:
    """Everything that changes, the longest first."""
    made = []
    for word in sorted(rule.words, key=lambda word: -len(word.full if elide else word.short)):
        if word.gender in (None, gender):
            old, new = (word.full, word.short) if elide else (word.short, word.full)
            body = old.removesuffix(APOSTROPHE)
            bare = unicodedata.normalize("NFD", body[0].upper())[0]
            first = rf"(?:(?i:{body[0]})|{bare})"
            rest = re.escape(body[1:]).replace(r"\ ", r"\s{1,3}")
            pattern = re.compile(rf"(?<!\w){first}(?i:{rest})\Z")
            made.append(_Pair(pattern, body != old, new, "" if bare == body[0].upper() else bare))
    return tuple(made)


@cache
def _bodies(rule: Elision, *, elide: bool) -> frozenset[str]:
    """The last word of everything that changes, whatever the gender."""
    olds = (word.full if elide else word.short for word in rule.words)
    return frozenset(old.removesuffix(APOSTROPHE).split()[-1] for old in olds)


LONGEST_ARTICLE = 24
HALF = re.compile(r"\w[^\w\s.,;:!?'\u2019\u00bb)\]>-](?:\w+\s)?\Z")
"""Before the second article of two: le/la, du/de la."""
TWOFOLD = re.compile(r"([^\W\d_]+)[^\w\s.,;:!?][^\W\d_]{1,7}\)?\Z")
"""Le(s), un(e), ce/cette."""


def _contracted(text: str, start: int, words: Exchange, rule: Elision) -> Before | None:
    """The word before it in the shape that fits; None where it stands in a way that is not known."""
    elide = elides(words.new, rule)
    gap = gap_before(text, start)
    apostrophe = apostrophe_before(text, gap.start)
    end = gap.start - len(apostrophe)
    left = text[max(0, end - LONGEST_ARTICLE) : end]
    for pair in _pairs(rule, words.gender, elide=elide):
        match = pair.pattern.search(left)
        if match and pair.has_apostrophe == bool(apostrophe) and (apostrophe or gap.has_blank):
            at = end - len(match[0])
            may_be_another = pair.bare and match[0].startswith(pair.bare) and not _opens_sentence(text, at)
            if may_be_another or not gap.closes or HALF.search(text, max(0, at - LONGEST_ARTICLE), at):
                return None
            new = as_loud(words.match, match[0], pair.new)
            return Before(
                at, new.replace(APOSTROPHE, apostrophe_near(text, at)) + closed(text, start, gap, new)
            )
    if apostrophe and not elide:
        return None
    # An article of the other gender, or one that is cut off by a bracket, is not known to fit.
    wrong = letters_before(text, gap.start) if elide and words.gender and gap.has_blank else ""
    twofold = TWOFOLD.search(left)
    beside = (wrong, word_beyond(text, gap.start), twofold[1] if twofold else "")
    return (
        None
        if any(word.lower() in _bodies(rule, elide=elide) for word in beside if word)
        else Before(start, "")
    )


OPENS = ".!?:;\n\u2026>|#(-\u2022"


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - LONGEST_ARTICLE) : at].rstrip(' \t\u00a0*_"\u00ab')
    return not before or before[-1] in OPENS


def closed(text: str, start: int, gap: Gap, new: str) -> str:
    """The gap behind the new word: without its blank where that is elided."""
    if new.endswith(APOSTROPHE):
        return gap.closed
    return text[gap.start : start] if gap.has_blank else f" {gap.closed}"
