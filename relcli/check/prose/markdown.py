"""Markdown: code, addresses and fences."""

import re
from collections.abc import Iterator

from relcli.check.prose.html import html_code
from relcli.check.prose.inline import CODE_SPAN, EVERYWHERE
from relcli.check.prose.spans import Stretch, next_line

MARKDOWN_INLINE = (
    rf"{CODE_SPAN}|\]\([^()\n]{{0,1000}}(?:\([^()\n]{{0,300}}\)[^()\n]{{0,500}})?\)|\]\[[^\]\n]{{0,200}}\]"
    rf"|(?m:^\ {{0,3}}\[[^\]\n]{{1,200}}\]:[^\n]{{0,1000}})|{EVERYWHERE}"
)
DEEPEST_FENCE = 40  # a fence stands no further from the start of its line, in quotes and lists


def markdown_blocks(text: str) -> Iterator[Stretch]:
    """HTML that holds code, and code blocks of both kinds."""
    yield from html_code(text)
    if "```" in text or "~~~" in text:
        yield from _fences(text)
    yield from _indented(text)


def _fences(text: str) -> Iterator[Stretch]:
    opened: tuple[int, str] | None = None
    for match in re.finditer(r"```+|~~~+" if "~~~" in text else r"```+", text):
        offset = match.start()
        start = text.rfind("\n", max(0, offset - DEEPEST_FENCE - 1), offset) + 1
        if offset - start > DEEPEST_FENCE or text[start:offset].strip(" \t>-*+0123456789."):
            continue
        if opened is None:
            opened = (start, match[0])
        elif match[0].startswith(opened[1]):
            yield Stretch(opened[0], match.end())
            opened = None
    if opened:
        yield Stretch(opened[0], len(text))


DEEP = "    "
LIST_REACH = 2000  # A list is looked for no further up
IN_LIST = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\[\^|!!!|\?\?\?|:)|[ \t]")


def _indented(text: str) -> Iterator[Stretch]:
    """Code by indentation: after a blank line or at the beginning, and not inside a list."""
    gap = "\n\r\n" if "\r\n" in text[:2000] else "\n\n"
    start = 0 if text.startswith(DEEP) else _next_deep(text, gap, 0)
    while start >= 0:
        end = start
        while text.startswith((DEEP, "\n", "\r\n", "\t"), end):
            end = next_line(text, end)
        above = text[max(0, start - LIST_REACH) : start].rstrip().rpartition("\n")[2]
        if not IN_LIST.match(above):
            yield Stretch(start, end)
        start = _next_deep(text, gap, max(end - 2, start + 1))


def _next_deep(text: str, gap: str, offset: int) -> int:
    offset = text.find(gap + DEEP, offset)
    return offset + len(gap) if offset >= 0 else -1
