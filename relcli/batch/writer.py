"""A row with its outcome behind it: as it stood where the format stays, made anew where it does not.

And where rows go: a stream, or a file that is whole.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import os
import select
import stat
import sys
from collections.abc import Iterator, Sequence
from io import FileIO
from operator import add, attrgetter

import msgspec

from relcli.atomic import held, short_name, told_as
from relcli.batch.answers import Outcome
from relcli.batch.json_rows import write_value
from relcli.batch.plan import ADDED_COLUMNS, CSV, Plan
from relcli.batch.rows import Chunk, Layout, is_decoded
from relcli.terminal import degrade, printable_lines

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width acts alike
"""What a spreadsheet takes for the beginning of a formula."""

PASS_THROUGH = "relcli-pass-through"  # noqa: S105 - no password
"""The error handler for writing rows."""

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


BLANK = Added((None, None, None), "", "", "")  # A blank line passes through, and is no row


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
        header = filter(None, (names, self._cells(self.plan.added)))
        return self.layout.preamble + self.delimiter.join(header) + self.newline

    def added(self, outcome: Outcome) -> Added:
        cells, more = outcome[: len(ADDED_COLUMNS)], [outcome.detail] if self.plan.explain else []
        if self.plan.to == CSV:
            text = self.delimiter + self._cells(
                ["" if cell is None else str(cell) for cell in (*cells, *more)]
            )
        else:
            values = [*map(write_value, cells), *(detail or "null" for detail in more)]
            pairs = zip(map(write_value, self.plan.added), values, strict=True)
            text = "".join(f", {name}: {value}" for name, value in pairs) + "}"
        kind = (outcome.term, outcome.verdict, outcome.code)
        return Added(kind, outcome.error or "", text, text + self.newline)

    def rows(self, chunk: Chunk, added: Sequence[Added]) -> list[str]:
        """The rows with what is added to them and their newlines."""
        if self.same and chunk.plain and not chunk.problems and not self.plan.safe:
            raws = chunk.raws if self.plan.to == CSV else [raw[:-1] for raw in chunk.raws]
            return list(map(add, raws, map(attrgetter("line"), added)))
        write, lines = self._csv_row if self.plan.to == CSV else self._json_row, []
        for index, one in enumerate(added):
            newline = chunk.newlines[index] if self.same else ""
            if one is not BLANK:
                # A last line without a newline is given one.
                lines.append(write(chunk, index, one.text) + (newline or self.newline))
            else:
                lines.append(chunk.raws[index] + newline if self.same else "")
        return lines

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
        out = io.StringIO()
        safe = map(disarm, cells) if self.plan.safe else cells
        csv.writer(out, delimiter=self.delimiter, lineterminator="").writerow(safe)
        return out.getvalue()


def disarm(cell: str) -> str:
    """A cell that would act as a formula, with an apostrophe before it; numbers stay numbers."""
    if cell.startswith(FORMULA):
        try:
            float(cell)
        except ValueError:
            return f"'{cell}"
    return cell


def write_whole(file: FileIO, data: bytes) -> None:
    """Every byte, however few the file takes at once."""
    view = memoryview(data)
    while view:
        written = file.write(view)
        if written is None:
            select.select([], [file], [])
        view = view[written or 0 :]


def shown(rows: bytes) -> bytes:
    """Rows for a terminal, on which nothing in them can act."""
    return printable_lines(rows.decode("utf-8", "replace").replace("\r\n", "\n")).encode("utf-8", "replace")


@contextlib.contextmanager
def open_aside(path: str) -> Iterator[FileIO]:
    """A file for rows that are set aside; it is this run's until the end."""
    with _held(path), _open_file(path, path) as file:
        yield file


def _open_file(path: str, told: str, how: str = "w") -> FileIO:
    with told_as("file-unwritable", told):
        return FileIO(path, how)


@contextlib.contextmanager
def _held(path: str) -> Iterator[None]:
    """No other run writes there at the same time: whoever comes second is told, and answers nothing."""
    with contextlib.ExitStack() as until_the_end:
        if not os.path.exists(path) or os.path.isfile(path):
            with told_as("file-unwritable", path):
                until_the_end.enter_context(held(path, patience=0))
        yield


@contextlib.contextmanager
def open_output(path: str | None) -> Iterator[FileIO]:
    """Standard output, or a file that takes its name only when it is complete, and not when closed early.

    Until then an old one keeps it. What is no ordinary file is written as a stream.
    """
    if path in (None, "-"):
        sys.stdout.flush()
        yield FileIO(sys.stdout.fileno(), "w", closefd=False)
        return
    if os.path.exists(path) and not os.path.isfile(path):
        with _open_file(path, path) as file:
            yield file
        return
    # Through a symbolic link the file that it names is replaced, not the link.
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{short_name(name)}.{os.getpid()}.part")
    with _held(path):
        try:
            # What is left of a run of that number, or a link that somebody put there, is not written to.
            with told_as("file-unwritable", path), contextlib.suppress(FileNotFoundError):
                os.remove(part)
            with _open_file(part, path, "x") as file:
                with contextlib.suppress(OSError):
                    os.chmod(part, stat.S_IMODE(os.stat(target).st_mode))
                yield file
                if file.closed:
                    return
                os.fsync(file.fileno())
            os.replace(part, target)
        finally:
            with contextlib.suppress(OSError):
                os.remove(part)


def _pass_through(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes that made no sense go out as they came in; a character that the encoding lacks is replaced."""
    if isinstance(error, UnicodeEncodeError):
        char = error.object[error.start]
        if not is_decoded(char):
            return char.encode("ascii", "surrogateescape"), error.start + 1
    return degrade(error)


codecs.register_error(PASS_THROUGH, _pass_through)
