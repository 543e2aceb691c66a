"""Where two concepts share a word: what tells them apart stands between rivals only."""

from __future__ import annotations

import pytest
from support.shipped import DATA, data_with, texts_in, told

from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.language import preferred
from relcli.model import Text
from relcli.model.trades import Division
from relcli.render.account import account_page
from relcli.render.page import Page

APART = {
    preferred(DATA.termbase[concept], code).contrast
    for concept in ("client", "customer")
    for code in ("fr", "ro")
}


def page(language: str, trade: str, term_languages: tuple[str, ...] = ()) -> Page:
    """The whole account."""
    request = make_request(
        DATA, language, answers={}, trade=trade, term_languages=term_languages, explain=True
    )
    return account_page(make_advice(DATA, request), DATA, texts_in(language))


def block(shown: Page, name: str) -> str:
    return "\n".join(" ".join(item) for b in shown.blocks if b.id == name for item in b.items)


def test_what_tells_them_apart_is_no_word_for_a_buyer_or_a_regular() -> None:
    assert {
        "client sous contrat",
        "client hors contrat",
        "client cu contract",
        "client fără contract",
    } == APART


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_nobody_of_a_trade_and_no_document_goes_by_such_a_word(language: str) -> None:
    for trade in DATA.trades:
        table = told(make_request(DATA, language, answers={}, trade=trade), language)
        voices = [voice for reading in table["readings"] for voice in reading["sources"]]
        shown = [table["recommendation"], *table["roles"], *table["divided"], *table["readings"], *voices]

        assert not {entry["term"] for entry in shown} & APART, trade


@pytest.mark.parametrize(
    ("language", "trade", "runner_up"),
    [
        pytest.param("en", "saas", "client", id="English has two words"),
        pytest.param("fr", "saas", "client sous contrat", id="French"),
        pytest.param("ro", "saas", "client cu contract", id="Romanian"),
        pytest.param("fr", "notary", "client hors contrat", id="the other way round"),
    ],
)
def test_rivals_are_told_apart(language: str, trade: str, runner_up: str) -> None:
    shown = page(language, trade=trade)

    assert runner_up in block(shown, "weight")
    assert runner_up in block(shown, "alternative")


@pytest.mark.parametrize(
    ("language", "trade", "says"),
    [
        pytest.param("fr", "saas", "atlasmic dit « client » (angl. « client ») ; berry dit « client » (angl. « customer »)", id="both"),
        pytest.param("ro", "saas", "atlasmic spune „client” (engl. „client”); berry spune „client” (engl. „customer”)", id="both in Romanian"),
        pytest.param("en", "saas", "atlasmic says “client”; berry says “customer”", id="no need in English"),
        pytest.param("fr", "law-firm", "crazycall dit « client » ; shopify-ro dit « client »", id="one of them"),
    ],
)  # fmt: skip
def test_a_document_is_told_in_its_own_word(language: str, trade: str, says: str) -> None:
    assert says in block(page(language, trade=trade), "reading")


@pytest.mark.parametrize(
    ("trade", "agrees"),
    [
        pytest.param("law-firm", "like the answer", id="the documents' word leads"),
        pytest.param("hotel", "like the general word", id="the trade's word leads"),
    ],
)
def test_a_reading_agrees_with_the_word_that_is_its_own(trade: str, agrees: str) -> None:
    assert agrees in block(page("en", trade=trade), "reading")


@pytest.mark.parametrize("trade", ["hotel", "psychotherapist", "multi-tenant-software", "gym"])
@pytest.mark.parametrize("language", DATA.knowledge.languages)
def test_the_word_of_a_trade_comes_without_the_general_one_or_a_warning(language: str, trade: str) -> None:
    table = told(make_request(DATA, language, answers={}, trade=trade), language)["recommendation"]
    shown = page(language, trade=trade)

    if table["basis"] == "sector":
        assert table["warning"] is None
        assert shown.lead == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("en", ["guest", "customer", "resident"], id="three words in English"),
        pytest.param("fr", ["client", "résident"], id="two of them are one in French"),
    ],
)
def test_a_divided_trade_never_sets_a_word_against_itself(language: str, words: list[str]) -> None:
    said = tuple(
        Division(concept, Text("some", "certains", "unii")) for concept in ("guest", "customer", "resident")
    )
    data = data_with(campsite={"divided": said, "said": {}})
    advice = make_advice(data, make_request(data, language, answers={}, trade="campsite"))
    shown = account_page(advice, data, texts_in(language))

    assert [item.label for b in shown.blocks if b.id == "divided" for item in b.items] == words


@pytest.mark.parametrize("language", DATA.knowledge.languages)
def test_what_only_one_language_says_is_told_in_its_word(language: str) -> None:
    who = Text("chains abroad", "les chaînes étrangères", "lanțurile străine")
    said = (Division("spectator", who), Division("guest", who, language="en"))
    data = data_with(cinema={"divided": said})
    advice = make_advice(data, make_request(data, language, answers={}, trade="cinema"))
    shown = account_page(advice, data, texts_in(language))

    assert [item.label for b in shown.blocks if b.id == "divided" for item in b.items][1] == "guest"


@pytest.mark.parametrize(
    ("language", "term_languages", "shown"),
    [
        pytest.param("fr", (), False, id="a Frenchman knows what patron means"),
        pytest.param("en", ("fr",), True, id="who writes French from English may not"),
        pytest.param("en", (), False, id="an English word is none in English"),
    ],
)
def test_false_friends_are_for_those_who_write_another_language(
    language: str, term_languages: tuple[str, ...], shown: bool
) -> None:
    notes = block(page(language, trade="bakery", term_languages=term_languages), "note")

    assert ("“patron” is the boss" in notes or "« patron » désigne le chef" in notes) == shown


@pytest.mark.parametrize(
    ("language", "trade", "word", "verdict", "says"),
    [
        pytest.param("en", "supermarket", "client", "rename", "Say “customer”", id="another word of this language"),
        pytest.param("fr", "hotel", "patron", "rename", "« patron » désigne le chef", id="a false friend"),
        pytest.param("fr", "gym", "abonné", "align", "un paiement convenu", id="of several senses the near one"),
        pytest.param("fr", "hotel", "invité", "keep", "« client » passe avant", id="an admitted word with what is noted of it"),
    ],
)  # fmt: skip
def test_the_word_in_use_is_taken_as_people_mean_it(language, trade, word, verdict, says) -> None:
    request = make_request(DATA, language, answers={}, trade=trade, current=word)
    current = told(request, language)["current"]

    assert (current["verdict"], says in current["says"]) == (verdict, True), current["says"]


@pytest.mark.parametrize(
    ("language", "trade", "asked", "concept"),
    [
        pytest.param("fr", "supermarket", "client", "customer", id="the word of both: the one that leads"),
        pytest.param("ro", "gym", "client", "customer", id="in general, where the trade has its own"),
        pytest.param("en", "supermarket", "client", "client", id="English means the one"),
        pytest.param("fr", "law-firm", "customer", "customer", id="an English word means the other"),
    ],
)
def test_why_not_a_word_that_stands_for_two(language: str, trade: str, asked: str, concept: str) -> None:
    request = make_request(DATA, language, answers={}, trade=trade, why_not=asked)

    assert told(request, language)["why_not"]["concept"] == concept
