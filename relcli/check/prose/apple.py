"""Tables of texts of Apple's systems (``.strings``)."""

import re

from relcli.check.prose.entries import TextEntry, texts_of
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
