"""Headings and what leads to them: a heading whose words are looked up from elsewhere is no plain prose.

Each tool makes the anchor of a heading in its own way; they agree in its letters and digits, so names are
compared by those alone.
"""

import os
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import combining, normalize
from urllib.parse import unquote

from relcli.check.fix.edits import Edit
from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.prose.spans import holding, merged

FRAGMENT = re.compile(r"(?P<path>[^\s()\"'<>\[\]{}|,`#]{0,500})#(?P<fragment>[\w%.-]{1,300})")
TITLE_PATTERNS = (
    re.compile(r"\[(?P<title>[^\[\]]{1,200})\](?=[(\[_])"),  # Markdown, and citations
    re.compile(r"\[\[(?:[^\[\]|#\n]{0,200}#)?(?P<title>[^\[\]|#\n]{1,200})(?=[\]|])"),  # wikis
    re.compile(r"<a\b[^<>]{0,1000}>(?P<title>[^<>]{1,200})</a>"),  # HTML
    re.compile(r"`(?P<title>[^`<>]{1,200})(?=`_|\s<)"),  # reStructuredText
    re.compile(r":ref:`(?:[^`<>]{0,200}<)?(?:[\w./-]{1,200}:)?(?P<title>[^`<>:]{1,200})(?=>?`)"),  # Sphinx
    re.compile(r"<<(?:[^<>,\n]{0,200},)?(?P<title>[^<>,\n]{1,200})(?=>>)"),  # AsciiDoc
    re.compile(r"\b(?:xref|link):[^\s\[\]]{1,500}\[(?P<title>[^\[\]\n]{1,200})(?=\])"),
)
WORD_REFERENCE = re.compile(r"(?<![\w`])(?P<title>[^\W_][\w.+:-]{0,80}[^\W_])_(?![\w`])")
"""A title of one word, in reStructuredText."""
NUMBER = re.compile(r"[-_]\d+$")
"""What is put behind the anchor of a second heading of the same words."""
HEADING_MARKS = re.compile(r"^[\s>]*(?:#+|=+)?\s*|\s*#*\s*$")
OWN_ANCHOR = re.compile(r"\{\s*#[^{}\n]+\}\s*$|<a\b[^<>]*\b(?:id|name)=|\[\[[^\]\n]+\]\]\s*$")
LINK_MARKUP = re.compile(
    r"!?\[(?P<markdown>[^\[\]]{0,200})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,200}\])"
    r"|(?:\b(?:link|xref):|\bhttps?://)[^\s\[\]]{1,500}\[(?P<asciidoc>[^\[\]]{0,200})\]"
    r"|<<[^<>,]{1,200},(?P<reference>[^<>]{1,200})>>"
    r"|(?::[\w:.+-]{1,60}:)?`(?P<rst>[^`<>]{1,200}?)\s?<[^`<>]{1,500}>`_{0,2}"
    r"|(?<!<)</?[a-zA-Z][^<>]{0,500}>"
)
"""A link and what it shows of itself: the anchor of a heading is made of that."""
LONGEST_HEADING = 1000
SUFFIXES = (
    "",
    ".md",
    ".mdx",
    ".markdown",
    ".rst",
    ".adoc",
    ".html",
    "/index.md",
    "/README.md",
    "/index.html",
)


def name_key(name: str) -> str:
    """What the anchors that any tool makes of a heading have in common."""
    return "".join(filter(str.isalnum, _unaccented(unquote(name)).lower()))


def _unaccented(text: str) -> str:
    return text if text.isascii() else "".join(c for c in normalize("NFKD", text) if not combining(c))


def heading_at(text: str, offset: int) -> str | None:
    """The words of the heading that stands there; None where it says itself what its anchor is."""
    line = text[text.rfind("\n", max(0, offset - LONGEST_HEADING), offset) + 1 :][:LONGEST_HEADING]
    line = line.partition("\n")[0]
    return None if OWN_ANCHOR.search(line) else LINK_MARKUP.sub(_shown, HEADING_MARKS.sub("", line))


def _shown(link: re.Match[str]) -> str:
    return next(filter(None, link.groups()), "")


LINK_TEXT = re.compile(r"(?P<rest>[^\[\]\n]{0,200})\]\([^\s()#]{0,500}#(?P<fragment>[\w%.-]{1,300})")


def heading_named_at(text: str, offset: int) -> str | None:
    """The words of the heading that a link names and leads to, where its own words stand at this offset."""
    opening = text.rfind("[", max(0, offset - LONGEST_HEADING), offset)
    link = LINK_TEXT.match(text, opening + 1) if opening >= 0 else None
    title = link and link["rest"]
    return title if link and title and name_key(title) == name_key(link["fragment"]) else None


