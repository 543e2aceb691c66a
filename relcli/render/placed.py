"""The word as a text has it, put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from relcli.advice.placement import Placement
from relcli.language import DEFAULT, as_party, capital_after_article, preferred
from relcli.model import Concept, Text
from relcli.model.files import Medium
from relcli.render.wording import Wording


class Identifiers(NamedTuple):
    """The names of code: of a class, of many, of a key."""

    one: str
    many: str
    key: str


class PlacedTerm(NamedTuple):
    """The word as it stands in a text, that of the other party, and the names of code, if it is code.

    ``unambiguous`` is what to write where the term means something else there.
    """

    term: str
    counterpart: str | None
    identifiers: Identifiers | None
    unambiguous: str | None
    notes: list[str]


def word_placement(placement: Placement, wording: Wording) -> PlacedTerm:
    """The word in its text, with what to mind there."""
    medium, word, ambiguity = placement
    concept, term = wording.advice.recommendation.concept, wording.term
    assert concept
    assert term
    designation, rules = preferred(wording.concepts[concept], wording.language), wording.data.languages
    blanks = {"term": term, "plural": designation.forms.get("plural", term)}
    placed, counterpart = term, word.counterpart if word else None
    if word:
        party = as_party(replace(designation, term=term), rules[wording.language])
        placed = word.term.format_map({**blanks, "party": party})
        if medium.parties:
            placed = capital_after_article(placed, rules[wording.language])
            counterpart = counterpart and capital_after_article(counterpart, rules[wording.language])
    told: list[Text | None] = [medium.says, word.note if word else None, *medium.advice]
    told.append(ambiguity.says if ambiguity else None)
    return PlacedTerm(
        term=placed,
        counterpart=counterpart,
        identifiers=identifiers_of(wording.concepts[concept]) if medium.identifiers else None,
        unambiguous=ambiguity.instead if ambiguity and medium.identifiers else None,
        notes=[wording.texts.text(text).format_map(blanks) for text in told if text],
    )


def identifiers_of(concept: Concept) -> Identifiers:
    """What code calls it, whatever the language of the words."""
    designation = preferred(concept, DEFAULT)
    one, many = (
        re.findall(r"\w+", term.lower())
        for term in (designation.term, designation.forms.get("plural", designation.term))
    )
    return Identifiers("".join(word.capitalize() for word in one), "_".join(many), "_".join([*one, "id"]))


def texts_that_differ(wording: Wording) -> Iterator[tuple[Medium, str, str | None]]:
    """The texts whose word is another one than the main word, each with it and why: not where it is the same
    in the plural, with a capital or an article."""
    for placement in wording.advice.texts:
        placed, medium = word_placement(placement, wording), placement.medium
        note = placement.word.note if placement.word else None
        if medium.identifiers:
            if placed.unambiguous and placement.ambiguity:
                yield medium, placed.unambiguous, wording.texts.text(placement.ambiguity.says)
        elif not _is_same(placed.term, wording):
            yield medium, placed.term, wording.texts.text(note) if note else None


def _is_same(placed: str, wording: Wording) -> bool:
    recommendation, rules = wording.advice.recommendation, wording.data.languages[wording.language]
    assert recommendation.concept
    assert wording.term
    designation = preferred(wording.concepts[recommendation.concept], wording.language)
    same = {wording.term, designation.term, *designation.forms.values()}
    same.add(as_party(replace(designation, term=wording.term), rules))
    return placed.casefold() in {word.casefold() for word in same}
