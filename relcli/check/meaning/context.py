"""The words around a hit: those beside it, those nearby, and what it is itself."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST_PHRASE = 3
NEAR = 8  # how many words to either side are near
REACH = 75  # so many characters to either side are looked at

TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*(?:['\u2019\u00b0]|\.(?=[ \u00a0]?\0?[^\W\dA-Z_]))?")
"""A word, with the sign of a number (n°) or the stop of an abbreviation, after which no sentence begins."""
GAP = " \t\n\r\f\v\xa0*_[]>#/-"  # what may stand between words that are beside each other
LONGEST_GAP = 8
HYPHENS = ("-", "\u2010", "\u2011")
POSSESSIVE = re.compile(r"['\u2019](?:s\b|(?=\s))")
STOP = re.compile(r"[.!?;](?=\s)|\n\s*\n|\n(?=\s{0,6}(?:[-*+]|\d{1,3}\.)\s)")
STOPS = re.compile(r"[.!?;\n]")
ELIDED = re.compile(r"^[a-z]{1,2}'(?=\w{2})")
"""The article that French writes together with its noun."""
KINDS_OF_FORM = ("feminine", "oblique", "definite")
APOSTROPHES = ("'", "\u2019")
SENTENCE = 3  # so many words nearby make it running text


class Context(NamedTuple):
    """The words beside a hit, nearest first, and those nearby; apostrophes are straight.

    ``earlier`` are the nearby words before it, nearest first.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    near: frozenset[str]
    earlier: tuple[str, ...]
    hyphen: str
    before_hyphen: str
    own: tuple[str, ...]


def context_of(text: str, start: int, end: int, form: str) -> Context:
    """The words around ``text[start:end]`` in a stretch of masked text; ``form`` names the hit's own."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    reach, is_capital = len(left), text[start].isupper()
    # The first letter of the hit shows whether a full stop before it is that of an abbreviation.
    tokens_before = [t for t in TOKEN.finditer(f"{left}\0{text[start]}") if t.end() <= reach]
    tokens_after = [*TOKEN.finditer(right)]
    possessive = POSSESSIVE.match(right) if right.startswith(APOSTROPHES) else None
    edge = possessive.end() if possessive else 0
    before = [
        _unelided(word)
        for word in _beside(left, tokens_before[: -LONGEST_PHRASE - 1 : -1], reach, before=True)
    ]
    after = _beside(right, [t for t in tokens_after[: LONGEST_PHRASE + 1] if t.start() >= edge], edge)
    if possessive:
        after = ["'s", *after]
    del after[LONGEST_PHRASE:]
    hyphen = after[0] if after and right.startswith(HYPHENS) else ""
    before_hyphen = before[0] if before and left.endswith(HYPHENS) else ""
    if hyphen:
        # "client-side" is looked up as a compound of its own, not as "client side".
        after = []
    earlier, later = _near(left, right, tokens_before, tokens_after)
    own = ["plural" if "plural" in form else "term", *(kind for kind in KINDS_OF_FORM if kind in form)]
    if possessive:
        own.append("possessive")
    if is_capital:
        own.append("capital")
    if left[-2:-1].isalpha() and left[-1] in " \u00a0\n" and not (is_capital and left[-1] == "\n"):
        own.append("after-word")
    if len(earlier) + len(later) >= SENTENCE:
        own.append("sentence")
    near = frozenset((*earlier, *later))
    return Context(tuple(before), tuple(after), near, earlier, hyphen, before_hyphen, tuple(own))


def plain(word: str) -> str:
    """In lower case and with straight apostrophes, as the data has its words."""
    return word.lower().replace("\u2019", "'")


def _unelided(word: str) -> str:
    return ELIDED.sub("", word) if "'" in word else word


def _beside(text: str, tokens: Iterable[re.Match[str]], edge: int, *, before: bool = False) -> list[str]:
    """The words that follow each other from the edge on; those before it are given nearest first."""
    words: list[str] = []
    for token in tokens:
        between = text[token.end() : edge] if before else text[edge : token.start()]
        if between != " " and not _is_gap(between):
            break
        words.append(plain(token[0]))
        edge = token.start() if before else token.end()
    return words


def _is_gap(between: str) -> bool:
    if len(between) > LONGEST_GAP or between.strip(GAP):
        return False
    return "\n" not in between or STOP.search(f"{between} ") is None


def _near(
    left: str, right: str, before: Sequence[re.Match[str]], after: Sequence[re.Match[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the sentence before a hit, nearest first, and those after it."""
    start, stop = 0, len(right)
    if STOPS.search(left):
        for found in STOP.finditer(left):
            start = found.end()
    if first := STOP.search(right):
        stop = first.start()
    earlier = [_unelided(plain(token[0])) for token in before[: -NEAR - 1 : -1] if token.start() >= start]
    later = [_unelided(plain(token[0])) for token in after[:NEAR] if token.end() <= stop]
    return tuple(earlier), tuple(later)
