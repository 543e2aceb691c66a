"""What a file looks like, seen from its name and its beginning: form, encoding, delimiter, columns."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from relcli.batch.plan import BUSINESS, CSV, JSONL, Plan, fold
from relcli.errors import AnswerError, InputError
from relcli.model import Knowledge

DELIMITERS = ",;\t|"
SAMPLE = 50
"""So many lines are enough to see a delimiter."""

ENDINGS = {
    ".csv": CSV, ".tsv": CSV, ".tab": CSV, ".psv": CSV,
    ".jsonl": JSONL, ".ndjson": JSONL, ".jsonlines": JSONL, ".ldjson": JSONL,
}  # fmt: skip
MARK = "\ufeff"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Layout(NamedTuple):
    """How the file is to be read and its rows written again."""

    form: str
    encoding: str
    mark: bool = False
    delimiter: str = ","
    end: str = "\n"
    names: tuple[str, ...] = ()
    columns: Mapping[str, str] = {}

    @property
    def by_lines(self) -> bool:
        """Can the file be cut at any line end, looking at bytes alone?"""
        return self.end != "\r" and "\n,".encode(self.encoding) == b"\n,"


def form_of(name: str) -> str | None:
    """The form that the ending of a file's name stands for."""
    return next((form for ending, form in ENDINGS.items() if name.lower().endswith(ending)), None)


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
    delimiter = NAMES.get(wanted.lower(), wanted)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise AnswerError("wrong-delimiter", flag="--delimiter", value=wanted)
    return delimiter


def encoding_of(start: bytes, wanted: str | None) -> str:
    """By the mark at the start of the file, else as asked for, else UTF-8."""
    for mark, name in MARKS:
        if start.startswith(mark) and (wanted is None or name.startswith(wanted)):
            return name
    return wanted or "utf-8"


def guess_form(text: str) -> str:
    """JSON Lines where the first thing is an object, else CSV."""
    start = text.lstrip(f"{MARK} \t\r\n")
    if start.startswith("["):
        raise InputError("json-array")
    return JSONL if start.startswith("{") else CSV


def line_end(text: str, *, whole: bool) -> str | None:
    """How lines end, by the first that does; None as long as that cannot be seen."""
    for place, letter in enumerate(text):
        if letter == "\n":
            return "\n"
        if letter == "\r":
            after = text[place + 1 : place + 2]
            if after:
                return "\r\n" if after == "\n" else "\r"
            break
    return "\n" if whole else None


def guess_delimiter(text: str, end: str) -> str:
    """The delimiter under which most lines have as many cells as the header, and most of them."""
    lines = text.split(end)
    lines = [line + "\n" for line in (lines[:-1] or lines)[:SAMPLE]]

    def fit(delimiter: str) -> tuple[bool, float, int]:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        width = len(rows[0]) if rows else 0
        return width > 1, sum(len(row) == width for row in rows) / max(1, len(rows)), width

    try:
        return max(DELIMITERS, key=fit)
    except csv.Error:
        return max(DELIMITERS, key=lines[0].count)


def first_keys(text: str) -> list[str]:
    """The keys of the first line that is an object: the columns of a CSV file of it."""
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found:
            return [*found]
    return []


def header(text: str, delimiter: str, end: str, *, whole: bool) -> tuple[list[str], str, str] | None:
    """The names of the columns, the header as it stands and the rest; None when it is not all there."""
    read: list[str] = []
    lines = text.split(end)
    complete = lines[:-1] if not whole else lines

    def feed() -> object:
        for line in complete:
            read.append(line)
            yield line + end

    reader = csv.reader(feed(), delimiter=delimiter)  # type: ignore[arg-type]
    try:
        names = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        raise InputError("broken-header", why=error) from error
    raw = end.join(read)
    return names, raw, text[len(raw) + len(end) :]


def look(  # noqa: PLR0913
    plan: Plan, knowledge: Knowledge, text: str, encoding: str, form: str, *, whole: bool
) -> tuple[Layout, str, str] | None:
    """The layout, the header line and the rest of the text; None when more must be read first."""
    mark = text.startswith(MARK)
    text = text.removeprefix(MARK)
    end = line_end(text, whole=whole)
    if end is None:
        return None
    if form == JSONL:
        keys = {q: plan.columns.get(q, q) for q in (*knowledge.questions, BUSINESS)}
        columns = first_keys(text) if plan.to == CSV else []
        check_added(plan, columns)
        return Layout(JSONL, encoding, mark, end=end, names=tuple(columns), columns=keys), "", text
    delimiter = plan.delimiter or ("\t" if plan.source.lower().endswith((".tsv", ".tab")) else None)
    delimiter = delimiter or guess_delimiter(text, end)
    found = header(text, delimiter, end, whole=whole)
    if found is None:
        return None
    names, raw, rest = found
    layout = Layout(CSV, encoding, mark, delimiter, end, tuple(names), find_columns(plan, knowledge, names))
    return layout, raw, rest


def find_columns(plan: Plan, knowledge: Knowledge, names: Sequence[str]) -> dict[str, str]:
    """Question, or ``business``, to the name of the column that holds it, in question order."""
    check_added(plan, names)
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
            raise InputError("no-such-column", value=wanted, allowed=listed(names))
    if not found and not plan.fixed:
        raise InputError("no-answers-in-columns", allowed=listed(names))
    return found


def check_added(plan: Plan, names: Sequence[str]) -> None:
    """No column may be called as one that is added."""
    taken = next((name for name in plan.added if name in names), None)
    if taken:
        raise InputError("column-taken", value=taken)


def check_keys(names: Sequence[str]) -> None:
    """As keys of an object, column names must differ and be there."""
    for name in names:
        if not name.strip():
            raise InputError("column-without-name")
        if names.count(name) > 1:
            raise InputError("column-twice", value=name)


def listed(names: Sequence[str]) -> str:
    """The column names for a message."""
    shown = ", ".join(names[:SAMPLE])
    return f"{shown}, …" if len(names) > SAMPLE else shown


def csv_line(cells: Sequence[str], delimiter: str) -> str:
    """One row of CSV, without a line end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
