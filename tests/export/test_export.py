"""What is exported can be read back, by us and by the tools it is for."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict
from support.shipped import DATA, texts_in

from relcli import decision_file, export, load
from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.decision_file import HouseRole, HouseTerms, HouseVocabulary
from relcli.errors import InputError
from relcli.export.vocabulary import Vocabulary, house, termbase
from relcli.language import Texts

ROOT = Path(__file__).parents[2]
CONFORMANCE = ROOT.parent / "shared" / "conformance"
needs_conformance = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="the official schemas are not at ../shared/conformance"
)
LANGUAGES = ("en", "fr", "ro")
TEXT_FORMATS = [f for f in export.FORMATS if f not in export.FOR_LINTERS]
LAW_FIRM = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
SHOP = {"offer": "goods", "volume": "mass", "contract": "none", "repeat": "occasional"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def words(language: str = "en") -> Texts:
    return Texts(language, load.messages(), load.knowledge())


def decide(**answers: str) -> HouseVocabulary:
    trade = answers.pop("business", None)
    advice = make_advice(DATA, make_request(DATA, "en", answers=answers, trade=trade))
    return decision_file.house_vocabulary(advice, DATA, texts_in("en"))


def terms(
    preferred: str, admitted: tuple[str, ...] = (), deprecated: tuple[str, ...] = ()
) -> dict[str, HouseTerms]:
    return {language: HouseTerms(preferred, admitted, deprecated) for language in LANGUAGES}


def own_house(**roles: HouseRole) -> HouseVocabulary:
    return HouseVocabulary("2026-11-21", None, {}, {k.replace("_", "-"): v for k, v in roles.items()})


def vocabularies() -> Mapping[str, Callable[[], Vocabulary]]:
    return {
        "the termbase": lambda: termbase(LANGUAGES),
        "the termbase in a pair": lambda: termbase(("en", "fr")),
        "one role of the termbase": lambda: termbase(LANGUAGES, "prospect"),
        "a law firm": lambda: house(decide(**LAW_FIRM), "x", LANGUAGES),
        "a shop in a pair": lambda: house(decide(**SHOP), "x", ("ro", "en")),
        "one role of a law firm": lambda: house(decide(**LAW_FIRM), "x", LANGUAGES, "payer"),
    }


@pytest.fixture(params=vocabularies())
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    return vocabularies()[request.param]()


# ---- reading back -----------------------------------------------------------------------------------

Held = tuple[str, str, str, str, str, str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""Entry, language, term, status, region, gender, sources, forms: what no format may lose."""


def held(vocabulary: Vocabulary) -> list[Held]:
    return sorted(
        (
            *(entry.id, d.language, d.term, d.status, d.region or "", d.gender or ""),
            d.sources,
            tuple(d.forms.items()),
        )
        for entry in vocabulary.entries
        for d in entry.every
    )


