"""reStructuredText: roles, directives, literal blocks, references by name, tables."""

import re
from collections.abc import Iterator
from itertools import pairwise

from relcli.check.prose.inline import EVERYWHERE, masked
from relcli.check.prose.spans import (
    HEADING,
    KEY,
    TABLE,
    TEXT,
    Stretch,
    holding,
    merged,
    next_line,
    occurrences,
    paragraphs,
)
from relcli.check.prose.titles import LONGEST_TITLE, Title, line_around, rule_above, rule_below

_REFERENCE = r"`__?(?!\w)"
_OPEN, _SHUT = r"(?<![\w`\\])`(?![\s`])", r"(?<!\s)`(?![\w`])"
RST_INLINE = (
    # Literals, text with a role, a target inside the text.
    r"(?<![\w`\\])``(?![\s])(?s:.{1,1000}?)(?<!\s)``(?![\w`(\[{<])|:[\w:.+-]{1,60}:`[^`]{1,500}`"
    rf"|{_OPEN}[^`]{{1,500}}`:[\w:.+-]{{1,60}}:|_`[^`]{{1,500}}`"
    # References: their text is prose, their marks and addresses are not.
    rf"|(?<=[^\s`]){_REFERENCE}|\s?<[^<>`]{{1,500}}>{_REFERENCE}|{_OPEN}(?=[^`]{{1,1000}}(?<!\s){_REFERENCE})"
    # Text in the default role, substitutions, footnotes.
    rf"|{_OPEN}[^`]{{1,500}}{_SHUT}|\|[^|\s][^|\n]{{0,80}}\|_{{0,2}}|\[[\w#*.-]{{1,80}}\]_"
    # What a line starts with: a directive, the label of a note, an option of a command, the name of a field.
    r"|(?m:^[ \t]*(?:[-*+][ \t]+)?\.\.[ \t]+(?:[\w:.+-]{1,60}::|\[[\w#*.:+-]{1,80}\]))"
    r"|(?m:^[ \t]*(?:--?|/)\w[^\n]{0,100}?[ ]{2})"
    r"|(?m:^[ \t]*:(?:r?type|vartype)\b[^\n]{0,500})"
    rf"|(?m:^[ \t]*:(?![:\s])[^:`\n]{{1,80}}:(?=\s|$))|{EVERYWHERE}"
)


RST_WORD_REFERENCE = r"(?<!\w)[^\W_](?:[\w.+:-]{0,80}[^\W_])?__?(?!\w)"


def rst_mask(piece: str) -> str:
    """Options of commands are markup too, and ``client_`` is a name where it stands in no other markup."""
    plain = masked(piece, RST_INLINE, marks="-")
    return masked(plain, RST_WORD_REFERENCE, marks="_") if "_" in plain else plain


TITLED = frozenset({
    "admonition", "attention", "caution", "card", "centered", "centred", "compound",
    "danger", "deprecated", "details", "dropdown", "epigraph", "error", "footer", "grid-item",
    "grid-item-card", "header", "highlights", "hint", "hlist", "important", "list-table", "note",
    "pull-quote", "rubric", "seealso", "sidebar", "tab", "tab-item", "table", "tip", "todo", "topic",
    "versionadded", "versionchanged", "versionremoved", "warning",
})  # fmt: skip
"""The directives of docutils, of Sphinx and of what is often added to it that hold prose, title and all."""
NAMED_DIRECTIVES = frozenset({
    "attribute", "class", "confval", "container", "data", "describe", "envvar", "exception", "figure",
    "function", "glossary", "grid", "method", "module", "object", "only", "option", "program",
    "property", "tab-set", "tabs",
})  # fmt: skip
"""Those that hold prose below something else: a path, a signature, a condition. All of a domain are so.

Any other directive is not read: whether it holds prose, a list of files or a program, only its author knows.
"""
GLOSSARY = "glossary"
RST_MARKUP = re.compile(
    r"\.\.[ \t]+(?:(?P<note>\[[\w#*.:+-]{1,80}\](?=\s|$))"
    r"|(?P<name>[^\W_]++(?:[-._+:][^\W_]++)*+)[ \t]?::(?=\s|$))"
)
OPTION = re.compile(r"[ \t]*:(?![: ])[^:\n]{1,80}:(?=\s|$)")
BULLET = re.compile(r"[ \t]*[-*+][ \t]+")
DEEPEST_DIRECTIVE = 200  # markup stands no further from the start of its line
MOST_LINES_OF_HEAD = 50
RST_MARKS = (".. ", "..\t", "..\n", "..\r\n", ">>>")


