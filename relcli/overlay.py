"""Some entries over others, without copying either: what lies above wins."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

_T = TypeVar("_T")


class Overlay(Mapping[str, _T]):
    """In the order of those below, then what is new above."""

    def __init__(self, above: Mapping[str, _T], below: Mapping[str, _T]) -> None:
        self._above, self._below = above, below

    def __getitem__(self, key: str) -> _T:
        try:
            return self._above[key]
        except KeyError:
            return self._below[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._below, *self._above)))

    def __len__(self) -> int:
        return len(self._below.keys() | self._above.keys())
