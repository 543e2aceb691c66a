# ruff: noqa: ARG001 - one signature for every reader
"""The shape of a file: what a parser of its format reads in it, without the words.

A shape is a list of lines. Two texts of one shape differ in prose alone; a line that begins with ``code``
holds, to the letter, what a machine reads.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from xml.parsers import expat

Shape = list[str]

PROSE_KEYS = re.compile(
    r"(?i).*(title|description|summary|label|excerpt|lead|text|caption|tagline|subtitle|intro|heading|question"
    r"|answer|abstract|mission|linktitle|keywords|quote|content|about|headline|message|hero|name)$"
)
"""Keys of front matter and of data whose values people read."""
PROSE_ATTRIBUTES = {
    "title", "alt", "placeholder", "aria-label", "label", "summary", "content", "aria-description", "value",
}  # fmt: skip
CODE_TAGS = {"script", "style", "pre", "code", "kbd", "samp", "var", "tt"}
OF_LABELS = re.compile(
    r"(?i)(^|[/._-])(locales?|lang|langs|languages?|i18n|l10n|translations?|intl|messages|strings|"
    r"defaultmessages|en|fr|ro)([/._-])"
)


class NotParsedError(Exception):
    """The parser refuses the text."""


class Node:
    """The parsers for Node in a folder where they are installed; ``kinds`` are those that are there."""

    def __init__(self, folder: str | None) -> None:
        self.kinds: list[str] = []
        if not folder or not shutil.which("node"):
            return
        script = (Path(__file__).parent / "node.mjs").read_text(encoding="utf-8")
        command = ["node", "--input-type=module", "-e", script]
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.kinds = json.loads(self._process.stdout.readline())

    def shape(self, kind: str, text: str) -> Shape:
        """The shape, ``NotParsedError`` with what the parser says."""
        print(json.dumps({"kind": kind, "text": text}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise NotParsedError(answer["error"])
        return answer["shape"]

    def close(self) -> None:
        if self.kinds:
            self._process.stdin.close()
            self._process.wait()


def shape_of(path: str, text: str, node: Node) -> Shape | None:
    """The shape of a file by its name; None for a format without a parser here, else ``NotParsedError``."""
    reader = READERS.get(PurePosixPath(path).suffix.lower())
    return None if reader is None else reader(path, text, node)


def _refused(error: Exception) -> NotParsedError:
    return NotParsedError(f"{type(error).__name__}: {error}")


# Front matter and data.


def split_front_matter(text: str) -> tuple[str, str, str]:
    """The fence, what stands between the two, and the rest."""
    found = re.match(r"(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return (found[1], found[2], text[found.end() :]) if found else ("", "", text)


def front_matter(fence: str, text: str) -> Shape:
    try:
        if fence == "+++":
            return [*_data(tomllib.loads(text), "", labels=False)]
        return [*_yaml(text, labels=False)] if fence else []
    except NotParsedError:
        return ["front matter that no one parses"]


def is_prose(value: str, key: str, *, labels: bool) -> bool:
    """May the words of a value change? A value without a blank is an identifier unless its key or file says not."""
    return labels or " " in value.strip() or (bool(PROSE_KEYS.match(key)) and not key.startswith("@"))


def _data(value: Any, path: str, *, labels: bool) -> Iterator[str]:
    """Of values as TOML and JSON have them; an object of JSON is a list of pairs."""
    if isinstance(value, dict):
        value = Pairs(value.items())
    if isinstance(value, Pairs):
        yield f"{path} {{{len(value)}}}"
        for key, inner in value:
            yield from _data(inner, f"{path}/{key}", labels=labels)
    elif isinstance(value, list):
        yield f"{path} [{len(value)}]"
        for inner in value:
            yield from _data(inner, f"{path}/", labels=labels)
    elif isinstance(value, str) and is_prose(value, path.rstrip("/").rpartition("/")[2], labels=labels):
        yield f"{path} prose"
    else:
        yield f"code {path} {value!r}"


class Pairs(list):
    """An object, with its order and what it says twice."""


def read_json(path: str, text: str, node: Node) -> Shape:
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=Pairs)
    except ValueError as error:
        raise _refused(error) from error
    return [
        *_data(value, "", labels=bool(OF_LABELS.search(path)) or path.endswith(".arb")),
        *_messages(value, node),
    ]


def _messages(value: Any, node: Node) -> Iterator[str]:
    """The shape of each string that is a message of ICU."""
    if isinstance(value, Pairs):
        for _, inner in value:
            yield from _messages(inner, node)
    elif isinstance(value, list):
        for inner in value:
            yield from _messages(inner, node)
    elif isinstance(value, str) and "{" in value and "icu" in node.kinds:
        try:
            yield from node.shape("icu", value)
        except NotParsedError:
            yield "no message"


def read_toml(path: str, text: str, node: Node) -> Shape:
    try:
        return [*_data(tomllib.loads(text), "", labels=bool(OF_LABELS.search(path)))]
    except tomllib.TOMLDecodeError as error:
        raise _refused(error) from error


def read_yaml(path: str, text: str, node: Node) -> Shape:
    return [*_yaml(text, labels=bool(OF_LABELS.search(path)))]


def _yaml(text: str, *, labels: bool) -> Iterator[str]:
    import yaml

    stack: list[list[Any]] = []  # of each collection: is it a mapping, does a key come next, the last key
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            name = type(event).__name__
            here = stack[-1] if stack and name not in ("MappingEndEvent", "SequenceEndEvent") else None
            is_key = bool(here and here[0] and here[1])
            key = next((str(level[2]) for level in reversed(stack) if level[0] and level[2]), "")
            if isinstance(event, yaml.ScalarEvent):
                said = "…" if not is_key and is_prose(event.value, key, labels=labels) else repr(event.value)
                yield f"{'code' if said != '…' else 'value'} {key if not is_key else 'key'} {event.tag} {event.style!r} {said}"
            else:
                yield f"{name} {getattr(event, 'anchor', '')} {getattr(event, 'tag', '')}"
            if here and name in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
                if is_key:
                    here[2] = getattr(event, "value", "")
                here[1] = not here[1]
            if name in ("MappingStartEvent", "SequenceStartEvent"):
                stack.append([name == "MappingStartEvent", True, ""])
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                stack.pop()
    except yaml.YAMLError as error:
        raise _refused(error) from error


# Markup.


class _Tags(HTMLParser):
    """Tags with their attributes, comments, entities, and code to the letter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.items: Shape = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag in CODE_TAGS
        shown = " ".join(
            f"{name}=…" if name in PROSE_ATTRIBUTES and value else f"{name}={_inside(value or '')}"
            for name, value in attrs
        )
        self.items.append(f"code <{tag} {shown}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.code -= tag in CODE_TAGS

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in CODE_TAGS and self.code > 0
        self.items.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.code:
            self.items.append(f"code {data}")

    def handle_comment(self, data: str) -> None:
        self.items.append(f"code <!--{data}")

    def handle_entityref(self, name: str) -> None:
        self.items.append(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self.items.append(f"&#{name}")

    def handle_decl(self, decl: str) -> None:
        self.items.append(f"code <!{decl}")


def _inside(address: str) -> str:
    """An address without its fragment if it may lie in the same folder: that it works, the links tell."""
    return address if re.match(r"[a-z]+:|//", address) else address.partition("#")[0]


def tags(text: str) -> Shape:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.items


def read_html(path: str, text: str, node: Node) -> Shape:
    fence, front, body = split_front_matter(text)
    return front_matter(fence, front) + tags(body)


@cache
def _markdown_parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(path: str, text: str, node: Node) -> Shape:
    fence, front, body = split_front_matter(text)
    return [*front_matter(fence, front), *_tokens(_markdown_parser().parse(_dedented(body)))]


ADMONITION = re.compile(r"^( *)(?:!!!|\?\?\?\+?|===) .*\n((?:[ \t]*\n|\1(?: {4}|\t).*\n?)+)", re.MULTILINE)


def _dedented(text: str) -> str:
    """What stands below an admonition or a tab of Python-Markdown is prose, however far it is indented."""
    while (changed := ADMONITION.sub(lambda found: re.sub(r"(?m)^ {1,4}", "", found[2]), text)) != text:
        text = changed
    return text


def _tokens(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("fence", "code_block", "code_inline"):
            yield f"code {token.type} {token.info} {token.content}"
        elif token.type in ("html_block", "html_inline"):
            yield from tags(token.content)
        elif token.type not in ("text", "inline"):
            shown = " ".join(
                f"{k}={_inside(str(v))}" for k, v in token.attrs.items() if k not in ("title", "alt")
            )
            yield f"{token.type} {token.tag} {token.map} {shown}"
        yield from _tokens(token.children or [])


def read_mdx(path: str, text: str, node: Node) -> Shape | None:
    if "mdx" not in node.kinds:
        return None
    fence, front, _ = split_front_matter(text)
    return front_matter(fence, front) + node.shape("mdx", text)


def read_adoc(path: str, text: str, node: Node) -> Shape | None:
    if "adoc" not in node.kinds:
        return None
    fence, front, _ = split_front_matter(text)
    return front_matter(fence, front) + node.shape("adoc", text)


# reStructuredText.

VERBATIM = {
    "code-block", "sourcecode", "code", "toctree", "literalinclude", "parsed-literal", "math", "raw", "graphviz",
    "mermaid", "uml", "plantuml", "highlight", "testcode", "testoutput", "doctest", "prompt", "autosummary",
    "csv-table", "include", "image", "figure",
}  # fmt: skip


@cache
def _rst() -> Callable[[str], Any]:
    """A reader that takes any directive and any role: those of Sphinx and of its extensions are many."""
    from docutils import nodes
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Directive, directives, roles

    class AnyDirective(Directive):
        has_content = True
        optional_arguments = 1
        final_argument_whitespace = True
        option_spec = type(
            "Every", (dict,), {"__getitem__": lambda *_: str, "__contains__": lambda *_: True}
        )()

        def run(self):
            options = {
                k: v for k, v in self.options.items() if k not in ("caption", "alt", "title", "header")
            }
            if self.name in VERBATIM or self.name.startswith("auto"):
                said = f"{self.arguments} {options} {[*self.content]}"
                if self.name == "csv-table":  # its cells are prose
                    said = (
                        f"{options} {[len(row) for row in csv.reader(self.content, skipinitialspace=True)]}"
                    )
                return [nodes.literal_block("", f"{self.name} {said}")]
            box = nodes.container("", nodes.comment("", f"{self.name} {options}"))
            if self.arguments and ":" not in self.name and " " not in self.arguments[0]:
                box += nodes.comment("", self.arguments[0])
            self.state.nested_parse(self.content, self.content_offset, box)
            return [box]

    known, known_role = directives.directive, roles.role

    def directive(name, language, document):
        found, messages = known(name, language, document)
        special = name in VERBATIM - {"raw", "math", "image", "figure", "code", "parsed-literal"}
        return (found, messages) if found and not special else (AnyDirective, [])

    def any_role(role, rawtext, text, lineno, inliner, options=None, content=()):  # noqa: PLR0913, PLR0917 - as docutils calls it
        if role in ("guilabel", "menuselection", "abbr", "dfn", "term", "strong", "emphasis", "sub", "sup"):
            return [nodes.emphasis(rawtext, text)], []
        shown = re.sub(r"^.*<(.*)>$", r"<\1>", text, flags=re.DOTALL)
        return [nodes.literal(rawtext, f"{role} {shown}")], []

    def role(name, language, lineno, reporter):
        found, messages = known_role(name, language, lineno, reporter)
        return (found, messages) if found else (any_role, [])

    directives.directive, roles.role = directive, role
    settings = {
        "report_level": 1, "halt_level": 5, "warning_stream": False, "file_insertion_enabled": False,
        "raw_enabled": True, "_disable_config": True, "line_length_limit": 10**9,
    }  # fmt: skip
    return lambda text: publish_doctree(text, settings_overrides=settings)


def read_rst(path: str, text: str, node: Node) -> Shape:
    from docutils import nodes

    try:
        tree = _rst()(text)
    except Exception as error:  # docutils lets any error of a directive through
        raise _refused(error) from error
    items = []
    for found in tree.findall(lambda inner: not isinstance(inner, nodes.Text)):
        name = found.tagname
        if name == "system_message":
            said = re.sub(r'"[^"]*"|\d+', "…", found.astext().split("\n")[0])
            items.append(f"message {found['level']} {said}")
        elif found.parent is not None and found.parent.tagname == "system_message":
            continue  # it quotes what it complains of
        elif isinstance(found, (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.comment, nodes.raw)):
            items.append(f"code {name} {found.astext()}")
        elif not isinstance(found, nodes.problematic):
            items.append(f"{name} {_inside(found.get('refuri', ''))}")
    # What is broken is told first.
    return sorted(item for item in items if item.startswith("message")) + [
        item for item in items if not item.startswith("message")
    ]


# XML and catalogues.


BACKSLASHES, APOSTROPHE = "\\" * 2, "'"


def read_xml(path: str, text: str, node: Node) -> Shape:
    items: Shape = []
    inside: list[str] = []
    parser = expat.ParserCreate()
    android = "/values" in f"/{path}"
    xliff = bool(re.search(r"\.xli?ff?$", path))

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        items.append(f"code <{tag} {attributes}>")

    def end(tag: str) -> None:
        inside.pop()
        items.append(f"</{tag}>")

    def data(said: str) -> None:
        if android:  # an apostrophe is escaped, or its string stands between quotation marks
            bare = re.sub(r'"[^"]*"', "", re.sub(r"\\.", "", said))
            items.append(f"code escapes {said.count(BACKSLASHES)} {APOSTROPHE in bare}")
        if (xliff and "source" in inside and "target-language" in text) or CODE_TAGS.intersection(inside):
            items.append(f"code {said}")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.CommentHandler = lambda said: items.append(f"code <!--{said}")
    parser.buffer_text = True
    try:
        parser.Parse(text.encode("utf-8", "surrogateescape"), True)  # noqa: FBT003 - it takes no name
    except expat.ExpatError as error:
        raise _refused(error) from error
    return items


def read_po(path: str, text: str, node: Node) -> Shape:
    from translate.storage import pypo

    try:
        file = pypo.pofile.parsestring(text.encode("utf-8", "surrogateescape"))
    except Exception as error:
        raise _refused(error) from error
    items = _of_msgfmt(text)
    for unit in file.units:
        targets = getattr(unit.target, "strings", [unit.target])
        items.append(f"code {unit.getcontext()!r} {getattr(unit.source, 'strings', [unit.source])!r}")
        comments = [*unit.typecomments, *unit.sourcecomments, *unit.automaticcomments, *unit.prev_msgid]
        items.append(
            f"code {comments} {unit.isobsolete()} {len(targets)} {targets if unit.isheader() else ''}"
        )
        items.extend(f"braces {re.findall(r'[{}%]', target or '')}" for target in targets)
    return items


def _of_msgfmt(text: str) -> Shape:
    """What GNU gettext has against it, if that is there."""
    if not shutil.which("msgfmt"):
        return []
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
        file.flush()
        command = ["msgfmt", "--check-format", "-o", "/dev/null", file.name]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return sorted(f"message {re.sub(r'[/0-9][^ ]*', '', line)}" for line in said.splitlines())


STRING = re.compile(r'"(?:\\.|[^"\\])*"')


def read_strings(path: str, text: str, node: Node) -> Shape:
    """Apple's: everything but what stands behind the equals sign."""
    return [re.sub(r'=\s*"(?:\\.|[^"\\])*"\s*;', "= …;", f"code {text}")]


def read_properties(path: str, text: str, node: Node) -> Shape:
    return [f"code {re.split(r'[=:]', line, maxsplit=1)[0]}" for line in text.splitlines()]


READERS: dict[str, Callable[[str, str, Node], Shape | None]] = {
    ".md": read_markdown, ".markdown": read_markdown, ".mdx": read_mdx, ".rst": read_rst,
    ".adoc": read_adoc, ".asciidoc": read_adoc, ".html": read_html, ".htm": read_html, ".xhtml": read_html,
    ".json": read_json, ".arb": read_json, ".yml": read_yaml, ".yaml": read_yaml, ".toml": read_toml,
    ".po": read_po, ".pot": read_po, ".xml": read_xml, ".xlf": read_xml, ".xliff": read_xml, ".resx": read_xml,
    ".strings": read_strings, ".properties": read_properties,
}  # fmt: skip
