"""What an output says, as a page of worded blocks: every renderer shows the same page.

All wording is done before; a renderer only lays out: as plain text or as Markdown here, for a terminal in
``relcli.render.text``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from relcli.terminal import printable

_LAYOUT = re.compile(r"[ \t\n\r\f\v]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


class Item(NamedTuple):
    """A label (may be empty), the text, and a detail such as a citation (may be empty).

    ``key`` names the item within its block in plain output; without one it is numbered.
    """

    label: str
    text: str
    detail: str = ""
    key: str = ""


class Block(NamedTuple):
    """A heading with items, or with a table when it has columns. ``id`` names it in plain output.

    What has both is a table where it is kept, and told by its items where it is read. On a card a blank line
    stands before a block with a ``gap``.
    """

    id: str
    heading: str
    items: tuple[Item, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    gap: bool = False


class Page(NamedTuple):
    """The whole output. ``facts`` are the title's parts by name, for output without layout; a card is laid
    out to fit one screen (``relcli.render.card``)."""

    title: str
    subtitle: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    is_card: bool = False


def filled_blocks(blocks: Iterable[tuple[str, str, Iterable[Item]]]) -> tuple[Block, ...]:
    """The blocks, given as id, heading and items, that have anything to say."""
    made = (Block(block_id, heading, tuple(items)) for block_id, heading, items in blocks)
    return tuple(block for block in made if block.items)


def render_plain(page: Page) -> str:
    """For pipes: one record a line, parts separated by tabs, never wrapped or shortened.

    Facts first, then a line per item, each beginning with a key that no other line has: the name of its
    block, and its own name or number there where there are several. A page that is one table prints its rows
    alone, so that ``cut`` and ``awk`` find the columns.
    """
    if len(page.blocks) == 1 and page.blocks[0].columns and not page.facts:
        return "".join(map(_line, page.blocks[0].rows))
    records = (record for block in page.blocks for record in _records(block))
    return "".join(map(_line, (*page.facts, *records)))


def _records(block: Block) -> Iterable[tuple[str, ...]]:
    named = [(row[0], row[1:]) for row in block.rows] or [(i.key, i[:3]) for i in block.items]
    taken = Counter(name for name, _ in named)
    for number, (name, cells) in enumerate(named, start=1):
        own = name if name and taken[name] == 1 else f"{number}" if len(named) > 1 else ""
        yield (f"{block.id}.{own}" if own else block.id, *cells)


def _line(cells: Iterable[str]) -> str:
    return "\t".join(map(_one_line, cells)).rstrip("\t ") + "\n"


def render_markdown(page: Page) -> str:
    """To paste into a style guide or an issue: a section per block; tables as tables, items as lists."""
    parts = [f"# {escape(page.title)}"]
    if page.subtitle:
        parts.append(f"*{escape(page.subtitle)}*")
    parts += map(escape, page.lead)
    for block in page.blocks:
        items = "\n".join(_markdown_table(block) if block.columns else map(_markdown_item, block.items))
        if page.is_card and len(block.items) == 1:
            items = items.removeprefix("- ")
            parts.append(f"**{escape(block.heading)}** {items}" if block.heading else items)
            continue
        if block.heading and not (len(page.blocks) == 1 and block.heading == page.title):
            parts.append(f"{'**{}**' if page.is_card else '## {}'}".format(escape(block.heading)))
        parts.append(items)
    return "\n\n".join(parts) + "\n"


def _markdown_item(item: Item) -> str:
    label = f"**{escape(item.label)}** " if item.label else ""
    detail = f" ({escape(item.detail)})" if item.detail else ""
    return f"- {label}{escape(item.text)}{detail}".rstrip()


def _markdown_table(block: Block) -> Iterable[str]:
    head, *rows = (map(escape, row) for row in (block.columns, *block.rows))
    return (f"| {' | '.join(row)} |" for row in (head, ["---"] * len(block.columns), *rows))


def escape(text: str) -> str:
    """On one line, and nothing in it may act as Markdown or on a terminal."""
    return _SPECIAL.sub(r"\\\1", printable(_one_line(text)))


def _one_line(text: str) -> str:
    """Without the breaks and blanks of its layout; hard spaces stay."""
    return _LAYOUT.sub(" ", text).strip(" ")
