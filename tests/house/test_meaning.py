"""Whom the words of a house name, and what it says in one kind of text."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from support.houses import DATA, own_house, role

from relcli.house.meaning import bare_term, concept_of, in_text, languages_of
from relcli.house.words import HouseVocabulary, TextWords


def house(trade: str | None = None, **answers: str) -> HouseVocabulary:
    return replace(own_house({"payer": role("client")}, {}), trade=trade, answers=answers)


@pytest.mark.parametrize(
    ("words", "of", "trade", "answers", "concept"),
    [
        pytest.param({"en": "client", "fr": "client"}, "payer", None, {}, "client", id="the one with most of the words"),
        pytest.param({"en": "lodgers"}, "payer", None, {}, "lodger", id="by its plural"),
        pytest.param({"en": "chum"}, "payer", "hotel", {}, "guest", id="unknown: that of the trade"),
        pytest.param({"en": "chum"}, "payer", None, {"offer": "goods"}, "customer", id="unknown: what the answers recommend"),
        pytest.param({"en": "chum"}, "group", "law-firm", {}, "clientele", id="unknown: what the trade's answers recommend"),
        pytest.param({"en": "chum"}, "payer", None, {}, None, id="unknown: nothing"),
    ],
)  # fmt: skip
def test_whom_words_name_can_be_told(
    words: dict[str, str], of: str, trade: str | None, answers: dict[str, str], concept: str | None
) -> None:
    assert concept_of(words, of, house(trade, **answers), DATA) == concept


@pytest.mark.parametrize(
    ("language", "word", "term"),
    [
        ("en", "the Client", "client"),
        ("en", "Customers", "customer"),
        ("fr", "le Client", "client"),
        ("fr", "SDF", "SDF"),
        ("fr", "le sdf", "SDF"),
        ("en", "the chum", None),
    ],
)
def test_a_term_is_known_with_an_article_a_capital_or_in_the_plural(
    language: str, word: str, term: str | None
) -> None:
    assert bare_term(word, language, DATA, DATA.termbase) == term


def test_a_kind_of_text_has_its_own_words_and_avoids_those_of_elsewhere() -> None:
    roles = {
        "payer": role("customer", concept="customer", languages=("en",)),
        "regular": role("customer", concept="customer", languages=("en",)),
        "prospect": role("prospect", concept="prospect", languages=("en",)),
    }
    own = replace(
        own_house(roles, {"punter": "customer"}),
        texts={"contract": TextWords({"payer": {"en": "the Buyer"}}, ("legal/**",))},
    )
    there = in_text(own, "contract", DATA)

    assert {name: (r.concept, r.words["en"]) for name, r in there.roles.items()} == {
        "payer": ("buyer", "buyer"),
        "regular": ("buyer", "buyer"),
        "prospect": ("prospect", "prospect"),
    }
    assert there.avoid == {"punter": {"en": "buyer"}, "customer": {"en": "buyer"}}


def test_a_word_without_a_language_is_avoided_where_the_other_is_said_and_it_is_known() -> None:
    said = own_house({"payer": role("client")}, {})

    assert [*languages_of("customer", "client", said, DATA)] == ["en"]
    assert [*languages_of("punter", "client", said, DATA)] == ["en", "fr", "ro"]
    assert [*languages_of("punter", "pal", said, DATA)] == ["en", "fr", "ro"]
