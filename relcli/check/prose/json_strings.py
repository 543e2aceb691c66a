"""Tables of texts in JSON."""

import re

from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.spans import Stretch

JSON_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?', re.DOTALL)
JSON_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)


def json_strings(text: str) -> list[Stretch]:
    """The strings that are values."""
    return [Stretch(*match.span(1)) for match in JSON_STRING.finditer(text) if match[2] is None]


def json_mask(piece: str) -> str:
    """A break of the line as spaces, any other character as a letter: it parts no word."""
    plain = JSON_ESCAPE.sub(lambda m: (" " if m[0] in (r"\n", r"\t", r"\r") else "x") * len(m[0]), piece)
    return masked(plain, PLAIN_INLINE)
