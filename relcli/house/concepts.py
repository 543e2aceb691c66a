"""Whom a word names: looked up in the termbase, so that a decision file need not say it."""

from collections.abc import Mapping

from relcli.data import Data
from relcli.model import Concept


def concept_of(
    words: Mapping[str, str], role: str, trade: str | None, answers: Mapping[str, str], data: Data
) -> str | None:
    """The concept with the most of these words (language to word), best one that the trade or the role has.

    For words that nobody knows it is what would be recommended for the role; None where nothing is.
    """
    own = data.trades.get(trade) if trade else None
    of_trade = {**own.words, **own.parties} if own else {}

    def fitness(concept: Concept) -> tuple[int, bool, bool, bool]:
        known = sum(_has(concept, language, word) for language, word in words.items())
        fills_role = role in concept.roles
        return known, of_trade.get(role) == concept.id, concept.id in of_trade.values(), fills_role

    best = max(data.termbase.values(), key=fitness)
    if fitness(best)[0]:
        return best.id
    if role in of_trade:
        return of_trade[role]
    party = data.knowledge.parties.get(role)
    merged = {**(own.answers if own else {}), **answers}
    return data.ballots.of(party.like if party else role).winner(merged)


def is_known(word: str, language: str, concepts: Mapping[str, Concept]) -> bool:
    """Does the termbase have the word for anything?"""
    return any(_has(concept, language, word) for concept in concepts.values())


def _has(concept: Concept, language: str, word: str) -> bool:
    return any(
        d.region is None and word in (d.term, d.forms.get("plural")) for d in concept.designations[language]
    )
