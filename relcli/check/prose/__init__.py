"""What of a file is prose, by format. Masks keep every offset: nothing is parsed, only blanked.

Whole files are looked through with plain searches, inline markup with regular expressions over one short
stretch at a time, so that no input makes either of them slow.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from relcli.check.prose import html, json, markdown, po, rst
from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.spans import Spans, Stretch, merged

MARKDOWN, RST, HTML, PLAIN, PO, JSON = "markdown", "rst", "html", "text", "po", "json"
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MARKDOWN, ".rst": RST, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".po": PO, ".pot": PO, ".json": JSON,
}  # fmt: skip


class Format(NamedTuple):
    """How prose is told in one format: between blocks that are none, or else in strings only."""

    inline: str = PLAIN_INLINE
    blocks: Callable[[str], Iterable[Stretch]] | None = None
    strings: Callable[[str], Spans] | None = None
    without_escapes: Callable[[str], str] | None = None


FORMATS = {
    MARKDOWN: Format(markdown.INLINE, markdown.blocks),
    RST: Format(rst.INLINE, rst.blocks),
    HTML: Format(html.INLINE, html.blocks),
    PLAIN: Format(),
    PO: Format(strings=po.strings, without_escapes=po.without_escapes),
    JSON: Format(strings=json.strings, without_escapes=json.without_escapes),
}

GAPS = ("\n\n", "\n#", "\n\r\n")
"""What parts two stretches: a blank line, a heading."""


class Prose:
    """The prose of one text: where it is, in which language, and its masked stretches."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind, self._format = text, kind, FORMATS[kind]
        self._blocks = merged(self._format.blocks(text) if self._format.blocks else ())
        self._strings = self._format.strings(text) if self._format.strings else None
        self._gaps = _gaps(text) if self._strings is None else []
        self._stretch = (0, 0, "")

    def holds(self, offset: int) -> bool:
        """Outside code, comments and keys?"""
        if self._strings is not None and self._strings.index_at(offset) is None:
            return False
        return self._blocks.index_at(offset) is None

    def language_at(self, offset: int) -> str | None:
        """The language that the format itself names for what stands there."""
        index = None if self._strings is None else self._strings.index_at(offset)
        return None if self._strings is None or index is None else self._strings.languages[index]

    def is_key(self, offset: int) -> bool:
        """What translations are found by, and must not change?"""
        return self.kind == PO and po.is_key(self.text, offset)

    def stretch_at(self, offset: int) -> tuple[int, str]:
        """The stretch of prose that holds an offset: where it starts, and its masked text."""
        start, end, piece = self._stretch
        if not start <= offset < end:
            start, end = self._bounds(offset)
            piece = self.text[start:end]
            if self._format.without_escapes:
                piece = self._format.without_escapes(piece)
            piece = masked(piece, self._format.inline)
            self._stretch = (start, end, piece)
        return start, piece

    def _bounds(self, offset: int) -> Stretch:
        if self._strings is not None:
            index = self._strings.index_at(offset)
            assert index is not None
            return self._strings.starts[index], self._strings.ends[index]
        index = bisect_right(self._gaps, offset)
        return self._gaps[index - 1], self._gaps[index]


def _gaps(text: str) -> list[int]:
    """Where stretches begin, in order, with the ends of the text."""
    found = {0, len(text) + 1}
    for gap in GAPS:
        offset = text.find(gap)
        while offset >= 0:
            found.add(offset + 1)
            offset = text.find(gap, offset + 1)
    return sorted(found)
