"""Bytes that make no sense in their encoding, and characters that another one lacks."""

from __future__ import annotations

import codecs
import re

from relcli.terminal import degrade

PASS_THROUGH = "relcli-pass-through"  # noqa: S105 - no password
"""The error handler for writing rows."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""How ``surrogateescape`` has bytes that are no characters."""


class Codec:
    """From the bytes of a file to text and back."""

    def __init__(self, encoding: str) -> None:
        # In encodings of two or four bytes a character, what makes no sense has no bytes of its own.
        wide = encoding.startswith(("utf-16", "utf-32"))
        self._decoder = codecs.getincrementaldecoder(encoding)("replace" if wide else "surrogateescape")
        self._encode = codecs.getencoder(encoding)

    def decode(self, data: bytes, *, at_end: bool = False) -> str:
        """The text of these bytes; the beginning of a character waits for its end."""
        return self._decoder.decode(data, at_end)

    def encode(self, text: str) -> bytes:
        """The bytes of this text."""
        return self._encode(text, PASS_THROUGH)[0]


def is_decoded(text: str) -> bool:
    """Did every byte that this was read from make sense in its encoding?"""
    return text.isascii() or not _UNDECODED.search(text)


def _pass_through(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes that made no sense go out as they came in; a character that the encoding lacks is replaced."""
    if isinstance(error, UnicodeEncodeError):
        char = error.object[error.start]
        if not is_decoded(char):
            return char.encode("ascii", "surrogateescape"), error.start + 1
    return degrade(error)


codecs.register_error(PASS_THROUGH, _pass_through)
