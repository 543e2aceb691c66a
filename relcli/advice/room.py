"""Who is in the room: by the situation, by the law, and how they hang together."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relcli.advice.request import DEFAULT_ROLE, Request
from relcli.data import Data
from relcli.model import UNKNOWN, Answers, Concept, Heard, PersonKind
from relcli.model.files import Regulation, Situation
from relcli.model.people import Party, Relation


class Person(NamedTuple):
    """Somebody in the room.

    ``relations`` are (role or party, how); ``owner`` is the role of whoever it is that serves them, where
    they are not one's own: the merchant's customer is his.
    """

    role: str
    concept: str | None
    kind: PersonKind | None
    relations: tuple[tuple[str, str], ...]
    owner: str | None


class Law(NamedTuple):
    """What a law calls somebody there, and whether it is known to hold; if not, it hangs on a fact."""

    regulation: Regulation
    holds: bool


def is_heard(heard: Heard, told: Answers) -> bool:
    """Do the answers fit all of these?"""
    return all(told.get(question) in options for question, options in heard.items())


def in_its_room(data: Data, request: Request, answers: Answers) -> Request:
    """The request with who is there by its situation, and with what the law calls them for sure."""
    if not request.sector:
        return request
    situated: dict[str, str] = {}
    for situation in situations_of(data, request, answers):
        situated = {**situation.words, **situated}
    given = request.answers.keys() | request.facts.keys()
    laws = (law.regulation for law in laws_on(data, request, answers, {}) if law.holds)
    # What was said outright makes it hold; the law of a place nobody named is told, and changes no word.
    lawful = {law.role: law.names for law in laws if law.names and given & law.hears.keys()}
    return request._replace(situated=situated, lawful=lawful)


def situations_of(data: Data, request: Request, answers: Answers) -> Iterator[Situation]:
    """Those in which somebody is who answers so: for each fact the first that fits, the narrowest."""
    told, settled = {**answers, **request.facts}, set[str]()
    for situation in data.situations if request.facts else ():
        facts = request.facts.keys() & situation.hears.keys()
        if is_heard(situation.hears, told) and not facts <= settled:
            settled |= facts
            yield situation


def laws_on(
    data: Data, request: Request, answers: Answers, people: Mapping[str, str | None]
) -> Iterator[Law]:
    """What the law says of those ``people`` or of that trade, in the language of the words."""
    told, trade = {**answers, **request.facts}, request.trade.id if request.trade else None
    for law in data.regulations:
        if law.language not in (None, request.first_language):
            continue
        if trade not in law.trades and not {*people.values()} & {*law.concepts}:
            continue
        if is_heard(law.hears, told):
            yield Law(law, holds=True)
        elif law.asks and told.get(law.asks, UNKNOWN) == UNKNOWN:
            others = {question: heard for question, heard in law.hears.items() if question != law.asks}
            if is_heard(others, told):
                yield Law(law, holds=False)


def room_of(
    data: Data,
    request: Request,
    answers: Answers,
    people: Mapping[str, str | None],
    concepts: Mapping[str, Concept],
) -> tuple[Person, ...]:
    """Everybody in it, with what they are and how they stand to the others who are there."""
    return tuple(
        Person(
            role=role,
            concept=concept,
            kind=_kind(data, role, people, answers, concepts),
            relations=tuple(_relations(data, request, role, people, answers)),
            owner=next(iter(_owners(data, role, people)), None),
        )
        for role, concept in people.items()
    )


def _owners(data: Data, role: str, people: Mapping[str, str | None]) -> list[str]:
    party = data.knowledge.parties.get(role)
    return [other for other in (party.of if party else ()) if people.get(other)]


def _relations(
    data: Data, request: Request, role: str, people: Mapping[str, str | None], answers: Answers
) -> Iterator[tuple[str, str]]:
    knowledge, trade = data.knowledge, request.trade
    usual: tuple[Relation, ...] = (knowledge.parties.get(role) or knowledge.roles[role]).relations
    own = trade.relations.get(role) if trade else None
    for relation in usual if own is None else own:
        if relation.to in people and relation.to != role and is_heard(relation.hears, answers):
            yield relation.to, relation.is_


def _kind(
    data: Data,
    role: str,
    people: Mapping[str, str | None],
    answers: Answers,
    concepts: Mapping[str, Concept],
) -> PersonKind | None:
    """What the word says, else what such a one is, else what those are who pay."""
    named, knowledge = people[role], data.knowledge
    if named and concepts[named].kind:
        return concepts[named].kind
    one = knowledge.parties.get(role) or knowledge.roles[role]
    if isinstance(one, Party):
        return one.kind
    if one.kind and named != people.get(DEFAULT_ROLE):
        return one.kind
    return next((kind.id for kind in knowledge.kinds.values() if is_heard(kind.hears, answers)), None)
