"""From an advice to the words of a house, and what has changed since they were written down."""

import msgspec

from relcli.advice.advice import Advice
from relcli.advice.reasons import main_reasons
from relcli.advice.recommendation import Recommendation, recommend
from relcli.data import Data
from relcli.house.avoided import rules_of
from relcli.house.words import (
    PAYER,
    Because,
    HouseRole,
    HouseVocabulary,
    admitted_words,
)
from relcli.language import Texts, term_for_role


def house_of(advice: Advice, data: Data, texts: Texts) -> HouseVocabulary:
    """The words for everybody in the room, as the advice decides them, with reasons in one language."""
    languages = data.knowledge.languages
    trade = advice.request.trade
    roles = {r: _role(advice, r, concept, data, texts) for r, concept in advice.people.items() if concept}
    main = roles.get(PAYER)
    for name, role in roles.items():
        if main and role.concept == main.concept:
            # Whoever goes by the payer's word does so for the payer's reasons.
            roles[name] = msgspec.structs.replace(role, because=main.because)
    return HouseVocabulary(
        data=data.knowledge.date,
        trade=trade.id if trade else None,
        answers={q: a for q, a in advice.answers.items() if q not in advice.assumed},
        languages=tuple(languages),
        roles=roles,
        avoid=rules_of(roles, data.termbase),
    )


def _role(advice: Advice, role: str, concept_id: str, data: Data, texts: Texts) -> HouseRole:
    concept = data.termbase[concept_id]
    words = {language: term_for_role(concept, role, language) for language in data.knowledge.languages}
    recommendation = recommend(data.ballots, advice.request, advice.answers, role)
    return HouseRole(
        concept=concept_id,
        words=words,
        admitted=admitted_words(concept, words, advice.people[PAYER]),
        verdict=recommendation.verdict,
        because=_because(recommendation, texts),
    )


def _because(recommendation: Recommendation, texts: Texts) -> tuple[Because, ...]:
    """The strongest reason for the word; none where nothing was heard, or the trade's own word leads."""
    reasons = main_reasons(recommendation.decision)
    claim = next((reason.claim for reason in reasons if reason.separates > 0), None)
    if claim is None or recommendation.basis == "sector":
        return ()
    return (Because(texts.text(claim.says), claim.source, claim.section),)


def changes(saved: HouseVocabulary, now: HouseVocabulary) -> list[tuple[str, str, str | None]]:
    """(role, concept then, concept now) where the knowledge has moved on since the file was written."""
    return [
        (name, role.concept, now.roles[name].concept if name in now.roles else None)
        for name, role in saved.roles.items()
        if name not in now.roles or now.roles[name].concept != role.concept
    ]
