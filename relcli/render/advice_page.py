"""The advice as a page: the word, the verdict and the main reason first; then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relcli.advice.advice import Advice
from relcli.advice.reasons import Reason, split_reasons
from relcli.data import Data
from relcli.decide.counterfactuals import Flip
from relcli.decide.voices import ReadingVoice
from relcli.language import Texts, cite
from relcli.render.designations import designation_item
from relcli.render.names import designations_of, warn_one_word
from relcli.render.page import Block, Item, Page
from relcli.render.wording import (
    Wording,
    alternatives_of,
    label_reason,
    label_role,
    word_current,
    word_notes,
    word_placement,
    word_why_not,
    wording_of,
)


def advice_page(advice: Advice, data: Data, texts: Texts) -> Page:
    """Everything that is shown of an advice, in the order in which it is read."""
    wording = wording_of(advice, data, texts)
    blocks = (
        _current(wording),
        _placement(wording),
        _why_not(wording),
        _divided(wording),
        *_reasons(wording),
        _readings(wording),
        _alternatives(wording),
        _terms(wording),
        _roles(wording),
        _assumed(wording),
        _change(wording),
        _open(wording),
        Block("note", texts.say("heading-notes"), _items(word_notes(wording))),
    )
    warning = warn_one_word(advice, wording.names, texts)
    return Page(
        title=wording.names.term or texts.say("undecided-term"),
        subtitle=_headline(wording),
        lead=(*_lead(wording), *([warning] if warning else [])),
        facts=_facts(wording, warning),
        blocks=tuple(block for block in blocks if block.items),
    )


def _items(texts: Iterable[str]) -> tuple[Item, ...]:
    return tuple(Item("", text) for text in texts)


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


# ---- what was asked for beside it -------------------------------------------------------------------------


def _current(wording: Wording) -> Block:
    current = wording.advice.current
    items = (Item(current.verdict, word_current(current, wording)),) if current else ()
    return Block("current", wording.texts.say("heading-current"), items)


def _placement(wording: Wording) -> Block:
    placement, say = wording.advice.placement, wording.texts.say
    if placement is None:
        return Block("for", "")
    placed = word_placement(placement, wording)
    items = [Item("", placed.term)]
    if placed.counterpart:
        items.append(Item(say("label-counterpart"), placed.counterpart))
    if placed.identifiers:
        items.append(Item(say("label-identifiers"), ", ".join(placed.identifiers.values())))
    if placed.unambiguous:
        items.append(Item(say("label-unambiguous"), placed.unambiguous))
    heading = say("heading-for", place=wording.texts.text(placement.medium.label))
    return Block("for", heading, (*items, *_items(placed.notes)))


def _why_not(wording: Wording) -> Block:
    contrast, texts = wording.advice.why_not, wording.texts
    if contrast is None:
        return Block("why-not", "")
    items = [Item("", word_why_not(contrast, wording))]
    items += [_reason(reason, wording) for reason in (*contrast.against, *contrast.pro)]
    items += [Item(texts.say("would-need"), _changed(flip.change, texts)) for flip in contrast.would_need]
    return Block("why-not", texts.say("heading-why-not", term=wording.names.of(contrast.foil)), tuple(items))


# ---- the evidence -----------------------------------------------------------------------------------------


def _divided(wording: Wording) -> Block:
    items = tuple(
        Item(wording.names.of(division.concept), wording.texts.text(division.who))
        for division in wording.advice.recommendation.divided
    )
    return Block("divided", wording.texts.say("heading-divided"), items)


def _reasons(wording: Wording) -> tuple[Block, ...]:
    """What speaks for the documents' word, what against it, and what helps the second as much."""
    texts, recommendation = wording.texts, wording.advice.recommendation
    winner = recommendation.decision.winner
    decided = "heading-why-general" if recommendation.basis == "sector" else "heading-why"
    why = texts.say(decided if winner else "heading-reasons", term=wording.names.of(winner) if winner else "")
    pro, con, neutral = (
        tuple(_reason(reason, wording) for reason in reasons)
        for reasons in split_reasons(wording.advice.reasons)
    )
    return (
        Block("reason", why, pro),
        Block("against", texts.say("heading-against"), con),
        Block("neutral", texts.say("heading-neutral"), neutral),
    )


