"""What a person has put into a decision file comes out of every format, and breaks none."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.houses import exported, own_house, role, texts
from support.prh import Prh
from support.search import examples
from support.tbx import Tbx
from support.vale import Vale

from relcli import export
from relcli.errors import InputError
from relcli.house.words import HouseVocabulary

TEXT_FORMATS = [f for f in export.EXPORT_FORMATS if f not in export.FOR_LINTERS]
HOSTILE = "a\u001b[31m<b> & 'c': %s | \\d [x](y) # `z` \u0000\u2028 {e}*"


def hostile() -> HouseVocabulary:
    roles = {
        "payer": role(HOSTILE, admitted=("= 1+1",), because=HOSTILE),
        "end-user": role("client", because=HOSTILE),
    }
    return own_house(roles, {f"- {HOSTILE}": HOSTILE, "customer": HOSTILE})


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_no_text_of_a_decision_file_can_break_a_format(form: str) -> None:
    text = export.make(form, exported(hostile()), texts())

    assert "\u001b" not in text.replace("\\u001b", "")
    assert "\u0000" not in text
    if form in ("json", "skos"):
        json.loads(text)
    elif form.startswith("tbx"):
        ids = [e.get("id") for e in Tbx(text).entries()]
        assert [id_ for id_ in ids if id_ != "client-avoid"] == ["client", "client-end-user"]
    elif form == "csv":
        assert {len(row) for row in csv.reader(io.StringIO(text))} == {len(text.split("\n")[0].split(","))}
    elif form == "mermaid":
        # What is within the quotes of a label is no part of the diagram.
        assert all(line.count('"') == 2 for line in text.splitlines()[1:])
        assert "<b>" not in text
    else:
        from markdown_it import MarkdownIt

        html = MarkdownIt("commonmark").enable("table").render(text)
        assert html.count("<table>") == 3
        assert "<b>" not in html
        assert "<a " not in html


TERM = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs", "Cc", "Cf"), codec="utf-8"), min_size=1, max_size=12
).filter(lambda t: any(c.isalnum() for c in t))


@examples(50)
@given(st.lists(TERM, min_size=2, max_size=4), st.text(max_size=20))
def test_any_word_of_a_house_comes_back_from_every_format(found: list[str], reason: str) -> None:
    payer = role(found[0], admitted=(found[1],), because=reason, languages=("en",))
    vocabulary = exported(own_house({"payer": payer}, dict.fromkeys(found[2:], found[0])), ("en",))
    expected = sorted(d.term for e in vocabulary.entries for d in e.every)

    for form in ("tbx", "tbx-v2"):
        assert sorted(h[2] for h in Tbx(export.make(form, vocabulary, texts())).held()) == expected
    rows = csv.DictReader(io.StringIO(export.make("csv", vocabulary, texts())))
    assert sorted(row["term"] for row in rows) == expected
    [concept] = json.loads(export.make("json", vocabulary, texts()))["concepts"]
    assert sorted(d["term"] for d in concept["designations"]) == expected
    try:
        style = export.make("vale", vocabulary, texts())
        prh = export.make("prh", vocabulary, texts())
    except InputError:
        return
    for name, rule in style.items():
        assert re.fullmatch(r"[a-z0-9-]+\.yml", name)
        Vale(rule)
    assert Prh(prh).failing() == []


def test_roles_that_say_the_same_share_an_entry_and_the_others_have_their_own() -> None:
    roles = {
        "payer": role("client"),
        "end-user": role("client", admitted=("guest",)),
        "regular": role("client"),
    }

    assert [(e.id, e.roles) for e in exported(own_house(roles)).entries] == [
        ("client", ("payer", "regular")),
        ("client-end-user", ("end-user",)),
    ]


def test_a_word_the_termbase_lacks_is_sourced_to_the_decision() -> None:
    [entry] = exported(own_house({"payer": role("friend")}), ("en",)).entries

    assert (entry.every[0].term, entry.every[0].sources) == ("friend", ("decision",))


@pytest.mark.parametrize(
    ("avoid", "expected"), [(None, "customer"), ({"patron": "client"}, "patron")], ids=["derived", "its own"]
)
def test_what_is_avoided_stands_with_the_word_to_use(avoid: dict[str, str] | None, expected: str) -> None:
    [entry] = exported(own_house({"payer": role("client")}, avoid), ("en",)).entries

    assert [(d.term, d.status) for d in entry.every] == [("client", "preferred"), (expected, "deprecated")]


def test_an_entry_does_not_avoid_what_another_one_says() -> None:
    roles = {"payer": role("customer", concept="customer"), "end-user": role("client")}
    house = exported(own_house(roles, {"client": "customer", "buyer": "customer"}), ("en",))

    assert [d.term for entry in house.entries for d in entry.of_status("en", ("deprecated",))] == ["buyer"]
