"""Stretches of a text, by their offsets."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]
"""Where it starts, and where the first character behind it stands."""


class Spans:
    """Stretches in ascending order that do not overlap, to ask which one holds an offset."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.languages: list[str | None] = []

    def add(self, start: int, end: int, language: str | None = None) -> None:
        """Append one; those inside what is there already are left out."""
        if not self.ends or start >= self.ends[-1]:
            self.starts.append(start)
            self.ends.append(end)
            self.languages.append(language)

    def index_at(self, offset: int) -> int | None:
        """The index of the stretch that holds this offset."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else None


def merged(stretches: Iterable[Stretch]) -> Spans:
    """Stretches in any order as spans; those that touch or overlap become one."""
    spans = Spans()
    current: Stretch | None = None
    for start, end in sorted(stretches):
        if current is None or start > current[1]:
            if current:
                spans.add(*current)
            current = (start, end)
        else:
            current = (current[0], max(current[1], end))
    if current:
        spans.add(*current)
    return spans


def between(text: str, opening: str, closing: str) -> Iterator[Stretch]:
    """Everything from one mark to the next other one, both included; an open end is none."""
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start)
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end)
