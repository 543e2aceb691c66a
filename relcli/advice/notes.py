"""Remarks worth reading beside an advice, as values: which ones, and in which order."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relcli.advice.recommendation import Recommendation
from relcli.advice.request import Request, concepts_of
from relcli.data import Data
from relcli.model import UNKNOWN, Answers, Concept, Text
from relcli.model.files import Remark


class Note(NamedTuple):
    """One remark: a sentence of ours by its message id, a legal or other remark, or a text of the data.

    ``question`` is the one that a message is about.
    """

    message: str | None = None
    question: str | None = None
    remark: Remark | None = None
    text: Text | None = None


def notes_on(
    data: Data, request: Request, recommendation: Recommendation, people: Iterable[str | None]
) -> Iterator[Note]:
    """What was understood, who is no buyer, what the role takes for granted, what is known of the concept."""
    if request.trade and request.trade_as is not None:
        yield Note("note-understood")
    concept = concepts_of(data, request)[recommendation.concept] if recommendation.concept else None
    if concept and not concept.buys:
        yield Note("note-not-a-buyer")
    answers, settled = request.merged_answers(), recommendation.decision.answers
    role = data.knowledge.roles.get(request.role)
    for question in role.needs if role else ():
        if answers.get(question, UNKNOWN) != settled[question]:
            yield Note("note-role-assumes", question)
    if concept and concept.note:
        yield Note(text=concept.note)
    everybody = {*people, recommendation.concept, recommendation.general} - {None}
    yield from (Note(remark=remark) for remark in data.remarks if _holds(remark, request, answers, everybody))


def _holds(remark: Remark, request: Request, answers: Answers, people: set[str | None]) -> bool:
    """Is it about these people or this trade, under these answers?"""
    trade = request.trade.id if request.trade else None
    if not (people & {*remark.concepts} or trade in remark.trades):
        return False
    return all(answers.get(question) in options for question, options in remark.hears.items())


def false_friends(
    request: Request, recommendation: Recommendation, shown: Iterable[Concept]
) -> Iterator[Note]:
    """Of the words that are in play: what is recommended, divided, or has points at all."""
    points = dict(recommendation.decision.ranking)
    in_play = {recommendation.concept, *(division.concept for division in recommendation.divided)}
    for concept in shown:
        if concept.id in in_play or points.get(concept.id, 0) > 0:
            for friend in concept.false_friends:
                if friend.language == request.first_language:
                    yield Note(text=friend.says)
