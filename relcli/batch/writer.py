"""A row with its outcome behind it: as it stood where the format stays, made anew where it does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from operator import add, attrgetter

import msgspec

from relcli.batch.answers import Outcome
from relcli.batch.json_rows import write_value
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, Layout

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width acts alike
"""What a spreadsheet takes for the beginning of a formula."""


Kind = tuple[str | None, str | None, str | None]
"""What is counted of a row: its term, its verdict, the code of what is wrong with it."""


class Added(msgspec.Struct, eq=False):
    """What is added to a row, without and with a newline; ``error`` is empty for a row that was answered.

    Many rows share one; it is compared by identity, which is what makes counting them cheap.
    """

    kind: Kind
    error: str
    text: str
    line: str


BLANK = Added((None, None, None), "", "", "")
"""A blank line passes through, and is no row."""


class RowWriter:
    """Writes rows in one format; ``same`` says whether they are read in it too."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self.plan = plan
        self.layout = layout
        self.same = layout.format == plan.to
        self.newline = layout.newline if self.same and plan.to == CSV else "\n"
        self.delimiter = layout.delimiter if self.same else plan.delimiter or ","

    def first_lines(self) -> str:
        """The header, with the byte order mark and the line for Excel that were there."""
        if self.plan.to != CSV:
            return ""
        as_it_is = self.same and not self.plan.safe
        names = self.layout.header.removesuffix(self.newline) if as_it_is else self._cells(self.layout.names)
        header = filter(None, (names, _csv_line(self.plan.added, self.delimiter)))
        return self.layout.preamble + self.delimiter.join(header) + self.newline

    def added(self, outcome: Outcome) -> Added:
        cells = [*outcome[:6], *([outcome.detail] if self.plan.explain else ())]
        if self.plan.to == CSV:
            text = self.delimiter + self._cells(["" if cell is None else str(cell) for cell in cells])
        else:
            values = [*map(write_value, cells[:6]), *(detail or "null" for detail in cells[6:])]
            pairs = zip(map(write_value, self.plan.added), values, strict=True)
            text = "".join(f", {name}: {value}" for name, value in pairs) + "}"
        kind = (outcome.term, outcome.verdict, outcome.code)
        return Added(kind, outcome.error or "", text, text + self.newline)

    def rows(self, chunk: Chunk, added: Sequence[Added]) -> list[str]:
        """The rows with what is added to them and their newlines."""
        if self.same and chunk.plain and not chunk.problems and not self.plan.safe:
            raws = chunk.raws if self.plan.to == CSV else [raw[:-1] for raw in chunk.raws]
            return list(map(add, raws, map(attrgetter("line"), added)))
        return [self._line(chunk, index, one) for index, one in enumerate(added)]

    def _line(self, chunk: Chunk, index: int, added: Added) -> str:
        newline = chunk.newlines[index] if self.same else ""
        if added is BLANK:
            return chunk.raws[index] + newline if self.same else ""
        row = self._csv_row if self.plan.to == CSV else self._json_row
        # A last line without a newline is given one.
        return row(chunk, index, added.text) + (newline or self.newline)

    def _csv_row(self, chunk: Chunk, index: int, added: str) -> str:
        """Added cells stand where they belong, whatever the width of the row; nothing is lost."""
        raw, row, width = chunk.raws[index], chunk.rows[index], len(self.layout.names)
        over: Sequence[str] = ()
        if not self.same or (row and (self.plan.safe or len(row) > width)):
            raw, over = self._cells(row[:width]), row[width:]
        if row:
            raw += self.delimiter * (width - len(row))
        line = raw + (added if width else added.removeprefix(self.delimiter))
        return f"{line}{self.delimiter}{self._cells(over)}" if over else line

    def _json_row(self, chunk: Chunk, index: int, added: str) -> str:
        raw, row = chunk.raws[index], chunk.rows[index]
        if self.same and row is not None:
            body = raw[:-1].rstrip()
            return body + (added[2:] if body == "{" else added)
        # What is no object as it stands goes whole into one.
        whole = self.same or index in chunk.problems
        members = {f"{self.plan.prefix}row": raw} if whole else dict(zip(self.layout.names, row, strict=True))
        return write_value(members)[:-1] + added

    def _cells(self, cells: Sequence[str]) -> str:
        return _csv_line([disarm(cell) for cell in cells] if self.plan.safe else cells, self.delimiter)


def _csv_line(cells: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()


def disarm(cell: str) -> str:
    """A cell that would act as a formula, with an apostrophe before it; numbers stay numbers."""
    if not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
