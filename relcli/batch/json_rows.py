"""JSON Lines to rows: numbers keep their digits, and what is inside an object is left alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import msgspec

from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, Layout, Profile, RowProblem, is_decoded, list_names, shorten, split_lines
from relcli.errors import InputError
from relcli.failures import TOO_DEEP, Failure

Members = Mapping[str, msgspec.Raw]  # the members of an object, key to the JSON text of the value
_decode = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_text = msgspec.json.Decoder(str).decode

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)")
"""An escape in a text; the group holds one half of a pair whose other half is missing."""


class JsonRows:
    """Rows out of texts that end with a newline."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self.plan = plan
        self.layout = layout
        self.line = 1
        self.keys_seen: tuple[str, ...] = ()
        self.unseen = {plan.columns[question] for question in layout.columns if question in plan.columns}
        """The keys that were asked for by name and that no row has had so far."""
        self._keys = [*layout.columns.values()]
        self._taken = msgspec.json.encode(plan.prefix).decode()[:-1]
        fields = {f"cell{index}": key for index, key in enumerate(dict.fromkeys(self._keys))}
        cells = msgspec.defstruct("Cells", [(f, str | None, None) for f in fields], rename=fields, gc=False)
        self._decode_cells = msgspec.json.Decoder(cells).decode
        self._is_flat = plan.to != CSV and len(self._keys) == len(fields) and "." not in "".join(self._keys)

    def chunks(self, texts: Iterator[str]) -> Iterator[Chunk]:
        """The rows, a text's at a time; ``InputError`` for a key asked for by name that no object had."""
        for text in texts:
            chunk = self._objects_only(text) or self._line_by_line(text)
            self.line += len(chunk.raws)
            chunk.check_encoding(text, self.layout.encoding)
            yield chunk
        if self.unseen and self.keys_seen:
            wanted = next(key for key in self._keys if key in self.unseen)
            raise InputError("no-such-key", value=wanted, allowed=list_names(self.keys_seen))

    def _objects_only(self, text: str) -> Chunk | None:
        """The rows of simple text; None where it takes a closer look, as with a number for an answer."""
        if not self._is_flat or self.unseen or self._taken in text or "\r" in text:
            return None
        raws = text.split("\n")
        # Each an object, not an empty one, with no blank where the added members go.
        if raws.pop() or {raw[:2] for raw in raws} != {'{"'} or {raw[-1:] for raw in raws} != {"}"}:
            return None
        try:
            profiles = [*map(msgspec.structs.astuple, map(self._decode_cells, raws))]
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return None
        lines = range(self.line, self.line + len(raws))
        return Chunk(lines, raws, ["\n"] * len(raws), raws, profiles, {}, plain=True)

    def _line_by_line(self, text: str) -> Chunk:
        whole = split_lines(text, "\n")
        raws = [line.rstrip(" \t\r\n") for line in whole]
        newlines = [line[len(raw) :] for line, raw in zip(whole, raws, strict=True)]
        rows, profiles, problems = [], [], {}
        for index, raw in enumerate(raws):
            members, problem = self._read(raw) if raw else (None, None)
            if problem or not raw:
                problems[index] = problem
            rows.append(self._cells(raw, members) if self.plan.to == CSV else members)
            profiles.append(() if members is None else self._profile(members))
        lines = range(self.line, self.line + len(raws))
        return Chunk(lines, raws, newlines, rows, profiles, problems, plain=False)

    def _read(self, raw: str) -> tuple[Members | None, RowProblem | None]:
        found = read_object(raw)
        if isinstance(found, RowProblem):
            return None, found
        for name in self.plan.added:
            if name in found:
                return None, RowProblem("key-taken", {"value": name})
        for key in found if self.plan.to == CSV else ():
            if key not in self.layout.names:
                return found, RowProblem("new-key", {"value": shorten(key)})
        return found, None

    def _cells(self, raw: str, members: Members | None) -> list[str]:
        """A cell for each column, then all that has none, as JSON; what is no object has none."""
        names = self.layout.names
        if members is None:
            return [*[""] * len(names), raw]
        more = {write_value(key): bytes(value) for key, value in members.items() if key not in names}
        over = [f"{key}: {value.decode('utf-8', 'surrogateescape')}" for key, value in more.items()]
        cells = [_text_of(members[name]) or "" if name in members else "" for name in names]
        return [*cells, "{" + ", ".join(over) + "}"] if over else cells

    def _profile(self, members: Members) -> Profile:
        values = [_value_at(members, key) for key in self._keys]
        self.keys_seen = self.keys_seen or tuple(members)
        self.unseen -= {key for key, value in zip(self._keys, values, strict=True) if value is not None}
        return tuple([None if value is None else _text_of(value) for value in values])


def read_object(raw: str) -> Members | RowProblem:
    """The members of the object on a line."""
    try:
        return _decode(raw.encode("utf-8", "surrogateescape"))
    except msgspec.ValidationError:
        return RowProblem("not-an-object")
    except RecursionError:
        return RowProblem("broken-json", {"why": TOO_DEEP})
    except (msgspec.DecodeError, UnicodeError) as error:
        # JavaScript cuts texts between the halves of a pair, and no decoder takes half of one.
        mended = _ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], raw)
        return RowProblem("broken-json", {"why": _why(error, raw)}) if mended == raw else read_object(mended)


_BYTE = re.compile(r"\(byte (\d+)\)\Z")


def _why(error: Exception, raw: str) -> Failure:
    """The place of a mistake in a line, in characters."""
    at = _BYTE.search(str(error))
    if at is None:
        return Failure("failure-not-utf8" if isinstance(error, UnicodeError) else "failure-cut-off")
    before = raw.encode("utf-8", "surrogateescape")[: int(at[1])]
    return Failure("failure-column", {"column": len(before.decode("utf-8", "replace")) + 1})


def write_value(value: object) -> str:
    """As JSON on one line; characters as they are, and bytes that are none of the encoding escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if is_decoded(text) else json.dumps(value)


def _value_at(members: Members, key: str) -> msgspec.Raw | None:
    """The value of that key, or at the end of a path with dots; None where there is none."""
    if key in members:
        return members[key]
    first, dot, rest = key.partition(".")
    if not dot or first not in members:
        return None
    try:
        return _value_at(_decode(members[first]), rest)
    except msgspec.ValidationError:
        return None


def _text_of(value: msgspec.Raw) -> str | None:
    """A value as a cell: text as it is, nothing for null, anything else as JSON writes it."""
    written = bytes(value)
    if written.startswith(b'"'):
        try:
            return _decode_text(written)
        except UnicodeError:
            pass  # not in the encoding, and told as that
    return None if written == b"null" else written.decode("utf-8", "surrogateescape")
