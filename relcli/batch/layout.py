"""What a file looks like, seen from its name and its beginning: format, encoding, delimiter, columns."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence

from relcli.batch.json_rows import read_object
from relcli.batch.plan import BUSINESS, CSV, JSONL, Plan, fold
from relcli.batch.rows import Layout, RowProblem, list_names
from relcli.errors import AnswerError, InputError
from relcli.model import Knowledge

DELIMITERS = ",;\t|"
SAMPLE = 50
"""So many lines are enough to see a delimiter."""

ENDINGS = {
    ".csv": CSV, ".tsv": CSV, ".tab": CSV, ".psv": CSV,
    ".jsonl": JSONL, ".ndjson": JSONL, ".jsonlines": JSONL, ".ldjson": JSONL,
}  # fmt: skip
BOM = "\ufeff"
MARKED = ("utf-8", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
"""Encodings that a byte order mark names; that of UTF-32 begins as that of UTF-16 does."""

DELIMITER_NAMES = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SEPARATOR_LINE = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
"""What Excel writes, and reads, before the header."""


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
    for name in MARKED:
        if start.startswith(BOM.encode(name)) and (wanted is None or name.startswith(wanted)):
            return name
    return wanted or "utf-8"


def find_layout(
    plan: Plan, knowledge: Knowledge, text: str, encoding: str, *, at_end: bool
) -> tuple[Plan, Layout, str] | None:
    """The plan with its formats, the layout and the text of the first rows; None when more must be read.

    Raises ``InputError`` where the columns are not as they must be.
    """
    read_as = plan.format or format_of(plan.source) or _guess_format(text)
    plan = plan._replace(format=read_as, to=plan.to or read_as)
    bom = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(bom)
    # Lines end as the first one does; one that ends with CR may yet turn out to end with CR LF.
    ended = re.search(r"\r\n|\n|\r(?=.)", text, re.DOTALL)
    if not ended and not at_end:
        return None
    if read_as == JSONL:
        columns = {q: plan.columns.get(q, q) for q in (*knowledge.questions, BUSINESS) if q not in plan.fixed}
        names = _first_keys(text) if plan.to == CSV else ()
        _check_added(plan, names)
        return plan, Layout(JSONL, encoding, columns, names, preamble=bom), text
    newline = ended[0] if ended else "\n"
    separator = SEPARATOR_LINE.match(text)
    excel = separator[0] if separator else ""
    text = text[len(excel) :]
    delimiter = (
        plan.delimiter
        or (separator and separator[1])
        or ("\t" if plan.source.lower().endswith((".tsv", ".tab")) else guess_delimiter(text, newline))
    )
    header = _read_header(text, delimiter, newline, at_end=at_end)
    if header is None:
        return None
    names, written = header
    columns = _find_columns(plan, knowledge, names)
    layout = Layout(CSV, encoding, columns, names, delimiter, newline, bom + excel, written)
    return plan, layout, text[len(written) :]


def _guess_format(text: str) -> str:
    """JSON Lines where the first thing is an object, else CSV."""
    start = text.lstrip(f"{BOM} \t\r\n")
    if start.startswith("["):
        raise InputError("json-array")
    return JSONL if start.startswith("{") else CSV


def _first_keys(text: str) -> tuple[str, ...]:
    """The keys of the first line that is an object: the columns of a CSV file of it."""
    objects = (read_object(line) for line in text.splitlines())
    return next((tuple(found) for found in objects if found and not isinstance(found, RowProblem)), ())


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


def _read_header(
    text: str, delimiter: str, newline: str, *, at_end: bool
) -> tuple[tuple[str, ...], str] | None:
    """The names of the columns and the header as it stands; None when it is not all there."""
    lines = [line + newline for line in text.split(newline)]
    reader = csv.reader(lines if at_end else lines[:-1], delimiter=delimiter)
    try:
        names = next(reader, None)
    except csv.Error as error:
        raise InputError("broken-header", why=error) from error
    return None if names is None else (tuple(names), "".join(lines[: reader.line_num]))


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
