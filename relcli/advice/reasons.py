"""Why: the claims heard, told about the word that leads and the one behind it."""

from collections.abc import Iterable
from typing import NamedTuple

from relcli.decide.decision import Decision
from relcli.model import Claim

MAIN_FOR = 5
MAIN_AGAINST = 3


class Reason(NamedTuple):
    """A claim that was heard, as told about one concept.

    ``points`` are never negative; ``effect`` says for or against. ``separates`` is how far the claim moves
    the lead of the first concept over the second; 0 when it helps both alike.
    """

    claim: Claim
    answer: str
    concept: str
    effect: str
    points: int
    separates: int


def every_reason(decision: Decision) -> list[Reason]:
    """What was heard: what speaks for the documents' word, then against it, then what helps both alike."""
    first, *others = (concept for concept, _ in decision.ranking)
    pro, con, neutral = split_reasons(tell(decision, first, others[0] if others else None))
    return [*pro, *con, *neutral]


def main_reasons(decision: Decision) -> list[Reason]:
    """Those that separate the documents' word most strongly from the runner-up."""
    pro, con, _ = split_reasons(every_reason(decision))
    return pro[:MAIN_FOR] + con[:MAIN_AGAINST]


def split_reasons(reasons: Iterable[Reason]) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """Those that speak for the first concept over the second, those against, and those that do neither."""
    told = list(reasons)
    return (
        [reason for reason in told if reason.separates > 0],
        [reason for reason in told if reason.separates < 0],
        [reason for reason in told if reason.separates == 0],
    )


def tell(decision: Decision, first: str, second: str | None) -> list[Reason]:
    """Every claim heard, told about these two concepts; what separates them most comes first."""
    reasons = []
    for claim, answer in decision.heard:
        named = (*claim.supports, *claim.opposes)
        about = next((c for c in (first, second) if c is not None and c in claim.effects), named[0])
        effect = claim.effects[about]
        behind = claim.effects.get(second, 0) if second else 0
        reasons.append(
            Reason(
                claim=claim,
                answer=answer,
                concept=about,
                effect="for" if effect > 0 else "against",
                points=abs(effect),
                separates=claim.effects.get(first, 0) - behind,
            )
        )
    return sorted(reasons, key=lambda reason: -abs(reason.separates))
