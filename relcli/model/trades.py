"""The trades, as frozen values: the types of business that a person would name."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, field

from relcli.model import (
    Answers,
    ConceptId,
    Frozen,
    Identified,
    LanguageId,
    PartyId,
    PerLanguage,
    PersonId,
    RoleId,
    Text,
)
from relcli.model.people import Relation

MediumId = Annotated[str, Meta(title="medium")]


class Division(Frozen):
    """One of the words between which a trade is divided: who says it, in one language only or in each."""

    concept: ConceptId
    who: Text
    language: LanguageId | None = None


class ContractParties(Frozen):
    """What the two sides are called in a contract of the trade: those served, and the business."""

    them: str
    us: str


class Trade(Identified, kw_only=True):
    """A type of business as a person would name it, with the answers a sensible owner would give.

    ``words`` are its established words, role to concept; ``parties`` the others in the room, party to
    concept; ``said``, by language, which designation of a concept it uses if not the preferred one;
    ``whom`` those whom the trade means by the people it serves, several where they are meant equally,
    nobody for who pays; ``divided`` the words between which it is itself divided; ``absent`` the roles
    that nobody has there; ``contract`` and ``expect``, by language, the parties of its contracts and the
    word that it must get; ``texts`` the texts whose word is another one than elsewhere; ``relations`` how
    somebody stands to others, if not as usual.
    """

    label: Text
    aliases: PerLanguage[tuple[str, ...]]
    isic: str | None = None
    nace: str | None = None
    answers: Answers
    words: Mapping[RoleId, ConceptId] = {}
    parties: Mapping[PartyId, ConceptId] = {}
    said: Mapping[LanguageId, Mapping[ConceptId, str]] = {}
    whom: tuple[PersonId, ...] = ()
    divided: tuple[Division, ...] = ()
    absent: tuple[RoleId, ...] = ()
    contract: Mapping[LanguageId, ContractParties] = {}
    texts: Mapping[MediumId, Mapping[LanguageId, str]] = {}
    relations: Mapping[PersonId, tuple[Relation, ...]] = {}
    expect: Mapping[LanguageId, str] = {}
    sector: str = field(default="", name="(sector)")
