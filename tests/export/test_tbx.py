"""TBX loses nothing, is what the standard says, and is read by the tools it is for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.conformance import CONFORMANCE, checker, needs_conformance
from support.houses import DATA, LANGUAGES, LAW_FIRM, decide, exported, own_house, role, texts, whole
from support.tbx import LANG, Tbx, definitions, held

from relcli import export
from relcli.export.vocabulary import SAID, Entry, Vocabulary
from relcli.house.avoided import AVOIDED


def only_told(vocabulary: Vocabulary) -> set[tuple[str, str, str]]:
    """Entry, language and word: what version 2 has in a note, since an entry of its own would be read as a ban
    on a word that is right, or on one of another language."""

    def ban(entry: Entry, language: str) -> list[str]:
        right = {d.term.casefold() for d in vocabulary.said(language)}
        words = entry.of_status(language, AVOIDED)
        return [d.term for d in words if not d.region and d.term.casefold() not in right]

    return {
        (entry.id, d.language, d.term)
        for entry in vocabulary.entries
        for d in entry.every
        if d.status in AVOIDED
        if d.term not in ban(entry, d.language) or not ban(entry, vocabulary.languages[0])
    }


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_tbx_loses_no_word_status_source_form_or_definition(form: str, vocabulary: Vocabulary) -> None:
    read = Tbx(export.make(form, vocabulary, texts()))
    told = only_told(vocabulary) if form == "tbx-v2" else set()

    kept = [word for word in held(vocabulary) if word[:3] not in told or word[3] in SAID]
    assert read.held() == kept
    assert read.told() == told
    assert read.definitions() == definitions(vocabulary)


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_every_id_is_an_xml_id_used_once_and_every_reference_leads_to_one(
    form: str, vocabulary: Vocabulary
) -> None:
    read = Tbx(export.make(form, vocabulary, texts()))
    ids = [e.get("id") for e in read.root.iter() if e.get("id")]

    assert len(ids) == len(set(ids)) == len(read.entries())
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids)
    assert {e.get("target") for e in read.root.iter("ref")} <= set(ids)


def test_tbx_says_which_dialect_it_is(vocabulary: Vocabulary) -> None:
    root = ET.fromstring(export.make("tbx", vocabulary, texts("fr")).encode())

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
    "administrativeStatus": {f"{s}Term-admn-sts" for s in DATA.knowledge.statuses},
}


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_every_category_stands_at_its_level_with_a_value_from_its_list(
    form: str, vocabulary: Vocabulary
) -> None:
    root = Tbx(export.make(form, vocabulary, texts())).root
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
    for entry in Tbx(export.make(form, vocabulary, texts())).entries():
        for element in entry.iter():
            if element.tag in ("conceptEntry", "langSec", "termSec"):
                order = [ranks.get(child.tag, 2) for child in element]
                assert order == sorted(order)
                assert element.tag == "termSec" or 3 in order


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_no_text_has_white_space_around_it(form: str, vocabulary: Vocabulary) -> None:
    for element in Tbx(export.make(form, vocabulary, texts())).root.iter():
        if not len(element):
            assert element.text == (element.text or "").strip()


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_the_word_to_use_stands_first_in_every_language(form: str, vocabulary: Vocabulary) -> None:
    read = Tbx(export.make(form, vocabulary, texts()))
    for entry in (entry for entry in read.entries() if entry not in read.bans()):
        for section in entry.iter("langSec"):
            assert "preferredTerm-admn-sts" in [e.text for e in section.find("termSec").iter()]  # type: ignore[union-attr]


DEPRECATED = "deprecatedTerm-admn-sts"
READERS: Mapping[str, Callable[[list[str]], bool]] = {
    "one deprecated word condemns its entry": lambda statuses: DEPRECATED in statuses,
    "only words that are all deprecated do": lambda statuses: set(statuses) == {DEPRECATED},
}
"""How translate-toolkit reads the statuses of an entry: before 3.20 and since."""
CAT_TOOLS = {
    "the termbase": whole,
    "the termbase in a pair": lambda: whole(("ro", "fr")),
    "a law firm": lambda: exported(decide(**LAW_FIRM)),
    "a supermarket": lambda: exported(decide(business="supermarket"), ("en", "ro")),
    "a house that avoids the word of another language": lambda: exported(
        own_house(
            {"payer": role("client", languages=("en",)), "end-user": role("hôte", languages=("fr",))}, {}
        )
    ),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", CAT_TOOLS)
def test_no_reader_of_version_2_bans_a_word_that_is_right(reader: str, name: str) -> None:
    vocabulary = CAT_TOOLS[name]()
    read = Tbx(export.make("tbx-v2", vocabulary, texts()))
    right = {(d.language, d.term) for code in vocabulary.languages for d in vocabulary.said(code)}
    first = vocabulary.languages[0]
    for entry in read.entries():
        statuses = [e.text or "" for e in entry.iter("termNote") if e.get("type") == "administrativeStatus"]
        words = [(s.get(LANG, ""), t.text or "") for s in entry.iter("langSec") for t in s.iter("term")]
        assert READERS[reader](statuses) == (entry in read.bans())
        if READERS[reader](statuses):
            assert right.isdisjoint(words)
            # The first word of an entry is read as one of the first language.
            assert words[0][0] == first


def test_an_entry_of_words_to_avoid_says_what_to_write_instead() -> None:
    read = Tbx(export.make("tbx-v2", exported(decide(business="supermarket"), ("en", "ro")), texts()))
    [ban] = read.bans()

    assert ban.get("id") == "customer-avoid"
    assert [(t.text, ban.find("ref").get("target")) for t in ban.iter("term")] == [  # type: ignore[union-attr]
        ("client", "customer"),
        ("mușteriu", "customer"),
    ]
    assert [s.findtext("note") for s in ban.iter("langSec")] == ["Instead: customer", "Instead: client"]


def test_a_word_to_avoid_has_all_its_forms_each_with_its_like() -> None:
    own = own_house({"payer": role("pacient", concept="patient", languages=("ro",))}, {"client": "pacient"})
    [ban] = Tbx(export.make("tbx-v2", exported(own, ("ro",)), texts())).bans()
    [written] = [e.text or "" for e in ban.iter("note") if (e.text or "").startswith("Write: ")]

    assert {
        *("client=pacient", "clientul=pacientul", "clientului=pacientului", "clienților=pacienților"),
        *("clienta=pacienta", "clientei=pacientei", "clientelor=pacientelor"),
    } <= set(written.removeprefix("Write: ").split("; "))


def test_a_word_that_is_out_of_use_is_deprecated_for_tools_that_know_no_other_ban() -> None:
    read = Tbx(export.make("tbx-v2", whole(("ro",)), texts()))
    [ban] = [entry for entry in read.bans() if entry.get("id") == "protected-adult-avoid"]

    assert [e.text for e in ban.iter("termNote") if e.get("type") == "administrativeStatus"] == [DEPRECATED]
    assert "Status: superseded" in [e.text for e in ban.iter("note")]


@needs_conformance
def test_the_official_schemas_find_nothing_in_tbx(vocabulary: Vocabulary, tmp_path: Path) -> None:
    pytest.importorskip("saxonche")
    path = tmp_path / "x.tbx"
    path.write_text(export.make("tbx", vocabulary, texts()), encoding="utf-8")

    assert checker("tbx", "check_tbx")(path, strict=True) == []


@needs_conformance
def test_the_official_dtd_finds_nothing_in_version_2(vocabulary: Vocabulary) -> None:
    etree = pytest.importorskip("lxml.etree")
    dtd = etree.DTD(str(CONFORMANCE / "tbx" / "v2" / "TBXBasiccoreStructV02.dtd"))
    document = etree.fromstring(export.make("tbx-v2", vocabulary, texts()).encode())

    assert dtd.validate(document), dtd.error_log.filter_from_errors()


@pytest.mark.parametrize("pair", [("en", "fr"), ("en", "ro"), ("fr", "en"), ("ro", "fr")], ids="-".join)
@pytest.mark.parametrize("bilingual", [True, False], ids=["a bilingual file", "a file of three languages"])
@pytest.mark.parametrize("every", [True, False], ids=["the termbase", "a law firm"])
def test_translate_toolkit_reads_the_pairs_and_what_is_deprecated(
    pair: tuple[str, str], bilingual: bool, every: bool
) -> None:
    tbx = pytest.importorskip("translate.storage.tbx")
    languages = pair if bilingual else LANGUAGES
    vocabulary = whole(languages) if every else exported(decide(**LAW_FIRM), languages)
    store = tbx.tbxfile.parsestring(export.make("tbx-v2", vocabulary, texts()), *pair)
    units = {unit.getid(): unit for unit in store.units}
    for entry in vocabulary.entries:
        unit = units.pop(entry.id)
        source, target = (entry.of_status(language, SAID) for language in pair)
        assert (unit.source, unit.target) == (source[0].term, target[0].term)
        for read, words_ in ((unit.get_source_terms(), source), (unit.get_target_terms(), target)):
            assert [t.text for t in read] == [d.term for d in words_]
            statuses = [f"{d.status}Term-admn-sts" for d in words_]
            assert [t.administrative_status for t in read] == statuses
        assert not unit.isobsolete()
    assert all(unit.isobsolete() for unit in units.values())


@pytest.mark.process
def test_tbx2po_converts_version_2(tmp_path: Path) -> None:
    pytest.importorskip("translate.convert.tbx2po")
    (tmp_path / "x.tbx").write_text(export.make("tbx-v2", whole(("en", "fr")), texts()), encoding="utf-8")
    command = [sys.executable, "-m", "translate.convert.tbx2po", "x.tbx", "x.po"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    assert 'msgstr "client potentiel"' in (tmp_path / "x.po").read_text(encoding="utf-8")
