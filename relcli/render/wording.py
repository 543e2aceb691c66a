"""Sentences that the page and the JSON form of an advice share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice.advice import Advice, Placement
from relcli.advice.contrast import Contrast, CurrentWord
from relcli.advice.notes import Note
from relcli.advice.reasons import Reason
from relcli.data import Data
from relcli.language import Texts, preferred
from relcli.model.files import Remark
from relcli.render.names import Names

CODE_LANGUAGE = "en"


class Wording(NamedTuple):
    """An advice with all that is needed to put it into words."""

    advice: Advice
    data: Data
    texts: Texts
    names: Names


def wording_of(advice: Advice, data: Data, texts: Texts) -> Wording:
    """What the words for this advice are taken from."""
    return Wording(advice, data, texts, Names(advice, data))


def label_role(role: str, wording: Wording) -> str:
    """A role or a party in words."""
    knowledge = wording.data.knowledge
    known = knowledge.roles.get(role) or knowledge.parties[role]
    return wording.texts.text(known.label)


def label_reason(reason: Reason, wording: Wording) -> str:
    """``+4``, with the word the points are for unless that is the documents' word."""
    points = f"{'+' if reason.effect == 'for' else '-'}{reason.points}"
    if reason.concept == wording.advice.recommendation.decision.winner:
        return points
    return f"{points} {wording.names.of(reason.concept)}"


def alternatives_of(wording: Wording) -> list[tuple[str, int]]:
    """The other concepts of the documents that fill the role and their points, best first."""
    ranking = wording.advice.recommendation.decision.ranking
    return [(c, points) for c, points in ranking if wording.names.of(c) != wording.names.term]


def word_notes(wording: Wording) -> list[str]:
    """The remarks, each once."""
    return list(dict.fromkeys(_note(note, wording) for note in wording.advice.notes))


def _note(note: Note, wording: Wording) -> str:
    advice, texts, request = wording.advice, wording.texts, wording.advice.request
    if note.text:
        return texts.text(note.text)
    if note.remark:
        return _remark(note.remark, texts)
    values: dict[str, object] = {"term": wording.names.term}
    if request.trade:
        values |= {"wanted": request.trade_as, "trade": texts.text(request.trade.label)}
    if note.question:
        answer = advice.recommendation.decision.answers[note.question]
        values |= {"question": texts.question(note.question), "answer": texts.answer(note.question, answer)}
        values |= {"role": label_role(request.role, wording)}
    assert note.message
    return texts.say(note.message, **values)


def _remark(remark: Remark, texts: Texts) -> str:
    values = {"text": texts.text(remark.says), "source": remark.source, "section": remark.section}
    if remark.jurisdiction is None:
        return texts.say(f"note-{remark.kind}-anywhere", **values)
    jurisdiction = texts.say(f"jurisdiction-{remark.jurisdiction.lower()}")
    return texts.say(f"note-{remark.kind}", jurisdiction=jurisdiction, **values)


def word_why_not(contrast: Contrast, wording: Wording) -> str:
    """Why the foil is not the word, in a sentence or two."""
    advice, texts, names = wording.advice, wording.texts, wording.names
    winner = advice.recommendation.decision.winner
    if contrast.message == "why-not-general":
        named: str | None = names.term
    else:
        named = names.of(winner) if winner else None
    unranked = wording.data.termbase[contrast.foil].unranked
    return texts.say(
        contrast.message,
        term=names.of(contrast.foil),
        winner=named,
        lead=contrast.behind,
        role=label_role(advice.request.role, wording),
        reason=texts.text(unranked) if unranked else "",
    ).strip()


def word_current(current: CurrentWord, wording: Wording) -> str:
    """What to do with the word in use, in a sentence or two."""
    texts, concept = wording.texts, current.concept
    elsewhere = [label_role(role, wording) for role in current.elsewhere]
    return texts.say(
        current.message,
        word=current.word,
        term=wording.names.term,
        roles=texts.join(elsewhere) if elsewhere else "",
        definition=texts.text(wording.data.termbase[concept].definition) if concept else "",
    )


class PlacedTerm(NamedTuple):
    """The word as it stands in a place, that of the other party, and the names of code, if it is code.

    ``identifiers`` has ``class``, ``plural`` and ``key``; ``unambiguous`` is what to write where the term
    means something else there.
    """

    term: str
    counterpart: str | None
    identifiers: Mapping[str, str]
    unambiguous: str | None
    notes: tuple[str, ...]


def word_placement(placement: Placement, wording: Wording) -> PlacedTerm:
    """The word in its place, with what to mind there."""
    medium, word, ambiguity = placement
    concept, term = wording.advice.recommendation.concept, wording.names.term
    assert concept
    assert term
    notes = [medium.says, *([ambiguity.says] if ambiguity else [])]
    return PlacedTerm(
        term=word.term if word else term,
        counterpart=word.counterpart if word else None,
        identifiers=_identifiers(concept, wording) if medium.identifiers else {},
        unambiguous=ambiguity.instead if ambiguity and medium.identifiers else None,
        notes=tuple(map(wording.texts.text, notes)),
    )


def _identifiers(concept: str, wording: Wording) -> dict[str, str]:
    designation = preferred(wording.names.concepts[concept], CODE_LANGUAGE)
    words = re.findall(r"\w+", designation.term.lower())
    many = re.findall(r"\w+", designation.forms.get("plural", designation.term).lower())
    return {
        "class": "".join(word.capitalize() for word in words),
        "plural": "_".join(many),
        "key": "_".join([*words, "id"]),
    }
