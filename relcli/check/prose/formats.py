"""How prose is told in each format."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from relcli.check.prose.apple import apple_fault, apple_strings
from relcli.check.prose.asciidoc import asciidoc_blocks, asciidoc_mask, asciidoc_part
from relcli.check.prose.faults import Fault
from relcli.check.prose.front_matter import front_matter_written
from relcli.check.prose.html import html_blocks, html_mask, html_stretches
from relcli.check.prose.icu import message_mask
from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.json_strings import arb_strings, json_fault, json_strings, json_written
from relcli.check.prose.kinds import (
    ANDROID,
    APPLE,
    ARB,
    ASCIIDOC,
    HTML,
    JSON,
    MARKDOWN,
    MDX,
    PLAIN,
    PO,
    RST,
    XLIFF,
    YAML,
)
from relcli.check.prose.markdown import (
    MARKDOWN_INLINE,
    markdown_blocks,
    markdown_part,
    markdown_stretches,
    mdx_blocks,
)
from relcli.check.prose.plain import plain_blocks
from relcli.check.prose.po import po_fault, po_mask, po_strings
from relcli.check.prose.rst import rst_blocks, rst_mask, rst_part, rst_stretches
from relcli.check.prose.spans import TEXT, Stretch, paragraphs
from relcli.check.prose.xml_strings import (
    android_mask,
    android_strings,
    android_written,
    xliff_mask,
    xliff_strings,
    xml_fault,
    xml_written,
)
from relcli.check.prose.yaml_strings import yaml_fault, yaml_strings, yaml_written


def _whole_is_text(_text: str, _offset: int) -> str:
    return TEXT


def _none(_text: str) -> None:
    """Of prose nothing is wrong."""


def _as_they_are(_text: str, _stretch: Stretch, words: str) -> str | None:
    return words


class ProseFormat(NamedTuple):
    """How prose is told in one format.

    ``stretches`` hold it, in ascending order, but for the ``blocks`` that are none; ``mask`` blanks what is
    no prose in a stretch, and keeps its length; ``part`` tells what stands at an offset of a stretch that
    is text for all its format knows (a heading, a table); ``written``
    gives how words are spelled in a stretch of the text, None where they cannot be without harm; ``fault``
    is what keeps a text from being read as what it is.
    """

    mask: Callable[[str], str] = partial(masked, inline=PLAIN_INLINE)
    blocks: Callable[[str], Iterable[Stretch]] = lambda _: ()
    stretches: Callable[[str], list[Stretch]] = paragraphs
    part: Callable[[str, int], str] = _whole_is_text
    written: Callable[[str, Stretch, str], str | None] = _as_they_are
    fault: Callable[[str], Fault | None] = _none


_markdown_mask = partial(masked, inline=MARKDOWN_INLINE)
_MARKDOWN = ProseFormat(
    _markdown_mask, markdown_blocks, markdown_stretches, markdown_part, front_matter_written
)
PROSE_FORMATS = {
    MARKDOWN: _MARKDOWN,
    MDX: _MARKDOWN._replace(blocks=mdx_blocks),
    RST: ProseFormat(rst_mask, rst_blocks, rst_stretches, rst_part),
    ASCIIDOC: ProseFormat(asciidoc_mask, asciidoc_blocks, part=asciidoc_part),
    HTML: ProseFormat(html_mask, html_blocks, html_stretches),
    PLAIN: ProseFormat(blocks=plain_blocks),
    PO: ProseFormat(po_mask, stretches=po_strings, written=json_written, fault=po_fault),
    JSON: ProseFormat(message_mask, stretches=json_strings, written=json_written, fault=json_fault),
    ARB: ProseFormat(message_mask, stretches=arb_strings, written=json_written, fault=json_fault),
    YAML: ProseFormat(message_mask, stretches=yaml_strings, written=yaml_written, fault=yaml_fault),
    XLIFF: ProseFormat(xliff_mask, stretches=xliff_strings, written=xml_written, fault=xml_fault),
    ANDROID: ProseFormat(android_mask, stretches=android_strings, written=android_written, fault=xml_fault),
    APPLE: ProseFormat(message_mask, stretches=apple_strings, written=json_written, fault=apple_fault),
}
