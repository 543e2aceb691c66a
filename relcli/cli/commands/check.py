"""``relcli check PATH…``: what to look for in which files, and how to show what is found."""

from typing import Annotated

from relcli.check.files import STDIN
from relcli.check.find import Options
from relcli.check.report import FORMATS
from relcli.cli.checking import Asked, check_files, survey_files
from relcli.cli.options import Argument, Flag, Json, Run, languages
from relcli.cli.output import choose_format
from relcli.errors import AnswerError
from relcli.lookup import check_choice


def check_command(
    run: Run,
    *,
    paths: Annotated[tuple[str, ...], Argument("PATH…")],
    config: Annotated[str | None, Flag("--config", "--decision", metavar="FILE", message="decision")] = None,
    strict: Annotated[bool, Flag("--strict")] = False,
    explain: Annotated[bool, Flag("--explain")] = False,
    fix: Annotated[bool, Flag("--fix")] = False,
    diff: Annotated[bool, Flag("--diff")] = False,
    survey: Annotated[bool, Flag("--survey")] = False,
    baseline: Annotated[str | None, Flag("--baseline", metavar="FILE")] = None,
    changed_since: Annotated[str | None, Flag("--changed-since", metavar="REV")] = None,
    skip_quotes: Annotated[bool, Flag("--skip-quotes")] = False,
    term_lang: Annotated[str | None, Flag("--term-lang", values=languages)] = None,
    format: Annotated[str | None, Flag("--format", values=FORMATS)] = None,
    json: Json = False,
) -> int:
    """Check the files: 0 clean, 1 findings, 2 a named file that cannot be read."""
    form = choose_format(format, FORMATS, json=json) or "text"
    language = check_choice("--term-lang", term_lang, run.data.knowledge.languages) if term_lang else None
    _refuse_together(("--fix", fix), ("--diff", diff))
    for other in (("--fix", fix), ("--diff", diff), ("--baseline", bool(baseline))):
        _refuse_together(("--survey", survey), other)
    _refuse_together(("--fix", fix), (STDIN, STDIN in paths))
    options = Options(quotes=not skip_quotes, language=language)
    if survey:
        return survey_files(list(paths), run.texts, form, options)
    asked = Asked(config, changed_since, baseline, strict=strict, explain=explain, fix=fix, diff=diff)
    return check_files(list(paths), run.texts, form, options, asked)


def _refuse_together(one: tuple[str, bool], other: tuple[str, bool]) -> None:
    if one[1] and other[1]:
        raise AnswerError("contradicting-flags", first=one[0], second=other[0])
