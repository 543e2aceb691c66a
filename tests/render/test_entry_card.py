"""A concept entry, and several side by side, on one screen; the rest for whoever asks."""

from __future__ import annotations

from itertools import combinations

import pytest
from support.process import Run
from support.shipped import DATA, texts_in

from relcli.lookup import senses_of
from relcli.model import LANGUAGES
from relcli.render.card import card_lines, count_lines, text_of
from relcli.render.entry import comparison_page, entry_page
from relcli.render.entry_card import comparison_card, entry_card
from relcli.render.page import Page, render_plain
from relcli.render.senses import Word, senses_page
from relcli.render.text import render_terminal

CONCEPTS = [*DATA.knowledge.concepts.values()]
OF_TRADES = [DATA.termbase[concept] for concept in ("guest", "tenant", "patient", "student", "member")]


SCREENS = ((80, 24), (60, 32))


def is_too_long(page: Page) -> bool:
    return any(count_lines(page, width) > lines for width, lines in SCREENS)


def words_of(language: str) -> list[Word]:
    """Every word that may be typed for a concept, with what it stands for in that language."""
    concepts = DATA.termbase.values()
    typed = {d.term for c in concepts for d in c.designations[language]} | {c.id for c in concepts}
    return [Word(word, senses_of(DATA.termbase, word, language), DATA, language) for word in sorted(typed)]


def keys_of(page: Page) -> list[str]:
    return [line.partition("\t")[0] for line in render_plain(page).splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_fits_one_screen(language: str) -> None:
    pages = {concept.id: entry_card(concept, DATA, texts_in(language)) for concept in DATA.termbase.values()}

    assert [concept for concept, page in pages.items() if is_too_long(page)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_is_typed_fits_one_screen_with_all_its_senses(language: str) -> None:
    texts, too_long, untold = texts_in(language), [], []
    for word in words_of(language):
        if word.is_plain:
            page = entry_card(word.senses[0].concept, DATA, texts, word)
            told = " ".join(f"{item.label} {item.text}" for block in page.blocks for item in block.items)
            untold += [sense.key for sense in word.senses[1:] if sense.is_here and sense.key not in told]
            if is_too_long(page):
                too_long.append(word.text)
        else:
            page = senses_page(word, DATA, texts)
            for width, lines in SCREENS:
                if render_terminal(page, color=False, width=width).count("\n") > lines:
                    too_long.append(word.text)

    assert (too_long, untold) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_lines_of_an_entry_have_one_key(language: str) -> None:
    texts = texts_in(language)
    pages = []
    for word in words_of(language):
        if word.is_plain:
            concept = word.senses[0].concept
            pages += [entry_card(concept, DATA, texts, word), entry_page(concept, DATA, texts, word)]
        else:
            pages += [senses_page(word, DATA, texts), senses_page(word, DATA, texts, explain=True)]
    pages += [show([*OF_TRADES[:3]], DATA, texts) for show in (comparison_card, comparison_page)]

    assert [page.title for page in pages if len({*keys_of(page)}) < len(keys_of(page))] == []


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
        "restaurant",
        "client    of a professional, under an agreement",
        "--explain: the rest of the entry",
    ):
        assert needed in shown.replace("\N{NO-BREAK SPACE}", " "), needed
    assert "crazycall" not in shown


def test_the_rest_is_told_to_whoever_asks(call: Run) -> None:
    shown = call("show", "customer", "--explain", "--format", "text").stdout

    assert "Characteristics" in shown
    assert "crazycall" in shown


def test_a_word_of_many_senses_tells_the_first_and_names_the_others(call: Run) -> None:
    shown = call("show", "client", "--format", "text").stdout

    assert "client:care    of a caseworker" in shown
    assert "client:health, client:work, client:code, benefit-claimant" in shown


@pytest.mark.parametrize(("term", "trade"), [("client", "law firm"), ("customer", "restaurant")])
def test_trades_without_an_established_word_say_the_one_of_the_documents(
    call: Run, term: str, trade: str
) -> None:
    said_by = next(line for line in call("show", term).stdout.splitlines() if line.startswith("trade"))

    assert trade in said_by


def test_the_senses_of_a_word_are_told_in_a_line_each_and_by_definition_to_whoever_asks(call: Run) -> None:
    brief = call("show", "clients").stdout
    explained = call("show", "clients", "--explain").stdout

    assert "of a professional, under an agreement" in brief
    assert "customer who receives professional services" in explained


def test_where_an_entry_comes_from_is_listed_once(call: Run) -> None:
    """And nowhere else: no line of the entry has a section."""
    shown = call("show", "customer", "--explain", "--lang", "en").stdout.splitlines()
    listed = [line.split("\t")[1:] for line in shown if line.startswith("source.")]
    others = [line for line in shown if not line.startswith("source.")]

    assert [number for number, *_ in listed] == [f"[{n}]" for n in range(1, len(listed) + 1)]
    assert len({(source, section) for _, source, section in listed}) == len(listed)
    assert [line for line in others for _, _, section in listed if section in line] == []
