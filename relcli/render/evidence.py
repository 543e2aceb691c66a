"""What the data say of a concept: claims, trades, guidance; as plain values and as lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from relcli.data import Data
from relcli.language import Texts, obvious_forms
from relcli.model import Claim, Concept, Designation, Text
from relcli.model.files import Guidance
from relcli.render.footnotes import Footnotes
from relcli.render.page import Item


def in_words(shape: object, texts: Texts, *fields: str) -> dict[str, object]:
    """These attributes as plain values, texts in one language."""
    return {field: _plain(getattr(shape, field), texts) for field in fields}


def _plain(value: object, texts: Texts) -> object:
    return texts.text(value) if isinstance(value, Text) else msgspec.to_builtins(value)


def claims_about(concept: Concept, data: Data) -> list[Claim]:
    """What the documents say of the concept by name, in the order of the questions."""
    order = list(data.knowledge.questions)
    claims = (claim for source in data.knowledge.sources.values() for claim in source.claims)
    named = (c for c in claims if concept.id in c.supports or concept.id in c.opposes)
    return sorted(named, key=lambda claim: order.index(claim.question))


def claim_table(claim: Claim, concept: Concept, texts: Texts) -> dict[str, object]:
    """A claim about the concept as plain values."""
    return {
        "claim": claim.id,
        **in_words(claim, texts, "source", "section", "roles", "question"),
        "answers": list(claim.options),
        "effect": "against" if concept.id in claim.opposes else "for",
        **in_words(claim, texts, "strength", "says"),
    }


def trades_listed(concept: Concept, data: Data, texts: Texts) -> dict[str, list[str]]:
    """What the documents list as examples of the concept, with the documents that list it."""
    listed: dict[str, list[str]] = {}
    for example in data.examples:
        if example.expect == concept.id:
            text = data.trades[example.trade].label if example.trade else example.text
            assert text is not None
            sources = listed.setdefault(texts.text(text), [])
            if example.source not in sources:
                sources.append(example.source)
    return listed


def guidance_on(concepts: Iterable[Concept], data: Data) -> list[Guidance]:
    """Guidance that hangs on all of these concepts, by topic, journeys in their order."""
    wanted = {concept.id for concept in concepts}
    topics = list(data.knowledge.topics)
    found = [g for g in data.guidance if wanted <= set(g.concepts)]
    return sorted(found, key=lambda g: (topics.index(g.topic), g.step))


def guidance_table(guidance: Guidance, texts: Texts) -> dict[str, object]:
    """A piece of guidance as plain values."""
    table = in_words(guidance, texts, "id", "source", "section", "topic", "step", "label", "says")
    return {**table, "step": guidance.step or None}


def guidance_items(
    concepts: Iterable[Concept], data: Data, texts: Texts, notes: Footnotes
) -> list[tuple[str, str, list[Item]]]:
    """For each topic that there is guidance on: its id, its label and the items."""
    items: dict[str, list[Item]] = {}
    for g in guidance_on(concepts, data):
        label = f"{g.step}. {texts.text(g.label)}" if g.step else texts.text(g.label)
        item = Item(label, texts.text(g.says), f"{g.source} {notes.mark(g.source, g.section)}")
        items.setdefault(g.topic, []).append(item)
    return [
        (f"guidance-{t}", texts.text(data.knowledge.topics[t].label), lines) for t, lines in items.items()
    ]


def designation_items(designations: Iterable[Designation], data: Data, texts: Texts) -> Iterator[Item]:
    """Each term with its language, status, how it sounds, gender and forms; who objects to it, and the note,
    are the detail."""
    for d in designations:
        status = texts.text(data.knowledge.statuses[d.status].label)
        parts = [f"{status} ({d.region})" if d.region else status]
        if d.register:
            parts.append(texts.text(data.knowledge.registers[d.register].label))
        if d.epicene:
            parts.append(texts.say("epicene"))
        if d.gender:
            parts.append(texts.say(f"gender-{d.gender}"))
        obvious = obvious_forms(d, data.languages[d.language])
        shown = {form: word for form, word in d.forms.items() if form not in obvious}
        parts += [f"{texts.say(f'form-{form}')} {word}" for form, word in shown.items()]
        label = texts.say("labelled", label=texts.say(f"language-{d.language}"), text=d.term)
        details = (texts.text(text) for text in (d.objection, d.note) if text)
        yield Item(label, ", ".join(parts), " ".join(details))
