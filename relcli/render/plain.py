"""Plain text for pipes: one record a line, parts separated by tabs, never wrapped or shortened."""

from __future__ import annotations

from collections.abc import Iterable

from relcli.render.page import Page


def render(page: Page) -> str:
    """Facts first, then a line per item, each beginning with the name of its block.

    A page that is one table prints its rows alone, so that ``cut`` and ``awk`` find the columns.
    """
    if len(page.blocks) == 1 and page.blocks[0].columns and not page.facts:
        return "".join(_line(row) for row in page.blocks[0].rows)
    lines = [_line(fact) for fact in page.facts]
    for block in page.blocks:
        lines += [_line((block.id, *item)) for item in block.items]
        lines += [_line((block.id, *row)) for row in block.rows]
    return "".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t ") + "\n"
