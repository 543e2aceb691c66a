"""A trade is found however it is typed, and never guessed at."""

from __future__ import annotations

import pytest
from support.shipped import DATA

import relcli
from relcli.errors import AnswerError


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
