"""Checking files: read, find, leave out what is excused, mend, hand on what there is to say."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from relcli import parallel
from relcli.check.excuses import Ignore, KnownFindings, covering, key_of, read_ignores
from relcli.check.files import STDIN, SourceFile, UnreadableError, read_file, rewrite, walk
from relcli.check.find import Finding, findings
from relcli.check.fix.edits import Edit, apply_edits, unified_diff
from relcli.check.fix.grammar import changes_anchor, edit_for
from relcli.check.meaning.cues import PASS
from relcli.check.rulebook import Rulebook
from relcli.language import Texts
from relcli.terminal import printable

MOST_ROUNDS = 5


class CheckedFile(NamedTuple):
    """What was found in one file; ``unused`` are the ignores that excuse nothing."""

    source: SourceFile
    findings: tuple[Finding, ...]
    unused: tuple[Ignore, ...] = ()

    def edits(self, book: Rulebook) -> Iterator[tuple[Finding, Edit]]:
        """Each finding that can be mended, with its edit."""
        for found in self.findings:
            edit = edit_for(self.source.text, found, book.rules)
            if edit:
                yield found, edit


def check_text(
    source: SourceFile, book: Rulebook, lines: set[int] | None = None, known: KnownFindings | None = None
) -> CheckedFile:
    """The findings of one file: none that is excused or known, and only those on the lines given."""
    excuses = read_ignores(source.text)
    used: set[Ignore] = set()
    kept: list[Finding] = []
    met: KnownFindings = Counter()
    for found in findings(source.text, source.kind, source.path, book):
        if found.verdict.judgement != PASS:
            if excuse := covering(excuses, found.line, found.match, found.form.avoided.word):
                used.add(excuse)
                continue
            if lines is not None and found.line not in lines:
                continue
            if known:
                met[key := key_of(source, found)] += 1
                if met[key] <= known[key]:
                    continue
        kept.append(found)
    return CheckedFile(source, tuple(kept), tuple(excuse for excuse in excuses if excuse not in used))


def mend(checked: CheckedFile, book: Rulebook, lines: set[int] | None = None) -> tuple[str, int]:
    """The text with everything mended, and how many edits that took.

    A word that changes can change what the words beside it mean, so it is repeated until nothing
    changes: running it again must find nothing more to do.
    """
    text, count = checked.source.text, 0
    for _ in range(MOST_ROUNDS):
        edits = [edit for _, edit in checked.edits(book)]
        if not edits:
            break
        count += len(edits)
        text = apply_edits(text, edits)
        checked = check_text(checked.source._replace(text=text), book, lines)
    return text, count


class FileOutcome(NamedTuple):
    """What came of one file: what is shown of it, warnings for whoever runs this, and counts.

    Those are of ``files``, of each judgement, ``fixed``, ``fixable`` and ``unread`` (asked for by name).
    """

    shown: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()
    counts: Mapping[str, int] = {}


class CheckRun(NamedTuple):
    """What to do with each file; every combination of the switches is possible but ``fix`` with ``diff``.

    ``own_book`` gives the rules of a path whose texts say other words than the rest, if they do.
    ``describe`` makes what is shown of a finding (with ``shows_passes`` of those that pass as well), maybe
    in another process. ``skips`` tells of a path whether it is left alone, ``changed`` where findings count
    (None: everywhere), ``known`` which do not.
    """

    book: Rulebook
    texts: Texts
    paths: Sequence[str]
    describe: Callable[[SourceFile, Finding, Edit | None], Any]
    skips: Callable[[str], bool] = lambda _: False
    own_book: Callable[[str], Rulebook | None] = lambda _: None
    changed: Mapping[str, set[int] | None] | None = None
    known: KnownFindings | None = None
    fix: bool = False
    diff: bool = False
    shows_passes: bool = False
    tells_unused: bool = True

    def outcomes(self) -> Generator[FileOutcome, None, None]:
        """What comes of each file, in order; ``InputError`` for one that is not there or not writable."""
        # One process writes, and reads standard input: it is asked to stop, never killed.
        if self.fix or STDIN in self.paths:
            yield from map(self.look_at, walk(self.paths))
            return
        with closing(parallel.map_in_order(self.look_at, walk(self.paths))) as outcomes:
            yield from outcomes

    def look_at(self, path: str) -> FileOutcome:
        """Check one file, and mend it where that is asked for."""
        if self.skips(path):
            return FileOutcome()
        try:
            source = read_file(path)
        except UnreadableError as error:
            values = {**error.values, "why": self.texts.failure(error.values["why"])}
            warning = self.texts.say(error.code, name=printable(path), **values)
            return FileOutcome(warnings=(warning,), counts={"unread": path in self.paths})
        lines = None if self.changed is None else self.changed.get(os.path.realpath(path), set())
        if lines is not None and not lines:
            return FileOutcome()
        book = self.own_book(path) or self.book
        checked = check_text(source, book, lines, self.known)
        warnings = self._unused_ignores(checked) if lines is None and self.tells_unused else ()
        counts, shown = Counter(files=1), []
        if self.fix or self.diff:
            text, count = mend(checked, book, lines)
            if self.diff:
                shown = [*unified_diff(path, source.text, text)] if count else []
            elif count:
                warnings += self._rewrite(checked, text, book)
                checked = check_text(source._replace(text=text), book, lines, self.known)
                counts["fixed"] = count
        counts.update(found.verdict.judgement for found in checked.findings)
        for found in () if self.diff else checked.findings:
            if self.shows_passes or found.verdict.judgement != PASS:
                edit = edit_for(checked.source.text, found, book.rules)
                counts["fixable"] += edit is not None
                shown.append(self.describe(checked.source, found, edit))
        return FileOutcome(tuple(shown), warnings, counts)

    def _rewrite(self, checked: CheckedFile, text: str, book: Rulebook) -> tuple[str, ...]:
        """Write the file; gives a warning for each heading that changes."""
        source = checked.source
        rewrite(source, text)
        return tuple(
            self.texts.say("check-anchor", name=f"{printable(source.path)}:{found.line}")
            for found, _ in checked.edits(book)
            if changes_anchor(source.text, source.kind, found)
        )

    def _unused_ignores(self, checked: CheckedFile) -> tuple[str, ...]:
        path, say = printable(checked.source.path), self.texts.say
        return tuple(
            say("check-unused-ignore", name=f"{path}:{unused.line}", word=printable(unused.word or ""))
            for unused in checked.unused
        )
