"""SKOS as JSON-LD: labels, definitions and relations as linked data.

A label that needs a source or a status of its own also stands as a SKOS-XL label.
"""

import json
from collections.abc import Iterator, Mapping

from relcli.export.vocabulary import Entry, Vocabulary, on_one_line
from relcli.house.avoided import DECISION
from relcli.language import Texts
from relcli.model import Designation

BASE = "https://github.com/relcli/relcli#"
LICENCE = "https://spdx.org/licenses/MIT"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dct": "http://purl.org/dc/terms/",
    "relcli": BASE,
}
SCHEME = {"@id": "relcli:termbase"}
LABEL_OF = {
    "preferred": "prefLabel",
    "admitted": "altLabel",
    "deprecated": "hiddenLabel",
    "superseded": "hiddenLabel",
}
LABELS = tuple(dict.fromkeys(LABEL_OF.values()))
SHOWN_FORMS = ("plural", "feminine", "feminine_plural")
"""Forms that a reader may meet as a label; the definite ones only help a search."""

Node = dict[str, object]


def skos(vocabulary: Vocabulary, texts: Texts) -> str:
    """One document with its context inside, so that it can be read off line."""
    broader = _broader(vocabulary)
    related = _related(vocabulary, broader)
    links: dict[str, list[Node]] = {}
    for link in vocabulary.data.links:
        links.setdefault(link.concept, []).append({"@id": link.target})
    title = _in(texts.language, texts.say("export-title"))
    scheme: Node = {
        **SCHEME,
        "@type": "skos:ConceptScheme",
        "dct:title": title,
        "skos:prefLabel": title,
        "dct:issued": vocabulary.date,
        "dct:license": {"@id": LICENCE},
        "skos:hasTopConcept": [_id(entry.id) for entry in vocabulary.entries if entry.id not in broader],
    }
    graph = [scheme]
    for entry in vocabulary.entries:
        above = (
            {"skos:broader": _id(broader[entry.id])} if entry.id in broader else {"skos:topConceptOf": SCHEME}
        )
        relations: Node = {
            **above,
            "skos:related": [_id(other) for other in related.get(entry.id, ())],
            "skos:closeMatch": links.get(entry.concept.id),
        }
        graph += _nodes(entry, vocabulary.languages, relations)
    for id_, title_ in vocabulary.sources().items():
        graph.append({**_source(id_), "@type": "dct:BibliographicResource", "dct:title": title_})
    # An empty list would be one more way to say nothing.
    nodes = [{key: value for key, value in node.items() if value} for node in graph]
    return json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=2) + "\n"


def _nodes(entry: Entry, languages: tuple[str, ...], relations: Node) -> Iterator[Node]:
    """The concept, and the labels that need a source or a status of their own."""
    concept, labels, xl_labels = entry.concept, _labels(entry), _xl_labels(entry)
    notes = concept.notes
    friends = [f for f in concept.false_friends if f.language in languages]
    yield {
        **_id(entry.id),
        "@type": "skos:Concept",
        "skos:inScheme": SCHEME,
        **relations,
        **{f"skos:{label}": [_in(tag, text) for tag, text in labels[label]] for label in LABELS},
        **{
            f"skosxl:{label}": [_id(id_) for id_, d in xl_labels.items() if LABEL_OF[d.status] == label]
            for label in LABELS
        },
        "skos:definition": [_in(code, concept.definition[code]) for code in languages],
        "skos:scopeNote": [_in(code, concept.when[code]) for code in languages],
        "skos:note": [_in(code, text[code]) for text in notes for code in languages]
        + [_in(f.language, f.says[f.language]) for f in friends],
        "skos:editorialNote": on_one_line(entry.reason),
        "dct:source": [_source(id_) for id_ in dict.fromkeys(c.source for c in concept.definition_sources)],
        "dct:bibliographicCitation": [f"{c.source}, {c.section}" for c in concept.definition_sources],
    }
    for id_, word in xl_labels.items():
        yield {
            **_id(id_),
            "@type": "skosxl:Label",
            "skosxl:literalForm": _in(_tag(word), word.term),
            "dct:type": word.status,
            "dct:source": [_source(id_) for id_ in word.sources if id_ != DECISION],
        }


def _labels(entry: Entry) -> dict[str, list[tuple[str, str]]]:
    """(language tag, text) by label; a text stands under one label only, the most favourable.

    What is advised against in one region alone carries that region in its tag and so remains what it is
    elsewhere.
    """
    found: dict[str, list[tuple[str, str]]] = {label: [] for label in LABELS}
    for word in entry.every:
        found[LABEL_OF[word.status]].append((_tag(word), word.term))
    for word in entry.every:
        forms = "altLabel" if LABEL_OF[word.status] != "hiddenLabel" else "hiddenLabel"
        for form, text in word.forms.items():
            found[forms if form in SHOWN_FORMS else "hiddenLabel"].append((_tag(word), text))
    taken: set[tuple[str, str]] = set()
    for label in LABELS:
        found[label] = [pair for pair in dict.fromkeys(found[label]) if pair not in taken]
        taken.update(found[label])
    return found


def _xl_labels(entry: Entry) -> dict[str, Designation]:
    """By id the words whose source is not the concept's, or whose status the kind of label does not tell."""
    own = {citation.source for citation in entry.concept.definition_sources}
    return {
        f"{entry.id}-{word.language}-{number}": word
        for number, word in enumerate(entry.every, start=1)
        if not own.issuperset(word.sources) or LABEL_OF[word.status] == "hiddenLabel"
    }


def _broader(vocabulary: Vocabulary) -> dict[str, str]:
    """Entry id to that of the nearest concept above it that is exported."""
    ids, broader = vocabulary.ids(), {}
    for entry in vocabulary.entries:
        above = entry.concept.broader
        while above and above not in ids:
            above = vocabulary.data.termbase[above].broader
        if above:
            broader[entry.id] = ids[above]
    return broader


def _related(vocabulary: Vocabulary, broader: Mapping[str, str]) -> dict[str, list[str]]:
    """Associations both ways; what is above or below another is not also related to it."""
    ids = vocabulary.ids()
    pairs = {
        pair
        for entry in vocabulary.entries
        for other in (*entry.concept.related, *entry.concept.contrasts)
        if other in ids
        for pair in ((entry.id, ids[other]), (ids[other], entry.id))
    }
    related: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        if other not in _lineage(one, broader) and one not in _lineage(other, broader):
            related.setdefault(one, []).append(other)
    return related


def _lineage(id_: str, broader: Mapping[str, str]) -> list[str]:
    """An entry and all above it."""
    return [id_, *(_lineage(broader[id_], broader) if id_ in broader else ())]


# ---- values -------------------------------------------------------------------------------------------


def _tag(word: Designation) -> str:
    return f"{word.language}-{word.region}" if word.region else word.language


def _in(tag: str, text: str) -> Node:
    return {"@value": text, "@language": tag}


def _id(id_: str) -> Node:
    return {"@id": f"relcli:{id_}"}


def _source(id_: str) -> Node:
    return _id(f"source-{id_}")
