"""Messages for a screen: their syntax (ICU MessageFormat) and the placeholders of the usual libraries."""

import re

from relcli.check.prose.escapes import unescaped, without_entities
from relcli.check.prose.inline import MASK, PLAIN_INLINE, masked

_HOLES = (
    r"\$t\([^()\n]{0,200}\)|@(?:\.\w{1,30})?:(?:\{'[^'{}\n]{0,200}'\}|\([^()\n]{0,200}\)|[\w.-]{1,200})"
    r"|(?<![\w:]):[A-Za-z_]\w{0,80}|%[A-Za-z_][\w.-]{0,80}%|\$[A-Za-z_]\w{0,80}\$|%<[\w.-]{1,80}>[\d.]*[a-z]?"
    r"|%(?:\d{1,2}\$)?[-+#0]{0,3}\d{0,3}(?:\.\d{1,3})?(?:hh|h|ll|l|q|z|j|t|L)?[diouxXeEfFgGaAcsSpn@](?![^\W\d_])"
    r"|%#@\w{1,80}@|#\{[^{}\n]{0,200}\}|\[\[[^\[\]\n]{0,200}\]\]|__\w{1,80}?__|</?\d{1,4}/?>|<%[^%\n]{0,200}%>"
    r"|[\[\]]\s*-?[\d*]+\s*,\s*[\d*]+\s*[\[\]]"
)
MESSAGE_INLINE = f"{_HOLES}|{PLAIN_INLINE}"
PLURALS = re.compile(r"[ ]?\|[ ]?")
"""What parts the plural forms of one message: vue-i18n, Laravel."""


def message_mask(piece: str) -> str:
    """A string between its quotes: escapes put as what they mean, syntax and placeholders blanked."""
    return syntax_mask(unescaped(piece))


def syntax_mask(piece: str) -> str:
    """The same for what has no escapes any more."""
    piece = masked(without_syntax(without_entities(piece)), MESSAGE_INLINE)
    return PLURALS.sub(lambda bar: "\n" * len(bar[0]), piece) if "|" in piece else piece


_HEAD = r"\{\s*+[\w.-]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,\s*+(?:offset\s*+:\s*+\d++\s*+)?+"
_CASE = r"\s*+(?:=\d++|[\w.-]++)\s*+\{"
HEAD = re.compile(_HEAD)
ICU_TOKEN = re.compile(
    rf"(?P<opening>{_HEAD}{_CASE})|(?P<next>\}}{_CASE})|(?P<closing>\}}\s*+\}})"
    r"|(?P<hole>\{\{[^{}]*+\}\}|\{[^{}]*+\})|(?P<stray>[{}])|(?P<number>\#)"
    r"|(?P<quoted>'(?=[{}#|])[^']*+(?:''[^']*+)*+(?:'|\Z))"
)


def without_syntax(piece: str) -> str:
    """A message with its plurals and selections blanked but for the texts in them, each on a line of its own.

    One that is not well formed is blanked whole: nothing in it is sure to be text.
    """
    if "{" not in piece or not HEAD.search(piece):
        return piece
    parts: list[str] = []
    done = depth = 0
    for token in ICU_TOKEN.finditer(piece):
        kind, length = token.lastgroup, len(token[0])
        if kind == "stray" or (kind in ("next", "closing") and not depth):
            return MASK * len(piece)
        parts.append(piece[done : token.start()])
        done = token.end()
        if kind == "opening":
            depth += 1
            parts.append(" " * (length - 1) + "\n")
        elif kind == "next":
            parts.append("\n" + " " * (length - 2) + "\n")
        elif kind == "closing":
            depth -= 1
            parts.append("\n" + " " * (length - 1))
        else:
            parts.append(MASK * length)
    return MASK * len(piece) if depth else "".join(parts) + piece[done:]
