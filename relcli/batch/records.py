"""JSON Lines to rows, each with its own text, so that it can be passed on byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from relcli.batch.answer import Number, Problem, as_text
from relcli.batch.rows import NOTHING, Batch, Pieces

Profile = tuple[str | None, ...]


class JsonRows:
    """As ``CsvRows``; a row is the profile alone, or the whole object where that is needed."""

    def __init__(self, keys: Sequence[str], added: Sequence[str], prefix: str, *, objects: bool) -> None:
        self.keys = keys
        self.added = added
        self.objects = objects
        self._pieces = Pieces("\n")
        self._taken = json.dumps(prefix, ensure_ascii=False)[:-1] if prefix else '"'
        # Numbers stay as they are written, and no number is too long.
        number = Number if objects else str
        self._decoder = json.JSONDecoder(parse_int=number, parse_float=number)
        self._fast = None if objects else fast_reader(keys)

    @property
    def rest(self) -> str:
        """The beginning of a row that is not all there."""
        return self._pieces.text()

    def forget(self) -> None:
        """Drop the beginning of a row."""
        self._pieces = Pieces("\n")

    def take(self, text: str, *, whole: bool) -> Batch:
        """The rows that are complete with this piece; ``whole`` says that no more will come."""
        self._pieces.add(text)
        if not whole and "\n" not in text:
            return NOTHING
        text = self._pieces.text()
        text = self._pieces.keep(text, len(text) if whole else text.rfind("\n") + 1)
        if not text:
            return NOTHING
        lines = text.split("\n")
        if not lines.pop() and not self.objects and "\r" not in text and self._taken not in text:
            rows = self._plain(lines)
            if rows is not None:
                return Batch(lines, rows, {}, None, text)
        return self.read_again(text)

    def read_again(self, text: str) -> Batch:
        """The rows one by one, with every value as text."""
        lines = text.split("\n")
        ends = ["\n"] * (len(lines) - 1) + [""]
        if not lines[-1]:
            lines.pop()
            ends.pop()
        return self._careful(lines, ends, text)

    def _plain(self, lines: list[str]) -> list[Profile] | None:
        """The profiles, where every line is one object and nothing else."""
        # Each an object, not an empty one, with no blank where the added members go.
        if {line[:2] for line in lines} != {'{"'} or {line[-1:] for line in lines} != {"}"}:
            return None
        try:
            if self._fast:
                return self._fast(lines)
            read = [self._decoder.raw_decode(line) for line in lines]
        except (ValueError, RecursionError):
            return None
        if [stop for _, stop in read] != list(map(len, lines)):
            return None
        keys = self.keys
        try:
            return [tuple([found.get(key) for key in keys]) for found, _ in read]
        except AttributeError:
            return None

    def _careful(self, lines: list[str], ends: list[str], text: str) -> Batch:
        batch = Batch([], [], {}, [], text)
        for line, end in zip(lines, ends, strict=True):
            raw = line.rstrip(" \t\r")
            if not raw:
                batch.odd[len(batch.raws)] = None
                row: Any = None
            else:
                row = self._read(raw)
                if isinstance(row, Problem):
                    batch.odd[len(batch.raws)], row = row, None
                elif not self.objects:
                    row = tuple(as_text(row.get(key)) for key in self.keys)
            batch.raws.append(raw)
            batch.rows.append(row)
            if batch.ends is not None:
                batch.ends.append(line[len(raw) :] + end)
        return batch

    def _read(self, raw: str) -> Mapping[str, Any] | Problem:
        try:
            found = self._decoder.decode(raw)
        except json.JSONDecodeError as error:
            return Problem("broken-json", {"why": error.msg, "column": error.colno})
        except (ValueError, RecursionError):
            return Problem("broken-json", {"why": "too deep", "column": 1})
        if not isinstance(found, dict):
            return Problem("not-an-object", {})
        taken = next((name for name in self.added if name in found), None)
        return found if taken is None else Problem("key-taken", {"value": taken})


def fast_reader(keys: Sequence[str]) -> Callable[[list[str]], list[Profile] | None] | None:
    """A reader of profiles by msgspec, where it is installed; what it refuses is read again without."""
    try:
        import msgspec
    except ImportError:
        return None
    if len({*keys}) < len(keys):
        return None
    names = [f"key{place}" for place in range(len(keys))]
    shape = msgspec.defstruct(
        "Profile", [(name, Any, None) for name in names], rename=dict(zip(names, keys, strict=True))
    )
    decode = msgspec.json.Decoder(shape).decode
    astuple = msgspec.structs.astuple

    def read(lines: list[str]) -> list[Profile] | None:
        try:
            return [astuple(decode(line)) for line in lines]
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    return read
