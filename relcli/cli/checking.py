"""A run of ``check``: from what was asked for to the report and the exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from relcli.atomic import write_new
from relcli.check import baseline, files, git
from relcli.check.files import SourceFile, UnreadableFile
from relcli.check.forms import forms_of_house, forms_of_termbase
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.report import Report, make_report, summary_of
from relcli.check.rulebook import CheckOptions, Rulebook
from relcli.check.run import CheckRun, Notice, Totals, notice_of
from relcli.cli import output
from relcli.data import Data
from relcli.errors import AnswerError, InputError
from relcli.house import file
from relcli.house.words import HouseVocabulary
from relcli.language import Texts
from relcli.terminal import printable, say_on_stderr, speaks_utf8

CLEAN, FOUND, UNREAD = 0, 1, 2
"""Exit codes."""


class CheckRequest(NamedTuple):
    """What the command was asked for; ``format`` is one of the ``REPORT_FORMATS``."""

    paths: Sequence[str]
    config: str | None = None
    format: str = "text"
    term_language: str | None = None
    skip_quotes: bool = False
    strict: bool = False
    explain: bool = False
    fix: bool = False
    diff: bool = False
    survey: bool = False
    changed_since: str | None = None
    baseline: str | None = None


NOT_TOGETHER = (("fix", "diff"), ("survey", "fix"), ("survey", "diff"), ("survey", "baseline"))


def check_paths(request: CheckRequest, data: Data, texts: Texts) -> int:
    """Check the files and give the exit code.

    Raises ``AnswerError`` for what cannot be asked for together, and ``InputError`` for what cannot be read.
    """
    for first, second in NOT_TOGETHER:
        if getattr(request, first) and getattr(request, second):
            raise AnswerError("contradicting-flags", first=f"--{first}", second=f"--{second}")
    if request.fix and files.STDIN in request.paths:
        raise AnswerError("contradicting-flags", first="--fix", second="-")
    options = CheckOptions(quotes=not request.skip_quotes, language=request.term_language)
    if request.survey:
        return _survey(request, Rulebook(forms_of_termbase(data), data, options), texts)
    house, skips = _house(request.config, data)
    book = Rulebook(forms_of_house(house, data, texts), data, options)
    report = make_report(
        request.format, texts, book, explain=request.explain, ascii_only=not speaks_utf8(sys.stdout)
    )
    creating = bool(request.baseline) and not os.path.exists(request.baseline or "")
    run = CheckRun(
        book,
        _read,
        report.describe,
        skips=skips,
        changed=None
        if request.changed_since is None
        else git.changed_lines(request.changed_since, request.paths),
        known=None if creating or not request.baseline else baseline.read_baseline(request.baseline),
        records=creating,
        fix=request.fix,
        diff=request.diff,
        shows_passes=request.explain,
        counts_fixable=request.format == "text",
    )
    totals = _go_through(run, request, "".join if request.diff else report.add, texts)
    if creating:
        return _write_baseline(request.baseline or "", totals, texts)
    if not request.diff:
        _close(report, request, totals, texts)
    return _exit_code(request, totals)


def _house(config: str | None, data: Data) -> tuple[HouseVocabulary, Callable[[str], bool]]:
    """The words of the house, and which paths it keeps as they are."""
    path = config or file.find(os.getcwd())
    if path is None:
        raise InputError("no-decision")
    house, folder = file.read(path, data), os.path.dirname(os.path.realpath(path))
    return house, lambda checked: house.keep.covers(os.path.relpath(os.path.realpath(checked), folder))


def _read(path: str) -> SourceFile | UnreadableFile:
    if path != files.STDIN:
        return files.read_file(path)
    if sys.stdin is None:  # closed by the caller
        return UnreadableFile(path, "check-unreadable", os.strerror(9))
    return files.decode(path, sys.stdin.buffer.read())


def _go_through(run: CheckRun, request: CheckRequest, add: Callable[[Any], str], texts: Texts) -> Totals:
    """What is shown of each file goes out before the next is looked at."""
    totals = Totals()
    with closing(run.outcomes(request.paths)) as outcomes:
        for outcome in outcomes:
            for notice in outcome.notices:
                _warn(_worded(notice, texts))
            if text := add(outcome.shown):
                output.put(text)
            totals.add(outcome)
    return totals


def _close(report: Report, request: CheckRequest, totals: Totals, texts: Texts) -> None:
    if text := report.close(summary_of(totals.files, totals.tally, fixed=totals.fixed)):
        output.put(text)
    if request.format != "text":
        return
    said = {"files": totals.files, "flag": totals.tally[FLAG], "review": totals.tally[REVIEW]}
    _warn(texts.say("check-summary", **said))
    if totals.fixed:
        _warn(texts.say("check-fixed", count=totals.fixed))
    elif totals.fixable:
        _warn(texts.say("check-fixable", count=totals.fixable))


def _exit_code(request: CheckRequest, totals: Totals) -> int:
    if totals.tally[FLAG] or (request.strict and totals.tally[REVIEW]):
        return FOUND
    # A file that was asked for by name and cannot be read must not look like one without findings.
    return UNREAD if totals.unread.intersection(request.paths) else CLEAN


def _write_baseline(name: str, totals: Totals, texts: Texts) -> int:
    write_new(name, baseline.baseline_text(totals.found))
    _warn(texts.say("check-baseline-written", name=printable(name), count=totals.found.total()))
    return CLEAN


def _survey(request: CheckRequest, book: Rulebook, texts: Texts) -> int:
    if request.format not in ("text", "json"):
        raise AnswerError("contradicting-flags", first="--survey", second=f"--format {request.format}")
    from relcli.check import survey

    by_file: dict[str, survey.UseCounts] = {}
    with closing(survey.survey(request.paths, book, _read)) as counted:
        for path, counts in counted:
            if isinstance(counts, UnreadableFile):
                _warn(_worded(notice_of(counts), texts))
            elif counts:
                by_file[path] = counts
    if request.format == "json":
        output.put(output.to_json(survey.survey_table(by_file)))
    else:
        output.put(survey.survey_text(by_file, texts))
    return CLEAN


def _worded(notice: Notice, texts: Texts) -> str:
    values = {
        name: printable(value) if isinstance(value, str) else value for name, value in notice.values.items()
    }
    if "line" in values:
        values["name"] = f"{values['name']}:{values.pop('line')}"
    return texts.say(notice.message, **values)


def _warn(text: str) -> None:
    say_on_stderr(f"relcli: {text}")
