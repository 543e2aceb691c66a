"""The ``batch`` command's part of the work: what was asked for, the run, what to say at the end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from relcli.advice.request import DEFAULT_ROLE
from relcli.batch import layout, plan
from relcli.batch.run import Files
from relcli.batch.run import run as answer
from relcli.batch.summary import Summary
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
    "jobs": ("N", "--jobs"),
}
SWITCHES = {"strict": "--strict", "explain": "--explain", "safe_csv": "--safe-csv", "summary": "--summary"}


def run(texts: Texts, knowledge: Knowledge, flags: Mapping[str, Any]) -> int:
    """Answer every row; 1 when some could not be answered."""
    asked = _plan(texts, knowledge, flags)
    files = Files(flags["output"], flags["rejects"])
    summary = answer(asked, files, _workers(flags["jobs"]), texts, knowledge)
    _say(summary, texts, knowledge, flags)
    return EXIT_REJECTED if summary.errors else 0


def _plan(texts: Texts, knowledge: Knowledge, flags: Mapping[str, Any]) -> plan.Plan:
    name = flags["file"]
    if name is None and (sys.stdin is None or sys.stdin.isatty()):
        raise AnswerError("missing-argument", value="FILE", path="relcli batch")
    sector = not flags["no_sector"]
    roles = [*knowledge.roles, *(knowledge.parties if sector else ())]
    term_languages = flags["term_lang"].split(",") if flags["term_lang"] else ()
    output = flags["output"]
    return plan.Plan(
        source=name or "-",
        form=_form("--from", flags["from_"]),
        to=_form("--to", flags["to"]) or (layout.form_of(output) if output else None),
        delimiter=layout.check_delimiter(flags["delimiter"]),
        encoding=layout.check_encoding(flags["encoding"]),
        columns=plan.check_columns(knowledge, flags["map"] or ()),
        values=plan.check_values(knowledge, flags["map_values"] or (), texts.language),
        fixed=plan.check_fixed(knowledge, flags["set"] or (), texts.language),
        role=check_choice("--role", flags["role"] or DEFAULT_ROLE, roles),
        reading=check_choice("--reading", flags["reading"], knowledge.readings) if flags["reading"] else None,
        language=texts.language,
        term_languages=tuple(check_choice("--term-lang", t, knowledge.languages) for t in term_languages),
        sector=sector,
        explain=flags["explain"],
        prefix=plan.PREFIX if flags["prefix"] is None else flags["prefix"],
        safe=flags["safe_csv"],
        strict=flags["strict"],
        aside=flags["rejects"] is not None,
    )


def _form(flag: str, value: str | None) -> str | None:
    return None if value is None else check_choice(flag, value, plan.FORMS)


def _workers(given: str | None) -> int:
    if given is None:
        return 1
    if not given.isdecimal() or not int(given):
        raise AnswerError("not-a-number", flag="--jobs", value=given)
    return int(given)


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
