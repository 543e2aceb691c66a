"""Those of whom a house speaks, with how they hang together, as a diagram; and what code calls them."""

from collections.abc import Mapping

from relcli.advice.request import Request
from relcli.advice.room import Person, room_of
from relcli.export.vocabulary import Vocabulary, on_one_line
from relcli.house.meaning import termbase_of_house
from relcli.house.words import HouseVocabulary
from relcli.language import Texts
from relcli.model import Concept
from relcli.render.people import identifiers_in

GROUP = "group"


def mermaid(vocabulary: Vocabulary, texts: Texts) -> str:
    """A flowchart for a design document: everybody with word and identifier, arrows for what is between
    them, in the language of the program."""
    house = vocabulary.house
    assert house, "the command asks for a decision first"
    room, concepts, language = _room(vocabulary, house, texts)
    named = identifiers_in(room, concepts, vocabulary.data)
    lines = ["flowchart LR"]
    for person in room:
        word = house.roles[person.role].words.get(language, person.role)
        about = [word, _who(person.role, vocabulary, texts), named[person.role] or ""]
        lines.append(f'  {_id(person.role)}["{"<br>".join(map(_quoted, filter(None, about)))}"]')
    for person in room:
        for to, how in person.relations:
            label = _quoted(texts.text(vocabulary.data.knowledge.relations[how].label))
            lines.append(f'  {_id(person.role)} -- "{label}" --> {_id(to)}')
    return "\n".join(lines) + "\n"


def identifier_of(role: str, vocabulary: Vocabulary, house: HouseVocabulary, texts: Texts) -> str:
    """What code calls somebody; empty for all of them together."""
    room, concepts, _ = _room(vocabulary, house, texts)
    return identifiers_in(room, concepts, vocabulary.data).get(role) or ""


def _room(
    vocabulary: Vocabulary, house: HouseVocabulary, texts: Texts
) -> tuple[tuple[Person, ...], Mapping[str, Concept], str]:
    data = vocabulary.data
    trade, concepts = data.trades.get(house.trade or ""), termbase_of_house(house, data)
    people = {role: choice.concept for role, choice in house.roles.items() if role != GROUP}
    answers = {**(trade.answers if trade else {}), **house.answers}
    room = room_of(data, Request(house.answers, trade=trade), answers, people, concepts)
    languages = vocabulary.languages
    return room, concepts, texts.language if texts.language in languages else languages[0]


def _who(role: str, vocabulary: Vocabulary, texts: Texts) -> str:
    knowledge = vocabulary.data.knowledge
    known = knowledge.roles.get(role) or knowledge.parties.get(role)
    return texts.text(known.label) if known else role


def _id(role: str) -> str:
    """A name that no diagram takes for a word of its own."""
    return "p_" + "".join(c if c.isalnum() else "_" for c in role)


def _quoted(text: str) -> str:
    """Within the quotes of a label nothing acts as markup or ends it."""
    special = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"}
    return "".join(special.get(c, c) for c in on_one_line(text))
