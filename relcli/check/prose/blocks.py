"""Markdown, HTML and reStructuredText: what of a file is no prose, by plain searches over the whole file."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import CODE_SPAN, EVERYWHERE
from relcli.check.prose.spans import Stretch, between, occurrences

HTML_INLINE = rf"&#?\w{{1,30}};|{EVERYWHERE}"
NOT_PROSE = ("script", "style", "pre", "code", "kbd", "samp", "var")
ON_SCREEN = re.compile(
    r'<(span|strong|b|em|i)\b[^<>]{0,200}\bclass="(?:[\w-]+ )?(?:gui\w+|menuselection|menuitem)\b'
)
HTML_LANGUAGE = re.compile(r"<html[^<>]{0,300}\blang=[\"']?([a-z]{2})")


def html_blocks(text: str) -> Iterator[Stretch]:
    """What holds code, and what DocBook and Sphinx mark as the name of something on the screen."""
    yield from _html_code(text)
    if 'class="gui' not in text and 'class="menu' not in text:
        return
    for match in ON_SCREEN.finditer(text):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end(), match.end() + 1000)
        if end >= 0:
            yield Stretch(match.start(), end + len(closing))


def _html_code(text: str) -> Iterator[Stretch]:
    """Comments, and elements that hold code."""
    yield from between(text, "<!--", "-->")
    for tag in NOT_PROSE:
        for element in between(text, f"<{tag}", f"</{tag}"):
            if not text[element.start + len(tag) + 1].isalnum():
                yield element


def declared_language(text: str) -> str | None:
    """What a page in HTML says of itself, near its beginning."""
    tag = HTML_LANGUAGE.search(text[:3000])
    return tag[1] if tag else None


MARKDOWN_INLINE = (
    rf"{CODE_SPAN}|\]\([^()\n]{{0,1000}}(?:\([^()\n]{{0,300}}\)[^()\n]{{0,500}})?\)|\]\[[^\]\n]{{0,200}}\]"
    rf"|(?m:^\ {{0,3}}\[[^\]\n]{{1,200}}\]:[^\n]{{0,1000}})|{EVERYWHERE}"
)
DEEPEST_FENCE = 40
"""A fence stands no further from the start of its line, in quotes and lists."""


def markdown_blocks(text: str) -> Iterator[Stretch]:
    """HTML that holds code, and code blocks of both kinds."""
    yield from _html_code(text)
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
LIST_REACH = 2000
"""A list is looked for no further up."""
IN_LIST = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\[\^|!!!|\?\?\?|:)|[ \t]")


def _indented(text: str) -> Iterator[Stretch]:
    """Code by indentation: after a blank line or at the beginning, and not inside a list."""
    gap = "\n\r\n" if "\r\n" in text[:2000] else "\n\n"
    start = 0 if text.startswith(DEEP) else _next_deep(text, gap, 0)
    while start >= 0:
        end = start
        while text.startswith((DEEP, "\n", "\r\n", "\t"), end):
            end = _next_line(text, end)
        above = text[max(0, start - LIST_REACH) : start].rstrip().rpartition("\n")[2]
        if not IN_LIST.match(above):
            yield Stretch(start, end)
        start = _next_deep(text, gap, max(end - 2, start + 1))


def _next_deep(text: str, gap: str, offset: int) -> int:
    offset = text.find(gap + DEEP, offset)
    return offset + len(gap) if offset >= 0 else -1


def _next_line(text: str, offset: int) -> int:
    stop = text.find("\n", offset)
    return len(text) if stop < 0 else stop + 1


RST_INLINE = (
    rf"``[^`]{{1,1000}}``|:[\w:.+-]{{1,60}}:`[^`]{{1,500}}`|`[^`<>]{{0,500}}<[^<>`]{{1,500}}>`_{{0,2}}"
    rf"|(?m:^\ *\.\.\ (?:_[^\n]{{1,500}}|[\w:-]{{1,60}}::[^\n]{{0,500}}))"
    rf"|(?m:^\ *:[\w -]{{1,60}}:)|\|[\w -]{{1,80}}\||{EVERYWHERE}"
)
CODE_DIRECTIVES = re.compile(
    r"\.\. (?:code-block|code|sourcecode|highlight|literalinclude|parsed-literal|raw|math)::"
)


def rst_blocks(text: str) -> Iterator[Stretch]:
    """Whatever is indented below a line that ends in two colons, or below a directive that holds code."""
    done = 0
    for offset in occurrences(text, "::"):
        start, below = text.rfind("\n", 0, offset) + 1, text.find("\n", offset) + 1
        if offset < done or not below:
            continue
        line = text[start : min(below - 1, start + 200)]
        code = line.lstrip()
        done = offset + 2
        if CODE_DIRECTIVES.match(code) or (code.rstrip().endswith("::") and not code.startswith("..")):
            end, depth = below, len(line) - len(code)
            while end < len(text):
                inner = text[end : _next_line(text, end)]
                if inner.strip() and len(inner) - len(inner.lstrip()) <= depth:
                    break
                end += len(inner)
            yield Stretch(below, end)
            done = max(end - 1, done)
