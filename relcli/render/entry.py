"""One concept entry, or several side by side: as plain values for JSON, and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relcli.data import Data
from relcli.language import Texts, name_of, names_apart, preferred
from relcli.model import Claim, Concept, Designation
from relcli.render.evidence import (
    claim_table,
    claims_about,
    designation_items,
    guidance_items,
    guidance_on,
    guidance_table,
    in_words,
    trades_listed,
)
from relcli.render.footnotes import Footnotes
from relcli.render.page import Block, Item, Page, filled_blocks
from relcli.render.senses import Word, sense_items, senses_keys

ENTRY_VERSION = 1
COMPARISON_VERSION = 1
DESIGNATION_FIELDS = (
    *("language", "term", "status", "gender", "forms", "region", "contrast", "follows", "sources", "note"),
    *("register", "objection", "epicene"),
)


# ---- one entry --------------------------------------------------------------------------------------------


def entry_table(concept: Concept, data: Data, texts: Texts, word: Word | None = None) -> dict[str, object]:
    """The concept entry as plain values, with the other senses of the ``word`` by which it was found."""
    found_by = word or Word(preferred(concept, texts.language).term, (), data, texts.language)
    return {
        "format_version": ENTRY_VERSION,
        "language": texts.language,
        "concept": concept.id,
        **in_words(concept, texts, "origin", "domain", "kind", "roles", "definition", "definition_sources"),
        **in_words(concept, texts, "when", "note", "unranked", "translating"),
        "designations": [in_words(d, texts, *DESIGNATION_FIELDS) for d in _designations(concept)],
        "false_friends": [in_words(f, texts, "language", "word", "says") for f in concept.false_friends],
        "relations": [{"relation": r, "concept": c} for r, c in _relations(concept, data)],
        "characteristics": [claim_table(c, concept, texts) for c in claims_about(concept, data)],
        "guidance": [guidance_table(g, texts) for g in guidance_on([concept], data)],
        "trades": [*trades_listed(concept, data, texts)],
        **senses_keys(found_by, texts),
    }


def entry_page(concept: Concept, data: Data, texts: Texts, word: Word | None = None) -> Page:
    """The concept entry as a terminologist expects it, with the other senses of the word that was typed."""
    say, language, notes = texts.say, texts.language, Footnotes(texts)
    origin = data.knowledge.origins[concept.origin].label
    cited = [notes.mark(c.source, c.section) for c in concept.definition_sources]
    definition = [
        Item("", texts.text(concept.definition), " ".join(cited)),
        Item(say("label-when"), texts.text(concept.when)),
    ]
    # Who reads in a language knows what its words mean.
    foreign = (friend for friend in concept.false_friends if friend.language != language)
    friends = (Item(f"{f.word} ({say(f'language-{f.language}')})", texts.text(f.says)) for f in foreign)
    relations = (
        Item(say(f"relation-{relation}"), name_of(data.termbase[other], language))
        for relation, other in _relations(concept, data)
    )
    trades = trades_listed(concept, data, texts).items()
    others = list(sense_items(word, texts))[1:] if word else []
    blocks = [
        ("sense", say("heading-senses", word=word.text if word else ""), others),
        ("definition", say("heading-definition"), definition),
        ("designation", say("heading-designations"), designation_items(_designations(concept), data, texts)),
        ("false-friend", say("heading-false-friends"), friends),
        ("relation", say("heading-relations"), relations),
        ("characteristic", say("heading-characteristics"), [*_characteristics(concept, data, texts, notes)]),
        *guidance_items([concept], data, texts, notes),
        ("trade", say("heading-trades"), (Item("", label, ", ".join(sources)) for label, sources in trades)),
        ("source", say("heading-sources"), notes.items()),
    ]
    return Page(
        title=name_of(concept, language),
        subtitle=" · ".join([texts.text(concept.gloss), texts.text(origin)]),
        lead=tuple(map(texts.text, concept.notes)),
        facts=(
            ("term", preferred(concept, language).term),
            ("concept", concept.id),
            ("origin", concept.origin),
        ),
        blocks=filled_blocks(blocks),
    )


def _designations(concept: Concept) -> list[Designation]:
    return [d for designations in concept.designations.values() for d in designations]


def _relations(concept: Concept, data: Data) -> list[tuple[str, str]]:
    narrower = [c.id for c in data.termbase.values() if c.broader == concept.id]
    return [
        *((("broader", concept.broader),) if concept.broader else ()),
        *(("narrower", other) for other in narrower),
        *(("related", other) for other in concept.related),
        *(("contrasts", other) for other in concept.contrasts),
    ]


def _characteristics(concept: Concept, data: Data, texts: Texts, notes: Footnotes) -> Iterator[Item]:
    for claim in claims_about(concept, data):
        text = texts.text(claim.says)
        if concept.id in claim.opposes:
            text = texts.say("label-against", text=text)
        mark = notes.mark(claim.source, claim.section)
        yield Item(texts.question(claim.question), text, f"{claim.source} {mark}")


# ---- several side by side ---------------------------------------------------------------------------------


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
    """Definitions side by side, when to use each, what the documents say to each question, their trades, and
    the guidance that speaks of all the concepts."""
    names, say = [*names_apart(concepts, texts.language).values()], texts.say
    rows = (
        (say("heading-definition"), *(texts.text(c.definition) for c in concepts)),
        (say("label-when"), *(texts.text(c.when) for c in concepts)),
        *(
            (
                texts.question(question),
                *(_cell(*cell, texts) for cell in zip(row, concepts, strict=True)),
            )
            for question, row in _dimensions(concepts, data)
        ),
    )
    if any(concept.translating for concept in concepts):
        told = (texts.text(c.translating) if c.translating else "" for c in concepts)
        rows = (*rows, (say("heading-translating"), *told))
    trades = (say("separator").join(trades_listed(c, data, texts)) for c in concepts)
    rows = (*rows, (say("heading-trades"), *trades))
    table = Block("dimension", say("heading-comparison"), (), (say("column-dimension"), *names), rows)
    notes = Footnotes(texts)
    guidance = [
        *guidance_items(concepts, data, texts, notes),
        ("source", say("heading-sources"), notes.items()),
    ]
    return Page(" / ".join(names), "", (), (), (table, *filled_blocks(guidance)))


def _dimensions(concepts: Sequence[Concept], data: Data) -> list[tuple[str, list[list[Claim]]]]:
    """Per question that anything was said about: the claims on each concept."""
    by_concept = [claims_about(concept, data) for concept in concepts]
    rows = [
        (question, [[c for c in claims if c.question == question] for claims in by_concept])
        for question in data.knowledge.questions
    ]
    return [(question, row) for question, row in rows if any(row)]


def _cell(claims: list[Claim], concept: Concept, texts: Texts) -> str:
    """Answers that speak for the concept or against it, with the documents, in the order of the claims."""
    told: dict[str, dict[str, None]] = {}
    for claim in claims:
        for option in claim.options:
            text = texts.answer(claim.question, option)
            if concept.id in claim.opposes:
                text = texts.say("label-against", text=text)
            told.setdefault(text, {})[claim.source] = None
    return texts.say("separator").join(f"{text} ({', '.join(sources)})" for text, sources in told.items())
