"""A card: a page that fits one screen, its headings beside what they head.

It is laid out here, without a library, so that whoever makes one can count its lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relcli.render.page import Block, Item, Page

SCREENS = ((80, 24), (60, 32))
"""Columns and lines of the screens a card fits."""

WIDEST_HEADING, WIDEST_LABEL = 16, 24
"""Wider ones stand above, or in one line with what they belong to."""

GAP, NARROWEST_COLUMN = 2, 18
"""Between columns, and how narrow a column of a table may be."""

NARROW_CARD = 48
"""Below this many columns headings stand above what they head."""

GLUED = (" · ", " → ")
"""What may not begin a line."""


class Span(NamedTuple):
    """A piece of a line and its kind: ``word``, ``corner``, ``heading``, ``label``, ``text`` or ``hint``."""

    text: str
    kind: str = "text"


CardLine = tuple[Span, ...]


def card_lines(page: Page, width: int) -> list[CardLine]:
    """The lines of a card for that many columns."""
    lines: list[CardLine] = [*_head(page, width)]
    lines += [(Span(line),) for text in page.lead for line in wrapped(text, width)]
    headings = [len(block.heading) for block in page.blocks if len(block.heading) <= WIDEST_HEADING]
    column = max(headings, default=-2) + 2
    column = column if width >= NARROW_CARD else 0
    for block in page.blocks:
        if block.gap and lines:
            lines.append(())
        lines += _block(block, column, width)
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; a sign that joins two words stays with the first."""
    for sign in GLUED:
        text = text.replace(sign, f"\u00a0{sign[1:]}")
    return textwrap.wrap(text, max(width, 8), break_on_hyphens=False)


def _head(page: Page, width: int) -> Iterator[CardLine]:
    """The word, with the verdict in the corner where there is room for it."""
    title, corner = Span(page.title, "word"), Span(page.subtitle, "corner")
    room = width - len(page.title) - len(page.subtitle)
    if page.subtitle and room > 1:
        yield (title, Span(" " * room), corner)
    else:
        yield from ((Span(line, "word"),) for line in wrapped(page.title, width))
        yield from ((Span(line, "corner"),) for line in wrapped(page.subtitle, width))


def _block(block: Block, column: int, width: int) -> Iterator[CardLine]:
    """Its heading, and beside it its items, their labels in a column of their own; a table by itself."""
    if block.columns:
        yield from _table(block, width)
        return
    beside = 0 < len(block.heading) <= column - 2
    indent = column if beside else (2 if block.heading else 0)
    kind = "text" if block.heading else "hint"
    opening: CardLine = (Span(block.heading.ljust(indent), "heading"),) if beside else ()
    if block.heading and not beside:
        yield from ((Span(line, "heading"),) for line in wrapped(block.heading, width))
    widths = [len(item.label) for item in block.items if item.label]
    labels = max(widths, default=-2) + 2
    if labels > WIDEST_LABEL or width - indent - labels < labels:
        labels = 0
    for item in block.items:
        for line in _item(item, labels, width - indent, kind):
            yield (*(opening or _blank(indent)), *line)
            opening = ()


def _table(block: Block, width: int) -> Iterator[CardLine]:
    """The first column as wide as it needs, the others alike; one under another where they have no room."""
    first = max(len(row[0]) for row in (block.columns, *block.rows)) + GAP
    others = len(block.columns) - 1
    room = (width - first) // others
    if room < NARROWEST_COLUMN:
        for label, *cells in block.rows:
            yield (Span(label, "heading"),)
            told = (Item(name, cell) for name, cell in zip(block.columns[1:], cells, strict=True) if cell)
            for item in told:
                yield from ((Span("  "), *line) for line in _item(item, 0, width - GAP, "text"))
        return
    for number, (label, *cells) in enumerate((block.columns, *block.rows)):
        wrapped_cells = [wrapped(cell, room - GAP) for cell in cells]
        for line in range(max(1, *map(len, wrapped_cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in wrapped_cells]
            kind = "text" if number else "label"
            head = Span((label if line == 0 else "").ljust(first), "heading")
            yield (head, *(Span(text.ljust(room), kind) for text in texts))


def _blank(width: int) -> CardLine:
    return (Span(" " * width),) if width else ()


def _item(item: Item, labels: int, width: int, kind: str) -> Iterator[CardLine]:
    text = f"{item.text} ({item.detail})" if item.detail else item.text
    if not item.label:
        yield from ((Span(line, kind),) for line in wrapped(text, width))
        return
    if labels:
        label: CardLine = (Span(item.label.ljust(labels), "label"),)
        for line in wrapped(text, width - labels):
            yield (*label, Span(line, kind))
            label = _blank(labels)
        return
    # The label begins the text.
    first, *others = wrapped(f"{item.label}  {text}" if text else item.label, width)
    if first.startswith(item.label):
        yield (Span(item.label, "label"), Span(first[len(item.label) :], kind))
    else:
        yield (Span(first, "label"),)
    yield from ((Span(line, kind),) for line in others)


def count_lines(page: Page, width: int) -> int:
    """How many lines the card takes at that many columns."""
    return len(card_lines(page, width))


def text_of(line: Iterable[Span]) -> str:
    """The line without what its pieces are."""
    return "".join(span.text for span in line).rstrip()


class CardSection(NamedTuple):
    """A block before it is known how much of it fits: ``rank`` is the higher, the sooner its items or rows
    are left out, but for the first ``keep``."""

    id: str
    heading: str
    items: Iterable[Item]
    rank: int
    keep: int = 0
    gap: bool = False
    columns: tuple[str, ...] = ()
    rows: Iterable[tuple[str, ...]] = ()


def fitted(page: Page, sections: Iterable[CardSection], screens: Iterable[tuple[int, int]]) -> Page:
    """The page with as much of the sections as fits each of the screens, given as columns and lines; blank
    lines go last."""
    left, screens = [s._replace(items=[*s.items], rows=[*s.rows]) for s in sections], (*screens,)
    while True:
        blocks = tuple(
            Block(s.id, s.heading, (*s.items,), s.columns, (*s.rows,), s.gap)
            for s in left
            if s.items or s.rows
        )
        fitting = page._replace(blocks=blocks)
        if all(count_lines(fitting, columns) <= lines for columns, lines in screens):
            return fitting
        told = [[*(s.rows or s.items)] for s in left]
        spare = [(s.rank, place) for place, s in enumerate(left) if len(told[place]) > s.keep]
        gaps = [place for place, s in enumerate(left) if s.gap and told[place]]
        if spare:
            _, place = max(spare)
            left[place] = _shorter(left[place])
        elif gaps:
            left[gaps[-1]] = left[gaps[-1]]._replace(gap=False)
        else:
            return fitting


def _shorter(section: CardSection) -> CardSection:
    """Without its last row or item."""
    if rows := [*section.rows]:
        return section._replace(rows=rows[:-1])
    return section._replace(items=[*section.items][:-1])
