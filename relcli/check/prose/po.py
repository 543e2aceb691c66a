"""Catalogues of gettext."""

import re

from relcli.check.prose.entries import part_of, united
from relcli.check.prose.escapes import BACKSLASH, aligned, meant
from relcli.check.prose.faults import Fault, fault_at
from relcli.check.prose.icu import message_mask, syntax_mask
from relcli.check.prose.spans import KEY, Stretch

LINE = re.compile(
    r"^\ufeff?[ \t]*+(?:(msgid_plural|msgid|msgstr|msgctxt)(?:\[\d++\])?[ \t]*+)?"
    r'"((?:[^"\\\n]++|\\[^\n])*+)"[ \t]*+\r?$',
    re.MULTILINE,
)
HEADER = r"(?<![\w-]){}: *([A-Za-z]{{2,3}})"
KEY_LANGUAGE = "en"  # the language of the keys, by the custom of gettext
JOINT = r'"[ \t]*+\r?\n[ \t]*+"'
"""Between two lines of one string."""
JOINT_OR_ESCAPE = re.compile(f"{JOINT}|{BACKSLASH.pattern}", re.DOTALL)


class _Field:
    """A msgid or msgstr, with the lines it goes on over; ``entry`` is where its entry starts."""

    def __init__(self, keyword: str, entry: int) -> None:
        self.keyword, self.entry = keyword, entry
        self.start = self.end = 0

    def add(self, start: int, end: int) -> None:
        if start < end:
            self.start, self.end = self.start or start, end


def po_strings(text: str) -> list[Stretch]:
    """The texts and their translations, each with its language; contexts and the header are left out."""
    found: list[Stretch] = []
    own, translated, header = KEY_LANGUAGE, None, None
    for field in _fields(text):
        piece = text[field.start : field.end]
        if field.keyword == "msgid" and not piece:
            header = field.entry
        elif field.entry == header:
            own, translated = _declared("X-Source-Language", piece) or own, _declared("Language", piece)
        elif field.keyword == "msgstr" and (part := part_of(piece, po_mask)):
            found.append(Stretch(field.start, field.end, translated, part, field.entry))
        elif field.keyword.startswith("msgid") and piece:
            found.append(Stretch(field.start, field.end, own, KEY, field.entry))
    return united(found)


STRAY = re.compile(r"^\ufeff?[ \t]*+[^\s#]", re.MULTILINE)
"""A line that is neither blank nor a comment."""


def po_fault(text: str) -> Fault | None:
    """The first line that is part of no entry, if there is one."""
    for line in STRAY.finditer(text):
        if not LINE.match(text, line.start()):
            return fault_at("check-no-entry", text, line.start())
    return None


def _declared(name: str, header: str) -> str | None:
    value = re.search(HEADER.format(name), header)
    return value[1].lower() if value else None


def _fields(text: str) -> list[_Field]:
    fields: list[_Field] = []
    entry = below = 0
    before = ""
    for line in LINE.finditer(text):
        keyword = line[1]
        if keyword:
            if keyword == "msgctxt" or (keyword == "msgid" and before != "msgctxt"):
                entry = line.start()
            fields.append(_Field(keyword, entry))
            before = keyword
        elif line.start() != below or not fields:
            below = -1  # a string that belongs to nothing, and so do those below it
            continue
        fields[-1].add(*line.span(2))
        below = line.end() + 1
    return fields


def po_mask(piece: str) -> str:
    """A string over several lines is read as one."""
    if "\n" not in piece:
        return message_mask(piece)
    return syntax_mask(
        aligned(piece, JOINT_OR_ESCAPE, lambda e: meant(e) if e[0] == "\\" or e == "''" else "")
    )
