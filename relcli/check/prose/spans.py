"""Stretches of a text, by their offsets."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

TEXT, HEADING, LABEL, TABLE, KEY = "text", "heading", "label", "table", "key"
"""What a stretch is: running text; a heading; the whole of a short text on a screen; a table whose shape
hangs on its width; what a machine looks up by its words, and must never change."""


class Stretch(NamedTuple):
    """Where it starts, where the first character behind it stands, and its language, if something says so.

    Stretches of one ``unit`` (a message and its translation, singular and plural) are judged as one.
    """

    start: int
    end: int
    language: str | None = None
    part: str = TEXT
    unit: int | None = None


def holding(stretches: Sequence[Stretch], offset: int) -> Stretch | None:
    """The one that holds an offset, of stretches in ascending order that do not overlap."""
    index = bisect_right(stretches, (offset, sys.maxsize)) - 1
    return stretches[index] if index >= 0 and offset < stretches[index].end else None


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in ascending order; those that touch or overlap become one."""
    ordered: list[Stretch] = []
    for start, end, *_ in sorted(stretches):
        if ordered and start <= ordered[-1].end:
            ordered[-1] = Stretch(ordered[-1].start, max(ordered[-1].end, end))
        else:
            ordered.append(Stretch(start, end))
    return ordered


def between(text: str, opening: str, closing: str) -> Iterator[Stretch]:
    """Everything from one mark to the next other one, both included; an open end is none."""
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start)
        if end < 0:
            return
        yield Stretch(start, end + len(closing))
        start = text.find(opening, end)


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where it stands, overlapping ones included."""
    offset = text.find(part)
    while offset >= 0:
        yield offset
        offset = text.find(part, offset + 1)


def next_line(text: str, offset: int) -> int:
    """Where the line after the one at this offset starts."""
    stop = text.find("\n", offset)
    return len(text) if stop < 0 else stop + 1


GAPS = ("\n\n", "\n#", "\n\r\n")
"""What parts two paragraphs: a blank line, a heading."""


def paragraphs(text: str) -> list[Stretch]:
    """All of a text in pieces, each with the end of the break before it."""
    begins = sorted({0, len(text) + 1} | {at + 1 for gap in GAPS for at in occurrences(text, gap)})
    return [*map(Stretch, begins, begins[1:])]
