"""The blocks of the page of an advice, each from what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import asdict

from relcli.advice.reasons import Reason, split_reasons
from relcli.decide.counterfactuals import Flip
from relcli.decide.voices import ReadingVoice
from relcli.language import Texts, cite
from relcli.render.evidence import designation_item
from relcli.render.names import designations_of
from relcli.render.page import Block, Item
from relcli.render.wording import (
    Wording,
    alternatives_of,
    label_reason,
    label_role,
    word_current,
    word_notes,
    word_placement,
    word_why_not,
)


def _items(texts: Iterable[str]) -> tuple[Item, ...]:
    return tuple(Item("", text) for text in texts)


def notes_block(wording: Wording) -> Block:
    """Remarks worth reading."""
    return Block("note", wording.texts.say("heading-notes"), _items(word_notes(wording)))


# ---- what was asked for beside it -------------------------------------------------------------------------


def current_block(wording: Wording) -> Block:
    current = wording.advice.current
    items = (Item(current.verdict, word_current(current, wording)),) if current else ()
    return Block("current", wording.texts.say("heading-current"), items)


def placement_block(wording: Wording) -> Block:
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


def why_not_block(wording: Wording) -> Block:
    contrast, texts = wording.advice.why_not, wording.texts
    if contrast is None:
        return Block("why-not", "")
    items = [Item("", word_why_not(contrast, wording))]
    items += [_reason(reason, wording) for reason in (*contrast.against, *contrast.pro)]
    items += [Item(texts.say("would-need"), _changed(flip.change, texts)) for flip in contrast.would_need]
    return Block("why-not", texts.say("heading-why-not", term=wording.names.of(contrast.foil)), tuple(items))


# ---- the evidence -----------------------------------------------------------------------------------------


def divided_block(wording: Wording) -> Block:
    items = tuple(
        Item(wording.names.of(division.concept), wording.texts.text(division.who))
        for division in wording.advice.recommendation.divided
    )
    return Block("divided", wording.texts.say("heading-divided"), items)


def reason_blocks(wording: Wording) -> tuple[Block, ...]:
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
    said = texts.text(claim.says)
    return Item(label_reason(reason, wording), said, cite(claim.source, claim.section, texts))


def readings_block(wording: Wording) -> Block:
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


def alternatives_block(wording: Wording) -> Block:
    """Only the words that something speaks for, unless nothing speaks for any of them."""
    texts, names = wording.texts, wording.names
    alternatives = alternatives_of(wording)
    spoken_for = [(c, points) for c, points in alternatives if points > 0] or alternatives
    items = tuple(
        Item(names.of(c), texts.text(names.concepts[c].when), texts.say("points", points=points))
        for c, points in spoken_for
    )
    return Block("alternative", texts.say("heading-alternatives"), items)


def terms_block(wording: Wording) -> Block:
    statuses = wording.data.knowledge.statuses
    items = tuple(
        designation_item(designation, wording.texts, statuses)
        for designation in designations_of(wording.advice, wording.data)
    )
    return Block("term", wording.texts.say("heading-terms"), items)


def roles_block(wording: Wording) -> Block:
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


def assumed_block(wording: Wording) -> Block:
    texts, advice = wording.texts, wording.advice
    items = tuple(Item(texts.question(q), texts.answer(q, advice.answers[q])) for q in advice.assumed)
    heading = texts.say("heading-assumed")
    if advice.request.trade:
        heading = texts.say("labelled", label=heading, text=texts.text(advice.request.trade.label))
    return Block("assumed", heading, items)


def changes_block(wording: Wording) -> Block:
    texts, advice, names = wording.texts, wording.advice, wording.names
    items = [_flip(flip, wording) for flip in advice.flips] or [Item("", texts.say("flip-none"))]
    if advice.recommendation.decision.winner:
        items.append(Item("", texts.say("robustness", **asdict(advice.robustness))))
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


def open_questions_block(wording: Wording) -> Block:
    texts = wording.texts
    questions = wording.advice.recommendation.decision.open_questions
    could = [texts.question(o.question) for o in questions if o.could_change]
    items = _items([texts.say("open-could", questions=texts.join(could))] if could else [])
    return Block("open", texts.say("heading-open"), items)
