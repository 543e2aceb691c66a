"""What the files of ``data/`` hold, and the entries that stand beside the decision."""

from typing import Annotated, Literal

from msgspec import Meta, field

from relcli.model import (
    DEFAULT_ROLES,
    Answers,
    ConceptId,
    DocumentedId,
    Frozen,
    Heard,
    LanguageId,
    Party,
    Question,
    Role,
    RoleId,
    Source,
    Strength,
    Text,
    Topic,
    Trade,
    Value,
)

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


class Guidance(Frozen, kw_only=True):
    """What a document teaches beside the choice of a word; it hangs on concepts."""

    id: str
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


class Example(Frozen):
    """One thing that a document lists: these answers, in this role, have this word."""

    source: str
    section: str
    role: str
    expect: str
    answers: Answers
    trade: str | None
    text: Text | None


class Remark(Frozen, kw_only=True):
    """A legal sense with its jurisdiction, or what the people themselves prefer; never advice.

    Shown for any of ``concepts`` or ``trades``, under all of ``hears``.
    """

    id: str
    kind: Literal["legal", "preference"]
    jurisdiction: str | None = None
    concepts: tuple[ConceptId, ...]
    trades: tuple[TradeId, ...]
    hears: Heard = field(default_factory=dict)
    source: ReferenceId
    section: str
    says: Text


class PlacedWord(Frozen):
    """The word that stands for a concept in one place and language, and that of the other party."""

    concept: ConceptId
    language: LanguageId
    term: str
    counterpart: str | None = None


class Ambiguity(Frozen):
    """A term that means something else in that place, and what to write instead."""

    concept: ConceptId
    instead: str
    says: Text


class Medium(Value):
    """Where the word will stand: what to mind there, and the words that differ."""

    identifiers: bool = False
    words: tuple[PlacedWord, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()


class Reference(Frozen):
    """A work other than the documents, cited for a designation."""

    id: str
    title: str
    seen: str


class Link(Frozen):
    """What a concept is close to in another public vocabulary, and where that was seen."""

    id: str
    concept: ConceptId
    target: str
    source: str


class Retired(Frozen, kw_only=True):
    """An id that stood in the data once and never comes back with another meaning."""

    id: str
    kind: str
    why: str
    replacement: str | None = None


class QuestionFile(Frozen):
    questions: tuple[Question, ...]


class TradeFile(Frozen):
    trades: tuple[Trade, ...]


class RemarkFile(Frozen):
    remarks: tuple[Remark, ...]


class MediumFile(Frozen):
    media: tuple[Medium, ...]


class ReferenceFile(Frozen):
    references: tuple[Reference, ...]


class LinkFile(Frozen):
    links: tuple[Link, ...]


class RetiredFile(Frozen):
    retired: tuple[Retired, ...]


class VocabularyFile(Frozen):
    """The closed lists, as their file holds them."""

    date: str
    large_lead: int
    strengths: tuple[Strength, ...]
    roles: tuple[Role, ...]
    readings: tuple[Value, ...]
    statuses: tuple[Value, ...]
    verdicts: tuple[Value, ...]
    origins: tuple[Value, ...]
    topics: tuple[Topic, ...]
    parties: tuple[Party, ...]
