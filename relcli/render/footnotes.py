"""Where everything on a page comes from: cited once, in a numbered list at its end."""

from __future__ import annotations

from collections.abc import Iterator

from relcli.language import Texts
from relcli.render.page import Item


class Footnotes:
    """The places cited so far, numbered in the order in which they were cited first."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._numbers: dict[tuple[str, str], int] = {}

    def mark(self, source: str, section: str) -> str:
        """``[1]``, which stands for the place in a line."""
        number = self._numbers.setdefault((source, section), len(self._numbers) + 1)
        return f"[{number}]"

    def items(self) -> Iterator[Item]:
        """The list itself: number, document, section."""
        for (source, section), number in self._numbers.items():
            yield Item(f"[{number}]", source, self._texts.quote([section])[0], key=f"{number}")
