"""What relcli knows, as frozen values: no file, no terminal, no third-party import.

The values are named tuples rather than frozen dataclasses, and annotations are not postponed: both
for the time it takes to create the classes at every start (``docs/develop/start-up.md``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Text = Mapping[str, str]
"""One sentence or phrase in every language: language code to words."""

Answers = Mapping[str, str]
"""Question id to option id; a question nobody answered is absent."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

UNKNOWN = "unknown"
"""The answer that every question takes and that says nothing."""


class Value(NamedTuple):
    """One entry of a closed list: a status, a verdict, an origin, a topic, a reading's name."""

    id: str
    label: Text
    says: Text


class Role(NamedTuple):
    """For whom a word is wanted; ``needs`` are the answers under which the role exists at all."""

    id: str
    label: Text
    says: Text
    needs: Mapping[str, tuple[str, ...]]


class Option(NamedTuple):
    """One answer to a question."""

    id: str
    label: Text


class Question(NamedTuple):
    """One of the questions, with its options in the order in which they are offered."""

    id: str
    core: bool
    label: Text
    ask: Text
    why: Text
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """The option of that id; ``KeyError`` when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class Claim(NamedTuple):
    """One thing that one document says, heard only under certain answers to one question.

    ``supports`` and ``opposes`` list what the document names; ``effects`` is what follows for the
    scores: concept id to signed points, concepts that the document does not tell apart included.
    """

    id: str
    source: str
    section: str
    roles: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    supports: tuple[str, ...]
    opposes: tuple[str, ...]
    strength: str
    effects: Mapping[str, int]
    says: Text
    stays: str | None


class Example(NamedTuple):
    """What a document itself lists: these answers, in this role, have this word."""

    source: str
    section: str
    role: str
    expect: str
    answers: Answers
    trade: str | None
    text: Text | None


class Section(NamedTuple):
    """A heading of a document; ``skipped`` says why nothing was taken from it."""

    title: str
    about: Text
    skipped: str | None


class Source(NamedTuple):
    """One of the documents: who and where, and everything it claims."""

    id: str
    reading: str
    author: str
    title: str
    language: str
    note: Text
    covers: Mapping[str, tuple[str, ...]]
    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]


class Citation(NamedTuple):
    """Where a definition comes from."""

    source: str
    section: str


class Designation(NamedTuple):
    """One term for a concept in one language.

    ``forms`` holds the inflected forms that the language has (``plural``, ``feminine``,
    ``definite`` …); ``contrast`` is what to say when a text must tell the concept from another of
    the same name; ``follows`` names the payer's concept that a compound goes with.
    """

    term: str
    language: str
    status: str
    gender: str | None
    forms: Mapping[str, str]
    contrast: str | None
    follows: str | None
    region: str | None
    note: Text | None
    sources: tuple[str, ...]


class FalseFriend(NamedTuple):
    """A word of a language that looks like a designation of the concept and is none."""

    language: str
    word: str
    says: Text


class Concept(NamedTuple):
    """An idea with its characteristics; it has the id, the designations have the words."""

    id: str
    origin: str
    roles: tuple[str, ...]
    broader: str | None
    related: tuple[str, ...]
    contrasts: tuple[str, ...]
    gloss: Text
    definition: Text
    definition_sources: tuple[Citation, ...]
    when: Text
    note: Text | None
    unranked: Text | None
    designations: Mapping[str, tuple[Designation, ...]]
    false_friends: tuple[FalseFriend, ...]
    buys: bool = True
    """False for what is no buyer at all: a program, an account, a colleague."""


class Guidance(NamedTuple):
    """What a document teaches beside the choice of a word; it hangs on concepts."""

    id: str
    source: str
    section: str
    concepts: tuple[str, ...]
    topic: str
    step: int
    label: Text
    says: Text


class Party(NamedTuple):
    """Somebody whom only some trades have in the room; ``like`` is the role of nearest evidence."""

    id: str
    label: Text
    says: Text
    like: str


class Division(NamedTuple):
    """One of the words between which a trade is divided: who says it, and which fact decides."""

    concept: str
    who: Text


class Trade(NamedTuple):
    """A type of business as a person would name it, with the answers a sensible owner would give.

    ``words`` are the established words of the trade, role to concept; ``parties`` the others in the
    room, party to concept; ``divided`` the words between which the trade itself is divided;
    ``absent`` the roles that nobody has there (a prison has no prospects); ``leads`` the classes that
    it stands for when several trades share them.
    """

    id: str
    sector: str
    label: Text
    aliases: Mapping[str, tuple[str, ...]]
    isic: str | None
    nace: str | None
    answers: Answers
    words: Mapping[str, str] = NOTHING
    parties: Mapping[str, str] = NOTHING
    divided: tuple[Division, ...] = ()
    absent: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


class Remark(NamedTuple):
    """A legal sense with its jurisdiction, or what the people themselves prefer; never advice.

    Shown for any of ``concepts`` or ``businesses``, under all of ``hears`` (question to options).
    """

    id: str
    kind: str
    jurisdiction: str | None
    concepts: tuple[str, ...]
    trades: tuple[str, ...]
    hears: Mapping[str, tuple[str, ...]]
    source: str
    section: str
    says: Text


class PlacedWord(NamedTuple):
    """The word that stands for a concept in one place and language, and that of the other party."""

    concept: str
    language: str
    term: str
    counterpart: str | None


class Ambiguity(NamedTuple):
    """A term that means something else in that place, and what to write instead."""

    concept: str
    instead: str
    says: Text


class Medium(NamedTuple):
    """Where the word will stand: what to mind there, and the words that differ."""

    id: str
    label: Text
    says: Text
    identifiers: bool
    words: tuple[PlacedWord, ...]
    ambiguous: tuple[Ambiguity, ...]


class Reference(NamedTuple):
    """A work other than the documents, cited for a designation."""

    id: str
    title: str
    seen: str


class Knowledge(NamedTuple):
    """Everything the decision and its words need. Each mapping is in the order of the data."""

    languages: tuple[str, ...]
    large_lead: int
    questions: Mapping[str, Question]
    roles: Mapping[str, Role]
    readings: Mapping[str, Value]
    strengths: Mapping[str, Value]
    statuses: Mapping[str, Value]
    verdicts: Mapping[str, Value]
    origins: Mapping[str, Value]
    topics: Mapping[str, Value]
    sources: Mapping[str, Source]
    concepts: Mapping[str, Concept]
    parties: Mapping[str, Party] = NOTHING
    date: str = ""
    """When the knowledge was last changed, as year-month-day."""
