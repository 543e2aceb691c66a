"""What each trade is told: the words that the data expects, written by hand, and what hangs on a trade."""

from __future__ import annotations

import json

import pytest
from support.shipped import DATA, told

import relcli
from relcli.advice.answers_file import parse_answers
from relcli.advice.request import make_request
from relcli.decide.ballot import Ballots
from relcli.errors import AnswerError

EXPECTED = [trade for trade in DATA.trades.values() if trade.expect]


@pytest.mark.parametrize("trade", EXPECTED, ids=lambda t: f"{t.id} says {' / '.join(t.expect.values())}")
def test_a_trade_gets_the_word_it_expects(trade) -> None:
    for language, word in trade.expect.items():
        request = make_request(DATA, language, answers={}, trade=trade.label[language])
        assert told(request, language)["recommendation"]["term"] == word


def test_every_sector_has_five_words_of_its_own_judgement() -> None:
    sectors = {trade.sector for trade in DATA.trades.values()}

    assert {s for s in sectors if sum(trade.sector == s for trade in EXPECTED) < 5} == set()


def test_there_are_three_hundred_trades_and_forty_five_sector_words() -> None:
    sector_words = [c for c in DATA.termbase.values() if c.origin == "sector"]

    assert len(DATA.trades) >= 300
    assert len(sector_words) >= 45


@pytest.mark.parametrize("trade", DATA.trades.values(), ids=lambda b: b.id)
def test_no_trade_is_undecided(trade, ballots: Ballots) -> None:
    winner = trade.words.get("payer") or ballots.of("payer").winner(trade.answers)

    assert winner is not None


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
    assert relcli.advise(business=trade, role=role).term == term


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


@pytest.mark.parametrize("trade", ["internal IT department", "multi-tenant software"])
def test_what_is_no_buyer_is_said_to_be_none(trade: str) -> None:
    notes = relcli.advise(business=trade).to_dict()["notes"]

    assert any("do not apply" in note for note in notes)


@pytest.mark.parametrize(
    ("typed", "trade"),
    [
        pytest.param("LAW FIRM", "law-firm", id="any case"),
        pytest.param("cabinet d’avocat", "law-firm", id="the singular"),
        pytest.param("benzinarie", "petrol-station", id="without its accents"),
        pytest.param("hotels", "hotel", id="the plural"),
        pytest.param("station petrol", "petrol-station", id="another word order"),
        pytest.param("restuarant", "restaurant", id="two letters swapped"),
        pytest.param("gas station", "petrol-station", id="American"),
        pytest.param("station-service", "petrol-station", id="French"),
        pytest.param("69.10", "law-firm", id="a NACE class, by the trade that leads it"),
        pytest.param("4730", "petrol-station", id="an ISIC class"),
    ],
)
def test_a_trade_is_found_however_it_is_typed(typed: str, trade: str) -> None:
    found, _ = DATA.trade_index.find(typed, "en")

    assert found.id == trade


def test_a_slip_is_forgiven_aloud() -> None:
    notes = relcli.advise(business="restuarant").to_dict()["notes"]

    assert any("restuarant" in note for note in notes)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("zzzz", "unknown-business", id="nothing near"),
        pytest.param("", "unknown-business", id="nothing at all"),
        pytest.param("home cars", "unknown-business", id="near is not near enough for a guess"),
        pytest.param("55.10 hotel", "unknown-business", id="two names at once"),
    ],
)
def test_nothing_is_guessed(typed: str, code: str) -> None:
    with pytest.raises(AnswerError) as error:
        DATA.trade_index.find(typed, "en")

    assert error.value.code in {code, "ambiguous-business"}
    if error.value.code == code:
        assert str(error.value.values["nearest"]).count(",") == 2


def test_two_equally_near_are_both_named() -> None:
    shared = {}
    for trade in DATA.trades.values():
        if trade.nace:
            shared.setdefault(trade.nace, []).append(trade.id)
    led = {code for trade in DATA.trades.values() for code in trade.leads}
    nace, ids = next((nace, ids) for nace, ids in shared.items() if len(ids) > 1 and nace not in led)
    with pytest.raises(AnswerError) as error:
        DATA.trade_index.find(nace, "en")

    assert error.value.code == "ambiguous-business"
    assert all(DATA.trades[b].label["en"] in str(error.value.values["fitting"]) for b in ids)


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


@pytest.mark.parametrize(
    ("language", "term", "counterpart"),
    [
        ("en", "the Client", "the Service Provider"),
        ("fr", "le Client", "le Prestataire"),
        ("ro", "Beneficiarul", "Prestatorul"),
    ],
)
def test_a_contract_names_the_parties_as_contracts_do(language: str, term: str, counterpart: str) -> None:
    place = relcli.advise(business="law firm", lang=language, medium="contract").to_dict()["for"]

    assert place
    assert (place["term"], place["counterpart"]) == (term, counterpart)


def test_code_gets_identifiers_and_a_warning() -> None:
    place = relcli.advise(business="law firm", medium="code").to_dict()["for"]

    assert place
    assert place["identifiers"] == {
        "class": "Client",
        "plural": "clients",
        "key": "client_id",
        "unambiguous": "ClientAccount",
    }
    assert len(place["notes"]) == 2


@pytest.mark.parametrize("medium", DATA.media)
def test_every_place_has_its_advice(medium: str) -> None:
    place = relcli.advise(offer="goods", medium=medium).to_dict()["for"]

    assert place
    assert place["notes"]


def test_a_business_buyer_is_no_consumer_in_eu_law() -> None:
    private = relcli.advise(offer="goods", market="individuals", role="end-user").to_dict()["notes"]

    assert any("2011/83" in note or "directive-2011-83-eu" in note for note in private)