# ---- how the tools make an anchor -------------------------------------------------------------------------


def _github(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def _python_markdown(title: str) -> str:
    kept = re.sub(r"[^\w\s-]", "", _unaccented(title).encode("ascii", "ignore").decode())
    return re.sub(r"[-\s]+", "-", kept.strip().lower())


def _docutils(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _unaccented(title).lower()).strip("-")


def _asciidoctor(title: str) -> str:
    return "_" + re.sub(r"[ .-]+", "_", re.sub(r"[^\w .-]", "", title.lower())).strip("_")


ANCHORS: tuple[Callable[[str], str], ...] = (_github, _python_markdown, _docutils, _asciidoctor)


# ---- what leads where -------------------------------------------------------------------------------------


class Links(NamedTuple):
    """What the links of some texts look up, by ``name_key``: the fragments and the titles as they are
    written, and the names whose link or whose file may not change."""

    fragments: Mapping[str, Collection[str]] = {}
    titles: Mapping[str, Collection[str]] = {}
    astray: Collection[str] = frozenset()

    def looks_up(self, title: str) -> bool:
        """Does anything lead to a heading of these words, or name it?"""
        key = name_key(title)
        return key in self.fragments or key in self.titles

    def may_follow(self, title: str) -> bool:
        """Is it known of everything that leads to this heading how it has to change with it?"""
        key = name_key(title)
        made, said = {anchor(title) for anchor in ANCHORS}, {title, title.lower()}
        return (
            key not in self.astray
            and made.issuperset(self.fragments.get(key, ()))
            and said.issuperset(self.titles.get(key, ()))
        )


def links_in(texts: Iterable[tuple[str, str]], mended: Container[str] | None = None) -> Links:
    """The links of all texts (path, text); ``mended`` has the real path of every file that may change."""
    fragments: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    astray: set[str] = set()
    for path, text in texts:
        may_follow = mended is None or os.path.realpath(path) in mended
        for found in FRAGMENT.finditer(text):
            for fragment in {found["fragment"], NUMBER.sub("", found["fragment"])}:
                key = name_key(fragment)
                fragments.setdefault(key, set()).add(unquote(fragment))
                if not may_follow or (mended is not None and target(path, found["path"]) not in mended):
                    astray.add(key)
        for title in _titles_in(path, text):
            key = name_key(title["title"])
            titles.setdefault(key, set()).add(title["title"])
            if not may_follow:
                astray.add(key)
    fragments.pop("", None)
    titles.pop("", None)
    return Links(fragments, titles, astray)


def _titles_in(path: str, text: str) -> Iterator[re.Match[str]]:
    for pattern in TITLE_PATTERNS if not path.endswith(".rst") else (*TITLE_PATTERNS, WORD_REFERENCE):
        yield from pattern.finditer(text)


def target(path: str, link: str) -> str | None:
    """The real path of the file that a link in the file at ``path`` leads to; None where there is none."""
    if not link:
        return os.path.realpath(path)
    near = os.path.join(os.path.dirname(path), unquote(link))
    bare = near.removesuffix(".html").removesuffix("/")
    tried = (name + suffix for name in (near, bare) for suffix in SUFFIXES)
    return next((os.path.realpath(name) for name in tried if os.path.isfile(name)), None)


class Renamed(NamedTuple):
    """A heading that has got other words, in the file of this real path."""

    path: str
    old: str
    new: str


def edits_after(path: str, kind: str, text: str, renamed: Iterable[Renamed]) -> Iterator[Edit]:
    """What has to change in a text for its links to lead to the renamed headings, and to name them."""
    by_key: dict[str, list[Renamed]] = {}
    for one in renamed:
        by_key.setdefault(name_key(one.old), []).append(one)
    code = merged(PROSE_FORMATS[kind].blocks(text))
    for found in FRAGMENT.finditer(text):
        for fragment in {found["fragment"], NUMBER.sub("", found["fragment"])}:
            for one in by_key.get(name_key(fragment), ()):
                make = next((anchor for anchor in ANCHORS if anchor(one.old) == unquote(fragment)), None)
                start = found.start("fragment")
                if make and target(path, found["path"]) == one.path and not holding(code, start):
                    yield Edit(start, fragment, make(one.new), safe=False)
    for found in _titles_in(path, text):
        for one in by_key.get(name_key(found["title"]), ()):
            start, said = found.start("title"), found["title"]
            if said in (one.old, one.old.lower()) and not holding(code, start):
                yield Edit(start, said, one.new if said == one.old else one.new.lower(), safe=False)
