"""Remarks worth reading beside an advice, as values: which ones, and in which order."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.advice.recommendation import Recommendation
from relcli.advice.request import Request
from relcli.model import Answers, Concept, Knowledge, Text
from relcli.model.files import Remark


class Note(NamedTuple):
    """One remark: a sentence of ours by its message id, a legal or other remark, or a text of the data.

    ``question`` is the one that a message is about.
    """

    message: str | None = None
    question: str | None = None
    remark: Remark | None = None
    text: Text | None = None


def trade_notes(request: Request, concept: Concept | None) -> Iterator[Note]:
    """What was understood, and that somebody is no buyer."""
    if request.trade and request.trade_as is not None:
        yield Note("note-understood")
    if concept and not concept.buys:
        yield Note("note-not-a-buyer")


def role_notes(knowledge: Knowledge, role: str, answers: Answers, settled: Answers) -> Iterator[Note]:
    """What the role takes for granted, whatever was answered."""
    needs = knowledge.roles[role].needs if role in knowledge.roles else {}
    for question in needs:
        if answers.get(question) != settled[question]:
            yield Note("note-role-assumes", question)


def remark_notes(
    remarks: Iterable[Remark], request: Request, answers: Answers, people: Collection[str | None]
) -> Iterator[Note]:
    """Legal senses and preferences that hold for these people or this trade."""
    trade = request.trade.id if request.trade else None
    for remark in remarks:
        if not ({*people} & {*remark.concepts} or trade in remark.trades):
            continue
        if all(answers.get(question) in options for question, options in remark.hears.items()):
            yield Note(remark=remark)


def false_friend_notes(
    request: Request, recommendation: Recommendation, shown: Iterable[str], concepts: Mapping[str, Concept]
) -> Iterator[Note]:
    """Of the words that are in play: what is recommended, divided, or has points at all."""
    points = dict(recommendation.decision.ranking)
    in_play = {recommendation.concept, *(division.concept for division in recommendation.divided)}
    for concept in shown:
        if concept in in_play or points.get(concept, 0) > 0:
            for friend in concepts[concept].false_friends:
                if friend.language == request.first_language:
                    yield Note(text=friend.says)
