"""Tables of texts in YAML, as the libraries for translations have them: keys, and texts behind them.

It is read line by line. What is rare in such files and hard to tell (texts in flow collections or behind
tags) is left out; from a line on that cannot be told at all, everything is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from relcli.check.prose.entries import TextEntry, texts_of
from relcli.check.prose.faults import Fault, fault_at
from relcli.check.prose.icu import message_mask
from relcli.check.prose.spans import Stretch, next_line

OTHER_BREAKS = re.compile(r"\r(?!\n)|[\x85\u2028\u2029]")
"""What ends a line for YAML and for no one else."""
_PLAIN_START = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^\s]))"
_KEY = (
    rf"{_PLAIN_START}(?:[^\s:#]|[ ](?!#)|:(?![ \t\r\n]|\Z)|(?<![ ])#|[^\S \t\r\n]){{0,200}}+"
    r"|\"(?:[^\"\\\n]|\\[^\n]){0,200}+\"|'[^'\n]{0,200}+'"
)
NODE = re.compile(
    r"(?P<indent>[ ]*+)(?P<dashes>(?:-(?:[ ]++|(?=\r?\n|\Z)))*+)"
    rf"(?:(?P<key>{_KEY})[ ]*:(?=[ \r\n]|\Z)[ ]*+)?"
)
VOID_SCALAR = re.compile(r"(?:[ ]*+(?:#[^\n]*+)?\r?\n)*+(?:[ ]*+(?:#[^\n]*+)?\Z)?+")
"""Lines that hold nothing or a comment."""
REST = re.compile(r"[ ]*+(?:(?<=[ ])#[^\n]*+)?\r?(?:\n|\Z)")
"""Of a line that holds nothing more."""
MARKER = re.compile(r"(?:(?:---[ ]++)?(?:\{\}|\[\])|---|\.\.\.)(?=[ \r\n]|\Z)")
"""Where a document begins or ends, or all of one that holds nothing."""
PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*+(?:[ ]++|(?=\r?\n|\Z))")
BLOCK = re.compile(r"[|>](?P<indicators>[-+\d]{0,2})[ ]*+(?:(?<=[ ])#[^\n]*+)?\r?(?:\n|\Z)")
QUOTED_SCALAR = re.compile(r"\"((?:[^\"\\]++|\\.)*+)\"|'((?:[^']++|'')*+)'", re.DOTALL)
ALIAS = re.compile(r"\*[^\s,\[\]{}]++")
FLOW = re.compile(
    r"(?<=[\s,\[{:])(?:\"(?:[^\"\\]++|\\.)*+(?:\"|\Z)|'(?:[^']++|'')*+(?:'|\Z))|(?<=\s)#[^\n]*+|(?P<bracket>[\[\]{}])",
    re.DOTALL,
)
PLAIN = re.compile(rf"{_PLAIN_START}[^\r\n]*+")
NO_PLAIN = re.compile(r":(?:\s|\Z)|\t")


def yaml_strings(text: str) -> list[Stretch]:
    """The texts among its values, as far as they can be told."""
    return texts_of([*yaml_entries(text)], text, message_mask)


def yaml_entries(text: str) -> tuple[TextEntry, ...]:
    """The strings that are values, up to the first line that cannot be told."""
    return _reading(text).entries


def yaml_fault(text: str) -> Fault | None:
    """The first line that cannot be told, if there is one."""
    stop = _reading(text).stop
    return None if stop is None else fault_at("check-cut-short", text, stop)


class _Reading(NamedTuple):
    """The strings of a text, and where it could not be read any further; None at its end."""

    entries: tuple[TextEntry, ...]
    stop: int | None


@lru_cache(maxsize=1)
def _reading(text: str) -> _Reading:
    other = OTHER_BREAKS.search(text)
    end = text.rfind("\n", 0, other.start()) + 1 if other else len(text)
    entries: list[TextEntry] = []
    stop = _read(text[:end], entries)
    return _Reading(tuple(entries), end if stop is None and other else stop)


def _read(text: str, entries: list[TextEntry]) -> int | None:
    """Add the strings to the entries; gives the start of the first line that cannot be told."""
    opened: list[tuple[int, str]] = []  # what a line stands in: columns and names, outermost first
    at = 1 if text.startswith("\ufeff") else 0
    while (at := _behind(VOID_SCALAR, text, at)) < len(text):
        if marker := MARKER.match(text, at):
            opened.clear()
            below = _behind(REST, text, marker.end())
            if below < 0:
                return at
            at = below
            continue
        node = NODE.match(text, at)
        assert node is not None
        if not _enter(node, opened):
            return at
        base, name = opened[-1]
        below, start, end = _value(text, node.end(), base)
        if below < 0:
            return at
        at = below
        if start < end:
            entries.append(TextEntry(start, end, name, tuple(name for _, name in opened[:-1])))
    return None


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a match from there ends; -1 without one."""
    match = pattern.match(text, at)
    return match.end() if match else -1


