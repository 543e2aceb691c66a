"""Markdown and MDX: code, addresses, fences; in MDX also imports, expressions and the tags of components."""

import re
from collections.abc import Iterator, Sequence

from relcli.check.prose.front_matter import front_matter_blocks, front_matter_end, front_matter_texts
from relcli.check.prose.html import html_code
from relcli.check.prose.inline import CODE_SPAN, EVERYWHERE
from relcli.check.prose.script import end_of_braces, end_of_statement, end_of_tag
from relcli.check.prose.spans import HEADING, TEXT, Stretch, between, next_line, paragraphs

_TITLE = r"""[ \t\n]{1,9}"(?P<%s>[^"\n]{0,300})"[ \t]{0,9}"""
"""What is said of a link when a pointer rests on it; the name of its group starts with ``prose``. One in
other marks is no prose: an apostrophe would end it."""
MARKDOWN_INLINE = (
    rf"{CODE_SPAN}"
    rf"|\]\((?:[^()\s]{{0,1000}}|<[^<>\n]{{0,1000}}>){_TITLE % 'prose1'}\)"
    rf"|\]\([^()\n]{{0,1000}}(?:\([^()\n]{{0,300}}\)[^()\n]{{0,500}})?\)|\]\[[^\]\n]{{1,200}}\]"
    rf"|\[\^[^\]\n]{{1,200}}\]:?"
    rf"|(?m:^\ {{0,3}}\*?\[[^\]\n]{{1,200}}\]:[ \t]{{0,9}}\S{{1,1000}}{_TITLE % 'prose2'}$)"
    rf"|(?m:^\ {{0,3}}\[[^\]\n]{{1,200}}\]:[^\n]{{0,1000}}|^\ {{0,3}}\*\[[^\]\n]{{1,200}}\]:)"
    rf"|(?m:^\ {{0,3}}:{{3,}}[ \t]{{0,9}}[\w-]{{1,80}})|(?<![\w:]):[\w+-]{{1,60}}:(?![\w:])"
    rf"|\$\$[^$]{{1,1000}}\$\$|\\\([^()\n]{{1,300}}\\\)|{EVERYWHERE}"
)


def markdown_stretches(text: str) -> list[Stretch]:
    """The texts of the front matter, and the paragraphs below it."""
    return [*front_matter_texts(text), *_below(text, front_matter_end(text))]


def _below(text: str, start: int) -> Iterator[Stretch]:
    if not start:
        yield from paragraphs(text)
        return
    for stretch in paragraphs(text[start:]):
        yield Stretch(stretch.start + start, stretch.end + start)


def markdown_blocks(text: str) -> Iterator[Stretch]:
    """HTML that holds code, and code blocks of both kinds."""
    yield from front_matter_blocks(text)
    yield from _references(text)
    yield from html_code(text)
    if "```" in text or "~~~" in text:
        yield from _fences(text)
    yield from _indented(text)


DEFINED_LINK = re.compile(r"^[ >]{0,9}\[([^\[\]]{1,200})\]:", re.MULTILINE)
REFERENCE = re.compile(r"\[([^\[\]]{1,200})\](?:\[\])?(?![\[(:])")


def _references(text: str) -> Iterator[Stretch]:
    """Links and images that are looked up by their own words, which may run over a line."""
    defined = {_label(found[1]) for found in DEFINED_LINK.finditer(text)}
    for found in REFERENCE.finditer(text) if defined else ():
        if _label(found[1]) in defined:
            yield Stretch(*found.span())


def _label(words: str) -> str:
    """As CommonMark compares labels."""
    return " ".join(words.casefold().split())


SETEXT_RULE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\r?$")
LONGEST_LINE_ABOVE = 1000


def markdown_part(text: str, offset: int) -> str:
    """A heading has signs before it, or a line below it that is one."""
    start = text.rfind("\n", max(0, offset - LONGEST_LINE_ABOVE), offset) + 1
    if re.match(r"[ >]{0,9}#{1,6}\s", text[start : start + 17]):
        return HEADING
    end = text.find("\n", offset, offset + LONGEST_LINE_ABOVE)
    below = text[end + 1 : end + 200].partition("\n")[0] if end >= 0 else ""
    return HEADING if SETEXT_RULE.match(below) and below.strip() else TEXT


# ---- fences -----------------------------------------------------------------------------------------------

DEEPEST_FENCE = 40  # a fence stands no further from the start of its line, in quotes and lists
_FENCE = (
    r"^(?P<lead>[ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t>]{1,9}){0,3})"
    r"(?P<mark>`{3,}(?![^\n]*`)|~{3,})"
)
FENCE = re.compile(_FENCE, re.MULTILINE)


