"""What ``advise`` adds to the word when asked: why not another, the word in use, the language of the term."""

from __future__ import annotations

import json
import re

import pytest
from support.examples import FLAGS, SUPERMARKET
from support.process import Run


def test_undecided_has_no_term_anywhere(call: Run, tie: tuple[str, ...]) -> None:
    told = json.loads(call("advise", *tie, "--json").stdout)["recommendation"]

    assert (told["term"], told["concept"], told["verdict"]) == (None, None, "undecided")
    assert call("advise", *tie).stdout.startswith("verdict\tundecided\n")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        pytest.param("client", "“client” comes after “customer” .points: ", id="behind"),
        pytest.param("customer", "“customer” is the word: nothing speaks against it.", id="it is"),
        pytest.param("clientelă", "is no word for this role", id="another role"),
    ],
)
def test_why_not(call: Run, term: str, says: str) -> None:
    shown = call("advise", *SUPERMARKET, "--why-not", term).stdout

    assert re.search(f"^why-not\t\t.*{says}", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        pytest.param("customer", "keep", id="the right word"),
        pytest.param("Customers", "keep", id="its plural"),
        pytest.param("clientă", "keep", id="the right word of another language"),
        pytest.param("client", "rename", id="a word of this language, whatever it is in another one"),
        pytest.param("prospect", "align", id="right for another role"),
        pytest.param("buyer", "rename", id="a word that misleads"),
        pytest.param("zqx", "rename", id="no term at all"),
    ],
)
def test_the_word_in_use(call: Run, word: str, verdict: str) -> None:
    told = json.loads(call("advise", *SUPERMARKET, "--current", word, "--json").stdout)["current"]

    assert (told["word"], told["verdict"]) == (word, verdict)


@pytest.mark.parametrize(
    ("flags", "term"),
    [
        pytest.param((), "customer", id="the language of everything"),
        pytest.param(("--lang", "ro"), "client", id="--lang"),
        pytest.param(("--lang", "ro", "--term-lang", "en"), "customer", id="--term-lang"),
        pytest.param(("--term-lang", "fr,en"), "client", id="the first of several"),
        pytest.param(("--term-lang", "EN,en"), "customer", id="the same twice"),
    ],
)
def test_the_language_of_the_term_is_its_own(call: Run, flags: tuple[str, ...], term: str) -> None:
    assert call("advise", *SUPERMARKET, "-q", *flags).stdout == f"{term}\n"


def test_the_terms_come_in_the_languages_asked_for(call: Run) -> None:
    told = json.loads(call("advise", *SUPERMARKET, "--term-lang", "ro,fr", "--json").stdout)

    assert list(dict.fromkeys(term["language"] for term in told["terms"])) == ["ro", "fr"]


def test_explain_gives_every_reason_with_its_document(call: Run) -> None:
    told = json.loads(call("advise", *FLAGS, "--json").stdout)["reasons"]
    everything = json.loads(call("advise", *FLAGS, "--explain", "--json").stdout)["reasons"]

    assert len(everything) > len(told) > 0
    assert all(reason["source"] and reason["section"] for reason in everything)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["hotel", "-q", "--form", "plural"], "guests", id="plural"),
        pytest.param(["hotel", "--form", "possessive"], "guest’s", id="possessive, quiet of itself"),
        pytest.param(["avocat", "--lang", "fr", "--form", "feminine"], "cliente", id="French feminine"),
        pytest.param(
            ["hotel", "--lang", "ro", "--form", "definite-plural"], "oaspeții", id="Romanian definite"
        ),
    ],
)
def test_a_form_of_the_word(call: Run, arguments: list[str], word: str) -> None:
    assert call("advise", *arguments).stdout == f"{word}\n"


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        pytest.param(["hotel", "--form", "plurl"], "plural", id="no form at all"),
        pytest.param(["hotel", "--form", "definite"], "plural, possessive", id="none of that word"),
        pytest.param(["hotel", "--form", "plural", "--json"], "--json", id="no form of a page"),
    ],
)
def test_a_form_that_there_is_not(call: Run, arguments: list[str], allowed: str) -> None:
    told = call("advise", *arguments)

    assert (told.returncode, told.stdout) == (2, "")
    assert allowed in told.stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--current", "customers"), ["customers → clients", "links to renamed headings"]),
        (("--for", "code"), ["client_id", "Name the entity once"]),
        (("--why-not", "customer"), ["berry"]),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else None,
)
@pytest.mark.parametrize("form", ["plain", "text", "markdown"])
def test_the_whole_account_has_what_was_asked_for(
    call, asked: tuple[str, ...], told: list[str], form: str
) -> None:
    said = call("advise", "-b", "law firm", "--explain", *asked, "--format", form).stdout
    running = " ".join(said.replace("\\", "").split())

    assert [words for words in told if words not in running] == []
