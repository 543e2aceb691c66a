"""Everybody in the room, put into words, as a design document has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from relcli.advice.room import Person
from relcli.data import Data
from relcli.language import preferred
from relcli.model import Concept
from relcli.model.people import Party
from relcli.render.placed import identifiers_of
from relcli.render.wording import Wording

USAGE = ("usage",)
"""The sources of a word behind which nothing stands."""


class ToldPerson(NamedTuple):
    """Somebody in the room in words; ``sourced`` is false for a word behind which there is only usage."""

    role: str
    who: str
    term: str | None
    definition: str | None
    gloss: str | None
    identifier: str | None
    kind: str | None
    relations: tuple[str, ...]
    sourced: bool


def word_people(wording: Wording) -> list[ToldPerson]:
    """Everybody in the room, in order, each with an identifier of their own."""
    named = identifiers_in(wording.advice.room, wording.concepts, wording.data)
    return [_told(person, named[person.role], wording) for person in wording.advice.room]


def identifiers_in(
    room: Sequence[Person], concepts: Mapping[str, Concept], data: Data
) -> dict[str, str | None]:
    """Role or party to what code calls them: what is somebody else's carries the owner's name, and so does
    whatever another one is called as well."""
    instead = {a.concept: a.instead for m in data.media.values() if m.identifiers for a in m.ambiguous}
    own = {
        person.role: instead.get(person.concept) or identifiers_of(concepts[person.concept]).one
        for person in room
        if person.concept
    }
    named: dict[str, str | None] = {}
    for person in room:
        name, concept = own.get(person.role), person.concept
        if name and concept and person.owner in own:
            is_general = concepts[concept].origin == "documents"
            if is_general or any(own[role] == name for role in own if role != person.role):
                name = own[person.owner] + identifiers_of(concepts[concept]).one
        named[person.role] = name
    return named


def _told(person: Person, identifier: str | None, wording: Wording) -> ToldPerson:
    knowledge, texts = wording.data.knowledge, wording.texts
    party, concept = knowledge.parties.get(person.role), person.concept
    term = wording.in_role(person.role, concept) if concept else None
    # Whoever goes by the same word is no other one.
    others = [(how, _name(other, wording)) for other, how in person.relations]
    relations = [
        (texts.text(knowledge.relations[how].label), other) for how, other in others if other != term
    ]
    return ToldPerson(
        role=person.role,
        who=wording.role(person.role),
        term=term,
        definition=_definition(concept, party, wording) if concept else None,
        gloss=texts.text(wording.concepts[concept].gloss) if concept else None,
        identifier=identifier,
        kind=texts.text(knowledge.kinds[person.kind].label) if person.kind else None,
        relations=tuple(texts.say("labelled", label=how, text=other) for how, other in relations),
        sourced=concept is None or preferred(wording.concepts[concept], wording.language).sources != USAGE,
    )


def _name(role: str, wording: Wording) -> str:
    concept = wording.advice.people[role]
    return wording.in_role(role, concept) if concept else wording.role(role)


def _definition(concept: str, party: Party | None, wording: Wording) -> str:
    """That of the concept; a general word for a party says nothing of whose they are, so the party does."""
    known = wording.concepts[concept]
    return wording.texts.text(party.says if party and known.origin == "documents" else known.definition)
