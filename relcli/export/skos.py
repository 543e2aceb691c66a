"""SKOS as JSON-LD: labels, definitions and relations as linked data.

A label that needs a source or a status of its own also stands as a SKOS-XL label. The label that is shown for
a concept is that of no other one, so that a list of them can be read.
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
Labelled = tuple[str, str]
"""Language tag and text."""


Labels = Mapping[Labelled, str]
"""The labels of a concept, each with its kind."""


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
    graph, shown = [scheme], _shown(vocabulary)
    for entry in vocabulary.entries:
        above = (
            {"skos:broader": _id(broader[entry.id])} if entry.id in broader else {"skos:topConceptOf": SCHEME}
        )
        relations: Node = {
            **above,
            "skos:related": [_id(other) for other in related.get(entry.id, ())],
            "skos:closeMatch": links.get(entry.concept.id),
        }
        graph += _nodes(entry, vocabulary.languages, relations, _labels(entry, shown))
    for id_, title_ in vocabulary.sources().items():
        graph.append({**_source(id_), "@type": "dct:BibliographicResource", "dct:title": title_})
    # An empty list would be one more way to say nothing.
    nodes = [{key: value for key, value in node.items() if value} for node in graph]
    return json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=2) + "\n"


def _nodes(entry: Entry, languages: tuple[str, ...], relations: Node, labels: Labels) -> Iterator[Node]:
    """The concept, and the labels that need a source or a status of their own."""
    concept, xl_labels = entry.concept, _xl_labels(entry)
    notes = concept.notes
    friends = [f for f in concept.false_friends if f.language in languages]
    yield {
        **_id(entry.id),
        "@type": "skos:Concept",
        "skos:inScheme": SCHEME,
        **relations,
        **{f"skos:{kind}": [_in(*label) for label, own in labels.items() if own == kind] for kind in LABELS},
        **{
            f"skosxl:{kind}": [_id(id_) for id_, word in xl_labels.items() if labels[_label(word)] == kind]
            for kind in LABELS
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
            "skosxl:literalForm": _in(*_label(word)),
            "dct:type": word.status,
            "dct:source": [_source(id_) for id_ in word.sources if id_ != DECISION],
        }


def _shown(vocabulary: Vocabulary) -> dict[Labelled, str]:
    """The label that stands for each concept in each language, to the id of its entry; no two share one.

    Where several go by one word the first keeps it. The next takes the word that a native would use for
    contrast, if no concept goes by that, else the word with what tells it apart in parentheses.
    """
    shown: dict[Labelled, str] = {}
    for language in vocabulary.languages:
        entries = [entry for entry in vocabulary.entries if entry.designations.get(language)]
        terms = {entry.main_word(language).term for entry in entries}
        for entry in entries:
            word = entry.main_word(language)
            told = (entry.concept.gloss[language], _people(entry, vocabulary, language), entry.id)
            contrast = (word.contrast,) if word.contrast and word.contrast not in terms else ()
            names = (word.term, *contrast, *(f"{word.term} ({text})" for text in told))
            shown[next((language, name) for name in names if (language, name) not in shown)] = entry.id
    return shown


def _people(entry: Entry, vocabulary: Vocabulary, language: str) -> str:
    """For whom a house has the word."""
    knowledge = vocabulary.data.knowledge
    known = {**knowledge.parties, **knowledge.roles}
    return ", ".join(known[role].label[language] if role in known else role for role in entry.roles)


def _labels(entry: Entry, shown: Mapping[Labelled, str]) -> Labels:
    """A text stands under one label only, the most favourable; what is shown for another concept is hidden
    here, where a search finds it and no list has it twice.

    What is advised against in one region alone carries that region in its tag and so remains what it is
    elsewhere.
    """
    wished = [("prefLabel", label) for label, id_ in shown.items() if id_ == entry.id]
    wished += [(LABEL_OF[word.status], _label(word)) for word in entry.every]
    for word in entry.every:
        forms = "altLabel" if LABEL_OF[word.status] != "hiddenLabel" else "hiddenLabel"
        for form, text in word.forms.items():
            wished.append((forms if form in SHOWN_FORMS else "hiddenLabel", (_tag(word), text)))
    kind_of: dict[Labelled, str] = {}
    for kind, label in sorted(wished, key=lambda pair: LABELS.index(pair[0])):
        kind_of.setdefault(label, kind if shown.get(label, entry.id) == entry.id else "hiddenLabel")
    return kind_of


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


def _label(word: Designation) -> Labelled:
    return _tag(word), word.term


def _in(tag: str, text: str) -> Node:
    return {"@value": text, "@language": tag}


def _id(id_: str) -> Node:
    return {"@id": f"relcli:{id_}"}


def _source(id_: str) -> Node:
    return _id(f"source-{id_}")
