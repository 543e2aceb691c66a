"""PO: the texts and their translations."""

import re

from relcli.check.prose.spans import Spans

LINE = re.compile(
    r'^(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d+\])?[ \t]+)?"((?:[^"\\\n]++|\\.)*+)"', re.MULTILINE
)
LANGUAGE = re.compile(r"^\"Language: *([a-z]{2})", re.MULTILINE)
ESCAPES = re.compile(r"\\[ntr]")
KEY_LANGUAGE = "en"
"""The language of the keys, by the custom of gettext."""


def strings(text: str) -> Spans:
    """Where they stand, without their quotes, and in which language; contexts are left out."""
    header = LANGUAGE.search(text[:20000])
    language = {
        "msgid": KEY_LANGUAGE,
        "msgid_plural": KEY_LANGUAGE,
        "msgstr": header[1] if header else None,
    }
    spans = Spans()
    keyword = "msgctxt"
    for match in LINE.finditer(text):
        keyword = match[1] or keyword
        if keyword != "msgctxt":
            spans.add(match.start(2), match.end(2), language[keyword])
    return spans


def is_key(text: str, offset: int) -> bool:
    """In a msgid, which is the key of its translations?"""
    return text.rfind("msgid", 0, offset) > text.rfind("msgstr", 0, offset)


def without_escapes(piece: str) -> str:
    """A break of the line is no part of a word."""
    return ESCAPES.sub("  ", piece)
