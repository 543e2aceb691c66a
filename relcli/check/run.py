"""Checking many files, in several processes: read, find, leave out, mend, hand on what there is to say."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
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

T = TypeVar("T")

Read = Callable[[str], SourceFile | UnreadableFile]
Describe = Callable[[CheckedFile, Finding], Any]
"""What a report says of a finding; it may come from another process."""


class Notice(NamedTuple):
    """A message about a file, for whoever runs this."""

    message: str
    values: Mapping[str, object]


class FileOutcome(NamedTuple):
    """What came of one file. ``unread`` is its path, where it could not be read."""

    checked: bool = False
    unread: str | None = None
    notices: tuple[Notice, ...] = ()
    tally: Mapping[str, int] = {}
    shown: tuple[Any, ...] = ()
    fixed: int = 0
    fixable: int = 0
    known: Mapping[tuple[str, str], int] = {}


class CheckRun(NamedTuple):
    """What to do with each file; every combination of the switches is possible but ``fix`` with ``diff``.

    ``skips`` tells of a path whether it is left alone, ``changed`` where findings count (None: everywhere),
    ``known`` which do not. ``describe`` makes what is ``shown`` of a finding, of those that pass as well
    with ``shows_passes``. ``records`` collects findings for a baseline instead.
    """

    book: Rulebook
    read: Read
    describe: Describe
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
        with closing(each_file(self.look_at, paths, alone=self.fix)) as outcomes:
            yield from outcomes

    def look_at(self, path: str) -> FileOutcome:
        """Check one file, and mend it where that is asked for."""
        if self.skips(path):
            return FileOutcome()
        source = self.read(path)
        if isinstance(source, UnreadableFile):
            return FileOutcome(unread=path, notices=(notice_of(source),))
        lines = None if self.changed is None else self.changed.get(os.path.realpath(path), set())
        if lines is not None and not lines:
            return FileOutcome()
        checked = check_text(source, self.book, lines=lines, known=self.known)
        outcome = FileOutcome(checked=True, notices=_unused_ignores(checked) if lines is None else ())
        if self.records:
            keys = (baseline.key_of(source, f) for f in checked.findings if f.verdict.judgement != PASS)
            return outcome._replace(known=Counter(keys))
        if self.diff:
            return outcome._replace(shown=self._diff(checked, lines), tally=checked.tally())
        if self.fix:
            checked, outcome = self._fix(checked, lines, outcome)
        fixable = sum(1 for _ in checked.edits(self.book)) if self.counts_fixable else 0
        return outcome._replace(tally=checked.tally(), shown=self._shown(checked), fixable=fixable)

    def _fix(
        self, checked: CheckedFile, lines: set[int] | None, outcome: FileOutcome
    ) -> tuple[CheckedFile, FileOutcome]:
        new, count = mend(checked, self.book, lines=lines)
        if not count:
            return checked, outcome
        source = checked.source
        anchors = [
            Notice("check-anchor", {"name": source.path, "line": found.line})
            for found, _ in checked.edits(self.book)
            if changes_anchor(source.text, source.kind, found)
        ]
        files.rewrite(source, new)
        known = self.known and self.known.copy()
        again = check_text(source._replace(text=new), self.book, lines=lines, known=known)
        return again, outcome._replace(fixed=count, notices=(*outcome.notices, *anchors))

    def _diff(self, checked: CheckedFile, lines: set[int] | None) -> tuple[str, ...]:
        new, count = mend(checked, self.book, lines=lines)
        return tuple(unified_diff(checked.source.path, checked.source.text, new)) if count else ()

    def _shown(self, checked: CheckedFile) -> tuple[Any, ...]:
        return tuple(
            self.describe(checked, found)
            for found in checked.findings
            if self.shows_passes or found.verdict.judgement != PASS
        )


class Totals:
    """What came of all files together."""

    def __init__(self) -> None:
        self.files = self.fixed = self.fixable = 0
        self.tally: Counter[str] = Counter()
        self.found: KnownFindings = Counter()
        self.unread: set[str] = set()

    def add(self, outcome: FileOutcome) -> None:
        """Count one file."""
        self.files += outcome.checked
        self.fixed += outcome.fixed
        self.fixable += outcome.fixable
        self.tally.update(outcome.tally)
        self.found.update(outcome.known)
        self.unread.update(filter(None, [outcome.unread]))


def each_file(
    work: Callable[[str], T], paths: Sequence[str], *, alone: bool = False
) -> Generator[T, None, None]:
    """What comes of each file; standard input is read here, by no other process."""
    found = files.walk(paths)
    outcomes: Iterable[T] = map(work, found)
    if not alone and files.STDIN not in paths:
        outcomes = parallel.map_in_order(work, found)
    yield from outcomes


def notice_of(file: UnreadableFile) -> Notice:
    """That it could not be read, and why."""
    return Notice(file.message, {"name": file.path, "why": file.why})


def _unused_ignores(checked: CheckedFile) -> tuple[Notice, ...]:
    path = checked.source.path
    return tuple(
        Notice("check-unused-ignore", {"name": path, "line": unused.line, "word": unused.word or ""})
        for unused in checked.unused
    )
