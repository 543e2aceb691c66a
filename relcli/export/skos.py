"""SKOS as JSON-LD: labels, definitions and relations as linked data.

A label that needs a source or a status of its own also stands as a SKOS-XL label.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from relcli.data import Data
from relcli.export.vocabulary import Entry, Vocabulary, on_one_line
from relcli.house.avoided import DECISION
from relcli.language import Texts
from relcli.model import Concept, Designation

BASE = "https://github.com/relcli/relcli#"
LICENCE = "https://spdx.org/licenses/MIT"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dct": "http://purl.org/dc/terms/",
    "relcli": BASE,
}
SCHEME = "relcli:termbase"
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
LABEL_OF = {
    "preferred": "prefLabel",
    "admitted": "altLabel",
    "deprecated": "hiddenLabel",
    "superseded": "hiddenLabel",
}
SHOWN_FORMS = ("plural", "feminine", "feminine_plural")
"""Forms that a reader may meet as a label; the definite ones only help a search."""

Node = dict[str, Any]


def skos(vocabulary: Vocabulary, texts: Texts) -> str:
    """One document with its context inside, so that it can be read off line."""
    broader = _broader(vocabulary)
    graph = [_scheme(vocabulary, broader, texts)]
    related = _related(vocabulary, broader)
    links = _links(vocabulary.data)
    for entry in vocabulary.entries:
        graph.append(_concept(entry, vocabulary, broader, related, links))
        graph += _xl_labels(entry)
    graph += [
        {"@id": _source(id_), "@type": "dct:BibliographicResource", "dct:title": title}
        for id_, title in vocabulary.sources().items()
    ]
    table = {"@context": CONTEXT, "@graph": graph}
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _scheme(vocabulary: Vocabulary, broader: Mapping[str, str], texts: Texts) -> Node:
    tops = [e.id for e in vocabulary.entries if e.id not in broader]
    title = {"@value": texts.say("export-title"), "@language": texts.language}
    return {
        "@id": SCHEME,
        "@type": "skos:ConceptScheme",
        "dct:title": title,
        "skos:prefLabel": title,
        "dct:issued": vocabulary.date,
        "dct:license": {"@id": LICENCE},
        "skos:hasTopConcept": [_id(top) for top in tops],
    }


def _concept(
    entry: Entry,
    vocabulary: Vocabulary,
    broader: Mapping[str, str],
    related: Mapping[str, list[str]],
    links: Mapping[str, list[str]],
) -> Node:
    concept, languages = entry.concept, vocabulary.languages
    node: Node = {"@id": f"relcli:{entry.id}", "@type": "skos:Concept", "skos:inScheme": {"@id": SCHEME}}
    if entry.id in broader:
        node["skos:broader"] = _id(broader[entry.id])
    else:
        node["skos:topConceptOf"] = {"@id": SCHEME}
    _put(node, "skos:related", (_id(other) for other in related.get(entry.id, ())))
    _put(node, "skos:closeMatch", ({"@id": target} for target in links.get(concept.id, ())))
    labels = _labels(entry)
    for label in LABELS:
        _put(node, f"skos:{label}", (_in(tag, text) for tag, text in labels[label]))
    xl_ids = _xl_ids(entry)
    for label in LABELS:
        ids = (_id(id_) for id_, d in xl_ids if LABEL_OF[d.status] == label)
        _put(node, f"skosxl:{label}", ids)
    _put(node, "skos:definition", (_in(lang, concept.definition[lang]) for lang in languages))
    _put(node, "skos:scopeNote", (_in(lang, concept.when[lang]) for lang in languages))
    notes = [_in(lang, text[lang]) for text in (concept.note, concept.unranked) if text for lang in languages]
    notes += [_in(f.language, f.says[f.language]) for f in concept.false_friends if f.language in languages]
    _put(node, "skos:note", notes)
    if entry.roles:
        node["skos:editorialNote"] = on_one_line(entry.reason)
    sources = dict.fromkeys(c.source for c in concept.definition_sources)
    _put(node, "dct:source", ({"@id": _source(source)} for source in sources))
    cited = (f"{c.source}, {c.section}" for c in concept.definition_sources)
    _put(node, "dct:bibliographicCitation", cited)
    return node


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


def _xl_ids(entry: Entry) -> list[tuple[str, Designation]]:
    """The words whose source is not the concept's, or whose status the kind of label does not tell."""
    own = {citation.source for citation in entry.concept.definition_sources}
    return [
        (f"{entry.id}-{word.language}-{number}", word)
        for number, word in enumerate(entry.every, start=1)
        if not own.issuperset(word.sources) or LABEL_OF[word.status] == "hiddenLabel"
    ]


def _xl_labels(entry: Entry) -> list[Node]:
    nodes = []
    for id_, word in _xl_ids(entry):
        node: Node = {
            "@id": f"relcli:{id_}",
            "@type": "skosxl:Label",
            "skosxl:literalForm": _in(_tag(word), word.term),
            "dct:type": word.status,
        }
        _put(node, "dct:source", ({"@id": _source(s)} for s in word.sources if s != DECISION))
        nodes.append(node)
    return nodes


# ---- relations --------------------------------------------------------------------------------------


def _broader(vocabulary: Vocabulary) -> dict[str, str]:
    """Entry id to that of the nearest concept above it that is exported."""
    ids, concepts = vocabulary.ids(), vocabulary.data.termbase
    broader = {}
    for entry in vocabulary.entries:
        above = next((c.id for c in _above(entry.concept, concepts) if c.id in ids), None)
        if above is not None:
            broader[entry.id] = ids[above]
    return broader


def _above(concept: Concept, concepts: Mapping[str, Concept]) -> Iterable[Concept]:
    while concept.broader is not None:
        concept = concepts[concept.broader]
        yield concept


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
        if other not in _ancestors(one, broader) and one not in _ancestors(other, broader):
            related.setdefault(one, []).append(other)
    return related


def _ancestors(id_: str, broader: Mapping[str, str]) -> set[str]:
    found = {id_}
    while id_ in broader:
        id_ = broader[id_]
        found.add(id_)
    return found


def _links(data: Data) -> dict[str, list[str]]:
    """Concept id to what it is close to in other vocabularies."""
    links: dict[str, list[str]] = {}
    for link in data.links:
        links.setdefault(link.concept, []).append(link.target)
    return links


# ---- values -------------------------------------------------------------------------------------------


def _tag(word: Designation) -> str:
    return f"{word.language}-{word.region}" if word.region else word.language


def _in(tag: str, text: str) -> Node:
    return {"@value": text, "@language": tag}


def _id(id_: str) -> Node:
    return {"@id": f"relcli:{id_}"}


def _source(id_: str) -> str:
    return f"relcli:source-{id_}"


def _put(node: Node, key: str, values: Iterable[Any]) -> None:
    """An empty list would be one more way to say nothing."""
    found = list(values)
    if found:
        node[key] = found
