"""AsciiDoc: blocks of code, attributes, macros, references, headings."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import EVERYWHERE, masked
from relcli.check.prose.spans import HEADING, KEY, TEXT, Stretch, next_line
from relcli.check.prose.titles import Title, line_around, rule_below

ASCIIDOC_INLINE = (
    # Literals, what passes through, what stands for something else.
    r"``[^`]{1,1000}``|(?<![\w`\\])`(?![\s`])[^`]{1,1000}(?<!\s)`(?![\w`])"
    r"|(?<![\w+])(?P<pluses>\+{1,3})(?![\s+])[^+\n]{1,500}(?<!\s)(?P=pluses)(?![\w+])|\$\$[^$\n]{1,500}\$\$"
    # References: their text is prose, where they lead to is not; one without a text is its own.
    r"|<<[^<>,\n]{1,500},|<<(?=[^<>\n]{0,500}[A-Z ][^<>\n]{0,500}>>)|<<[^<>\n]{1,500}>>"
    r"|\[{2,3}[^\]\n]{1,300}\]{2,3}|\[[.#%][^\]\n]{0,200}\](?=[#*_`])|\({3}[^()\n]{1,300}\){3}"
    r"|\b(?:link|xref|https?|ftp|irc|mailto|footnote):(?:[^\s\[\]<>]{1,2000}\[?|\[)"
    r"|\b[a-z][\w-]{0,40}:[^\s\[\]:]{0,500}\[[^\]\n]{0,500}\]"
    # Where a name is given to a list's item, or a number to a place in code.
    rf"|<(?:\d{{1,3}}|\.)>|{EVERYWHERE}"
)
ASCIIDOC_FENCE = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,})$|(`{3})[\w+#-]*$")
COMPOUND = re.compile(r"(?:--|={4,}|\*{4,}|_{4,}|[|!,:]={3,}|\+)$")
"""What encloses what is no prose; what encloses, or joins, other blocks."""
PROSE_STYLES = frozenset({
    "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "quote", "verse", "example", "sidebar",
    "abstract", "partintro", "normal", "open", "discrete", "float", "horizontal", "qanda", "appendix",
    "preface", "dedication", "colophon", "glossary", "bibliography", "acknowledgments", "chapter",
    "part", "arabic", "decimal", "loweralpha", "upperalpha", "lowerroman", "upperroman", "lowergreek",
    "square", "circle", "disc", "none", "no-bullet", "unstyled", "unordered", "ordered",
})  # fmt: skip
"""What keeps the block below a list of attributes prose. Any other style may be a program or a diagram."""
ATTRIBUTE = re.compile(r":!?\w[\w-]*!?:(?:\s|$)")
ATTRIBUTES = re.compile(r"\[(?:(?P<style>[\w-]+)(?=[,%#.\]])|(?P<source>,))?[^\n]*\]$")
BLOCK_MACRO = re.compile(r"[a-z][\w-]{0,40}::\S{0,1000}?\[[^\n]*\]$")
BLOCK_TITLE = re.compile(r"\.[^\s.]")
ASCIIDOC_ITEM = re.compile(
    r"[ \t]+(?:[-*.\u2022]+[ \t]|(?:\d+|[a-zA-Z])[.)][ \t]|<[\d.]+>|\||[^\n]{1,200}?(?:::+|;;)(?:\s|$))"
)
HEADING_MARK = re.compile(r"(?:={1,6}|#{1,6})[ \t]")
RULES = "=-~^+"
TABLE_LINE = re.compile(r"\|={3,200}")
MOST_OFF = 1  # the line below a title is no longer and no shorter than this


def asciidoc_blocks(text: str) -> Iterator[Stretch]:
    """Blocks of code, comments, attributes and macros of blocks, and the authors below the title."""
    offset, above, style = 0, "", ""
    is_first = met_text = False
    end_of_table = -1
    while offset < len(text):
        start, offset = offset, next_line(text, offset)
        line = text[start:offset].rstrip()
        if not line:
            above = style = ""
            continue
        titles = is_first and above and is_rule(above, line)
        in_table = start < end_of_table
        end = None if titles else _end_of_block(text, start, style, begins=not (above or in_table))
        if end is not None:
            # What is in a table ends with it: its last line is looked for first.
            end = min(end, end_of_table) if in_table else end
            yield Stretch(start, end)
            style = _style_below(line, style)
            offset, above = end, ""
            continue
        if line.startswith("= ") and not met_text:
            offset = _end_of_paragraph(text, offset)
            yield Stretch(start + len(line), offset)
        if not in_table and start != end_of_table and TABLE_LINE.fullmatch(line):
            end_of_table = _closing_line(text, offset, line)
        joins = COMPOUND.match(line) or BLOCK_TITLE.match(line)
        is_first, above, met_text = not above, "" if joins else line, True
        style = style if BLOCK_TITLE.match(line) else ""


def _end_of_block(text: str, start: int, style: str, *, begins: bool) -> int | None:
    """Where what starts on this line ends, if it is no prose; ``begins``: it is the first line of a block."""
    offset = next_line(text, start)
    line = text[start:offset].rstrip()
    fence = "---" if line == "---" and not start else _fence(line, style)  # the first is front matter
    if fence:
        return _end_of_fence(text, offset, fence)
    is_code = style and style not in PROSE_STYLES and not _is_between(line)
    is_literal = begins and line[0] in " \t" and not ASCIIDOC_ITEM.match(line)
    if is_code or is_literal:
        return _end_of_paragraph(text, offset)
    if line[0] == ":" and ATTRIBUTE.match(line):
        while line.endswith("\\") and offset < len(text):
            line = text[offset : (offset := next_line(text, offset))].rstrip()
        return offset
    is_alone = line.startswith("//") or ATTRIBUTES.match(line) or ("::" in line and BLOCK_MACRO.match(line))
    return offset if is_alone else None


def _style_below(line: str, style: str) -> str:
    """What the style of the next block is, after a line that is no prose."""
    if attributes := ATTRIBUTES.match(line):
        return attributes["style"] or ("source" if attributes["source"] else style)
    return style if line.startswith((":", "//")) and not ASCIIDOC_FENCE.match(line) else ""


def _fence(line: str, style: str) -> str | None:
    """What ends the block that opens here, if all that is in it is no prose."""
    if line[:1] in "-.+/`" and (match := ASCIIDOC_FENCE.match(line)):
        return match[1] or match[2]
    return line if style and style not in PROSE_STYLES and COMPOUND.match(line) else None


def _is_between(line: str) -> bool:
    """May it stand between a block and its attributes?"""
    return line[0] == "[" or line.startswith("//") or BLOCK_TITLE.match(line) is not None


def _end_of_fence(text: str, offset: int, fence: str) -> int:
    """Behind the line that closes it, or all the rest."""
    return next_line(text, _closing_line(text, offset, fence))


def _closing_line(text: str, offset: int, fence: str) -> int:
    """Where the line starts that closes it, or the end."""
    at = text.find(fence, offset)
    while at >= 0:
        end = next_line(text, at)
        if (at == 0 or text[at - 1] == "\n") and text[at:end].rstrip() == fence:
            return at
        at = text.find(fence, end)
    return len(text)


def _end_of_paragraph(text: str, offset: int) -> int:
    while offset < len(text) and text[offset : (end := next_line(text, offset))].strip():
        offset = end
    return offset


def is_rule(above: str, line: str) -> bool:
    """Does the line make the one above it a title? A title of one or two letters is none."""
    alike = line.strip(line[:1]) == "" and line[0] in RULES
    return alike and len(line) > MOST_OFF and abs(len(above) - len(line)) <= MOST_OFF and above[0] not in " ."


def asciidoc_mask(piece: str) -> str:
    """What is passed through is markup too."""
    return masked(piece, ASCIIDOC_INLINE, marks="+(")


def asciidoc_title_at(text: str, offset: int) -> Title | None:
    """The heading that holds an offset, in either form."""
    line = line_around(text, offset)
    if line and (mark := HEADING_MARK.match(text, line.start, line.end)):
        return Title(mark.end(), line.end)
    return two_line_title_at(text, offset)


def two_line_title_at(text: str, offset: int) -> Title | None:
    """The heading that holds an offset, if a rule makes it one."""
    line = line_around(text, offset)
    under = rule_below(text, line) if line else None
    if not line or not under or line.start == line.end:
        return None
    before = line_around(text, line.start - 1) if line.start else None
    above = text[before.start : before.end].strip() if before else ""
    rule = text[under.start : under.end]
    is_title = (not above or above[0] in "[/") and is_rule(text[line.start : line.end].rstrip(), rule)
    return Title(line.start, line.end, under) if is_title else None


LONGEST_ASCIIDOC_REFERENCE = 500


def asciidoc_part(text: str, offset: int) -> str:
    """A reference to a heading by its words; a heading; or text."""
    opening = text.rfind("<<", max(0, offset - LONGEST_ASCIIDOC_REFERENCE), offset)
    closing = text.find(">>", offset, offset + LONGEST_ASCIIDOC_REFERENCE)
    inside = text[opening:closing] if 0 <= opening < closing else ","
    if "," not in inside and ">>" not in inside:
        return KEY
    return HEADING if asciidoc_title_at(text, offset) else TEXT
