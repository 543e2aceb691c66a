"""One text of an editor: what of it is checked, what is found, and the ways to mend it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple

from relcli.check.files import SKIPPED, FileWalk, SourceFile, UnreadableError, read_file
from relcli.check.find import Finding
from relcli.check.fix.anchors import Links, edits_after, links_in
from relcli.check.fix.edits import Edit
from relcli.check.fix.plan import FixPlan, renamed_headings
from relcli.check.fix.underlines import underlines
from relcli.check.house_rules import HouseRules, RulesOfText
from relcli.check.meaning.cues import PASS
from relcli.check.prose.kinds import (
    ASCIIDOC,
    HTML,
    JSON,
    MARKDOWN,
    MDX,
    PLAIN,
    PO,
    RST,
    YAML,
    is_no_prose,
    kind_of,
)
from relcli.check.prose.spans import HEADING
from relcli.check.prose.tables import is_table_of_texts
from relcli.check.run import CheckedFile, Mending, check_text, mend

KIND_OF_LANGUAGE = {
    "markdown": MARKDOWN, "mdx": MDX, "restructuredtext": RST, "rst": RST, "asciidoc": ASCIIDOC,
    "asciidoctor": ASCIIDOC, "html": HTML, "plaintext": PLAIN, "text": PLAIN, "po": PO, "gettext": PO,
    "json": JSON, "yaml": YAML,
}  # fmt: skip
"""What editors call the formats; a name that tells its format counts more."""
LARGEST = 1_000_000
"""Of a longer text, in characters, nobody wants to wait for the findings at every keystroke."""


def kind_in_editor(name: str, language_id: str, text: str) -> str | None:
    """The format of a text by its name, else by what the editor takes it for; None where it is not checked.

    What has an ending that tells nothing is plain text to an editor, whatever it is.
    """
    kind = kind_of(name)
    if kind is None and not is_no_prose(name):
        kind = KIND_OF_LANGUAGE.get(language_id)
        if kind == PLAIN and os.path.splitext(name)[1]:
            return None
    return None if kind in (JSON, YAML) and not is_table_of_texts(name, text) else kind


class OpenText(NamedTuple):
    """A text as the editor has it; ``path`` is None where it is not saved."""

    path: str | None
    name: str
    language_id: str
    text: str

    def check(self, rules: HouseRules) -> "Checked | None":
        """What is found in it; None where it is not checked."""
        place = rules.place(self.path) if self.path else self.name
        if self.path and (rules.keeps(self.path) or not SKIPPED.isdisjoint(place.split(os.sep))):
            return None
        kind = kind_in_editor(place, self.language_id, self.text)
        if kind is None or "\0" in self.text or len(self.text) > LARGEST:
            return None
        own = rules.at(self.path) if self.path else rules.general
        return Checked(check_text(SourceFile(place, kind, self.text), own.book), own, rules.folder, self.path)


class Fix(NamedTuple):
    """One thing that can be mended: the edit at the finding itself, and all that is made together."""

    found: Finding
    edit: Edit
    edits: tuple[Edit, ...]


class Checked(NamedTuple):
    """A text with what was found in it, and the rules it was checked by, which hold for the folder."""

    file: CheckedFile
    rules: RulesOfText
    folder: str
    path: str | None

    @property
    def shown(self) -> list[Finding]:
        """What a reader is told of."""
        return [found for found in self.file.findings if found.verdict.judgement != PASS]

    def links(self, links_of_others: Callable[[str, str], Links]) -> Callable[[], Links]:
        """What leads where in this text and in all others of the folder."""
        text = self.file.source.text
        if self.path is None:
            return lambda: links_in([("", text)])
        path = os.path.realpath(self.path)
        return lambda: both(links_in([(path, text)], {path}), links_of_others(path, self.folder))

    def fixes(self, links: Callable[[], Links], wanted: Callable[[Finding], bool]) -> Iterator[Fix]:
        """Each wanted finding that can be mended, with what changes with it."""
        source = self.file.source
        plan = self.file.plan(self.rules.book, links)
        for found, edit in plan.mended:
            if edit and wanted(found):
                made = [(f, e) for f, e in plan.mended if e and _change_together(source.text, found, f)]
                edits = {e for _, e in made}
                edits |= {*underlines(source.text, source.kind, edits)}
                if not edit.safe:
                    real = os.path.realpath(self.path or "")
                    renamed = [*renamed_headings(real, source.text, FixPlan(tuple(made)))]
                    edits |= {*edits_after(real, source.kind, source.text, renamed)} if renamed else set()
                yield Fix(found, edit, _apart(edits))

    def mended(self, links: Callable[[], Links]) -> tuple[Edit, ...]:
        """What ``--fix`` would make of the text."""
        how = Mending(links=links)
        return tuple(edits_between(self.file.source.text, mend(self.file, self.rules.book, how=how).text))


def _change_together(text: str, one: Finding, other: Finding) -> bool:
    """Are they the same finding, of one unit, or in one heading?"""
    if one.start == other.start or (one.unit is not None and one.unit == other.unit):
        return True
    low, high = sorted((one.start, other.start))
    return one.part == other.part == HEADING and "\n" not in text[low:high]


def _apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """In order, and none that overlaps the one before."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def edits_between(before: str, after: str) -> Iterator[Edit]:
    """The edits that make one text of another, line by line where both have as many."""
    olds, news = before.split("\n"), after.split("\n")
    if len(olds) != len(news):
        olds, news = [before], [after]
    start = 0
    for old, new in zip(olds, news, strict=True):
        if old != new:
            first = _alike(old, new)
            last = _alike(reversed(old[first:]), reversed(new[first:]))
            yield Edit(start + first, old[first : len(old) - last], new[first : len(new) - last])
        start += len(old) + 1


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """So many characters both start with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def both(one: Links, other: Links) -> Links:
    """What leads where in either."""
    fragments, titles = (_joined(mine, theirs) for mine, theirs in zip(one[:2], other[:2], strict=True))
    return Links(fragments, titles, frozenset(one.astray) | frozenset(other.astray))


def _joined(mine: Mapping[str, Iterable[str]], theirs: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    return {key: {*mine.get(key, ()), *theirs.get(key, ())} for key in {*mine, *theirs}}


def links_of_others(path: str, folder: str) -> Links:
    """What leads where in the other files of a folder, as they lie on the disk."""

    def others() -> Iterator[tuple[str, str]]:
        for other in FileWalk([folder]):
            if os.path.realpath(other) != path:
                with suppress(UnreadableError):
                    yield other, read_file(other).text

    return links_in(others(), {path})
