"""The word for one role: that of the documents, unless the trade has established one.

The documents decide among their own words. Where a trade has an established word it leads, and the
documents' word stands beside it as the general term. Parties that only some trades have (whose
customer is it?) come from the trade alone.
"""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice.request import DEFAULT_ROLE, Request
from relcli.decide.ballot import Ballots
from relcli.decide.decision import Decision, decide
from relcli.model import UNKNOWN, Answers
from relcli.model.trades import Division, Trade

KEEPING = ("regular", "group")
"""The roles in which those whom the trade means keep their word."""


class Recommendation(NamedTuple):
    """What is recommended for one role.

    ``basis`` is ``sector`` where the trade's own word leads, else ``documents``; ``concept`` is None when
    undecided; ``general`` is what the documents recommend where the trade's word leads (None for a mere
    party); ``divided`` are the words between which the trade itself is divided.
    """

    role: str
    basis: str
    concept: str | None
    general: str | None
    verdict: str
    divided: tuple[Division, ...]
    decision: Decision


def recommend(ballots: Ballots, request: Request, answers: Answers, role: str) -> Recommendation:
    """Decide for one role, and let the trade's word lead where it has one."""
    decision = decide(ballots.of(role, request.reading), answers)
    word = trade_word(ballots, request, answers, role, decision.winner)
    divided = trade_division(request.trade, role, sector=request.sector)
    is_party = role in ballots.knowledge.parties
    return Recommendation(
        role=role,
        basis="sector" if word else "documents",
        concept=word or decision.winner,
        general=decision.winner if word and not is_party else None,
        verdict=trade_verdict(divided) if word else decision.verdict,
        divided=divided,
        decision=decision,
    )


def people_of(ballots: Ballots, request: Request, answers: Answers) -> dict[str, str | None]:
    """Everybody in the room and their concept: the roles, then the parties of the trade."""
    absent = request.trade.absent if request.trade else ()
    known = ballots.knowledge.parties
    parties = request.trade.parties if request.trade and request.sector else {}
    words = {**request.situated, **parties, **request.lawful}
    parties = {role: concept for role, concept in words.items() if role in known}
    people: dict[str, str | None] = {}
    for role in ballots.knowledge.roles:
        winner = ballots.of(role, request.reading).winner(answers)
        people[role] = trade_word(ballots, request, answers, role, winner) or winner
    return {role: concept for role, concept in {**people, **parties}.items() if role not in absent}


def trade_word(
    ballots: Ballots, request: Request, answers: Answers, role: str, winner: str | None
) -> str | None:
    """The concept that the trade has for a role, whatever the documents' ``winner``; None where it has none.

    Those whom it means keep their word when they come back and all together, unless the documents' word is
    tied to answers that are the trade's: a bar has regulars, a notary has none.
    """
    words = trade_words(request, answers)
    if role in words or role not in KEEPING or not (winner and request.trade and request.sector):
        return words.get(role)
    needs = ballots.knowledge.concepts[winner].needs
    if needs and all(answers.get(q, UNKNOWN) in (UNKNOWN, *options) for q, options in needs.items()):
        return None
    meant = (request.trade.whom or (DEFAULT_ROLE,))[0]
    return words.get(meant) or ballots.of(meant, request.reading).winner(answers)


def trade_words(request: Request, answers: Answers) -> Mapping[str, str]:
    """Role or party to concept, as the trade or the situation has it and the law before both; empty where
    the words of trades are to be ignored.

    Those whom it means keep their word when they come back and all together, and whoever pays when they use
    what they pay for, unless the trade has a word for that too.
    """
    if not request.sector:
        return {}
    trade = request.trade
    own = {**trade.words, **trade.parties} if trade else {}
    words = {**request.situated, **own, **request.lawful}
    payer = words.get(DEFAULT_ROLE)
    same = {"end-user": payer} if payer and answers.get("payer") == "same" else {}
    words = {**same, **words}
    meant = words.get(trade.whom[0] if trade and trade.whom else DEFAULT_ROLE)
    return {**dict.fromkeys(KEEPING, meant), **words} if meant else words


def trade_division(trade: Trade | None, role: str, *, sector: bool = True) -> tuple[Division, ...]:
    """The words between which the trade is divided, which it is about those whom it means first."""
    return trade.divided if trade and sector and role == (trade.whom or (DEFAULT_ROLE,))[0] else ()


def trade_verdict(divided: tuple[Division, ...]) -> str:
    """An established word is clear unless its own trade is divided about it."""
    return "contested" if divided else "clear"
