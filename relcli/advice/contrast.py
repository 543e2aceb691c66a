"""The same facts told against another word: the one expected, or the one in use today."""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice.reasons import Reason, split_reasons, tell
from relcli.advice.recommendation import Recommendation
from relcli.decide.ballot import Ballot
from relcli.decide.counterfactuals import Flip, flips
from relcli.lookup import TermMatch, match_terms
from relcli.model import Concept

USABLE = ("preferred", "admitted")


class Contrast(NamedTuple):
    """Why a foil is not the word: what speaks against it and for it, and what would make it win.

    ``points`` and ``behind`` are None where the foil does not fill the role at all; ``message`` is the id
    of the sentence that says it.
    """

    foil: str
    message: str
    points: int | None
    behind: int | None
    against: tuple[Reason, ...]
    pro: tuple[Reason, ...]
    would_need: tuple[Flip, ...]


def contrast(recommendation: Recommendation, ballot: Ballot, foil: str) -> Contrast:
    """The contrast with the word asked about."""
    decision = recommendation.decision
    standing = dict(decision.ranking)
    told: list[Reason] = []
    if foil in standing and decision.winner not in (None, foil):
        told = tell(decision, str(decision.winner), foil)
    against, pro, _ = split_reasons(told)
    changes = flips(ballot, decision.answers, foil=foil) if foil in standing else ()
    return Contrast(
        foil=foil,
        message=_why_not(recommendation, foil, can_win=bool(changes)),
        points=standing.get(foil),
        behind=decision.points - standing[foil] if foil in standing else None,
        against=tuple(against),
        pro=tuple(pro),
        would_need=changes,
    )


def _why_not(recommendation: Recommendation, foil: str, *, can_win: bool) -> str:
    winner = recommendation.decision.winner
    if foil == recommendation.concept:
        return "why-not-is-it"
    if foil not in dict(recommendation.decision.ranking):
        return "why-not-other-role"
    if winner == foil:
        return "why-not-general"
    if winner is None:
        return "why-not-undecided"
    return "why-not-behind" if can_win else "why-not-never"


class CurrentWord(NamedTuple):
    """What to do with the word in use today: ``keep`` it, ``align`` it or ``rename`` it.

    ``concept`` is the one it stands for (None for a word that nobody knows), ``elsewhere`` are the roles
    in which it is right; ``message`` is the id of the sentence that says it.
    """

    word: str
    verdict: str
    message: str
    concept: str | None
    elsewhere: tuple[str, ...] = ()


def judge_current(  # noqa: PLR0911 - one way out per verdict and reason
    recommendation: Recommendation,
    people: Mapping[str, str | None],
    concepts: Mapping[str, Concept],
    word: str,
) -> CurrentWord:
    """Keep a usable term of the recommended concept in any language, or one that part of the trade
    says; align what is right for another role or in general; rename what misleads."""
    matches = match_terms(concepts, word)
    ids = [match.concept.id for match in matches]
    usable = [match.concept.id for match in matches if _is_usable(match)]
    meant = next(iter(ids), None)
    if recommendation.concept is None:
        return CurrentWord(word, "keep", "current-undecided", meant)
    if recommendation.concept in usable:
        return CurrentWord(word, "keep", "current-keep", recommendation.concept)
    if recommendation.concept in ids:
        return CurrentWord(word, "rename", "current-deprecated", recommendation.concept)
    said_by_some = next((d.concept for d in recommendation.divided if d.concept in usable), None)
    if said_by_some:
        return CurrentWord(word, "keep", "current-some", said_by_some)
    elsewhere = tuple(role for role, concept in people.items() if concept in ids)
    if elsewhere:
        return CurrentWord(word, "align", "current-align", people[elsewhere[0]], elsewhere)
    if recommendation.general in ids:
        return CurrentWord(word, "align", "current-general", recommendation.general)
    return CurrentWord(word, "rename", "current-rename" if meant else "current-unknown", meant)


def _is_usable(match: TermMatch) -> bool:
    return match.designation is None or match.designation.status in USABLE
