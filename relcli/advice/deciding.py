"""Why, in a few words: the facts of the business that decide, each once, with the documents that go by it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.advice.reasons import tell
from relcli.advice.recommendation import Recommendation
from relcli.advice.request import Request
from relcli.advice.room import Law
from relcli.decide.decision import Decision
from relcli.model import Concept, Text


class DecidingFact(NamedTuple):
    """What decides, and for which concept: an answer, or else what the trade or a law ``says``.

    ``effect`` is ``for`` or ``against`` the word that is recommended; ``weight`` is by how many points it
    moves the lead, 0 for what is no answer; ``sources`` are the documents, the weightiest first.
    """

    question: str | None
    answer: str | None
    says: Text | None
    concept: str
    effect: str
    weight: int
    sources: tuple[str, ...]


def deciding_facts(
    request: Request, recommendation: Recommendation, concepts: Mapping[str, Concept], laws: Iterable[Law]
) -> tuple[DecidingFact, ...]:
    """Best first. A trade's own word has the reason of the trade, a word of the law that of the law."""
    concept, role = recommendation.concept, recommendation.role
    if concept is None:
        return ()
    if recommendation.basis != "sector":
        _, *others = (concept for concept, _ in recommendation.decision.ranking)
        return (*facts_between(recommendation.decision, others[0] if others else None),)
    if request.lawful.get(role) == concept:
        named = (law.regulation for law in laws if law.holds and law.regulation.names == concept)
        if law := next(named, None):
            return (DecidingFact(None, None, law.says, concept, "for", 0, (law.source,)),)
    known = concepts[concept]
    sources = tuple(dict.fromkeys(citation.source for citation in known.definition_sources))
    return (DecidingFact(None, None, known.definition, concept, "for", 0, sources),)


def facts_between(decision: Decision, second: str | None) -> list[DecidingFact]:
    """Each answer that moves the lead of the first word over the second, with what moves it that way; best
    first."""
    first = next(concept for concept, _ in decision.ranking)
    reasons, facts = tell(decision, first, second), list[DecidingFact]()
    for question, answer in dict.fromkeys((r.claim.question, r.answer) for r in reasons):
        heard = [reason for reason in reasons if reason.claim.question == question]
        weight = sum(reason.separates for reason in heard)
        if weight:
            sources = dict.fromkeys(r.claim.source for r in heard if r.separates * weight > 0)
            concept, effect = (first, "for") if weight > 0 else (second or first, "against")
            facts.append(DecidingFact(question, answer, None, concept, effect, weight, tuple(sources)))
    return sorted(facts, key=lambda fact: -abs(fact.weight))