def definitions(vocabulary: Vocabulary) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Entry, language, definition and its sources, where the entry has a word in the language."""
    return {
        (
            entry.id,
            language,
            entry.concept.definition[language],
            tuple(f"{c.source}, {c.section}" for c in entry.concept.definition_sources),
        )
        for entry in vocabulary.entries
        for language in vocabulary.languages
        if entry.designations.get(language)
    }


VERSION_3 = {"termEntry": "conceptEntry", "langSet": "langSec", "tig": "termSec", "martif": "tbx"}


class Tbx:
    """A TBX file of either version, with the names of version 3."""

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text.encode())
        for element in self.root.iter():
            name = element.tag.rpartition("}")[2]
            element.tag = VERSION_3.get(name, name)

    def entries(self) -> list[ET.Element]:
        return list(self.root.iter("conceptEntry"))

    def held(self) -> list[Held]:
        return sorted(self._term(e, s, t) for e, s, t in self._terms())

    def _terms(self) -> Iterator[tuple[ET.Element, ET.Element, ET.Element]]:
        for entry in self.entries():
            for section in entry.iter("langSec"):
                for term in section.iter("termSec"):
                    yield entry, section, term

    def _term(self, entry: ET.Element, section: ET.Element, term: ET.Element) -> Held:
        notes = {e.get("type"): e.text or "" for e in term.iter("termNote")}
        forms = next((e.text or "" for e in term.iter("note") if (e.text or "").startswith("Forms: ")), "")
        pairs = [pair.partition("=") for pair in forms.removeprefix("Forms: ").split("; ") if pair]
        return (
            entry.get("id", ""),
            section.get(LANG, ""),
            term.findtext("term", ""),
            notes["administrativeStatus"].removesuffix("Term-admn-sts"),
            notes.get("geographicalUsage", ""),
            notes.get("grammaticalGender", ""),
            tuple(e.text or "" for e in term.iter("admin")),
            tuple((name, value) for name, _, value in pairs),
        )

    def definitions(self) -> set[tuple[str, str, str, tuple[str, ...]]]:
        return {
            (
                entry.get("id", ""),
                section.get(LANG, ""),
                section.findtext("descripGrp/descrip", ""),
                tuple(e.text or "" for e in section.findall("descripGrp/admin")),
            )
            for entry in self.entries()
            for section in entry.iter("langSec")
        }


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_tbx_loses_no_word_status_source_form_or_definition(form: str, vocabulary: Vocabulary) -> None:
    read = Tbx(export.make(form, vocabulary, words()))

    assert read.held() == held(vocabulary)
    assert read.definitions() == definitions(vocabulary)


def test_csv_loses_no_word_status_source_form_or_definition(vocabulary: Vocabulary) -> None:
    rows = list(csv.DictReader(io.StringIO(export.make("csv", vocabulary, words()))))
    read = sorted(
        (
            *(row["id"], row["language"], row["term"], row["status"], row["region"], row["gender"]),
            tuple(row["sources"].split("|")),
            tuple((form, row[form]) for form in load.FORMS if row[form]),
        )
        for row in rows
    )
    defined = {
        (r["id"], r["language"], r["definition"], tuple(r["definition_sources"].split("|"))) for r in rows
    }

    assert [(*h[:7], tuple(sorted(h[7]))) for h in read] == [
        (*h[:7], tuple(sorted(h[7]))) for h in held(vocabulary)
    ]
    assert defined == definitions(vocabulary)


def test_json_loses_nothing_at_all(vocabulary: Vocabulary) -> None:
    document = json.loads(export.make("json", vocabulary, words()))
    for entry, table in zip(vocabulary.entries, document["concepts"], strict=True):
        concept = entry.concept
        assert table["id"] == entry.id
        for name in ("origin", "broader"):
            assert table[name] == getattr(concept, name)
        for name in ("related", "contrasts"):
            assert table[name] == list(getattr(concept, name))
        for name in ("gloss", "definition", "when", "note", "unranked"):
            text = getattr(concept, name)
            assert table[name] == (text and {lang: text[lang] for lang in vocabulary.languages})
        assert table["definition_sources"] == [asdict(c) for c in concept.definition_sources]
        friends = [f for f in concept.false_friends if f.language in vocabulary.languages]
        assert [f["word"] for f in table["false_friends"]] == [f.word for f in friends]
        for d, read in zip(entry.every, table["designations"], strict=True):
            plain = {**asdict(d), "forms": dict(d.forms), "sources": list(d.sources)}
            if d.note:
                plain["note"] = {lang: d.note[lang] for lang in vocabulary.languages}
            assert read == plain


# ---- TBX ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_every_id_is_an_xml_id_used_once_and_every_reference_leads_to_one(
    form: str, vocabulary: Vocabulary
) -> None:
    read = Tbx(export.make(form, vocabulary, words()))
    ids = [e.get("id") for e in read.root.iter() if e.get("id")]

    assert len(ids) == len(set(ids)) == len(vocabulary.entries)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids)
    assert {e.get("target") for e in read.root.iter("ref")} <= set(ids)


def test_tbx_says_which_dialect_it_is(vocabulary: Vocabulary) -> None:
    root = ET.fromstring(export.make("tbx", vocabulary, words("fr")).encode())

    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("type"), root.get("style"), root.get(LANG)) == ("TBX-Basic", "dca", "fr")


PLACES = {
    ("descrip", "definition"): "langSec",
    ("ref", "crossReference"): "conceptEntry",
    ("termNote", "partOfSpeech"): "termSec",
    ("termNote", "grammaticalGender"): "termSec",
    ("termNote", "administrativeStatus"): "termSec",
    ("termNote", "geographicalUsage"): "termSec",
}
VALUES = {
    "partOfSpeech": {"noun"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "administrativeStatus": {f"{s}Term-admn-sts" for s in load.knowledge().statuses},
}


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_every_category_stands_at_its_level_with_a_value_from_its_list(
    form: str, vocabulary: Vocabulary
) -> None:
    root = Tbx(export.make(form, vocabulary, words())).root
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.find("text").iter():  # type: ignore[union-attr]
        kind = element.get("type")
        if kind in VALUES:
            assert element.text in VALUES[kind]
        if (element.tag, kind) in PLACES:
            above = parents[element]
            above = parents[above] if above.tag == "descripGrp" else above
            assert above.tag == PLACES[element.tag, kind]
        if kind and element.tag != "p":
            assert (element.tag, kind) in {*PLACES, ("admin", "source")}


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_elements_come_in_the_order_that_the_schema_wants(form: str, vocabulary: Vocabulary) -> None:
    ranks = {"term": 0, "termNote": 1, "langSec": 3, "termSec": 3}
    for entry in Tbx(export.make(form, vocabulary, words())).entries():
        for element in entry.iter():
            if element.tag in ("conceptEntry", "langSec", "termSec"):
                order = [ranks.get(child.tag, 2) for child in element]
                assert order == sorted(order)
                assert element.tag == "termSec" or 3 in order


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_no_text_has_white_space_around_it(form: str, vocabulary: Vocabulary) -> None:
    for element in Tbx(export.make(form, vocabulary, words())).root.iter():
        if not len(element):
            assert element.text == (element.text or "").strip()


def test_the_word_to_use_stands_first_in_every_language(vocabulary: Vocabulary) -> None:
    for entry in Tbx(export.make("tbx-v2", vocabulary, words())).entries():
        for section in entry.iter("langSec"):
            assert "preferredTerm-admn-sts" in [e.text for e in section.find("termSec").iter()]  # type: ignore[union-attr]


def checker(folder: str, name: str) -> Callable[..., list[str]]:
    import importlib.util

    spec = importlib.util.spec_from_file_location(name, CONFORMANCE / folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check  # type: ignore[no-any-return]


@needs_conformance
def test_the_official_schemas_find_nothing_in_tbx(vocabulary: Vocabulary, tmp_path: Path) -> None:
    pytest.importorskip("saxonche")
    path = tmp_path / "x.tbx"
    path.write_text(export.make("tbx", vocabulary, words()), encoding="utf-8")

    assert checker("tbx", "check_tbx")(path, strict=True) == []


@needs_conformance
def test_the_official_dtd_finds_nothing_in_version_2(vocabulary: Vocabulary) -> None:
    etree = pytest.importorskip("lxml.etree")
    dtd = etree.DTD(str(CONFORMANCE / "tbx" / "v2" / "TBXBasiccoreStructV02.dtd"))
    document = etree.fromstring(export.make("tbx-v2", vocabulary, words()).encode())

    assert dtd.validate(document), dtd.error_log.filter_from_errors()


@pytest.mark.parametrize("pair", [("en", "fr"), ("en", "ro"), ("fr", "en"), ("ro", "fr")], ids="-".join)
@pytest.mark.parametrize("bilingual", [True, False], ids=["a bilingual file", "a file of three languages"])
@pytest.mark.parametrize("whole", [True, False], ids=["the termbase", "a law firm"])
def test_translate_toolkit_reads_the_pairs_and_what_is_deprecated(
    pair: tuple[str, str], bilingual: bool, whole: bool
) -> None:
    tbx = pytest.importorskip("translate.storage.tbx")
    languages = pair if bilingual else LANGUAGES
    vocabulary = termbase(languages) if whole else house(decide(**LAW_FIRM), "x", languages)
    store = tbx.tbxfile.parsestring(export.make("tbx-v2", vocabulary, words()), *pair)
    assert len(store.units) == len(vocabulary.entries) > 0
    for entry, unit in zip(vocabulary.entries, store.units, strict=True):
        source, target = (entry.designations[language] for language in pair)
        assert (unit.getid(), unit.source, unit.target) == (entry.id, source[0].term, target[0].term)
        for read, words_ in ((unit.get_source_terms(), source), (unit.get_target_terms(), target)):
            assert [t.text for t in read] == [d.term for d in words_]
            assert [t.deprecated for t in read] == [d.status == "deprecated" for d in words_]
            statuses = [f"{d.status}Term-admn-sts" for d in words_]
            assert [t.administrative_status for t in read] == statuses
        assert not unit.isobsolete()


@pytest.mark.process
def test_tbx2po_converts_version_2(tmp_path: Path) -> None:
    pytest.importorskip("translate.convert.tbx2po")
    (tmp_path / "x.tbx").write_text(export.make("tbx-v2", termbase(("en", "fr")), words()), encoding="utf-8")
    command = [sys.executable, "-m", "translate.convert.tbx2po", "x.tbx", "x.po"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    assert 'msgstr "client potentiel"' in (tmp_path / "x.po").read_text(encoding="utf-8")


# ---- SKOS -------------------------------------------------------------------------------------------------


def graph(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    document = json.loads(export.make("skos", vocabulary, words()))
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
    for entry in vocabulary.entries:
        for d in entry.every:
            tag = f"{d.language}-{d.region}" if d.region else d.language
            label = kinds.get(d.status, "hiddenLabel")
            assert (tag, d.term) in labels(nodes[f"relcli:{entry.id}"], label)


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
    node = concepts_of(termbase(LANGUAGES))["relcli:prospect"]

    assert ("fr", "prospect") in labels(node, "altLabel")
    assert ("fr-CA", "prospect") in labels(node, "hiddenLabel")
    assert ("fr", "prospect") not in labels(node, "hiddenLabel")


def test_a_skos_xl_label_stands_only_where_a_label_needs_its_own_source_or_status() -> None:
    vocabulary = termbase(LANGUAGES)
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
    table = tomllib.loads((Path(load.data_folder()) / "links.toml").read_text("utf-8"))["links"]
    nodes = concepts_of(termbase(LANGUAGES))
    linked = {t for n in nodes.values() for t in targets(n, "skos:closeMatch")}

    assert linked == {link["target"] for link in table}
    assert {link["concept"] for link in table} <= set(load.knowledge().concepts)
    assert all(link["source"] for link in table)
    assert len({link["target"] for link in table}) == len(table)
    hosts = {"spec.edmcouncil.org", "eurovoc.europa.eu", "ili.globalwordnet.org"}
    assert {link["target"].split("/")[2] for link in table} == hosts
    assert "skos:closeMatch" not in nodes["relcli:prospect"]
    assert not any(key in n for n in nodes.values() for key in ("skos:exactMatch", "skos:broadMatch"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_rdflib_reads_skos_off_line(vocabulary: Vocabulary) -> None:
    rdflib = pytest.importorskip("rdflib")
    read = rdflib.Graph().parse(data=export.make("skos", vocabulary, words()), format="json-ld")
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    base = rdflib.Namespace("https://github.com/relcli/relcli#")
    for entry in vocabulary.entries:
        found = {(o.language, str(o)) for o in read.objects(base[entry.id], skos.prefLabel)}
        assert found == {(d.language, d.term) for d in entry.every if d.status == "preferred"}


@needs_conformance
@pytest.mark.filterwarnings("ignore")  # of rdflib and skosify
@pytest.mark.parametrize("name", ["the termbase", "a law firm", "a shop in a pair"])
def test_the_integrity_conditions_of_skos_hold(name: str, tmp_path: Path) -> None:
    vocabulary = vocabularies()[name]()
    pytest.importorskip("pyshacl")
    pytest.importorskip("skosify")
    path = tmp_path / "x.jsonld"
    path.write_text(export.make("skos", vocabulary, words()), encoding="utf-8")

    assert checker("skos", "check_skos")(path) == []


# ---- linters ------------------------------------------------------------------------------------------------


class Vale:
    """A substitution rule as Vale 3 runs it: keys by length, longest first, in one alternation; a match
    is excused when an exception is found in it."""

    def __init__(self, text: str) -> None:
        rule = yaml.safe_load(text)
        assert rule["extends"] == "substitution"
        assert rule["level"] == "warning"
        self.message = rule["message"] % ("RIGHT", "WRONG")
        assert 0 < self.message.index("RIGHT") < self.message.index("WRONG")
        keys = sorted(rule["swap"], key=len, reverse=True)
        # Vale numbers its own groups, and refuses those of a rule by counting parentheses.
        assert all(key.count("(") == key.count("(?") for key in keys)
        self.right = [rule["swap"][key] for key in keys]
        flags = re.IGNORECASE if rule["ignorecase"] else 0
        self.pattern = re.compile(rf"(?m)\b(?:{'|'.join(f'({key})' for key in keys)})\b", flags)
        exceptions = sorted(rule.get("exceptions", ()), key=len, reverse=True)
        self.excused = re.compile(rf"(?m)\b(?:{'|'.join(exceptions)})\b") if exceptions else None

    def alerts(self, text: str) -> list[tuple[str, str]]:
        return [
            (match[0], self.right[match.lastindex - 1])
            for match in self.pattern.finditer(text)
            if match.lastindex and not (self.excused and self.excused.search(match[0]))
        ]


@pytest.fixture(scope="module")
def law_firm_style() -> Mapping[str, str]:
    return export.make_folder(house(decide(**LAW_FIRM), "x", ("en",)), words())


@pytest.fixture(scope="module")
def shop_style() -> Mapping[str, str]:
    return export.make_folder(house(decide(**SHOP), "x", ("en",)), words())


STAYS = {
    "law firm": [
        "Customer service is open.",
        "Ask customer support, or Customer Support.",
        "The customer\nexperience matters.",
        "A potential customer called.",
        "Our customer relationship management runs.",
        "A client pays.",
    ],
    "shop": [
        "The client-side code fails.",
        "An API client connects; two HTTP clients do.",
        "An OAuth client secret and a client ID.",
        "Write a client library.",
        "The Client Application starts.",
        "The client/server model.",
        "A customer pays.",
    ],
}
CHANGES = {
    "law firm": [
        ("The customer pays.", [("customer", "client")], "The client pays."),
        ("Customers' bills.", [("Customers", "clients")], "Clients' bills."),
        ("The customer serviced it.", [("customer", "client")], "The client serviced it."),
        ("A savvy customer asks.", [("customer", "client")], "A savvy client asks."),
        (
            "Ask customer service for a customer.",
            [("customer", "client")],
            "Ask customer service for a client.",
        ),
    ],
    "shop": [
        ("Our clients return.", [("clients", "customers")], "Our customers return."),
        ("Every client's order.", [("client", "customer")], "Every customer's order."),
        ("The client approved.", [("client", "customer")], "The customer approved."),
    ],
}


@pytest.mark.parametrize(("who", "text"), [(w, t) for w in STAYS for t in STAYS[w]])
def test_vale_leaves_fixed_compounds_alone(
    who: str, text: str, law_firm_style: Mapping[str, str], shop_style: Mapping[str, str]
) -> None:
    style = law_firm_style if who == "law firm" else shop_style

    assert [alert for rule in style.values() for alert in Vale(rule).alerts(text)] == []


@pytest.mark.parametrize(
    ("who", "text", "expected"), [(w, text, alerts) for w in CHANGES for text, alerts, _ in CHANGES[w]]
)
def test_vale_finds_the_word_to_avoid_in_every_form(
    who: str,
    text: str,
    expected: list[tuple[str, str]],
    law_firm_style: Mapping[str, str],
    shop_style: Mapping[str, str],
) -> None:
    style = law_firm_style if who == "law firm" else shop_style

    assert [alert for rule in style.values() for alert in Vale(rule).alerts(text)] == expected


def test_a_style_has_a_rule_per_word_and_its_message_carries_the_reason(
    law_firm_style: Mapping[str, str],
) -> None:
    reason = decide(**LAW_FIRM).roles["payer"].reason

    assert set(law_firm_style) == {"customer.yml"}
    assert reason
    assert Vale(law_firm_style["customer.yml"]).message.endswith(reason)


LINTED = [
    pytest.param(lambda lang: termbase((lang,)), "fr", id="the French of the termbase"),
    pytest.param(lambda lang: termbase((lang,)), "ro", id="the Romanian of the termbase"),
    pytest.param(lambda lang: house(decide(**LAW_FIRM), "x", (lang,)), "en", id="the English of a law firm"),
    pytest.param(lambda lang: house(decide(**SHOP), "x", (lang,)), "en", id="the English of a shop"),
]


@pytest.mark.parametrize(("make", "language"), LINTED)
def test_no_rule_is_against_a_word_that_the_vocabulary_says(
    make: Callable[[str], Vocabulary], language: str
) -> None:
    vocabulary = make(language)
    kept = [
        form
        for entry in vocabulary.entries
        for d in entry.of_status(language, "preferred", "admitted")
        for form in (d.term, *d.forms.values())
    ]
    rules = [Vale(rule) for rule in export.make_folder(vocabulary, words(language)).values()]

    assert rules
    assert [alert for rule in rules for form in kept for alert in rule.alerts(form)] == []


def test_a_word_that_another_role_says_is_no_fault() -> None:
    vocabulary = house(
        own_house(
            payer=HouseRole("customer", "clear", "Goods.", terms("customer", (), ("client", "buyer"))),
            end_user=HouseRole("client", "clear", "Service.", terms("client")),
        ),
        "x",
        ("en",),
    )

    assert set(export.make_folder(vocabulary, words())) == {"buyer.yml"}


def test_a_percent_sign_in_a_reason_is_no_blank_of_the_message() -> None:
    role = HouseRole("client", "clear", "100 % of them, %s", terms("client", (), ("punter",)))
    rules = export.make_folder(house(own_house(payer=role), "x", ("en",)), words())

    assert Vale(rules["punter.yml"]).message.endswith("100 % of them, %s")


def test_what_is_deprecated_in_one_region_only_is_no_fault() -> None:
    rules = export.make_folder(termbase(("fr",)), words("fr"))

    assert rules
    assert [
        a for rule in rules.values() for a in Vale(rule).alerts("Le prospect est un payeur de taxes.")
    ] == []


@pytest.mark.parametrize("form", export.FOR_LINTERS)
def test_a_linter_with_nothing_to_find_is_refused(form: str) -> None:
    with pytest.raises(InputError, match="nothing-to-avoid"):
        export.make(form, termbase(("en",)), words()) if form == "prh" else export.make_folder(
            termbase(("en",)), words()
        )


def test_the_compounds_are_about_known_words() -> None:
    tables = tomllib.loads((Path(load.data_folder()) / "compounds.toml").read_text("utf-8"))["compounds"]
    known = {(d.language, d.term) for e in termbase(LANGUAGES).entries for d in e.every}
    for table in tables:
        assert (table["language"], table["word"]) in known
        assert all(phrase.count("{}") == 1 and phrase != "{}" for phrase in table["phrases"])
        assert len(set(table["phrases"])) == len(table["phrases"])


def test_a_prh_rule_says_why_and_tries_itself() -> None:
    text = export.make("prh", house(decide(**LAW_FIRM), "x", ("en",)), words())
    rules = yaml.safe_load(text)["rules"]
    specs = {(spec["from"], spec["to"]) for rule in rules for spec in rule["specs"]}

    expected = ["client", "Client", "CLIENT", "clients", "Clients", "CLIENTS"]
    assert [rule["expected"] for rule in rules] == expected
    assert {rule["prh"] for rule in rules} == {decide(**LAW_FIRM).roles["payer"].reason}
    assert {("Customers", "Clients"), ("customer service", "customer service")} <= specs


@pytest.fixture(scope="session")
def textlint(request: pytest.FixtureRequest) -> Path:
    """A folder with textlint and prh, installed once per checkout."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("needs npm")
    folder = Path(request.config.cache.mkdir("textlint"))  # type: ignore[union-attr]
    binary = folder / "node_modules" / ".bin" / "textlint"
    if not binary.exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", str(folder)]
        wanted = ["textlint@15", "textlint-rule-prh@6"]
        result = subprocess.run(
            [*command, *wanted], cwd=folder, capture_output=True, text=True, check=False, timeout=300
        )
        if result.returncode:
            pytest.skip(f"npm cannot install textlint: {result.stderr[-200:]}")
    return folder


