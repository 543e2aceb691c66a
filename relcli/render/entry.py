"""One concept entry: as plain values for JSON, and as a page."""

from __future__ import annotations

from relcli.data import Data
from relcli.language import Texts, cite, preferred
from relcli.model import Claim, Concept, Designation
from relcli.render.evidence import (
    claim_table,
    claims_about,
    designation_item,
    guidance_blocks,
    guidance_on,
    guidance_table,
    in_words,
    trades_listed,
)
from relcli.render.page import Block, Item, Page

ENTRY_VERSION = 1
DESIGNATION_FIELDS = (
    *("language", "term", "status", "gender", "forms", "region", "contrast", "follows", "sources", "note"),
)


def entry_table(concept: Concept, data: Data, texts: Texts) -> dict[str, object]:
    """The concept entry as plain values."""
    return {
        "format_version": ENTRY_VERSION,
        "language": texts.language,
        "concept": concept.id,
        **in_words(concept, texts, "origin", "roles", "definition", "definition_sources"),
        **in_words(concept, texts, "when", "note", "unranked"),
        "designations": [in_words(d, texts, *DESIGNATION_FIELDS) for d in _designations(concept)],
        "false_friends": [in_words(f, texts, "language", "word", "says") for f in concept.false_friends],
        "relations": [{"relation": r, "concept": c} for r, c in _relations(concept, data)],
        "characteristics": [claim_table(c, concept, texts) for c in claims_about(concept, data)],
        "guidance": [guidance_table(g, texts) for g in guidance_on([concept], data)],
        "trades": [*trades_listed(concept, data, texts)],
    }


def entry_page(concept: Concept, data: Data, texts: Texts) -> Page:
    """The concept entry as a terminologist expects it."""
    term = preferred(concept, texts.language).term
    origin = data.knowledge.origins[concept.origin].label
    blocks = [
        _definition(concept, texts),
        _designation_block(concept, data, texts),
        _false_friends(concept, texts),
        _relation_block(concept, data, texts),
        _characteristics(concept, data, texts),
        *guidance_blocks([concept], data, texts),
        _trades(concept, data, texts),
    ]
    return Page(
        title=term if term == concept.id else f"{term} ({concept.id})",
        subtitle=" · ".join([texts.text(concept.gloss), texts.text(origin)]),
        lead=tuple(texts.text(t) for t in (concept.note, concept.unranked) if t),
        facts=(("term", term), ("concept", concept.id), ("origin", concept.origin)),
        blocks=tuple(b for b in blocks if b.items),
    )


def _definition(concept: Concept, texts: Texts) -> Block:
    sources = texts.say("separator").join(
        cite(c.source, c.section, texts) for c in concept.definition_sources
    )
    items = (
        Item("", texts.text(concept.definition), sources),
        Item(texts.say("label-when"), texts.text(concept.when)),
    )
    return Block("definition", texts.say("heading-definition"), items)


def _designations(concept: Concept) -> list[Designation]:
    return [d for designations in concept.designations.values() for d in designations]


def _designation_block(concept: Concept, data: Data, texts: Texts) -> Block:
    statuses = data.knowledge.statuses
    items = tuple(designation_item(d, texts, statuses) for d in _designations(concept))
    return Block("designation", texts.say("heading-designations"), items)


def _false_friends(concept: Concept, texts: Texts) -> Block:
    items = tuple(
        Item(f"{f.word} ({texts.say(f'language-{f.language}')})", texts.text(f.says))
        for f in concept.false_friends
    )
    return Block("false-friend", texts.say("heading-false-friends"), items)


def _relations(concept: Concept, data: Data) -> list[tuple[str, str]]:
    narrower = [c.id for c in data.termbase.values() if c.broader == concept.id]
    return [
        *((("broader", concept.broader),) if concept.broader else ()),
        *(("narrower", other) for other in narrower),
        *(("related", other) for other in concept.related),
        *(("contrasts", other) for other in concept.contrasts),
    ]


def _relation_block(concept: Concept, data: Data, texts: Texts) -> Block:
    relations = _relations(concept, data)
    items = tuple(Item(texts.say(f"relation-{relation}"), other) for relation, other in relations)
    return Block("relation", texts.say("heading-relations"), items)


def _characteristics(concept: Concept, data: Data, texts: Texts) -> Block:
    items = tuple(_claim_item(claim, concept, texts) for claim in claims_about(concept, data))
    return Block("characteristic", texts.say("heading-characteristics"), items)


def _claim_item(claim: Claim, concept: Concept, texts: Texts) -> Item:
    text = texts.text(claim.says)
    if concept.id in claim.opposes:
        text = texts.say("label-against", text=text)
    return Item(texts.question(claim.question), text, cite(claim.source, claim.section, texts))


def _trades(concept: Concept, data: Data, texts: Texts) -> Block:
    listed = trades_listed(concept, data, texts)
    items = tuple(Item("", label, ", ".join(sources)) for label, sources in listed.items())
    return Block("trade", texts.say("heading-trades"), items)
