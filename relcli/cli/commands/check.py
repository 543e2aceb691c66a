"""``relcli check PATH…``: what to look for in which files, and how to show what is found."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Annotated, Any

from relcli.atomic import write_new
from relcli.check import files, git
from relcli.check.baseline import baseline_text, read_baseline
from relcli.check.files import STDIN, SourceFile, UnreadableFile
from relcli.check.forms import forms_of_house, forms_of_termbase
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.report import REPORT_FORMATS, Report, make_report, summary_of
from relcli.check.rulebook import CheckOptions, Rulebook
from relcli.check.run import CheckRun, Totals
from relcli.cli import output
from relcli.cli.options import Argument, Flag, Json, Run, languages
from relcli.data import Data
from relcli.errors import AnswerError, InputError
from relcli.house import file
from relcli.house.words import HouseVocabulary
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.terminal import printable, say_on_stderr, speaks_utf8

CLEAN, FOUND, UNREAD = 0, 1, 2
"""Exit codes."""


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
    data, texts, _ = run
    form = output.choose_format(format, REPORT_FORMATS, json=json) or "text"
    language = check_choice("--term-lang", term_lang, languages(data)) if term_lang else None
    _refuse_together({"--fix": fix, "--diff": diff})
    for name, other in {"--fix": fix, "--diff": diff, "--baseline": baseline}.items():
        _refuse_together({"--survey": survey, name: other})
    _refuse_together({"--fix": fix, STDIN: STDIN in paths})
    options = CheckOptions(quotes=not skip_quotes, language=language)
    if survey:
        return _survey(paths, Rulebook(forms_of_termbase(data), data, options), form, texts)
    house, skips = _house(config, data)
    book = Rulebook(forms_of_house(house, data, texts), data, options)
    report = make_report(form, texts, book, explain=explain, ascii_only=not speaks_utf8(sys.stdout))
    is_new = bool(baseline) and not os.path.exists(baseline or "")
    check = CheckRun(
        book,
        texts,
        _read,
        report.describe,
        skips=skips,
        changed=None if changed_since is None else git.changed_lines(changed_since, paths),
        known=read_baseline(baseline) if baseline and not is_new else None,
        records=is_new,
        fix=fix,
        diff=diff,
        shows_passes=explain,
        counts_fixable=form == "text",
    )
    totals = _go_through(check, paths, "".join if diff else report.add)
    if baseline and is_new:
        return _write_baseline(baseline, totals, texts)
    if not diff:
        _close(report, form, totals, texts)
    if totals.tally[FLAG] or (strict and totals.tally[REVIEW]):
        return FOUND
    # A file that was asked for by name and cannot be read must not look like one without findings.
    return UNREAD if totals.unread.intersection(paths) else CLEAN


def _refuse_together(flags: Mapping[str, object]) -> None:
    if all(flags.values()):
        first, second = flags
        raise AnswerError("contradicting-flags", first=first, second=second)


def _house(config: str | None, data: Data) -> tuple[HouseVocabulary, Callable[[str], bool]]:
    """The words of the house, and which paths it keeps as they are."""
    path = config or file.find(os.getcwd())
    if path is None:
        raise InputError("no-decision")
    house, folder = file.read(path, data), os.path.dirname(os.path.realpath(path))
    return house, lambda checked: house.keep.covers(os.path.relpath(os.path.realpath(checked), folder))


def _read(path: str) -> SourceFile | UnreadableFile:
    if path != STDIN:
        return files.read_file(path)
    if sys.stdin is None:  # closed by the caller
        return UnreadableFile(path, "check-unreadable", os.strerror(9))
    return files.decode(path, sys.stdin.buffer.read())


def _go_through(check: CheckRun, paths: tuple[str, ...], add: Callable[[Any], str]) -> Totals:
    """What is shown of each file goes out before the next is looked at."""
    totals = Totals()
    with closing(check.outcomes(paths)) as outcomes:
        for outcome in outcomes:
            for warning in outcome.warnings:
                _warn(warning)
            if text := add(outcome.shown):
                output.put(text)
            totals.add(outcome)
    return totals


def _close(report: Report, form: str, totals: Totals, texts: Texts) -> None:
    if text := report.close(summary_of(totals.files, totals.tally, fixed=totals.fixed)):
        output.put(text)
    if form != "text":
        return
    said = {"files": totals.files, "flag": totals.tally[FLAG], "review": totals.tally[REVIEW]}
    _warn(texts.say("check-summary", **said))
    if totals.fixed:
        _warn(texts.say("check-fixed", count=totals.fixed))
    elif totals.fixable:
        _warn(texts.say("check-fixable", count=totals.fixable))


def _write_baseline(name: str, totals: Totals, texts: Texts) -> int:
    write_new(name, baseline_text(totals.known))
    _warn(texts.say("check-baseline-written", name=printable(name), count=totals.known.total()))
    return CLEAN


def _survey(paths: tuple[str, ...], book: Rulebook, form: str, texts: Texts) -> int:
    if form not in ("text", "json"):
        raise AnswerError("contradicting-flags", first="--survey", second=f"--format {form}")
    from relcli.check import survey

    by_file: dict[str, survey.UseCounts] = {}
    with closing(survey.count_files(paths, book, _read)) as counted:
        for path, counts in counted:
            if isinstance(counts, UnreadableFile):
                _warn(counts.told(texts))
            elif counts:
                by_file[path] = counts
    if form == "json":
        output.put(output.to_json(survey.survey_table(by_file)))
    else:
        output.put(survey.survey_text(by_file, texts))
    return CLEAN


def _warn(text: str) -> None:
    say_on_stderr(f"relcli: {text}")
