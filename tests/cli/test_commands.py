"""What each command answers, in three languages: on standard output, and nothing else anywhere."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from support.examples import ADVISE, FLAGS, LANGUAGES, LISTS, SUPERMARKET
from support.process import Run

from relcli import __version__

ADVISED = ("advise", *FLAGS)
SUPERMARKETS = shlex.join(["relcli", "advise", *SUPERMARKET])

ANSWERS = {
    "advise": (ADVISE, "term\tclient\n"),
    "advise in Markdown": (f"{ADVISE} --format markdown", ("card-because", "")),
    "advise as text": (f"{ADVISE} --format text", ("card-because", "")),
    "advise for a role": (f"{SUPERMARKETS} --role group", "concept\tclientele\n"),
    "list as a table": ("relcli list terms --format markdown", ("column-definition", "")),
    "show": ("relcli show customer --explain", ("relation-broader", "")),
    "show by a word of any language": ("relcli show mușteriu", "concept\tcustomer\n"),
    "show two side by side": ("relcli show client customer", ("card-when", "")),
    "show the same one twice": ("relcli show client client", "concept\tclient\n"),
    "export schema": ("relcli export schema", '"$schema"'),
    "help": ("relcli help", ("frame-usage", "")),
    "help for a command": ("relcli help show", ("frame-arguments", "")),
    "the frame of the help": ("relcli show --help", ("frame-required", "")),
    "version": ("relcli version", f"relcli {__version__}\n"),
    "completion": ("relcli completion fish", "complete --command relcli"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_what_is_typed_and_what_is_said(call: Run, speak, typed: str, expected, language: str) -> None:
    _, command, *rest = shlex.split(typed)
    told = call(command, "--lang", language, *rest)
    if isinstance(expected, tuple):
        message, term = expected
        expected = speak(language).say(message, term=term)

    assert (told.returncode, told.stderr) == (0, "")
    assert expected in told.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_quiet_is_one_bare_word(call: Run, language: str) -> None:
    assert call(*ADVISED, "-q", "--lang", language).stdout == "client\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", LISTS)
def test_a_list_says_the_same_in_every_format(call: Run, speak, what: str, language: str) -> None:
    arguments = ("list", what, "--lang", language)
    plain = call(*arguments).stdout
    as_json = json.loads(call(*arguments, "--json").stdout)
    markdown = call(*arguments, "--format", "markdown").stdout
    lines = plain.splitlines()

    assert [line.split("\t")[0] for line in lines] == [row["id"] for row in as_json[what]]
    assert len(markdown.splitlines()) >= len(lines) + 2
    for line, row in zip(lines, as_json[what], strict=True):
        if "sector" in row:  # told by its name to a person, by its id to a program
            row["sector"] = speak(language).sector(row["sector"])
        values = [", ".join(value) if isinstance(value, list) else str(value or "") for value in row.values()]
        assert line.rstrip("\t").split("\t") == "\t".join(values).rstrip("\t").split("\t")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_know_what_the_data_has(call: Run, language: str) -> None:
    ids = {what: call("list", what, "--lang", language).stdout for what in LISTS}

    assert "\nclient\tclient\t" in ids["terms"]
    assert ids["questions"].startswith("offer\tgoods, ")
    assert "\nlaw-firm\t" in ids["businesses"]
    assert "\ncrazycall\tservice\t" in ids["sources"]
    assert ids["readings"].startswith("service\t")


@pytest.mark.parametrize(
    "typed",
    [
        "advise --offer Goods -q",
        "advise --offer GOODS -q",
        "advise --offer ' goods ' -q",
        "advise --offer goods --role Payer --lang EN --format PLAIN",
        "list Terms --color NEVER",
        "show CLIENT",
    ],
)
def test_values_have_no_case_and_no_blanks_around_them(call: Run, typed: str) -> None:
    assert call(*shlex.split(typed)).returncode == 0


def test_other_concepts_are_named_in_the_language_of_the_reader(call: Run) -> None:
    relations = call("show", "clientele", "--explain", "--lang", "fr").stdout

    assert re.search(r"^relation\S*\tassocié\tclient \(customer\)$", relations, re.MULTILINE)


@pytest.mark.parametrize(("language", "told"), [("en", 2), ("fr", 1), ("ro", 1)])
def test_a_false_friend_is_news_only_to_a_foreigner(call: Run, language: str, told: int) -> None:
    shown = call("show", "patron", "--explain", "--lang", language).stdout

    assert len(re.findall(r"^false-friend\b", shown, re.MULTILINE)) == told


def test_a_word_of_several_concepts_tells_them_apart(call: Run) -> None:
    told = json.loads(call("show", "usager", "--lang", "fr", "--json").stdout)

    assert {"public-service-user", "service-user"} <= {sense["concept"] for sense in told["senses"]}
    assert all(sense["definition"] for sense in told["senses"])


def test_by_one_reading_others_have_no_say(call: Run, speak, knowledge) -> None:
    [documents] = [
        reading["documents"]
        for reading in json.loads(call("list", "readings", "--json").stdout)["readings"]
        if reading["id"] == "service"
    ]
    told = json.loads(call(*ADVISED, "--reading", "service", "--json", "--explain").stdout)

    assert [reading["reading"] for reading in told["readings"]] == ["service"]
    assert {reason["source"] for reason in told["reasons"]} <= {*documents}
    label = speak("en").text(knowledge.readings["service"].label)
    assert label in call(*ADVISED, "--reading", "service", "--format", "text").stdout
    assert "\nreading\tservice\n" in call(*ADVISED, "--reading", "service").stdout
