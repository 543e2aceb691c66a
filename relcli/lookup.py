"""What a person means by a word they typed: an option, a trade, a concept; never by a silent guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import AnswerError
from relcli.model import UNKNOWN, Concept, Designation, Knowledge, Trade

if TYPE_CHECKING:
    from relcli.model.languages import LanguageRules

NEAREST = 3  # So many trades are offered for a name that nobody has.
FORGIVING = 5  # From this many characters on, one slip in a word is forgiven.


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a slip of the keyboard probably meant; None when nothing is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(choices), n=1)), None)


def check_choice(flag: str, value: object, allowed: Iterable[str], code: str = "unknown-value") -> str:
    """The allowed value that is meant, whatever its case; ``AnswerError`` if there is none."""
    choices = list(allowed)
    by_folded = {choice.lower(): choice for choice in choices}
    folded = str(value).strip().lower()
    if folded in by_folded:
        return by_folded[folded]
    near = suggest(folded, by_folded)
    raise AnswerError(code, flag=flag, value=value, allowed=", ".join(choices), suggestion=near)


def check_answers(knowledge: Knowledge, raw: Mapping[str, object]) -> dict[str, str]:
    """Question id to option id in question order, case mended; ``AnswerError`` names flag and value."""
    for key in raw:
        check_choice("question", str(key), knowledge.questions, code="unknown-question")
    given = {str(key).lower(): value for key, value in raw.items() if value is not None}
    return {
        name: check_choice(f"--{name}", given[name], [*(o.id for o in question.options), UNKNOWN])
        for name, question in knowledge.questions.items()
        if name in given
    }


class FoundTrade(NamedTuple):
    """A trade, and whether it was named exactly."""

    trade: Trade
    exact: bool


class TradeIndex:
    """The trades with all their names; what a miss needs, ``languages`` included, is made on the first."""

    def __init__(
        self, trades: Mapping[str, Trade], languages: Callable[[], tuple[LanguageRules, ...]]
    ) -> None:
        self._trades = trades
        self._languages = languages

    @cached_property
    def _plain(self) -> dict[str, list[str]]:
        plain: dict[str, list[str]] = {}
        for trade in self._trades.values():
            aliases = chain.from_iterable(trade.aliases.values())
            for name in filter(None, (trade.id, *trade.label.values(), *aliases, trade.isic, trade.nace)):
                plain.setdefault(name.casefold(), []).append(trade.id)
        return plain

    @cached_property
    def _fold(self) -> Callable[[str], str]:
        """The words of a name without case, accents, punctuation, articles and plural endings, sorted."""
        from unicodedata import combining, normalize

        languages = self._languages()
        articles = {article for rules in languages for article in rules.name_articles}
        endings = {re.escape(ending) for rules in languages for ending in rules.name_plurals}
        plural = re.compile(rf"(?<=\w{{3}})(?:{'|'.join(sorted(endings))})$")

        def fold(name: str) -> str:
            # Articles go before the accents do: a French tea is no English article.
            words = re.findall(r"\d[\d.]*\d|\w+", name.casefold())
            telling = [word for word in words if word not in articles] or words
            if not name.isascii():
                telling = ["".join(c for c in normalize("NFKD", w) if not combining(c)) for w in telling]
            return " ".join(sorted(plural.sub("", word) for word in telling))

        return fold

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        folded: dict[str, list[str]] = {}
        for name, trades in self._plain.items():
            folded.setdefault(self._fold(name), []).extend(trades)
        return folded

    @cached_property
    def _characters(self) -> dict[str, int]:
        return {name: _character_set(name) for name in self._folded}

    def find(self, wanted: str, language: str, *, nearest: bool = True) -> FoundTrade:
        """The trade of that id, name, alias or class code.

        Case, accents, plural, word order and the language are free, and count as exact; a slip of the
        keyboard in a word that is long enough is forgiven, and does not; neither does a class that several
        trades share, for which the trade that leads it stands. ``AnswerError`` names the nearest, in
        ``language``, when nothing is near enough, and all that fit when several fit equally well.
        """
        key = wanted.strip().casefold()
        if key in self._trades:  # an id is no name of another trade, the validator sees to that
            return FoundTrade(self._trades[key], exact=True)
        ids: Collection[str] | None = self._plain.get(key) or self._folded.get(self._fold(wanted))
        exact = ids is not None
        ids = self._nearest(self._fold(wanted)) if ids is None else ids
        found = [trade for trade in self._trades.values() if trade.id in ids]
        if not found:
            like = self._like(self._fold(wanted), language) if nearest else ""
            raise AnswerError("unknown-business", value=wanted, nearest=like)
        leading = [trade for trade in found if key in trade.leads]
        for fitting in (found, leading):
            if len(fitting) == 1:
                return FoundTrade(fitting[0], exact and fitting is found)
        fits = ", ".join(trade.label[language] for trade in found)
        raise AnswerError("ambiguous-business", value=wanted, fitting=fits)

    def _nearest(self, name: str) -> set[str]:
        """The trades with a name that differs by a slip in a word or more, the fewest slips only."""
        words, characters = name.split(), _character_set(name)
        slips: dict[str, int] = {}
        for other, own in self._characters.items():
            # A slip in a word changes two characters at most, so most names need no closer look.
            if (characters ^ own).bit_count() <= 2 * len(words) and other.count(" ") == len(words) - 1:
                differing = [(a, b) for a, b in zip(words, other.split(), strict=True) if a != b]
                if all(len(word) >= FORGIVING and _is_one_slip(word, own) for word, own in differing):
                    for trade in self._folded[other]:
                        slips[trade] = min(len(differing), slips.get(trade, len(differing)))
        fewest = min(slips.values(), default=0)
        return {trade for trade, count in slips.items() if count == fewest}

    def _like(self, name: str, language: str) -> str:
        """The labels of the nearest trades: whose names are a part of the text, or it of them, or like it."""
        said = set(name.split())
        words = {other: set(other.split()) for other in self._folded}
        near = sorted((other for other, own in words.items() if own < said), key=len, reverse=True)
        near += sorted((other for other, own in words.items() if said and said < own), key=len)
        near += sorted((other for other in words if name and name in other), key=len)
        near += self._most_alike(name, 3 * NEAREST)
        labels = dict.fromkeys(self._trades[self._folded[other][-1]].label[language] for other in near)
        return ", ".join([*labels][:NEAREST])

    def _most_alike(self, name: str, number: int) -> list[str]:
        """The names written most like this one: what ``difflib`` says of all, asked of few of them.

        No two names are more alike than the characters that they share allow, and to count those is cheap.
        """
        from difflib import SequenceMatcher

        limits = []
        for other, characters in self._characters.items():
            shared = sum(characters >> (ord(char) & 63) & 1 for char in name)
            length = len(name) + len(other)
            limits.append((2 * min(shared, len(other)) / length if length else 1.0, other))
        matcher, best = SequenceMatcher(b=name), list[tuple[float, str]]()
        for limit, other in sorted(limits, reverse=True):
            if len(best) == number and limit < best[-1][0]:
                break
            matcher.set_seq1(other)
            best = sorted([*best, (matcher.ratio(), other)], reverse=True)[:number]
        return [other for _, other in best]


def trade_names_in(trades: Mapping[str, Trade], language: str) -> tuple[str, ...]:
    """Labels and aliases in one language, sorted, to offer while somebody types."""
    found = {name for t in trades.values() for name in (t.label[language], *t.aliases[language])}
    return tuple(sorted(found, key=str.casefold))


def _character_set(name: str) -> int:
    """Which characters occur, a bit each."""
    return reduce(or_, (1 << (ord(char) & 63) for char in name), 0)


def _is_one_slip(one: str, other: str) -> bool:
    """One character added, dropped, replaced, or two neighbours swapped; never in a number."""
    if any(c.isdigit() for c in one) or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, other_rest = short[same:], long[same:]
    if len(short) < len(long):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


class TermMatch(NamedTuple):
    """A concept that a word may stand for, and by which designation; None for its id."""

    concept: Concept
    designation: Designation | None


def find_concept(
    concepts: Mapping[str, Concept], word: str, language: str, *, flag: str | None = None
) -> Concept:
    """The one concept meant: by id, else by a designation in ``language``, else in any other.

    ``AnswerError`` names the ``flag``, with a suggestion for none, with all that fit for several.
    """
    key = _fold_term(word)
    if key in concepts:
        return concepts[key]
    matches = match_terms(concepts, word)
    here = [m for m in matches if m.designation and m.designation.language == language]
    for candidates in (here, matches):
        preferred = [m for m in candidates if m.designation and m.designation.status == "preferred"]
        for narrower in (preferred, candidates):
            fitting = list(dict.fromkeys(m.concept.id for m in narrower))
            if len(fitting) == 1:
                return concepts[fitting[0]]
            if fitting:
                raise AnswerError("ambiguous-term", flag=flag, value=word, fitting=", ".join(fitting))
    known = {_fold_term(form): form for c in concepts.values() for form, _ in _forms(c)}
    near = suggest(key, known)
    raise AnswerError("unknown-term", flag=flag, value=word, suggestion=known[near] if near else None)


def match_terms(concepts: Mapping[str, Concept], word: str) -> list[TermMatch]:
    """Every concept that goes by this word, plural, feminine and definite forms included."""
    key = _fold_term(word)
    return [
        TermMatch(concept, designation)
        for concept in concepts.values()
        for form, designation in _forms(concept)
        if _fold_term(form) == key
    ]


def _forms(concept: Concept) -> Iterator[tuple[str, Designation | None]]:
    yield concept.id, None
    for designations in concept.designations.values():
        for designation in designations:
            yield designation.term, designation
            for form in designation.forms.values():
                yield form, designation
            if designation.contrast:
                yield designation.contrast, designation


def _fold_term(word: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
