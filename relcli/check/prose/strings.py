"""PO and JSON, whose prose is in strings: where those stand, without their quotes."""

import re

from relcli.check.prose.spans import Stretch

PO_LINE = re.compile(
    r'^(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d+\])?[ \t]+)?"((?:[^"\\\n]++|\\.)*+)"', re.MULTILINE
)
PO_LANGUAGE = re.compile(r"^\"Language: *([a-z]{2})", re.MULTILINE)
KEY_LANGUAGE = "en"
"""The language of the keys, by the custom of gettext."""


def po_strings(text: str) -> list[Stretch]:
    """The texts and their translations, each with its language; contexts are left out."""
    header = PO_LANGUAGE.search(text[:20000])
    translated = header[1] if header else None
    found: list[Stretch] = []
    keyword = "msgctxt"
    for match in PO_LINE.finditer(text):
        keyword = match[1] or keyword
        if keyword != "msgctxt":
            found.append(Stretch(*match.span(2), translated if keyword == "msgstr" else KEY_LANGUAGE))
    return found


def is_po_key(text: str, offset: int) -> bool:
    """In a msgid, which is the key of its translations?"""
    return text.rfind("msgid", 0, offset) > text.rfind("msgstr", 0, offset)


def without_po_escapes(piece: str) -> str:
    """A break of the line is no part of a word."""
    return re.sub(r"\\[ntr]", "  ", piece)


JSON_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?', re.DOTALL)
JSON_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)


def json_strings(text: str) -> list[Stretch]:
    """The strings that are values."""
    return [Stretch(*match.span(1)) for match in JSON_STRING.finditer(text) if match[2] is None]


def without_json_escapes(piece: str) -> str:
    """A break of the line as spaces, any other character as a letter: it parts no word."""
    return JSON_ESCAPE.sub(lambda m: (" " if m[0] in (r"\n", r"\t", r"\r") else "x") * len(m[0]), piece)
