"""What stands beside a word: the blanks and marks between, the word beyond them, the shape of an apostrophe.

Looked at backwards or forwards over a few characters, so that no input makes it slow.
"""

import re
from typing import NamedTuple

GAP_REACH = 200
"""So many characters there are at most between two words that stand beside each other."""
BLANKS = " \t\u00a0\u202f\u2009"
MARKS_AROUND = '*_~["\u201c\u201e\u00ab'
"""What opens an emphasis, a link, a quotation."""
SPACED = "\u00ab"
_BLANK_ENTITY = r"&(?:nbsp|thinsp|#160|#8239|#8201|#[xX](?:[aA]0|202[fF]|2009));"
_ENTITY_BEHIND = re.compile(rf"{_BLANK_ENTITY}\Z")
_TAG_BEHIND = re.compile(r"<(?:/?[A-Za-z])[^<>]*>\Z")
ANY_APOSTROPHE = (
    *("&rsquo;", "&apos;", "&#39;", "&#039;", "&#8217;", "&#x27;", "&#X27;", "&#x2019;", "&#X2019;"),
    *("''", "\\'", "'", "\u2019"),
)
"""Longest first, as far as one ends like another."""


class Place(NamedTuple):
    """A word where it stands in its text."""

    text: str
    start: int
    match: str

    @property
    def end(self) -> int:
        """Where the first character behind it stands."""
        return self.start + len(self.match)

    @property
    def is_hyphenated(self) -> bool:
        """Is it joined to another word?"""
        return "-" in (self.text[max(0, self.start - 1) : self.start], self.text[self.end : self.end + 1])


class Gap(NamedTuple):
    """What is between a word and the one before it: where it starts, whether it has a blank, what is left of
    it without, and whether it can be closed: no line breaks inside it that something else hangs on."""

    start: int
    has_blank: bool
    closed: str
    closes: bool


def gap_before(text: str, at: int, *, more: str = "") -> Gap:
    """The gap that ends here; ``more`` are further marks that may stand in it."""
    floor, end = max(0, at - GAP_REACH), at
    closed, blanks, has_blank, breaks = "", "", False, 0
    while end > floor:
        char, piece, is_blank = text[end - 1], text[end - 1], False
        if char in BLANKS or (char in "\r\n" and breaks + (char == "\n") <= 1):
            is_blank, breaks = True, breaks + (char == "\n")
        elif char == ";" and (entity := _ENTITY_BEHIND.search(text[max(floor, end - 8) : end])):
            is_blank, piece = True, entity[0]
        elif char == ">" and (tag := _TAG_BEHIND.search(text[max(floor, text.rfind("<", floor, end)) : end])):
            piece = tag[0]
        elif char not in MARKS_AROUND and char not in more:
            break
        if is_blank:
            has_blank, blanks = True, piece + blanks
        else:
            # A blank inside a quotation mark belongs to that.
            closed, blanks = piece + (blanks if piece == SPACED else "") + closed, ""
        end -= len(piece)
    return Gap(end, has_blank, closed, not (breaks and closed))


def letters_before(text: str, at: int) -> str:
    """The letters that end here."""
    start = at
    while start > max(0, at - GAP_REACH) and text[start - 1].isalpha():
        start -= 1
    return text[start:at]


def apostrophe_before(text: str, at: int) -> str:
    """The apostrophe that ends here, in whatever shape; empty where there is none."""
    return next((shape for shape in ANY_APOSTROPHE if text.endswith(shape, 0, at)), "")


def apostrophe_behind(text: str, at: int) -> str:
    """The apostrophe that starts here."""
    return next((shape for shape in ANY_APOSTROPHE if text.startswith(shape, at)), "")


_HANGS = re.compile(r"([^\W\d_]+)\s{0,30}[^\w\s.,;:!?]{1,4}\Z")


def word_beyond(text: str, at: int) -> str:
    """The word before whatever else stands here, a bracket or a quotation mark."""
    found = _HANGS.search(text[max(0, at - LONGEST_BEYOND) : at])
    return found[1] if found else ""


LONGEST_BEYOND = 40
APOSTROPHE_REACH = 500
_INSIDE = re.compile(rf"(?<=[^\W\d_])(?:{'|'.join(map(re.escape, ANY_APOSTROPHE))})(?=[^\W\d_])")


def apostrophe_near(text: str, at: int) -> str:
    """The shape of the apostrophe that stands nearest, that of print where there is none."""
    first, last = max(0, at - APOSTROPHE_REACH), at + APOSTROPHE_REACH
    around = text[first:last]
    if not any(map(around.__contains__, "'\u2019&")):
        return "\u2019"
    before, behind = [*_INSIDE.finditer(text, first, at)][-1:], _INSIDE.search(text, at, last)
    near = sorted((abs(match.start() - at), match[0]) for match in (*before, behind) if match)
    return near[0][1] if near else "\u2019"
