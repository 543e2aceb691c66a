"""What there is to choose from, as lists: plain values for JSON, and a page with one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from relcli.data import Data
from relcli.finder.folding import fold_words
from relcli.language import Texts, preferred
from relcli.render.page import Block, Page

LIST_VERSION = 1

Cell = str | list[str] | None


class Listing(NamedTuple):
    """The keys of the columns, and what makes the rows."""

    keys: tuple[str, ...]
    rows: Callable[[Data, Texts], Iterable[tuple[Cell, ...]]]


LISTS: Mapping[str, Listing] = {
    "terms": Listing(
        ("id", "term", "roles", "definition"),
        lambda data, texts: (
            (c.id, preferred(c, texts.language).term, list(c.roles), texts.text(c.definition))
            for c in data.termbase.values()
        ),
    ),
    "questions": Listing(
        ("id", "answers", "question"),
        lambda data, texts: (
            (q.id, [o.id for o in q.options], texts.text(q.ask)) for q in data.knowledge.questions.values()
        ),
    ),
    "businesses": Listing(
        ("id", "business", "word", "sector", "isic", "nace"),
        lambda data, texts: (
            (t.id, texts.text(t.label), t.expect.get(texts.language), t.sector, t.isic, t.nace)
            for t in data.trades.values()
        ),
    ),
    "sources": Listing(
        ("id", "reading", "author", "title", "note"),
        lambda data, texts: (
            (s.id, s.reading, _author(s.author, texts), s.title, texts.text(s.note))
            for s in data.knowledge.sources.values()
        ),
    ),
    "readings": Listing(
        ("id", "test", "documents"),
        lambda data, texts: (
            (r.id, texts.text(r.says), [s.id for s in data.knowledge.sources.values() if s.reading == r.id])
            for r in data.knowledge.readings.values()
        ),
    ),
}
"""By name, as it is asked for."""


def list_rows(what: str, data: Data, texts: Texts, text: str | None = None) -> list[tuple[Cell, ...]]:
    """The rows of a list; with a text those that match it, the best first."""
    rows = list(LISTS[what].rows(data, texts))
    if text is None:
        return rows
    if what == "businesses":
        by_id = {row[0]: row for row in rows}
        return [by_id[trade] for trade in data.finder.search(text, texts.language)]
    words = fold_words(text)
    told = [(row, " ".join(fold_words(" ".join(map(_as_text, row))))) for row in rows]
    return [row for row, cells in told if all(word in cells for word in words)]


def list_table(what: str, rows: Iterable[tuple[Cell, ...]], texts: Texts) -> dict[str, object]:
    """A list as plain values: ``{"format_version", "language", WHAT: [ {…} ]}``."""
    return {
        "format_version": LIST_VERSION,
        "language": texts.language,
        what: [dict(zip(LISTS[what].keys, row, strict=True)) for row in rows],
    }


def list_page(what: str, rows: Iterable[tuple[Cell, ...]], texts: Texts) -> Page:
    """A list as one table."""
    keys, title = LISTS[what].keys, texts.say(f"list-{what}")
    headings = tuple(texts.say(f"column-{key}") for key in keys)
    cells = tuple(
        tuple(texts.sector(text) if key == "sector" else text for key, text in zip(keys, row, strict=True))
        for row in (map(_as_text, row) for row in rows)
    )
    return Page(title, "", (), (), (Block(what, title, columns=headings, rows=cells),))


def _author(author: str, texts: Texts) -> str:
    return texts.say("author-anonymous") if author == "anonymous" else author


def _as_text(cell: Cell) -> str:
    return ", ".join(cell) if isinstance(cell, list) else cell or ""
