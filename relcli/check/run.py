"""Checking files: read, find, leave out what is excused, mend, hand on what there is to say."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import Any, NamedTuple

from relcli import parallel
from relcli.check.excuses import Ignore, KnownFindings, covering, key_of, plain_path, read_ignores
from relcli.check.files import NO_TEXTS, FileWalk, SourceFile, UnreadableError, read_file, rewrite
from relcli.check.find import Finding, findings
from relcli.check.fix.anchors import Links, Renamed, edits_after, links_in
from relcli.check.fix.edits import Edit, apply_edits, lines_of, unified_diff
from relcli.check.fix.plan import FixPlan, plan_for, renamed_headings
from relcli.check.fix.underlines import underlines
from relcli.check.meaning.cues import PASS
from relcli.check.prose.faults import Fault
from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.rulebook import Rulebook
from relcli.failures import Failure
from relcli.language import STDIN, Texts
from relcli.terminal import printable

MOST_ROUNDS = 5


class CheckedFile(NamedTuple):
    """What was found in one file; ``unused`` are the ignores that excuse nothing, ``stale`` is how many of
    the findings known of it are there no more."""

    source: SourceFile
    findings: tuple[Finding, ...]
    unused: tuple[Ignore, ...] = ()
    stale: int = 0

    def plan(self, book: Rulebook, links: Callable[[], Links] | None = None) -> FixPlan:
        """What mends it; without any other ``links`` those of the text itself count."""
        path, kind, text = self.source
        return plan_for(text, kind, self.findings, book.rules, links or (lambda: links_in([(path, text)])))


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
    unused = tuple(excuse for excuse in excuses if excuse not in used)
    return CheckedFile(source, tuple(kept), unused, _gone(source, known, met) if known else 0)


def _gone(source: SourceFile, known: KnownFindings, met: KnownFindings) -> int:
    """So many of the findings known of a file are there no more."""
    own = plain_path(source.path)
    return sum(max(0, count - met[key]) for key, count in known.items() if key[0] == own)


class Mending(NamedTuple):
    """How to mend: what leads where in all texts that belong together (None: in each by itself), whether
    unsafe edits are made too, and who is asked about each, if somebody is. ``once``: what is found later is
    not mended, since some of it was known before."""

    links: Callable[[], Links] | None = None
    unsafe: bool = False
    choose: Callable[[SourceFile, Finding, Edit], bool] | None = None
    once: bool = False

    def plan(self, checked: CheckedFile, book: Rulebook) -> FixPlan:
        """The edits to make in a text."""
        plan = checked.plan(book, self.links).keep(unsafe=self.unsafe)
        return plan.only(partial(self.choose, checked.source)) if self.choose else plan


class Mended(NamedTuple):
    """A text that was mended, how many edits that took, and the headings that have other words now."""

    text: str
    edits: int = 0
    renamed: tuple[Renamed, ...] = ()


def mend(
    checked: CheckedFile, book: Rulebook, lines: set[int] | None = None, how: Mending | None = None
) -> Mended:
    """The text with everything mended that may be, or that is chosen.

    A word that changes can change what the words beside it mean, so it is repeated until nothing
    changes: running it again must find nothing more to do.
    """
    how = how or Mending()
    mended = Mended(checked.source.text)
    for _ in range(1 if how.choose or how.once else MOST_ROUNDS):
        plan = how.plan(checked, book)
        if not plan.edits:
            break
        renamed = renamed_headings(os.path.realpath(checked.source.path), mended.text, plan)
        under = underlines(mended.text, checked.source.kind, plan.edits)
        text = apply_edits(mended.text, [*plan.edits, *under])
        mended = Mended(text, mended.edits + len(plan.edits), (*mended.renamed, *renamed))
        checked = check_text(checked.source._replace(text=text), book, lines)
    return mended


class FileOutcome(NamedTuple):
    """What came of one file: what is shown of it, warnings for whoever runs this, and counts.

    Those are of ``files``, of each judgement, ``fixed``, ``fixable``, ``unsafe`` (what could be mended that
    is not safe), ``kept`` (left alone because somebody said so) and ``unread`` (asked for by name, and not
    read, or not all of it).
    """

    shown: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()
    counts: Mapping[str, int] = {}
    changed: tuple[SourceFile, Mended] | None = None


class CheckRun(NamedTuple):
    """What to do with each file; every combination of the switches is possible but ``fix`` with ``diff``.

    ``own_book`` gives the rules of a path whose texts say other words than the rest, if they do.
    ``describe`` makes what is shown of a finding (with ``shows_passes`` of those that pass as well), maybe
    in another process. ``skips`` tells of a path whether it is left alone, ``changed`` where findings count
    (None: everywhere), ``known`` which do not. ``how`` says how
    to mend, ``kind`` is the format of whatever is named.
    """

    book: Rulebook
    texts: Texts
    paths: Sequence[str]
    describe: Callable[[SourceFile, Finding, Edit | None], Any]
    skips: Callable[[str], bool] = lambda _: False
    own_book: Callable[[str], Rulebook | None] = lambda _: None
    how: Mending = Mending()
    changed: Mapping[str, set[int] | None] | None = None
    known: KnownFindings | None = None
    kind: str | None = None
    fix: bool = False
    diff: bool = False
    shows_passes: bool = False
    tells_unused: bool = True

    def outcomes(self, walk: Iterable[str]) -> Generator[FileOutcome, None, None]:
        """What comes of each file, in order; ``InputError`` for one that is not there or not writable."""
        if (self.fix or self.diff) and self.how.unsafe:
            yield from self._with_links([*map(self.look_at, walk)])
        elif self.fix or STDIN in self.paths:
            # One process writes, and reads standard input: it is asked to stop, never killed.
            yield from map(self.look_at, walk)
        else:
            with closing(parallel.map_in_order(self.look_at, walk)) as outcomes:
                yield from outcomes

    def look_at(self, path: str) -> FileOutcome:
        """Check one file, and mend it where that is asked for."""
        if self.skips(path):
            return FileOutcome(counts={"kept": 1})
        is_named = any(path == os.path.normpath(named) for named in self.paths)
        try:
            source = read_file(path, self.kind if is_named else None)
        except UnreadableError as error:
            return self._unread(path, error, is_named=is_named)
        lines = None if self.changed is None else self.changed.get(os.path.realpath(path), set())
        if lines is not None and not lines:
            return FileOutcome(counts={"kept": 1})
        fault = PROSE_FORMATS[source.kind].fault(source.text)
        if fault and fault.whole:
            return self._unread(path, UnreadableError(fault.code, **_place_of(fault)), is_named=is_named)
        outcome = self._look_at_text(source, lines)
        if fault:
            warning = self._warning(fault.code, path, line=fault.line)
            counts = {**outcome.counts, "unread": is_named}
            outcome = outcome._replace(warnings=(warning, *outcome.warnings), counts=counts)
        return outcome

    def _look_at_text(self, source: SourceFile, lines: set[int] | None) -> FileOutcome:
        book = self.own_book(source.path) or self.book
        checked = check_text(source, book, lines, self.known)
        warnings = self._unused_ignores(checked) if lines is None and self.tells_unused else ()
        if not (self.fix or self.diff):
            return self._told(checked, book, warnings)
        mended = mend(checked, book, lines, self.how)
        changed = (source, mended) if mended.edits else None
        if self.diff:
            counts = Counter(files=1) + Counter(found.verdict.judgement for found in checked.findings)
            return FileOutcome((*self._patch(source, mended, book),), warnings, counts, changed)
        if changed and not self.how.unsafe:
            rewrite(source, mended.text)
        after = check_text(source._replace(text=mended.text), book, lines, self.known)
        told = self._told(after, book, warnings)
        return told._replace(counts={**told.counts, "fixed": mended.edits}, changed=changed)

    def _unread(self, path: str, error: UnreadableError, *, is_named: bool) -> FileOutcome:
        """Why a file was not read; of one that was met in a folder and holds no texts nothing is said."""
        if error.code == NO_TEXTS and not is_named:
            return FileOutcome()
        warning = self._warning(error.code, path, **error.values)
        return FileOutcome(warnings=(warning,), counts={"unread": is_named})

    def _warning(self, code: str, path: str, **values: object) -> str:
        told = {k: self.texts.failure(v) if isinstance(v, Failure) else v for k, v in values.items()}
        return self.texts.say(code, name=self.texts.file(path), **told)

    def _told(self, checked: CheckedFile, book: Rulebook, warnings: tuple[str, ...]) -> FileOutcome:
        """All that is found in one file, as it is shown."""
        counts, shown = Counter(files=1, stale=checked.stale), []
        counts.update(found.verdict.judgement for found in checked.findings)
        for found, edit in checked.plan(book, self.how.links).mended:
            if self.shows_passes or found.verdict.judgement != PASS:
                if edit:
                    counts["fixable" if edit.safe else "unsafe"] += 1
                shown.append(self.describe(checked.source, found, edit))
        return FileOutcome(tuple(shown), warnings, counts)

    def _patch(self, source: SourceFile, mended: Mended, book: Rulebook) -> Iterator[str]:
        """The safe edits as a patch, and what would change if it were asked for, in lines that are no part
        of it."""
        if self.how.unsafe:  # all files change together: see below
            return
        if mended.edits:
            yield from unified_diff(source.path, source.text, mended.text)
        after = check_text(source._replace(text=mended.text), book)
        for found, edit in after.plan(book, self.how.links).mended:
            if edit and not edit.safe:
                place = f"{self.texts.file(source.path)}:{found.line}:{found.column}"
                yield f"# {self.texts.say('check-unsafe', place=place)}\n"
                for sign, line in zip("-+", lines_of(after.source.text, edit), strict=True):
                    yield f"# {sign}{printable(line)}\n"

    def _with_links(self, outcomes: Sequence[FileOutcome]) -> Iterator[FileOutcome]:
        """What came of all files; whatever leads to a heading that has other words now follows it."""
        changes = [outcome.changed for outcome in outcomes if outcome.changed]
        texts = {source.path: (source, mended.text) for source, mended in changes}
        renamed = [one for _, mended in changes for one in mended.renamed]
        followed = 0
        for path in FileWalk(self.paths) if renamed else ():
            if path not in texts:
                with suppress(UnreadableError):
                    source = read_file(path)
                    texts[path] = source, source.text
            if path in texts:
                source, text = texts[path]
                edits = [*edits_after(path, source.kind, text, renamed)]
                texts[path] = source, apply_edits(text, edits)
                followed += len(edits)
        yield from outcomes
        for path, (source, text) in texts.items():
            if self.diff:
                yield FileOutcome(tuple(unified_diff(path, source.text, text)))
            elif text != source.text:
                rewrite(source, text)
        yield FileOutcome(counts={"fixed": followed})

    def _unused_ignores(self, checked: CheckedFile) -> tuple[str, ...]:
        path, say = self.texts.file(checked.source.path), self.texts.say
        return tuple(
            say("check-unused-ignore", name=f"{path}:{unused.line}", word=printable(unused.word or ""))
            for unused in checked.unused
        )


def _place_of(fault: Fault) -> dict[str, Failure]:
    if not fault.line:
        return {}
    return {"why": Failure("failure-place", {"line": fault.line, "column": fault.column})}


def links_of_files(paths: Sequence[str], folder: str) -> Links:
    """What leads where in the files that are checked, and in those of the folder that the house speaks for,
    which may lead into them."""
    mended = {os.path.realpath(path) for path in FileWalk(paths) if path != STDIN}
    others = (path for path in FileWalk([folder]) if os.path.realpath(path) not in mended)
    return links_in(_texts_of([*mended, *others]), mended)


def _texts_of(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with suppress(UnreadableError):
            yield path, read_file(path).text
