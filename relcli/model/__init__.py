"""What relcli knows, as frozen values: each shape is written here and in ``files``, and nowhere else.

The structs are the model, the decoder of ``data/`` and the check of its shape: an unknown key, a missing
key or translation, a value of the wrong kind. A name in brackets belongs to a field that nobody writes:
``derived`` fills it. Annotations are not postponed, for the time it takes to compile them at every start.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Generic, Literal, TypeVar, dataclass_transform

from msgspec import Meta, Struct, field

_T = TypeVar("_T")

# Ids of what stands elsewhere in the data, by the kind of thing: the validator looks whether it does.
ConceptId = Annotated[str, Meta(title="concept")]
DomainId = Annotated[str, Meta(title="domain")]
DocumentedId = Annotated[str, Meta(title="concept of the documents")]
FormId = Annotated[str, Meta(title="form")]
LanguageId = Annotated[str, Meta(title="language")]
OriginId = Annotated[str, Meta(title="origin")]
PartyId = Annotated[str, Meta(title="party")]
QuestionId = Annotated[str, Meta(title="question")]
ReadingId = Annotated[str, Meta(title="reading")]
PersonId = Annotated[str, Meta(title="role or party")]
RegisterId = Annotated[str, Meta(title="register")]
RelationId = Annotated[str, Meta(title="relation")]
RoleId = Annotated[str, Meta(title="role")]
SourceId = Annotated[str, Meta(title="source")]
StatusId = Annotated[str, Meta(title="status")]
StrengthId = Annotated[str, Meta(title="strength")]

Answers = Mapping[QuestionId, str]
"""Question id to option id; a question nobody answered is absent."""

Heard = Mapping[QuestionId, tuple[str, ...]]
"""Question id to the options under which something holds."""

UNKNOWN = "unknown"
"""The answer that every question takes and that says nothing."""

DEFAULT_ROLES = ("payer",)
"""Whom a claim is about when it does not say."""

FORMS = (
    *("plural", "feminine", "feminine_plural", "definite", "definite_plural"),
    *("feminine_definite", "feminine_definite_plural"),
)
"""The inflected forms that a designation may have."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What every shape has in common."""


class Identified(Frozen):
    """What is named by an id, which is unique within its kind."""

    id: str


class PerLanguage(Frozen, Generic[_T]):
    """One thing in each language; the fields are the languages of the program, in their order."""

    en: _T
    fr: _T
    ro: _T

    def __getitem__(self, language: str) -> _T:
        """What stands in that language; ``KeyError`` for a language that the program does not speak."""
        if language not in LANGUAGES:
            raise KeyError(language)
        item: _T = getattr(self, language)
        return item

    def keys(self) -> tuple[str, ...]:
        return LANGUAGES

    def values(self) -> tuple[_T, ...]:
        return (self.en, self.fr, self.ro)

    def items(self) -> Iterable[tuple[str, _T]]:
        return zip(LANGUAGES, self.values(), strict=True)


LANGUAGES: tuple[str, ...] = PerLanguage.__struct_fields__


class Text(PerLanguage[str]):
    """One sentence or phrase in every language."""


class Option(Identified):
    """One answer to a question, or one topic of guidance."""

    label: Text


class Value(Option):
    """One entry of a closed list: a status, a verdict, an origin, a reading."""

    says: Text


class Strength(Value):
    points: int


class Certainty(Value):
    """``level`` is how sure it is: 0 to 4."""

    level: Annotated[int, Meta(ge=0, le=4)]


class Criterion(Value):
    """One of the tests that the documents apply.

    ``beside`` names, for what it may choose, the words that this does not deny, since it sees another side
    of the same people: whoever buys without loyalty may be a consumer and still be your customer.
    """

    beside: Mapping[DocumentedId, tuple[DocumentedId, ...]] = {}


class AnswerOption(Option):
    """One answer to a question: ``short`` is what recalls it, ``fact`` what it says of the business, as a
    clause that stands after *if*."""

    short: Text
    fact: Text


class Question(Identified, kw_only=True):
    """One of the questions, with its options in the order in which they are offered."""

    core: bool = False
    label: Text
    ask: Text
    why: Text
    options: tuple[AnswerOption, ...]

    def option(self, option_id: str) -> AnswerOption:
        """The option of that id; ``KeyError`` when there is none."""
        return {option.id: option for option in self.options}[option_id]


