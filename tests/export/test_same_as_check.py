"""What a linter does with an exported rule is what ``check --fix`` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checking import mended
from support.houses import DATA, exported, own_house, role, texts
from support.prh import Prh
from support.textlint import lint
from support.vale import Vale

from relcli import export
from relcli.check.rulebook import Rulebook, forms_of_house
from relcli.house.words import HouseVocabulary


def saying(right: str, wrong: str, language: str, concept: str) -> HouseVocabulary:
    return own_house({"payer": role(right, concept=concept, languages=(language,))}, {wrong: right})


HOUSES = {
    "en": ("client", "customer", "client"),
    "en, an article": ("client", "applicant", "client"),
    "en, the other article": ("attendee", "visitor", "attendee"),
    "fr": ("adhérent", "client", "member"),
    "fr, no elision": ("client", "acheteur", "client"),
    "ro": ("pacient", "client", "patient"),
    "ro, to client": ("client", "cumpărător", "client"),
}
MENDED = {
    "en": [
        ("Our customers pay the invoice.", "Our clients pay the invoice."),
        ("The customer’s invoice is paid.", "The client’s invoice is paid."),
        ("Our customers' invoices.", "Our clients' invoices."),
        ("OUR CUSTOMERS PAY THE INVOICE.", "OUR CLIENTS PAY THE INVOICE."),
        ("A customer pays the invoice.", "A client pays the invoice."),
    ],
    "en, an article": [
        ("Our applicants pay the invoice.", "Our clients pay the invoice."),
        ("An applicant pays the invoice.", "A client pays the invoice."),
        ("We invoice an applicant.", "We invoice a client."),
    ],
    "en, the other article": [
        ("A visitor pays the invoice.", "An attendee pays the invoice."),
        ("We invoice a visitor, and our visitors pay.", "We invoice an attendee, and our attendees pay."),
    ],
    "fr": [
        ("Nos clients paient la facture.", "Nos adhérents paient la facture."),
        ("Nos clientes paient la facture.", "Nos adhérentes paient la facture."),
        ("Le client paie la facture.", "L’adhérent paie la facture."),
        ("La cliente paie la facture.", "L’adhérente paie la facture."),
        ("La facture du client est payée.", "La facture de l’adhérent est payée."),
        ("La facture de la cliente est payée.", "La facture de l’adhérente est payée."),
        ("Nous facturons au client.", "Nous facturons à l’adhérent."),
        ("Ce client paie la facture.", "Cet adhérent paie la facture."),
        ("Le nombre de clients qui paient.", "Le nombre d’adhérents qui paient."),
    ],
    "fr, no elision": [
        ("L’acheteur paie la facture.", "Le client paie la facture."),
        ("L'acheteuse paie la facture.", "La cliente paie la facture."),
        ("La facture de l’acheteur est payée.", "La facture du client est payée."),
        ("La facture de l’acheteuse est payée.", "La facture de la cliente est payée."),
        ("Nous facturons à l’acheteur.", "Nous facturons au client."),
        ("Nos acheteuses paient la facture.", "Nos clientes paient la facture."),
        ("Le nombre d’acheteurs qui paient.", "Le nombre de clients qui paient."),
    ],
    "ro": [
        ("Un client plătește factura.", "Un pacient plătește factura."),
        ("Clientul plătește factura.", "Pacientul plătește factura."),
        ("Clienții plătesc factura.", "Pacienții plătesc factura."),
        ("Doi clienți plătesc factura.", "Doi pacienți plătesc factura."),
        ("Factura clientului nostru este plătită.", "Factura pacientului nostru este plătită."),
        ("Factura clienților noștri este plătită.", "Factura pacienților noștri este plătită."),
        ("O clientă plătește factura.", "O pacientă plătește factura."),
        ("Clienta plătește factura.", "Pacienta plătește factura."),
        ("Factura clientei noastre este plătită.", "Factura pacientei noastre este plătită."),
        ("Clientele noastre plătesc factura.", "Pacientele noastre plătesc factura."),
        ("Factura clientelor noastre este plătită.", "Factura pacientelor noastre este plătită."),
    ],
    "ro, to client": [
        ("Cumpărătorul plătește factura.", "Clientul plătește factura."),
        ("Factura cumpărătorului nostru este plătită.", "Factura clientului nostru este plătită."),
        ("Factura cumpărătorilor noștri este plătită.", "Factura clienților noștri este plătită."),
        ("Cumpărătoarea plătește factura.", "Clienta plătește factura."),
    ],
}
CASES = [pytest.param(house, *case, id=case[0]) for house, cases in MENDED.items() for case in cases]


@pytest.mark.parametrize(("house", "text", "right"), CASES)
def test_check_mends_the_text(house: str, text: str, right: str) -> None:
    word, wrong, concept = HOUSES[house]
    table = forms_of_house(saying(word, wrong, house[:2], concept), DATA, texts())

    assert mended(text, Rulebook(table, DATA, language=house[:2])) == right


@pytest.mark.parametrize(("house", "text", "right"), CASES)
def test_prh_mends_it_so_too(house: str, text: str, right: str) -> None:
    word, wrong, concept = HOUSES[house]
    vocabulary = exported(saying(word, wrong, house[:2], concept), (house[:2],))
    rules = Prh(export.make("prh", vocabulary, texts(house[:2])))

    assert rules.mended(text) == right


@pytest.mark.parametrize(("house", "text", "right"), CASES)
def test_vale_says_so_too(house: str, text: str, right: str) -> None:
    word, wrong, concept = HOUSES[house]
    vocabulary = exported(saying(word, wrong, house[:2], concept), (house[:2],))
    told = text
    for rule in export.make("vale", vocabulary, texts(house[:2])).values():
        for found, instead in Vale(rule).alerts(text):
            told = told.replace(found, instead or "", 1)

    # A message has the word as a dictionary has it, without the capital of its sentence.
    assert told.casefold() == right.casefold()


@pytest.mark.parametrize("house", HOUSES)
def test_prh_would_take_the_file(house: str) -> None:
    word, wrong, concept = HOUSES[house]
    vocabulary = exported(saying(word, wrong, house[:2], concept), (house[:2],))

    assert Prh(export.make("prh", vocabulary, texts(house[:2]))).failing() == []


@pytest.mark.process
@pytest.mark.parametrize("house", HOUSES)
def test_textlint_itself_mends_it_so(house: str, npm: Path, tmp_path: Path) -> None:
    word, wrong, concept = HOUSES[house]
    vocabulary = exported(saying(word, wrong, house[:2], concept), (house[:2],))
    before, after = ("\n\n".join(texts_) + "\n" for texts_ in zip(*MENDED[house], strict=True))
    _, mended_ = lint(npm, tmp_path, export.make("prh", vocabulary, texts(house[:2])), before)

    assert mended_ == after


def test_letters_of_older_files_stay_as_the_file_has_them() -> None:
    vocabulary = exported(saying("pacient", "client", "ro", "patient"), ("ro",))
    rules = Prh(export.make("prh", vocabulary, texts("ro")))
    older, today = "Factura clien\u0163ilor.", "Factura clien\u021bilor."

    assert rules.mended(older) == "Factura pacien\u0163ilor."
    assert rules.mended(today) == "Factura pacien\u021bilor."


def test_every_form_that_check_knows_is_in_the_rules() -> None:
    house = saying("pacient", "client", "ro", "patient")
    table = forms_of_house(house, DATA, texts())
    rules = Prh(export.make("prh", exported(house, ("ro",)), texts("ro")))

    bare = str.maketrans("ţşțșăâî", "tstsaai")
    for form, known in table.forms["ro"].items():
        right = known.avoided.right[known.name]
        assert rules.mended(f"Aici {form}.").translate(bare) == f"Aici {right}.".translate(bare)
