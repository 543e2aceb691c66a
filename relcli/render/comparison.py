"""Concepts side by side, dimension by dimension: as plain values for JSON, and as a page."""

from __future__ import annotations

from collections.abc import Sequence

from relcli.data import Data
from relcli.language import Texts, names_apart
from relcli.model import Claim, Concept
from relcli.render.evidence import (
    claim_table,
    claims_about,
    guidance_blocks,
    guidance_on,
    guidance_table,
    trades_listed,
)
from relcli.render.page import Block, Page

COMPARISON_VERSION = 1


def comparison_table(concepts: Sequence[Concept], data: Data, texts: Texts) -> dict[str, object]:
    """What the documents say of each concept, as plain values."""
    names = names_apart(concepts, texts.language)
    return {
        "format_version": COMPARISON_VERSION,
        "language": texts.language,
        "concepts": [
            {"concept": c.id, "term": names[c.id], "definition": texts.text(c.definition)} for c in concepts
        ],
        "dimensions": [
            {
                "question": question,
                "label": texts.question(question),
                "concepts": {
                    concept.id: [claim_table(c, concept, texts) for c in claims]
                    for concept, claims in zip(concepts, row, strict=True)
                },
            }
            for question, row in _dimensions(concepts, data)
        ],
        "guidance": [guidance_table(g, texts) for g in guidance_on(concepts, data)],
    }


def comparison_page(concepts: Sequence[Concept], data: Data, texts: Texts) -> Page:
    """The comparison table, with the guidance that speaks of all of them."""
    names = [*names_apart(concepts, texts.language).values()]
    separator = texts.say("separator")
    rows = [
        (texts.say("heading-definition"), *(texts.text(c.definition) for c in concepts)),
        (texts.say("label-when"), *(texts.text(c.when) for c in concepts)),
        *(_row(question, row, concepts, texts) for question, row in _dimensions(concepts, data)),
        (
            texts.say("heading-trades"),
            *(separator.join(trades_listed(c, data, texts)) for c in concepts),
        ),
    ]
    columns = (texts.say("column-dimension"), *names)
    table = Block("dimension", texts.say("heading-comparison"), columns=columns, rows=tuple(rows))
    return Page(" / ".join(names), "", (), (), (table, *guidance_blocks(concepts, data, texts)))


def _dimensions(concepts: Sequence[Concept], data: Data) -> list[tuple[str, list[list[Claim]]]]:
    """Per question that anything was said about: the claims on each concept."""
    by_concept = [claims_about(concept, data) for concept in concepts]
    rows = [
        (question, [[c for c in claims if c.question == question] for claims in by_concept])
        for question in data.knowledge.questions
    ]
    return [(question, row) for question, row in rows if any(row)]


def _row(question: str, row: list[list[Claim]], concepts: Sequence[Concept], texts: Texts) -> tuple[str, ...]:
    cells = (_cell(claims, concept, texts) for concept, claims in zip(concepts, row, strict=True))
    return (texts.question(question), *cells)


def _cell(claims: list[Claim], concept: Concept, texts: Texts) -> str:
    """Answers that speak for the concept, with the documents; then those that speak against it."""
    told: dict[tuple[bool, str], list[str]] = {}
    for claim in claims:
        for option in claim.options:
            key = (concept.id in claim.opposes, texts.answer(claim.question, option))
            sources = told.setdefault(key, [])
            if claim.source not in sources:
                sources.append(claim.source)
    cells = []
    for (opposes, answer), sources in told.items():
        text = texts.say("label-against", text=answer) if opposes else answer
        cells.append(f"{text} ({', '.join(sources)})")
    return texts.say("separator").join(cells)
