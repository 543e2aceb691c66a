"""One party in several texts: the word of each, those that differ, and what code calls somebody."""

from __future__ import annotations

from typing import Any

import pytest
from support.shipped import DATA, data_with, texts_in

import relcli
from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.render.wire import wire_advice

YOU = {"en": "you", "fr": "vous", "ro": "dumneavoastră"}


def told(**asked: Any) -> dict[str, Any]:
    return relcli.advise(**asked).to_dict()


def texts_of(**asked: Any) -> dict[str, str]:
    return {text["for"]: text["term"] for text in told(**asked)["texts"]}


@pytest.mark.parametrize("language", YOU)
@pytest.mark.parametrize("medium", ["ui", "marketing"])
def test_who_reads_is_spoken_to(language: str, medium: str) -> None:
    assert texts_of(business="bakery", lang=language)[medium] == YOU[language]
    assert told(business="bakery", lang=language, medium=medium)["for"]["term"] == YOU[language]


def test_a_text_that_says_the_same_is_not_listed() -> None:
    texts = texts_of(business="law firm")

    assert "contract" not in texts  # the Client
    assert "public" not in texts


def test_a_text_that_says_another_word_is_listed() -> None:
    assert texts_of(business="web agency", lang="ro")["contract"] == "Beneficiarul"
    assert texts_of(business="supermarket")["notice"] == "patrons"


def test_the_word_of_a_trade_in_a_text_goes_first() -> None:
    data = data_with(saas={"texts": {"docs": {"en": "user"}}, "whom": ("payer",)})
    request = make_request(data, "en", answers={}, trade="saas", medium="docs")
    advice = wire_advice(make_advice(data, request), data, texts_in("en"))

    assert advice.placement
    assert advice.placement.term == "user"
    assert ("docs", "user") in {
        (text.for_ if hasattr(text, "for_") else text.medium, text.term) for text in advice.texts
    }


def test_a_name_that_clashes_in_code_has_a_safe_one() -> None:
    assert texts_of(business="law firm")["code"] == "ClientAccount"
    assert "code" not in texts_of(business="bakery")


@pytest.mark.parametrize("medium", DATA.media.values(), ids=lambda medium: medium.id)
def test_what_is_said_of_a_text_fits_every_trade(medium: Any) -> None:
    """It speaks of nobody by a word of its own, but of who is meant: {term}, {plural}."""
    for text in (medium.says, *medium.advice):
        for language, sentence in text.items():
            assert sentence.format(term="t", plural="p"), language
            assert "customer" not in sentence.format(term="t", plural="p")
