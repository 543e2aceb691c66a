"""CSV text to rows, each with its own text, so that it can be passed on byte for byte.

Most text holds one row a line; then the lines and the rows are simply paired. Where a quoted cell
runs over several lines, or a quote was opened by mistake, the rows are taken one by one.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from relcli.batch.answer import Problem

LONGEST_QUOTE = 1 << 24
"""A quoted cell may run over lines this far; a quote still open then was opened by mistake."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


class Batch(NamedTuple):
    """Rows with the text they were read from, without line ends.

    ``odd`` maps the places of rows that cannot be answered to what is wrong, and those of blank lines
    to None; ``ends`` holds the line ends where they may differ from the usual; ``text`` is everything
    that was read.
    """

    raws: list[str]
    rows: list[Any]
    odd: dict[int, Problem | None]
    ends: list[str] | None
    text: str

    def line_of(self, place: int) -> int:
        """The line on which a row begins, counted from the first of the batch."""
        return place + sum(raw.count("\n") for raw in self.raws[:place])


NOTHING = Batch([], [], {}, None, "")


class Pieces:
    """Text that arrives bit by bit and is joined only when a line is complete."""

    def __init__(self, end: str) -> None:
        self.end = end
        self.size = 0
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        """Put more text at the end."""
        if text:
            self._pieces.append(text)
            self.size += len(text)

    def text(self) -> str:
        """All of it."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def keep(self, text: str, cut: int) -> str:
        """What stands before the cut; the rest stays."""
        self._pieces = [text[cut:]]
        self.size = len(text) - cut
        return text[:cut]

    def put_back(self, text: str) -> None:
        """Put text in front again."""
        self._pieces.insert(0, text)
        self.size += len(text)


class CsvRows:
    """Rows out of pieces of text."""

    def __init__(self, delimiter: str, end: str, width: int) -> None:
        self.delimiter = delimiter
        self.end = end
        self.width = width
        self._pieces = Pieces(end[-1])
        self._wait = 0

    @property
    def rest(self) -> str:
        """The beginning of a row that is not all there."""
        return self._pieces.text()

    def forget(self) -> None:
        """Drop the beginning of a row."""
        self._pieces = Pieces(self.end[-1])

    def take(self, text: str, *, whole: bool) -> Batch:
        """The rows that are complete with this piece; ``whole`` says that no more will come."""
        self._pieces.add(text)
        if not whole and (self.end[-1] not in text or self._pieces.size < self._wait):
            return NOTHING
        text = self._pieces.text()
        cut = len(text) if whole else text.rfind(self.end[-1]) + 1
        text = self._pieces.keep(text, cut)
        self._wait = 0
        return self._plain(text) or self._careful(text, whole=whole)

    def _plain(self, text: str) -> Batch | None:
        """One row a line, or None where it takes a closer look."""
        if not text:
            return NOTHING
        if not text.endswith(self.end) or (self.end == "\n" and "\r" in text):
            return None
        lines = text.split(self.end)
        lines.pop()
        if '"' in lines[-1] and self._is_open(lines[-1]):
            return None
        try:
            rows = list(csv.reader(lines, delimiter=self.delimiter))
        except csv.Error:
            return None
        # A row takes a line at least, so as many rows as lines means a line each.
        if len(rows) != len(lines):
            return None
        odd = {} if set(map(len, rows)) == {self.width} else self._odd(rows)
        return Batch(lines, rows, odd, None, text)

    def _is_open(self, line: str) -> bool:
        reader = csv.reader(iter((line + "\n", "\n")), delimiter=self.delimiter)
        try:
            next(reader)
        except csv.Error:
            return True
        return reader.line_num > 1

    def _odd(self, rows: list[list[str]]) -> dict[int, Problem | None]:
        return {
            place: self._wrong_width(len(row)) if row else None
            for place, row in enumerate(rows)
            if len(row) != self.width
        }

    def _wrong_width(self, found: int) -> Problem:
        return Problem("wrong-columns", {"found": found, "expected": self.width})

    # ---- row by row -------------------------------------------------------------------------

    def _careful(self, text: str, *, whole: bool) -> Batch:
        last = self.end[-1]
        lines = [line + last for line in text.split(last)]
        lines[-1] = lines[-1].removesuffix(last)
        if not lines[-1]:
            lines.pop()
        batch = Batch([], [], {}, [], "")
        at = 0
        while at < len(lines):
            at = self._run(lines, at, batch)
            if at == len(lines):
                break
            # A row that spoils the reading, or one that is not all there.
            if not whole and self._may_go_on(lines, at):
                left = "".join(lines[at:])
                if len(left) < LONGEST_QUOTE:
                    self._pieces.put_back(left)
                    # Reading a long cell again at every piece of it would take for ever.
                    self._wait = 2 * len(left) if len(left) > LONGEST_QUOTE >> 6 else 0
                    break
            self._alone(lines[at], batch)
            at += 1
        return batch._replace(text="".join(lines[:at]))

    def _run(self, lines: list[str], start: int, batch: Batch) -> int:
        """Take rows as long as all is well; the place of the line where it is not."""
        reader = csv.reader(_from(lines, start), delimiter=self.delimiter, strict=True)
        at = start
        try:
            for row in reader:
                after = start + reader.line_num
                if after - at > 1 and len(row) != self.width:
                    return at
                self._add(batch, "".join(lines[at:after]) if after - at > 1 else lines[at], row)
                at = after
        except csv.Error:
            pass
        return at

    def _may_go_on(self, lines: list[str], at: int) -> bool:
        """Does the trouble with this row lie in its being unfinished?"""
        reader = csv.reader(_from(lines, at), delimiter=self.delimiter, strict=True)
        try:
            next(reader)
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def _alone(self, line: str, batch: Batch) -> None:
        """A line by itself, as leniently as can be."""
        try:
            row = next(csv.reader([line], delimiter=self.delimiter))
        except csv.Error:
            self._add(batch, line, [], Problem("broken-cells", {}))
            return
        if self._is_open(line):
            self._add(batch, line, [], Problem("open-quote", {}))
        else:
            self._add(batch, line, row)

    def _add(self, batch: Batch, text: str, row: list[str], problem: Problem | None = None) -> None:
        raw = text.rstrip("\r\n") if self.end != "\r" else text.removesuffix("\r")
        place = len(batch.raws)
        if problem or len(row) != self.width:
            batch.odd[place] = problem or (self._wrong_width(len(row)) if row else None)
        batch.raws.append(raw)
        batch.rows.append(row)
        if batch.ends is not None:
            batch.ends.append(text[len(raw) :])


def _from(lines: list[str], start: int) -> Iterator[str]:
    for place in range(start, len(lines)):
        yield lines[place]
