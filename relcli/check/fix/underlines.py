"""The line under a heading is as long as its title: what must change with it."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.asciidoc import two_line_title_at
from relcli.check.prose.kinds import ASCIIDOC, RST
from relcli.check.prose.rst import title_at
from relcli.check.prose.titles import Title


class _Titles(NamedTuple):
    """How a format finds a title, how it measures one, and whether a line may be longer than its title."""

    at: Callable[[str, int], Title | None]
    width: Callable[[str], int]
    may_be_longer: bool


def _columns(text: str) -> int:
    """How wide it is in a terminal: what East Asia writes wide takes two _columns, an accent alone none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


TITLE_FORMATS = {
    RST: _Titles(title_at, _columns, may_be_longer=True),
    ASCIIDOC: _Titles(two_line_title_at, len, may_be_longer=False),
}


def underlines(text: str, kind: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """What else must be edited when all of these are made, and nothing else is."""
    if (titles := TITLE_FORMATS.get(kind)) is None:
        return
    by_title: dict[Title, list[Edit]] = {}
    for edit in edits:
        title = titles.at(text, edit.start)
        if title and edit.end <= title.end:
            by_title.setdefault(title, []).append(edit)
    for title, own in by_title.items():
        old = text[title.start : title.end]
        new = apply_edits(old, [edit._replace(start=edit.start - title.start) for edit in own])
        was, needs = titles.width(old.rstrip()), titles.width(new.rstrip())
        for rule in filter(None, (title.over, title.under)):
            length = rule.end - rule.start
            # One that was too short is left so: it was no good heading before either.
            if length == needs or (titles.may_be_longer and not was <= length <= max(was, needs)):
                continue
            mark = text[rule.start]
            yield Edit(rule.start, mark * length, mark * needs, all(edit.safe for edit in own))
