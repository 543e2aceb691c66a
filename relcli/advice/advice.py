"""The advice as a whole: everything that any output shows, once, before it is put into words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.advice.deciding import DecidingFact, deciding_facts
from relcli.advice.placement import Placement, place
from relcli.advice.reasons import (
    Contrast,
    CurrentWord,
    Reason,
    contrast,
    every_reason,
    judge_current,
    main_reasons,
)
from relcli.advice.recommendation import Recommendation, people_of, recommend
from relcli.advice.request import Request
from relcli.advice.room import Law, Person, in_its_room, is_heard, laws_on, room_of, situations_of
from relcli.advice.trade_terms import concepts_of, termbase_of
from relcli.data import Data
from relcli.decide.counterfactuals import Flip, Robustness, flips, robustness
from relcli.language import preferred
from relcli.model import UNKNOWN, Answers, Concept, Text
from relcli.model.files import Remark, Situation

UNDERSTANDING = ("note-understood", "note-class-read")
"""The notes on how the trade was understood, by their message."""


class Note(NamedTuple):
    """One remark: a sentence of ours by its message id, a legal or other remark, or a text of the data.

    ``question`` is the one that a message is about.
    """

    message: str | None = None
    question: str | None = None
    remark: Remark | None = None
    text: Text | None = None


class Advice(NamedTuple):
    """The answer to one request.

    ``answers`` are the given and the assumed ones in question order, unknown left out; ``assumed`` the
    questions that the trade answered; ``people`` role or party to concept; ``shown`` every concept that
    is named, the recommended one first. ``flips`` are the smallest changes that would give another word
    of the documents. ``because`` are the facts that decide; ``room`` is everybody there; ``texts`` are
    the word in each text, ``placement`` in the one that was asked for; ``situations`` and ``laws`` go
    before the decision, and so does what the people themselves prefer, which is the remark ``asking``.
    """

    request: Request
    answers: Answers
    assumed: tuple[str, ...]
    recommendation: Recommendation
    people: Mapping[str, str | None]
    shown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    because: tuple[DecidingFact, ...]
    flips: tuple[Flip, ...]
    robustness: Robustness
    why_not: Contrast | None
    current: CurrentWord | None
    placement: Placement | None
    texts: tuple[Placement, ...]
    room: tuple[Person, ...]
    situations: tuple[Situation, ...]
    laws: tuple[Law, ...]
    asking: Remark | None
    notes: tuple[Note, ...]

    @property
    def is_trade(self) -> bool:
        """Does anybody buy anything there?"""
        return all(situation.is_trade for situation in self.situations)


def make_advice(data: Data, request: Request) -> Advice:
    """Decide, and gather everything there is to say about it, in this order."""
    questions, assumed = data.knowledge.questions, request.assumed()
    merged = request.merged_answers()
    answers = {q: merged[q] for q in questions if merged.get(q, UNKNOWN) != UNKNOWN}
    request = in_its_room(data, request, answers)
    ballot = data.ballots.of(request.role, request.reading)
    recommendation = recommend(data.ballots, request, answers, request.role)
    decision = recommendation.decision
    people = people_of(data.ballots, request, answers)
    shown, foil = _shown(recommendation, people), _foil(data, request, decision.winner)
    concepts, concept = concepts_of(data, request), recommendation.concept
    texts = [place(request, answers, concept, m) for m in data.media.values()] if concept else []
    room = room_of(data, request, answers, people, concepts)
    laws = (*laws_on(data, request, answers, people),)
    return Advice(
        request=request,
        answers=answers,
        assumed=tuple(q for q in questions if q in assumed),
        recommendation=recommendation,
        people=people,
        shown=shown,
        reasons=tuple(every_reason(decision) if request.explain else main_reasons(decision)),
        because=deciding_facts(request, recommendation, concepts, laws),
        flips=tuple(
            flip
            for flip in flips(ballot, decision.answers, assumed)
            if flip.concept != recommendation.concept
        ),
        robustness=robustness(ballot, decision.answers),
        why_not=contrast(recommendation, ballot, foil) if foil else None,
        current=_current(data, request, recommendation, people),
        placement=next((text for text in texts if text.medium.id == request.medium), None),
        texts=(*texts,),
        room=room,
        situations=(*situations_of(data, request, answers),),
        laws=laws,
        asking=_asking(data, concepts[concept], room, request.role) if concept else None,
        notes=(*_notes(data, request, answers, recommendation, people, shown),),
    )


def _shown(recommendation: Recommendation, people: Mapping[str, str | None]) -> tuple[str, ...]:
    decision = recommendation.decision
    ids = [recommendation.concept, recommendation.general, *dict(decision.ranking), *people.values()]
    ids += [reading.concept for reading in decision.readings]
    ids += [division.concept for division in recommendation.divided]
    return tuple(concept for concept in dict.fromkeys(ids) if concept)


def _foil(data: Data, request: Request, winner: str | None) -> str | None:
    """What is asked about: by a word that the language has for the winner as well, the winner."""
    if request.why_not and winner:
        words = (preferred(data.termbase[c], request.first_language).term for c in (request.why_not, winner))
        if {*words} == {request.why_not}:
            return winner
    return request.why_not


def _current(
    data: Data, request: Request, recommendation: Recommendation, people: Mapping[str, str | None]
) -> CurrentWord | None:
    if request.current is None:
        return None
    languages = {request.language, *request.term_languages}
    termbase = termbase_of(data, request.trade if request.sector else None)
    return judge_current(recommendation, people, termbase, request.current, languages)


def _asking(data: Data, concept: Concept, room: Iterable[Person], role: str) -> Remark | None:
    """That those who are called so are to be asked, where they are people who have a say in it."""
    is_firm = any(person.role == role and person.kind == "organisation" for person in room)
    general = (remark for remark in data.remarks if remark.asks)
    return next(general, None) if concept.people_first and not is_firm else None


def _notes(  # noqa: PLR0913, PLR0917 - notes are about everything
    data: Data,
    request: Request,
    answers: Answers,
    recommendation: Recommendation,
    people: Mapping[str, str | None],
    shown: tuple[str, ...],
) -> Iterator[Note]:
    """What was understood, who is no buyer, what the role takes for granted, what is known of the concept,
    and the false friends of the words that are in play: recommended, divided, or with points at all."""
    concepts, decision = concepts_of(data, request), recommendation.decision
    concept = concepts[recommendation.concept] if recommendation.concept else None
    if request.trade and request.trade_as is not None:
        yield Note("note-understood")
    if request.trade_by is not None:
        yield Note("note-class-read")
    if concept and not concept.buys:
        yield Note("note-not-a-buyer")
    role = data.knowledge.roles.get(request.role)
    for question in role.needs if role else ():
        if answers.get(question) != decision.answers[question]:
            yield Note("note-role-assumes", question)
    if concept and concept.note:
        yield Note(text=concept.note)
    everybody = {*people.values(), recommendation.concept, recommendation.general} - {None}
    trade = request.trade.id if request.trade else None
    for remark in data.remarks:
        is_theirs = everybody & {*remark.concepts} or trade in remark.trades
        if is_theirs and is_heard(remark.hears, answers) and not remark.asks:
            yield Note(remark=remark)
    divided = {division.concept for division in recommendation.divided}
    in_play = {recommendation.concept, *divided, *(c for c, points in decision.ranking if points > 0)}
    friends = (friend for c in shown if c in in_play for friend in concepts[c].false_friends)
    # Who reads in a language knows what its words mean.
    foreign = request.first_language != request.language
    yield from (Note(text=f.says) for f in friends if foreign and f.language == request.first_language)
