"""The parts of ``advise --json``, each written once; ``relcli.render.shapes`` has the whole."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from relcli.decide.counterfactuals import Robustness
from relcli.model import (
    Citation,
    ConceptId,
    LanguageId,
    PersonKind,
    QuestionId,
    ReadingId,
    RelationId,
    RoleId,
    SourceId,
    StatusId,
    StrengthId,
)
from relcli.model.trades import MediumId

BasisId = Annotated[str, Meta(title="basis")]
VerdictId = Annotated[str, Meta(title="verdict")]
AnswerIds = Annotated[dict[str, str], Meta(title="answers")]
WorkId = Annotated[str, Meta(title="work")]
FactIds = Annotated[dict[str, str], Meta(title="facts")]
Count = Annotated[int, Meta(ge=0)]


def _one_of(*values: str) -> Meta:
    return Meta(extra_json_schema={"enum": list(values)})


Effect = Annotated[str, _one_of("for", "against")]
Gender = Annotated[str, _one_of("masculine", "feminine", "neuter")]
WhatToDo = Annotated[str, _one_of("keep", "align", "rename")]


class WireTrade(Struct):
    """The trade that was meant, whether its very name was given, and which of its answers stand."""

    id: str
    label: str
    understood: Literal["exact", "close"]
    assumed: list[QuestionId]
    withheld: list[QuestionId]


class WireRecommendation(Struct):
    """The word and how sure it is."""

    role: RoleId
    concept: ConceptId | None
    term: str | None
    basis: BasisId
    general_term: str | None
    verdict: VerdictId
    points: int
    margin: Count
    runner_up: ConceptId | None
    robustness: Robustness
    definition: str | None
    sources: tuple[Citation, ...]
    forms: dict[str, str]
    warning: str | None


class WireTerm(Struct):
    """One term of the recommended concept."""

    language: LanguageId
    term: str
    status: StatusId
    gender: Gender | None
    feminine: str | None
    plural: str | None
    forms: dict[str, str]
    region: str | None
    contrast: str | None
    note: str | None


class WireAlternative(Struct):
    concept: ConceptId
    term: str
    points: int
    when: str


class WireDivision(Struct):
    concept: ConceptId
    term: str
    who: str


class WireReason(Struct):
    """One claim that was heard."""

    claim: str
    source: SourceId
    section: str
    question: QuestionId
    answer: str
    concept: ConceptId
    effect: Effect
    strength: StrengthId
    points: Annotated[int, Meta(ge=1)]
    says: str


class WireBecause(Struct):
    """A fact that decides; ``question`` is null where it is the trade's own reason, or that of a law."""

    question: QuestionId | None
    answer: str | None
    says: str
    sources: tuple[WorkId, ...]
    effect: Effect


class WireExample(Struct, rename={"avoid": "not"}):
    """What one says with the word, and the words to leave alone."""

    say: str
    avoid: tuple[str, ...]


class WireVoice(Struct):
    source: SourceId
    concept: ConceptId | None
    term: str | None


class WireReading(Struct):
    """What a reading answers alone; ``agrees`` is null without a say."""

    reading: ReadingId
    concept: ConceptId | None
    term: str | None
    agrees: bool | None
    sources: list[WireVoice]


class WirePerson(Struct):
    """Somebody in the room, or one of those who are answered for."""

    role: RoleId
    concept: ConceptId | None
    term: str | None


class WireRelation(Struct, rename={"is_": "is"}):
    """How somebody stands to another one in the room."""

    to: RoleId
    is_: RelationId


class WireRole(WirePerson):
    """Somebody in the room as a design document has them. ``owner`` is whose they are, where they are not
    one's own; ``sourced`` is false for a word behind which there is nothing but usage."""

    definition: str | None
    identifier: str | None
    kind: PersonKind | None
    relations: list[WireRelation]
    owner: RoleId | None
    sourced: bool


class WireText(Struct, rename={"medium": "for"}):
    """A text whose word is another one."""

    medium: MediumId
    term: str
    note: str | None


class WireLaw(Struct):
    """What the law of a place calls somebody; ``holds`` is false while that hangs on the fact it ``asks``."""

    id: str
    jurisdiction: str
    role: RoleId
    concept: ConceptId | None
    term: str | None
    holds: bool
    asks: QuestionId | None
    says: str
    otherwise: str | None
    source: str
    section: str


class WireFlip(Struct):
    change: Annotated[dict[str, str], Meta(title="answers", min_length=1)]
    concept: ConceptId
    term: str


class WireContrast(Struct, rename={"pro": "for"}):
    """Why a foil is not the word."""

    concept: ConceptId
    term: str
    points: int | None
    behind: int | None
    says: str
    against: list[WireReason]
    pro: list[WireReason]
    would_need: list[WireFlip]


class WireRenamed(Struct):
    form: str
    old: str
    new: str


class WireStep(Struct):
    """What a rename touches, and when."""

    label: str
    says: str


class WireCurrent(Struct):
    """The word in use: what to do with it, both words' forms, and what a rename touches, in order."""

    word: str
    verdict: WhatToDo
    concept: ConceptId | None
    says: str
    forms: list[WireRenamed]
    steps: list[WireStep]


class WireIdentifiers(Struct, rename={"class_": "class"}):
    class_: str
    plural: str
    key: str
    unambiguous: str | None


class WirePlacement(Struct):
    """The word as it stands in the place asked for."""

    medium: MediumId
    label: str
    term: str
    counterpart: str | None
    identifiers: WireIdentifiers | None
    notes: list[str]
