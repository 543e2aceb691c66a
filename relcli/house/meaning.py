"""Whom the words of a house name, and where they hold: what can be told without being written down."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec.structs import replace

from relcli.advice.trade_terms import termbase_of
from relcli.data import Data
from relcli.house.avoided import admitted_words, said_in
from relcli.house.words import PAYER, HouseVocabulary
from relcli.language import term_for_role, without_article
from relcli.model import Concept


class Said(Protocol):
    """What of a decision tells the trade."""

    @property
    def trade(self) -> str | None: ...

    @property
    def answers(self) -> Mapping[str, str]: ...


def termbase_of_house(house: Said, data: Data) -> Mapping[str, Concept]:
    """The concepts in the mouth of its trade."""
    return termbase_of(data, data.trades.get(house.trade or ""))


def concept_of(words: Mapping[str, str], role: str, house: Said, data: Data) -> str | None:
    """The concept with the most of these words (language to word), best one that the trade or the role has.

    For words that nobody knows it is what would be recommended for the role; None where nothing is.
    """
    own = data.trades.get(house.trade or "")
    of_trade = {**own.words, **own.parties} if own else {}

    def fitness(c: Concept) -> tuple[int, bool, bool, bool]:
        known = sum(_has(c, language, word) for language, word in words.items())
        return known, of_trade.get(role) == c.id, c.id in of_trade.values(), role in c.roles

    best = max(termbase_of_house(house, data).values(), key=fitness)
    if fitness(best)[0]:
        return best.id
    if role in of_trade:
        return of_trade[role]
    party = data.knowledge.parties.get(role)
    merged = {**(own.answers if own else {}), **house.answers}
    return data.ballots.of(party.like if party else role).winner(merged)


def _has(concept: Concept, language: str, word: str) -> bool:
    return any(
        d.region is None and word in (d.term, d.forms.get("plural")) for d in concept.designations[language]
    )


def languages_of(word: str, instead: str, house: HouseVocabulary, data: Data) -> Iterable[str]:
    """Where a word is to be avoided that is written without a language: where the house says the other one
    and the termbase knows the word; failing that, where the house says the other one; else everywhere."""
    said = [code for code in house.languages if instead in said_in(house.roles.values(), code)]
    known = [
        code for code in said if any(_has(c, code, word) for c in termbase_of_house(house, data).values())
    ]
    return known or said or house.languages


# ---- the words of one kind of text ------------------------------------------------------------------------


def in_text(house: HouseVocabulary, text: str, data: Data) -> HouseVocabulary:
    """The words of the house as that kind of text says them, and so for all who were called the same; the
    words of elsewhere are avoided there, unless somebody else is called so."""
    concepts, roles, own = termbase_of_house(house, data), dict(house.roles), house.texts[text].words
    payer = roles[PAYER].concept if PAYER in roles else None
    for name, given in own.items():
        terms = {code: bare_term(word, code, data, concepts) or word for code, word in given.items()}
        words = {**house.roles[name].words, **terms}
        concept = concept_of(words, name, house, data) or house.roles[name].concept
        admitted = admitted_words(concepts[concept], words, payer)
        roles[name] = replace(roles[name], concept=concept, words=words, admitted=admitted)
        for other, role in house.roles.items():
            if other not in own and role.concept == house.roles[name].concept:
                theirs = {code: term_for_role(concepts[concept], other, code) for code in terms}
                roles[other] = replace(role, concept=concept, words={**role.words, **theirs}, admitted={})
    instead = {
        (code, before): word
        for name, role in roles.items()
        for code, word in role.words.items()
        if (before := house.roles[name].words.get(code, word)) != word
    }
    said = {code: {word.casefold() for word in said_in(roles.values(), code)} for code in house.languages}
    rules = {
        (code, word): instead.get((code, right), right)
        for word, by_language in house.avoid.items()
        for code, right in by_language.items()
    }
    avoid: dict[str, dict[str, str]] = {}
    for (code, word), right in {**rules, **instead}.items():
        if word.casefold() not in said[code]:
            avoid.setdefault(word, {})[code] = right
    return replace(house, roles=roles, avoid=avoid)


def bare_term(word: str, language: str, data: Data, concepts: Mapping[str, Concept]) -> str | None:
    """The term that a text has with an article, a capital or in the plural; None for what is no term."""
    bare = without_article(word, data.languages[language]).casefold()
    for concept in concepts.values():
        for d in concept.designations[language]:
            if bare == d.term.casefold() or any(bare == form.casefold() for form in d.forms.values()):
                return d.term
    return None
