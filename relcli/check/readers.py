"""What of a file is prose, by format. Masks keep every offset: nothing is parsed, only blanked.

Whole-file masks are found with plain searches, inline masks with regular expressions over one short
stretch at a time, so that no input makes either of them slow.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

MARKDOWN, RST, HTML, PLAIN, PO, JSON = "markdown", "rst", "html", "text", "po", "json"
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MARKDOWN, ".rst": RST, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".po": PO, ".pot": PO, ".json": JSON,
}  # fmt: skip
GAPS = ("\n\n", "\n#", "\n\r\n")
"""What parts two stretches: a blank line, a heading."""
BLANK = "\x00"
"""What stands for a masked character: no letter and no space, so nothing beside it looks adjacent."""


class Spans:
    """Stretches of a text in ascending order, to ask which one holds a place."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.languages: list[str | None] = []

    def add(self, start: int, end: int, language: str | None = None) -> None:
        """Append one; those inside what is there already are left out."""
        if not self.ends or start >= self.ends[-1]:
            self.starts.append(start)
            self.ends.append(end)
            self.languages.append(language)

    def at(self, place: int) -> int | None:
        """The number of the stretch that holds this place."""
        index = bisect_right(self.starts, place) - 1
        return index if index >= 0 and place < self.ends[index] else None


class Reader:
    """One file: where prose is, in which language, and its masked text around a place."""

    def __init__(self, text: str, kind: str) -> None:
        self.text = text
        self.kind = kind
        self.only: Spans | None = None
        if kind == JSON:
            self.only = _json_values(text)
        elif kind == PO:
            self.only = _po_strings(text)
        else:
            self.gaps = _gaps(text)
        self.blocks = _blocks(text, kind)
        self._stretch = (0, 0, "")

    def is_prose(self, place: int) -> bool:
        """Outside code, comments and keys?"""
        if self.only is not None and self.only.at(place) is None:
            return False
        return self.blocks.at(place) is None

    def language(self, place: int) -> str | None:
        """The language that the format itself names for this place."""
        index = self.only.at(place) if self.only else None
        return self.only.languages[index] if self.only and index is not None else None

    def is_key(self, place: int) -> bool:
        """In a msgid, which is the key of its translations?"""
        return self.kind == PO and self.text.rfind("msgid", 0, place) > self.text.rfind("msgstr", 0, place)

    def around(self, place: int) -> tuple[int, str]:
        """The stretch of prose that holds a place: where it starts, and its masked text."""
        start, end, masked = self._stretch
        if not start <= place < end:
            start, end = self._bounds(place)
            masked = self._masked(start, end)
            self._stretch = (start, end, masked)
        return start, masked

    def _bounds(self, place: int) -> tuple[int, int]:
        if self.only is not None:
            index = self.only.at(place)
            assert index is not None
            return self.only.starts[index], self.only.ends[index]
        index = bisect_right(self.gaps, place)
        return self.gaps[index - 1], self.gaps[index]

    def _masked(self, start: int, end: int) -> str:
        piece = self.text[start:end]
        if self.kind == JSON:
            piece = ESCAPES.sub(_blank_escape, piece)
        elif self.kind == PO:
            piece = PO_ESCAPES.sub("  ", piece)
        # Most stretches have no markup at all, which a plain search for each letter tells fastest.
        marked = any(map(piece.__contains__, SPECIAL)) or DOT_INSIDE.search(piece)
        return _inline(self.kind).sub(_blank, piece) if marked else piece


SPECIAL = "`<[{%$@/|\\&:#~"
DOT_INSIDE = re.compile(r"\.\w")
ESCAPES = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)
PO_ESCAPES = re.compile(r"\\[ntr]")


def _blank_escape(match: re.Match[str]) -> str:
    return (" " if match[0] in (r"\n", r"\t", r"\r") else "x") * len(match[0])


def _blank(match: re.Match[str]) -> str:
    # A line break inside stays one, so that sentences and lines are told apart as before.
    return "".join("\n" if c == "\n" else BLANK for c in match[0])


