"""The ``batch`` command's part of the work: what was asked for, the run, what to say at the end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from relcli.advice.request import DEFAULT_ROLE
from relcli.batch import Files, Summary, layout, plan, run_batch
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.model import Knowledge
from relcli.terminal import say_on_stderr

EXIT_REJECTED = 1

LISTS = {
    "map": ("QUESTION=COLUMN", "--map"),
    "map_values": ("WORD=ANSWER", "--map-values"),
    "set": ("QUESTION=ANSWER", "--set"),
}
TEXTS = {
    "from_": ("csv|jsonl", "--from"),
    "to": ("csv|jsonl", "--to"),
    "output": ("FILE", "--output", "-o"),
    "rejects": ("FILE", "--rejects"),
    "delimiter": ("CHAR", "--delimiter"),
    "encoding": ("NAME", "--encoding"),
    "prefix": ("TEXT", "--prefix"),
}
SWITCHES = {"strict": "--strict", "explain": "--explain", "safe_csv": "--safe-csv", "summary": "--summary"}


def run(data: Data, texts: Texts, flags: Mapping[str, Any]) -> int:
    """Answer every row; 1 when some could not be answered."""
    summary = run_batch(data, _plan(data, texts, flags), Files(flags["output"], flags["rejects"]), texts)
    _say(summary, texts, data.knowledge, flags)
    return EXIT_REJECTED if summary.errors else 0


def _plan(data: Data, texts: Texts, flags: Mapping[str, Any]) -> plan.Plan:
    knowledge, name = data.knowledge, flags["file"]
    if name is None and (sys.stdin is None or sys.stdin.isatty()):
        raise AnswerError("missing-argument", value="FILE", path="relcli batch")
    sector = not flags["no_sector"]
    roles = [*knowledge.roles, *(knowledge.parties if sector else ())]
    term_languages = flags["term_lang"].split(",") if flags["term_lang"] else ()
    return plan.Plan(
        source=name or "-",
        format=_row_format("--from", flags["from_"]),
        to=_to(flags),
        delimiter=layout.check_delimiter(flags["delimiter"]),
        encoding=layout.check_encoding(flags["encoding"]),
        columns=plan.check_columns(data, flags["map"] or ()),
        values=plan.check_values(data, flags["map_values"] or (), texts.language),
        fixed=plan.check_fixed(data, flags["set"] or (), texts.language),
        role=check_choice("--role", flags["role"] or DEFAULT_ROLE, roles),
        reading=check_choice("--reading", flags["reading"], knowledge.readings) if flags["reading"] else None,
        term_languages=tuple(check_choice("--term-lang", t, knowledge.languages) for t in term_languages),
        sector=sector,
        explain=flags["explain"],
        prefix=plan.DEFAULT_PREFIX if flags["prefix"] is None else flags["prefix"],
        safe=flags["safe_csv"],
        strict=flags["strict"],
        rejects=flags["rejects"] is not None,
    )


def _to(flags: Mapping[str, Any]) -> str | None:
    """The format to write, None for that of the input; what asks for CSV contradicts ``--json``."""
    output = flags["output"]
    by_ending = layout.format_of(output) if output else None
    to = _row_format("--to", flags["to"]) or by_ending
    if flags["json"] and to == plan.CSV:
        second = f"--to {plan.CSV}" if flags["to"] else f"--output {output}"
        raise AnswerError("contradicting-flags", first="--json", second=second)
    return plan.JSONL if flags["json"] else to


def _row_format(flag: str, value: str | None) -> str | None:
    return None if value is None else check_choice(flag, value, plan.ROW_FORMATS)


def _say(summary: Summary, texts: Texts, knowledge: Knowledge, flags: Mapping[str, Any]) -> None:
    """What a person should know: bad rows always, the counts when they are asked for."""
    if flags["json"] or (flags["summary"] and not sys.stderr.isatty()):
        if flags["summary"] or summary.errors or summary.changed:
            say_on_stderr(summary.as_json())
        return
    if flags["summary"]:
        say_on_stderr(summary.as_bars(texts, knowledge, sys.stderr))
    if summary.changed:
        say_on_stderr(texts.say("error-line", message=texts.say("batch-changed", name=flags["file"] or "-")))
    if summary.errors:
        say_on_stderr(texts.say("error-line", message=summary.complaint(texts)))
