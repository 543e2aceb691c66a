"""The links within a folder: from where to where, and whether there is something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

MARKDOWN, RST, ADOC, HTML = (".md", ".mdx", ".markdown"), (".rst",), (".adoc", ".asciidoc"), (".html", ".htm")
SUFFIXES = (*MARKDOWN, *RST, *ADOC, *HTML)
INDEXES = ("index", "README", "_index", "page", "readme")


class Link(NamedTuple):
    """``kind`` is file (a path and a fragment), or label and doc of Sphinx, or term of a glossary."""

    line: int
    kind: str
    target: str


class Site:
    """The texts of a folder by path, and what can be linked to."""

    def __init__(self, texts: dict[str, str], others: frozenset[str]) -> None:
        """``others`` are the paths of files that are no texts."""
        self.texts, self.paths = texts, others | texts.keys()
        self._anchors: dict[str, frozenset[str]] = {}
        self._links: dict[str, tuple[Link, ...]] = {}
        self._labels: dict[str, frozenset[str]] = {}
        self._every_label: frozenset[str] | None = None

    def changed(self, texts: dict[str, str]) -> Site:
        """The same with other texts; what is known of those that stay stays known."""
        other = Site(self.texts | texts, self.paths - self.texts.keys())
        for own, new in (
            (self._anchors, other._anchors),
            (self._links, other._links),
            (self._labels, other._labels),
        ):
            new.update((path, known) for path, known in own.items() if path not in texts)
        return other

    def links(self, path: str) -> tuple[Link, ...]:
        if path not in self._links:
            self._links[path] = tuple(links_in(path, self.texts[path])) if path.endswith(SUFFIXES) else ()
        return self._links[path]

    def works(self, path: str, link: Link) -> bool:
        if link.kind in ("label", "term"):
            return link.target.lower() in self._labels_everywhere()
        if link.kind == "doc":
            where, fragment = link.target, ""
        else:
            where, _, fragment = link.target.partition("#")
        where, fragment = unquote(where), unquote(fragment)
        if not where:
            return not fragment or fragment.lower() in self.anchors(path)
        found = self._find(path, where.partition("?")[0])
        if found is None:
            return False
        return not fragment or found not in self.texts or fragment.lower() in self.anchors(found)

    def _find(self, path: str, where: str) -> str | None:
        """The file an address means: relative, or from any folder above as a site generator takes it."""
        if where.startswith("/"):
            parts = dirname(path).split("/")
            roots = ["/".join(parts[:n]) for n in range(len(parts), -1, -1)]
            bases = [
                join(root, extra, where[1:])
                for root in roots
                for extra in ("", "docs", "content", "static", "public")
            ]
        else:
            bases = [join(dirname(path), where), join(dirname(path), "..", where)]
        for base in map(normpath, bases):
            stem = re.sub(r"\.(html?|md)$", "", base)
            for name in (
                base,
                *(f"{stem}{suffix}" for suffix in SUFFIXES),
                *(f"{base}/{i}{s}" for i in INDEXES for s in SUFFIXES),
            ):
                if name in self.paths:
                    return name
        return None

    def anchors(self, path: str) -> frozenset[str]:
        if path not in self._anchors:
            self._anchors[path] = frozenset(a.lower() for a in anchors_in(path, self.texts[path]))
        return self._anchors[path]

    def _labels_everywhere(self) -> frozenset[str]:
        if self._every_label is None:
            for path in self.texts:
                if path.endswith(RST) and path not in self._labels:
                    self._labels[path] = frozenset(labels_in(self.texts[path]))
            self._every_label = frozenset().union(*self._labels.values())
        return self._every_label


def broken(before: Site, after: Site, changed: frozenset[str]) -> Iterator[tuple[str, Link]]:
    """The links that led somewhere and no longer do, as they are now."""
    of_labels = any(path.endswith(RST) for path in changed)
    for path in before.texts:
        old, new = before.links(path), after.links(path)
        if len(old) != len(new):
            new = old  # what the shape of the file tells
        for was, now in zip(old, new, strict=True):
            if path not in changed and was.kind in ("label", "term") and not of_labels:
                continue
            if not after.works(path, now) and before.works(path, was):
                yield path, now


@cache
def _parser():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


FENCED = re.compile(r"^( *)(```+|~~~+|----+|\.\.\.\.+).*?(?:^\1?\2[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)


def _without_code(text: str) -> str:
    """Fences blanked, their lines kept."""
    return FENCED.sub(lambda found: "\n" * found[0].count("\n"), text)


def links_in(path: str, text: str) -> Iterator[Link]:
    if path.endswith(MARKDOWN):
        yield from _markdown_links(text)
    elif path.endswith(RST):
        yield from _rst_links(text)
    elif path.endswith(ADOC):
        yield from _adoc_links(text)
    else:
        yield from _matches(text, r'(?:href|src)="([^"{}]*)"')


def _inner(target: str) -> bool:
    return bool(target) and not re.match(r"[a-zA-Z][a-zA-Z+.-]*:|//|[{<$]", target)


def _matches(text: str, pattern: str, kind: str = "file") -> Iterator[Link]:
    for found in re.finditer(pattern, text):
        if kind != "file" or _inner(found[1]):
            yield Link(text.count("\n", 0, found.start()) + 1, kind, " ".join(found[1].split()))


def _markdown_links(text: str) -> Iterator[Link]:
    for token in _parser().parse(text):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src")
            if target and _inner(target):
                yield Link((token.map or [0])[0] + 1, "file", target)
    yield from _matches(_without_code(text), r'(?:href|src)="([^"{}]*)"')


def _rst_links(text: str) -> Iterator[Link]:
    yield from _matches(text, r":ref:`(?:[^`<]*<)?([^`<>]+)>?`", "label")
    yield from _matches(text, r":numref:`(?:[^`<]*<)?([^`<>]+)>?`", "label")
    yield from _matches(text, r":term:`(?:[^`<]*<)?([^`<>]+)>?`", "term")
    yield from _matches(text, r":doc:`(?:[^`<]*<)?([^`<>]+)>?`", "doc")
    yield from _matches(text, r"(?m)^[ \t]*\.\. (?:image|figure|include|literalinclude):: *(\S+)")
    for found in re.finditer(r"(?m)^( *)\.\. toctree::.*\n((?:[ \t]*\n|\1[ \t]+.*\n?)*)", text):
        line = text.count("\n", 0, found.start()) + 1
        for number, entry in enumerate(found[2].split("\n"), line + 1):
            target = re.sub(r"^.*<(.*)>$", r"\1", entry.strip())
            if _inner(target) and not target.startswith(":"):
                yield Link(number, "doc", target)


def _adoc_links(text: str) -> Iterator[Link]:
    text = _without_code(text)
    for link in _matches(text, r"<<([^>,\n]+)(?:,[^>]*)?>>"):
        yield link._replace(target=link.target if "#" in link.target else f"#{link.target}")
    for link in _matches(text, r"xref:([^\[\s{}]+)\["):
        is_file = "#" in link.target or re.search(r"\.\w+$", link.target)
        yield link if is_file else link._replace(target=f"#{link.target}")
    yield from _matches(text, r"(?:link|image:?|include:):([^\[\s{}:]+)\[")


def github_slug(title: str) -> str:
    """As GitHub makes the anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def anchors_in(path: str, text: str) -> Iterator[str]:
    yield from re.findall(r"""(?:\bid|\bname)=["']([^"']+)["']""", text)
    if path.endswith(MARKDOWN):
        yield from _markdown_anchors(text)
    elif path.endswith(ADOC):
        yield from _adoc_anchors(text)
    elif path.endswith(RST):
        yield from (re.sub(r"[^a-z0-9]+", "-", label).strip("-") for label in labels_in(text))


