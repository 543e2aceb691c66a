"""TBX loses nothing, is what the standard says, and is read by the tools it is for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.conformance import CONFORMANCE, checker, needs_conformance
from support.houses import DATA, LANGUAGES, LAW_FIRM, decide, exported, texts, whole
from support.tbx import LANG, Tbx, definitions, held

from relcli import export
from relcli.export.vocabulary import Vocabulary


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_tbx_loses_no_word_status_source_form_or_definition(form: str, vocabulary: Vocabulary) -> None:
    read = Tbx(export.make(form, vocabulary, texts()))

    assert read.held() == held(vocabulary)
    assert read.definitions() == definitions(vocabulary)


@pytest.mark.parametrize("form", ["tbx", "tbx-v2"])
def test_every_id_is_an_xml_id_used_once_and_every_reference_leads_to_one(
    form: str, vocabulary: Vocabulary
) -> None:
    read = Tbx(export.make(form, vocabulary, texts()))
    ids = [e.get("id") for e in read.root.iter() if e.get("id")]

    assert len(ids) == len(set(ids)) == len(vocabulary.entries)
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


def test_the_word_to_use_stands_first_in_every_language(vocabulary: Vocabulary) -> None:
    for entry in Tbx(export.make("tbx-v2", vocabulary, texts())).entries():
        for section in entry.iter("langSec"):
            assert "preferredTerm-admn-sts" in [e.text for e in section.find("termSec").iter()]  # type: ignore[union-attr]


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
    (tmp_path / "x.tbx").write_text(export.make("tbx-v2", whole(("en", "fr")), texts()), encoding="utf-8")
    command = [sys.executable, "-m", "translate.convert.tbx2po", "x.tbx", "x.po"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    assert 'msgstr "client potentiel"' in (tmp_path / "x.po").read_text(encoding="utf-8")
