"""JSON Lines to rows, each with its own text, so that it can be passed on byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from relcli.batch.layout import Layout, list_names
from relcli.batch.members import Members, read_object, text_of, value_at
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, Profile, RowProblem, shorten, split_lines
from relcli.errors import InputError


class JsonRows:
    """Rows out of texts that end with a newline."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self.layout = layout
        self.line = 1
        self.keys_seen: tuple[str, ...] = ()
        self.unseen = {plan.columns[question] for question in layout.columns if question in plan.columns}
        """The keys that were asked for by name and that no row has had so far."""
        self._keys = [*layout.columns.values()]
        self._to_csv = plan.to == CSV
        self._added = plan.added
        self._taken = msgspec.json.encode(plan.prefix).decode()[:-1]
        self._read_profiles = None if self._to_csv else _profile_reader(self._keys)

    def chunks(self, texts: Iterator[str]) -> Iterator[Chunk]:
        """The rows, a text's at a time."""
        for text in texts:
            chunk = self._objects_only(text) or self._line_by_line(text)
            chunk.check_encoding(text, self.layout.encoding)
            self.line += len(chunk.raws)
            yield chunk

    def finish(self) -> None:
        """Raises ``InputError`` for a key that was asked for by name, and that no object has had."""
        if self.unseen and self.keys_seen:
            wanted = next(key for key in self._keys if key in self.unseen)
            raise InputError("no-such-key", value=wanted, allowed=list_names(self.keys_seen))

    def _objects_only(self, text: str) -> Chunk | None:
        """The rows of simple text; None where it takes a closer look, as with a number for an answer."""
        if self._read_profiles is None or self.unseen or self._taken in text or "\r" in text:
            return None
        raws = text.split("\n")
        # Each an object, not an empty one, with no blank where the added members go.
        if raws.pop() or {raw[:2] for raw in raws} != {'{"'} or {raw[-1:] for raw in raws} != {"}"}:
            return None
        try:
            profiles = self._read_profiles(raws)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return None
        return Chunk(self.line, "\n", raws, profiles, raws, {}, None)

    def _line_by_line(self, text: str) -> Chunk:
        profiles: list[Profile] = []
        chunk = Chunk(self.line, "\n", [], profiles, [], {}, [])
        assert chunk.newlines is not None
        for index, line in enumerate(split_lines(text, "\n")):
            raw = line.rstrip(" \t\r\n")
            members, problem = self._read(raw) if raw else (None, None)
            if problem or not raw:
                chunk.problems[index] = problem
            chunk.raws.append(raw)
            chunk.rows.append(members)
            profiles.append(() if members is None else self._profile(members))
            chunk.newlines.append(line[len(raw) :])
        return chunk

    def _read(self, raw: str) -> tuple[Members | None, RowProblem | None]:
        found = read_object(raw)
        if isinstance(found, RowProblem):
            return None, found
        taken = next((name for name in self._added if name in found), None)
        if taken is not None:
            return None, RowProblem("key-taken", {"value": taken})
        new = next((key for key in found if key not in self.layout.names), None) if self._to_csv else None
        return found, None if new is None else RowProblem("new-key", {"value": shorten(new)})

    def _profile(self, members: Members) -> Profile:
        values = [value_at(members, key) for key in self._keys]
        self.keys_seen = self.keys_seen or tuple(members)
        if self.unseen:
            found = zip(self._keys, values, strict=True)
            self.unseen -= {key for key, value in found if value is not None}
        return tuple([None if value is None else text_of(value) for value in values])


def _profile_reader(keys: Sequence[str]) -> Callable[[list[str]], list[Profile]] | None:
    """A reader of lines whose answers are texts or missing; any other line is an error.

    None where the keys are such that each object must be looked into.
    """
    if len({*keys}) < len(keys) or any("." in key for key in keys):
        return None
    fields = {f"cell{index}": key for index, key in enumerate(keys)}
    cells = msgspec.defstruct("Cells", [(name, str | None, None) for name in fields], rename=fields, gc=False)
    decode = msgspec.json.Decoder(cells).decode
    return lambda lines: [msgspec.structs.astuple(decode(line)) for line in lines]