def _enter(node: re.Match[str], opened: list[tuple[int, str]]) -> bool:
    """Put what the line opens in the place of what it closes. Is that told by its columns?"""
    first = node.start()
    column = node.end("indent") - first
    for dash in re.finditer("-", node["dashes"]):
        at = column + dash.start()
        while opened and (opened[-1][0] > at or (opened[-1][0] == at and opened[-1][1].startswith("["))):
            opened.pop()
        opened.append((at, f"[{first + at}"))
    if node["key"] is not None:
        at = node.start("key") - first
        while opened and opened[-1][0] >= at:
            opened.pop()
        opened.append((at, node["key"].strip(" \"'")))
        return True
    # Else it is an item of a list, or the value of the key on the line above.
    return bool(node["dashes"]) or bool(opened and opened[-1][0] < column)


def _value(text: str, at: int, base: int) -> tuple[int, int, int]:
    """Where the next line starts, and from where to where a text stands (from 0 to 0: none); -1 for the line
    if it cannot be told. ``base`` is the column that the value must go beyond."""
    read = True
    while tag := PROPERTY.match(text, at):
        at, read = tag.end(), False
    below = _behind(REST, text, at)
    start = end = at
    if below >= 0:
        pass
    elif block := BLOCK.match(text, at):
        told = block["indicators"].strip("+-")
        below, start, end = _block(text, block.end(), base, base + 1 if told else 0)
        read = read and not told
    elif quoted := QUOTED_SCALAR.match(text, at):
        start, end = quoted.span(quoted.lastindex or 0)
        below = _behind(REST, text, quoted.end())
    elif alias := ALIAS.match(text, at):
        below = _behind(REST, text, alias.end())
    elif text[at] in "[{":
        below = _behind(REST, text, end_of_flow) if (end_of_flow := _end_of_flow(text, at)) else -1
    elif plain := PLAIN.match(text, at):
        below, end = _plain(text, plain, base)
    return below, start, end if read else start


def _plain(text: str, plain: re.Match[str], base: int) -> tuple[int, int]:
    """Where the next line starts, and where the text ends; it may go on over lines that are deeper."""
    below = next_line(text, plain.end())
    after = _skip_deeper(text, below, base)
    words, comment, _ = (plain[0] if after == below else text[plain.start() : after]).partition(" #")
    if NO_PLAIN.search(words):
        return -1, plain.start()
    goes_on = "\n" in words.rstrip()
    # A comment between its lines would end it.
    is_told = not goes_on or not (comment or "\n#" in words)
    return after, plain.start() + (len(words.rstrip(" \r\n")) if is_told else 0)


def _end_of_flow(text: str, start: int) -> int | None:
    depth = 0
    for token in FLOW.finditer(text, start):
        if token["bracket"]:
            depth += 1 if token[0] in "[{" else -1
            if not depth:
                return token.end()
    return None


def _indent(text: str, at: int) -> int | None:
    """The column where the line has its first character; None for one that is blank."""
    end = at
    while text.startswith(" ", end):
        end += 1
    return None if text.startswith(("\n", "\r\n"), end) or end == len(text) else end - at


def _skip_deeper(text: str, below: int, base: int) -> int:
    """Behind the lines that a plain text goes on over, if it does."""
    at = _behind(VOID_SCALAR, text, below)
    if at >= len(text) or (_indent(text, at) or 0) <= base:
        return below
    while at < len(text):
        indent = _indent(text, at)
        if indent is not None and indent <= base:
            break
        at = next_line(text, at)
    return at


def _block(text: str, below: int, base: int, depth: int) -> tuple[int, int, int]:
    """A block of lines that are deeper than their key, and as deep as the first of them or so deep."""
    at, start, end = below, 0, 0
    while at < len(text):
        indent = _indent(text, at)
        if indent is not None:
            if indent <= base or indent < depth:
                break
            depth = depth or indent
            start = start or at + depth
            end = len(text[at : next_line(text, at)].rstrip()) + at
        at = next_line(text, at)
    return at, start, end


WORDS = re.compile(r"[^\W_](?:[\w .\u2019'-]*[^\W_])?")


BARE_APOSTROPHE = re.compile("(?<!')'(?!')")


def yaml_written(text: str, stretch: Stretch, words: str) -> str | None:
    """How words are written in a string, by the quotation marks around it; None where that is not safe."""
    if not WORDS.fullmatch(words):
        return None
    # What stood there is doubled already; elsewhere an apostrophe is one.
    if text[stretch.start - 1 : stretch.start] == "'":
        return BARE_APOSTROPHE.sub("''", words)
    return words.replace("''", "'")
