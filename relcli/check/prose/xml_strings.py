"""Tables of texts in XML: XLIFF of both versions, and Android's."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from relcli.check.prose.entries import language_in, part_of, united
from relcli.check.prose.escapes import unescaped, without_entities
from relcli.check.prose.faults import Fault
from relcli.check.prose.icu import syntax_mask
from relcli.check.prose.inline import MASK
from relcli.check.prose.spans import KEY, Stretch


class Element(NamedTuple):
    """An element while it is open: its local name, its attributes, and where it starts, in bytes."""

    name: str
    attributes: dict[str, str]
    start: int


class Content(NamedTuple):
    """What stands between the tags of an element, in characters, and the elements around it with itself."""

    start: int
    end: int
    path: tuple[Element, ...]


XML_TAG = r"<[!?/]?[^\s<>\"'/]*+(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>"
START_TAG = re.compile(XML_TAG.encode())


DEEPEST_ELEMENT = 200


class _TooDeepError(Exception):
    """Elements in elements, more than any table of texts has."""


@lru_cache(maxsize=1)
def xml_fault(text: str) -> Fault | None:
    """Why it is no XML, or none that is read, if so; what is blank holds nothing that could be missed."""
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_ELEMENT:
            raise _TooDeepError

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(text.removeprefix("\ufeff").encode(), True)  # noqa: FBT003 - that it is all
    except UnicodeEncodeError:
        return Fault("check-not-utf8")
    except _TooDeepError:
        return Fault("check-too-deep")
    except expat.ExpatError as error:
        return Fault("check-not-xml", error.lineno, error.offset + 1) if text.strip("\ufeff \t\r\n") else None
    return None


def contents(text: str, names: frozenset[str]) -> Iterator[Content]:
    """Each element of these names that holds something, in order; none of what is no XML."""
    if not text.strip("\ufeff \t\r\n") or xml_fault(text):
        return
    data = text.removeprefix("\ufeff").encode()
    shift = len(text) - len(text.removeprefix("\ufeff"))
    parser = expat.ParserCreate("utf-8")
    opened: list[Element] = []
    closed: list[tuple[int, int, tuple[Element, ...]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        opened.append(Element(name.rpartition(":")[2], attributes, parser.CurrentByteIndex))

    def end(_name: str) -> None:
        tag = START_TAG.match(data, opened[-1].start) if opened[-1].name in names else None
        if tag and tag.end() < parser.CurrentByteIndex:
            closed.append((tag.end(), parser.CurrentByteIndex, tuple(opened)))
        opened.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)  # noqa: FBT003 - that it is all
    place, seen = shift, 0
    for first, last, path in sorted(closed, key=lambda content: content[0]):
        if first < seen:  # inside of the one before
            continue
        begins = place + len(data[seen:first].decode())
        place, seen = begins + len(data[first:last].decode()), last
        yield Content(begins, place, path)


def xliff_strings(text: str) -> list[Stretch]:
    """Sources and targets, each in the language that the file gives; alternatives and notes are left out."""
    found: list[Stretch] = []
    for start, end, path in contents(text, frozenset({"source", "target"})):
        unit = _unit_of(path)
        if unit is None:
            continue
        is_target = path[-1].name == "target"
        language = _inherited(
            path, *(("target-language", "trgLang") if is_target else ("source-language", "srcLang"))
        )
        code = language_in(language) or language.lower() if language else None
        part = part_of(text[start:end], xliff_mask)
        if part:
            found.append(Stretch(start, end, code, part if is_target else KEY, unit.start))
    return united(found)


def _unit_of(path: tuple[Element, ...]) -> Element | None:
    """What a source or target belongs to, if that is to be translated."""
    if len(path) < 2 or path[-2].name not in ("trans-unit", "segment", "ignorable"):  # noqa: PLR2004
        return None
    if any(element.attributes.get("translate") == "no" for element in path):
        return None
    return next((element for element in reversed(path) if element.name in ("trans-unit", "unit")), None)


def _inherited(path: tuple[Element, ...], *names: str) -> str | None:
    values = (element.attributes.get(name) for element in reversed(path) for name in names)
    return next(filter(None, values), None)


ANDROID_ELEMENTS = frozenset({"string", "item"})


def android_strings(text: str) -> list[Stretch]:
    """The strings, plurals and lists of strings, but for what is not to be translated."""
    found: list[Stretch] = []
    for start, end, path in contents(text, ANDROID_ELEMENTS):
        names = [element.name for element in path]
        if names not in (
            ["resources", "string"],
            ["resources", "plurals", "item"],
            ["resources", "string-array", "item"],
        ):
            continue
        if any(element.attributes.get("translatable") == "false" for element in path):
            continue
        unit = path[1].start if names[1] == "plurals" else path[-1].start
        if part := part_of(text[start:end], android_mask):
            found.append(Stretch(start, end, None, part, unit))
    return united(found)


CODE_ELEMENTS = r"(?:\w{1,20}:)?(?:ph|bpt|ept|it)|xliff:g"
XML_MARKUP = re.compile(
    rf"<(?P<code>{CODE_ELEMENTS}|mrk(?=[^<>]*\b(?:translate=[\"']no|mtype=[\"']protected)))(?=[\s>])"
    rf"(?:[^<>\"'/]++|/(?!>)|\"[^\"<]*+\"|'[^'<]*+')*+>[^<]*+(?:<sub\b[^<]*+</sub>[^<]*+)*+</(?P=code)\s*>"
    rf"|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|<!\[CDATA\[|\]\]>|{XML_TAG}"
)
"""Elements that stand for code, with what they hold; comments; tags."""


def xliff_mask(piece: str) -> str:
    """The content of a source or target."""
    return syntax_mask(without_entities(_without_markup(piece)))


def android_mask(piece: str) -> str:
    """The content of a string, which has escapes of its own."""
    return syntax_mask(unescaped(without_entities(_without_markup(piece))))


def _without_markup(piece: str) -> str:
    return XML_MARKUP.sub(lambda tag: MASK * len(tag[0]), piece) if "<" in piece else piece


def xml_written(_text: str, _stretch: Stretch, words: str) -> str | None:
    """How words are written in an element; None for what may be taken for markup."""
    return words if set("<>&{}|%@").isdisjoint(words) else None


BARE_MARK = re.compile(r"""(?<!\\)['"]""")


def android_written(text: str, stretch: Stretch, words: str) -> str | None:
    """The same, where apostrophes are escaped."""
    written = xml_written(text, stretch, words)
    # What stood there is escaped already.
    return BARE_MARK.sub(r"\\\g<0>", written) if written else None
