"""What an output says, as a page of worded blocks: every renderer shows the same page.

A page has a title, lines under it, and blocks. A block is a list of items (label, text, detail) or
a table with columns. All wording is done before; a renderer only lays out.
"""

from typing import NamedTuple


class Item(NamedTuple):
    """A label (may be empty), the text, and a detail such as a citation (may be empty)."""

    label: str
    text: str
    detail: str = ""


class Block(NamedTuple):
    """A heading with items, or with a table when it has columns. ``id`` names it in plain output."""

    id: str
    heading: str
    items: tuple[Item, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Page(NamedTuple):
    """The whole output. ``facts`` are the title's parts by name, for output without layout."""

    title: str
    subtitle: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