class Claim(Identified, kw_only=True):
    """One thing that one document says, heard only under certain answers to one question.

    ``supports`` and ``opposes`` list what the document names; ``effects`` is what follows for the
    scores: concept id to signed points, concepts that the document does not tell apart included.
    """

    section: str
    roles: tuple[RoleId, ...] = DEFAULT_ROLES
    hears: Annotated[Heard, Meta(min_length=1, max_length=1)]
    supports: tuple[DocumentedId, ...] = ()
    opposes: tuple[DocumentedId, ...] = ()
    strength: StrengthId
    says: Text
    stays: str | None = None
    source: str = field(default="", name="(source)")
    effects: Mapping[str, int] = field(default_factory=dict, name="(effects)")

    @property
    def question(self) -> str:
        """The one question that it listens to."""
        return next(iter(self.hears))

    @property
    def options(self) -> tuple[str, ...]:
        """The answers to it that trigger the claim."""
        return next(iter(self.hears.values()))


class Section(Frozen):
    """A heading of a document; ``skipped`` says why nothing was taken from it."""

    title: str
    about: Mapping[str, str]
    skipped: str | None = None


class Source(Identified, kw_only=True, forbid_unknown_fields=False):
    """One of the documents, as far as the decision needs it: who and where, and what it claims.

    ``covers`` names what it does not tell apart: what it says of the first holds for the others too.
    """

    reading: ReadingId
    author: str
    title: str
    language: str
    translated_from: str | None = None
    note: Text
    covers: Mapping[DocumentedId, tuple[DocumentedId, ...]] = {}
    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]


class Citation(Frozen):
    """Where a definition comes from."""

    source: str
    section: str


class Designation(Frozen, kw_only=True):
    """One term for a concept in one language, with the inflected forms that it has.

    ``contrast`` is what to say when a text must tell the concept from another of the same name;
    ``follows`` names the payer's concept that a compound goes with; ``register`` is how it sounds,
    ``objection`` who objects to it and why; an ``epicene`` one names women and men alike.
    """

    term: str
    language: str = field(default="", name="(language)")
    status: StatusId
    gender: Literal["masculine", "feminine", "neuter"] | None = None
    forms: Mapping[FormId, str] = {}
    contrast: str | None = None
    follows: DocumentedId | None = None
    region: str | None = None
    register: RegisterId | None = None
    objection: Text | None = None
    epicene: bool = False
    note: Text | None = None
    sources: tuple[SourceId, ...]


class FalseFriend(Frozen):
    """A word of a language that looks like a designation of the concept and is none."""

    language: LanguageId
    word: str
    says: Text


PersonKind = Literal["person", "organisation", "either"]
"""What somebody is."""


class Concept(Identified, kw_only=True):
    """An idea with the words for it; trades speak of it only under the answers that it ``needs``.

    ``domain`` tells it from other senses of its words; ``kind`` is what they are, where it is always the
    same; ``people_first``: a group that has a say in what it is called, which outranks habit; ``apart`` are
    those it contrasts with who are other people, whose word is right for them;
    ``term_of_law``: its words mean something in law, so no other choice makes them wrong; ``translating``
    what a translator must mind.
    """

    origin: OriginId
    domain: DomainId | None = None
    kind: PersonKind | None = None
    people_first: bool = False
    term_of_law: bool = False
    roles: tuple[RoleId, ...]
    broader: ConceptId | None = None
    related: tuple[ConceptId, ...] = ()
    contrasts: tuple[ConceptId, ...] = ()
    apart: tuple[ConceptId, ...] = ()
    gloss: Text
    definition: Text
    definition_sources: tuple[Citation, ...]
    when: Text
    note: Text | None = None
    unranked: Text | None = None
    translating: Text | None = None
    needs: Heard = {}
    designations: PerLanguage[tuple[Designation, ...]]
    false_friends: tuple[FalseFriend, ...] = ()
    buys: bool = True  # False for a program, a colleague.

    @property
    def notes(self) -> list[Text]:
        """All that is noted of it."""
        return [text for text in (self.note, self.unranked, self.translating) if text]
