"""A concept entry, and several side by side, on one screen; the rest for whoever asks."""

from __future__ import annotations

from itertools import combinations

import pytest
from support.process import Run
from support.shipped import DATA, texts_in

from relcli.model import LANGUAGES
from relcli.render.card import card_lines, count_lines, text_of
from relcli.render.entry_card import comparison_card, entry_card
from relcli.render.page import Page

CONCEPTS = [*DATA.knowledge.concepts.values()]
OF_TRADES = [DATA.termbase[concept] for concept in ("guest", "tenant", "patient", "student", "member")]


def is_too_long(page: Page) -> bool:
    return count_lines(page, 80) > 24 or count_lines(page, 60) > 32


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_fits_one_screen(language: str) -> None:
    pages = {concept.id: entry_card(concept, DATA, texts_in(language)) for concept in DATA.termbase.values()}

    assert [concept for concept, page in pages.items() if is_too_long(page)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_fits_one_screen(language: str) -> None:
    pairs = [*combinations(CONCEPTS, 2), *combinations(OF_TRADES, 2)]
    pages = {(a.id, b.id): comparison_card([a, b], DATA, texts_in(language)) for a, b in pairs}

    assert [pair for pair, page in pages.items() if is_too_long(page)] == []


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_of_a_table_is_wider_than_the_screen(width: int) -> None:
    three = [DATA.termbase[concept] for concept in ("client", "customer", "consumer")]
    lines = [text_of(line) for line in card_lines(comparison_card(three, DATA, texts_in("fr")), width)]

    assert [line for line in lines if len(line) > width] == []


def test_an_entry_says_what_one_needs_of_a_word(call: Run) -> None:
    shown = call("show", "customer", "--format", "text").stdout

    for needed in (
        "buyer that gets goods or services",
        "French    client · feminine cliente",
        "“our customers”",
        "plumber",
        "client    of a professional, under an agreement",
        "--explain: the rest of the entry",
    ):
        assert needed in shown.replace("\N{NO-BREAK SPACE}", " "), needed
    assert "crazycall" not in shown


def test_the_rest_is_told_to_whoever_asks(call: Run) -> None:
    shown = call("show", "customer", "--explain", "--format", "text").stdout

    assert "Characteristics" in shown
    assert "crazycall" in shown


@pytest.mark.parametrize("terms", [("client",), ("client", "customer"), ("guest", "tenant")], ids=" ".join)
def test_no_two_lines_have_one_key(call: Run, terms: tuple[str, ...]) -> None:
    for more in ((), ("--explain",)):
        told = call("show", *terms, *more, "--format", "plain").stdout
        keys = [line.partition("\t")[0] for line in told.splitlines()]

        assert len(keys) == len(set(keys))