def _reason(reason: Reason, wording: Wording) -> Item:
    texts, claim = wording.texts, reason.claim
    return Item(
        label_reason(reason, wording), texts.text(claim.says), cite(claim.source, claim.section, texts)
    )


def _readings(wording: Wording) -> Block:
    texts = wording.texts
    items = tuple(_reading(reading, wording) for reading in wording.advice.recommendation.decision.readings)
    return Block("reading", texts.say("heading-readings"), items)


def _reading(reading: ReadingVoice, wording: Wording) -> Item:
    texts, names = wording.texts, wording.names
    if reading.concept is None:
        text = texts.say("reading-silent")
    else:
        state = {True: "agrees", False: "dissents", None: "picks"}[reading.agrees]
        text = texts.say(f"reading-{state}", term=names.of(reading.concept))
    detail = texts.say("separator").join(
        texts.say("source-picks", source=voice.id, term=names.of(voice.concept))
        if voice.concept
        else texts.say("source-silent", source=voice.id)
        for voice in reading.sources
    )
    return Item(texts.text(wording.data.knowledge.readings[reading.id].label), text, detail)


# ---- the other words --------------------------------------------------------------------------------------


def _alternatives(wording: Wording) -> Block:
    """Only the words that something speaks for, unless nothing speaks for any of them."""
    texts, names = wording.texts, wording.names
    alternatives = alternatives_of(wording)
    spoken_for = [(c, points) for c, points in alternatives if points > 0] or alternatives
    items = tuple(
        Item(names.of(c), texts.text(names.concepts[c].when), texts.say("points", points=points))
        for c, points in spoken_for
    )
    return Block("alternative", texts.say("heading-alternatives"), items)


def _terms(wording: Wording) -> Block:
    statuses = wording.data.knowledge.statuses
    items = tuple(
        designation_item(designation, wording.texts, statuses)
        for designation in designations_of(wording.advice, wording.data)
    )
    return Block("term", wording.texts.say("heading-terms"), items)


def _roles(wording: Wording) -> Block:
    people = wording.advice.people.items()
    others = [(role, concept) for role, concept in people if role != wording.advice.request.role]
    items = tuple(Item(label_role(role, wording), _role(role, concept, wording)) for role, concept in others)
    return Block("role", wording.texts.say("heading-roles"), items)


def _role(role: str, concept: str | None, wording: Wording) -> str:
    if concept is None:
        return wording.texts.say("role-undecided")
    term = wording.names.in_role(role, concept)
    same = (concept, term) == (wording.advice.recommendation.concept, wording.names.term)
    return wording.texts.say("role-same" if same else "reading-picks", term=term)


# ---- what it rests on -------------------------------------------------------------------------------------


def _assumed(wording: Wording) -> Block:
    texts, advice = wording.texts, wording.advice
    items = tuple(Item(texts.question(q), texts.answer(q, advice.answers[q])) for q in advice.assumed)
    heading = texts.say("heading-assumed")
    if advice.request.trade:
        heading = texts.say("labelled", label=heading, text=texts.text(advice.request.trade.label))
    return Block("assumed", heading, items)


def _change(wording: Wording) -> Block:
    texts, advice, names = wording.texts, wording.advice, wording.names
    items = [_flip(flip, wording) for flip in advice.flips] or [Item("", texts.say("flip-none"))]
    if advice.recommendation.decision.winner:
        items.append(Item("", texts.say("robustness", **advice.robustness._asdict())))
    if advice.recommendation.general:
        heading = texts.say("heading-change-general", term=names.general_term)
    else:
        heading = texts.say("heading-change")
    return Block("change", heading, tuple(items))


def _flip(flip: Flip, wording: Wording) -> Item:
    return Item(wording.names.of(flip.concept), _changed(flip.change, wording.texts))


def _changed(change: Mapping[str, str], texts: Texts) -> str:
    """A set of changed answers as a phrase."""
    return texts.join(
        texts.say("labelled", label=texts.question(q), text=texts.answer(q, a)) for q, a in change.items()
    )


def _open(wording: Wording) -> Block:
    texts = wording.texts
    questions = wording.advice.recommendation.decision.open_questions
    could = [texts.question(o.question) for o in questions if o.could_change]
    items = _items([texts.say("open-could", questions=texts.join(could))] if could else [])
    return Block("open", texts.say("heading-open"), items)
