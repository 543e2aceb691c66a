"""Which words a house avoids, in which forms, and the right form for each."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from support.houses import DATA, decide, own_house, role, texts

from relcli.check.rulebook import forms_of_house
from relcli.house.avoided import (
    AvoidedWord,
    avoided_words,
    forms_of,
    known_word,
    right_forms,
    role_that_says,
    said_in,
)


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


def test_a_word_that_nobody_says_has_no_reason_and_no_source() -> None:
    house = replace(own_house({"payer": role("client")}, {}), avoid={"customer": {"en": "guest"}})
    [word] = avoided_words(house, DATA, texts())

    assert (word.preferred, word.concept, word.reason, word.source) == ("guest", "", "", None)


def test_the_reason_is_that_of_whoever_uses_the_word_or_else_of_whoever_admits_it() -> None:
    roles = [role("member"), role("guest", admitted=("visitor",)), role("visitor", languages=("fr",))]

    assert role_that_says("visitor", "en", roles) == roles[1]
    assert role_that_says("visitor", "fr", roles) == roles[2]
    assert role_that_says("client", "en", roles) is None


def test_what_is_said_is_what_somebody_uses_or_admits_in_the_language() -> None:
    roles = [role("member", languages=("en",)), role("membre", admitted=("invité",), languages=("fr",))]

    assert said_in(roles, "en") == ["member"]
    assert said_in(roles, "fr") == ["membre", "invité"]


def test_a_word_to_avoid_has_its_gender_and_what_is_akin_to_the_right_one() -> None:
    word = avoided("Zed", "usager", "fr")

    assert word.gender == "masculine"
    assert {"zed", "usager", "usagers"} <= word.akin


def test_a_plural_is_known_whatever_its_capitals() -> None:
    word = known_word("Customers", "en", DATA.termbase)

    assert (word.term, word.forms) == ("Customers", {"plural": "Customers"})


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


# ---- what a decision avoids ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "rival"),
    [
        pytest.param({"business": "saas"}, "client", id="a SaaS that says customer"),
        pytest.param({"business": "retail-bank"}, "client", id="a bank"),
        pytest.param({"business": "law-firm"}, "customer", id="a law firm that says client"),
        pytest.param({"offer": "goods", "volume": "many", "contract": "none", "repeat": "ongoing"}, "client", id="where those who come back would be clients"),
    ],
)  # fmt: skip
def test_the_rival_of_the_main_word_is_avoided_whoever_would_have_it(decided, rival: str) -> None:
    house = decide(**decided)

    assert house.avoid[rival]["en"] == house.roles["payer"].words["en"]
    assert rival not in [r.concept for r in house.roles.values()]


def test_whom_the_trade_calls_so_keeps_the_word() -> None:
    house = decide(business="contract-packer")

    assert house.roles["end-user"].concept == "customer" or "customer" in house.avoid


@pytest.mark.parametrize("business", [*DATA.trades][::40])
def test_a_term_of_law_is_never_avoided_and_nobody_who_is_named(business: str) -> None:
    house = decide(business=business)
    named = {d.concept for d in DATA.trades[business].divided} | {r.concept for r in house.roles.values()}
    of_law = {concept.id for concept in DATA.knowledge.concepts.values() if concept.term_of_law}

    for concept in of_law | named:
        for language, designations in DATA.termbase[concept].designations.items():
            terms = {d.term for d in designations if d.status == "preferred"}
            assert not [w for w in terms if language in house.avoid.get(w, {})], concept


def test_only_the_languages_asked_for_are_decided() -> None:
    house = decide(business="law-firm", term_languages=("fr",))

    assert house.languages == ("fr",)
    assert {code for role_ in house.roles.values() for code in role_.words} == {"fr"}


# ---- forms that follow from others ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "form", "expected"),
    [
        ("client", "definite_oblique", "clientului"),
        ("oaspete", "definite_oblique", "oaspetelui"),
        ("părinte", "definite_oblique", "părintelui"),
        ("vizitator", "feminine_definite_oblique", "vizitatoarei"),
        ("cetățean", "feminine_definite_oblique", "cetățenei"),
        ("gazdă", "definite_oblique", "gazdei"),
        ("organizație", "definite_oblique", "organizației"),
        ("persoană de contact", "definite_oblique", "persoanei de contact"),
        ("aplicație client", "definite_oblique", "aplicației client"),
        ("clientelă", "definite_oblique", "clientelei"),
        ("autoritate contractantă", "definite_oblique", "autorității contractante"),
        ("cont", "definite_plural_oblique", "conturilor"),
        ("proprietar de animal", "feminine_oblique", "proprietare de animal"),
        ("contractant al asigurării", "feminine_oblique", "contractante a asigurării"),
        ("client fidel", "feminine_definite_oblique", "clientei fidele"),
    ],
)
def test_romanian_forms_follow_from_those_that_are_known(term: str, form: str, expected: str) -> None:
    assert forms_of(known_word(term, "ro", DATA.termbase), DATA.languages["ro"])[form] == expected


@pytest.mark.parametrize(
    ("language", "term", "plural"),
    [("en", "lobby", "lobbies"), ("en", "attorney", "attorneys"), ("en", "night owl", "night owls"), ("en", "friend of ours", None), ("fr", "maréchal", "maréchaux"), ("fr", "ami du jour", None)],
)  # fmt: skip
def test_the_plural_of_an_unknown_word_is_guessed_by_its_ending(
    language: str, term: str, plural: str | None
) -> None:
    assert (
        forms_of(known_word(term, language, DATA.termbase), DATA.languages[language]).get("plural") == plural
    )


@pytest.mark.parametrize(
    ("language", "said", "phrase"),
    [
        ("ro", "client potențial", "clienților potențiali"),
        ("ro", "client potențial", "clientul potential"),
        ("ro", "donator de sânge", "donatorii de sânge"),
        ("en", "potential customer", "potential customers"),
        ("fr", "client d’API", "clients d'api"),
    ],
)
def test_every_form_of_a_compound_that_is_said_is_left_alone(language: str, said: str, phrase: str) -> None:
    roles = {"payer": role(said, concept="prospect", languages=(language,))}

    assert phrase in forms_of_house(own_house(roles, {}), DATA, texts()).phrases[language]


def test_a_word_to_avoid_may_be_several_words() -> None:
    roles = {"payer": role("souscripteur", concept="policyholder", languages=("fr",))}
    table = forms_of_house(own_house(roles, {"preneur d’assurance": "souscripteur"}), DATA, texts())

    assert "preneurs d'assurance" in table.forms["fr"]
    assert "preneur" in table.stems
