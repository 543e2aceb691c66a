"""JSON: the strings that are values."""

import re

from relcli.check.prose.spans import Spans

STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?', re.DOTALL)
ESCAPES = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)


def strings(text: str) -> Spans:
    """Where they stand, without their quotes."""
    spans = Spans()
    for match in STRING.finditer(text):
        if match[2] is None:
            spans.add(match.start(1), match.end(1))
    return spans


def without_escapes(piece: str) -> str:
    """A break of the line as spaces, any other character as a letter: it parts no word."""
    return ESCAPES.sub(_blank_escape, piece)


def _blank_escape(match: re.Match[str]) -> str:
    return (" " if match[0] in (r"\n", r"\t", r"\r") else "x") * len(match[0])