def lint(textlint: Path, folder: Path, rules: str, text: str) -> tuple[list[str], str]:
    """What textlint says of the text, and the text as it mends it."""
    (folder / "prh.yml").write_text(rules, encoding="utf-8")
    (folder / "text.md").write_text(text, encoding="utf-8")
    config = {"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}
    (folder / "textlintrc.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        *(str(textlint / "node_modules" / ".bin" / "textlint"), "--config", str(folder / "textlintrc.json")),
        *("--rules-base-directory", str(textlint / "node_modules"), str(folder / "text.md")),
    ]
    found = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    subprocess.run([*command, "--fix"], capture_output=True, check=False)
    messages = [m["message"] for m in json.loads(found.stdout)[0]["messages"]]
    return messages, (folder / "text.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("who", CHANGES)
def test_textlint_finds_and_mends_with_the_prh_rules(who: str, textlint: Path, tmp_path: Path) -> None:
    decided = decide(**(LAW_FIRM if who == "law firm" else SHOP))
    rules = export.make("prh", house(decided, "x", ("en",)), words())
    text = "\n\n".join([*STAYS[who], *(text for text, _, _ in CHANGES[who])]) + "\n"
    messages, mended = lint(textlint, tmp_path, rules, text)

    assert len(messages) == len(CHANGES[who])
    assert all(decided.roles["payer"].reason in message for message in messages)
    assert mended == "\n\n".join([*STAYS[who], *(right for _, _, right in CHANGES[who])]) + "\n"


def test_textlint_reads_the_rules_of_accented_words(textlint: Path, tmp_path: Path) -> None:
    rules = export.make("prh", termbase(("fr",)), words("fr"))
    messages, mended = lint(textlint, tmp_path, rules, "Un client régulier, des Chalands.\n")

    assert len(messages) == 2
    assert mended == "Un habitué, des Habitués.\n"


# ---- the glossary ---------------------------------------------------------------------------------------


def test_the_glossary_has_all_that_a_style_guide_wants() -> None:
    decided = decide(business="law-firm")
    text = export.make("markdown", house(decided, "x", ("en", "fr"), "payer"), words())
    concept = load.knowledge().concepts["client"]

    assert "## client (of a professional, under an agreement)" in text
    assert concept.definition["en"] in text
    assert "| use | **client** (plural clients) |" in text
    assert "| avoid | **customer** (plural customers) |" in text
    assert "law firm (crazycall, shopify-ro)" in text
    assert "customer service" in text
    assert decided.roles["payer"].reason in text
    assert "knowledge of 2026-" in text
    assert "Romanian" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_speaks_the_language_of_the_program(language: str) -> None:
    text = export.make("markdown", termbase(LANGUAGES), words(language))

    assert all(e.concept.definition[language] in text for e in termbase(LANGUAGES).entries)
    assert load.messages()["export-title"][language] in text


def test_every_table_of_the_glossary_is_one(vocabulary: Vocabulary) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(export.make("markdown", vocabulary, words()))

    assert html.count("<table>") == html.count("<h2>") == len(vocabulary.entries)
    assert html.count("<h1>") == 1


# ---- a decision file by hand -----------------------------------------------------------------------------

HOSTILE = "a\u001b[31m<b> & 'c': %s | \\d [x](y) # `z` \u0000\u2028 {e}*"


def hostile() -> HouseVocabulary:
    role = HouseRole("client", "clear", HOSTILE, terms(HOSTILE, ("= 1+1",), (f"- {HOSTILE}", "customer")))
    return own_house(payer=role, end_user=role._replace(terms=terms("client")))


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_no_text_of_a_decision_file_can_break_a_format(form: str) -> None:
    text = export.make(form, house(hostile(), "x", LANGUAGES), words())

    assert "\u001b" not in text.replace("\\u001b", "")
    assert "\u0000" not in text
    if form in ("json", "skos"):
        json.loads(text)
    elif form.startswith("tbx"):
        assert [e.get("id") for e in Tbx(text).entries()] == ["client", "client-end-user"]
    elif form == "csv":
        assert {len(row) for row in csv.reader(io.StringIO(text))} == {len(text.split("\n")[0].split(","))}
    else:
        from markdown_it import MarkdownIt

        html = MarkdownIt("commonmark").enable("table").render(text)
        assert html.count("<table>") == 2
        assert "<b>" not in html
        assert "<a " not in html


TERM = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs", "Cc", "Cf"), codec="utf-8"), min_size=1, max_size=12
).filter(lambda t: any(c.isalnum() for c in t))


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.lists(TERM, min_size=2, max_size=4), st.text(max_size=20))
def test_any_word_of_a_house_comes_back_from_every_format(found: list[str], reason: str) -> None:
    role = HouseRole("client", "clear", reason, terms(found[0], (found[1],), tuple(found[2:])))
    vocabulary = house(own_house(payer=role), "x", ("en",))
    expected = sorted(d.term for e in vocabulary.entries for d in e.every)

    for form in ("tbx", "tbx-v2"):
        assert sorted(h[2] for h in Tbx(export.make(form, vocabulary, words())).held()) == expected
    rows = csv.DictReader(io.StringIO(export.make("csv", vocabulary, words())))
    assert sorted(row["term"] for row in rows) == expected
    [concept] = json.loads(export.make("json", vocabulary, words()))["concepts"]
    assert sorted(d["term"] for d in concept["designations"]) == expected
    try:
        style = export.make_folder(vocabulary, words())
        prh = export.make("prh", vocabulary, words())
    except InputError:
        return
    for name, rule in style.items():
        assert re.fullmatch(r"[a-z0-9-]+\.yml", name)
        Vale(rule)
    assert yaml.safe_load(prh)["rules"]