def rst_blocks(text: str) -> Iterator[Stretch]:
    """Literal blocks, comments, targets and substitutions, sessions, and of directives what is no prose."""
    literals = {*occurrences(text, "::\n"), *occurrences(text, "::\r\n")}
    marks = {offset for mark in RST_MARKS for offset in occurrences(text, mark)}
    done = terms_until = 0
    for offset in sorted(literals | marks):
        if offset < done:
            continue
        if offset in literals:
            block = _literal(text, offset)
        elif _starts_line(text, offset):
            block = _session(text, offset) if text.startswith(">", offset) else _explicit(text, offset)
        else:
            continue
        yield block
        done = block.end
        if block.end >= terms_until and (depth := _glossary_at(text, offset)) is not None:
            terms_until = _indented_end(text, done, depth)
            yield from _terms(text, done, terms_until)


def _starts_line(text: str, offset: int) -> bool:
    """Do only blanks stand before it on its line, or the marks of lists?"""
    low = max(0, offset - DEEPEST_DIRECTIVE)
    before, is_whole = text[low:offset], low == 0
    return (is_whole or "\n" in before) and BEFORE_MARK.search(before) is not None


BEFORE_MARK = re.compile(r"(?:^|\n)[ \t]*(?:[-*+][ \t]+){0,5}\Z")


def _literal(text: str, colons: int) -> Stretch:
    """What is below a line that ends in two colons, unless that is a directive: nothing then."""
    below = next_line(text, colons)
    line = text[text.rfind("\n", 0, colons) + 1 : below]
    if _is_directive(line):
        return Stretch(colons, colons)
    bullet = BULLET.match(line)
    return Stretch(
        below, _end_of_literal(text, below, _depth(line), bullet.end() if bullet else _depth(line))
    )


def _is_directive(line: str) -> bool:
    return BULLET.sub("", line, count=1).lstrip().startswith(".. ")


def _end_of_literal(text: str, below: int, depth: int, in_item: int) -> int:
    """It is indented, or each of its lines starts with the same mark, as quotations in letters do."""
    first = below
    while first < len(text) and not text[first : (end := next_line(text, first))].strip():
        first = end
    line = text[first : next_line(text, first)]
    inner, mark = _depth(line), line.strip()[:1]
    if inner > depth:
        return _indented_end(text, first, in_item if in_item < inner else depth)
    if first == below or not mark or mark.isalnum() or inner != in_item:
        return below
    while first < len(text) and text[first : (end := next_line(text, first))].lstrip().startswith(mark):
        first = end
    return first


def _session(text: str, offset: int) -> Stretch:
    """What is typed at the prompt of Python, and its answers: down to a blank line."""
    end = next_line(text, offset)
    while end < len(text) and text[end : next_line(text, end)].strip():
        end = next_line(text, end)
    return Stretch(offset, end)


def _explicit(text: str, offset: int) -> Stretch:
    """What is no prose of what two dots introduce: the head of a directive, or all of it, or all else."""
    markup, below = RST_MARKUP.match(text, offset), next_line(text, offset)
    depth = _column(text, offset)
    if markup and markup["note"]:
        return Stretch(offset, offset)
    if markup and (markup["name"] in TITLED):
        return _head(text, below, depth)
    if markup and (markup["name"] in NAMED_DIRECTIVES or ":" in markup["name"]):
        return Stretch(markup.end(), _head_end(text, below, depth))
    is_empty = not text[offset + 2 : below].strip() and not text[below : next_line(text, below)].strip()
    return Stretch(offset, below if is_empty else _indented_end(text, below, depth))


def _head(text: str, below: int, depth: int) -> Stretch:
    """The options of a directive: from the first of them on to the blank line that ends its head."""
    end, offset = _head_end(text, below, depth), below
    while offset < end:
        if OPTION.match(text, offset):
            return Stretch(offset, end)
        offset = next_line(text, offset)
    return Stretch(below, below)


def _head_end(text: str, offset: int, depth: int) -> int:
    for _ in range(MOST_LINES_OF_HEAD):
        line = text[offset : next_line(text, offset)]
        if not line.strip() or _depth(line) <= depth:
            break
        offset += len(line)
    return offset


def _column(text: str, offset: int) -> int:
    start = text.rfind("\n", max(0, offset - DEEPEST_DIRECTIVE), offset) + 1
    return len(text[start:offset].expandtabs(8))


