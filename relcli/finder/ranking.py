"""How near each trade is to what was typed, when it is no name of any."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from relcli.finder.folding import NameFolder, Stem
from relcli.finder.index import OWN, PREFIX, LanguageIndex
from relcli.finder.slips import slip

RELATED = 0.85
"""How like the word meant is a relative of it (roofer, roofing), times the share of letters they share."""

SHARED_LETTERS = 0.55  # relatives share so much of the longer word
NAMED = 0.5  # how much it counts, as an exponent, that the whole name was said
LISTED_WEIGHT = 0.97  # a name of a public list says a little less than one of the trade's own
FAR_BEHIND = 0.3  # of the score of the nearest: what has less is not told
LIKE_NONE = 0.6  # a word with a likeness below is like none
SHORTEST_PARTS = 3, 4  # of a word that was written in one

Alike = Callable[[str], tuple[tuple[str, float], ...]]
"""Gives the stems that one may stand for, and how like they are."""

Agreed = Mapping[int, tuple[float, str]]
"""Number of a word that was said to how like a word of a name it is, and that word."""


class Candidate(NamedTuple):
    """A trade: how much of what was said it has in one of its names, how much of that name was said, and
    its place among the trades of that name, the best first."""

    trade: str
    score: float
    heard: float
    named: float
    place: int


def rank(
    text: str, folder: NameFolder, index: LanguageIndex, is_known: Callable[[str], bool]
) -> list[Candidate]:
    """The trades with a word in common, the nearest first. No word that ``is_known`` in any language is
    taken for a slip."""
    alike = cache(lambda stem: tuple(_alike(stem, index, is_known)))
    said = [part for stem in folder.stems(text) for part in _parts(stem, folder, index, alike)]
    weights = [stem.weight * index.rarity(stem.text) for stem in said]
    total, best, top = sum(weights), dict[str, Candidate](), 0.0
    agreeing = _agreeing(said, index, alike)
    heard_of = {
        name: sum(weights[number] * likeness for number, (likeness, _) in agreed.items()) / total
        for name, agreed in agreeing.items()
    }
    for name, heard in sorted(heard_of.items(), key=lambda entry: -entry[1]):
        if heard < FAR_BEHIND * top:  # No name scores more than it was heard.
            break
        entry, named = index.names[name], _said_of(name, agreeing[name], folder, index)
        score = heard * named**NAMED * (1.0 if entry.nearness == OWN else LISTED_WEIGHT)
        score /= len(entry.trades) ** 0.1
        top = max(top, score)
        for place, trade in enumerate(entry.trades):
            if trade not in best or score > best[trade].score:
                best[trade] = Candidate(trade, score, heard, named, place)
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.place, candidate.trade))


def _agreeing(said: list[Stem], index: LanguageIndex, alike: Alike) -> Mapping[int, Agreed]:
    """The names with a word like one that was said, by their number."""
    agreeing = defaultdict[int, dict[int, tuple[float, str]]](dict)
    for number, stem in enumerate(said):
        for like, likeness in alike(stem.text):
            for name in index.holders[like]:
                if likeness > agreeing[name].get(number, (0.0, ""))[0]:
                    agreeing[name][number] = (likeness, like)
    return agreeing


def _said_of(name: int, agreed: Agreed, folder: NameFolder, index: LanguageIndex) -> float:
    """How much of a name was said."""
    likeness = dict[str, float]()
    for alike, stem in agreed.values():
        likeness[stem] = max(likeness.get(stem, 0.0), alike)
    weights = {stem: folder.weigh(stem) * index.rarity(stem) for stem in index.names[name].key.split()}
    return sum(weights[stem] * alike for stem, alike in likeness.items()) / sum(weights.values())


def _parts(stem: Stem, folder: NameFolder, index: LanguageIndex, alike: Alike) -> Iterator[Stem]:
    """The word; or, if it is like none, the two that were written in one (webshop), or it without what may be
    a second ending."""
    text = stem.text
    likeness = max((likeness for _, likeness in alike(text)), default=0.0)
    if likeness < LIKE_NONE:
        shorter = folder.stem(text)
        if shorter in index.holders:
            yield Stem(shorter, stem.weight)
            return
        first_part, second_part = SHORTEST_PARTS
        for cut in range(first_part, len(text) - second_part + 1):
            first, second = text[:cut], folder.stem(text[cut:])
            if first in index.holders and second in index.holders:
                yield Stem(first, stem.weight * folder.weigh(first))
                yield Stem(second, stem.weight * folder.weigh(second))
                return
    yield stem


def _alike(stem: str, index: LanguageIndex, is_known: Callable[[str], bool]) -> Iterator[tuple[str, float]]:
    """The stems that this one may stand for, and how like they are."""
    if stem in index.holders:
        yield stem, 1.0
    for other in index.begun(stem[:PREFIX]):
        pairs = enumerate(zip(stem, other, strict=False))
        same = next((i for i, (a, b) in pairs if a != b), min(len(stem), len(other)))
        share = same / max(len(stem), len(other))
        if other != stem and same >= PREFIX and share >= SHARED_LETTERS:
            yield other, RELATED * share
    if stem not in index.holders and not is_known(stem):
        yield from ((other, likeness) for other in index.as_long(stem) if (likeness := slip(stem, other)))