def test_roles_that_say_the_same_share_an_entry_and_the_others_have_their_own() -> None:
    role = HouseRole("client", "clear", "So.", terms("client"))
    other = role._replace(terms=terms("client", ("guest",)))
    decided = own_house(payer=role, end_user=other, regular=role)
    entries = house(decided, "x", LANGUAGES).entries

    assert [(e.id, e.roles) for e in entries] == [
        ("client", ("payer", "regular")),
        ("client-end-user", ("end-user",)),
    ]


def test_a_word_the_termbase_lacks_is_sourced_to_the_decision() -> None:
    role = HouseRole("client", "clear", "So.", terms("friend"))
    [entry] = house(own_house(payer=role), "x", ("en",)).entries

    assert (entry.every[0].term, entry.every[0].sources) == ("friend", ("decision",))


def test_without_words_to_avoid_those_that_contrast_are_exported() -> None:
    role = HouseRole("client", "clear", "So.", terms("client"))
    [entry] = house(own_house(payer=role), "x", ("en",)).entries
    own = role._replace(terms={"en": HouseTerms("client", (), ("patron",))})
    [other] = house(own_house(payer=own), "x", ("en",)).entries

    assert [(d.term, d.status) for d in entry.every] == [("client", "preferred"), ("customer", "deprecated")]
    assert [(d.term, d.status) for d in other.every] == [("client", "preferred"), ("patron", "deprecated")]


