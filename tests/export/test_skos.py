"""SKOS keeps its integrity conditions and every word under its label."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.conformance import checker, needs_conformance
from support.houses import DATA, VOCABULARIES, decide, exported, own_house, role, texts, whole

from relcli import export
from relcli.export.vocabulary import Vocabulary
from relcli.language import preferred


def graph(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    document = json.loads(export.make("skos", vocabulary, texts()))
    return {node["@id"]: node for node in document["@graph"]}


def labels(node: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    return [(v["@language"], v["@value"]) for v in node.get(f"skos:{name}", ())]


def targets(node: Mapping[str, Any], key: str) -> list[str]:
    values = node.get(key, [])
    return [v["@id"] for v in (values if isinstance(values, list) else [values])]


def concepts_of(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    return {k: n for k, n in graph(vocabulary).items() if n["@type"] == "skos:Concept"}


def test_skos_has_one_preferred_label_a_language_and_no_label_twice(vocabulary: Vocabulary) -> None:
    for node in concepts_of(vocabulary).values():
        preferred = labels(node, "prefLabel")
        every = [pair for name in ("prefLabel", "altLabel", "hiddenLabel") for pair in labels(node, name)]
        assert [language for language, _ in preferred] == list(vocabulary.languages)
        assert len(every) == len(set(every))


def test_skos_has_every_word_under_the_label_of_its_status(vocabulary: Vocabulary) -> None:
    nodes = concepts_of(vocabulary)
    kinds = {"preferred": "prefLabel", "admitted": "altLabel"}
    shown = {pair: id_ for id_, node in nodes.items() for pair in labels(node, "prefLabel")}
    for entry in vocabulary.entries:
        id_ = f"relcli:{entry.id}"
        for d in entry.every:
            tag = f"{d.language}-{d.region}" if d.region else d.language
            label = kinds.get(d.status, "hiddenLabel")
            if shown_for := shown.get((tag, d.term)):
                label = "prefLabel" if shown_for == id_ else "hiddenLabel"
            assert (tag, d.term) in labels(nodes[id_], label)


TWICE = own_house(
    {
        "payer": role("client", admitted=("guest",)),
        "end-user": role("client"),
        "regular": role("client", admitted=("habitué",)),
        "prospect": role("guest", concept="guest"),
    },
    {},
)
"""One word for several, told apart by what else may be said."""
HOUSES = {
    **VOCABULARIES,
    "a hotel": lambda: exported(decide(business="hotel")),
    "a bank": lambda: exported(decide(business="retail-bank")),
    "a house with one word for several": lambda: exported(TWICE),
}


@pytest.mark.parametrize("name", HOUSES)
def test_no_label_that_is_shown_for_a_concept_is_a_label_of_another(name: str) -> None:
    vocabulary = HOUSES[name]()
    nodes = concepts_of(vocabulary)
    preferred = [(pair, id_) for id_, node in nodes.items() for pair in labels(node, "prefLabel")]
    shown = dict(preferred)

    assert len(shown) == len(preferred)
    assert [
        (id_, pair)
        for id_, node in nodes.items()
        for pair in labels(node, "altLabel")
        if shown.get(pair, id_) != id_
    ] == []


CONTRAST = preferred(DATA.termbase["customer"], "fr").contrast


@pytest.mark.parametrize(
    ("concept", "language", "label"),
    [
        pytest.param("client", "fr", "client", id="the first"),
        pytest.param("buyer", "ro", "cumpărător", id="the first, in Romanian"),
        pytest.param("customer", "fr", CONTRAST, id="the word for contrast"),
        pytest.param("guest", "fr", "client (d’un hôtel ou d’un restaurant)", id="what it means"),
        pytest.param("customer", "en", "customer", id="where none is shared"),
    ],
)
def test_the_first_concept_keeps_a_shared_word_and_the_next_is_told_apart(
    concept: str, language: str, label: str
) -> None:
    node = concepts_of(whole())[f"relcli:{concept}"]
    own = preferred(DATA.termbase[concept], language).term

    assert (language, label) in labels(node, "prefLabel")
    assert own == label or (language, own) in labels(node, "hiddenLabel")


def test_related_goes_both_ways_and_never_along_the_hierarchy(vocabulary: Vocabulary) -> None:
    nodes = concepts_of(vocabulary)

    def above(id_: str) -> Iterator[str]:
        for other in targets(nodes[id_], "skos:broader"):
            yield other
            yield from above(other)

    for id_, node in nodes.items():
        for other in targets(node, "skos:related"):
            assert id_ in targets(nodes[other], "skos:related")
            assert other not in above(id_)
            assert id_ not in above(other)
    scheme = graph(vocabulary)["relcli:termbase"]
    tops = {k for k, n in nodes.items() if "skos:broader" not in n}
    assert set(targets(scheme, "skos:hasTopConcept")) == tops


def test_a_word_advised_against_in_one_region_only_stays_admitted_elsewhere() -> None:
    node = concepts_of(whole())["relcli:prospect"]

    assert ("fr", "prospect") in labels(node, "altLabel")
    assert ("fr-CA", "prospect") in labels(node, "hiddenLabel")
    assert ("fr", "prospect") not in labels(node, "hiddenLabel")


def test_a_skos_xl_label_stands_only_where_a_label_needs_its_own_source_or_status() -> None:
    vocabulary = whole()
    nodes = graph(vocabulary)
    found = {}
    for id_, node in concepts_of(vocabulary).items():
        for label in ("prefLabel", "altLabel", "hiddenLabel"):
            for xl in targets(node, f"skosxl:{label}"):
                form = nodes[xl]["skosxl:literalForm"]
                sources = [s.removeprefix("relcli:source-") for s in targets(nodes[xl], "dct:source")]
                found[id_, form["@language"], form["@value"], nodes[xl]["dct:type"]] = sources
    expected = {
        (f"relcli:{e.id}", f"{d.language}-{d.region}" if d.region else d.language, d.term, d.status): [
            *d.sources
        ]
        for e in vocabulary.entries
        for d in e.every
        if set(d.sources) - {c.source for c in e.concept.definition_sources}
        or d.status in ("deprecated", "superseded")
    }

    assert found == expected
    assert 0 < len(found) < sum(len(e.every) for e in vocabulary.entries)
    assert {k for k, n in nodes.items() if n["@type"] == "skosxl:Label"} == {
        xl
        for node in nodes.values()
        for label in ("prefLabel", "altLabel", "hiddenLabel")
        for xl in targets(node, f"skosxl:{label}")
    }


def test_links_lead_only_to_identifiers_that_were_looked_at() -> None:
    table = tomllib.loads((Path(DATA.folder) / "links.toml").read_text("utf-8"))["links"]
    nodes = concepts_of(whole())
    linked = {t for n in nodes.values() for t in targets(n, "skos:closeMatch")}

    assert linked == {link["target"] for link in table}
    assert {link["concept"] for link in table} <= set(DATA.knowledge.concepts)
    assert all(link["source"] for link in table)
    assert len({link["target"] for link in table}) == len(table)
    hosts = {"spec.edmcouncil.org", "eurovoc.europa.eu", "ili.globalwordnet.org"}
    assert {link["target"].split("/")[2] for link in table} == hosts
    assert "skos:closeMatch" not in nodes["relcli:prospect"]
    assert not any(key in n for n in nodes.values() for key in ("skos:exactMatch", "skos:broadMatch"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_rdflib_reads_skos_off_line(vocabulary: Vocabulary) -> None:
    rdflib = pytest.importorskip("rdflib")
    read = rdflib.Graph().parse(data=export.make("skos", vocabulary, texts()), format="json-ld")
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    base, nodes = rdflib.Namespace("https://github.com/relcli/relcli#"), concepts_of(vocabulary)
    for entry in vocabulary.entries:
        found = {(o.language, str(o)) for o in read.objects(base[entry.id], skos.prefLabel)}
        assert sorted(found) == sorted(labels(nodes[f"relcli:{entry.id}"], "prefLabel"))


@pytest.mark.process
@needs_conformance
@pytest.mark.filterwarnings("ignore")  # of rdflib and skosify
@pytest.mark.parametrize(
    "name", ["the termbase", "a law firm", "a shop in a pair", "a house with one word for several"]
)
def test_the_integrity_conditions_of_skos_hold(name: str, tmp_path: Path) -> None:
    vocabulary = HOUSES[name]()
    pytest.importorskip("pyshacl")
    pytest.importorskip("skosify")
    path = tmp_path / "x.jsonld"
    path.write_text(export.make("skos", vocabulary, texts()), encoding="utf-8")

    assert checker("skos", "check_skos")(path) == []
