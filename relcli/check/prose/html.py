"""HTML: the text between its tags, the attributes that are read, and the language they say they are in."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from relcli.check.prose.inline import EVERYWHERE, MASK, masked
from relcli.check.prose.spans import HEADING, KEY, LABEL, TEXT, Stretch, between, merged

_ATTRIBUTES = r"(?:[^<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"
HTML_TAG = re.compile(rf"<!--|<(?P<closing>/?)(?P<name>[A-Za-z][^\s<>/]*+)(?P<attributes>{_ATTRIBUTES})>")
HTML_INLINE = rf"&#?\w{{1,30}};|</?[A-Za-z]{_ATTRIBUTES}>|{EVERYWHERE}"
NO_TAG = re.compile(r"</[^A-Za-z<>][^<>]{0,500}>")
"""A comment to browsers."""
NOT_PROSE = ("script", "style", "pre", "code", "kbd", "samp", "var")
ON_SCREEN = re.compile(
    r'<(span|strong|b|em|i)\b[^<>]{0,200}\bclass="(?:[\w-]+ )?(?:gui\w+|menuselection|menuitem)\b'
)
HOLES = (("{%", "%}"), ("{{", "}}"), ("{#", "#}"), ("<%", "%>"), ("<?", "?>"))
"""What Jinja, Liquid, Handlebars, ERB and PHP put between."""
LONGEST_HOLE = 5000


def html_blocks(text: str) -> Iterator[Stretch]:
    """Code, comments, what is put in, and what DocBook and Sphinx mark as something on the screen."""
    yield from _page(text).hidden
    yield from between(text, "<!--", "-->")
    yield from (Stretch(*match.span()) for match in NO_TAG.finditer(text))
    yield from _holes(text)
    if 'class="gui' not in text and 'class="menu' not in text:
        return
    for match in ON_SCREEN.finditer(text):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end(), match.end() + 1000)
        if end >= 0:
            yield Stretch(match.start(), end + len(closing))


def html_code(text: str) -> Iterator[Stretch]:
    """Comments, and elements that hold code."""
    if "<" not in text:
        return
    yield from between(text, "<!--", "-->")
    for tag in NOT_PROSE:
        for element in between(text, f"<{tag}", f"</{tag}"):
            if not text[element.start + len(tag) + 1].isalnum():
                yield element


def html_mask(piece: str) -> str:
    """Tags are told when nothing is put into them any more."""
    return masked(_without_holes(piece), HTML_INLINE)


def _holes(text: str) -> Iterator[Stretch]:
    for opening, closing in HOLES:
        for hole in between(text, opening, closing):
            if hole.end - hole.start <= LONGEST_HOLE:
                yield hole


def _without_holes(text: str) -> str:
    """Blanked, of the same length."""
    parts, done = [], 0
    for start, end, *_ in merged(_holes(text)):
        parts += [text[done:start], MASK * (end - start)]
        done = end
    return "".join(parts) + text[done:]


READ_ATTRIBUTES = re.compile(
    r"(?<![^\s\"'])(?P<name>alt|title|placeholder|aria-label|aria-description|aria-placeholder|content)\s*=\s*"
    r"(?P<value>\"[^\"]*+\"|'[^']*+')",
    re.IGNORECASE,
)
DESCRIBES = re.compile(
    r"\b(?:name|property)\s*=\s*[\"']?(?:og:|twitter:)?(?:description|title|image:alt)\b", re.IGNORECASE
)
LANGUAGE = re.compile(r"(?<![\w-])lang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
KEPT_ATTRIBUTES = re.compile(
    r"\btranslate\s*=\s*[\"']?no\b|\bclass\s*=\s*(?:\"[^\"]*\bnotranslate\b|'[^']*\bnotranslate\b)",
    re.IGNORECASE,
)
TELLING = ("lang", "translate", "alt", "title", "placeholder", "aria-", "content")
VOID_ELEMENTS = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
CELLS, ENTRIES = ("td", "th"), ("dt", "dd")
CLOSED_BY = {
    "p": ("p",), "li": ("li",), "option": ("option",), "tr": (*CELLS, "tr"),
    **dict.fromkeys(CELLS, CELLS), **dict.fromkeys(ENTRIES, ENTRIES),
}  # fmt: skip
"""What needs no end of its own where these begin."""
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
"""What a sentence runs through."""
NEVER = frozenset((*NOT_PROSE, "textarea", "svg", "math", "object", "iframe"))
RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "textarea")
}
"""What holds no tags, and where it ends."""
LABEL_ELEMENTS = frozenset({"option", "button", "label", "th", "legend", "summary"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MOST_WORDS_OF_LABEL = 3  # words


class _Element(NamedTuple):
    """What is open, and what it says of the text in it; ``part`` is None where that is no prose."""

    name: str
    language: str | None
    part: str | None


def html_stretches(text: str) -> list[Stretch]:
    """The text between tags, but for those that a sentence runs through, and the attributes that are read."""
    found = _page(text).found
    keys = [*_keys(text)] if "{%" in text else []
    return [*_parted(found, keys)] if keys else found


KEY_BLOCK = re.compile(
    r"\{%[-+]?\s{0,8}(?:blocktrans(?:late)?\b|trans\b(?!\s{0,8}[\"'_]))[^%]{0,500}%\}"
    r"(?P<key>(?s:.{0,2000}?))\{%[-+]?\s{0,8}end(?:block)?trans"
)


def _keys(text: str) -> Iterator[Stretch]:
    """What Django and Jinja look up in a catalogue by its words."""
    return (Stretch(*match.span("key")) for match in KEY_BLOCK.finditer(text))


def _parted(stretches: list[Stretch], keys: list[Stretch]) -> Iterator[Stretch]:
    """The stretches, with the keys in them apart; both are in order."""
    ahead = deque(keys)
    for stretch in stretches:
        at = stretch.start
        while ahead and ahead[0].start < stretch.end:
            start, end = max(at, ahead[0].start), min(stretch.end, ahead[0].end)
            if start < end:
                yield stretch._replace(start=at, end=start)
                yield stretch._replace(start=start, end=end, part=KEY)
                at = end
            if ahead[0].end > stretch.end:
                break
            ahead.popleft()
        yield stretch._replace(start=at)


@lru_cache(maxsize=1)
def _page(text: str) -> "_Page":
    page = _Page(text)
    at = 0
    while (tag := HTML_TAG.search(page.plain, at)) is not None:
        at = tag.end()
        if tag["name"] is None:
            closing = page.plain.find("-->", at)
            if closing < 0:  # the rest of the page is a comment
                page.hidden.append(Stretch(tag.start(), len(text)))
                break
            at = closing
            continue
        name = tag["name"].lower()
        page.meet(tag, name)
        if name in RAW_END and not tag["closing"]:
            raw_end = RAW_END[name].search(page.plain, at)
            at = raw_end.start() if raw_end else len(text)
    page.end()
    return page


class _Page:
    """One page, while its tags are met one by one: stretches of prose, and what in them is none."""

    def __init__(self, text: str) -> None:
        self.plain = _without_holes(text)
        self.found: list[Stretch] = []
        self.hidden: list[Stretch] = []
        self._opened = [_Element("", None, TEXT)]
        self._count: Counter[str] = Counter()
        self._start, self._element = 0, self._opened[0]
        self._hidden_from = 0
        self._codes = 0

    def meet(self, tag: re.Match[str], name: str) -> None:
        """Open or close its element, and end the stretch before it where something else begins."""
        before, attributes = self._inmost(), tag["attributes"]
        if tag["closing"]:
            self._close(name)
        elif name not in VOID_ELEMENTS:
            self._open(name, attributes)
        if name == "code":
            self._codes = max(0, self._codes + (-1 if tag["closing"] else 1))
        now = self._inmost()
        if before.part and not now.part:
            self._hidden_from = tag.end()
        elif now.part and not before.part:
            self.hidden.append(Stretch(self._hidden_from, tag.start()))
        tells = any(map(attributes.lower().__contains__, TELLING)) if attributes else False
        said = [*self._attributes(tag, name)] if tells and now.part else []
        # A sentence runs through what is hidden in it, too.
        differs = now.part is not None and now[1:] != self._element[1:]
        if said or differs or name not in INLINE:
            self._cut(tag.start(), tag.end(), now)
            self.found += said

    def _inmost(self) -> _Element:
        """What is open. Code that is not closed goes on behind the paragraph that it stands in."""
        inmost = self._opened[-1]
        return inmost._replace(part=None) if self._codes else inmost

    def end(self) -> None:
        """The page is over."""
        if not self._inmost().part:
            self.hidden.append(Stretch(self._hidden_from, len(self.plain)))
        self._cut(len(self.plain), len(self.plain), self._element)

    def _cut(self, end: int, start: int, element: _Element) -> None:
        """End a stretch, and start one that is in this element."""
        _, language, part = self._element
        if part and (words := self.plain[self._start : end].split()):
            self.found.append(Stretch(self._start, end, language, _label(part, words)))
        self._start, self._element = start, element

    def _open(self, name: str, attributes: str) -> None:
        while self._opened[-1].name in CLOSED_BY.get(name, ()):
            self._close(self._opened[-1].name)
        _, language, part = self._opened[-1]
        if attributes:
            said = LANGUAGE.search(attributes)
            # That of the page is only what its text is taken for first.
            language = said[1].lower() if said and name != "html" else language
            part = None if KEPT_ATTRIBUTES.search(attributes) else part
        if part:
            own = HEADING if name in HEADINGS else LABEL if name in LABEL_ELEMENTS else part
            part = None if name in NEVER else own
        if not attributes.endswith("/"):
            self._opened.append(_Element(name, language, part))
            self._count[name] += 1

    def _close(self, name: str) -> None:
        while self._count[name]:
            closed = self._opened.pop().name
            self._count[closed] -= 1
            if closed == name:
                break

    def _attributes(self, tag: re.Match[str], name: str) -> Iterator[Stretch]:
        language = self._opened[-1].language
        if name in VOID_ELEMENTS and (said := LANGUAGE.search(tag["attributes"])):
            language = said[1].lower()
        for match in READ_ATTRIBUTES.finditer(tag["attributes"]):
            is_content = match["name"].lower() == "content"
            if is_content and (name != "meta" or not DESCRIBES.search(tag["attributes"])):
                continue
            if name not in ("link", "style"):
                start, end = match.span("value")
                base = tag.start("attributes")
                words = match["value"][1:-1].split()
                yield Stretch(base + start + 1, base + end - 1, language, _label(LABEL, words))


def _label(part: str, words: list[str]) -> str:
    """Only a few words are one."""
    return TEXT if part == LABEL and len(words) > MOST_WORDS_OF_LABEL else part


HTML_LANGUAGE = re.compile(r"<html[^<>]{0,300}\blang=[\"']?([a-z]{2})")


def declared_language(text: str) -> str | None:
    """What a page in HTML says of itself, near its beginning."""
    tag = HTML_LANGUAGE.search(text[:3000])
    return tag[1] if tag else None
