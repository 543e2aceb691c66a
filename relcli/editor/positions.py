"""Places in a text as editors count them: lines, and units of an encoding from the start of the line."""

import re
from bisect import bisect_right

Position = tuple[int, int]
"""Line and units, both from 0."""
BREAK = re.compile(r"\r\n|\r|\n")
UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"


def units(text: str, encoding: str) -> int:
    """How long a text is in that encoding; a lone surrogate counts as what it stands for."""
    if encoding == UTF32 or text.isascii():
        return len(text)
    if encoding == UTF16:
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode(UTF8, "surrogatepass"))


class Positions:
    """The positions of the offsets of one text."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text, self._encoding = text, encoding
        self._starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def at(self, offset: int) -> Position:
        """Where a character stands."""
        line = bisect_right(self._starts, offset) - 1
        return line, units(self._text[self._starts[line] : offset], self._encoding)
