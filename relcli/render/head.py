"""The head of an advice: the word with its forms, the verdict in words, and the same as facts for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from relcli.data import Data
from relcli.language import Texts, obvious_forms, preferred
from relcli.model import Designation
from relcli.render.wording import Wording

FORMS_TOLD = ("plural", "feminine", "feminine_plural")
DOTS = 4


def corner(wording: Wording) -> str:
    """How sure it is, in words and dots, and for which trade."""
    texts, request = wording.texts, wording.advice.request
    level = wording.data.knowledge.verdicts[wording.advice.recommendation.verdict].level
    dots = "●" * level + "○" * (DOTS - level)
    verdict = texts.say("card-corner", verdict=verdict_in_words(wording), dots=dots)
    trade = texts.text(request.trade.label) if request.trade else None
    readings = wording.data.knowledge.readings
    reading = texts.text(readings[request.reading].label) if request.reading else None
    return " · ".join(filter(None, (verdict, trade, reading)))


def verdict_in_words(wording: Wording) -> str:
    """The verdict; where it is contested, what that is about."""
    texts, recommendation = wording.texts, wording.advice.recommendation
    if recommendation.verdict != "contested":
        return texts.text(wording.data.knowledge.verdicts[recommendation.verdict].label)
    return texts.say("card-divided-verdict" if recommendation.basis == "sector" else "card-close-verdict")


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
