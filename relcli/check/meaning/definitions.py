"""Terms that a text defines for itself: “Client” means …; ci-après « le Client »; denumit … „Clientul”.

From there on the word with a capital is a name of that text's own, which changes everywhere or not at all.
"""

import re
from itertools import pairwise

from relcli.check.meaning.context import TOKEN, plain
from relcli.model.languages import NameWords

DEFINITION_REACH = 80  # so many characters to either side tell a definition
QUOTES_OR_STARS = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb*_"
_MARK = rf"[{QUOTES_OR_STARS}]{{1,3}}"
MARK = re.compile(_MARK)
NEAREST, REACH_OF_MARK, NEAREST_BARE = 8, 70, 24
"""Most words with a capital have no mark so near before them, or so near behind."""
OPENED = re.compile(
    rf"(?P<before>[^{QUOTES_OR_STARS}]{{0,60}}){_MARK}[ \u00a0\u202f]?(?:[^\W\d_]{{1,3}}['\u2019 ])?\Z"
)
CLOSED = re.compile(
    rf"(?:[ ][^\W\d_]{{1,20}}){{0,3}}[ \u00a0\u202f]?(?P<marks>{_MARK})(?P<after>.{{0,60}})", re.DOTALL
)
STARTS_LINE = re.compile(r"(?:\A|\n)[ \t]*(?:[-*+\u2022]|\(?\w{1,4}[.)])*[ \t]*\Z")
IN_BRACKETS = re.compile(r"\([^()]{0,40}\Z")
EXPLAINS = re.compile(r"[ \u00a0\u202f]?[:=][ \u00a0\n]")


def is_definition(text: str, start: int, end: int, names: NameWords) -> bool:
    """Is ``text[start:end]``, a word with a capital, the one that is defined there?"""
    if _is_explained(text, start, end, names):
        return True
    if (
        MARK.search(text, max(0, start - NEAREST), start) is None
        or MARK.search(text, end, end + REACH_OF_MARK) is None
    ):
        return _is_defined_bare(text, start, names)
    opened = OPENED.search(text[max(0, start - DEFINITION_REACH) : start])
    closed = CLOSED.match(text[end : end + DEFINITION_REACH])
    if not opened or not closed:
        return False
    before, after = opened["before"], closed["after"]
    if closed["marks"].strip("*_"):  # emphasis alone is that of a label, or of a word of another language
        if IN_BRACKETS.search(before) and after.lstrip().startswith(")"):
            return True
        if STARTS_LINE.search(before) and EXPLAINS.match(after):
            return True
    said_before = [plain(word) for word in TOKEN.findall(before)[-4:]]
    said_after = [plain(word) for word in TOKEN.findall(after)[:3]]
    return _says(said_before, names.defines_before) or _starts(said_after, names.defines_after)


OPENS_ENTRY = re.compile(
    r"(?:\A|\n)[ \t]*(?:[-*+\u2022|]|\(?\w{1,4}[.)]|<d?t[dh]?>)?[ \t]*[*_]{0,3}\Z|<d?t[dh]?>[*_]{0,3}\Z"
)
EXPLANATION = re.compile(
    r"[*_]{0,3}[ \u00a0\u202f]{0,2}(?:[:=|\u2013\u2014-]|::|</dt>\s{0,9}<dd>|\n:?)[ \u00a0\t|*_]{0,9}"
    r"(?P<said>[^\n]{1,60})"
)


def _is_explained(text: str, start: int, end: int, names: NameWords) -> bool:
    """Does it open a line, an item or a cell, and what follows says who is meant: Client: any person …?"""
    if not OPENS_ENTRY.search(text[max(0, start - NEAREST_BARE) : start]):
        return False
    explanation = EXPLANATION.match(text, end)
    said = [plain(word) for word in TOKEN.findall(explanation["said"])[:2]] if explanation else []
    follow = [plain(word) for word in TOKEN.findall(text[end : end + NEAREST_BARE])[:2]]
    return _starts(said, names.defines_as) or (
        text[end : end + 1] == " " and _starts(follow, names.defines_after)
    )


def _is_defined_bare(text: str, start: int, names: NameWords) -> bool:
    """Right behind what defines, but for an article, and without any mark: hereinafter the Client."""
    words = [plain(word) for word in TOKEN.findall(text[max(0, start - NEAREST_BARE) : start])]
    if words and words[-1] in names.articles:
        del words[-1]
    last = " ".join(words[-2:])
    return last in names.defines_before or (
        bool(words) and words[-1] in names.defines_before and words[-1] not in names.mentions
    )


def _says(words: list[str], telling: frozenset[str]) -> bool:
    """Do any one or two of these words, side by side, tell?"""
    pairs = (" ".join(pair) for pair in pairwise(words))
    return not telling.isdisjoint([*words, *pairs])


def _starts(words: list[str], telling: frozenset[str]) -> bool:
    return any(" ".join(words[:count]) in telling for count in range(1, len(words) + 1))
