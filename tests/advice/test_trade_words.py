"""What a trade adds to an advice: its words, its parties, its answers, its places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.shipped import DATA, data_with, texts_in

import relcli
from relcli.advice.advice import make_advice
from relcli.advice.answers_file import parse_answers
from relcli.advice.request import make_request
from relcli.errors import AnswerError
from relcli.model.trades import ContractParties
from relcli.render.wire import wire_advice


@pytest.mark.parametrize(
    ("role", "trade", "term"),
    [
        pytest.param("group", "law firm", "clientele", id="all the clients of a law firm"),
        pytest.param("group", "hospital", "patients", id="all the patients of a hospital"),
        pytest.param(
            "sellers-customer", "advertising agency", "customer", id="whom the agency's client serves"
        ),
        pytest.param("animal-patient", "veterinary practice", "patient", id="the animal is the patient"),
        pytest.param("end-user", "veterinary practice", "client", id="and its owner the client"),
        pytest.param("sellers-customer", "online marketplace", "buyer", id="who buys from the merchant"),
        pytest.param("prospect", "university", "candidate", id="who has not enrolled yet"),
        pytest.param("end-user", "SaaS", "user", id="who signs in"),
    ],
)
def test_everybody_in_the_room_has_a_word(role: str, trade: str, term: str) -> None:
    data = data_with(advertising_agency={"parties": {"sellers-customer": "customer"}, "said": {}})
    request = make_request(data, "en", answers={}, trade=trade, role=role)

    assert wire_advice(make_advice(data, request), data, texts_in("en")).recommendation.term == term


def test_a_role_nobody_has_there_is_refused() -> None:
    with pytest.raises(AnswerError) as error:
        relcli.advise(business="prison", role="prospect")

    assert "prospect" not in error.value.values["allowed"]


def test_the_words_of_a_trade_lead_and_the_documents_word_stands_beside_it() -> None:
    advice = relcli.advise(business="hotel").to_dict()["recommendation"]

    assert (advice["basis"], advice["term"], advice["general_term"]) == ("sector", "guest", "customer")


def test_no_sector_ignores_them() -> None:
    advice = relcli.advise(business="hotel", sector=False).to_dict()["recommendation"]

    assert (advice["basis"], advice["term"], advice["general_term"]) == ("documents", "customer", None)


def test_a_divided_trade_says_who_says_which() -> None:
    divided = relcli.advise(business="restaurant").to_dict()["divided"]

    assert {entry["concept"] for entry in divided} >= {"customer", "guest"}
    assert all(entry["who"] for entry in divided)


@pytest.mark.parametrize("trade", ["internal IT department", "internal platform team"])
def test_what_is_no_buyer_is_said_to_be_none(trade: str) -> None:
    notes = relcli.advise(business=trade).to_dict()["notes"]

    assert any("do not apply" in note for note in notes)


def test_assumed_answers_can_be_overridden_one_by_one_and_change_first() -> None:
    advice = relcli.advise(business="supermarket", volume="few").to_dict()

    assert "volume" not in advice["business"]["assumed"]
    assert advice["answers"]["volume"] == "few"
    first = advice["counterfactuals"][0]["change"]
    assert set(first) <= set(advice["business"]["assumed"])


def test_an_answer_withheld_from_a_trade_stays_withheld_when_the_advice_is_taken_back() -> None:
    first = relcli.advise(business="law firm", offer="unknown").to_dict()
    back = parse_answers(json.dumps(first), "advice.json")
    again = relcli.advise(business=back.trade, **dict(back.answers)).to_dict()

    assert "offer" not in first["answers"]
    assert again == first


@pytest.mark.parametrize(
    ("trade", "word", "verdict"),
    [
        pytest.param("hotel", "guests", "keep", id="the plural of the word itself"),
        pytest.param("hotel", "oaspeți", "keep", id="in another language"),
        pytest.param("hotel", "customer", "align", id="right in general"),
        pytest.param("hotel", "patient", "rename", id="misleading"),
        pytest.param("restaurant", "guests", "keep", id="part of the trade says it"),
        pytest.param("SaaS", "users", "align", id="right for another role"),
        pytest.param("law firm", "blorb", "rename", id="no word at all"),
    ],
)
def test_the_word_in_use(trade: str, word: str, verdict: str) -> None:
    told = relcli.advise(business=trade, current=word).to_dict()["current"]

    assert told
    assert told["verdict"] == verdict


CONTRACTS = [
    pytest.param("law-firm", "en", "the Client", "the Service Provider", id="services"),
    pytest.param("law-firm", "fr", "le Client", "le Prestataire", id="services in French"),
    pytest.param("law-firm", "ro", "Beneficiarul", "Prestatorul", id="services in Romanian"),
    pytest.param("hair-salon", "ro", "Beneficiarul", "Prestatorul", id="the same for all"),
    pytest.param("supermarket", "en", "the Buyer", "the Seller", id="sale"),
    pytest.param("supermarket", "fr", "l’Acheteur", "le Vendeur", id="sale in French"),
    pytest.param("supermarket", "ro", "Cumpărătorul", "Vânzătorul", id="sale in Romanian"),
    pytest.param("building-firm", "en", "the Client", "the Contractor", id="works"),
    pytest.param("building-firm", "fr", "le Maître de l’ouvrage", "l’Entrepreneur", id="works in French"),
    pytest.param("building-firm", "ro", "Beneficiarul", "Antreprenorul", id="works in Romanian"),
    pytest.param("saas", "ro", "Clientul", "Furnizorul", id="software"),
    pytest.param("gym", "en", "the Member", None, id="a word of its own"),
    pytest.param("gym", "fr", "le Membre", None, id="with its article"),
    pytest.param("podcast", "fr", "l’Annonceur", "l’Éditeur", id="before a vowel"),
    pytest.param("hotel", "ro", "Oaspetele", None, id="in the definite form"),
]


@pytest.mark.parametrize(("trade", "language", "term", "counterpart"), CONTRACTS)
def test_a_contract_names_the_parties_as_contracts_do(
    trade: str, language: str, term: str, counterpart: str | None
) -> None:
    """Unless the trade names them itself."""
    plain: dict[str, Any] = {"contract": {}, "said": {}}
    data = data_with(**{trade.replace("-", "_"): plain})
    request = make_request(data, language, answers={}, trade=trade, role="payer", medium="contract")
    place = wire_advice(make_advice(data, request), data, texts_in(language)).placement

    assert place
    assert (place.term, place.counterpart) == (term, counterpart)


@pytest.mark.parametrize(
    ("role", "term", "counterpart"),
    [
        pytest.param(None, "l’Élève", "l’École de conduite", id="as the trade names them, with capitals"),
        pytest.param("prospect", "le Futur apprenant", None, id="but not for somebody else"),
    ],
)
def test_a_trade_may_name_the_parties_itself(role: str | None, term: str, counterpart: str | None) -> None:
    contract = ContractParties(them="l’élève", us="l’école de conduite")
    data = data_with(driving_school={"contract": {"fr": contract}, "said": {}})
    request = make_request(data, "fr", answers={}, trade="driving-school", role=role, medium="contract")
    place = wire_advice(make_advice(data, request), data, texts_in("fr")).placement

    assert place
    assert (place.term, place.counterpart) == (term, counterpart)


@pytest.mark.parametrize(
    ("trade", "language", "term"),
    [
        pytest.param("supermarket", "en", "patrons", id="a shop"),
        pytest.param("law-firm", "en", "clients", id="no patrons of a law firm"),
        pytest.param("hotel", "en", "guests", id="a word of its own"),
        pytest.param("supermarket", "fr", "notre aimable clientèle", id="a shop in French"),
        pytest.param("hotel", "fr", "notre aimable clientèle", id="where guests are clients"),
        pytest.param("gym", "fr", "Chers adhérents", id="who is greeted"),
        pytest.param("prison", "fr", "détenus", id="who is not"),
        pytest.param("supermarket", "ro", "Stimați clienți", id="a shop in Romanian"),
        pytest.param("hotel", "ro", "Stimați oaspeți", id="a word of its own in Romanian"),
    ],
)
def test_a_notice_speaks_to_several(trade: str, language: str, term: str) -> None:
    place = relcli.advise(business=trade, lang=language, medium="notice").to_dict()["for"]

    assert place
    assert place["term"] == term


def test_code_gets_identifiers_and_a_warning() -> None:
    place = relcli.advise(business="law firm", medium="code").to_dict()["for"]

    assert place
    assert place["identifiers"] == {
        "class": "Client",
        "plural": "clients",
        "key": "client_id",
        "unambiguous": "ClientAccount",
    }
    assert any("public API" in note for note in place["notes"])


@pytest.mark.parametrize("medium", DATA.media)
def test_every_place_has_its_advice(medium: str) -> None:
    place = relcli.advise(offer="goods", medium=medium).to_dict()["for"]

    assert place
    assert place["notes"]


def test_a_business_buyer_is_no_consumer_in_eu_law() -> None:
    private = relcli.advise(offer="goods", market="individuals", role="end-user").to_dict()["notes"]

    assert any("2011/83" in note or "directive-2011-83-eu" in note for note in private)
