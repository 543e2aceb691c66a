"""``relcli check PATH…``: what to look for in which files, and how to show what is found."""

from typing import Annotated

from relcli.check.report import REPORT_FORMATS
from relcli.cli.checking import CheckRequest, check_paths
from relcli.cli.options import Argument, Flag, Json, Run, languages
from relcli.cli.output import choose_format
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
    format: Annotated[str | None, Flag("--format", values=REPORT_FORMATS)] = None,
    json: Json = False,
) -> int:
    """Check the files: 0 clean, 1 findings, 2 a file asked for by name that cannot be read."""
    request = CheckRequest(
        list(paths),
        config,
        format=choose_format(format, REPORT_FORMATS, json=json) or "text",
        term_language=check_choice("--term-lang", term_lang, languages(run.data)) if term_lang else None,
        skip_quotes=skip_quotes,
        strict=strict,
        explain=explain,
        fix=fix,
        diff=diff,
        survey=survey,
        changed_since=changed_since,
        baseline=baseline,
    )
    return check_paths(request, run.data, run.texts)
