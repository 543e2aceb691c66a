"""What a row is, and CSV text to rows, each with its own text, so that it can be passed on byte for byte.

Most text holds one row a line; then the lines and the rows are simply paired. Where a quoted cell
runs over several lines, or a quote was opened by mistake, the rows are taken one by one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from relcli.terminal import printable

Profile = tuple[str | None, ...]
"""The cells of a row that hold answers, in the order of the columns asked about."""

MOST_LISTED = 50
LONGEST_SHOWN = 60
"""So much of a wrong value is repeated, no more."""

LONGEST_QUOTE = 1 << 24
"""A quoted cell may run over lines this far; a quote still open then was opened by mistake."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""How ``surrogateescape`` has bytes that are no characters."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


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
    return ", ".join((*names[:MOST_LISTED], *(["…"] if len(names) > MOST_LISTED else [])))


class CsvRows:
    """Rows out of texts that end with a newline, from the line after the header on."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.line = (layout.preamble + layout.header).count(layout.newline[-1]) + 1
        self._width = len(layout.names)
        cells = [layout.names.index(name) for name in layout.columns.values()]
        self._pick = itemgetter(*cells) if len(cells) > 1 else lambda row: tuple([row[i] for i in cells])
        self._ahead: deque[str] = deque()

    def chunks(self, texts: Iterator[str]) -> Iterator[Chunk]:
        """The rows, a text's at a time; no row waits for more text than it needs."""
        for text in texts:
            chunk = self._one_row_a_line(text)
            if chunk:
                yield chunk
                del chunk  # the memory of one chunk serves the next
                continue
            self._ahead.extend(split_lines(text, self.layout.newline))
            while self._ahead:
                yield self._row_by_row(texts)

    def _one_row_a_line(self, text: str) -> Chunk | None:
        """The rows of simple text; None where it takes a closer look."""
        newline = self.layout.newline
        raws = text.split(newline)
        if raws.pop() or text.count(newline[-1]) > len(raws) or (newline == "\n" and "\r" in text):
            return None
        try:
            rows = list(csv.reader(raws, delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            return None
        # A row takes a line at least, so as many rows as lines means a line each.
        if len(rows) != len(raws):
            return None
        lines = range(self.line, self.line + len(raws))
        self.line = lines.stop
        return self._checked(Chunk(lines, raws, [newline] * len(raws), rows, (), {}, plain=True), text)

    def _row_by_row(self, texts: Iterator[str]) -> Chunk:
        """The rows of the lines at hand; only the first may wait for more text."""
        newline, whole = self.layout.newline, list[str]()
        chunk = Chunk(lines := [], [], [], [], (), {}, plain=False)
        while self._ahead and (found := self._next_row(texts, may_wait=not whole)):
            text, row, problem = found
            raw = text.removesuffix("\r") if newline == "\r" else text.rstrip("\r\n")
            if problem:
                chunk.problems[len(whole)] = problem
            whole.append(text)
            lines.append(self.line)
            chunk.raws.append(raw)
            chunk.newlines.append(text[len(raw) :])
            chunk.rows.append(row)
            self.line += text.count(newline[-1])
        return self._checked(chunk, "".join(whole))

    def _next_row(
        self, texts: Iterator[str], *, may_wait: bool
    ) -> tuple[str, list[str], RowProblem | None] | None:
        """The text of a row, its cells and its problem; None where more text must be waited for."""
        ahead, taken, starved = self._ahead, [], False

        def hand_out() -> Iterator[str]:
            nonlocal starved
            size = 0
            while size <= LONGEST_QUOTE:
                if not ahead and may_wait:
                    ahead.extend(split_lines(next(texts, ""), self.layout.newline))
                if not ahead:
                    starved = not may_wait
                    return
                taken.append(ahead.popleft())
                size += len(taken[-1])
                yield taken[-1]

        row, problem = None, None
        try:
            row = next(csv.reader(hand_out(), delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            if starved:
                ahead.extendleft(reversed(taken))
                return None
        # A quote that was opened by mistake swallows lines; nothing but its own is lost.
        if row is None or (len(taken) > 1 and len(row) != self._width):
            ahead.extendleft(reversed(taken[1:]))
            del taken[1:]
            row, problem = self._line_alone(taken[0])
        return "".join(taken), row, problem

    def _line_alone(self, line: str) -> tuple[list[str], RowProblem | None]:
        """A line by itself, as leniently as can be: what spoils it spoils no other."""
        reader = csv.reader((line, "\n"), delimiter=self.layout.delimiter)
        try:
            row = next(reader)
        except csv.Error:
            return [], RowProblem("broken-cells")
        return ([], RowProblem("open-quote")) if reader.line_num > 1 else (row, None)

    def _checked(self, chunk: Chunk, text: str) -> Chunk:
        """With the profiles, and a problem for each row that has none."""
        rows, problems = chunk.rows, chunk.problems
        if {*map(len, rows)} != {self._width}:
            for index, row in enumerate(rows):
                if len(row) != self._width and index not in problems:
                    values = {"found": len(row), "expected": self._width}
                    problems[index] = RowProblem("wrong-columns", values) if row else None
        chunk.check_encoding(text, self.layout.encoding)
        good = (() if index in problems else self._pick(row) for index, row in enumerate(rows))
        return chunk._replace(profiles=good if problems else map(self._pick, rows))
