"""A table of which one entry is wanted: a line per key, looked up in the text, which is never parsed."""

from collections.abc import Iterator, Mapping


class LineTable(Mapping[str, str]):
    """Lines of ``KEY<Tab>VALUE``; neither holds a tab or a newline."""

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}\n"

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "LineTable":
        return cls("\n".join(f"{key}\t{value}" for key, value in entries.items()))

    def __getitem__(self, key: str) -> str:
        start = self._text.find(f"\n{key}\t")
        if start < 0 or "\n" in key:
            raise KeyError(key)
        start += len(key) + 2
        return self._text[start : self._text.index("\n", start)]

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._text.split("\n") if line)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __str__(self) -> str:
        return self._text.strip("\n")
