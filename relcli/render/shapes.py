"""The shape of ``advise --json``: the contract, written once.

Keys and ids are English whatever the language of the texts; nothing is dropped when empty. The JSON Schema
(``relcli.render.schema``) is made from these, and so is what Python is given.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from relcli.decide.decision import OpenQuestion
from relcli.model import LanguageId
from relcli.render.shape_parts import (
    AnswerIds,
    FactIds,
    WireAlternative,
    WireBecause,
    WireContrast,
    WireCurrent,
    WireDivision,
    WireExample,
    WireFlip,
    WireLaw,
    WirePerson,
    WirePlacement,
    WireReading,
    WireReason,
    WireRecommendation,
    WireRole,
    WireTerm,
    WireText,
    WireTrade,
)

FORMAT_VERSION = 1


class WireAdvice(Struct, rename={"placement": "for"}):
    """The whole answer to one request."""

    format_version: Annotated[int, Meta(ge=FORMAT_VERSION, le=FORMAT_VERSION)]
    language: LanguageId
    answers: AnswerIds
    facts: FactIds
    business: WireTrade | None
    recommendation: WireRecommendation
    terms: list[WireTerm]
    alternatives: list[WireAlternative]
    divided: list[WireDivision]
    example: WireExample | None
    because: list[WireBecause]
    reasons: list[WireReason]
    readings: list[WireReading]
    roles: list[WireRole]
    texts: list[WireText]
    law: list[WireLaw]
    situation: list[str]
    ask_them: str | None
    whom: Annotated[list[WirePerson], Meta(min_length=1)]
    counterfactuals: Annotated[list[WireFlip], Meta(max_length=5)]
    open_questions: tuple[OpenQuestion, ...]
    why_not: WireContrast | None
    current: WireCurrent | None
    placement: WirePlacement | None
    notes: list[str]
    command: str

    @property
    def term(self) -> str | None:
        """The word to use; None when undecided."""
        return self.recommendation.term

    @property
    def concept(self) -> str | None:
        """The concept behind it."""
        return self.recommendation.concept

    @property
    def verdict(self) -> str:
        """clear, leaning, contested or undecided."""
        return self.recommendation.verdict

    def to_dict(self) -> dict[str, object]:
        """The advice as plain values, as ``--json`` prints it."""
        table: dict[str, object] = msgspec.to_builtins(self)
        return table
