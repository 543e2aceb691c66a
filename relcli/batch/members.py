"""JSON objects as they are written: numbers keep their digits, and what is inside is left alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import msgspec

from relcli.batch.encoding import is_decoded
from relcli.batch.rows import RowProblem

Members = Mapping[str, msgspec.Raw]
"""The members of an object, key to the JSON text of the value."""

_decode = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_text = msgspec.json.Decoder(str).decode

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)")
"""An escape in a text; the group holds one half of a pair whose other half is missing."""


def read_object(raw: str) -> Members | RowProblem:
    """The members of the object on a line."""
    try:
        return _decode(_as_bytes(raw))
    except msgspec.ValidationError:
        return RowProblem("not-an-object", {})
    except RecursionError:
        return RowProblem("broken-json", {"why": "too deep"})
    except (msgspec.DecodeError, UnicodeError) as error:
        # JavaScript cuts texts between the halves of a pair, and no decoder takes half of one.
        mended = _ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], raw)
        if mended != raw:
            return read_object(mended)
        return RowProblem("broken-json", {"why": error})


def value_at(members: Members, key: str) -> msgspec.Raw | None:
    """The value of that key, or at the end of a path with dots; None where there is none."""
    if key in members:
        return members[key]
    first, dot, rest = key.partition(".")
    if not dot or first not in members:
        return None
    try:
        return value_at(_decode(members[first]), rest)
    except msgspec.ValidationError:
        return None


def text_of(value: msgspec.Raw) -> str | None:
    """A value as a cell: text as it is, nothing for null, anything else as JSON writes it."""
    written = bytes(value)
    if written.startswith(b'"'):
        try:
            return _decode_text(written)
        except UnicodeError:
            pass  # not in the encoding, and told as that
    return None if written == b"null" else written.decode("utf-8", "surrogateescape")


def write_object(members: Members) -> str:
    """The object again, on one line."""
    pairs = (
        f"{write_value(key)}: {bytes(value).decode('utf-8', 'surrogateescape')}"
        for key, value in members.items()
    )
    return "{" + ", ".join(pairs) + "}"


def write_value(value: object) -> str:
    """As JSON on one line; characters as they are, and bytes that are none of the encoding escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if is_decoded(text) else json.dumps(value)


def _as_bytes(raw: str) -> bytes:
    return raw.encode("utf-8", "surrogateescape")