# Each alternative starts with a rare letter and runs over a class, never over nested repetition.
_URL = r"\b(?:https?|ftp|file|mailto|git|ssh|wss?|tel):[^\s<>()\"']{1,2000}|\bwww\.[^\s<>()\"']{1,500}"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
_HOLES = (
    r"\{\{[^{}\n]{0,200}\}\}|\$?\{[^{}\n]{0,200}\}|%\([^()\n]{0,80}\)[sdif]|%\{[^{}\n]{0,80}\}"
    r"|\$[A-Za-z_]\w{0,80}|(?<!\w)@\w[\w./-]{0,80}"
)
_TAG = r"</?[A-Za-z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->"
_PATH = (
    r"(?<![\w/])(?:\.{0,2}/)(?:[\w.-]{1,80}/){0,20}[\w.-]{1,80}"
    r"|(?<![\w/])[\w.-]{1,80}/(?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}"
    r"|\b[\w-]{1,80}\.(?:py|js|ts|go|rs|c|h|cpp|java|rb|php|sh|json|ya?ml|toml|md|html?|css|xml|io|com|org|net|conf|cfg|pem|crt|key)\b"
)
_ALL = f"{_URL}|{_EMAIL}|{_HOLES}|{_TAG}|{_PATH}"
# As many backticks as opened it close it.
_CODE = r"(?<![\\`])(?P<ticks>`{1,9})(?!`)(?s:.{1,1000}?)(?<!`)(?P=ticks)(?!`)"
_INLINE = {
    PLAIN: f"{_ALL}|{_CODE}",
    PO: f"{_ALL}|{_CODE}",
    JSON: f"{_ALL}|{_CODE}",
    HTML: rf"&#?\w{{1,30}};|{_ALL}",
    MARKDOWN: (
        rf"{_CODE}|\]\([^()\n]{{0,1000}}(?:\([^()\n]{{0,300}}\)[^()\n]{{0,500}})?\)|\]\[[^\]\n]{{0,200}}\]"
        rf"|(?m:^\ {{0,3}}\[[^\]\n]{{1,200}}\]:[^\n]{{0,1000}})|{_ALL}"
    ),
    RST: (
        rf"``[^`]{{1,1000}}``|:[\w:.+-]{{1,60}}:`[^`]{{1,500}}`|`[^`<>]{{0,500}}<[^<>`]{{1,500}}>`_{{0,2}}"
        rf"|(?m:^\ *\.\.\ (?:_[^\n]{{1,500}}|[\w:-]{{1,60}}::[^\n]{{0,500}}))"
        rf"|(?m:^\ *:[\w -]{{1,60}}:)|\|[\w -]{{1,80}}\||{_ALL}"
    ),
}


@cache
def _inline(kind: str) -> re.Pattern[str]:
    """Compiled when it is wanted: each takes as long as reading a hundred kilobytes."""
    return re.compile(_INLINE[kind])


def _gaps(text: str) -> list[int]:
    """Where stretches begin, in order, with the ends of the text."""
    found = {0, len(text) + 1}
    for gap in GAPS:
        place = text.find(gap)
        while place >= 0:
            found.add(place + 1)
            place = text.find(gap, place + 1)
    return sorted(found)


# ---- whole files ----------------------------------------------------------------------------------


def _blocks(text: str, kind: str) -> Spans:
    found: list[tuple[int, int]] = []
    if kind in (MARKDOWN, HTML):
        found += _between(text, "<!--", "-->")
        for tag in ("script", "style", "pre", "code", "kbd", "samp", "var"):
            found += _elements(text, tag)
    if kind == HTML:
        found += _on_screen(text)
    if kind == MARKDOWN:
        found += _fences(text)
        found += _indented(text)
    if kind == RST:
        found += _literal_blocks(text)
    spans = Spans()
    for start, end in _merged(found):
        spans.add(start, end)
    return spans


def _merged(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(found):
        if current is None or start > current[1]:
            if current:
                yield current
            current = (start, end)
        else:
            current = (current[0], max(current[1], end))
    if current:
        yield current


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start)
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end)


def _elements(text: str, tag: str) -> Iterator[tuple[int, int]]:
    for start, end in _between(text, f"<{tag}", f"</{tag}"):
        if not text[start + len(tag) + 1].isalnum():
            yield start, end


ON_SCREEN = re.compile(
    r'<(span|strong|b|em|i)\b[^<>]{0,200}\bclass="(?:[\w-]+ )?(?:gui\w+|menuselection|menuitem)\b'
)


