"""A heading may be looked up by its words: what refers to it changes with it, or it does not change."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.asciidoc import asciidoc_blocks, asciidoc_title_at
from relcli.check.prose.kinds import ASCIIDOC, RST
from relcli.check.prose.rst import rst_blocks, title_at
from relcli.check.prose.spans import Stretch, holding, merged
from relcli.check.prose.titles import Title


class _Names(NamedTuple):
    """How a format finds a title, the name by which it is looked up, and what refers to one by its name.

    ``own`` are the names that something else has; ``places`` those that are gone to, of which some may be
    ``made`` from a title.
    """

    title_at: Callable[[str, int], Title | None]
    name: Callable[[str], str]
    referring: Callable[[str], Iterator[Stretch]]
    own: Callable[[str], set[str]]
    places: Callable[[str], set[str]]
    made: Callable[[str], set[str]]


def with_references(text: str, kind: str, edits: Iterable[Edit]) -> list[Edit]:
    """The edits of a file, with those of all that refers to a heading by its words.

    Where these cannot follow, or the new words are looked up too, the edits of the heading are not safe.
    """
    kept = list(edits)
    if (names := NAMES.get(kind)) is None:
        return kept
    titles: defaultdict[str, defaultdict[Title, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    for edit in kept:
        title = names.title_at(text, edit.start)
        if title and title.start <= edit.start and edit.end <= title.end:
            titles[names.name(text[title.start : title.end])][title].append(edit)
    if not titles:
        return kept
    referring: defaultdict[str, list[Stretch]] = defaultdict(list)
    for span in names.referring(text):
        referring[names.name(text[span.start : span.end])].append(span)
    own, places = names.own(text), names.places(text)
    taken = own | referring.keys()
    held: set[Edit] = set()
    following: list[Edit] = []
    for name, by_title in titles.items():
        new = {names.name(_changed(text, title, mine)) for title, mine in by_title.items()}
        title, mine = next(iter(by_title.items()))
        spans = [] if name in own else referring.get(name, [])
        moved = [_moved(text, edit, title, span) for span in spans for edit in mine]
        unsure = bool(spans) and (len(new) > 1 or not new.isdisjoint(taken))
        if unsure or None in moved or not names.made(text[title.start : title.end]).isdisjoint(places):
            held.update(*by_title.values())
        else:
            following += filter(None, moved)
    return [*(edit._replace(safe=False) if edit in held else edit for edit in kept), *following]


def _changed(text: str, title: Title, edits: Iterable[Edit]) -> str:
    old = text[title.start : title.end]
    return apply_edits(old, [edit._replace(start=edit.start - title.start) for edit in edits])


def _moved(text: str, edit: Edit, title: Title, span: Stretch) -> Edit | None:
    """The edit of a title as one of what refers to it, if its words stand there in the same way."""
    start = span.start + edit.start - title.start
    there = text[start : start + len(edit.old)]
    if span.end - span.start != len(text[title.start : title.end].rstrip()):
        return None
    if there == edit.old:
        return edit._replace(start=start)
    return Edit(start, there, edit.new.lower(), edit.safe) if there == edit.old.lower() else None


RST_REFERENCE = re.compile(
    r"``(?s:.{1,1000}?)``(?!`)|:ref:`(?P<label>[^`<>]{1,500})`|:ref:`[^`<>]{1,500}<(?P<of>[^`<>]{1,500})>`"
    r"|(?<![\w`:])`(?P<phrase>[^`<>\s][^`<>]{0,500})`_(?![\w_])"
    r"|\[(?P<cited>[^\W\d_][\w.+:-]{0,80})\]_"
    r"|(?<![\w`.:+-])(?P<word>[^\W_](?:[\w.+:-]{0,80}[^\W_])?)_(?![\w_`])"
)
RST_TARGET = re.compile(
    r"(?m:^[ \t]*\.\.[ \t]+\[([^\W\d_][\w.+:-]{0,80})\])"
    r"|(?m:^[ \t]*\.\.[ \t]+_`?([^:`\n]{1,300})`?:)|_`([^`]{1,500})`"
    r"|`([^`<>]{1,500}?)\s?<[^`<>]{1,500}>`_(?!_)"
)
RST_INDIRECT = re.compile(r"[ \t]*(?:\.\. (?:_|\|)|__ )")


def _rst_name(words: str) -> str:
    """As docutils normalises a name; of emphasis only the words count."""
    return " ".join(words.replace("*", "").lower().split())


def _rst_referring(text: str) -> Iterator[Stretch]:
    code = merged(rst_blocks(text))
    for match in RST_REFERENCE.finditer(text):
        if match.lastgroup is None:
            continue
        start, end = match.span(match.lastgroup)
        line = text.rfind("\n", max(0, start - 1000), start) + 1
        if holding(code, start) is None or RST_INDIRECT.match(text, line):
            yield Stretch(start, end)


def _rst_own(text: str) -> set[str]:
    return {_rst_name(match[match.lastindex or 0]) for match in RST_TARGET.finditer(text)}


def _none(_text: str) -> set[str]:
    return set()


ASCIIDOC_REFERENCE = re.compile(r"<<(?P<name>[^<>,\n]{1,500})(?=,|>>)|\bxref:(?P<of>[^\[\]\n#.]{1,500})\[")
ASCIIDOC_PLACE = re.compile(r"(?:<<|\bxref:|#)([\w-]{1,300})")
ASCIIDOC_NAME = re.compile(r"(?:\[\[|\[#|\banchor:)([^\[\],.%]{1,300})")
MACRO = re.compile(r"[^\s\[\]]{1,500}\[([^\[\]]{0,500})\]")
NO_PLACE = re.compile(r"[^\w .-]|(?<!\w)_|_(?!\w)")


def _asciidoc_referring(text: str) -> Iterator[Stretch]:
    code = merged(asciidoc_blocks(text))
    for match in ASCIIDOC_REFERENCE.finditer(text):
        if holding(code, match.start()) is None and match.lastgroup:
            yield Stretch(*match.span(match.lastgroup))


def _asciidoc_own(text: str) -> set[str]:
    return {match[1] for match in ASCIIDOC_NAME.finditer(text)}


def _asciidoc_places(text: str) -> set[str]:
    return {match[1] for match in ASCIIDOC_PLACE.finditer(text)}


def made_by_asciidoc(title: str) -> set[str]:
    """The places that it, or a tool like Antora, makes from the words of a title."""
    words = NO_PLACE.sub("", MACRO.sub(r"\1", title).strip().lower())
    return {prefix + re.sub(r"[ .-]+", between, words) for prefix in ("", "_") for between in "_-"}


NAMES = {
    RST: _Names(title_at, _rst_name, _rst_referring, _rst_own, _none, _none),
    ASCIIDOC: _Names(
        asciidoc_title_at, str.strip, _asciidoc_referring, _asciidoc_own, _asciidoc_places, made_by_asciidoc
    ),
}
