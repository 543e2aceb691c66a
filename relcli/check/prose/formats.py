"""What is no prose, by the format of a file: found by plain searches, never parsed."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from relcli.check.prose.inline import CODE_SPAN, EVERYWHERE, PLAIN_INLINE
from relcli.check.prose.spans import Stretch, between, occurrences, paragraphs

MARKDOWN, RST, HTML, PLAIN, PO, JSON = "markdown", "rst", "html", "text", "po", "json"
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MARKDOWN, ".rst": RST, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".po": PO, ".pot": PO, ".json": JSON,
}  # fmt: skip

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
DEEPEST_FENCE = 40  # a fence stands no further from the start of its line, in quotes and lists


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
LIST_REACH = 2000  # A list is looked for no further up
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


PO_LINE = re.compile(
    r'^(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d+\])?[ \t]+)?"((?:[^"\\\n]++|\\.)*+)"', re.MULTILINE
)
PO_LANGUAGE = re.compile(r"^\"Language: *([a-z]{2})", re.MULTILINE)
KEY_LANGUAGE = "en"  # the language of the keys, by the custom of gettext


def po_strings(text: str) -> list[Stretch]:
    """The texts and their translations, each with its language; contexts are left out."""
    header = PO_LANGUAGE.search(text[:20000])
    translated = header[1] if header else None
    found: list[Stretch] = []
    keyword = "msgctxt"
    for match in PO_LINE.finditer(text):
        keyword = match[1] or keyword
        if keyword != "msgctxt":
            found.append(Stretch(*match.span(2), translated if keyword == "msgstr" else KEY_LANGUAGE))
    return found


def is_po_key(text: str, offset: int) -> bool:
    """In a msgid, which is the key of its translations?"""
    return text.rfind("msgid", 0, offset) > text.rfind("msgstr", 0, offset)


def without_po_escapes(piece: str) -> str:
    """A break of the line is no part of a word."""
    return re.sub(r"\\[ntr]", "  ", piece)


JSON_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?', re.DOTALL)
JSON_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)


def json_strings(text: str) -> list[Stretch]:
    """The strings that are values."""
    return [Stretch(*match.span(1)) for match in JSON_STRING.finditer(text) if match[2] is None]


def without_json_escapes(piece: str) -> str:
    """A break of the line as spaces, any other character as a letter: it parts no word."""
    return JSON_ESCAPE.sub(lambda m: (" " if m[0] in (r"\n", r"\t", r"\r") else "x") * len(m[0]), piece)


class ProseFormat(NamedTuple):
    """How prose is told in one format: the stretches that hold it, but for the blocks that are none."""

    inline: str = PLAIN_INLINE
    blocks: Callable[[str], Iterable[Stretch]] = lambda _: ()
    stretches: Callable[[str], list[Stretch]] = paragraphs
    without_escapes: Callable[[str], str] = str


PROSE_FORMATS = {
    MARKDOWN: ProseFormat(MARKDOWN_INLINE, markdown_blocks),
    RST: ProseFormat(RST_INLINE, rst_blocks),
    HTML: ProseFormat(HTML_INLINE, html_blocks),
    PLAIN: ProseFormat(),
    PO: ProseFormat(stretches=po_strings, without_escapes=without_po_escapes),
    JSON: ProseFormat(stretches=json_strings, without_escapes=without_json_escapes),
}
