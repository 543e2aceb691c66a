"""What of a file is prose, by format. Masks keep every offset: nothing is parsed, only blanked.

Whole files are looked through with plain searches, inline markup with regular expressions over one short
stretch at a time, so that no input makes either of them slow.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from relcli.check.prose.blocks import (
    HTML_INLINE,
    MARKDOWN_INLINE,
    RST_INLINE,
    html_blocks,
    markdown_blocks,
    rst_blocks,
)
from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.spans import Stretch, holding, merged, paragraphs
from relcli.check.prose.strings import (
    is_po_key,
    json_strings,
    po_strings,
    without_json_escapes,
    without_po_escapes,
)

MARKDOWN, RST, HTML, PLAIN, PO, JSON = "markdown", "rst", "html", "text", "po", "json"
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MARKDOWN, ".rst": RST, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".po": PO, ".pot": PO, ".json": JSON,
}  # fmt: skip


class Format(NamedTuple):
    """How prose is told in one format: the stretches that hold it, but for the blocks that are none."""

    inline: str = PLAIN_INLINE
    blocks: Callable[[str], Iterable[Stretch]] = lambda _: ()
    stretches: Callable[[str], list[Stretch]] = paragraphs
    without_escapes: Callable[[str], str] = str


FORMATS = {
    MARKDOWN: Format(MARKDOWN_INLINE, markdown_blocks),
    RST: Format(RST_INLINE, rst_blocks),
    HTML: Format(HTML_INLINE, html_blocks),
    PLAIN: Format(),
    PO: Format(stretches=po_strings, without_escapes=without_po_escapes),
    JSON: Format(stretches=json_strings, without_escapes=without_json_escapes),
}


class Prose:
    """The prose of one text: where it is, in which language, and its masked stretches."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind, self._format = text, kind, FORMATS[kind]
        self._blocks = merged(self._format.blocks(text))
        self._stretches = self._format.stretches(text)
        self._last: Stretch | None = None
        self._masked: tuple[Stretch | None, str] = (None, "")

    def holds(self, offset: int) -> bool:
        """Outside code, comments and keys?"""
        return self._stretch(offset) is not None and holding(self._blocks, offset) is None

    def language_at(self, offset: int) -> str | None:
        """The language that the format itself names for what stands there."""
        stretch = self._stretch(offset)
        return stretch and stretch.language

    def is_key(self, offset: int) -> bool:
        """What translations are found by, and must not change?"""
        return self.kind == PO and is_po_key(self.text, offset)

    def stretch_at(self, offset: int) -> tuple[int, str]:
        """The stretch that holds an offset of prose: where it starts, and its masked text."""
        stretch = self._stretch(offset)
        assert stretch is not None
        if stretch is not self._masked[0]:
            piece = self._format.without_escapes(self.text[stretch.start : stretch.end])
            self._masked = stretch, masked(piece, self._format.inline)
        return stretch.start, self._masked[1]

    def _stretch(self, offset: int) -> Stretch | None:
        if self._last is None or not self._last.start <= offset < self._last.end:
            self._last = holding(self._stretches, offset)
        return self._last
