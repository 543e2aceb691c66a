"""CSV text to rows, each with its own text, so that it can be passed on byte for byte.

Most text holds one row a line; then the lines and the rows are simply paired. Where a quoted cell
runs over several lines, or a quote was opened by mistake, the rows are taken one by one.
"""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from relcli.batch.layout import Layout
from relcli.batch.rows import Chunk, Profile, RowProblem, split_lines

LONGEST_QUOTE = 1 << 24
"""A quoted cell may run over lines this far; a quote still open then was opened by mistake."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


class Lines:
    """Hands out lines with their newlines, and keeps them until the row that they belong to is complete."""

    def __init__(self, texts: Iterator[str], newline: str) -> None:
        self._texts = texts
        self._newline = newline
        self._size = 0
        self.ahead: deque[str] = deque()
        self.taken: list[str] = []
        self.may_read = True
        """May more text be waited for? Not while rows are at hand that could be written."""
        self.starved = False
        """Was a line asked for that only more text could give?"""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.starved = not self.ahead and not self.may_read
        if self.starved or self._size > LONGEST_QUOTE:
            raise StopIteration
        if not self.ahead:
            self.add(next(self._texts))
        line = self.ahead.popleft()
        self.taken.append(line)
        self._size += len(line)
        return line

    def add(self, text: str) -> None:
        """Put more text behind what is there."""
        self.ahead.extend(split_lines(text, self._newline))

    def settle(self, count: int) -> str:
        """The text of so many of the lines handed out; the others will be handed out again."""
        text = "".join(self.taken[:count])
        self.ahead.extendleft(reversed(self.taken[count:]))
        self.taken.clear()
        self._size = 0
        return text


class CsvRows:
    """Rows out of texts that end with a newline, from the line after the header on."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.line = (layout.separator + layout.header).count(layout.newline[-1]) + 1
        self._width = len(layout.names)
        self._pick = _picker([layout.names.index(name) for name in layout.columns.values()])

    def chunks(self, texts: Iterator[str]) -> Iterator[Chunk]:
        """The rows, a text's at a time; no row waits for more text than it needs."""
        lines = Lines(texts, self.layout.newline)
        for text in texts:
            chunk = self._one_row_a_line(text)
            if chunk:
                yield chunk
                del chunk  # the memory of one chunk serves the next
                continue
            lines.add(text)
            while lines.ahead:
                yield self._row_by_row(lines)

    def finish(self) -> None:
        """Nothing can be missing at the end that was not missing in the header."""

    def _one_row_a_line(self, text: str) -> Chunk | None:
        """The rows of simple text; None where it takes a closer look."""
        newline = self.layout.newline
        if not text.endswith(newline) or (newline == "\n" and "\r" in text):
            return None
        raws = text.split(newline)
        raws.pop()
        try:
            rows = list(csv.reader(raws, delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            return None
        # A row takes a line at least, so as many rows as lines means a line each.
        if len(rows) != len(raws):
            return None
        line, self.line = self.line, self.line + text.count(newline[-1])
        return self._checked(Chunk(line, newline, raws, [], rows, {}, None), text)

    def _row_by_row(self, lines: Lines) -> Chunk:
        chunk = Chunk(self.line, self.layout.newline, [], [], [], {}, [])
        reader = csv.reader(lines, delimiter=self.layout.delimiter, strict=True)
        while lines.ahead:
            lines.may_read = not chunk.raws
            try:
                row, problem = next(reader), None
                count = len(lines.taken)
            except csv.Error:
                if lines.starved:
                    lines.settle(0)
                    break
                count = 0
            # A quote that was opened by mistake swallows lines; nothing but its own is lost.
            if count != 1 and (not count or len(row) != self._width):
                count, (row, problem) = 1, self._line_alone(lines.taken[0])
            text = lines.settle(count)
            self._add(chunk, text, row, problem)
        return self._checked(chunk, "".join(chunk.raws))

    def _line_alone(self, line: str) -> tuple[list[str], RowProblem | None]:
        """A line by itself, as leniently as can be: what spoils it spoils no other."""
        reader = csv.reader((line, "\n"), delimiter=self.layout.delimiter)
        try:
            row = next(reader)
        except csv.Error:
            return [], RowProblem("broken-cells", {})
        if reader.line_num > 1:
            return [], RowProblem("open-quote", {})
        return row, None

    def _add(self, chunk: Chunk, text: str, row: list[str], problem: RowProblem | None) -> None:
        raw = text.removesuffix("\r") if self.layout.newline == "\r" else text.rstrip("\r\n")
        if problem:
            chunk.problems[len(chunk.raws)] = problem
        chunk.raws.append(raw)
        chunk.rows.append(row)
        assert chunk.newlines is not None
        chunk.newlines.append(text[len(raw) :])
        self.line += text.count(self.layout.newline[-1])

    def _checked(self, chunk: Chunk, text: str) -> Chunk:
        """With the profiles, and a problem for each row that has none."""
        if {*map(len, chunk.rows)} != {self._width}:
            for index, row in enumerate(chunk.rows):
                if len(row) != self._width and index not in chunk.problems:
                    values = {"found": len(row), "expected": self._width}
                    chunk.problems[index] = RowProblem("wrong-columns", values) if row else None
        chunk.check_encoding(text, self.layout.encoding)
        if not chunk.problems:
            return chunk._replace(profiles=map(self._pick, chunk.rows))
        good = (() if index in chunk.problems else self._pick(row) for index, row in enumerate(chunk.rows))
        return chunk._replace(profiles=good)


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[str]], Profile]:
    """From a row to the cells at these indexes."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda row: tuple([row[index] for index in indexes])
