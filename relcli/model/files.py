"""What the files of ``data/`` hold, and the entries beside the decision."""

from collections.abc import Mapping
from types import GenericAlias
from typing import Annotated, Any, Literal

from msgspec import Meta, defstruct, field

from relcli.model import (
    DEFAULT_ROLES,
    Answers,
    Certainty,
    ConceptId,
    Criterion,
    DocumentedId,
    Frozen,
    Heard,
    Identified,
    LanguageId,
    Option,
    PersonId,
    Question,
    QuestionId,
    RoleId,
    Source,
    Strength,
    Text,
    Value,
)
from relcli.model.people import KindOfPayer, Party, Role

ReferenceId = Annotated[str, Meta(title="reference")]
TopicId = Annotated[str, Meta(title="topic")]
TradeId = Annotated[str, Meta(title="trade")]


class Listed(Frozen, kw_only=True):
    """What a document itself lists: these trades, or whoever answers so, have this word."""

    section: str
    role: RoleId = DEFAULT_ROLES[0]
    expect: DocumentedId
    trades: tuple[TradeId, ...] = ()
    answers: Answers | None = None
    text: Text | None = None


class Guidance(Identified, kw_only=True):
    """What a document teaches beside the choice of a word; it hangs on concepts."""

    section: str
    concepts: tuple[DocumentedId, ...]
    topic: TopicId
    step: int = 0
    label: Text
    says: Text
    source: str = field(default="", name="(source)")


class Document(Source, kw_only=True, forbid_unknown_fields=True):
    """One of the documents whole, as its file holds it."""

    examples: tuple[Listed, ...]
    guidance: tuple[Guidance, ...] = ()


class SharedName(Frozen, kw_only=True):
    """Names of trades by language: of one, or of several between which only the person can tell.

    ``key`` is what the source calls the entry, and a name as well (``LEGAL_SERVICES``).
    """

    key: str | None = None
    trades: Annotated[tuple[TradeId, ...], Meta(min_length=1)]
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    ro: tuple[str, ...] = ()


class NameList(Frozen, kw_only=True):
    """A list of names of trades beside those that stand with the trades, from one source."""

    source: ReferenceId | None = None
    names: tuple[SharedName, ...]


class ActivityClass(Frozen, kw_only=True):
    """A class of a classification of activities, its titles, and the trades that it leads to, best first.

    One trade stands for the whole class; several are asked about.
    """

    trades: Annotated[tuple[TradeId, ...], Meta(min_length=1)]
    en: str | None = None
    fr: str | None = None
    ro: str | None = None


class Classification(Frozen, kw_only=True):
    """One revision of a classification of activities; ``sources`` are where its titles come from.

    ``label`` is its name; ``called`` are the words that people write before its codes, in lower case;
    ``revisions`` what they call this one among those of the same name.
    """

    label: str
    called: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    sources: tuple[ReferenceId, ...]
    classes: Mapping[str, ActivityClass]


class Example(Frozen):
    """One thing that a document lists: these answers, in this role, have this word."""

    source: str
    section: str
    role: str
    expect: str
    answers: Answers
    trade: str | None
    text: Text | None


class Remark(Identified, kw_only=True):
    """What the people themselves prefer, or what a trade means by its word; never advice.

    Shown for any of ``concepts`` or ``trades``, under all of ``hears``. The one that ``asks`` is the rule
    that those who are named so are asked, which is a step of the decision.
    """

    kind: Literal["preference", "usage"]
    jurisdiction: str | None = None
    asks: bool = False
    concepts: tuple[ConceptId, ...]
    trades: tuple[TradeId, ...]
    hears: Heard = field(default_factory=dict)
    source: ReferenceId
    section: str
    says: Text


class PlacedWord(Frozen, kw_only=True):
    """What stands for some concepts (for any that is not named) in one text and language, and for the other
    party. ``hears`` are the answers under which it does, ``sectors`` those of the trades where it does,
    ``people`` the roles and parties for whom it does (for any, if none is named); the term may have blanks
    for the ``term`` of the concept, its ``plural`` and its name as a ``party``; ``note`` says why."""

    concepts: tuple[ConceptId, ...] = ()
    people: tuple[PersonId, ...] = ()
    language: LanguageId
    hears: Heard = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    term: str
    counterpart: str | None = None
    note: Text | None = None


