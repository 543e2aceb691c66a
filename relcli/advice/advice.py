"""The advice as a whole: everything that any output shows, once, before it is put into words."""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice.contrast import Contrast, CurrentWord, contrast, judge_current
from relcli.advice.notes import Note, false_friend_notes, remark_notes, role_notes, trade_notes
from relcli.advice.placement import Placement, place
from relcli.advice.reasons import Reason, every_reason, main_reasons
from relcli.advice.recommendation import Recommendation, people_of, recommend
from relcli.advice.request import Request
from relcli.data import Data
from relcli.decide.ballot import Ballot
from relcli.decide.counterfactuals import Flip, Robustness, flips, robustness
from relcli.model import UNKNOWN, Answers, Concept


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
    answers, assumed = _answers(data, request)
    ballot = data.ballots.of(request.role, request.reading)
    recommendation = recommend(data.ballots, request, answers, request.role)
    decision = recommendation.decision
    people = people_of(data.ballots, request, answers)
    shown = _shown(recommendation, people)
    return Advice(
        request=request,
        answers=answers,
        assumed=assumed,
        recommendation=recommendation,
        people=people,
        shown=shown,
        reasons=tuple(every_reason(decision) if request.explain else main_reasons(decision)),
        flips=_flips(ballot, recommendation, assumed),
        robustness=robustness(ballot, decision.answers),
        why_not=contrast(recommendation, ballot, request.why_not) if request.why_not else None,
        current=_current(data, request, recommendation, people),
        placement=_placement(data, request, recommendation),
        notes=_notes(data, request, recommendation, people, shown),
    )


def concepts_of(data: Data, request: Request) -> Mapping[str, Concept]:
    """The documents' concepts, and those of the trades only where one of their words may come up."""
    return data.termbase if request.speaks_of_trade() else data.knowledge.concepts


def _answers(data: Data, request: Request) -> tuple[Answers, tuple[str, ...]]:
    assumed = request.assumed()
    merged = {**assumed, **request.answers}
    questions = data.knowledge.questions
    answers = {q: merged[q] for q in questions if merged.get(q, UNKNOWN) != UNKNOWN}
    return answers, tuple(q for q in questions if q in assumed)


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


def _flips(ballot: Ballot, recommendation: Recommendation, assumed: tuple[str, ...]) -> tuple[Flip, ...]:
    found = flips(ballot, recommendation.decision.answers, frozenset(assumed))
    return tuple(flip for flip in found if flip.concept != recommendation.concept)


def _current(
    data: Data, request: Request, recommendation: Recommendation, people: Mapping[str, str | None]
) -> CurrentWord | None:
    if request.current is None:
        return None
    return judge_current(recommendation, people, data.termbase, request.current)


def _placement(data: Data, request: Request, recommendation: Recommendation) -> Placement | None:
    if request.medium is None or recommendation.concept is None:
        return None
    return place(data.media[request.medium], recommendation.concept, request.first_language)


def _notes(
    data: Data,
    request: Request,
    recommendation: Recommendation,
    people: Mapping[str, str | None],
    shown: tuple[str, ...],
) -> tuple[Note, ...]:
    """Remarks worth reading, the most particular to this request first."""
    answers, _ = _answers(data, request)
    concepts = concepts_of(data, request)
    concept = concepts[recommendation.concept] if recommendation.concept else None
    settled = recommendation.decision.answers
    everybody = {*people.values(), recommendation.concept, recommendation.general}
    notes = [
        *trade_notes(request, concept),
        *role_notes(data.knowledge, request.role, answers, settled),
        *([Note(text=concept.note)] if concept and concept.note else []),
        *remark_notes(data.remarks, request, answers, everybody - {None}),
        *false_friend_notes(request, recommendation, shown, concepts),
    ]
    return tuple(notes)
