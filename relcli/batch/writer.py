"""A row with its outcome behind it: as it stood where the format stays, made anew where it does not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from operator import add, attrgetter

from relcli.batch.answers import Outcome
from relcli.batch.layout import BOM, Layout, csv_line
from relcli.batch.members import Members, text_of, write_object, write_value
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width acts alike
"""What a spreadsheet takes for the beginning of a formula."""


Kind = tuple[str | None, str | None, str | None]
"""What is counted of a row: its term, its verdict, the code of what is wrong with it."""


class Added:
    """What is added to a row, without and with a newline; ``error`` is empty for a row that was answered.

    Many rows share one; it is compared by identity, which is what makes counting them cheap.
    """

    __slots__ = ("error", "kind", "line", "text")

    def __init__(self, kind: Kind, error: str, text: str, newline: str) -> None:
        self.kind = kind
        self.error = error
        self.text = text
        self.line = text + newline


BLANK = Added((None, None, None), "", "", "")
"""A blank line passes through, and is no row."""


class RowWriter(ABC):
    """Writes rows in one format; ``same`` says whether they are read in it too."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self.plan = plan
        self.layout = layout
        self.same = layout.format == plan.to
        self.newline = layout.newline if self.same and plan.to == CSV else "\n"

    def added(self, outcome: Outcome, error: str) -> Added:
        """What is added to a row with this outcome."""
        kind = (outcome.term, outcome.verdict, outcome.problem and outcome.problem.code)
        return Added(kind, error, self._text(outcome, error), self.newline)

    def rows(self, chunk: Chunk, added: Sequence[Added]) -> list[str]:
        """The rows with what is added to them and their newlines."""
        if self.same and chunk.newlines is None and not chunk.problems and not self.plan.safe:
            return self._lines(chunk.raws, map(attrgetter("line"), added))
        return [self._line(chunk, index, one) for index, one in enumerate(added)]

    def _line(self, chunk: Chunk, index: int, added: Added) -> str:
        if added is BLANK:
            return chunk.line_text(index) if self.same else ""
        newline = chunk.newline_of(index) if self.same else ""
        # A last line without a newline is given one.
        return self._row(chunk, index, added.text) + (newline or self.newline)

    @abstractmethod
    def first_lines(self) -> str:
        """What stands before the first row."""

    @abstractmethod
    def _text(self, outcome: Outcome, error: str) -> str:
        """What is added, without newline."""

    @abstractmethod
    def _lines(self, raws: list[str], added: Iterable[str]) -> list[str]:
        """Rows that stay as they stand, with what is added to them."""

    @abstractmethod
    def _row(self, chunk: Chunk, index: int, added: str) -> str:
        """Any row with what is added to it, without newline."""


class CsvWriter(RowWriter):
    """Cells behind those of the row."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        super().__init__(plan, layout)
        self.delimiter = layout.delimiter if self.same else plan.delimiter or ","

    def first_lines(self) -> str:
        """The header, with the byte order mark and the line for Excel that were there."""
        if self.same and not self.plan.safe:
            names = self.layout.header.removesuffix(self.newline)
        else:
            names = self._cells(self.layout.names)
        header = self.delimiter.join(filter(None, (names, csv_line(self.plan.added, self.delimiter))))
        return (BOM if self.layout.bom else "") + self.layout.separator + header + self.newline

    def _text(self, outcome: Outcome, error: str) -> str:
        cells = (*outcome[:5], error, *([outcome.detail] if self.plan.explain else ()))
        return self.delimiter + self._cells(["" if cell is None else str(cell) for cell in cells])

    def _lines(self, raws: list[str], added: Iterable[str]) -> list[str]:
        return list(map(add, raws, added))

    def _row(self, chunk: Chunk, index: int, added: str) -> str:
        """Added cells stand where they belong, whatever the width of the row; nothing is lost."""
        raw, row, width = chunk.raws[index], chunk.rows[index], len(self.layout.names)
        over: Sequence[str] = ()
        if not self.same:
            cells, over = ([""] * width, [raw]) if row is None else self._members(row)
            raw = self._cells(cells)
        elif row and (self.plan.safe or len(row) > width):
            raw, over = self._cells(row[:width]), row[width:]
        if self.same and row:
            raw += self.delimiter * (width - len(row))
        line = raw + (added if width else added.removeprefix(self.delimiter))
        return f"{line}{self.delimiter}{self._cells(over)}" if over else line

    def _members(self, members: Members) -> tuple[list[str], list[str]]:
        """The members of an object as cells, and as JSON those that have no column."""
        values = (members.get(name) for name in self.layout.names)
        over = {key: value for key, value in members.items() if key not in self.layout.names}
        return ["" if value is None else text_of(value) or "" for value in values], [
            write_object(over)
        ] if over else []

    def _cells(self, cells: Sequence[str]) -> str:
        return csv_line([disarm(cell) for cell in cells] if self.plan.safe else cells, self.delimiter)


class JsonWriter(RowWriter):
    """Members behind those of the object."""

    def first_lines(self) -> str:
        """Nothing."""
        return ""

    def _text(self, outcome: Outcome, error: str) -> str:
        """The added members, a comma before each, and the brace that closes the object."""
        members = [*map(write_value, (*outcome[:5], error or None))]
        members += [outcome.detail or "null"] if self.plan.explain else []
        pairs = zip(self.plan.added, members, strict=True)
        return "".join(f", {write_value(name)}: {value}" for name, value in pairs) + "}"

    def _lines(self, raws: list[str], added: Iterable[str]) -> list[str]:
        return [raw[:-1] + line for raw, line in zip(raws, added, strict=True)]

    def _row(self, chunk: Chunk, index: int, added: str) -> str:
        raw, row = chunk.raws[index], chunk.rows[index]
        if self.same and row is not None:
            body = raw[:-1].rstrip()
            return body + (added[2:] if body == "{" else added)
        # What is no object as it stands goes whole into one.
        is_row = not self.same and index not in chunk.problems
        members = (
            dict(zip(self.layout.names, row, strict=True)) if is_row else {f"{self.plan.prefix}row": raw}
        )
        return write_value(members)[:-1] + added


def disarm(cell: str) -> str:
    """A cell that would act as a formula, with an apostrophe before it; numbers stay numbers."""
    if not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
