"""The ``check`` command's part of the work: what to read, what to report, how to leave."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from relcli import decision_file, load
from relcli.answers import check_choice
from relcli.check import files, find, fix, history, report, run, survey, words
from relcli.check.senses import FLAG, PASS, REVIEW
from relcli.cli import output
from relcli.errors import AnswerError, InputError
from relcli.language import Words
from relcli.terminal import printable, say_on_stderr

SWITCHES = ("strict", "fix", "diff", "survey", "skip_quotes", "explain", "json", "debug", "help")
FLAGS_OFF = dict.fromkeys(SWITCHES, False)


def command(paths: list[str], say: Words, flags: Mapping[str, Any]) -> int:
    """Check the files and give the exit code: 0 clean, 1 findings."""
    form = _form(flags)
    language = flags["term_lang"] and check_choice("--term-lang", flags["term_lang"], load.LANGUAGES)
    options = find.Options(quotes=not flags["skip_quotes"], language=language)
    for first, second in (("fix", "diff"), ("survey", "fix"), ("survey", "diff"), ("survey", "baseline")):
        if flags[first] and flags[second]:
            raise AnswerError("contradicting-flags", first=f"--{first}", second=f"--{second}")
    if flags["fix"] and files.STDIN in paths:
        raise AnswerError("contradicting-flags", first="--fix", second="-")
    if flags["survey"]:
        return _survey(paths, say, form, options)
    return _Check(paths, say, form, options, flags).execute()


def _form(flags: Mapping[str, Any]) -> str:
    form = flags["format"] and check_choice("--format", flags["format"], report.FORMATS)
    if flags["json"] and form not in (None, "json"):
        raise AnswerError("contradicting-flags", first="--json", second=f"--format {form}")
    return "json" if flags["json"] else form or "text"


def _lookup(flags: Mapping[str, Any]) -> words.Lookup:
    path = flags["config"] or decision_file.find(os.getcwd())
    if path is None:
        raise InputError("no-decision")
    return words.of_house(decision_file.read(path), path)


def _texts(paths: list[str], say: Words) -> Iterator[files.Text]:
    for path in files.walk(paths):
        text = _stdin() if path == files.STDIN else files.read(path)
        if isinstance(text, files.Problem):
            _warn(say.say(text.message, name=printable(text.path), why=text.why))
        else:
            yield text


def _stdin() -> files.Text | files.Problem:
    if sys.stdin is None:  # closed by the caller
        return files.Problem(files.STDIN, "check-unreadable", os.strerror(9))
    return files.decode(files.STDIN, sys.stdin.buffer.read())


def _warn(text: str) -> None:
    say_on_stderr(f"relcli: {text}")


class _Check:
    """One run over all files."""

    def __init__(
        self, paths: list[str], say: Words, form: str, options: find.Options, flags: Mapping[str, Any]
    ) -> None:
        self.paths, self.say, self.form, self.options, self.flags = paths, say, form, options, flags
        self.lookup = _lookup(flags)
        self.tally: Counter[str] = Counter()
        self.files = self.fixed = self.fixable = 0
        self.shown: list[tuple[run.Result, find.Finding]] = []
        self.tables = 0
        revision = flags["changed_since"]
        self.changed = None if revision is None else history.changed_lines(revision, paths)
        self.baseline = flags["baseline"]
        self.creating = bool(self.baseline) and not os.path.exists(self.baseline)
        self.known: history.Known = (
            history.read_baseline(self.baseline) if self.baseline and not self.creating else Counter()
        )

    def execute(self) -> int:
        for text in _texts(self.paths, self.say):
            lines = self._lines(text.path)
            if lines is not None and not lines:
                continue
            result = run.check(text, self.lookup, self.options, lines=lines, known=self.known)
            self.files += 1
            self._handle(result, lines)
        if self.creating:
            text_ = history.baseline_text(self.known)
            decision_file.write_whole(self.baseline, text_, force=False)
            _warn(
                self.say.say(
                    "check-baseline-written", name=printable(self.baseline), count=self.known.total()
                )
            )
            return 0
        self._close()
        failing = self.tally[FLAG] + (self.tally[REVIEW] if self.flags["strict"] else 0)
        return 1 if failing else 0

    def _lines(self, path: str) -> set[int] | None:
        if self.changed is None:
            return None
        return self.changed.get(os.path.realpath(path), set())

    def _handle(self, result: run.Result, lines: set[int] | None) -> None:
        for line, word in result.unused if lines is None else ():
            name = f"{printable(result.text.path)}:{line}"
            _warn(self.say.say("check-unused-ignore", name=name, word=printable(word)))
        if self.creating:
            for found in result.findings:
                if found.verdict.judgement != PASS:
                    self.known[run.key_of(result.text, found)] += 1
            return
        if self.flags["fix"]:
            result = self._fix(result, lines)
        elif self.flags["diff"]:
            self._diff(result, lines)
        self.tally.update(run.counts(result))
        if self.form == "text":
            self.fixable += sum(1 for _ in run.edits(result))
        if not self.flags["diff"]:
            self._show(result)

    def _fix(self, result: run.Result, lines: set[int] | None) -> run.Result:
        new, count = run.mended(result, self.lookup, self.options, lines=lines)
        if not count:
            return result
        for found, _ in run.edits(result):
            if fix.changes_anchor(result.text.text, found):
                name = f"{printable(result.text.path)}:{found.line}"
                _warn(self.say.say("check-anchor", name=name))
        files.write(result.text.path, result.text.text, new)
        self.fixed += count
        known = self.known.copy()
        return run.check(result.text._replace(text=new), self.lookup, self.options, lines=lines, known=known)

    def _diff(self, result: run.Result, lines: set[int] | None) -> None:
        import difflib

        new, count = run.mended(result, self.lookup, self.options, lines=lines)
        if not count:
            return
        name = printable(result.text.path)
        before, after = (t.split("\n") for t in (result.text.text, new))
        for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm=""):
            output.put(printable_line(line) + "\n")

    def _show(self, result: run.Result) -> None:
        explain = self.flags["explain"]
        shown = [f for f in result.findings if explain or f.verdict.judgement != PASS]
        if self.form == "sarif":
            self.shown += ((result, found) for found in shown)
        elif shown:
            # Written file by file: what is held does not grow with the number of files.
            output.put("".join(self._told(result, found) for found in shown))

    def _told(self, result: run.Result, found: find.Finding) -> str:
        if self.form == "json":
            opening = (
                ",\n" if self.tables else f'{{"format_version": {report.FORMAT_VERSION}, "findings": [\n'
            )
            self.tables += 1
            return opening + output.to_line(report.as_table(result, found))
        if self.form == "github":
            return report.as_github(result, found, self.say) + "\n"
        return report.as_text(result, found, self.say, explain=self.flags["explain"]) + "\n"

    def _close(self) -> None:
        if self.flags["diff"]:
            return
        if self.form == "json":
            summary = report.summary(self.files, self.tally, fixed=self.fixed)
            opening = "\n" if self.tables else f'{{"format_version": {report.FORMAT_VERSION}, "findings": ['
            output.put(f'{opening}], "summary": {output.to_line(summary)}}}\n')
        elif self.form == "sarif":
            output.put(output.to_json(report.sarif(self.shown, self.say)))
        elif self.form == "text":
            said = {"files": self.files, "flag": self.tally[FLAG], "review": self.tally[REVIEW]}
            _warn(self.say.say("check-summary", **said))
            if self.fixed:
                _warn(self.say.say("check-fixed", count=self.fixed))
            elif self.fixable:
                _warn(self.say.say("check-fixable", count=self.fixable))


def printable_line(line: str) -> str:
    """A line of a diff: tabs and a carriage return at the end are part of it, other controls are not."""
    ending = "\r" if line.endswith("\r") else ""
    return "\t".join(map(printable, line.removesuffix("\r").split("\t"))) + ending


def _survey(paths: list[str], say: Words, form: str, options: find.Options) -> int:
    lookup = words.of_termbase()
    total: survey.Tally = {}
    by_file: dict[str, survey.Tally] = {}
    for text in _texts(paths, say):
        tally: survey.Tally = {}
        survey.count(run.check(text, lookup, options), tally)
        if tally:
            by_file[text.path] = tally
            survey.add(total, tally)
    if form == "json":
        table = {
            "format_version": report.FORMAT_VERSION,
            "words": survey.as_list(total),
            "files": [{"path": p, "words": survey.as_list(t)} for p, t in by_file.items()],
        }
        output.put(output.to_json(table))
    elif form == "text":
        output.put(survey.as_text(by_file, total, say))
    else:
        raise AnswerError("contradicting-flags", first="--survey", second=f"--format {form}")
    return 0
