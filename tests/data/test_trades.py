"""What each trade is told: the words that the data expects, written by hand, and what hangs on a trade."""

from __future__ import annotations

import pytest
from support.shipped import DATA, texts_in

from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.decide.ballot import Ballots
from relcli.render.wording import Wording

TEXTS = {code: texts_in(code) for code in DATA.languages}
EXPECTED = [trade for trade in DATA.trades.values() if trade.expect]


@pytest.mark.parametrize("language", DATA.languages)
def test_every_trade_gets_the_word_it_expects(language: str) -> None:
    """By its label: a thousand advices a language, so that they are one test."""
    expected = {t.id: t.expect[language] for t in EXPECTED if language in t.expect}
    requests = {
        id_: make_request(DATA, language, answers={}, trade=DATA.trades[id_].label[language])
        for id_ in expected
    }

    assert {id_: request.trade.id for id_, request in requests.items()} == {id_: id_ for id_ in expected}
    assert {
        id_: Wording(make_advice(DATA, request), DATA, TEXTS[language]).term
        for id_, request in requests.items()
    } == expected


def test_every_sector_has_five_words_of_its_own_judgement() -> None:
    sectors = {trade.sector for trade in DATA.trades.values()}

    assert {s for s in sectors if sum(trade.sector == s for trade in EXPECTED) < 5} == set()


def test_there_are_a_thousand_trades_and_names_enough_in_each_language() -> None:
    sector_words = [c for c in DATA.termbase.values() if c.origin == "sector"]
    names = {code: len(DATA.name_index(code).names) for code in DATA.languages}

    assert len(DATA.trades) >= 1000
    assert len(sector_words) >= 100
    assert min(names.values()) >= 10_000


def test_nearly_every_trade_says_the_word_that_it_expects() -> None:
    for language in DATA.languages:
        open_ones = [trade.id for trade in DATA.trades.values() if language not in trade.expect]
        assert len(open_ones) <= 40, language


def test_no_trade_is_undecided(ballots: Ballots) -> None:
    payer = ballots.of("payer")

    assert [
        t.id for t in DATA.trades.values() if not t.words.get("payer") and payer.winner(t.answers) is None
    ] == []
