"""Concept entries, comparisons and lists: as plain values for JSON, and as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from relcli import load
from relcli.language import Texts, cite, names_apart, preferred
from relcli.model import Claim, Concept, Designation, Guidance, Knowledge
from relcli.render.view import Block, Item, Page, designation_item

FORMAT_VERSION = 1


# ---- one concept ------------------------------------------------------------------------------------


def entry(concept: Concept, texts: Texts) -> dict[str, Any]:
    """The concept entry as plain values."""
    knowledge = load.knowledge()
    return {
        "format_version": FORMAT_VERSION,
        "language": texts.language,
        "concept": concept.id,
        "origin": concept.origin,
        "roles": list(concept.roles),
        "definition": texts.text(concept.definition),
        "definition_sources": [c._asdict() for c in concept.definition_sources],
        "when": texts.text(concept.when),
        "note": texts.text(concept.note) if concept.note else None,
        "unranked": texts.text(concept.unranked) if concept.unranked else None,
        "designations": [_designation(d, texts) for d in _designations(concept)],
        "false_friends": [
            {"language": f.language, "word": f.word, "says": texts.text(f.says)}
            for f in concept.false_friends
        ],
        "relations": [{"relation": r, "concept": c} for r, c in _relations(concept)],
        "characteristics": [_claim(c, concept, texts) for c in _claims(concept, knowledge)],
        "guidance": [_guidance(g, texts) for g in _guidance_of([concept], knowledge)],
        "trades": [t for t, _ in _trades(concept, texts)],
    }


def entry_page(concept: Concept, texts: Texts) -> Page:
    """The concept entry as a terminologist expects it."""
    knowledge = load.knowledge()
    term = preferred(concept, texts.language).term
    about = [texts.text(concept.gloss), texts.text(knowledge.origins[concept.origin].label)]
    lead = [texts.text(t) for t in (concept.note, concept.unranked) if t]
    sources = texts.say("separator").join(
        cite(c.source, c.section, texts) for c in concept.definition_sources
    )
    blocks = [
        Block(
            "definition",
            texts.say("heading-definition"),
            (
                Item("", texts.text(concept.definition), sources),
                Item(texts.say("label-when"), texts.text(concept.when)),
            ),
        ),
        Block(
            "designation",
            texts.say("heading-designations"),
            tuple(designation_item(d, texts, knowledge) for d in _designations(concept)),
        ),
        Block(
            "false-friend",
            texts.say("heading-false-friends"),
            tuple(
                Item(f"{f.word} ({texts.say(f'language-{f.language}')})", texts.text(f.says))
                for f in concept.false_friends
            ),
        ),
        Block(
            "relation",
            texts.say("heading-relations"),
            tuple(Item(texts.say(f"relation-{relation}"), other) for relation, other in _relations(concept)),
        ),
        Block(
            "characteristic",
            texts.say("heading-characteristics"),
            tuple(_claim_item(c, concept, texts) for c in _claims(concept, knowledge)),
        ),
        *_guidance_blocks([concept], texts, knowledge),
        Block(
            "trade",
            texts.say("heading-trades"),
            tuple(Item("", label, ", ".join(sources)) for label, sources in _trades(concept, texts)),
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


def _claim_item(claim: Claim, concept: Concept, texts: Texts) -> Item:
    text = texts.text(claim.says)
    if concept.id in claim.opposes:
        text = texts.say("label-against", text=text)
    return Item(texts.question(claim.question), text, cite(claim.source, claim.section, texts))


def _trades(concept: Concept, texts: Texts) -> list[tuple[str, list[str]]]:
    """What the documents list as examples of the concept, with the documents that list it."""
    named: dict[str, list[str]] = {}
    trades = load.trades()
    for example in load.examples():
        if example.expect == concept.id:
            text = trades[example.trade].label if example.trade else example.text
            assert text is not None
            sources = named.setdefault(texts.text(text), [])
            if example.source not in sources:
                sources.append(example.source)
    return list(named.items())


def _guidance_of(concepts: Iterable[Concept], knowledge: Knowledge) -> list[Guidance]:
    """Guidance that hangs on all of these concepts, by topic, journeys in their order."""
    wanted = {concept.id for concept in concepts}
    topics = list(knowledge.topics)
    found = [g for g in load.guidance() if wanted <= set(g.concepts)]
    return sorted(found, key=lambda g: (topics.index(g.topic), g.step))


def _guidance_blocks(concepts: list[Concept], texts: Texts, knowledge: Knowledge) -> list[Block]:
    guidance = _guidance_of(concepts, knowledge)
    blocks = []
    for topic, value in knowledge.topics.items():
        items = tuple(
            Item(
                f"{g.step}. {texts.text(g.label)}" if g.step else texts.text(g.label),
                texts.text(g.says),
                cite(g.source, g.section, texts),
            )
            for g in guidance
            if g.topic == topic
        )
        blocks.append(Block(topic, texts.text(value.label), items))
    return blocks


def _designation(designation: Designation, texts: Texts) -> dict[str, Any]:
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
        "note": texts.text(designation.note) if designation.note else None,
    }


def _claim(claim: Claim, concept: Concept, texts: Texts) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "source": claim.source,
        "section": claim.section,
        "roles": list(claim.roles),
        "question": claim.question,
        "answers": list(claim.options),
        "effect": "against" if concept.id in claim.opposes else "for",
        "strength": claim.strength,
        "says": texts.text(claim.says),
    }


def _guidance(guidance: Guidance, texts: Texts) -> dict[str, Any]:
    return {
        "id": guidance.id,
        "source": guidance.source,
        "section": guidance.section,
        "topic": guidance.topic,
        "step": guidance.step or None,
        "label": texts.text(guidance.label),
        "says": texts.text(guidance.says),
    }


# ---- concepts side by side ----------------------------------------------------------------------------


def comparison(concepts: list[Concept], texts: Texts) -> dict[str, Any]:
    """Dimension by dimension, what the documents say of each concept, as plain values."""
    knowledge = load.knowledge()
    return {
        "format_version": FORMAT_VERSION,
        "language": texts.language,
        "concepts": [
            {"concept": c.id, "term": name, "definition": texts.text(c.definition)}
            for c, name in zip(concepts, _names(concepts, texts), strict=True)
        ],
        "dimensions": [
            {
                "question": question,
                "label": texts.question(question),
                "concepts": {
                    concept.id: [_claim(c, concept, texts) for c in claims]
                    for concept, claims in zip(concepts, row, strict=True)
                },
            }
            for question, row in _dimensions(concepts, knowledge)
        ],
        "guidance": [_guidance(g, texts) for g in _guidance_of(concepts, knowledge)],
    }


def comparison_page(concepts: list[Concept], texts: Texts) -> Page:
    """The comparison table, with the guidance that speaks of all of them."""
    knowledge = load.knowledge()
    names = _names(concepts, texts)
    rows = [
        (texts.say("heading-definition"), *(texts.text(c.definition) for c in concepts)),
        (texts.say("label-when"), *(texts.text(c.when) for c in concepts)),
    ]
    for question, row in _dimensions(concepts, knowledge):
        cells = (_cell(claims, concept, texts) for concept, claims in zip(concepts, row, strict=True))
        rows.append((texts.question(question), *cells))
    rows.append(
        (
            texts.say("heading-trades"),
            *(texts.say("separator").join(label for label, _ in _trades(c, texts)) for c in concepts),
        )
    )
    heading = texts.say("heading-comparison")
    columns = (texts.say("column-dimension"), *names)
    table = Block("dimension", heading, columns=columns, rows=tuple(rows))
    shared = [b for b in _guidance_blocks(concepts, texts, knowledge) if b.items]
    return Page(" / ".join(names), "", (), (), (table, *shared))


def _names(concepts: list[Concept], texts: Texts) -> list[str]:
    return list(names_apart(concepts, texts.language).values())


def _dimensions(concepts: list[Concept], knowledge: Knowledge) -> list[tuple[str, list[list[Claim]]]]:
    """Per question that anything was said about: the claims on each concept."""
    by_concept = [_claims(concept, knowledge) for concept in concepts]
    rows = [
        (question, [[c for c in claims if c.question == question] for claims in by_concept])
        for question in knowledge.questions
    ]
    return [(question, row) for question, row in rows if any(row)]


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


# ---- lists ----------------------------------------------------------------------------------------------


def listing(what: str, texts: Texts) -> dict[str, Any]:
    """A list as plain values: ``{"format_version", "language", WHAT: [ {…} ]}``."""
    columns, rows = _LISTS[what](texts)
    keys = [key for key, _ in columns]
    return {
        "format_version": FORMAT_VERSION,
        "language": texts.language,
        what: [dict(zip(keys, row, strict=True)) for row in rows],
    }


def list_page(what: str, texts: Texts) -> Page:
    """A list as one table."""
    columns, rows = _LISTS[what](texts)
    headings = tuple(heading for _, heading in columns)
    cells = tuple(tuple(map(_as_text, row)) for row in rows)
    return Page(what, "", (), (), (Block(what, what, columns=headings, rows=cells),))


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


Listing = tuple[list[tuple[str, str]], list[tuple[Any, ...]]]
"""Columns (key, heading) and rows."""


def _columns(texts: Texts, *keys: str) -> list[tuple[str, str]]:
    return [(key, texts.say(f"column-{key}")) for key in keys]


def _terms(texts: Texts) -> Listing:
    rows: list[tuple[Any, ...]] = []
    for concept in load.termbase().values():
        term = preferred(concept, texts.language).term
        rows.append((concept.id, term, list(concept.roles), texts.text(concept.definition)))
    return _columns(texts, "id", "term", "roles", "definition"), rows


def _questions(texts: Texts) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (q.id, [o.id for o in q.options], texts.text(q.ask)) for q in load.knowledge().questions.values()
    ]
    return _columns(texts, "id", "answers", "question"), rows


def _trade_list(texts: Texts) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (b.id, texts.text(b.label), b.sector, b.isic, b.nace) for b in load.trades().values()
    ]
    return _columns(texts, "id", "business", "sector", "isic", "nace"), rows


def _sources(texts: Texts) -> Listing:
    rows: list[tuple[Any, ...]] = [
        (s.id, s.reading, s.author, s.title, texts.text(s.note)) for s in load.knowledge().sources.values()
    ]
    return _columns(texts, "id", "reading", "author", "title", "note"), rows


def _readings(texts: Texts) -> Listing:
    knowledge = load.knowledge()
    rows: list[tuple[Any, ...]] = [
        (
            r.id,
            texts.text(r.says),
            [s.id for s in knowledge.sources.values() if s.reading == r.id],
        )
        for r in knowledge.readings.values()
    ]
    return _columns(texts, "id", "test", "documents"), rows


_LISTS: dict[str, Callable[[Texts], Listing]] = {
    "terms": _terms,
    "questions": _questions,
    "businesses": _trade_list,
    "sources": _sources,
    "readings": _readings,
}
