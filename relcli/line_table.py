"""Tables of which one entry is wanted: a line per key, looked up in the bytes, and decoded when asked for."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

import msgspec

from relcli.errors import KnowledgeError

if TYPE_CHECKING:
    from mmap import mmap

_T = TypeVar("_T")


class LineTable(Mapping[str, bytes]):
    """Lines of ``KEY<Tab>PLACE<Tab>VALUE`` in the order of their keys, each begun by a newline; the place is
    that of the entry among all, in whose order they come. Neither key nor value holds a tab or a newline."""

    def __init__(self, lines: "bytes | mmap") -> None:
        self.lines = lines
        self._entries: dict[str, bytes] = {}

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "LineTable":
        return cls(cls.lines_of(entries))

    @staticmethod
    def lines_of(entries: Mapping[str, str]) -> bytes:
        """Those entries as such a table is kept."""
        placed = enumerate(entries.items())
        lines = {key.encode(): f"{place}\t{value}".encode() for place, (key, value) in placed}
        return b"".join(b"\n" + key + b"\t" + lines[key] for key in sorted(lines))

    def __getitem__(self, key: str) -> bytes:
        if self._entries:
            return self._entries[key]
        wanted, low, high = key.encode(errors="replace"), 0, len(self.lines)
        while low < high:
            start = self.lines.rfind(b"\n", low, (low + high) // 2 + 1)
            tab, end = self.lines.find(b"\t", start), self.lines.find(b"\n", start + 1)
            end = len(self.lines) if end < 0 else end
            found = self.lines[start + 1 : tab]
            if found == wanted:
                return bytes(self.lines[tab + 1 : end]).partition(b"\t")[2]
            low, high = (end, high) if found < wanted else (low, start)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        # Who goes through all of them will look them up too.
        lines = (line.split(b"\t", 2) for line in self.lines[:].split(b"\n")[1:])
        ordered = sorted(lines, key=lambda line: int(line[1]))
        self._entries = {key.decode(): value for key, _, value in ordered}
        return iter(self._entries)

    def __len__(self) -> int:
        return self.lines[:].count(b"\n")


class OnDemand(Mapping[str, _T]):
    """Entries that are decoded one by one, since most runs need one of many."""

    def __init__(self, entries: Mapping[str, bytes] | Mapping[str, msgspec.Raw], shape: type[_T]) -> None:
        self._entries = entries
        self._decoded: dict[str, _T] = {}
        self._absent: set[str] = set()
        self._decode = msgspec.json.Decoder(shape).decode

    def __getitem__(self, key: str) -> _T:
        # What is not there is looked for in all there is, so that is done once.
        if key in self._absent:
            raise KeyError(key)
        if key not in self._decoded:
            try:
                self._decoded[key] = self._decode(self._entries[key])
            except KeyError:
                self._absent.add(key)
                raise
            except msgspec.MsgspecError as error:
                raise KnowledgeError(f"{key}: {error}") from error
        return self._decoded[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
