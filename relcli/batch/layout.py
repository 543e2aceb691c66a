"""What a file looks like, seen from its name and its beginning: format, encoding, delimiter, columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from relcli.batch.members import read_object
from relcli.batch.plan import BUSINESS, CSV, JSONL, Plan, fold
from relcli.batch.rows import RowProblem
from relcli.errors import AnswerError, InputError
from relcli.model import Knowledge

DELIMITERS = ",;\t|"
SAMPLE = 50
"""So many lines are enough to see a delimiter."""

ENDINGS = {
    ".csv": CSV, ".tsv": CSV, ".tab": CSV, ".psv": CSV,
    ".jsonl": JSONL, ".ndjson": JSONL, ".jsonlines": JSONL, ".ldjson": JSONL,
}  # fmt: skip
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
BOM = "\ufeff"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITER_NAMES = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SEPARATOR_LINE = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
"""What Excel writes, and reads, before the header."""


class Layout(NamedTuple):
    """How the file is to be read and its rows written again.

    ``separator`` and ``header`` are the lines before the first row as they stand, newlines included.
    ``columns`` maps a question, or ``business``, to the name of the column that holds it.
    """

    format: str
    encoding: str
    bom: bool = False
    delimiter: str = ","
    newline: str = "\n"
    names: tuple[str, ...] = ()
    columns: Mapping[str, str] = {}
    separator: str = ""
    header: str = ""


def format_of(name: str) -> str | None:
    """The format that the ending of a file's name stands for."""
    return next((found for ending, found in ENDINGS.items() if name.lower().endswith(ending)), None)


def check_encoding(wanted: str | None) -> str | None:
    """The name by which the codec goes; ``AnswerError`` for one that turns no text into bytes."""
    if wanted is None:
        return None
    try:
        "a".encode(wanted)
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError, TypeError) as error:
        raise AnswerError("unknown-encoding", flag="--encoding", value=wanted) from error
    return "utf-8" if name == "utf-8-sig" else name


def check_delimiter(wanted: str | None) -> str | None:
    """One character, or the name of one."""
    if wanted is None:
        return None
    delimiter = DELIMITER_NAMES.get(wanted.lower(), wanted)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise AnswerError("wrong-delimiter", flag="--delimiter", value=wanted)
    return delimiter


def find_encoding(start: bytes, wanted: str | None) -> str:
    """By the byte order mark, else as asked for, else UTF-8."""
    for bom, name in BOMS:
        if start.startswith(bom) and (wanted is None or name.startswith(wanted)):
            return name
    return wanted or "utf-8"


def guess_format(text: str) -> str:
    """JSON Lines where the first thing is an object, else CSV."""
    start = text.lstrip(f"{BOM} \t\r\n")
    if start.startswith("["):
        raise InputError("json-array")
    return JSONL if start.startswith("{") else CSV


def find_newline(text: str, *, at_end: bool) -> str | None:
    """How lines end, by the first that does; None as long as that cannot be seen."""
    found = re.search(r"\r\n|\n|\r(?=.)", text, re.DOTALL)
    return found[0] if found else "\n" if at_end else None


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


def find_layout(
    plan: Plan, knowledge: Knowledge, text: str, encoding: str, *, at_end: bool
) -> tuple[Layout, str] | None:
    """The layout and the text of the first rows; None when more must be read first.

    ``plan.format`` must be known. Raises ``InputError`` where the columns are not as they must be.
    """
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    newline = find_newline(text, at_end=at_end)
    if newline is None:
        return None
    if plan.format == JSONL:
        columns = {q: plan.columns.get(q, q) for q in (*knowledge.questions, BUSINESS) if q not in plan.fixed}
        names = _first_keys(text) if plan.to == CSV else ()
        _check_added(plan, names)
        return Layout(JSONL, encoding, bom, names=names, columns=columns), text
    separator = SEPARATOR_LINE.match(text)
    text = text[separator.end() :] if separator else text
    delimiter = plan.delimiter or (separator and separator[1])
    delimiter = delimiter or ("\t" if plan.source.lower().endswith((".tsv", ".tab")) else None)
    delimiter = delimiter or guess_delimiter(text, newline)
    found = _read_header(text, delimiter, newline, at_end=at_end)
    if found is None:
        return None
    names, header = found
    if plan.to == JSONL:
        _check_keys(names)
    layout = Layout(
        CSV, encoding, bom, delimiter, newline, names, find_columns(plan, knowledge, names),
        separator[0] if separator else "", header,
    )  # fmt: skip
    return layout, text[len(header) :]


def _first_keys(text: str) -> tuple[str, ...]:
    """The keys of the first line that is an object: the columns of a CSV file of it."""
    for line in text.splitlines():
        found = read_object(line)
        if found and not isinstance(found, RowProblem):
            return tuple(found)
    return ()


def _read_header(
    text: str, delimiter: str, newline: str, *, at_end: bool
) -> tuple[tuple[str, ...], str] | None:
    """The names of the columns and the header as it stands; None when it is not all there."""
    *lines, rest = (line + newline for line in text.split(newline))
    read: list[str] = []

    def hand_out() -> Iterator[str]:
        for line in (*lines, rest) if at_end else lines:
            read.append(line)
            yield line

    try:
        names = next(csv.reader(hand_out(), delimiter=delimiter))
    except StopIteration:
        return None
    except csv.Error as error:
        raise InputError("broken-header", why=error) from error
    return tuple(names), "".join(read)


def find_columns(plan: Plan, knowledge: Knowledge, names: Sequence[str]) -> dict[str, str]:
    """Question, or ``business``, to the name of the column that holds it, in question order.

    Those with the same answer for all rows are left out.
    """
    _check_added(plan, names)
    folded = [fold(name) for name in names]
    found = {}
    for question in (*knowledge.questions, BUSINESS):
        wanted = plan.columns.get(question)
        # A name may be written as it likes; where several fit, exactly as it is asked for.
        fitting = [n for n, f in zip(names, folded, strict=True) if f == fold(wanted or question)]
        exact = [n for n in fitting if n == (wanted or question)]
        fitting = exact or fitting
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
    """No column may be called as one that is added."""
    taken = next((name for name in plan.added if name in names), None)
    if taken:
        raise InputError("column-taken", value=taken)


def _check_keys(names: Sequence[str]) -> None:
    """As keys of an object, column names must differ and be there."""
    for name in names:
        if not name.strip():
            raise InputError("column-without-name")
        if names.count(name) > 1:
            raise InputError("column-twice", value=name)


def list_names(names: Sequence[str]) -> str:
    """The column names for a message."""
    shown = ", ".join(names[:SAMPLE])
    return f"{shown}, …" if len(names) > SAMPLE else shown


def csv_line(cells: Sequence[str], delimiter: str) -> str:
    """One row of CSV, without a newline."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
