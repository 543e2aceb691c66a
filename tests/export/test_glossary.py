"""The glossary has all that a style guide wants."""

from __future__ import annotations

import pytest
from support.houses import DATA, LANGUAGES, decide, exported, texts, whole

from relcli import export
from relcli.export.vocabulary import Vocabulary


def test_the_glossary_has_all_that_a_style_guide_wants() -> None:
    decided = decide(business="law-firm")
    text = export.make("markdown", exported(decided, ("en", "fr"), "payer"), texts())
    concept = DATA.knowledge.concepts["client"]

    assert "## client (of a professional, under an agreement)" in text
    assert concept.definition["en"] in text
    assert "| use | **client** (plural clients) |" in text
    assert "| avoid | **customer** (plural customers) |" in text
    assert "law firm (crazycall, shopify-ro)" in text
    assert "customer service" in text
    [because] = decided.roles["payer"].because
    assert f"{because.says} ({because.source}, “{because.section}”)" in text
    assert "(knowledge as of " in text
    assert "Romanian" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_speaks_the_language_of_the_program(language: str) -> None:
    text = export.make("markdown", whole(), texts(language))

    assert all(e.concept.definition[language] in text for e in whole().entries)
    assert DATA.messages["export-title"][language] in text


def test_every_table_of_the_glossary_is_one(vocabulary: Vocabulary) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(export.make("markdown", vocabulary, texts()))

    # One for each entry, and in a house one for who is in the room.
    assert html.count("<table>") == html.count("<h2>") == len(vocabulary.entries) + bool(vocabulary.house)
    assert html.count("<h1>") == 1
