"""Concept entries, comparisons and lists: as plain values for JSON, and as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from relcli import load
from relcli.language import Words, names_apart, preferred
from relcli.model import Claim, Concept, Designation, Guidance, Knowledge
from relcli.render.view import Block, Item, Page, cite, designation_item

FORMAT_VERSION = 1


# ---- one concept ------------------------------------------------------------------------------------


def entry(concept: Concept, words: Words) -> dict[str, Any]:
    """The concept entry as plain values."""
    knowledge = load.knowledge()
    return {
        "format_version": FORMAT_VERSION,
        "language": words.language,
        "concept": concept.id,
        "origin": concept.origin,
        "roles": list(concept.roles),
        "definition": words.text(concept.definition),
        "definition_sources": [c._asdict() for c in concept.definition_sources],
        "when": words.text(concept.when),
        "note": words.text(concept.note) if concept.note else None,
        "unranked": words.text(concept.unranked) if concept.unranked else None,
        "designations": [_designation(d, words) for d in _designations(concept)],
        "false_friends": [
            {"language": f.language, "word": f.word, "says": words.text(f.says)}
            for f in concept.false_friends
        ],
        "relations": [{"relation": r, "concept": c} for r, c in _relations(concept)],
        "characteristics": [_claim(c, concept, words) for c in _claims(concept, knowledge)],
        "guidance": [_guidance(g, words) for g in _guidance_of([concept], knowledge)],
        "trades": [t for t, _ in _trades(concept, words)],
    }


def entry_page(concept: Concept, words: Words) -> Page:
    """The concept entry as a terminologist expects it."""
    knowledge = load.knowledge()
    term = preferred(concept, words.language).term
    about = [words.text(concept.gloss), words.text(knowledge.origins[concept.origin].label)]
    lead = [words.text(t) for t in (concept.note, concept.unranked) if t]
    sources = words.say("separator").join(
        cite(c.source, c.section, words) for c in concept.definition_sources
    )
    blocks = [
        Block(
            "definition",
            words.say("heading-definition"),
            (
                Item("", words.text(concept.definition), sources),
                Item(words.say("label-when"), words.text(concept.when)),
            ),
        ),
        Block(
            "designation",
            words.say("heading-designations"),
            tuple(designation_item(d, words, knowledge) for d in _designations(concept)),
        ),
        Block(
            "false-friend",
            words.say("heading-false-friends"),
            tuple(
                Item(f"{f.word} ({words.say(f'language-{f.language}')})", words.text(f.says))
                for f in concept.false_friends
            ),
        ),
        Block(
            "relation",
            words.say("heading-relations"),
            tuple(Item(words.say(f"relation-{relation}"), other) for relation, other in _relations(concept)),
        ),
        Block(
            "characteristic",
            words.say("heading-characteristics"),
            tuple(_claim_item(c, concept, words) for c in _claims(concept, knowledge)),
        ),
        *_guidance_blocks([concept], words, knowledge),
        Block(
            "trade",
            words.say("heading-trades"),
            tuple(Item("", label, ", ".join(sources)) for label, sources in _trades(concept, words)),
        ),
    ]
    return Page(
        title=term if term == concept.id else f"{term} ({concept.id})",
        subtitle=" · ".join(about),
        lead=tuple(lead),
        facts=(("term", term), ("concept", concept.id), ("origin", concept.origin)),
        blocks=tuple(b for b in blocks if b.items),
    )


def _designations(concept: Concept) -> list[Designation]:
    return [d for designations in concept.designations.values() for d in designations]


def _relations(concept: Concept) -> list[tuple[str, str]]:
    narrower = [c.id for c in load.termbase().values() if c.broader == concept.id]
    return [
        *((("broader", concept.broader),) if concept.broader else ()),
        *(("narrower", other) for other in narrower),
        *(("related", other) for other in concept.related),
        *(("contrasts", other) for other in concept.contrasts),
    ]


def _claims(concept: Concept, knowledge: Knowledge) -> list[Claim]:
    """What the documents say of the concept by name, in the order of the questions."""
    order = list(knowledge.questions)
    return sorted(
        (
            claim
            for source in knowledge.sources.values()
            for claim in source.claims
            if concept.id in claim.supports or concept.id in claim.opposes
        ),
        key=lambda claim: order.index(claim.question),
    )


def _claim_item(claim: Claim, concept: Concept, words: Words) -> Item:
    text = words.text(claim.says)
    if concept.id in claim.opposes:
        text = words.say("label-against", text=text)
    return Item(words.question(claim.question), text, cite(claim.source, claim.section, words))


def _trades(concept: Concept, words: Words) -> list[tuple[str, list[str]]]:
    """What the documents list as examples of the concept, with the documents that list it."""
    businesses = load.businesses()
    trades: dict[str, list[str]] = {}
    for example in load.examples():
        if example.expect == concept.id:
            text = businesses[example.business].label if example.business else example.text
            assert text is not None
            sources = trades.setdefault(words.text(text), [])
            if example.source not in sources:
                sources.append(example.source)
    return list(trades.items())


def _guidance_of(concepts: Iterable[Concept], knowledge: Knowledge) -> list[Guidance]:
    """Guidance that hangs on all of these concepts, by topic, journeys in their order."""
    wanted = {concept.id for concept in concepts}
    topics = list(knowledge.topics)
    found = [g for g in load.guidance() if wanted <= set(g.concepts)]
    return sorted(found, key=lambda g: (topics.index(g.topic), g.step))


def _guidance_blocks(concepts: list[Concept], words: Words, knowledge: Knowledge) -> list[Block]:
    guidance = _guidance_of(concepts, knowledge)
    blocks = []
    for topic, value in knowledge.topics.items():
        items = tuple(
            Item(
                f"{g.step}. {words.text(g.label)}" if g.step else words.text(g.label),
                words.text(g.says),
                cite(g.source, g.section, words),
            )
            for g in guidance
            if g.topic == topic
        )
        blocks.append(Block(topic, words.text(value.label), items))
    return blocks


def _designation(designation: Designation, words: Words) -> dict[str, Any]:
    return {
        "language": designation.language,
        "term": designation.term,
        "status": designation.status,
        "gender": designation.gender,
        "forms": dict(designation.forms),
        "region": designation.region,
        "contrast": designation.contrast,
        "follows": designation.follows,
        "sources": list(designation.sources),
        "note": words.text(designation.note) if designation.note else None,
    }


def _claim(claim: Claim, concept: Concept, words: Words) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "source": claim.source,
        "section": claim.section,
        "roles": list(claim.roles),
        "question": claim.question,
        "answers": list(claim.options),
        "effect": "against" if concept.id in claim.opposes else "for",
        "strength": claim.strength,
        "says": words.text(claim.says),
    }


def _guidance(guidance: Guidance, words: Words) -> dict[str, Any]:
    return {
        "id": guidance.id,
        "source": guidance.source,
        "section": guidance.section,
        "topic": guidance.topic,
        "step": guidance.step or None,
        "label": words.text(guidance.label),
        "says": words.text(guidance.says),
    }


# ---- concepts side by side ----------------------------------------------------------------------------


def comparison(concepts: list[Concept], words: Words) -> dict[str, Any]:
    """Dimension by dimension, what the documents say of each concept, as plain values."""
    knowledge = load.knowledge()
    return {
        "format_version": FORMAT_VERSION,
        "language": words.language,
        "concepts": [
            {"concept": c.id, "term": name, "definition": words.text(c.definition)}
            for c, name in zip(concepts, _names(concepts, words), strict=True)
        ],
        "dimensions": [
            {
                "question": question,
                "label": words.question(question),
                "concepts": {
                    concept.id: [_claim(c, concept, words) for c in claims]
                    for concept, claims in zip(concepts, row, strict=True)
                },
            }
            for question, row in _dimensions(concepts, knowledge)
        ],
        "guidance": [_guidance(g, words) for g in _guidance_of(concepts, knowledge)],
    }


def comparison_page(concepts: list[Concept], words: Words) -> Page:
    """The comparison table, with the guidance that speaks of all of them."""
    knowledge = load.knowledge()
    names = _names(concepts, words)
    rows = [
        (words.say("heading-definition"), *(words.text(c.definition) for c in concepts)),
        (words.say("label-when"), *(words.text(c.when) for c in concepts)),
    ]
    for question, row in _dimensions(concepts, knowledge):
        cells = (_cell(claims, concept, words) for concept, claims in zip(concepts, row, strict=True))
        rows.append((words.question(question), *cells))
    rows.append(
        (
            words.say("heading-trades"),
            *(words.say("separator").join(label for label, _ in _trades(c, words)) for c in concepts),
        )
    )
    heading = words.say("heading-comparison")
    columns = (words.say("column-dimension"), *names)
    table = Block("dimension", heading, columns=columns, rows=tuple(rows))
    shared = [b for b in _guidance_blocks(concepts, words, knowledge) if b.items]
    return Page(" / ".join(names), "", (), (), (table, *shared))


def _names(concepts: list[Concept], words: Words) -> list[str]:
    return list(names_apart(concepts, words.language).values())


def _dimensions(concepts: list[Concept], knowledge: Knowledge) -> list[tuple[str, list[list[Claim]]]]:
    """Per question that anything was said about: the claims on each concept."""
    by_concept = [_claims(concept, knowledge) for concept in concepts]
    rows = [
        (question, [[c for c in claims if c.question == question] for claims in by_concept])
        for question in knowledge.questions
    ]
    return [(question, row) for question, row in rows if any(row)]


def _cell(claims: list[Claim], concept: Concept, words: Words) -> str:
    """Answers that speak for the concept, with the documents; then those that speak against it."""
    told: dict[tuple[bool, str], list[str]] = {}
    for claim in claims:
        for option in claim.options:
            key = (concept.id in claim.opposes, words.answer(claim.question, option))
            sources = told.setdefault(key, [])
            if claim.source not in sources:
                sources.append(claim.source)
    cells = []
    for (opposes, answer), sources in told.items():
        text = words.say("label-against", text=answer) if opposes else answer
        cells.append(f"{text} ({', '.join(sources)})")
    return words.say("separator").join(cells)


# ---- lists ----------------------------------------------------------------------------------------------


def listing(what: str, words: Words) -> dict[str, Any]:
    """A list as plain values: ``{"format_version", "language", WHAT: [ {…} ]}``."""
    columns, rows = _LISTS[what](words)
    keys = [key for key, _ in columns]
    return {
        "format_version": FORMAT_VERSION,
        "language": words.language,
        what: [dict(zip(keys, row, strict=True)) for row in rows],
    }


def list_page(what: str, words: Words) -> Page:
    """A list as one table."""
    columns, rows = _LISTS[what](words)
    headings = tuple(heading for _, heading in columns)
    cells = tuple(tuple(map(_as_text, row)) for row in rows)
    return Page(what, "", (), (), (Block(what, what, columns=headings, rows=cells),))


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


Listing = tuple[list[tuple[str, str]], list[tuple[Any, ...]]]
"""Columns (key, heading) and rows."""


def _columns(words: Words, *keys: str) -> list[tuple[str, str]]:
    return [(key, words.say(f"column-{key}")) for key in keys]


def _terms(words: Words) -> Listing:
    rows: list[tuple[Any, ...]] = []
    for concept in load.termbase().values():
        term = preferred(concept, words.language).term
        rows.append((concept.id, term, list(concept.roles), words.text(concept.definition)))
    return _columns(words, "id", "term", "roles", "definition"), rows


def _questions(words: Words) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (q.id, [o.id for o in q.options], words.text(q.ask)) for q in load.knowledge().questions.values()
    ]
    return _columns(words, "id", "answers", "question"), rows


def _businesses(words: Words) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (b.id, words.text(b.label), b.sector, b.isic, b.nace) for b in load.businesses().values()
    ]
    return _columns(words, "id", "business", "sector", "isic", "nace"), rows


def _sources(words: Words) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (s.id, s.reading, s.author, s.title, words.text(s.note)) for s in load.knowledge().sources.values()
    ]
    return _columns(words, "id", "reading", "author", "title", "note"), rows


def _readings(words: Words) -> Listing:
    knowledge = load.knowledge()
    rows: list[tuple[Any, ...]] = [
        (
            r.id,
            words.text(r.says),
            [s.id for s in knowledge.sources.values() if s.reading == r.id],
        )
        for r in knowledge.readings.values()
    ]
    return _columns(words, "id", "test", "documents"), rows


_LISTS: dict[str, Callable[[Words], Listing]] = {
    "terms": _terms,
    "questions": _questions,
    "businesses": _businesses,
    "sources": _sources,
    "readings": _readings,
}
