"""Everybody in the room, put into words: as a design document has them, and as a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from relcli.advice.request import DEFAULT_ROLE
from relcli.advice.room import Person
from relcli.data import Data
from relcli.language import preferred
from relcli.model import Concept
from relcli.model.people import Party
from relcli.render.page import Block, Item, Page
from relcli.render.placed import identifiers_of
from relcli.render.wording import Wording

ROOM_COLUMNS = ("party", "word", "definition", "identifier", "kind", "relations")
GROUP, REGULAR = "group", "regular"
FEW = 4
"""So many are told with their whole definitions on one screen; of more, only the one who is meant first."""
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


def people_shown(wording: Wording) -> list[ToldPerson]:
    """Those who are somebody, each word once: not all of them together, nor those who come back under the
    same word."""
    told = word_people(wording)
    main = {person.term for person in told if person.role in (DEFAULT_ROLE, *wording.advice.request.whom)}
    shown: dict[str, ToldPerson] = {}
    for person in told:
        if person.term is None or person.role == GROUP or (person.role == REGULAR and person.term in main):
            continue
        first = shown.setdefault(person.term, person)
        if first is not person:
            who = wording.texts.say("separator").join((first.who, person.who))
            relations = tuple(dict.fromkeys((*first.relations, *person.relations)))
            shown[person.term] = first._replace(who=who, relations=relations)
    return [*shown.values()]


def room_page(wording: Wording) -> Page:
    """The model on one screen: a few lines for each where it is read, a table where it is kept."""
    say, people = wording.texts.say, people_shown(wording)
    block = Block(
        "party",
        say("heading-room"),
        tuple(Item(person.term or "", _lines(person, wording, len(people))) for person in people),
        tuple(say(f"column-{column}") for column in ROOM_COLUMNS),
        tuple(_row(person, say("separator")) for person in people),
    )
    trade = wording.advice.request.trade
    title = wording.texts.text(trade.label) if trade else wording.headline()
    situations = (wording.texts.text(s.says) for s in wording.advice.situations if s.says)
    return Page(title, "", (*situations,), (("term", wording.term or ""),), (block,))


def _row(person: ToldPerson, separator: str) -> tuple[str, ...]:
    cells = (person.who, person.term, person.definition, person.identifier, person.kind)
    return (*(cell or "" for cell in cells), separator.join(person.relations))


def _lines(person: ToldPerson, wording: Wording, number: int) -> str:
    say, separator = wording.texts.say, wording.texts.say("separator")
    usage = None if person.sourced else say("word-of-usage")
    head = separator.join(filter(None, (person.who, person.kind, person.identifier, usage)))
    is_told = number <= FEW or person.role == wording.advice.request.role
    meaning = person.definition if is_told else person.gloss
    return "\n".join(filter(None, (head, meaning, separator.join(person.relations))))
