"""How near each trade is to what was typed, when it is no name of any."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from relcli.finder.folding import NameFolder, Stem
from relcli.finder.index import OWN, PREFIX, LanguageIndex
from relcli.finder.slips import is_slip

SLIPPED, RELATED = 0.9, 0.85
"""How like the word meant is one with a slip; how like is a relative, times the letters that they share."""

SHARED = 0.55  # relatives share so much of the longer word: roofer, roofing
LISTED_WEIGHT = 0.97  # a name of a public list says a little less than one of the trade's own
ALL_NAMES = 0.1  # what it adds that other names of the trade have the words as well
SHORTEST_PART = 3  # of a word that was written in one


class Candidate(NamedTuple):
    """A trade and how near it is: 1 where every word agrees with a name of its own; ``by`` is the name."""

    trade: str
    score: float
    slipped: bool


def rank(
    text: str, folder: NameFolder, index: LanguageIndex, is_known: Callable[[str], bool]
) -> list[Candidate]:
    """The trades with a word in common, the nearest first. No word that ``is_known`` in any language is
    taken for a slip."""
    said = [part for stem in folder.stems(text) for part in _parts(stem, folder, index)]
    weights = [stem.weight * index.rarity.get(stem.text, index.unheard) for stem in said]
    total = sum(weights) or 1.0
    agreeing = defaultdict[int, dict[int, tuple[float, str]]](dict)
    slipped = set[tuple[int, str]]()
    for number, stem in enumerate(said):
        for like, likeness, is_slipped in _alike(stem.text, index, is_known):
            if is_slipped:
                slipped.add((number, like))
            for name in index.holders[like]:
                if likeness > agreeing[name].get(number, (0.0, ""))[0]:
                    agreeing[name][number] = (likeness, like)
    best = dict[str, tuple[float, bool]]()
    for name, agreed in agreeing.items():
        entry = index.names[name]
        heard = sum(weights[number] * likeness for number, (likeness, _) in agreed.items()) / total
        covered = dict[str, float]()
        for likeness, like in agreed.values():
            covered[like] = max(covered.get(like, 0.0), likeness)
        whole = sum(folder.weigh(stem) * index.rarity[stem] for stem in index.stems[name])
        named = (
            sum(folder.weigh(stem) * index.rarity[stem] * likeness for stem, likeness in covered.items())
            / whole
        )
        score = (
            heard * named**0.5 * (1.0 if entry.nearness == OWN else LISTED_WEIGHT) / len(entry.trades) ** 0.1
        )
        is_slipped = any((number, like) in slipped for number, (_, like) in agreed.items())
        for trade in entry.trades:
            if score > best.get(trade, (0.0, False))[0]:
                best[trade] = (score, is_slipped)
    found = []
    for trade, (score, is_slipped) in best.items():
        elsewhere = sum(
            w for w, stem in zip(weights, said, strict=True) if stem.text in index.trade_stems[trade]
        )
        found.append(Candidate(trade, (score + ALL_NAMES * elsewhere / total) / (1 + ALL_NAMES), is_slipped))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.trade))


def _parts(stem: Stem, folder: NameFolder, index: LanguageIndex) -> Iterator[Stem]:
    """The word, or the two that were written in one (webshop)."""
    text = stem.text
    if text not in index.holders:
        for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
            first, second = text[:cut], folder.stem(text[cut:])
            if first in index.holders and second in index.holders:
                yield Stem(first, stem.weight * folder.weigh(first))
                yield Stem(second, stem.weight * folder.weigh(second))
                return
    yield stem


def _alike(
    stem: str, index: LanguageIndex, is_known: Callable[[str], bool]
) -> Iterator[tuple[str, float, bool]]:
    """The stems that this one may stand for, how like they are, and whether it takes a slip."""
    if stem in index.holders:
        yield stem, 1.0, False
    for other in index.kin.get(stem[:PREFIX], ()):
        same = next(
            (i for i, (a, b) in enumerate(zip(stem, other, strict=False)) if a != b),
            min(len(stem), len(other)),
        )
        share = same / max(len(stem), len(other))
        if other != stem and same >= PREFIX and share >= SHARED:
            yield other, RELATED * share, False
    if not is_known(stem):
        for other in index.holders:
            if other[0] == stem[0] and is_slip(stem, other):
                yield other, SLIPPED, True
