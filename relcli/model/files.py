"""What the files of ``data/`` hold, the entries beside the decision, and what follows from them unwritten."""

from collections.abc import Iterable, Iterator, Mapping
from types import GenericAlias
from typing import Annotated, Any, Literal

from msgspec import Meta, defstruct, field
from msgspec.structs import replace

from relcli.errors import KnowledgeError
from relcli.model import (
    DEFAULT_ROLES,
    FORMS,
    Answers,
    Claim,
    Concept,
    ConceptId,
    Criterion,
    Designation,
    DocumentedId,
    Frozen,
    Heard,
    Identified,
    LanguageId,
    Option,
    Party,
    PerLanguage,
    Role,
    RoleId,
    Source,
    Strength,
    Text,
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

    label: str | None = None
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
    """A legal sense with its jurisdiction, or what the people themselves prefer; never advice.

    Shown for any of ``concepts`` or ``trades``, under all of ``hears``.
    """

    kind: Literal["legal", "preference"]
    jurisdiction: str | None = None
    concepts: tuple[ConceptId, ...]
    trades: tuple[TradeId, ...]
    hears: Heard = field(default_factory=dict)
    source: ReferenceId
    section: str
    says: Text


class PlacedWord(Frozen, kw_only=True):
    """What stands for some concepts (for any that is not named) in one place and language, and for the other
    party. ``hears`` are the answers under which it does, ``sectors`` those of the trades where it does; the
    term may have blanks for the ``term`` of the concept, its ``plural`` and its name as a ``party``."""

    concepts: tuple[ConceptId, ...] = ()
    language: LanguageId
    hears: Heard = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    term: str
    counterpart: str | None = None


class Ambiguity(Frozen):
    """A term that means something else in that place, and what to write instead."""

    concept: ConceptId
    instead: str
    says: Text


class Medium(Value):
    """Where the word will stand: what to mind there, and the words that differ, the first that fits before
    the others; where it names ``parties``, the trade may have its own words for them."""

    identifiers: bool = False
    parties: bool = False
    words: tuple[PlacedWord, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()


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


class VocabularyFile(Frozen):
    date: str
    large_lead: int
    strengths: tuple[Strength, ...]
    roles: tuple[Role, ...]
    readings: tuple[Criterion, ...]
    statuses: tuple[Value, ...]
    verdicts: tuple[Value, ...]
    origins: tuple[Value, ...]
    topics: tuple[Option, ...]
    parties: tuple[Party, ...]


def with_effects(source: Source, points: Mapping[str, int]) -> Source:
    """The document with its claims reaching every concept that it does not tell apart."""

    def complete(claim: Claim) -> Claim:
        if claim.strength not in points:
            says = f"unknown strength {claim.strength!r}"
            raise KnowledgeError(f"documents/{source.id}.toml: {claim.id}: {says}")
        size = points[claim.strength]
        effects = {
            reached: sign * size
            for sign, named in ((1, claim.supports), (-1, claim.opposes))
            for concept in named
            for reached in (concept, *source.covers.get(concept, ()))
        }
        return replace(claim, source=source.id, effects=effects)

    return replace(source, claims=tuple(map(complete, source.claims)))


def with_ordered_forms(concept: Concept) -> Concept:
    """The concept with designations that know their language, and their forms in one order."""

    def complete(designation: Designation, language: str) -> Designation:
        forms = {form: designation.forms[form] for form in FORMS if form in designation.forms}
        return replace(designation, language=language, forms=forms)

    terms = (tuple(complete(d, language) for d in found) for language, found in concept.designations.items())
    return replace(concept, designations=PerLanguage(*terms))


def listed_examples(documents: Iterable[Document], trades: Mapping[str, Trade]) -> Iterator[Example]:
    """One for each trade that a document lists, or one for the answers that it gives."""
    for source, listed in ((document.id, listed) for document in documents for listed in document.examples):
        answers: list[tuple[str | None, Answers]] = [] if listed.answers is None else [(None, listed.answers)]
        for trade in listed.trades:
            if trade not in trades:
                raise KnowledgeError(f"documents/{source}.toml: examples: unknown trade {trade!r}")
            answers.append((trade, trades[trade].answers))
        for named, given in answers:
            yield Example(source, listed.section, listed.role, listed.expect, given, named, listed.text)
