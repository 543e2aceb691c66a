"""From what somebody typed to the trade: exactly, closely and said so, several to choose from, or none."""

from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Literal, NamedTuple

from relcli.finder.classes import ReadClass, may_be_class, read_class
from relcli.finder.folding import NameFolder, fold_words, join_words, stem_key
from relcli.finder.index import LanguageIndex
from relcli.finder.ranking import Candidate, rank
from relcli.model import LANGUAGES, Frozen
from relcli.model.files import Classification

OFFERED = 5
"""So many trades are offered at most where several could be meant."""

WHOLE = 0.915
"""A name that agrees whole, but for a slip, is taken where it is the only one."""

ALMOST, A_LITTLE_AHEAD = 0.8, 0.2
"""A name that agrees almost whole is taken where it is a little ahead of the next, by so much of itself."""

ENOUGH, NAMED_ENOUGH, FAR_AHEAD = 0.45, 0.8, 0.35
"""Any other must be far ahead, with most of the name said: ``docs/use/finding-a-trade.md``."""

OFFERABLE, BESIDE = 0.3, 0.5
"""How near a trade must be to be offered, and which share of the score of the nearest it must have."""


Understanding = Literal["exact", "close", "several", "none"]


class Found(NamedTuple):
    """What was meant: the first trade where the outcome is ``exact`` or ``close``, else those to choose from.

    Behind a close one stand others that it could be, if their people say the same word: no question would
    change that.
    ``by`` is the classification whose revision was chosen among those that have the class, where others
    mean something else by it.
    """

    outcome: Understanding
    trades: tuple[str, ...] = ()
    by: str | None = None


class Sources(Frozen):
    """Where the finder reads what it needs, when it needs it, language by language.

    ``word`` is what the people of a trade say, where that is known; ``own`` the names that trades have of
    their own, which most people type; ``index`` all there are.
    """

    ids: Container[str]
    word: Callable[[str, str], str | None]
    own: Callable[[str], Callable[[str], str | None]]
    folder: Callable[[str], NameFolder]
    index: Callable[[str], LanguageIndex]
    classifications: Callable[[], Mapping[str, Classification]]


class TradeFinder:
    """Finds a trade by its id, a name, or a class."""

    def __init__(self, sources: Sources) -> None:
        self._ids, self._word = sources.ids, sources.word
        self._own, self._folder = cache(sources.own), cache(sources.folder)
        self._index, self._classifications = cache(sources.index), cache(sources.classifications)

    def find(self, text: str, language: str, revision: str | None = None) -> Found:
        """What ``text`` means to somebody who speaks ``language``; the other languages come after it.

        ``revision`` chooses between the revisions of a classification that read a class otherwise.
        """
        name = _as_written(text)
        trade = self._own(language)(name) or name
        if trade in self._ids:
            return Found("exact", (trade,))
        if may_be_class(text):
            read = read_class(self._classifications(), text, revision)
            if read is not None:
                return self._of_class(read, language)
        return self._find_name(text, language)

    def _of_class(self, read: ReadClass, language: str) -> Found:
        by = read.by if read.otherwise else None
        if len(read.trades) == 1:
            return Found("exact", read.trades, by)
        if not read.by:
            return Found("several" if read.trades else "none", read.trades[:OFFERED])
        return self._of_several(read.trades[:OFFERED], language)._replace(by=by)

    def _find_name(self, text: str, language: str) -> Found:
        languages = sorted(LANGUAGES, key=language.__ne__)
        if not fold_words(text):
            return Found("none")
        ranked = []
        for spoken in languages:
            exact = self._exactly(text, spoken)
            if spoken == language and not exact:  # Other languages are read only where that cannot be helped.
                named = (self._own(other)(_as_written(text)) for other in languages)
                exact = tuple(filter(None, named))[:1]
            if exact:
                return (
                    Found("exact", exact) if len(exact) == 1 else self._of_several(exact[:OFFERED], language)
                )
            ranked.append(candidates := self._rank(text, spoken))
            if candidates and _is_ahead(candidates):
                return Found("close", (candidates[0].trade,))
        nearest = max(ranked, key=lambda candidates: candidates[0].score if candidates else 0.0)
        best = ranked[0] if ranked[0] and ranked[0][0].score >= OFFERABLE else nearest
        offered = [c.trade for c in best if c.score >= max(OFFERABLE, BESIDE * best[0].score)]
        # Of "druggist (retail)" something is understood: it is a shop.
        whole = [c for c in ranked[0] if c.named == 1.0]
        offered = offered or [c.trade for c in whole if c.score == whole[0].score]
        if not offered or best[0].score < ENOUGH:
            return Found("several" if offered else "none", tuple(offered[:OFFERED]))
        return self._of_several(tuple(offered[:OFFERED]), language)

    def _of_several(self, trades: tuple[str, ...], language: str) -> Found:
        """The first of them, if all say the same word; else all, to be asked about."""
        words = {self._word(trade, language) for trade in trades}
        return Found("several" if len(words) > 1 or None in words else "close", trades)

    def _exactly(self, text: str, language: str) -> tuple[str, ...]:
        key = stem_key(self._folder(language).stems(text))
        return self._index(language).exactly(join_words(text), key)

    def _rank(self, text: str, language: str) -> list[Candidate]:
        return rank(text, self._folder(language), self._index(language), self._is_known)

    def _is_known(self, stem: str) -> bool:
        return any(stem in self._index(language).holders for language in LANGUAGES)

    def search(self, text: str, language: str, revision: str | None = None) -> list[str]:
        """The trades that this may be the beginning of a name of, or near, the likeliest first."""
        if not fold_words(text):
            return []
        found = self.find(text, language, revision)
        exact = self._exactly(text, language) or (found.trades[:1] if found.outcome == "exact" else ())
        begun = self._begun(text, language)
        whole = [trade for starts, trade in begun if starts]
        near = (c.trade for c in self._rank(text, language) if c.score >= OFFERABLE)
        words = (trade for _, trade in begun)
        return list(dict.fromkeys((*exact, *whole, *found.trades[:1], *words, *near)))

    def _begun(self, text: str, language: str) -> list[tuple[bool, str]]:
        """The trades with a name of which every word typed begins a word, and whether the name itself begins
        so: those first."""
        stem, words, found = self._folder(language).stem, fold_words(text), list[tuple[bool, int, int, str]]()
        typed, indexed = "".join(words), self._index(language).indexed
        begins = [(word, stem(word)) for word in words]
        for joined, number in indexed.joined.items():
            name = indexed.names[number]
            own = name.key.split()
            begun = [any(s.startswith(word) or s == stem for s in own) for word, stem in begins]
            # A slip at the end of a word is not the beginning of the next one.
            starts = joined.startswith(typed) and begun[0]
            if starts or all(begun):
                found += ((not starts, -name.nearness, len(joined), trade) for trade in name.trades)
        return [(not inside, trade) for inside, _, _, trade in sorted(found)]


def _as_written(text: str) -> str:
    """As the trades' own names are looked up: but for the case and the kind of apostrophe."""
    return " ".join(text.replace("'", "\u2019").casefold().split())


def _is_ahead(candidates: list[Candidate]) -> bool:
    first, behind = candidates[0], candidates[1].score if len(candidates) > 1 else 0.0
    if min(first.heard, first.named) >= WHOLE:
        return all(min(other.heard, other.named) < WHOLE for other in candidates[1:])
    ahead = (first.score - behind) / first.score
    if first.score >= ALMOST:
        return ahead >= A_LITTLE_AHEAD
    return first.score >= ENOUGH and first.named >= NAMED_ENOUGH and ahead >= FAR_AHEAD
