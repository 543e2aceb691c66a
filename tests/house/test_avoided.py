"""Which words a house avoids, in which forms, and the right form for each."""

from __future__ import annotations

import pytest
from support.houses import DATA, decide, own_house, role, texts

from relcli.house.avoided import AvoidedWord, avoided_words, forms_of, known_word, right_forms


def avoided(right: str, wrong: str, language: str = "en", concept: str = "client") -> AvoidedWord:
    house = own_house({"payer": role(right, concept=concept, languages=(language,))}, {wrong: right})
    [word] = avoided_words(house, DATA, texts())
    return word


def test_each_form_has_the_same_form_of_the_right_word() -> None:
    word = avoided("client", "customer")

    assert word.forms == {"term": "customer", "plural": "customers"}
    assert word.right == {"term": "client", "plural": "clients"}


def test_romanian_has_its_cases() -> None:
    word = avoided("beneficiar", "client", "ro")

    assert word.forms["definite_oblique"] == "clientului"
    assert word.right["definite_plural_oblique"] == "beneficiarilor"
    assert word.right["feminine_definite_oblique"] == "beneficiarei"


@pytest.mark.parametrize(
    ("right", "wrong", "language", "expected"),
    [
        pytest.param("camarade", "client", "fr", {"term": "camarade", "plural": "camarades"}, id="no feminine known"),
        pytest.param("individu", "client", "fr", {"term": "individu", "plural": "individus"}, id="no gender known"),
        pytest.param("guests", "customer", "en", {"plural": "guests"}, id="a plural stands for no singular"),
        pytest.param("night owls", "customers", "en", {}, id="a singular stands for no plural"),
        pytest.param("night owls", "client", "en", {"term": "night owls"}, id="an unknown plural"),
        pytest.param("clientèle", "client", "fr", {}, id="another gender"),
    ],
)  # fmt: skip
def test_a_form_without_its_like_is_found_and_not_mended(
    right: str, wrong: str, language: str, expected: dict[str, str]
) -> None:
    word = avoided(right, wrong, language)

    assert set(word.forms) >= set(expected)
    assert word.right == expected


def test_a_spelling_that_the_house_says_elsewhere_is_no_fault() -> None:
    roles = {
        "payer": role("membre", concept="member", languages=("fr",)),
        "group": role("clients", concept="guest", languages=("fr",)),
    }
    [word] = avoided_words(own_house(roles, {"client": "membre"}), DATA, texts())

    assert "clients" not in word.forms.values()
    assert "cliente" in word.forms.values()


def test_the_reason_and_its_source_are_those_of_the_word_to_use() -> None:
    [word] = avoided_words(decide(business="law-firm"), DATA, texts())

    assert (word.word, word.preferred, word.concept) == ("customer", "client", "client")
    assert word.reason.startswith(
        "The main difference is the kind of purchase: a client buys services or advice"
    )
    assert word.source == "shopify-ro"


def test_the_outdated_words_of_the_concept_itself_are_avoided() -> None:
    assert decide(business="supermarket").avoid["chaland"]["fr"] == "habitué"


def test_a_word_is_that_of_the_concept_at_hand_where_several_have_it() -> None:
    guest = known_word("client", "fr", DATA.termbase, near=DATA.termbase["guest"])

    assert "parler-francais-hote" in guest.sources
    assert known_word("client", "fr", DATA.termbase).sources != guest.sources


def test_the_genders_of_known_words_must_agree() -> None:
    wrong, right = (known_word(word, "fr", DATA.termbase) for word in ("client", "personne accueillie"))

    assert forms_of(wrong, DATA.languages["fr"])["feminine"] == "cliente"
    assert right_forms(wrong, wrong, DATA.languages["fr"])["feminine"] == "cliente"
    assert right.gender in (None, "feminine")
