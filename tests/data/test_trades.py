"""What each trade is told: the words that the data expects, written by hand, and what hangs on a trade."""

from __future__ import annotations

import pytest
from support.shipped import DATA, told

from relcli.advice.request import make_request
from relcli.decide.ballot import Ballots

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