def _on_screen(text: str) -> Iterator[tuple[int, int]]:
    """What DocBook and Sphinx mark as the name of something on the screen."""
    if 'class="gui' not in text and 'class="menu' not in text:
        return
    for match in ON_SCREEN.finditer(text):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end(), match.end() + 1000)
        if end >= 0:
            yield match.start(), end + len(closing)


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


DEEPEST = 40
"""A fence stands no further from the start of its line, in quotes and lists."""


def _fences(text: str) -> Iterator[tuple[int, int]]:
    if "```" not in text and "~~~" not in text:
        return
    opened: tuple[int, str] | None = None
    for match in re.finditer(r"```+|~~~+", text) if "~~~" in text else re.finditer(r"```+", text):
        place = match.start()
        start = text.rfind("\n", max(0, place - DEEPEST - 1), place) + 1
        if place - start > DEEPEST or text[start:place].strip(" \t>-*+0123456789."):
            continue
        if opened is None:
            opened = (start, match[0])
        elif match[0].startswith(opened[1]):
            yield opened[0], match.end()
            opened = None
    if opened:
        yield opened[0], len(text)


DEEP = "    "
FAR = 2000
"""A list is looked for no further up."""
IN_LIST = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\[\^|!!!|\?\?\?|:)|[ \t]")


def _indented(text: str) -> Iterator[tuple[int, int]]:
    """Code by indentation: after a blank line or at the beginning, and not inside a list."""
    gap = "\n\r\n" if "\r\n" in text[:2000] else "\n\n"
    start = 0 if text.startswith(DEEP) else _next_deep(text, gap, 0)
    while start >= 0:
        end = start
        while text.startswith((DEEP, "\n", "\r\n", "\t"), end):
            stop = text.find("\n", end)
            end = len(text) if stop < 0 else stop + 1
        above = text[max(0, start - FAR) : start].rstrip().rpartition("\n")[2]
        if not IN_LIST.match(above):
            yield start, end
        start = _next_deep(text, gap, max(end - 2, start + 1))


def _next_deep(text: str, gap: str, place: int) -> int:
    place = text.find(gap + DEEP, place)
    return place + len(gap) if place >= 0 else -1


CODE_DIRECTIVES = re.compile(
    r"\.\. (?:code-block|code|sourcecode|highlight|literalinclude|parsed-literal|raw|math)::"
)


def _literal_blocks(text: str) -> Iterator[tuple[int, int]]:
    place = text.find("::")
    while place >= 0:
        start = _line_start(text, place)
        stop = text.find("\n", place)
        if stop < 0:
            return
        line = text[start : min(stop, start + 200)]
        comment = line.lstrip().startswith("..")
        if (line.rstrip().endswith("::") and not comment) or CODE_DIRECTIVES.match(line.lstrip()):
            depth = len(line) - len(line.lstrip())
            end = stop + 1
            while end < len(text):
                following = text.find("\n", end)
                following = len(text) if following < 0 else following + 1
                inner = text[end:following]
                if inner.strip() and len(inner) - len(inner.lstrip()) <= depth:
                    break
                end = following
            yield stop, end
            place = text.find("::", max(end - 1, place + 2))
        else:
            place = text.find("::", place + 2)


STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?', re.DOTALL)


def _json_values(text: str) -> Spans:
    spans = Spans()
    for match in STRING.finditer(text):
        if match[2] is None:
            spans.add(match.start(1), match.end(1))
    return spans


PO_LINE = re.compile(
    r'^(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d+\])?[ \t]+)?"((?:[^"\\\n]++|\\.)*+)"', re.MULTILINE
)
PO_LANGUAGE = re.compile(r"^\"Language: *([a-z]{2})", re.MULTILINE)


def _po_strings(text: str) -> Spans:
    header = PO_LANGUAGE.search(text[:20000])
    language = {"msgid": "en", "msgid_plural": "en", "msgstr": header[1] if header else None}
    spans = Spans()
    keyword = "msgctxt"
    for match in PO_LINE.finditer(text):
        keyword = match[1] or keyword
        if keyword != "msgctxt":
            spans.add(match.start(2), match.end(2), language[keyword])
    return spans
