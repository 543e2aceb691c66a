"""Tables of which one entry is wanted: a line per key, looked up in the bytes, and decoded when asked for."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from relcli.errors import KnowledgeError

_T = TypeVar("_T")


class LineTable(Mapping[str, bytes]):
    """Lines of ``KEY<Tab>VALUE``, each begun by a newline; neither holds a tab or a newline."""

    def __init__(self, lines: bytes) -> None:
        self.lines = lines

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "LineTable":
        return cls("".join(f"\n{key}\t{value}" for key, value in entries.items()).encode())

    def __getitem__(self, key: str) -> bytes:
        wanted = f"\n{key}\t".encode(errors="replace")
        start = self.lines.find(wanted)
        if start < 0 or "\n" in key:
            raise KeyError(key)
        start += len(wanted)
        end = self.lines.find(b"\n", start)
        return self.lines[start:] if end < 0 else self.lines[start:end]

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self.lines.split(b"\n")[1:])

    def __len__(self) -> int:
        return self.lines.count(b"\n")


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
