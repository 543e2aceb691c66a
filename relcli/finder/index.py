"""Every name that leads to a trade, read once; the wheel carries what ``index_names`` makes."""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from relcli.finder.folding import NameFolder, join_words, stem_key
from relcli.model.files import Classification, NameList
from relcli.model.trades import Trade

_Key = TypeVar("_Key", bound=Hashable)

PREFIX = 4  # relatives begin with the same letters, so many at least

OWN, LISTED, TITLE = 2, 1, 0
"""How near a name is to the trade: its own, one of a public list, the title of a class."""


class IndexedName(Struct, array_like=True, frozen=True, gc=False):
    """A name as it is compared: its stems in the order of the alphabet, and what it leads to."""

    key: str
    trades: tuple[str, ...]
    nearness: int


class IndexedNames(Struct, frozen=True, gc=False):
    """The names of one language; letters alone to the number of the name; stem to those that have it."""

    names: tuple[IndexedName, ...]
    joined: Mapping[str, int]
    holders: Mapping[str, tuple[int, ...]]


Named = Iterator[tuple[str, tuple[str, ...], int]]
"""A name, what it leads to, and how near it is."""


def named(
    language: str,
    trades: Mapping[str, Trade],
    lists: Mapping[str, NameList],
    classifications: Mapping[str, Classification],
) -> Named:
    """All names in a language, the nearest to their trades first; what ids and keys say is English."""
    for name, trade in own_names(trades.values(), language).items():
        yield name, (trade,), OWN
    if language == "en":
        yield from ((trade, (trade,), OWN) for trade in trades)
    for entry in (entry for listed in lists.values() for entry in listed.names):
        yield from ((name, entry.trades, LISTED) for name in getattr(entry, language))
        if language == "en" and entry.key:
            yield entry.key, entry.trades, LISTED
    for known in (known for system in classifications.values() for known in system.classes.values()):
        if title := getattr(known, language):
            yield title, known.trades, TITLE


def own_names(trades: Iterable[Trade], language: str) -> dict[str, str]:
    """The names that trades have of their own, as they are written but for the case, to the trade."""
    return {
        name.casefold(): trade.id
        for trade in trades
        for name in (trade.label[language], *trade.aliases[language])
    }


def index_names(names: Named, folder: NameFolder) -> IndexedNames:
    """Each name once: the nearer to its trade stands, and what is equally near leads to all."""
    found = dict[str, IndexedName]()
    for name, trades, nearness in names:
        joined = join_words(name)
        known = found.get(joined)
        if joined and (known is None or known.nearness == nearness):
            every = dict.fromkeys((*(known.trades if known else ()), *trades))
            found[joined] = IndexedName(stem_key(folder.stems(name)), tuple(every), nearness)
    holders = defaultdict[str, list[int]](list)
    for number, entry in enumerate(found.values()):
        for stem in dict.fromkeys(entry.key.split()):
            holders[stem].append(number)
    return IndexedNames(
        names=tuple(found.values()),
        joined={joined: number for number, joined in enumerate(found)},
        holders={stem: tuple(numbers) for stem, numbers in holders.items()},
    )


def _grouped(stems: Iterable[str], by: Callable[[str], _Key]) -> dict[_Key, list[str]]:
    groups = defaultdict[_Key, list[str]](list)
    for stem in stems:
        groups[by(stem)].append(stem)
    return dict(groups)


class LanguageIndex:
    """The names of one language, to be asked which have a word."""

    def __init__(self, indexed: IndexedNames) -> None:
        self.indexed = indexed
        self.names, self.holders = indexed.names, indexed.holders
        self._rarity: dict[str, float] = {}

    def exactly(self, joined: str, key: str) -> tuple[str, ...]:
        """The trades of that very name, or of one with the same words; of the nearest kind of name only."""
        number = self.indexed.joined.get(joined)
        if number is not None:
            return self.names[number].trades
        rarest = min((self.holders.get(stem, ()) for stem in key.split()), key=len, default=())
        same = [self.names[number] for number in rarest if self.names[number].key == key]
        nearest = max((name.nearness for name in same), default=None)
        meant = (trade for name in same if name.nearness == nearest for trade in name.trades)
        return tuple(dict.fromkeys(meant))

    def rarity(self, stem: str) -> float:
        """How much a stem tells: the fewer trades have it in a name, the more; most, if none has."""
        if stem not in self._rarity:
            trades = {trade for number in self.holders.get(stem, ()) for trade in self.names[number].trades}
            self._rarity[stem] = math.log(1 + self._trades / max(1, len(trades)))
        return self._rarity[stem]

    def begun(self, start: str) -> list[str]:
        """The stems that begin with these letters, ``PREFIX`` of them."""
        return self._by_start.get(start, [])

    def as_long(self, word: str) -> list[str]:
        """The stems with the same first letter that are a letter longer or shorter at most."""
        lengths = range(len(word) - 1, len(word) + 2)
        return [stem for length in lengths for stem in self._by_length.get((word[0], length), ())]

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        return _grouped(self.holders, lambda stem: stem[:PREFIX])

    @cached_property
    def _by_length(self) -> dict[tuple[str, int], list[str]]:
        return _grouped(self.holders, lambda stem: (stem[0], len(stem)))

    @cached_property
    def _trades(self) -> int:
        return len({trade for name in self.names for trade in name.trades})