def _markdown_anchors(text: str) -> Iterator[str]:
    yield from re.findall(r"\{ *:? *#([\w.:-]+)[^}]*\}", text)
    counts: dict[str, int] = {}
    tokens = _parser().parse(re.sub(r"\A---\r?\n.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE))
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            said = "".join(c.content for c in inline.children or () if c.type in ("text", "code_inline"))
            slug = github_slug(re.sub(r"\{ *:? *#.*?\}", "", said))
            number = counts.get(slug, 0)
            counts[slug] = number + 1
            yield f"{slug}-{number}" if number else slug
            yield re.sub(r"-+", "-", slug).strip("-")


def _adoc_anchors(text: str) -> Iterator[str]:
    yield from re.findall(r"\[\[([^\],\n]+)", text)
    yield from re.findall(r"(?m)^\[#([\w:.-]+)", text)
    yield from re.findall(r"anchor:([\w:.-]+)\[", text)
    prefix = re.search(r"(?m)^:idprefix:[ \t]*(.*)$", text)
    mark = re.search(r"(?m)^:idseparator:[ \t]*(.*)$", text)
    for title in re.findall(r"(?m)^={1,6} +(.+?)[ \t]*$", text):
        yield title
        for start, separator in (
            (prefix[1] if prefix else "_", mark[1] if mark else "_"), ("_", "_"), ("", "-"),
        ):  # fmt: skip
            slug = re.sub(r"[ .-]+", separator or "", re.sub(r"[^\w\-. ]", "", title.lower()))
            yield start + (slug.strip(separator) if separator else slug)


def labels_in(text: str) -> Iterator[str]:
    """Labels, titles (as the extension that makes labels of them does) and terms of glossaries, in lower case."""
    yield from (
        " ".join(label.strip("`").lower().split())
        for label in re.findall(r"(?m)^[ \t]*\.\. _([^:\n]+):", text)
    )
    for title in re.findall(r"(?m)^(\S.*)\n([=\-~^\"'#*+`:.])\2{2,}[ \t]*$", text):
        yield title[0].strip().lower()
    for body in re.findall(r"(?m)^\.\. glossary::.*\n((?:[ \t]*\n|[ \t]+.*\n?)*)", text):
        yield from (line.strip().lower() for line in body.split("\n") if re.match(r" {2,4}\S", line))


def read_site(folder: Path, paths: list[str]) -> Site:
    """The site of a folder; ``paths`` are its files, from there on."""
    texts = {
        path: (folder / path).read_bytes().decode("utf-8", "surrogateescape")
        for path in paths
        if path.endswith(SUFFIXES)
    }
    return Site(texts, frozenset(paths) - texts.keys())
