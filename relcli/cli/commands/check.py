"""``relcli check PATH…``: what to look for in which files, and how to show what is found."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

from relcli.atomic import write_new
from relcli.check.excuses import KnownFindings, baseline_text, key_of, read_baseline
from relcli.check.files import FileWalk, changed_lines
from relcli.check.house_rules import ReadingChoice, rules_of_house
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.report import REPORTS, Look
from relcli.check.rulebook import Rulebook, forms_of_termbase
from relcli.check.run import CheckRun, Mending, links_of_files
from relcli.cli.edit_chooser import EditChooser
from relcli.cli.options import Argument, Color, Flag, Json, Run, languages
from relcli.cli.output import COLORS, choose_format, put, put_patch, to_json
from relcli.cli.progress import Progress
from relcli.data import Data
from relcli.errors import AnswerError, InputError
from relcli.house import file
from relcli.house.words import HouseVocabulary
from relcli.language import STDIN, Texts
from relcli.lookup import check_choice
from relcli.terminal import can_prompt, printable, say_on_stderr, speaks_utf8, wants_color

if TYPE_CHECKING:
    from relcli.check.survey import Use

CLEAN, FOUND, UNREAD = 0, 1, 2
"""Exit codes."""
NOT_TOGETHER = (
    ("--fix", "--diff"), ("--fix", "--interactive"), ("--diff", "--interactive"), ("--survey", "--fix"),
    ("--survey", "--diff"), ("--survey", "--interactive"), ("--survey", "--baseline"), ("--fix", "-"),
    ("--interactive", "-"), ("--config -", "-"), ("--survey", "--format sarif"),
    ("--survey", "--format github"), ("--interactive", "--format json"), ("--interactive", "--format sarif"),
    ("--interactive", "--format github"),
)  # fmt: skip
MOST_LEFT_OUT = 6
"""So many kinds of files that were left out are named."""


def check_command(
    run: Run,
    *,
    paths: Annotated[tuple[str, ...], Argument("PATH…")] = (),
    config: Annotated[str | None, Flag("--config", "--decision", metavar="FILE", message="decision")] = None,
    strict: Annotated[bool, Flag("--strict")] = False,
    explain: Annotated[bool, Flag("--explain")] = False,
    verbose: Annotated[bool, Flag("--verbose")] = False,
    fix: Annotated[bool, Flag("--fix")] = False,
    unsafe_fixes: Annotated[bool, Flag("--unsafe-fixes")] = False,
    diff: Annotated[bool, Flag("--diff")] = False,
    interactive: Annotated[bool, Flag("--interactive", "-i")] = False,
    survey: Annotated[bool, Flag("--survey")] = False,
    baseline: Annotated[str | None, Flag("--baseline", metavar="FILE")] = None,
    changed_since: Annotated[str | None, Flag("--changed-since", metavar="REV")] = None,
    skip_quotes: Annotated[bool, Flag("--skip-quotes")] = False,
    term_lang: Annotated[str | None, Flag("--term-lang", values=languages)] = None,
    read_as: Annotated[str | None, Flag("--as", values=tuple(PROSE_FORMATS))] = None,
    format: Annotated[str | None, Flag("--format", values=tuple(REPORTS))] = None,
    json: Json = False,
    color: Color = None,
) -> int:
    """Check the files: 0 clean, 1 findings, 2 nothing read, or not what was asked for by name."""
    data, texts, _ = run
    paths = paths or (os.curdir,)
    form = choose_format(format, tuple(REPORTS), json=json) or "text"
    language = check_choice("--term-lang", term_lang, languages(data)) if term_lang else None
    kind = check_choice("--as", read_as, PROSE_FORMATS) if read_as else None
    fix = fix or (unsafe_fixes and not (diff or interactive or survey))
    colored = wants_color(check_choice("--color", color or "auto", COLORS), os.environ, sys.stdout)
    asked = {"--fix": fix, "--diff": diff, "--survey": survey, "--baseline": bool(baseline)}
    asked |= {
        "--interactive": interactive,
        "-": STDIN in paths,
        f"--format {form}": True,
        f"--config {config}": True,
    }
    _refuse_contradictions(asked)
    if survey:
        book = Rulebook(forms_of_termbase(data), data, quotes=not skip_quotes, language=language)
        return _survey(paths, book, texts, json=form == "json")
    house, folder = _house(config, data, paths, texts)
    look = Look(explain, verbose, ascii_only=not speaks_utf8(sys.stdout), colored=colored)
    report = REPORTS[form](texts, look)
    check = house_check(run, house, folder, paths, report.describe, quotes=not skip_quotes, language=language)
    chooser = EditChooser(texts, colored=colored) if interactive else None
    how = check.how._replace(unsafe=unsafe_fixes or interactive, choose=chooser)
    check = check._replace(fix=fix or interactive, diff=diff, shows_passes=explain, how=how, kind=kind)
    if changed_since is not None:
        check = check._replace(changed=changed_lines(changed_since, paths))
    if baseline:
        check = check._replace(skips=_but_for(baseline, check.skips))
        if not os.path.lexists(baseline):
            return _record(check._replace(fix=False), baseline)
        check = check._replace(known=read_baseline(baseline), how=check.how._replace(once=True))
    counts, left_out = _go_through(check, "".join if diff else report.add)
    if not diff and (text := report.close(counts)):
        put(text)
    if form == "text" and not diff:
        _sum_up(counts, texts)
    if counts["stale"]:
        _warn(texts.say("check-baseline-stale", name=printable(baseline or ""), count=counts["stale"]), texts)
    return _exit_code(counts, left_out, texts, strict=strict)


def _refuse_contradictions(asked: Mapping[str, bool]) -> None:
    """``AnswerError`` for flags that do not go together, or not with this terminal."""
    for first, second in NOT_TOGETHER:
        if asked.get(first) and asked.get(second):
            raise AnswerError("contradicting-flags", first=first, second=second)
    if asked["--interactive"] and not can_prompt():
        raise AnswerError("no-terminal-to-choose", flag="--interactive")


def _exit_code(counts: Counter[str], left_out: Counter[str], texts: Texts, *, strict: bool) -> int:
    if counts[FLAG] or (strict and counts[REVIEW]):
        return FOUND
    # A file that was asked for by name and cannot be read must not look like one without findings.
    if counts["unread"]:
        return UNREAD
    if counts["files"] or counts["kept"]:
        return CLEAN
    most = [printable(f"{ending} ({count})") for ending, count in left_out.most_common(MOST_LEFT_OUT)]
    told = "check-nothing-read-but" if most else "check-nothing-read"
    _warn(texts.say(told, kinds=", ".join(most)), texts)
    return UNREAD


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
    rules = rules_of_house(house, folder, run.data, run.texts, ReadingChoice(quotes, language))
    return CheckRun(
        *(rules.general.book, run.texts, paths, describe),
        skips=rules.keeps,
        own_book=lambda path: rules.at(path).book,
        how=Mending(links=cache(partial(links_of_files, paths, folder))),
    )


def _house(config: str | None, data: Data, paths: Sequence[str], texts: Texts) -> tuple[HouseVocabulary, str]:
    """The words of the house, and the folder that its paths are relative to."""
    path = config or file.find(os.getcwd())
    if path is None:
        if STDIN not in paths:  # who runs this for the first time is told what there is to decide
            from relcli.check.survey import survey_summary

            uses, read = take_survey(paths, Rulebook(forms_of_termbase(data), data), texts)
            say_on_stderr(survey_summary(uses, read, texts) + "\n")
        raise InputError("no-decision")
    return file.read(path, data), os.path.dirname(os.path.realpath(path))


def _but_for(own: str, skips: Callable[[str], bool]) -> Callable[[str], bool]:
    """What is left alone, and a file of relcli itself."""
    real = os.path.realpath(own)
    return lambda path: skips(path) or os.path.realpath(path) == real


def _go_through(check: CheckRun, add: Callable[[Sequence[Any]], str]) -> tuple[Counter[str], Counter[str]]:
    """What is shown of each file goes out before the next is looked at; gives the counts of all, and what
    was left out by the ends of names."""
    counts: Counter[str] = Counter()
    walk = FileWalk(check.paths)
    progress = Progress(check.texts)
    with closing(check.outcomes(walk)) as outcomes:
        for outcome in outcomes:
            progress.clear()
            for warning in outcome.warnings:
                _warn(warning, check.texts)
            if text := add(outcome.shown):
                put_patch(text) if check.diff else put(text)
            counts.update(outcome.counts)
            progress.show(counts["files"])
    progress.clear()
    return counts, walk.left_out


def _sum_up(counts: Counter[str], texts: Texts) -> None:
    files = texts.counted("files-read", counts["files"])
    _warn(texts.say("check-summary", files=files, flag=counts[FLAG], review=counts[REVIEW]), texts)
    if counts["fixed"]:
        _warn(f"{texts.counted('words-mended', counts['fixed'])}.", texts)
    elif counts["fixable"]:
        _warn(texts.say("check-fixable", count=counts["fixable"]), texts)
    if counts["unsafe"]:
        _warn(texts.say("check-unsafe-left", count=counts["unsafe"]), texts)


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
    counts, _ = _go_through(
        check, lambda uses: files.update({path: [u for _, u in uses] for path, _ in uses[:1]}) or ""
    )
    return files, counts["files"]


def _warn(text: str, texts: Texts) -> None:
    say_on_stderr(texts.say("error-line", message=text))
