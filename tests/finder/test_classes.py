"""A class in any spelling leads to its trades; it is never guessed at, and revisions that differ are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.finder.classes import read_class
from relcli.model.files import ActivityClass, Classification


def classification(label: str, called: str, revision: str, **classes: str) -> Classification:
    made = {
        code.removeprefix("c").replace("_", "."): ActivityClass(trades=tuple(trades.split()))
        for code, trades in classes.items()
    }
    return Classification(
        label=label, called=tuple(called.split()), revisions=(revision,), sources=(), classes=made
    )


KNOWN = {
    "isic-4": classification("ISIC 4", "isic citi", "4", c4772="pharmacy", c6201="coder", c9999="last"),
    "nace-2": classification(
        "NACE 2", "nace caen", "2", c62_01="coder", c47_91="mail-order", c47_72="shoes", c47="shop", G="trade"
    ),
    "nace-2-1": classification(
        "NACE 2.1", "nace caen", "2.1", c62_10="coder", c47_91="marketplace", c47_72="shoes"
    ),
    "naf-2": classification("NAF", "naf ape", "2", c62_01Z="coder", c47_91A="mail-order"),
}


@pytest.mark.parametrize(
    ("typed", "trades"),
    [
        pytest.param("62.01", "coder", id="with its full stop"),
        pytest.param("6201", "coder", id="without, where two classifications agree"),
        pytest.param("62.01Z", "coder", id="NAF"),
        pytest.param("6201z", "coder", id="NAF, small and joined"),
        pytest.param("62.01 Z", "coder", id="NAF, with a blank"),
        pytest.param("NAF 62.01Z", "coder", id="NAF by name"),
        pytest.param("code APE : 6201Z", "", id="a sentence is none"),
        pytest.param("J62.01", "coder", id="with the letter of its section"),
        pytest.param("62012", "coder", id="a national fifth digit"),
        pytest.param("47", "shop", id="a division"),
        pytest.param("4772", "shoes pharmacy", id="a number that means two classes"),
        pytest.param("CAEN 4772", "shoes", id="CAEN by name"),
        pytest.param("ISIC 4772", "pharmacy", id="ISIC by name"),
        pytest.param("47.72", "shoes", id="ISIC has no full stop"),
        pytest.param("62.10", "coder", id="in the newer revision only"),
        pytest.param("NACE 2.1 47.91", "marketplace", id="a revision by name"),
        pytest.param("9999", "last", id="ISIC alone"),
        pytest.param("NACE G", "trade", id="a section by name"),
        pytest.param("G", "", id="a letter alone is none"),
    ],
)
def test_a_class_leads_to_its_trades(typed: str, trades: str) -> None:
    read = read_class(KNOWN, typed)

    assert (" ".join(read.trades) if read else "") == trades


def test_of_two_revisions_the_first_is_read_and_said() -> None:
    first, asked = read_class(KNOWN, "47.91"), read_class(KNOWN, "47.91", "2.1")

    assert (first.trades, first.by, first.otherwise) == (("mail-order",), "NACE 2", True)
    assert (asked.trades, asked.by, asked.otherwise) == (("marketplace",), "NACE 2.1", True)
    assert not read_class(KNOWN, "47.72").otherwise


@pytest.mark.parametrize("typed", ["62.02", "62.01A", "99.99Z", "NAF 62.01", "62019999"])
def test_a_code_that_nobody_has_is_not_guessed_at(typed: str) -> None:
    read = read_class(KNOWN, typed)

    assert read is None or read.trades == ()


@pytest.mark.parametrize("typed", ["hotel", "3D printing", "B2B", "", "24/7 gym", "hotel 47"])
def test_what_is_no_code_is_a_name(typed: str) -> None:
    assert read_class(KNOWN, typed) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read_class(KNOWN, text)
