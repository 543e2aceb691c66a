"""Where the words stand, and which words are looked for."""

from __future__ import annotations

import pytest
from support.checking import book_for, hits
from support.houses import own_house, role, texts
from support.shipped import DATA

from relcli.check.rulebook import Rulebook, forms_of_house


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\U0001f600 our **clients** pay", (1, 9)),
        ("a\r\n\r\nOur clients pay", (3, 5)),
        ("| a | b |\n|---|---|\n| x | our clients |", (3, 11)),
        ("See [our clients](x.md).", (1, 10)),
        ("> Our _clients_", (1, 8)),
    ],
    ids=["astral and emphasis", "CRLF", "table", "link text", "quoted emphasis"],
)
def test_places_are_exact(text: str, place: tuple[int, int]) -> None:
    [found] = hits(text)

    assert (found.line, found.column) == place
    assert text[found.start : found.end] == "clients"


def test_without_words_of_its_own_a_role_avoids_what_contrasts_with_it() -> None:
    table = book_for("customer").table

    assert "client" in table.forms["en"]
    assert "prospect" not in table.forms["en"]


@pytest.mark.parametrize("concept", ["guest", "patient", "student", "passenger"])
def test_the_word_of_a_trade_avoids_the_general_one(concept: str) -> None:
    assert book_for(concept, concept=concept).table.forms["en"]["customers"].avoided.concept == concept


def test_a_word_that_another_role_says_is_no_fault() -> None:
    roles = {"payer": role("customer", concept="customer"), "regular": role("client")}
    rules = {"client": "customer", "customer": "client"}

    assert forms_of_house(own_house(roles, rules), DATA, texts()).forms == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Clientul a plătit factura.", "ro"),
        ("Clienții plătesc factura.", "ro"),
        ("# Drepturile clientului", "ro"),
        ("Nos clientes", "fr"),
        ("Clients pay.", "en"),
    ],
)
def test_a_short_text_tells_its_language_by_the_word_itself(text: str, language: str) -> None:
    roles = {"payer": role("customer", languages=("en", "fr", "ro"))}
    house = own_house(roles, {"client": "customer"})
    [found] = hits(text, book=Rulebook(forms_of_house(house, DATA, texts()), DATA))

    assert found.form.avoided.language == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Seleziona un cliente esistente dal tuo CRM.", id="Italian"),
        pytest.param("Seleccione un cliente existente de la lista y pulse el botón.", id="Spanish"),
        pytest.param("O cliente pode pagar com cartão.", id="Portuguese"),
        pytest.param("Der Client verbindet sich mit dem Server.", id="German"),
        pytest.param("Els clients paguen cada mes.", id="Catalan"),
    ],
)
def test_a_text_in_another_language_is_not_read(text: str) -> None:
    house = own_house({"payer": role("acheteur")}, {"client": "acheteur"})

    assert hits(text, book=Rulebook(forms_of_house(house, DATA, texts()), DATA)) == []
