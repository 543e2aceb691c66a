"""The head of an advice: the word with its forms, the verdict in words, and the same as facts for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from relcli.data import Data
from relcli.language import Texts, obvious_forms, preferred
from relcli.model import Designation
from relcli.render.page import Item
from relcli.render.wording import Wording

FORMS_TOLD = ("plural", "feminine", "feminine_plural")
DOTS, CLEAR = 4, "clear"


def corner(wording: Wording) -> str:
    """How sure it is, in words and dots, and for which trade."""
    texts, request = wording.texts, wording.advice.request
    level = wording.data.knowledge.verdicts[_verdict_here(wording)].level
    dots = "●" * level + "○" * (DOTS - level)
    told = texts.say("card-corner", verdict=verdict_in_words(wording), dots=dots)
    trade = texts.text(request.trade.label) if request.trade else None
    readings = wording.data.knowledge.readings
    reading = texts.text(readings[request.reading].label) if request.reading else None
    return " · ".join(filter(None, (told, trade, reading)))


def _verdict_here(wording: Wording) -> str:
    """The verdict, but that a trade may be divided in another language alone."""
    recommendation = wording.advice.recommendation
    if recommendation.basis == "sector" and recommendation.divided and not divided_items(wording):
        return CLEAR
    return recommendation.verdict


def verdict_in_words(wording: Wording) -> str:
    """The verdict; where it is contested, what that is about."""
    verdict = _verdict_here(wording)
    if verdict != "contested":
        return wording.texts.text(wording.data.knowledge.verdicts[verdict].label)
    by_trade = wording.advice.recommendation.basis == "sector"
    return wording.texts.say("card-divided-verdict" if by_trade else "card-close-verdict")


def divided_items(wording: Wording, *, elsewhere: bool = False) -> list[Item]:
    """Who says which in the language of the words, and ``elsewhere`` in others alone, by word: where it has
    one word for two of the concepts, nobody is told from the others."""
    says: dict[str, list[str]] = {}
    for division, term in wording.divided():
        if elsewhere or division.language in (None, wording.language):
            says.setdefault(term, []).append(wording.texts.text(division.who))
    if not says.keys() - {wording.term}:
        return []
    separator = wording.texts.say("separator")
    return [Item(term, separator.join(who), key=term) for term, who in says.items()]


def forms_line(wording: Wording) -> Iterator[str]:
    """The forms of the word that nobody would guess, in one line."""
    concept = wording.advice.recommendation.concept
    if concept and wording.term:
        designation = preferred(wording.concepts[concept], wording.language)
        if designation.term == wording.term and (
            told := unobvious_forms(designation, wording.data, wording.texts)
        ):
            yield told


def unobvious_forms(designation: Designation, data: Data, texts: Texts) -> str:
    """The forms of a term that nobody would guess; empty where there are none."""
    obvious, forms = obvious_forms(designation, data.languages[designation.language]), designation.forms
    shown = (form for form in FORMS_TOLD if form in forms and form not in obvious)
    return " · ".join(f"{texts.say(f'form-{form}')} {forms[form]}" for form in shown)


def advice_facts(wording: Wording) -> tuple[tuple[str, str], ...]:
    """What a script asks of an advice, by name."""
    request, recommendation = wording.advice.request, wording.advice.recommendation
    decision = recommendation.decision
    heads = wording.heads()
    named = (
        ("term", wording.term),
        *((f"whom.{role}", word) for role, word in zip(request.whom, heads, strict=False)),
        ("concept", recommendation.concept),
        ("verdict", recommendation.verdict),
        ("role", request.role),
        ("reading", request.reading),
        ("business", request.trade.id if request.trade else None),
        ("basis", recommendation.basis),
        ("general-term", wording.general_term),
        ("points", str(decision.points)),
        ("margin", str(decision.margin)),
        ("runner-up", decision.runner_up),
        ("warning", wording.warning()),
    )
    return tuple((name, value) for name, value in named if value is not None)
