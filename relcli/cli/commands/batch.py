"""``relcli batch [FILE]``: what was asked for, the run over the rows, what to say at the end."""

import sys
from collections.abc import Iterable
from typing import Annotated

from relcli.batch import layout, plan
from relcli.batch.plan import CSV, JSONL, ROW_FORMATS
from relcli.batch.run import run_batch
from relcli.batch.summary import Summary
from relcli.cli.options import Argument, Flag, Json, Nace, Reading, Run, TermLang, check_revision
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import STDIN
from relcli.lookup import check_choice
from relcli.terminal import say_on_stderr

EXIT_REJECTED = 1


def roles_and_parties(data: Data) -> Iterable[str]:
    return (*data.knowledge.roles, *data.knowledge.parties)


def batch_command(
    run: Run,
    *,
    file: Annotated[str | None, Argument("FILE|-")] = None,
    map: Annotated[tuple[str, ...], Flag("--map", metavar="QUESTION=COLUMN")] = (),
    map_values: Annotated[tuple[str, ...], Flag("--map-values", metavar="WORD=ANSWER")] = (),
    set: Annotated[tuple[str, ...], Flag("--set", metavar="QUESTION=ANSWER")] = (),
    from_: Annotated[str | None, Flag("--from", values=ROW_FORMATS)] = None,
    to: Annotated[str | None, Flag("--to", values=ROW_FORMATS)] = None,
    output: Annotated[str | None, Flag("--output", "-o", metavar="FILE")] = None,
    rejects: Annotated[str | None, Flag("--rejects", metavar="FILE")] = None,
    delimiter: Annotated[str | None, Flag("--delimiter", metavar="CHAR")] = None,
    encoding: Annotated[str | None, Flag("--encoding", metavar="NAME")] = None,
    prefix: Annotated[str, Flag("--prefix", metavar="TEXT")] = plan.DEFAULT_PREFIX,
    role: Annotated[str | None, Flag("--role", metavar="ROLE", values=roles_and_parties)] = None,
    reading: Reading = None,
    nace: Nace = None,
    term_lang: TermLang = None,
    no_sector: Annotated[bool, Flag("--no-sector")] = False,
    strict: Annotated[bool, Flag("--strict")] = False,
    explain: Annotated[bool, Flag("--explain")] = False,
    safe_csv: Annotated[bool, Flag("--safe-csv")] = False,
    summary: Annotated[bool, Flag("--summary")] = False,
    json: Json = False,
) -> int:
    """Answer every row; 1 when some could not be answered."""
    if file is None and (sys.stdin is None or sys.stdin.isatty()):
        raise AnswerError("missing-argument", value="FILE", path="relcli batch")
    data, texts, _ = run
    knowledge = data.knowledge
    roles = knowledge.roles if no_sector else roles_and_parties(data)
    revision = check_revision(nace)
    asked = plan.Plan(
        source=file or STDIN,
        output=output,
        rejects=rejects,
        format=_format("--from", from_),
        to=_target_format(to, output, json=json),
        delimiter=plan.check_delimiter(delimiter),
        encoding=plan.check_encoding(encoding),
        columns=plan.check_columns(data, map),
        values=plan.check_values(data, map_values, texts.language, revision),
        fixed=plan.check_fixed(data, set, texts.language, revision),
        role=check_choice("--role", role, roles) if role else None,
        reading=check_choice("--reading", reading, knowledge.readings) if reading else None,
        term_languages=_languages(data, term_lang),
        sector=not no_sector,
        revision=revision,
        explain=explain,
        prefix=prefix,
        safe=safe_csv,
        strict=strict,
    )
    done = run_batch(data, asked, texts)
    _say(done, run, asked.source, counts=summary, json=json)
    return EXIT_REJECTED if done.errors else 0


def _format(flag: str, value: str | None) -> str | None:
    return None if value is None else check_choice(flag, value, ROW_FORMATS)


def _target_format(to: str | None, output: str | None, *, json: bool) -> str | None:
    """The format to write, None for that of the input; what asks for CSV contradicts ``--json``."""
    asked = _format("--to", to) or (layout.format_of(output) if output else None)
    if json and asked == CSV:
        second = f"--to {CSV}" if to else f"--output {output}"
        raise AnswerError("contradicting-flags", first="--json", second=second)
    return JSONL if json else asked


def _languages(data: Data, given: str | None) -> tuple[str, ...]:
    codes = given.split(",") if given else ()
    return tuple(check_choice("--term-lang", code, data.knowledge.languages) for code in codes)


def _say(summary: Summary, run: Run, source: str, *, counts: bool, json: bool) -> None:
    """What a person should know: bad rows always, the counts when they are asked for."""
    texts = run.texts
    if json or (counts and not sys.stderr.isatty()):
        if counts or summary.errors or summary.changed:
            say_on_stderr(summary.as_json())
        return
    if counts:
        say_on_stderr(summary.as_bars(texts, run.data.knowledge, sys.stderr))
    if summary.changed:
        say_on_stderr(texts.say("error-line", message=texts.say("batch-changed", name=texts.file(source))))
    if summary.errors:
        say_on_stderr(texts.say("error-line", message=summary.complaint(texts)))
