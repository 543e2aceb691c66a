"""A text that says another word than the rest: ``[words.contract]``, honoured under its paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.process import Run
from support.shipped import DATA

from relcli.house.file import read, to_toml

HOUSE = """\
format_version = 2
trade = "saas"
languages = ["en", "fr"]

[words]
payer = { en = "customer", fr = "client", fr-CA = "cliente" }
group = { en = "customers", fr = "clients" }

[words.contract]
payer = { en = "the Client", fr = "le Client" }
paths = ["legal/**"]

[avoid]
client = { en = "customer" }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "relcli.toml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "legal").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(call: Run, folder: Path, path: str, text: str) -> str:
    (folder / path).write_text(text, encoding="utf-8")
    return call("check", path).stdout


@pytest.mark.parametrize(
    ("path", "text", "word"),
    [
        pytest.param("guide.md", "Every client may write to us.\n", "client", id="avoided in the rest"),
        pytest.param("guide.md", "Our customers may write to us.\n", "", id="the word of the rest"),
        pytest.param("legal/terms.md", "Every client may write to us.\n", "", id="the word of the text"),
        pytest.param("legal/terms.md", "Each customer may write to us.\n", "customer", id="avoided there"),
        pytest.param("legal/terms.md", "Our customers may write to us.\n", "customers", id="and all of them"),
    ],
)
def test_a_text_is_judged_by_its_own_words(call: Run, folder: Path, path: str, text: str, word: str) -> None:
    told = found(call, folder, path, text)

    assert (f"“{word}”" in told) if word else (told == "")


def test_what_is_read_is_written_again(folder: Path) -> None:
    house = read(str(folder / "relcli.toml"), DATA)
    (folder / "again.toml").write_text(to_toml(house, DATA, ""), encoding="utf-8")

    assert read(str(folder / "again.toml"), DATA) == house
    assert house.roles["payer"].regional == {"fr-CA": "cliente"}


def test_a_word_of_a_region_is_admitted(folder: Path) -> None:
    assert "cliente" in read(str(folder / "relcli.toml"), DATA).roles["payer"].admitted["fr"]


def test_a_decision_keeps_the_words_of_a_text(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call("advise", "web agency", "--save", "--quiet")
    house = read(str(tmp_path / "relcli.toml"), DATA)

    assert house.texts["contract"].words["payer"]["ro"] == "Beneficiarul"
    assert house.text_of("src/legal/terms.md") == "contract"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Your customers pay by card.", ""),
        ("Each customer sees an invoice.", ""),
        ("Our customers pay us each month.", "customers"),
        ("Nos clients payent chaque mois. Chaque client reçoit une facture.", "clients"),
    ],
)
def test_those_whom_our_clients_serve_are_theirs(
    call: Run, tmp_path: Path, monkeypatch, text: str, word: str
) -> None:
    house = 'format_version = 2\nlanguages = ["en", "fr"]\ntheirs = { en = "customer", fr = "client" }\n'
    house += '[words]\npayer = { en = "client", fr = "acheteur" }\n'
    house += '[avoid]\ncustomer = { en = "client" }\nclient = { fr = "acheteur" }\n'
    (tmp_path / "relcli.toml").write_text(house, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = found(call, tmp_path, "a.md", text + "\n")

    assert told.count(": flag:") == bool(word)
    assert (f"“{word}”" in told) is bool(word)
    assert "theirs = { en" in to_toml(read("relcli.toml", DATA), DATA, "x")
    assert read("relcli.toml", DATA).theirs == {"en": "customer", "fr": "client"}