def _fences(text: str) -> Iterator[Stretch]:
    """From a fence to the one that closes it, or to the end of the quotation it stands in."""
    opening = FENCE.search(text)
    while opening:
        end = _end_of_fence(text, opening)
        yield Stretch(opening.start(), end)
        opening = FENCE.search(text, end)


def _end_of_fence(text: str, opening: re.Match[str]) -> int:
    quoted, mark = ">" in opening["lead"], opening["mark"]
    # No info string behind what closes it.
    closing = re.compile(rf"[ \t>]{{0,{DEEPEST_FENCE}}}{mark[0]}{{{len(mark)},}}[ \t]*\r?$")
    offset = next_line(text, opening.end())
    while offset < len(text):
        stop = next_line(text, offset)
        line = text[offset:stop].rstrip("\n")
        if closing.match(line):
            return stop
        if quoted and ">" not in line[:DEEPEST_FENCE]:
            return offset
        offset = stop
    return len(text)


# ---- code by indentation ----------------------------------------------------------------------------------

DEEP = "    "
LIST_REACH = 2000  # A list is looked for no further up
IN_LIST = re.compile(
    r"(?P<lead>[ \t]*)(?:(?P<mark>(?:[-*+]|\d{1,9}[.)])\s+)|(?P<deep>\[\^|!!!|\?\?\?|:))|(?P<inside>[ \t]+)"
)


def _indented(text: str) -> Iterator[Stretch]:
    """Code by indentation: after a blank line or at the beginning, deeper than what it stands in."""
    gap = "\n\r\n" if "\r\n" in text[:2000] else "\n\n"
    start = 0 if text.startswith(DEEP) else _next_deep(text, gap, 0)
    while start >= 0:
        least = _depth_of_text(text[max(0, start - LIST_REACH) : start]) + len(DEEP)
        end = start
        while end < len(text):
            line = text[end : next_line(text, end)]
            if line.strip() and _depth(line) < least:
                break
            end += len(line)
        if text[start:end].strip():
            yield Stretch(start, end)
        start = _next_deep(text, gap, max(end - 2, start + 1))


def _depth(line: str) -> int:
    expanded = line.expandtabs(len(DEEP))
    return len(expanded) - len(expanded.lstrip())


def _depth_of_text(before: str) -> int:
    """Where the text of the last line begins: behind the mark of a list, or where that of an admonition will;
    at the margin outside of both, however deep HTML may be."""
    lines = [line for line in before.split("\n") if line.strip()]
    found = IN_LIST.match(lines[-1]) if lines else None
    if found is None:
        return 0
    if found["deep"]:
        return _depth(lines[-1]) + len(DEEP)
    if found["inside"] and not _is_in_list(lines):
        return 0
    return len(found[0].expandtabs(len(DEEP)))


def _is_in_list(lines: Sequence[str]) -> bool:
    for line in reversed(lines):
        found = IN_LIST.match(line)
        if found is None:
            return False
        if not found["inside"]:
            return True
    return True


def _next_deep(text: str, gap: str, offset: int) -> int:
    offset = text.find(gap + DEEP, offset)
    return offset + len(gap) if offset >= 0 else -1


# ---- MDX -----------------------------------------------------------------------------------------------

MDX_TOKEN = re.compile(
    rf"{_FENCE}|{CODE_SPAN}|\\[{{<]"
    r"|(?P<statement>^(?:import|export)\b)|(?P<brace>\{)|(?P<tag><(?=[A-Za-z/>]))",
    re.MULTILINE,
)


CODE_COMPONENTS = ("CodeBlock", "Code")


def mdx_blocks(text: str) -> Iterator[Stretch]:
    """What is code in MDX: imports and exports, everything in braces, tags with their properties, fences."""
    yield from front_matter_blocks(text)
    yield from _references(text)
    yield from html_code(text)
    for name in CODE_COMPONENTS:
        yield from between(text, f"<{name}", f"</{name}>")
    done = front_matter_end(text)
    while found := MDX_TOKEN.search(text, done):
        start, end = found.span()
        if found["mark"]:
            end = _end_of_fence(text, found)
        elif found["statement"] and _may_be_statement(text, start):
            end = end_of_statement(text, start)
        elif found["brace"]:
            end = end_of_braces(text, start)
        elif found["tag"]:
            end = end_of_tag(text, start)
        if end > found.end() or found["ticks"]:
            yield Stretch(start, end)
        done = end


def _may_be_statement(text: str, start: int) -> bool:
    """At the beginning of a block, or right below a line of another statement."""
    above = (
        text[:start].rstrip("\r\n")
        if start < LONGEST_LINE_ABOVE
        else text[start - LONGEST_LINE_ABOVE : start]
    )
    last = above.rstrip("\r\n").rpartition("\n")[2]
    blank = text[max(0, start - 3) : start].replace("\r", "").endswith("\n\n")
    return blank or not last.strip() or last.startswith(("import ", "export ", "}", "---"))
