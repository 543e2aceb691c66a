"""A run of ``check`` over files: what to read, what to report, how to leave."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple, TypeVar

from relcli import decision_file
from relcli.check import files, find, fix, history, report, run, survey, team, words
from relcli.check.senses import FLAG, PASS, REVIEW
from relcli.cli import output
from relcli.errors import AnswerError, InputError
from relcli.language import Texts
from relcli.terminal import printable, say_on_stderr, speaks_utf8

T = TypeVar("T")


class Asked(NamedTuple):
    """What is wanted of the files; ``config`` is the decision file."""

    config: str | None
    changed_since: str | None
    baseline: str | None
    strict: bool
    explain: bool
    fix: bool
    diff: bool


def check_files(paths: list[str], texts: Texts, form: str, options: find.Options, asked: Asked) -> int:
    """Check the files and give the exit code: 0 clean, 1 findings."""
    return _Check(paths, texts, form, options, asked).execute()


def _lookup(config: str | None) -> words.Lookup:
    path = config or decision_file.find(os.getcwd())
    if path is None:
        raise InputError("no-decision")
    return words.of_house(decision_file.read(path), path)


def _read(path: str) -> files.Text | files.Problem:
    if path != files.STDIN:
        return files.read(path)
    if sys.stdin is None:  # closed by the caller
        return files.Problem(path, "check-unreadable", os.strerror(9))
    return files.decode(path, sys.stdin.buffer.read())


def _problem(problem: files.Problem, texts: Texts) -> str:
    return texts.say(problem.message, name=printable(problem.path), why=problem.why)


def _in_order(work: Callable[[str], T], paths: list[str], *, alone: bool = False) -> Generator[T, None, None]:
    """What comes of each file; standard input is read here, by no other process."""
    found = files.walk(paths)
    yield from map(work, found) if alone or files.STDIN in paths else team.in_order(work, found)


def _warn(text: str) -> None:
    say_on_stderr(f"relcli: {text}")


class _Told(NamedTuple):
    """What there is to say of one file. ``shown`` is text, a line of JSON each or an entry of SARIF."""

    files: int = 0
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tally: Mapping[str, int] = {}
    shown: tuple[Any, ...] = ()
    fixed: int = 0
    fixable: int = 0
    known: Mapping[tuple[str, str], int] = {}


class _Check:
    """One run over all files."""

    def __init__(
        self, paths: list[str], texts: Texts, form: str, options: find.Options, asked: Asked
    ) -> None:
        self.paths, self.say, self.form, self.options, self.asked = paths, texts, form, options, asked
        self.lookup = _lookup(asked.config)
        revision = asked.changed_since
        self.changed = None if revision is None else history.changed_lines(revision, paths)
        self.baseline = asked.baseline or ""
        self.creating = bool(self.baseline) and not os.path.exists(self.baseline)
        self.known: history.Known = (
            history.read_baseline(self.baseline) if self.baseline and not self.creating else Counter()
        )

    def execute(self) -> int:
        """Go through the files; what is shown of each goes out before the next."""
        writer = _Writer(self.form, self.say)
        tally: Counter[str] = Counter()
        number = fixed = fixable = 0
        unread: set[str] = set()
        # Files are written by one process only: it is asked to stop, never killed.
        with closing(_in_order(self._look, self.paths, alone=self.asked.fix)) as every:
            for told in every:
                for warning in told.warnings:
                    _warn(warning)
                writer.put(told.shown)
                tally.update(told.tally)
                self.known.update(told.known)
                unread.update(told.unread)
                number, fixed, fixable = number + told.files, fixed + told.fixed, fixable + told.fixable
        if self.creating:
            decision_file.write_whole(self.baseline, history.baseline_text(self.known), force=False)
            name, count = printable(self.baseline), self.known.total()
            _warn(self.say.say("check-baseline-written", name=name, count=count))
            return 0
        if not self.asked.diff:
            writer.close(report.summary(number, tally, fixed=fixed))
            if self.form == "text":
                self._close(number, tally, fixed, fixable)
        failing = tally[FLAG] + (tally[REVIEW] if self.asked.strict else 0)
        # A file that was asked for by name and cannot be read must not look like one without findings.
        return 1 if failing else 2 if unread.intersection(self.paths) else 0

    def _close(self, number: int, tally: Mapping[str, int], fixed: int, fixable: int) -> None:
        said = {"files": number, "flag": tally[FLAG], "review": tally[REVIEW]}
        _warn(self.say.say("check-summary", **said))
        if fixed:
            _warn(self.say.say("check-fixed", count=fixed))
        elif fixable:
            _warn(self.say.say("check-fixable", count=fixable))

    # ---- one file, in whatever process -------------------------------------------------------

    def _look(self, path: str) -> _Told:
        text = _read(path)
        if isinstance(text, files.Problem):
            return _Told(warnings=(_problem(text, self.say),), unread=(path,))
        lines = None if self.changed is None else self.changed.get(os.path.realpath(path), set())
        if lines is not None and not lines:
            return _Told()
        result = run.check(text, self.lookup, self.options, lines=lines, known=self.known)
        told = _Told(1, warnings=tuple(self._unused(result)) if lines is None else ())
        if self.creating:
            keys = [run.key_of(text, found) for found in result.findings if found.verdict.judgement != PASS]
            return told._replace(known=Counter(keys))
        if self.asked.diff:
            return told._replace(shown=tuple(self._diff(result, lines)), tally=run.counts(result))
        if self.asked.fix:
            result, told = self._fix(result, lines, told)
        fixable = sum(1 for _ in run.edits(result)) if self.form == "text" else 0
        return told._replace(tally=run.counts(result), shown=tuple(self._shown(result)), fixable=fixable)

    def _unused(self, result: run.Result) -> Iterator[str]:
        for line, word in result.unused:
            name = f"{printable(result.text.path)}:{line}"
            yield self.say.say("check-unused-ignore", name=name, word=printable(word))

    def _fix(self, result: run.Result, lines: set[int] | None, told: _Told) -> tuple[run.Result, _Told]:
        new, count = run.mended(result, self.lookup, self.options, lines=lines)
        if not count:
            return result, told
        path, old = result.text.path, result.text.text
        anchors = [
            self.say.say("check-anchor", name=f"{printable(path)}:{found.line}")
            for found, _ in run.edits(result)
            if fix.changes_anchor(old, found)
        ]
        files.write(path, old, new)
        again = result.text._replace(text=new)
        result = run.check(again, self.lookup, self.options, lines=lines, known=self.known.copy())
        return result, told._replace(fixed=count, warnings=(*told.warnings, *anchors))

    def _diff(self, result: run.Result, lines: set[int] | None) -> Iterator[str]:
        import difflib

        new, count = run.mended(result, self.lookup, self.options, lines=lines)
        if not count:
            return
        name = printable(result.text.path)
        before, after = (t.removesuffix("\n").split("\n") for t in (result.text.text, new))
        for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm=""):
            yield printable_line(line) + "\n"

    def _shown(self, result: run.Result) -> Iterator[Any]:
        explain = self.asked.explain
        for found in result.findings:
            if not explain and found.verdict.judgement == PASS:
                continue
            if self.form == "sarif":
                yield report.sarif_entry(result, found, self.say)
            elif self.form == "json":
                yield _line(report.as_table(result, found))
            elif self.form == "github":
                yield report.as_github(result, found, self.say) + "\n"
            else:
                yield report.as_text(result, found, self.say, explain=explain) + "\n"


def _line(table: Mapping[str, Any]) -> str:
    """A JSON value on one line, as ``output.to_json`` writes letters."""
    import json

    return json.dumps(table, ensure_ascii=not speaks_utf8(sys.stdout))


class _Writer:
    """Puts out what there is of each file; nothing is held, save for SARIF, which is one object."""

    def __init__(self, form: str, texts: Texts) -> None:
        self.form, self.say = form, texts
        self.started = False
        self.entries: list[report.SarifEntry] = []

    def put(self, shown: tuple[Any, ...]) -> None:
        if self.form == "sarif":
            self.entries += shown
        elif shown and self.form == "json":
            output.put((",\n" if self.started else f"{self._opening()}\n") + ",\n".join(shown))
            self.started = True
        elif shown:
            output.put("".join(shown))

    def close(self, summary: Mapping[str, int]) -> None:
        if self.form == "json":
            opening = "\n" if self.started else self._opening()
            output.put(f'{opening}], "summary": {_line(summary)}}}\n')
        elif self.form == "sarif":
            output.put(output.to_json(report.sarif(self.entries)))

    def _opening(self) -> str:
        return f'{{"format_version": {report.FORMAT_VERSION}, "findings": ['


def printable_line(line: str) -> str:
    """A line of a diff: tabs and a carriage return at the end are part of it, other controls are not."""
    ending = "\r" if line.endswith("\r") else ""
    return "\t".join(map(printable, line.removesuffix("\r").split("\t"))) + ending


def survey_files(paths: list[str], texts: Texts, form: str, options: find.Options) -> int:
    if form not in ("text", "json"):
        raise AnswerError("contradicting-flags", first="--survey", second=f"--format {form}")
    lookup = words.of_termbase()

    def count(path: str) -> tuple[str, survey.Tally | str]:
        text = _read(path)
        if isinstance(text, files.Problem):
            return path, _problem(text, texts)
        return path, survey.count(run.check(text, lookup, options))

    total: survey.Tally = {}
    by_file: dict[str, survey.Tally] = {}
    with closing(_in_order(count, paths)) as every:
        for path, found in every:
            if isinstance(found, str):
                _warn(found)
            elif found:
                by_file[path] = found
                survey.add(total, found)
    if form == "json":
        table = {
            "format_version": report.FORMAT_VERSION,
            "words": survey.as_list(total),
            "files": [{"path": p, "words": survey.as_list(t)} for p, t in by_file.items()],
        }
        output.put(output.to_json(table))
    else:
        output.put(survey.as_text(by_file, total, texts))
    return 0
