"""What a row is: its text, the cells that hold answers, and what may be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from relcli.terminal import printable

Profile = tuple[str | None, ...]
"""The cells of a row that hold answers, in the order of the columns asked about."""

MOST_LISTED = 50
LONGEST_SHOWN = 60
"""So much of a wrong value is repeated, no more."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""How ``surrogateescape`` has bytes that are no characters."""


class Layout(NamedTuple):
    """How a file is to be read and its rows written again.

    ``columns`` maps a question, or ``business``, to the name of the column that holds it. ``preamble`` (a
    byte order mark, a line for Excel) and ``header`` are what stands before the first row, with newlines.
    """

    format: str
    encoding: str
    columns: Mapping[str, str]
    names: tuple[str, ...] = ()
    delimiter: str = ","
    newline: str = "\n"
    preamble: str = ""
    header: str = ""


class RowProblem(NamedTuple):
    """What is wrong with a row: a code, and the values for the blanks of its message."""

    code: str
    values: Mapping[str, object] = {}


class Chunk(NamedTuple):
    """Rows with the text they were read from, without newlines, and the lines on which they begin.

    ``plain`` rows take a line each and end with the usual newline. ``rows`` holds what goes on to the writer:
    cells for CSV, None for what is no object. ``profiles`` may be walked through once. ``problems`` maps the
    indexes of rows that cannot be answered to what is wrong, and those of blank lines to None.
    """

    lines: Sequence[int]
    raws: list[str]
    newlines: list[str]
    rows: list[Any]
    profiles: Iterable[Profile]
    problems: dict[int, RowProblem | None]
    plain: bool

    def check_encoding(self, text: str, encoding: str) -> None:
        """Rows with bytes that make no sense in their encoding cannot be answered."""
        for index, raw in enumerate(() if is_decoded(text) else self.raws):
            if not is_decoded(raw):
                values = {"line": self.lines[index], "encoding": encoding}
                self.problems[index] = RowProblem("not-in-encoding", values)


def is_decoded(text: str) -> bool:
    """Did every byte that this was read from make sense in its encoding?"""
    return text.isascii() or not _UNDECODED.search(text)


def whole_lines(pieces: Iterable[str], newline: str) -> Iterator[str]:
    """The text of the pieces, cut behind newlines; only at the very end one may be missing."""
    waiting: list[str] = []
    for piece in pieces:
        cut = piece.rfind(newline[-1]) + 1
        if cut:
            yield "".join((*waiting, piece[:cut]))
            waiting.clear()
        waiting.append(piece[cut:])
    if any(waiting):
        yield "".join(waiting)


def split_lines(text: str, newline: str) -> list[str]:
    """The lines with their newlines; only the last may have none."""
    last = newline[-1]
    *lines, rest = text.split(last)
    return [line + last for line in lines] + ([rest] if rest else [])


def shorten(value: str) -> str:
    """A value of the file as it may stand in a message: one short line."""
    line = printable(" ".join(value[: 4 * LONGEST_SHOWN].split()))
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def list_names(names: Sequence[str]) -> str:
    """The column names for a message."""
    return ", ".join((*names[:MOST_LISTED], *(["…"] if len(names) > MOST_LISTED else [])))
