"""Escapes and entities of strings, put as what they mean, every offset kept.

What an escape means stands at its end, with blanks before it. A letter that is escaped hides its word, and an
apostrophe that is escaped hides the word behind it: neither could be looked up or mended as it is spelled.
"""

import re
from collections.abc import Callable

from relcli.check.prose.inline import MASK

_LETTER, _APOSTROPHE, _NOTHING = "\x01", "\x02", "\x03"
_RUN = re.compile(r"[\w\x01\x02\x03]*[\x01\x02\x03][\w\x01\x02\x03]*+")
_WORDS = re.compile(r"[\w\x01\x02\x03]+")

_HEX = "[0-9A-Fa-f]"
BACKSLASH = re.compile(
    rf"\\(?:u{_HEX}{{4}}|u\{{{_HEX}{{1,6}}\}}|U{_HEX}{{8}}|U{_HEX}{{4}}|x{_HEX}{{2}}|\r?\n[ \t]*|.)"
    r"|(?<=\w)''(?=\w)",
    re.DOTALL,
)
"""Those of every kind of string here, and an apostrophe that is doubled."""
_SPACES = {**dict.fromkeys("abefnrtv0NLP", "\n"), "_": " "}


def unescaped(piece: str) -> str:
    """A piece of a string with its backslashes put as what they mean."""
    return aligned(piece, BACKSLASH, meant) if "\\" in piece or "''" in piece else piece


def meant(escape: str) -> str | None:
    """What an escape stands for: maybe nothing (a line that goes on), None where that is not known."""
    if escape == "''":
        return "'"
    kind, digits = escape[1], escape[2:].strip("{}")
    if kind in "uUx" and digits:
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF else None  # noqa: PLR2004 - the last of Unicode
    if kind in "\r\n":
        return ""
    return _SPACES.get(kind, None if kind.isalnum() else kind)


ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});")


def without_entities(piece: str) -> str:
    """A piece of HTML or XML with its entities put as what they mean."""
    if "&" not in piece or ";" not in piece:
        return piece
    from html import unescape  # its table of names takes as long to load as a small file to check

    return aligned(piece, ENTITY, lambda entity: unescape(entity) if unescape(entity) != entity else None)


def aligned(piece: str, escapes: re.Pattern[str], meaning: Callable[[str], str | None]) -> str:
    """The piece with each escape put as what it means, of the same length."""
    rough = escapes.sub(lambda match: _shown(match[0], meaning(match[0])), piece)
    if not any(map(rough.__contains__, (_LETTER, _APOSTROPHE, _NOTHING))):
        return rough
    return _WORDS.sub(lambda run: _settled(run[0]), rough)


def _shown(escape: str, meant: str | None) -> str:
    if meant is None or (meant and (meant[0].isalnum() or "\u0300" <= meant[0] <= "\u036f")):
        return _LETTER * len(escape)
    if meant in ("'", "\u2019"):
        return _APOSTROPHE * len(escape)
    if not meant:
        return _NOTHING * len(escape)
    if meant.isspace():
        return " " * len(escape)
    if len(meant) > 1 or not meant.isprintable():
        return MASK * len(escape)
    return " " * (len(escape) - 1) + meant


def _settled(run: str) -> str:
    """A run of letters and of escapes between them."""
    if _LETTER in run or _NOTHING in run.strip(_NOTHING):
        return MASK * len(run)
    run = run.replace(_NOTHING, " ")
    word = run.lstrip(f"{_APOSTROPHE} ")
    quote, (word, mark, elided) = run[: len(run) - len(word)], word.partition(_APOSTROPHE)
    if elided.strip(_APOSTROPHE):
        elided = MASK * len(elided)
    return f"{quote}{word}{mark}{elided}".replace(_APOSTROPHE, "'")
