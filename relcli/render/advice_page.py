"""The advice as a page: the word, the verdict and the main reason first; then everything behind it."""

from __future__ import annotations

from relcli.advice.advice import Advice
from relcli.advice.reasons import split_reasons
from relcli.data import Data
from relcli.language import Texts, cite
from relcli.render.advice_blocks import (
    alternatives_block,
    assumed_block,
    changes_block,
    current_block,
    divided_block,
    notes_block,
    open_questions_block,
    placement_block,
    readings_block,
    reason_blocks,
    roles_block,
    terms_block,
    why_not_block,
)
from relcli.render.names import warn_one_word
from relcli.render.page import Page
from relcli.render.wording import Wording, wording_of


def advice_page(advice: Advice, data: Data, texts: Texts) -> Page:
    """Everything that is shown of an advice, in the order in which it is read."""
    wording = wording_of(advice, data, texts)
    blocks = (
        current_block(wording),
        placement_block(wording),
        why_not_block(wording),
        divided_block(wording),
        *reason_blocks(wording),
        readings_block(wording),
        alternatives_block(wording),
        terms_block(wording),
        roles_block(wording),
        assumed_block(wording),
        changes_block(wording),
        open_questions_block(wording),
        notes_block(wording),
    )
    warning = warn_one_word(advice, wording.names, texts)
    return Page(
        title=wording.names.term or texts.say("undecided-term"),
        subtitle=_headline(wording),
        lead=(*_lead(wording), *([warning] if warning else [])),
        facts=_facts(wording, warning),
        blocks=tuple(block for block in blocks if block.items),
    )


# ---- the word and its verdict -----------------------------------------------------------------------------


def _headline(wording: Wording) -> str:
    """The verdict in a line."""
    texts, names, recommendation = wording.texts, wording.names, wording.advice.recommendation
    decision = recommendation.decision
    verdict = texts.text(wording.data.knowledge.verdicts[recommendation.verdict].label)
    if recommendation.basis == "sector":
        if names.general_term in (None, names.term):
            return texts.say("headline-party", verdict=verdict)
        return texts.say("headline-sector", verdict=verdict, general=names.general_term)
    if decision.winner is None:
        return texts.say("headline-undecided", leaders=texts.join(map(names.of, decision.leaders)))
    if decision.runner_up is None:
        return texts.say("headline-alone", verdict=verdict)
    runner_up = names.of(decision.runner_up)
    return texts.say(f"headline-{decision.verdict}", margin=decision.margin, runner_up=runner_up)


def _lead(wording: Wording) -> list[str]:
    """The one sentence to read: the trade's definition, or the document that speaks loudest."""
    texts, recommendation = wording.texts, wording.advice.recommendation
    if recommendation.basis == "sector" and recommendation.concept:
        concept = wording.names.concepts[recommendation.concept]
        sources = texts.say("separator").join(
            cite(c.source, c.section, texts) for c in concept.definition_sources
        )
        return [f"{texts.text(concept.definition)} ({sources})"]
    pro, _, _ = split_reasons(wording.advice.reasons)
    if recommendation.concept and pro:
        return [texts.text(pro[0].claim.says)]
    return []


def _facts(wording: Wording, warning: str | None) -> tuple[tuple[str, str], ...]:
    request, recommendation = wording.advice.request, wording.advice.recommendation
    decision = recommendation.decision
    named = (
        ("term", wording.names.term),
        ("concept", recommendation.concept),
        ("verdict", recommendation.verdict),
        ("role", request.role),
        ("business", request.trade.id if request.trade else None),
        ("basis", recommendation.basis),
        ("general-term", wording.names.general_term),
        ("points", str(decision.points)),
        ("margin", str(decision.margin)),
        ("runner-up", decision.runner_up),
        ("warning", warning),
    )
    return tuple((name, value) for name, value in named if value is not None)
