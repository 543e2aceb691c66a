"""The JSON as other programs rely on it: one family, stable keys, English ids, whatever the surroundings."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from support.examples import ADVISE, ESCAPE, FLAGS, LANGUAGES, LISTS
from support.process import GOLDEN, Run


@pytest.mark.parametrize(
    "arguments",
    [("advise", *FLAGS), *(("list", what) for what in LISTS), ("show", "client"), ("show", "client", "user")],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_every_command_that_answers_speaks_json_of_one_family(call: Run, arguments: tuple[str, ...]) -> None:
    usual = call(*arguments, "--json")
    forced = call(*arguments, "--json", "--color", "always", env={"FORCE_COLOR": "1", "COLUMNS": "10"})

    assert [*json.loads(usual.stdout)][:2] == ["format_version", "language"]
    assert (usual.stdout, usual.stderr) == (forced.stdout, "")


@pytest.mark.parametrize(
    "env",
    [{"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "GITHUB_ACTIONS": "true", "CI": "true"}, {"COLUMNS": "10"}],
    ids=["colour forced", "narrow"],
)
def test_json_is_the_same_on_a_terminal(call: Run, terminal, env: dict[str, str]) -> None:
    expected = call("advise", *FLAGS, "--json").stdout
    shown = terminal("advise", *FLAGS, "--json", env=env, columns=20)

    assert shown.exit_code() == 0
    assert shown.raw.replace("\r\n", "\n") == expected
    assert ESCAPE not in expected


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq")
def test_jq_takes_it(bash: Run) -> None:
    assert bash(f"{ADVISE} --json | jq -er .recommendation.term").stdout == "client\n"


TEXTS = {"says", "definition", "when", "note", "notes", "warning", "label"}


def without_texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: None if key in TEXTS else without_texts(inner) for key, inner in value.items()}
    return [without_texts(inner) for inner in value] if isinstance(value, list) else value


def test_keys_and_ids_are_english_in_every_language(call: Run) -> None:
    arguments = (*FLAGS, "--business", "supermarket", "--why-not", "buyer", "--current", "buyer")
    said = [
        json.loads(call("advise", *arguments, "--term-lang", "en", "--json", "--lang", language).stdout)
        for language in LANGUAGES
    ]

    assert [one.pop("language") for one in said] == [*LANGUAGES]
    assert len({json.dumps(one) for one in said}) == 3
    assert without_texts(said[0]) == without_texts(said[1]) == without_texts(said[2])


def paths(value: object, path: str = "") -> Iterator[str]:
    """Every key of a JSON document by its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            # Questions and word forms are data, not names of the format.
            name = "*" if path.endswith((".answers", ".change", ".forms")) else key
            yield f"{path}.{name}"
            yield from paths(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")


def test_no_key_of_a_published_format_disappears(call: Run) -> None:
    arguments = ("--business", "supermarket", "--why-not", "client", "--current", "buyer", "--explain")
    told = json.loads(call("advise", *arguments, "--json").stdout)
    published = (GOLDEN / f"format-{told['format_version']}.txt").read_text("utf-8").split()

    assert set(published) - set(paths(told)) == set()


def test_everything_behind_the_answer_is_in_it(call: Run) -> None:
    told = json.loads(call("advise", *FLAGS, "--business", "law firm", "--json").stdout)

    assert told["recommendation"].keys() >= {"term", "verdict", "points", "margin", "robustness"}
    assert told["language"] == "en"
    assert all([told["answers"], told["alternatives"], told["readings"], told["business"]["assumed"]])
    assert told["reasons"][0].keys() >= {"claim", "source", "section", "says"}


def test_empty_is_a_list_and_unknown_is_null(call: Run, tie: tuple[str, ...]) -> None:
    full = json.loads(call("advise", *FLAGS, "--business", "law firm", "--json").stdout)
    bare = json.loads(call("advise", *tie, "--json").stdout)

    assert full.keys() == bare.keys()
    assert full["recommendation"].keys() == bare["recommendation"].keys()
    assert (bare["business"], bare["recommendation"]["term"], bare["terms"]) == (None, None, [])
