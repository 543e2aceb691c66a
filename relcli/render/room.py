"""The page of everybody in the room: who, word, identifier, what they are, how they hang together."""

from __future__ import annotations

from relcli.advice.request import DEFAULT_ROLE
from relcli.render.page import Block, Item, Page
from relcli.render.people import ToldPerson, word_people
from relcli.render.wording import Wording

ROOM_COLUMNS = ("party", "word", "definition", "identifier", "kind", "relations")
GROUP, REGULAR = "group", "regular"
FEW = 4
"""So many are told with their whole definitions on one screen; of more, only the one who is meant first."""


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