def _depth(line: str) -> int:
    """How far a line is indented."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(8))


def _indented_end(text: str, offset: int, depth: int) -> int:
    """Where the lines that are indented further end, blank ones included."""
    while offset < len(text):
        end = next_line(text, offset)
        line = text[offset:end]
        if line.strip() and _depth(line) <= depth:
            break
        offset = end
    return offset


def _glossary_at(text: str, offset: int) -> int | None:
    """How far it is indented, if it is one."""
    markup = RST_MARKUP.match(text, offset)
    return _column(text, offset) if markup and markup["name"] == GLOSSARY else None


def _terms(text: str, offset: int, end: int) -> Iterator[Stretch]:
    """The terms of a glossary, which are looked up by their words: its lines that are indented least."""
    least: int | None = None
    while offset < end:
        stop = next_line(text, offset)
        line = text[offset:stop]
        if line.strip():
            least = _depth(line) if least is None else least
            if _depth(line) <= least:
                yield Stretch(offset, stop)
        offset = stop


def rst_stretches(text: str) -> list[Stretch]:
    """Paragraphs; a table is one, since its columns hang on the length of its words."""
    tables = merged([*_grid_tables(text), *_simple_tables(text)])
    parts = paragraphs(text)
    if not tables:
        return parts
    cuts = {at for piece in (*parts[:-1], *tables) for at in piece[:2]} | {parts[-1].start}
    kept = sorted(at for at in cuts if (held := holding(tables, at)) is None or at == held.start)
    found = [Stretch(a, b, None, TABLE if holding(tables, a) else TEXT) for a, b in pairwise(kept)]
    return [*found, Stretch(kept[-1], parts[-1].end)]


GRID_EDGE = re.compile(r"[ \t]*\+[-=]")
SIMPLE_EDGE = re.compile(r"[ \t]*=+(?:[ ]+=+)+[ \t\r]*$")


def _grid_tables(text: str) -> Iterator[Stretch]:
    """From the first edge on, as long as the lines start with an edge or a column."""
    done = 0
    for offset in occurrences(text, "+-"):
        if offset >= done and _starts_line(text, offset):
            start, done = text.rfind("\n", 0, offset) + 1, next_line(text, offset)
            while done < len(text) and text[done : next_line(text, done)].lstrip().startswith(("|", "+")):
                done = next_line(text, done)
            yield Stretch(start, done)


def _simple_tables(text: str) -> Iterator[Stretch]:
    """From one edge to the second below it, or to one that a blank line follows."""
    start, edges, done = -1, 0, 0
    for offset in occurrences(text, "= "):
        if offset < done:
            continue
        first, done = text.rfind("\n", 0, offset) + 1, next_line(text, offset)
        if not SIMPLE_EDGE.match(text[first:done].rstrip("\n")):
            continue
        if start < 0:
            start, edges = first, 0
            continue
        edges += 1
        if edges > 1 or not text[done : next_line(text, done)].strip():
            yield Stretch(start, done)
            start = -1


SIGNS = re.compile(
    r"^\.\. (?:[\w:-]{1,60}::(?:\s|$)|_[^:\n]{1,200}:)|:\w{1,20}:`[^`\n]{1,200}`", re.MULTILINE
)


def is_restructuredtext(text: str) -> bool:
    """Is it written in it, by its directives, targets and roles? Not all files of Sphinx are called so."""
    return SIGNS.search(text) is not None


SHORTEST_RULE = 4  # a shorter one is a rule only below a title that is no longer


def title_at(text: str, offset: int) -> Title | None:
    """The heading that holds an offset: with a rule below, and maybe one above."""
    line = line_around(text, offset)
    under = rule_below(text, line) if line else None
    if not line or not under or not text[line.start : line.end].strip():
        return None
    over = rule_above(text, line)
    if over and text[over.start] == text[under.start] and not _is_quoted(text, over):
        return Title(line.start, line.end, under, over)
    before = line_around(text, line.start - 1) if line.start else None
    above = text[before.start : before.end].strip() if before else ""
    short = under.end - under.start < min(SHORTEST_RULE, len(text[line.start : line.end].rstrip()))
    is_first = not above or above.startswith("..") or over is not None
    return Title(line.start, line.end, under) if is_first and not short and text[line.start] != " " else None


def _is_quoted(text: str, line: Stretch) -> bool:
    """Is it a literal block: marks below a paragraph that ends in two colons?"""
    above = text[max(0, line.start - LONGEST_TITLE) : line.start].rstrip()
    return above.endswith("::") and not _is_directive(above[above.rfind("\n") + 1 :])


LONGEST_RST_REFERENCE = 500


def rst_part(text: str, offset: int) -> str:
    """A reference, which is looked up by its words; a heading; or text."""
    opening = text.rfind("`", max(0, offset - LONGEST_RST_REFERENCE), offset)
    closing = text.find("`", offset, offset + LONGEST_RST_REFERENCE)
    is_reference = opening >= 0 and REFERENCE_END.match(text, closing) and not text[opening + 1].isspace()
    # One with its own address is looked up by nothing, if another underscore says so.
    has_own = is_reference and text[closing - 1] == ">" and text.startswith("__", closing + 1)
    if is_reference and not has_own:
        return KEY
    return HEADING if title_at(text, offset) else TEXT


REFERENCE_END = re.compile(r"(?<=[^\s`])" + _REFERENCE)
