"""The page on a terminal. The only importer of rich.

No boxes and no fixed columns: headings, hanging paragraphs and, where there is room, one table, so that
the page reads the same at 40 and at 200 columns, without colour, and aloud.
"""

from __future__ import annotations

import shutil
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from relcli.render.card import CardLine, card_lines
from relcli.render.page import Block, Item, Page

SPACES, GLUE = "\u00a0\u202f", "\ue000\ue001"
"""The spaces at which no line may break, and what stands for them where rich would break there."""

NARROW = 72
"""Below this many columns a table is told as a list."""

LEAST_COLUMNS, BETWEEN_COLUMNS = 3, 2

STYLES = {"word": "bold reverse", "corner": "bold", "heading": "magenta", "label": "bold", "hint": "dim"}
"""How the pieces of a card look: magenta alone of the colours can be read on dark and on light alike."""


def render_terminal(page: Page, *, color: bool, lists: bool = False, width: int | None = None) -> str:
    """The page as a terminal gets it, with escape codes when ``color``.

    ``width`` is in columns and defaults to that of the terminal; ``lists`` tells tables as lists.
    """
    console = Console(
        file=StringIO(),
        width=width or shutil.get_terminal_size().columns,
        no_color=not color,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for line in card_lines(page, console.width) if page.is_card else ():
            console.print(_styled(line), no_wrap=True, overflow="ignore", crop=False)
        if not page.is_card:
            console.print(layout(page, 0 if lists else console.width))
    told = capture.get().translate(str.maketrans(GLUE, SPACES))
    lines = (line.rstrip() for line in told.splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def layout(page: Page, width: int) -> Group:
    """The page for a console of that many columns; 0 tells every table as a list."""
    parts: list[RenderableType] = [Text(page.title, style="bold reverse" if page.facts else "bold")]
    if page.subtitle:
        parts.append(Text(_glued(page.subtitle), style="bold cyan"))
    parts.extend(Text(_glued(line)) for line in page.lead)
    for block in page.blocks:
        parts.append(Text())
        if block.heading and block.heading != page.title:
            parts.append(Text(_glued(block.heading), style="bold underline"))
        parts.append(Group(*map(_item, block.items)) if block.items else _table(block, width))
    return Group(*parts)


def _styled(line: CardLine) -> Text:
    text = Text()
    for span in line:
        blanks = len(span.text) - len(span.text.rstrip())
        text.append(span.text.rstrip(), STYLES.get(span.kind, "")).append(" " * blanks)
    return text


def _item(item: Item) -> RenderableType:
    told = ((item.label, "bold"), (item.text, ""), (item.detail, "dim"))
    text = Text("  ").join(Text(_glued(part), style) for part, style in told if part)
    table = Table.grid(padding=0)
    table.add_column(width=2)
    table.add_column(overflow="fold")
    table.add_row("•", text)
    return table


def _table(block: Block, width: int) -> RenderableType:
    if width < NARROW and len(block.columns) > 1:
        return _as_list(block)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    shown = _fitting(block, width)
    has_ids = not any(" " in row[0] for row in block.rows)
    for place, column in enumerate(block.columns[:shown]):
        style, whole = ("bold", has_ids) if place == 0 else ("", False)
        table.add_column(column, style=style, overflow="fold", no_wrap=whole)
    for row in block.rows:
        table.add_row(*(Text(_glued(cell)) for cell in row[:shown]))
    return table


def _fitting(block: Block, width: int) -> int:
    """So many columns, from the left and three at least, have room for their longest words, which are never
    broken in two; plain output and JSON have all."""
    cells = zip(*(block.columns, *block.rows), strict=True)
    longest = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in cells]
    shown = len(longest)
    while shown > LEAST_COLUMNS and sum(longest[:shown]) + BETWEEN_COLUMNS * shown > width:
        shown -= 1
    return shown


def _as_list(block: Block) -> Group:
    items: list[RenderableType] = []
    for first, *rest in block.rows:
        items.append(Text(first, style="bold"))
        told = zip(block.columns[1:], rest, strict=True)
        items += [_item(Item(column, cell)) for column, cell in told if cell]
    return Group(*items)


def _glued(text: str) -> str:
    return text.translate(str.maketrans(SPACES, GLUE))
