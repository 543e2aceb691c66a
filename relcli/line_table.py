"""A table of which one entry is wanted: a line per key, looked up in the bytes, which are never parsed."""

from collections.abc import Iterator, Mapping


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
