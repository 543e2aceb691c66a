"""What to do with the word in use: within one language, with what a rename touches."""

from __future__ import annotations

from typing import Any

import pytest

import relcli

JUDGED = [
    pytest.param("supermarket", "client", "en", "rename", id="the French client is no English one"),
    pytest.param("hotel", "client", "en", "align", id="in a hotel it is who books for others"),
    pytest.param("bakery", "client", "en", "rename", id="nor in a bakery"),
    pytest.param("supermarket", "client", "fr", "keep", id="in French it is the word"),
    pytest.param("benefits agency", "client", "en", "rename", id="not right in general there"),
    pytest.param("saas", "client", "en", "keep", id="a close call keeps the word"),
    pytest.param("internal IT department", "customer", "en", "rename", id="a colleague buys nothing"),
    pytest.param("app maker", "patient", "en", "keep", id="no general word for people with a name of their own"),
    pytest.param("hotel", "patient", "en", "rename", id="a word of the trade does"),
    pytest.param("restaurant", "patron", "fr", "rename", id="a French patron is a boss"),
]  # fmt: skip


def judged(trade: str, word: str, language: str = "en", **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = relcli.advise(business=trade, current=word, lang=language, **more).to_dict()[
        "current"
    ]
    return told


@pytest.mark.parametrize(("trade", "word", "language", "verdict"), JUDGED)
def test_the_word_in_use_is_judged_in_its_language(
    trade: str, word: str, language: str, verdict: str
) -> None:
    assert judged(trade, word, language)["verdict"] == verdict


def test_a_rename_has_the_forms_of_both_words_and_what_it_touches_in_order() -> None:
    told = judged("law firm", "customers")

    assert {"form": "plural", "old": "customers", "new": "clients"} in told["forms"]
    assert [step["label"] for step in told["steps"]] == [
        "screens", "translations", "documentation", "code", "API, events, exports", "database", "contracts",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["client", "clients"])
def test_what_stays_touches_nothing(word: str) -> None:
    told = judged("law firm", word)

    assert (told["verdict"], told["forms"], told["steps"]) == ("keep", [], [])


@pytest.mark.parametrize(
    ("word", "asks"),
    [
        pytest.param("custmers", "Did you mean “customers”?", id="a slip"),
        pytest.param("zqx", None, id="no word"),
    ],
)
def test_a_slip_in_the_word_in_use_is_asked_about(word: str, asks: str | None) -> None:
    says = judged("saas", word)["says"]

    assert ("Did you mean" in says) == bool(asks)
    assert asks is None or says.endswith(asks)
