"""What there is to choose from, as lists: plain values for JSON, and a page with one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from relcli.data import Data
from relcli.language import Texts, preferred
from relcli.render.page import Block, Page

LIST_VERSION = 1

Cell = str | list[str] | None


class Listing(NamedTuple):
    """The keys of the columns, and the rows."""

    keys: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


def list_table(what: str, data: Data, texts: Texts) -> dict[str, object]:
    """A list as plain values: ``{"format_version", "language", WHAT: [ {…} ]}``."""
    listing = LISTS[what](data, texts)
    return {
        "format_version": LIST_VERSION,
        "language": texts.language,
        what: [dict(zip(listing.keys, row, strict=True)) for row in listing.rows],
    }


def list_page(what: str, data: Data, texts: Texts) -> Page:
    """A list as one table."""
    listing = LISTS[what](data, texts)
    headings = tuple(texts.say(f"column-{key}") for key in listing.keys)
    cells = tuple(tuple(map(_as_text, row)) for row in listing.rows)
    return Page(what, "", (), (), (Block(what, what, columns=headings, rows=cells),))


def _as_text(cell: Cell) -> str:
    return ", ".join(cell) if isinstance(cell, list) else cell or ""


def _terms(data: Data, texts: Texts) -> Listing:
    rows = (
        (c.id, preferred(c, texts.language).term, list(c.roles), texts.text(c.definition))
        for c in data.termbase.values()
    )
    return Listing(("id", "term", "roles", "definition"), rows)


def _questions(data: Data, texts: Texts) -> Listing:
    rows = ((q.id, [o.id for o in q.options], texts.text(q.ask)) for q in data.knowledge.questions.values())
    return Listing(("id", "answers", "question"), rows)


def _trades(data: Data, texts: Texts) -> Listing:
    rows = ((t.id, texts.text(t.label), t.sector, t.isic, t.nace) for t in data.trades.values())
    return Listing(("id", "business", "sector", "isic", "nace"), rows)


def _sources(data: Data, texts: Texts) -> Listing:
    sources = data.knowledge.sources.values()
    rows = ((s.id, s.reading, s.author, s.title, texts.text(s.note)) for s in sources)
    return Listing(("id", "reading", "author", "title", "note"), rows)


def _readings(data: Data, texts: Texts) -> Listing:
    sources = data.knowledge.sources.values()
    rows = (
        (r.id, texts.text(r.says), [s.id for s in sources if s.reading == r.id])
        for r in data.knowledge.readings.values()
    )
    return Listing(("id", "test", "documents"), rows)


LISTS: Mapping[str, Callable[[Data, Texts], Listing]] = {
    "terms": _terms,
    "questions": _questions,
    "businesses": _trades,
    "sources": _sources,
    "readings": _readings,
}
"""Name of a list, as it is asked for, to its making."""
