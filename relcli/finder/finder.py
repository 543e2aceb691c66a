"""From what somebody typed to the trade: exactly, closely and said so, several to choose from, or none."""

from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Literal, NamedTuple

from relcli.finder.classes import read_class
from relcli.finder.folding import NameFolder, fold_words, join_words, stem_key
from relcli.finder.index import LanguageIndex
from relcli.finder.ranking import Candidate, rank
from relcli.model import LANGUAGES
from relcli.model.files import Classification

OFFERED = 5
"""So many trades are offered at most where several could be meant."""

ALMOST, A_LITTLE_AHEAD = 0.85, 0.15
"""A name that agrees almost whole is taken where it is a little ahead of the next, by so much of itself."""

ENOUGH, NAMED_ENOUGH, FAR_AHEAD = 0.5, 0.7, 0.3
"""Any other must be far ahead, with most of the name said: ``docs/use/finding-a-trade.md``."""

OFFERABLE, BESIDE = 0.3, 0.5
"""How near a trade must be to be offered, and which share of the score of the nearest it must have."""


Understanding = Literal["exact", "close", "several", "none"]


class Found(NamedTuple):
    """What was meant: one trade where the outcome is ``exact`` or ``close``, else those to choose from.

    ``by`` is the classification whose revision was chosen among those that have the class, where others
    mean something else by it.
    """

    outcome: Understanding
    trades: tuple[str, ...] = ()
    by: str | None = None


class TradeFinder:
    """Finds a trade by its id, a name, or a class.

    ``own`` are the names that trades have of their own in a language, which most people type; everything else
    is read when none of these was meant, language by language.
    """

    def __init__(
        self,
        ids: Container[str],
        own: Callable[[str], Mapping[str, str]],
        folder: Callable[[str], NameFolder],
        index: Callable[[str], LanguageIndex],
        classifications: Callable[[], Mapping[str, Classification]],
    ) -> None:
        self._ids = ids
        self._own, self._folder, self._index = cache(own), cache(folder), cache(index)
        self._classifications = cache(classifications)

    def find(self, text: str, language: str, revision: str | None = None) -> Found:
        """What ``text`` means to somebody who speaks ``language``; the other languages come after it.

        ``revision`` chooses between the revisions of a classification that read a class otherwise.
        """
        name = " ".join(text.replace("'", "\u2019").casefold().split())
        trade = self._own(language).get(name, name)
        if trade in self._ids:
            return Found("exact", (trade,))
        if name[:1].isdigit() or name[-1:].isdigit() or name[-2:-1].isdigit():
            read = read_class(self._classifications(), text, revision)
            if read is not None:
                return Found(
                    _outcome(read.trades), read.trades[:OFFERED], read.by if read.otherwise else None
                )
        return self._find_name(text, language)

    def _find_name(self, text: str, language: str) -> Found:
        languages = sorted(LANGUAGES, key=language.__ne__)
        joined = join_words(text)
        if not joined:
            return Found("none")
        for spoken in languages:
            key = stem_key(self._folder(spoken).stems(text))
            exact = self._index(spoken).exactly(joined, key)
            if exact:
                return Found(_outcome(exact), exact[:OFFERED])
        ranked = []
        for spoken in languages:
            ranked.append(candidates := self._rank(text, spoken))
            if candidates and _is_ahead(candidates):
                return Found("close", (candidates[0].trade,))
        nearest = max(ranked, key=lambda candidates: candidates[0].score if candidates else 0.0)
        best = ranked[0] if ranked[0] and ranked[0][0].score >= OFFERABLE else nearest
        offered = [c.trade for c in best if c.score >= max(OFFERABLE, BESIDE * best[0].score)]
        # Of "druggist (retail)" something is understood: it is a shop.
        offered = offered or [c.trade for c in ranked[0] if c.named == 1.0][:1]
        return Found("several" if offered else "none", tuple(offered[:OFFERED]))

    def _rank(self, text: str, language: str) -> list[Candidate]:
        return rank(text, self._folder(language), self._index(language), self._is_known)

    def _is_known(self, stem: str) -> bool:
        return any(stem in self._index(language).holders for language in LANGUAGES)

    def search(self, text: str, language: str) -> list[str]:
        """The trades that this may be the beginning of a name of, or near, the likeliest first."""
        if not fold_words(text):
            return []
        found = self.find(text, language)
        begun = self._begun(text, language)
        near = (c.trade for c in self._rank(text, language) if c.score >= OFFERABLE)
        exact = found.trades if found.outcome == "exact" else ()
        return list(dict.fromkeys((*exact, *begun, *near)))

    def _begun(self, text: str, language: str) -> list[str]:
        """The trades with a name of which every word typed begins a word: whole names begun so first."""
        words, found = fold_words(text), list[tuple[bool, int, int, str]]()
        typed, indexed = "".join(words), self._index(language).indexed
        for joined, number in indexed.joined.items():
            name, starts = indexed.names[number], joined.startswith(typed)
            if starts or all(any(_begins(word, stem) for stem in name.key.split()) for word in words):
                found += ((not starts, -name.nearness, len(joined), trade) for trade in name.trades)
        return [trade for *_, trade in sorted(found)]


def _outcome(trades: tuple[str, ...]) -> Understanding:
    """Of what leads to these trades, each with the same right."""
    return "exact" if len(trades) == 1 else "several" if trades else "none"


def _begins(word: str, stem: str) -> bool:
    return stem.startswith(word) or word.startswith(stem)


def _is_ahead(candidates: list[Candidate]) -> bool:
    first, behind = candidates[0], candidates[1].score if len(candidates) > 1 else 0.0
    ahead = (first.score - behind) / first.score
    if first.score >= ALMOST:
        return ahead >= A_LITTLE_AHEAD
    return first.score >= ENOUGH and first.named >= NAMED_ENOUGH and ahead >= FAR_AHEAD
