"""Tables of texts of Apple's systems (``.strings``)."""

import re

from relcli.check.prose.entries import TextEntry, texts_of
from relcli.check.prose.faults import Fault, fault_at
from relcli.check.prose.icu import message_mask
from relcli.check.prose.spans import Stretch

_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\Z)'
PAIR = re.compile(
    rf"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|//[^\n]*+|(?:{_STRING}|(?<![\w.$/:-])[\w.$/:-]++)\s*+=\s*+"
    rf'"((?:[^"\\]++|\\.)*+)"\s*+;|{_STRING}',
    re.DOTALL,
)
"""A comment, a pair, or a string that is part of neither."""


def apple_strings(text: str) -> list[Stretch]:
    """The values; keys and comments are left out."""
    pairs = (pair for pair in PAIR.finditer(text) if pair[1] is not None)
    return texts_of([TextEntry(*pair.span(1), str(pair.start()), ()) for pair in pairs], text, message_mask)


NO_ENTRY = re.compile(r"[^\s\ufeff]")


def apple_fault(text: str) -> Fault | None:
    """The first place that is neither a comment nor a whole pair, if there is one."""
    done = 0
    for found in PAIR.finditer(text):
        is_stray = found[1] is None and not found[0].startswith(("//", "/*"))
        # Between two of them nothing but blanks may stand.
        if stray := NO_ENTRY.search(text, done, found.end() if is_stray else found.start()):
            return fault_at("check-no-entry", text, stray.start())
        done = found.end()
    stray = NO_ENTRY.search(text, done)
    return fault_at("check-no-entry", text, stray.start()) if stray else None
