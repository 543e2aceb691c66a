"""The advice as a whole: everything that any output shows, once, before it is put into words."""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice.contrast import Contrast, CurrentWord, contrast, judge_current
from relcli.advice.notes import Note, false_friends, notes_on
from relcli.advice.reasons import Reason, every_reason, main_reasons
from relcli.advice.recommendation import Recommendation, people_of, recommend
from relcli.advice.request import Request, concepts_of
from relcli.data import Data
from relcli.decide.counterfactuals import Flip, Robustness, flips, robustness
from relcli.model import UNKNOWN, Answers
from relcli.model.files import Ambiguity, Medium, PlacedWord


class Placement(NamedTuple):
    """The place where the word will stand, its own word for the concept where it has one, and what the term
    also means there."""

    medium: Medium
    word: PlacedWord | None
    ambiguity: Ambiguity | None


class Advice(NamedTuple):
    """The answer to one request.

    ``answers`` are the given and the assumed ones in question order, unknown left out; ``assumed`` the
    questions that the trade answered; ``people`` role or party to concept; ``shown`` every concept that is
    named, the recommended one first. ``flips`` are the smallest changes that would give another word of
    the documents.
    """

    request: Request
    answers: Answers
    assumed: tuple[str, ...]
    recommendation: Recommendation
    people: Mapping[str, str | None]
    shown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]
    robustness: Robustness
    why_not: Contrast | None
    current: CurrentWord | None
    placement: Placement | None
    notes: tuple[Note, ...]


def make_advice(data: Data, request: Request) -> Advice:
    """Decide, and gather everything there is to say about it, in this order."""
    questions, assumed = data.knowledge.questions, request.assumed()
    merged = request.merged_answers()
    answers = {q: merged[q] for q in questions if merged.get(q, UNKNOWN) != UNKNOWN}
    ballot = data.ballots.of(request.role, request.reading)
    recommendation = recommend(data.ballots, request, answers, request.role)
    decision = recommendation.decision
    people = people_of(data.ballots, request, answers)
    shown = _shown(recommendation, people)
    return Advice(
        request=request,
        answers=answers,
        assumed=tuple(q for q in questions if q in assumed),
        recommendation=recommendation,
        people=people,
        shown=shown,
        reasons=tuple(every_reason(decision) if request.explain else main_reasons(decision)),
        flips=tuple(
            flip
            for flip in flips(ballot, decision.answers, frozenset(assumed))
            if flip.concept != recommendation.concept
        ),
        robustness=robustness(ballot, decision.answers),
        why_not=contrast(recommendation, ballot, request.why_not) if request.why_not else None,
        current=judge_current(recommendation, people, data.termbase, request.current)
        if request.current is not None
        else None,
        placement=_placement(data, request, recommendation.concept),
        notes=(
            *notes_on(data, request, recommendation, people.values()),
            *false_friends(request, recommendation, map(concepts_of(data, request).__getitem__, shown)),
        ),
    )


def _shown(recommendation: Recommendation, people: Mapping[str, str | None]) -> tuple[str, ...]:
    decision = recommendation.decision
    ids = [
        recommendation.concept,
        recommendation.general,
        *(concept for concept, _ in decision.ranking),
        *people.values(),
        *(reading.concept for reading in decision.readings),
        *(division.concept for division in recommendation.divided),
    ]
    return tuple(concept for concept in dict.fromkeys(ids) if concept)


def _placement(data: Data, request: Request, concept: str | None) -> Placement | None:
    if request.medium is None or concept is None:
        return None
    medium, language = data.media[request.medium], request.first_language
    return Placement(
        medium,
        next((w for w in medium.words if (w.concept, w.language) == (concept, language)), None),
        next((a for a in medium.ambiguous if a.concept == concept), None),
    )
