"""The glossary has all that a style guide wants."""

from __future__ import annotations

import pytest
from support.houses import DATA, LANGUAGES, decide, exported, texts, whole

from relcli import export
from relcli.export.vocabulary import Vocabulary


def test_the_page_of_a_house_has_what_a_style_guide_wants_and_no_more() -> None:
    decided = decide(business="law-firm")
    text = export.make("markdown", exported(decided, ("en",)), texts())
    concept = DATA.knowledge.concepts["client"]
    [because] = decided.roles["payer"].because

    assert "| Who | Word | Plural | Means | Say | Not | Identifier |" in text
    assert f"| who pays and who uses it | client | clients | {concept.definition['en']} |" in text
    assert "| “our clients”, “a client of ours” | customer | ClientAccount |" in text
    assert "customer service" in text
    assert f"client: {because.says} ({because.source}, “{because.section}”)" in text
    assert "(knowledge as of " in text
    assert not [word for word in ("Kafka", "baby", "wholesaler", "French") if word in text]
    assert len(text.splitlines()) <= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_house_has_a_table_for_each_language(language: str) -> None:
    text = export.make("markdown", exported(decide(business="hotel"), LANGUAGES), texts(language))

    assert text.count("\n| --- |") == 3
    assert all(f"## {DATA.messages[f'language-{code}'][language]}" in text for code in LANGUAGES)
    assert "| oaspete | oaspeți |" in text


def test_the_exceptions_of_a_house_are_told() -> None:
    text = export.make("markdown", exported(decide(business="hotel"), LANGUAGES), texts())

    assert "- contract and invoice: clientul (" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_speaks_the_language_of_the_program(language: str) -> None:
    text = export.make("markdown", whole(), texts(language))

    assert all(e.concept.definition[language] in text for e in whole().entries)
    assert DATA.messages["export-title"][language] in text


def test_every_table_of_the_glossary_is_one(vocabulary: Vocabulary) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(export.make("markdown", vocabulary, texts()))

    # One for each entry; in a house one for each language.
    tables = len(vocabulary.languages if vocabulary.house else vocabulary.entries)
    assert html.count("<table>") == tables
    assert html.count("<h1>") == 1
