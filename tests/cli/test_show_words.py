"""``relcli show WORD``: its senses, words without an opinion, words of a language that is not spoken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.process import Run
from support.shipped import DATA

from relcli.model import LANGUAGES


def shown(call: Run, *arguments: str) -> dict[str, Any]:
    told = call("show", *arguments, "--json")
    assert told.returncode == 0, told.stderr
    table: dict[str, Any] = json.loads(told.stdout)
    return table


def test_a_word_lists_its_senses_and_takes_the_one_meant(call: Run) -> None:
    tenant = shown(call, "tenant")
    keys = {sense["concept"]: sense["key"] for sense in tenant["senses"]}

    assert tenant["concept"] == "tenant"
    assert "organisation-tenant" in keys
    for concept, key in keys.items():
        assert shown(call, key)["concept"] == concept


def test_the_french_client_is_also_the_one_of_a_shop(call: Run) -> None:
    client = shown(call, "client", "--lang", "fr")

    assert {"client", "customer"} <= {sense["concept"] for sense in client["senses"]}
    assert (
        "client:trade\td’un commerçant ou d’une entreprise" in call("show", "client", "--lang", "fr").stdout
    )


def test_one_unknown_word_does_not_refuse_the_rest(call: Run) -> None:
    told = call("show", "customer", "shopper", "zorgle")

    assert told.returncode == 0
    assert "zorgle" in told.stderr
    assert told.stdout == call("show", "customer", "shopper").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_stays_in_the_language_of_the_session(call: Run, language: str) -> None:
    told = call("show", "rezidentt", "--lang", language).stderr

    assert ("rezident" in told.replace("rezidentt", "")) is (language == "ro")


@pytest.mark.parametrize("unjudged", DATA.other_words.unjudged, ids=lambda u: f"{u.language}-{u.words[0]}")
def test_a_word_without_an_opinion_names_the_nearest(call: Run, unjudged: Any) -> None:
    told = shown(call, unjudged.words[0], "--lang", unjudged.language)

    assert told["unjudged"]["near"] == unjudged.near
    assert told["unjudged"]["says"] == unjudged.says[unjudged.language]


def test_a_word_of_another_language_leads_to_the_concepts_and_says_what_is_not_known(call: Run) -> None:
    told = call("show", "Kunde").stdout

    assert "buyer that gets goods or services" in told
    assert "must be checked" in told
    assert "not translated" in told


@pytest.mark.parametrize("language", DATA.other_words.languages, ids=lambda language: language.id)
def test_a_language_that_is_not_spoken_is_no_slip_of_the_keyboard(call: Run, language: Any) -> None:
    for flag in (("--lang", language.id), ("--term-lang", language.id)):
        told = call("advise", "bakery", *flag)

        assert (told.returncode, told.stdout) == (2, "")
        assert language.label["en"] in told.stderr
        assert "en, fr, ro" in told.stderr
        assert "Did you mean" not in told.stderr


@pytest.mark.parametrize("language", DATA.other_words.languages, ids=lambda language: language.id)
def test_its_words_lead_to_concepts(call: Run, language: Any) -> None:
    for entry in language.words:
        found = {(f["language"], *f["concepts"]) for f in shown(call, entry.words[0])["foreign"]}

        assert (language.id, *entry.concepts) in found


def test_two_words_for_one_concept_are_said_to_be_that(call: Run) -> None:
    told = call("show", "membre", "adhérent", "participant", "--lang", "fr")

    assert "adhérent" in told.stderr
    assert "une même notion" in told.stderr
