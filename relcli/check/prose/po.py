"""Catalogues of gettext."""

import re

from relcli.check.prose.inline import PLAIN_INLINE, masked
from relcli.check.prose.spans import KEY, TEXT, Stretch

PO_LINE = re.compile(
    r'^(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d+\])?[ \t]+)?"((?:[^"\\\n]++|\\.)*+)"', re.MULTILINE
)
PO_LANGUAGE = re.compile(r"^\"Language: *([a-z]{2})", re.MULTILINE)
KEY_LANGUAGE = "en"  # the language of the keys, by the custom of gettext


def po_strings(text: str) -> list[Stretch]:
    """The texts and their translations, each with its language; contexts are left out."""
    header = PO_LANGUAGE.search(text[:20000])
    translated = header[1] if header else None
    found: list[Stretch] = []
    keyword = "msgctxt"
    for match in PO_LINE.finditer(text):
        keyword = match[1] or keyword
        if keyword != "msgctxt":
            is_translation = keyword == "msgstr"
            language, part = (translated, TEXT) if is_translation else (KEY_LANGUAGE, KEY)
            found.append(Stretch(*match.span(2), language, part))
    return found


def po_mask(piece: str) -> str:
    """A break of the line is no part of a word."""
    return masked(re.sub(r"\\[ntr]", "  ", piece), PLAIN_INLINE)