def test_a_decision_about_an_unknown_concept_is_told() -> None:
    role = HouseRole("friend", "clear", "So.", terms("friend"))
    with pytest.raises(InputError, match="decision-broken"):
        house(own_house(payer=role), "relcli.toml", LANGUAGES)


# ---- the command ------------------------------------------------------------------------------------------


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A folder with a decision file."""
    text = decision_file.to_toml(decide(**LAW_FIRM), "words")
    (tmp_path / "relcli.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_the_same_bytes_twice_with_lf_and_one_final_newline(form: str, run: Any, tmp_path: Path) -> None:
    first = run("export", form, "--all", cwd=tmp_path, env={"PYTHONHASHSEED": "1"}, encoding=None)
    second = run("export", form, "--all", cwd=tmp_path, env={"PYTHONHASHSEED": "2"}, encoding=None)

    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == second.stdout
    assert first.stdout.endswith(b"\n")
    assert not first.stdout.endswith(b"\n\n")
    assert b"\r" not in first.stdout


@pytest.mark.parametrize("form", [*TEXT_FORMATS, "schema"])
def test_a_file_has_the_same_bytes_as_standard_output(form: str, run: Any, tmp_path: Path) -> None:
    shown = run("export", form, "--all", cwd=tmp_path, encoding=None)
    written = run("export", form, "--all", "-o", "x", cwd=tmp_path, encoding=None)

    assert (written.returncode, written.stdout) == (0, b"")
    assert (tmp_path / "x").read_bytes() == shown.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_an_export_is_utf_8_whatever_the_stream(run: Any, tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    result = run("export", "tbx", "--all", cwd=tmp_path, env=environment, encoding=None)

    assert Tbx(result.stdout.decode("utf-8")).held() == held(termbase(LANGUAGES))


def test_the_decision_file_is_found_upwards(run: Any, decided: Path) -> None:
    below = decided / "docs" / "guide"
    below.mkdir(parents=True)
    result = run("export", "json", cwd=below)

    assert json.loads(result.stdout)["decision"]["answers"] == LAW_FIRM
    assert f"{os.pardir}{os.sep}{os.pardir}{os.sep}relcli.toml" in result.stderr


@pytest.mark.parametrize("flag", ["--decision", "--config"])
def test_a_decision_file_can_be_named(flag: str, run: Any, decided: Path, tmp_path: Path) -> None:
    (decided / "relcli.toml").rename(decided / "other.toml")
    result = run("export", "json", flag, "other.toml", cwd=tmp_path)

    assert json.loads(result.stdout)["concepts"][0]["id"] == "client"
    assert result.stderr == ""


def test_all_is_the_whole_termbase_even_beside_a_decision(run: Any, decided: Path) -> None:
    document = json.loads(run("export", "json", "--all", cwd=decided).stdout)

    assert document["decision"] is None
    assert [c["id"] for c in document["concepts"]] == list(load.termbase())


def test_a_role_narrows_both(run: Any, decided: Path) -> None:
    of_house = json.loads(run("export", "json", "--role", "prospect", cwd=decided).stdout)["concepts"]
    of_all = json.loads(run("export", "json", "--role", "Group", "--all", cwd=decided).stdout)["concepts"]

    assert [c["roles"] for c in of_house] == [["prospect"]]
    assert [c["id"] for c in of_all] == [c.id for c in load.termbase().values() if "group" in c.roles]


def test_languages_come_in_the_order_given(run: Any, tmp_path: Path) -> None:
    read = Tbx(run("export", "tbx-v2", "--all", "--langs", "ro,EN", cwd=tmp_path).stdout)
    orders = {tuple(s.get(LANG) for s in entry.iter("langSec")) for entry in read.entries()}

    assert orders == {("ro", "en")}


WRONG = {
    "an unknown format": (("export", "xlsx"), "tbx"),
    "an unknown language": (("export", "tbx", "--langs", "en,de"), "--langs"),
    "an unknown role": (("export", "tbx", "--all", "--role", "boss"), "--role"),
    "no such decision": (("export", "tbx", "--decision", "none.toml"), "none.toml"),
    "a decision and all": (("export", "tbx", "--decision", "x", "--all"), "--all"),
    "a linter for two languages": (("export", "prh", "--all", "--langs", "en,fr"), "--langs"),
    "a linter with nothing to find": (("export", "prh", "--all"), "English"),
    "a style without a folder": (("export", "vale", "--all", "--lang", "fr"), "--output"),
    "a file that is a folder": (("export", "csv", "--all", "-o", "."), "."),
    "a folder that does not exist": (("export", "csv", "--all", "-o", "no/x.csv"), "no/x.csv"),
}


@pytest.mark.parametrize(("arguments", "named"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], named: str, run: Any, tmp_path: Path
) -> None:
    result = run(*arguments, cwd=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    assert named in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_and_a_link_stays_one(run: Any, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    run("export", "csv", "--all", "-o", "link.csv", cwd=tmp_path)

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("id,concept,")


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="needs /dev/null")
def test_a_device_is_written_to_and_stays_one(run: Any, tmp_path: Path) -> None:
    result = run("export", "csv", "--all", "-o", "/dev/null", cwd=tmp_path)

    assert result.returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told(run: Any, tmp_path: Path) -> None:
    result = run("export", "csv", "--all", "-o", "/dev/full", cwd=tmp_path)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr


class TestStyleFolder:
    COMMAND = ("export", "vale", "--all", "--lang", "fr", "-o", "style")

    def test_it_is_made_and_an_earlier_export_is_replaced_whole(self, run: Any, tmp_path: Path) -> None:
        style = tmp_path / "style"
        style.mkdir()
        (style / "stale.yml").write_text("# relcli export vale\n", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        expected = export.make_folder(termbase(("fr",)), words("fr"))
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        assert {p.name: p.read_text(encoding="utf-8") for p in style.iterdir()} == dict(expected)
        assert [p.name for p in tmp_path.iterdir()] == ["style"]

    @pytest.mark.parametrize("stranger", ["mine.yml", "README.md"])
    def test_a_folder_with_something_of_somebody_else_is_left_alone(
        self, stranger: str, run: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "style").mkdir()
        (tmp_path / "style" / stranger).write_text("extends: existence\n", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        assert result.returncode == 2
        assert [p.name for p in (tmp_path / "style").iterdir()] == [stranger]
        assert [p.name for p in tmp_path.iterdir()] == ["style"]

    def test_a_file_in_its_place_is_left_alone(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "style").write_text("mine", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        assert result.returncode == 2
        assert (tmp_path / "style").read_text(encoding="utf-8") == "mine"


def test_every_format_is_documented() -> None:
    page = (ROOT / "docs" / "use" / "exports.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## `([^`]+)`(?: and `([^`]+)`)?", page, re.MULTILINE)

    assert {name for pair in headings for name in pair if name} >= set(export.FORMATS)
    assert all(a != b for a, b in pairwise(headings))


@pytest.mark.process
def test_no_format_imports_what_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom relcli.cli import main\n"
        "try:\n    main(['export', 'csv', '--all', '-o', 'x'])\n"
        "finally:\n    print(sorted(m for m in sys.modules.keys() - before if m.split('.')[0] in"
        " ('lxml', 'yaml', 'rdflib', 'xml', 'rich', 'questionary')))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"


def test_a_glossary_lists_a_word_once(run: Any) -> None:
    glossary = run("export", "markdown", "--all", "--langs", "en,fr,ro").stdout
    cells = [cell.split("**")[1::2] for line in glossary.splitlines() for cell in line.split(" | ")]

    assert [words for words in cells if len(words) != len({*words})] == []
