"""``relcli check PATH…``: what to look for in which files, and how to show what is found."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

from relcli.atomic import write_new
from relcli.check.excuses import KnownFindings, baseline_text, key_of, read_baseline
from relcli.check.files import STDIN, changed_lines
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.report import REPORTS
from relcli.check.rulebook import Rulebook, forms_of_house, forms_of_termbase
from relcli.check.run import CheckRun
from relcli.cli.options import Argument, Flag, Json, Run, languages
from relcli.cli.output import choose_format, put, to_json
from relcli.data import Data
from relcli.errors import AnswerError, InputError
from relcli.house import file
from relcli.house.meaning import in_text
from relcli.house.words import HouseVocabulary
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.terminal import printable, say_on_stderr, speaks_utf8

if TYPE_CHECKING:
    from relcli.check.survey import Use

CLEAN, FOUND, UNREAD = 0, 1, 2
"""Exit codes."""
NOT_TOGETHER = (
    ("--fix", "--diff"), ("--survey", "--fix"), ("--survey", "--diff"), ("--survey", "--baseline"),
    ("--fix", "-"), ("--survey", "--format sarif"), ("--survey", "--format github"),
)  # fmt: skip


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
    format: Annotated[str | None, Flag("--format", values=tuple(REPORTS))] = None,
    json: Json = False,
) -> int:
    """Check the files: 0 clean, 1 findings, 2 a file asked for by name that cannot be read."""
    data, texts, _ = run
    form = choose_format(format, tuple(REPORTS), json=json) or "text"
    language = check_choice("--term-lang", term_lang, languages(data)) if term_lang else None
    asked = {"--fix": fix, "--diff": diff, "--survey": survey, "--baseline": baseline}
    asked |= {"-": STDIN in paths, f"--format {form}": True}
    for first, second in NOT_TOGETHER:
        if asked.get(first) and asked.get(second):
            raise AnswerError("contradicting-flags", first=first, second=second)
    if survey:
        book = Rulebook(forms_of_termbase(data), data, quotes=not skip_quotes, language=language)
        return _survey(paths, book, texts, json=form == "json")
    house, folder = _house(config, data)
    report = REPORTS[form](texts, explain=explain, ascii_only=not speaks_utf8(sys.stdout))
    check = house_check(run, house, folder, paths, report.describe, quotes=not skip_quotes, language=language)
    if changed_since is not None:
        check = check._replace(changed=changed_lines(changed_since, paths))
    if baseline and not os.path.exists(baseline):
        return _record(check, baseline)
    known = read_baseline(baseline) if baseline else None
    check = check._replace(known=known, fix=fix, diff=diff, shows_passes=explain)
    counts = _go_through(check, "".join if diff else report.add)
    if not diff:
        if text := report.close(counts):
            put(text)
        if form == "text":
            _sum_up(counts, texts)
    if counts[FLAG] or (strict and counts[REVIEW]):
        return FOUND
    # A file that was asked for by name and cannot be read must not look like one without findings.
    return UNREAD if counts["unread"] else CLEAN


def house_check(
    run: Run,
    house: HouseVocabulary,
    folder: str,
    paths: Sequence[str],
    describe: Callable[..., Any],
    *,
    quotes: bool = True,
    language: str | None = None,
) -> CheckRun:
    """A run over these paths by the words of a house, whose own paths are relative to the folder."""
    data, texts, _ = run
    book, *own_books = (
        Rulebook(forms_of_house(words, data, texts), data, quotes=quotes, language=language)
        for words in (house, *(in_text(house, text, data) for text in house.texts))
    )
    book_of_text = dict(zip(house.texts, own_books, strict=True))
    return CheckRun(
        *(book, texts, paths, describe),
        skips=lambda path: house.keep.covers(_relative(path, folder)),
        own_book=lambda path: book_of_text.get(house.text_of(_relative(path, folder)) or ""),
    )


def _house(config: str | None, data: Data) -> tuple[HouseVocabulary, str]:
    """The words of the house, and the folder that its paths are relative to."""
    path = config or file.find(os.getcwd())
    if path is None:
        raise InputError("no-decision")
    return file.read(path, data), os.path.dirname(os.path.realpath(path))


def _relative(path: str, folder: str) -> str:
    return os.path.relpath(os.path.realpath(path), folder)


def _go_through(check: CheckRun, add: Callable[[Sequence[Any]], str]) -> Counter[str]:
    """What is shown of each file goes out before the next is looked at; gives the counts of all."""
    counts: Counter[str] = Counter()
    with closing(check.outcomes()) as outcomes:
        for outcome in outcomes:
            for warning in outcome.warnings:
                _warn(warning, check.texts)
            if text := add(outcome.shown):
                put(text)
            counts.update(outcome.counts)
    return counts


def _sum_up(counts: Counter[str], texts: Texts) -> None:
    files = texts.counted("files-read", counts["files"])
    _warn(texts.say("check-summary", files=files, flag=counts[FLAG], review=counts[REVIEW]), texts)
    if counts["fixed"]:
        _warn(f"{texts.counted('words-mended', counts['fixed'])}.", texts)
    elif counts["fixable"]:
        _warn(texts.say("check-fixable", count=counts["fixable"]), texts)


def _record(check: CheckRun, name: str) -> int:
    """Write a baseline of what is found."""
    known = known_findings(check)
    write_new(name, baseline_text(known))
    findings = check.texts.counted("findings", known.total())
    told = check.texts.say("check-baseline-written", name=printable(name), findings=findings)
    _warn(told, check.texts)
    return CLEAN


def known_findings(check: CheckRun) -> KnownFindings:
    """What is found today, as a baseline knows it."""
    known: KnownFindings = Counter()
    check = check._replace(describe=lambda source, found, _: key_of(source, found))
    _go_through(check, lambda keys: known.update(keys) or "")
    return known


def _survey(paths: Sequence[str], book: Rulebook, texts: Texts, *, json: bool) -> int:
    from relcli.check.survey import survey_table, survey_text

    files, _ = take_survey(paths, book, texts)
    put(to_json(survey_table(files)) if json else survey_text(files, texts))
    return CLEAN


def take_survey(paths: Sequence[str], book: Rulebook, texts: Texts) -> "tuple[dict[str, list[Use]], int]":
    """The uses of the words in each file that has any, and how many files were read."""
    from relcli.check.survey import use_of

    files: dict[str, list[Use]] = {}
    check = CheckRun(book, texts, paths, use_of, shows_passes=True, tells_unused=False)
    counts = _go_through(
        check, lambda uses: files.update({path: [u for _, u in uses] for path, _ in uses[:1]}) or ""
    )
    return files, counts["files"]


def _warn(text: str, texts: Texts) -> None:
    say_on_stderr(texts.say("error-line", message=text))
