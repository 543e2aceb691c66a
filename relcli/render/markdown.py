"""Markdown to paste into a style guide or an issue."""

from __future__ import annotations

import re

from relcli.render.page import Block, Item, Page

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render(page: Page) -> str:
    """Title, lead and one section per block; tables as tables, items as lists."""
    parts = [f"# {escape(page.title)}"]
    if page.subtitle:
        parts.append(f"*{escape(page.subtitle)}*")
    parts += [escape(line) for line in page.lead]
    for block in page.blocks:
        if block.heading and not (len(page.blocks) == 1 and block.heading == page.title):
            parts.append(f"## {escape(block.heading)}")
        parts.append(_table(block) if block.columns else "\n".join(map(_item, block.items)))
    return "\n\n".join(parts) + "\n"


def _item(item: Item) -> str:
    label = f"**{escape(item.label)}** " if item.label else ""
    detail = f" ({escape(item.detail)})" if item.detail else ""
    return f"- {label}{escape(item.text)}{detail}".rstrip()


def _table(block: Block) -> str:
    rows = [block.columns, tuple("---" for _ in block.columns), *block.rows]
    cells = (row if number == 1 else tuple(escape(cell) for cell in row) for number, row in enumerate(rows))
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def escape(text: str) -> str:
    """On one line, and nothing in it may act as markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