class Ambiguity(Frozen):
    """A term that means something else in that place, and what to write instead."""

    concept: ConceptId
    instead: str
    says: Text


class Regulation(Identified, kw_only=True):
    """What the law of one place calls somebody; never advice.

    It is about those ``trades``, and those who have one of the ``concepts`` there, ``hears`` permitting;
    the word is one of ``language`` where it names one. ``names`` is the word that it gives them, which
    leads before any points once the answers say that it holds; ``asks`` is the question on which that
    hangs, and ``otherwise`` what to mind, and whom to ask, until it is answered.
    """

    jurisdiction: str
    language: LanguageId | None = None
    concepts: tuple[ConceptId, ...] = ()
    trades: tuple[TradeId, ...] = ()
    role: PersonId = DEFAULT_ROLES[0]
    hears: Heard = field(default_factory=dict)
    names: ConceptId | None = None
    asks: QuestionId | None = None
    source: ReferenceId
    section: str
    says: Text
    otherwise: Text | None = None


class Situation(Frozen, kw_only=True):
    """Who is in the room of whoever answers so, trade or no trade: role or party to concept.

    ``is_trade`` is false where money or a duty flows so that nobody buys anything; ``says`` tells it.
    """

    hears: Annotated[Heard, Meta(min_length=1)]
    words: Mapping[PersonId, ConceptId] = field(default_factory=dict)
    is_trade: bool = True
    says: Text | None = None


class Medium(Value):
    """Where the word will stand: what to mind there, and the words that differ, the first that fits before
    the others; where it names ``parties``, the trade may have its own words for them. ``paths`` are where
    such texts usually lie; ``advice`` is what else to mind."""

    identifiers: bool = False
    parties: bool = False
    paths: tuple[str, ...] = ()
    advice: tuple[Text, ...] = ()
    words: tuple[PlacedWord, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()


class RenamingStep(Option):
    """What a rename touches, and when."""

    says: Text


class ExamplePhrases(Frozen):
    """What one says with a term: ``say`` in a text, ``ui`` as a label on a screen; what people say with it is
    to ``keep`` even where another word is chosen for those it names."""

    say: Annotated[tuple[str, ...], Meta(min_length=1)]
    ui: str | None = None
    keep: tuple[str, ...] = ()


PhrasesFile = Mapping[ConceptId, Mapping[str, ExamplePhrases]]
"""What is said with each term, by concept."""


class Reference(Identified):
    """A work other than the documents, cited for a designation."""

    title: str
    seen: str


class Link(Identified):
    """What a concept is close to in another public vocabulary, and where that was seen."""

    concept: ConceptId
    target: str
    source: str


class Retired(Identified, kw_only=True):
    """An id that stood in the data once and never comes back with another meaning."""

    kind: str
    why: str
    replacement: str | None = None


def list_file(name: str, entry: type) -> type[Any]:
    """The shape of a file that holds nothing but a list of such entries, under this name."""
    return defstruct(name, [(name, GenericAlias(tuple, (entry, ...)))], bases=(Frozen,))


class FactsFile(Frozen):
    """Questions about the room that no document weighs, and who is in it by their answers."""

    facts: tuple[Question, ...]
    situations: tuple[Situation, ...]


class VocabularyFile(Frozen):
    date: str
    large_lead: int
    strengths: tuple[Strength, ...]
    roles: tuple[Role, ...]
    readings: tuple[Criterion, ...]
    statuses: tuple[Value, ...]
    verdicts: tuple[Certainty, ...]
    origins: tuple[Value, ...]
    topics: tuple[Option, ...]
    parties: tuple[Party, ...]
    kinds: tuple[KindOfPayer, ...]
    relations: tuple[Option, ...]
    registers: tuple[Value, ...]
    domains: tuple[Option, ...]
