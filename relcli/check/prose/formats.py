"""How prose is told in each format."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from relcli.check.prose.asciidoc import asciidoc_blocks, asciidoc_mask, asciidoc_part
from relcli.check.prose.html import html_blocks, html_mask, html_stretches
from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.json_strings import json_mask, json_strings
from relcli.check.prose.kinds import ASCIIDOC, HTML, JSON, MARKDOWN, PLAIN, PO, RST
from relcli.check.prose.markdown import MARKDOWN_INLINE, markdown_blocks
from relcli.check.prose.po import po_mask, po_strings
from relcli.check.prose.rst import rst_blocks, rst_mask, rst_part, rst_stretches
from relcli.check.prose.spans import TEXT, Stretch, paragraphs


def _whole_is_text(_text: str, _offset: int) -> str:
    return TEXT


class ProseFormat(NamedTuple):
    """How prose is told in one format.

    ``stretches`` hold it, in ascending order, but for the ``blocks`` that are none; ``mask`` blanks what is
    no prose in a stretch, and keeps its length; ``part`` tells what stands at an offset of a stretch that
    is text for all its format knows (a heading, a table).
    """

    mask: Callable[[str], str] = partial(masked, inline=PLAIN_INLINE)
    blocks: Callable[[str], Iterable[Stretch]] = lambda _: ()
    stretches: Callable[[str], list[Stretch]] = paragraphs
    part: Callable[[str, int], str] = _whole_is_text


PROSE_FORMATS = {
    MARKDOWN: ProseFormat(partial(masked, inline=MARKDOWN_INLINE), markdown_blocks),
    RST: ProseFormat(rst_mask, rst_blocks, rst_stretches, rst_part),
    ASCIIDOC: ProseFormat(asciidoc_mask, asciidoc_blocks, part=asciidoc_part),
    HTML: ProseFormat(html_mask, html_blocks, html_stretches),
    PLAIN: ProseFormat(),
    PO: ProseFormat(po_mask, stretches=po_strings),
    JSON: ProseFormat(json_mask, stretches=json_strings),
}
