"""What a row is: its text, the cells that hold answers, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from relcli.batch.encoding import is_decoded
from relcli.terminal import printable

Profile = tuple[str | None, ...]
"""The cells of a row that hold answers, in the order of the columns asked about."""

LONGEST_SHOWN = 60
"""So much of a wrong value is repeated, no more."""


class RowProblem(NamedTuple):
    """What is wrong with a row: a code, and the values for the blanks of its message."""

    code: str
    values: Mapping[str, object]


class Chunk(NamedTuple):
    """Rows with the text they were read from, without newlines.

    ``line`` is the line on which the first begins. ``profiles`` may be walked through once. ``rows`` holds
    what else the reader made of them: the cells of CSV, the members of an object, None for what is no
    object. ``problems`` maps the indexes of rows that cannot be answered to what is wrong, and those of
    blank lines to None. ``newlines`` holds the newline of each row; it is None where all have the usual one.
    """

    line: int
    newline: str
    raws: list[str]
    profiles: Iterable[Profile]
    rows: list[Any]
    problems: dict[int, RowProblem | None]
    newlines: list[str] | None

    def line_of(self, index: int) -> int:
        """The line on which a row begins."""
        return self.line + index + sum(raw.count(self.newline[-1]) for raw in self.raws[:index])

    def newline_of(self, index: int) -> str:
        """The newline behind a row; a last one may have none."""
        return self.newline if self.newlines is None else self.newlines[index]

    def line_text(self, index: int) -> str:
        """A row exactly as it came."""
        return self.raws[index] + self.newline_of(index)

    def check_encoding(self, text: str, encoding: str) -> None:
        """Rows with bytes that make no sense in their encoding cannot be answered."""
        if is_decoded(text):
            return
        for index, raw in enumerate(self.raws):
            if not is_decoded(raw):
                values = {"line": self.line_of(index), "encoding": encoding}
                self.problems[index] = RowProblem("not-in-encoding", values)


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


def shorten(value: str) -> str:
    """A value of the file as it may stand in a message: one short line."""
    line = printable(" ".join(value[: 4 * LONGEST_SHOWN].split()))
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def split_lines(text: str, newline: str) -> list[str]:
    """The lines with their newlines; only the last may have none."""
    last = newline[-1]
    *lines, rest = text.split(last)
    return [line + last for line in lines] + ([rest] if rest else [])
