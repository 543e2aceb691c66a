"""The input as it comes, and what it looks like: its format, encoding, delimiter and columns."""

from __future__ import annotations

import codecs
import contextlib
import csv
import errno
import re
import select
import sys
from collections.abc import Iterator, Sequence
from io import FileIO

from relcli.atomic import told_as
from relcli.batch.json_rows import read_object
from relcli.batch.plan import BUSINESS, CSV, JSONL, Plan, fold
from relcli.batch.rows import Layout, RowProblem, list_names
from relcli.errors import InputError
from relcli.language import STDIN
from relcli.model.knowledge import Knowledge

DELIMITERS = ",;\t|"
SAMPLE = 50  # so many lines are enough to see a delimiter
ENDINGS = {
    ".csv": CSV, ".tsv": CSV, ".tab": CSV, ".psv": CSV,
    ".jsonl": JSONL, ".ndjson": JSONL, ".jsonlines": JSONL, ".ldjson": JSONL,
}  # fmt: skip
BOM = "\ufeff"
MARKED = ("utf-8", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
"""Encodings that a byte order mark names; that of UTF-32 begins as that of UTF-16 does."""

PIECE = 1 << 18  # bytes read at once, at most: some thousand rows
LONGEST_HEADER = 1 << 26  # where so many characters hold no complete header, there is none
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
SEPARATOR_LINE = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
"""What Excel writes, and reads, before the header."""


def format_of(name: str) -> str | None:
    """The format that the ending of a file's name stands for."""
    return next((found for ending, found in ENDINGS.items() if name.lower().endswith(ending)), None)


@contextlib.contextmanager
def open_source(plan: Plan) -> Iterator[RowSource]:
    """The input of that name, or standard input for ``-``; raises ``InputError``."""
    if plan.format is None and plan.source.lower().endswith(SPREADSHEETS):
        raise InputError("spreadsheet", name=plan.source)
    is_stream = plan.source == STDIN
    with told_as("input-unreadable", plan.source):
        if is_stream and sys.stdin is None:  # closed by the caller
            raise OSError(errno.EBADF, "")
        file = FileIO(sys.stdin.fileno() if is_stream else plan.source, closefd=not is_stream)
    with file:
        yield RowSource(plan, file)


class RowSource:
    """The text of a file or a stream; ``done`` counts the bytes read so far."""

    def __init__(self, plan: Plan, file: FileIO) -> None:
        self.plan = plan
        self.file = file
        self.done = 0
        self._at_end = False

    def begin(self, knowledge: Knowledge) -> tuple[Plan, Layout, str] | None:
        """The plan with its formats, the layout and the text after the header; None when all is blank.

        Reads no further than is needed to see them, so that a stream of one row is answered at once.
        """
        start, wanted = b"", self.plan.encoding
        while True:
            start += self._read()
            if len(start) < 4 and b"\n" not in start and not self._at_end:  # noqa: PLR2004 - the longest mark
                continue
            marked = (name for name in MARKED if start.startswith(BOM.encode(name)))
            encoding = next((name for name in marked if name.startswith(wanted or "")), wanted or "utf-8")
            # In encodings of two or four bytes a character, what makes no sense has no bytes of its own.
            errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
            self._decode = codecs.getincrementaldecoder(encoding)(errors).decode
            text, found = self._decode(start, self._at_end), None
            if text.strip(f"{BOM} \t\r\n"):
                found = find_layout(self.plan, knowledge, text, encoding, at_end=self._at_end)
            if found or self._at_end:
                return found
            if len(text) > LONGEST_HEADER:
                raise InputError("no-header")

    def texts(self, text: str) -> Iterator[str]:
        yield text
        while not self._at_end:
            yield self._decode(self._read(), self._at_end)

    def _read(self) -> bytes:
        with told_as("input-unreadable", self.plan.source):
            while (data := self.file.read(PIECE)) is None:
                select.select([self.file], [], [])
        self.done += len(data)
        self._at_end = not data
        return data


def find_layout(
    plan: Plan, knowledge: Knowledge, text: str, encoding: str, *, at_end: bool
) -> tuple[Plan, Layout, str] | None:
    """The plan with its formats, the layout and the text of the first rows; None when more must be read.

    Raises ``InputError`` where the columns are not as they must be.
    """
    read_as = plan.format or format_of(plan.source)
    if read_as is None:
        start = text.lstrip(f"{BOM} \t\r\n")
        if start.startswith("["):
            raise InputError("json-array")
        read_as = JSONL if start.startswith("{") else CSV
    plan = plan._replace(format=read_as, to=plan.to or read_as)
    bom = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(bom)
    ended = _first_end(text)
    if not ended and not at_end:
        return None
    if read_as == JSONL:
        columns = {q: plan.columns.get(q, q) for q in (*knowledge.questions, BUSINESS) if q not in plan.fixed}
        # The keys of the first line that is an object are the columns of a CSV file of it.
        objects = (read_object(line) for line in text.splitlines() if plan.to == CSV)
        names = next((tuple(found) for found in objects if found and not isinstance(found, RowProblem)), ())
        _check_added(plan, names)
        return plan, Layout(JSONL, encoding, columns, names, preamble=bom), text
    newline = ended or "\n"
    separator = SEPARATOR_LINE.match(text)
    excel = separator[0] if separator else ""
    text = text[len(excel) :]
    tabs = plan.source.lower().endswith((".tsv", ".tab"))
    delimiter = (
        plan.delimiter or (separator and separator[1]) or ("\t" if tabs else guess_delimiter(text, newline))
    )
    lines = [line + newline for line in text.split(newline)]
    reader = csv.reader(lines if at_end else lines[:-1], delimiter=delimiter)
    try:
        names = tuple(next(reader))
    except StopIteration:
        return None
    except csv.Error as error:
        raise InputError("broken-header") from error
    header = "".join(lines[: reader.line_num])
    columns = _find_columns(plan, knowledge, names)
    layout = Layout(CSV, encoding, columns, names, delimiter, newline, bom + excel, header)
    return plan, layout, text[len(header) :]


def _first_end(text: str) -> str | None:
    """How lines end, which is as the first one does: outside of quotation marks, if there is such an end.

    One that ends with CR may yet turn out to end with CR LF.
    """
    first, marks, place = None, 0, 0
    for found in re.finditer(r"\r\n|\n|\r(?=.)", text, re.DOTALL):
        marks += text.count('"', place, found.start())
        if marks % 2 == 0:
            return found[0]
        first, place = first or found[0], found.end()
    return first


def guess_delimiter(text: str, newline: str) -> str:
    """The delimiter under which most lines have as many cells as the header, and most of them."""
    lines = text.split(newline)
    lines = [line + "\n" for line in (lines[:-1] or lines)[:SAMPLE]]

    def fit(delimiter: str) -> tuple[bool, float, int]:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        width = len(rows[0]) if rows else 0
        return width > 1, sum(len(row) == width for row in rows) / max(1, len(rows)), width

    try:
        return max(DELIMITERS, key=fit)
    except csv.Error:
        return max(DELIMITERS, key=lines[0].count)


def _find_columns(plan: Plan, knowledge: Knowledge, names: Sequence[str]) -> dict[str, str]:
    """Question, or ``business``, to the name of the column that holds it, in question order.

    Those with the same answer for all rows are left out.
    """
    # As keys of an object, the names must differ and be there.
    for name in names if plan.to == JSONL else ():
        if not name.strip():
            raise InputError("column-without-name")
        if names.count(name) > 1:
            raise InputError("column-twice", value=name)
    _check_added(plan, names)
    found = {}
    for question in (*knowledge.questions, BUSINESS):
        wanted = plan.columns.get(question)
        # A name may be written as it likes; where several fit, exactly as it is asked for.
        fitting = [name for name in names if fold(name) == fold(wanted or question)]
        fitting = [name for name in fitting if name == (wanted or question)] or fitting
        if len(fitting) > 1:
            raise InputError("column-twice", value=fitting[0])
        if fitting:
            found[question] = fitting[0]
        elif wanted:
            raise InputError("no-such-column", value=wanted, allowed=list_names(names))
    if not found and not plan.fixed:
        raise InputError("no-answers-in-columns", allowed=list_names(names))
    return {question: name for question, name in found.items() if question not in plan.fixed}


def _check_added(plan: Plan, names: Sequence[str]) -> None:
    taken = next((name for name in plan.added if name in names), None)
    if taken:
        raise InputError("column-taken", value=taken)
