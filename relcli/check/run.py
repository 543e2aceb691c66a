"""Checking many files, in several processes: read, find, leave out, mend, hand on what there is to say."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple, TypeVar

from relcli import parallel
from relcli.check import baseline, files
from relcli.check.baseline import KnownFindings
from relcli.check.checked import CheckedFile, check_text, mend
from relcli.check.files import SourceFile, UnreadableFile
from relcli.check.find import Finding
from relcli.check.fix.diff import unified_diff
from relcli.check.fix.edits import changes_anchor
from relcli.check.git import ChangedLines
from relcli.check.meaning.cues import PASS
from relcli.check.rulebook import Rulebook
from relcli.language import Texts
from relcli.terminal import printable

T = TypeVar("T")

Read = Callable[[str], SourceFile | UnreadableFile]


class FileOutcome(NamedTuple):
    """What came of one file: its counts, what is shown of it, and warnings for whoever runs this."""

    files: int = 0
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tally: Mapping[str, int] = {}
    shown: tuple[Any, ...] = ()
    fixed: int = 0
    fixable: int = 0
    known: Mapping[tuple[str, str], int] = {}


class CheckRun(NamedTuple):
    """What to do with each file; every combination of the switches is possible but ``fix`` with ``diff``.

    ``describe`` makes what is shown of a finding (with ``shows_passes`` of those that pass as well), maybe
    in another process. ``skips`` tells of a path whether it is left alone, ``changed`` where findings count
    (None: everywhere), ``known`` which do not. ``records`` collects findings for a baseline instead.
    """

    book: Rulebook
    texts: Texts
    read: Read
    describe: Callable[[CheckedFile, Finding], Any]
    skips: Callable[[str], bool] = lambda _: False
    changed: ChangedLines | None = None
    known: KnownFindings | None = None
    records: bool = False
    fix: bool = False
    diff: bool = False
    shows_passes: bool = False
    counts_fixable: bool = False

    def outcomes(self, paths: Sequence[str]) -> Generator[FileOutcome, None, None]:
        """What comes of each file, in order; ``InputError`` for one that is not there or not writable."""
        # Files are written by one process only: it is asked to stop, never killed.
        return each_file(self.look_at, paths, alone=self.fix)

    def look_at(self, path: str) -> FileOutcome:
        """Check one file, and mend it where that is asked for."""
        if self.skips(path):
            return FileOutcome()
        source = self.read(path)
        if isinstance(source, UnreadableFile):
            return FileOutcome(unread=(path,), warnings=(source.told(self.texts),))
        lines = None if self.changed is None else self.changed.get(os.path.realpath(path), set())
        if lines is not None and not lines:
            return FileOutcome()
        checked = check_text(source, self.book, lines=lines, known=self.known)
        outcome = FileOutcome(1, warnings=self._unused_ignores(checked) if lines is None else ())
        if self.records:
            keys = (baseline.key_of(source, f) for f in checked.findings if f.verdict.judgement != PASS)
            return outcome._replace(known=Counter(keys))
        if self.diff:
            new, count = mend(checked, self.book, lines=lines)
            patch = unified_diff(path, source.text, new) if count else ()
            return outcome._replace(shown=tuple(patch), tally=checked.tally())
        if self.fix:
            checked, outcome = self._fix(checked, lines, outcome)
        fixable = sum(1 for _ in checked.edits(self.book)) if self.counts_fixable else 0
        shown = (f for f in checked.findings if self.shows_passes or f.verdict.judgement != PASS)
        described = tuple(self.describe(checked, found) for found in shown)
        return outcome._replace(tally=checked.tally(), shown=described, fixable=fixable)

    def _fix(
        self, checked: CheckedFile, lines: set[int] | None, outcome: FileOutcome
    ) -> tuple[CheckedFile, FileOutcome]:
        new, count = mend(checked, self.book, lines=lines)
        if not count:
            return checked, outcome
        source = checked.source
        anchors = tuple(
            self.texts.say("check-anchor", name=f"{printable(source.path)}:{found.line}")
            for found, _ in checked.edits(self.book)
            if changes_anchor(source.text, source.kind, found)
        )
        files.rewrite(source, new)
        known = self.known and self.known.copy()
        again = check_text(source._replace(text=new), self.book, lines=lines, known=known)
        return again, outcome._replace(fixed=count, warnings=outcome.warnings + anchors)

    def _unused_ignores(self, checked: CheckedFile) -> tuple[str, ...]:
        path, say = printable(checked.source.path), self.texts.say
        return tuple(
            say("check-unused-ignore", name=f"{path}:{unused.line}", word=printable(unused.word or ""))
            for unused in checked.unused
        )


class Totals:
    """What came of all files together."""

    def __init__(self) -> None:
        self.files = self.fixed = self.fixable = 0
        self.tally: Counter[str] = Counter()
        self.known: KnownFindings = Counter()
        self.unread: set[str] = set()

    def add(self, outcome: FileOutcome) -> None:
        """Count one file."""
        self.files += outcome.files
        self.fixed += outcome.fixed
        self.fixable += outcome.fixable
        self.tally.update(outcome.tally)
        self.known.update(outcome.known)
        self.unread.update(outcome.unread)


def each_file(
    work: Callable[[str], T], paths: Sequence[str], *, alone: bool = False
) -> Generator[T, None, None]:
    """What comes of each file; standard input is read here, by no other process."""
    found = files.walk(paths)
    if alone or files.STDIN in paths:
        yield from map(work, found)
        return
    with closing(parallel.map_in_order(work, found)) as outcomes:
        yield from outcomes
