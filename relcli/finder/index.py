"""Every name that leads to a trade, read once; the wheel carries what ``build_index`` makes."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from relcli.finder.folding import NameFolder, join_words, stem_key
from relcli.model import LANGUAGES, Trade
from relcli.model.files import Classification, NameList

OWN, LISTED, TITLE = 2, 1, 0
"""How near a name is to the trade: its own, one of a public list, the title of a class."""

PREFIX = 4  # words that begin with the same letters may be relatives: roofer, roofing


class IndexedName(Struct, array_like=True, frozen=True, gc=False):
    """A name as it is compared: stems in the order of the alphabet, letters alone, and what it leads to."""

    key: str
    joined: str
    trades: tuple[str, ...]
    nearness: int


NameIndexFile = Mapping[str, tuple[IndexedName, ...]]
"""The names of each language."""


def build_index(
    folders: Mapping[str, NameFolder],
    trades: Iterable[Trade],
    lists: Iterable[NameList],
    classifications: Iterable[Classification],
) -> NameIndexFile:
    """All names, each once: the nearer to the trade wins, and what is equally near leads to all."""
    best = {language: dict[str, IndexedName]() for language in LANGUAGES}
    named = (*_own(trades), *_listed(lists), *_titles(classifications))
    for language, name, leads, nearness in named:
        joined = join_words(name)
        known = best[language].get(joined)
        if known is None or known.nearness == nearness:
            every = dict.fromkeys((*(known.trades if known else ()), *leads))
            key = stem_key(folders[language].stems(name))
            best[language][joined] = IndexedName(key, joined, tuple(every), nearness)
    return {language: tuple(n for n in names.values() if n.key) for language, names in best.items()}


_Named = Iterator[tuple[str, str, tuple[str, ...], int]]


def _own(trades: Iterable[Trade]) -> _Named:
    for trade in trades:
        yield "en", trade.id, (trade.id,), OWN
        for language in LANGUAGES:
            for name in (trade.label[language], *trade.aliases[language]):
                yield language, name, (trade.id,), OWN


def _listed(lists: Iterable[NameList]) -> _Named:
    for entry in (entry for listed in lists for entry in listed.names):
        if entry.key:
            yield "en", entry.key, entry.trades, LISTED
        for language in LANGUAGES:
            yield from ((language, name, entry.trades, LISTED) for name in getattr(entry, language))


def _titles(classifications: Iterable[Classification]) -> _Named:
    for classification in classifications:
        for known in classification.classes.values():
            titles = ((language, getattr(known, language)) for language in LANGUAGES)
            yield from ((language, title, known.trades, TITLE) for language, title in titles if title)


class LanguageIndex:
    """The names of one language, to be asked which have a word."""

    def __init__(self, names: Iterable[IndexedName]) -> None:
        self.names = tuple(names)
        self.stems = [tuple(name.key.split()) for name in self.names]

    @cached_property
    def _by_spelling(self) -> dict[str, list[IndexedName]]:
        spelt = defaultdict[str, list[IndexedName]](list)
        for name in self.names:
            spelt[name.joined].append(name)
            spelt[f" {name.key}"].append(name)
        return spelt

    def exactly(self, joined: str, key: str) -> tuple[str, ...]:
        """The trades of that very name, or of one with the same words; of the nearest kind of name only."""
        for spelling in (joined, f" {key}"):
            names = self._by_spelling.get(spelling, ())
            nearest = max((name.nearness for name in names), default=None)
            meant = dict.fromkeys(t for name in names if name.nearness == nearest for t in name.trades)
            if meant:
                return tuple(meant)
        return ()

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Stem to the numbers of the names that have it."""
        holders = defaultdict[str, list[int]](list)
        for number, stems in enumerate(self.stems):
            for stem in {*stems}:
                holders[stem].append(number)
        return dict(holders)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Stem to how much it tells: the fewer trades have it in a name, the more."""
        number = len({trade for name in self.names for trade in name.trades})
        having = {
            stem: len({trade for n in numbers for trade in self.names[n].trades})
            for stem, numbers in self.holders.items()
        }
        return {stem: math.log(1 + number / trades) for stem, trades in having.items()}

    @cached_property
    def unheard(self) -> float:
        """What a word tells that no name has."""
        return max(self.rarity.values(), default=1.0)

    @cached_property
    def kin(self) -> dict[str, list[str]]:
        """First letters to the stems that begin so."""
        kin = defaultdict[str, list[str]](list)
        for stem in self.holders:
            kin[stem[:PREFIX]].append(stem)
        return dict(kin)

    @cached_property
    def trade_stems(self) -> dict[str, set[str]]:
        """Trade to all the words of all its names."""
        words = defaultdict[str, set[str]](set)
        for name, stems in zip(self.names, self.stems, strict=True):
            for trade in name.trades:
                words[trade].update(stems)
        return dict(words)


def own_names(trades: Iterable[Trade]) -> Mapping[str, Mapping[str, str]]:
    """Language to the trades' own names, as they are written but for the case, to the trade."""
    names = {language: dict[str, str]() for language in LANGUAGES}
    for trade in trades:
        for language in LANGUAGES:
            for name in (trade.label[language], *trade.aliases[language]):
                names[language][name.casefold()] = trade.id
    return names
