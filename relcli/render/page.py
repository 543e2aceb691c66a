"""What an output says, as a page of worded blocks: every renderer shows the same page.

All wording is done before; a renderer only lays out: as plain text or as Markdown here, for a terminal in
``relcli.render.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LAYOUT = re.compile(r"[ \t\n\r\f\v]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


class Item(NamedTuple):
    """A label (may be empty), the text, and a detail such as a citation (may be empty)."""

    label: str
    text: str
    detail: str = ""


class Block(NamedTuple):
    """A heading with items, or with a table when it has columns. ``id`` names it in plain output.

    What has both is a table where it is kept, and told by its items where it is read.
    """

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


def filled_blocks(blocks: Iterable[tuple[str, str, Iterable[Item]]]) -> tuple[Block, ...]:
    """The blocks, given as id, heading and items, that have anything to say."""
    made = (Block(block_id, heading, tuple(items)) for block_id, heading, items in blocks)
    return tuple(block for block in made if block.items)


def render_plain(page: Page) -> str:
    """For pipes: one record a line, parts separated by tabs, never wrapped or shortened.

    Facts first, then a line per item, each beginning with the name of its block. A page that is one table
    prints its rows alone, so that ``cut`` and ``awk`` find the columns.
    """
    if len(page.blocks) == 1 and page.blocks[0].columns and not page.facts:
        return "".join(map(_line, page.blocks[0].rows))
    records = ((block.id, *cells) for block in page.blocks for cells in block.rows or block.items)
    return "".join(map(_line, (*page.facts, *records)))


def _line(cells: Iterable[str]) -> str:
    return "\t".join(map(_one_line, cells)).rstrip("\t ") + "\n"


def render_markdown(page: Page) -> str:
    """To paste into a style guide or an issue: a section per block; tables as tables, items as lists."""
    parts = [f"# {escape(page.title)}"]
    if page.subtitle:
        parts.append(f"*{escape(page.subtitle)}*")
    parts += map(escape, page.lead)
    for block in page.blocks:
        if block.heading and not (len(page.blocks) == 1 and block.heading == page.title):
            parts.append(f"## {escape(block.heading)}")
        parts.append("\n".join(_markdown_table(block) if block.columns else map(_markdown_item, block.items)))
    return "\n\n".join(parts) + "\n"


def _markdown_item(item: Item) -> str:
    label = f"**{escape(item.label)}** " if item.label else ""
    detail = f" ({escape(item.detail)})" if item.detail else ""
    return f"- {label}{escape(item.text)}{detail}".rstrip()


def _markdown_table(block: Block) -> Iterable[str]:
    head, *rows = (map(escape, row) for row in (block.columns, *block.rows))
    return (f"| {' | '.join(row)} |" for row in (head, ["---"] * len(block.columns), *rows))


def escape(text: str) -> str:
    """On one line, and nothing in it may act as Markdown."""
    return _SPECIAL.sub(r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    """Without the breaks and blanks of its layout; hard spaces stay."""
    return _LAYOUT.sub(" ", text).strip(" ")
