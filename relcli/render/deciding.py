"""The facts that decide, in clauses: what the page and JSON share."""

from __future__ import annotations

from collections.abc import Mapping

from relcli.advice.deciding import DecidingFact
from relcli.language import Texts
from relcli.render.wording import Wording


def word_fact(fact: DecidingFact, wording: Wording) -> str:
    """A fact of the business, or why the trade or a law has a word of its own."""
    if fact.question and fact.answer:
        return wording.texts.fact(fact.question, fact.answer)
    assert fact.says
    text, request = wording.texts.text(fact.says), wording.advice.request
    if request.lawful.get(request.role) == fact.concept:
        return text
    return wording.texts.say("card-trade-word" if request.trade else "card-situation-word", text=text)


def word_change(change: Mapping[str, str], texts: Texts) -> str:
    """A set of changed answers."""
    return texts.say("condition-next").join(
        texts.fact(question, answer) for question, answer in change.items()
    )
