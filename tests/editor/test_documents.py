"""What the server counts and compares, without any editor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.houses import own_house, role, texts
from support.shipped import DATA

from relcli.check.fix.edits import apply_edits
from relcli.check.house_rules import ReadingChoice, rules_of_house
from relcli.editor.documents import OpenText, edits_between, kind_in_editor
from relcli.editor.positions import Positions

LINES = st.text(alphabet="ab\r\n\u2028\f😀é\ud800").map(str)


@given(LINES, LINES)
def test_the_edits_between_two_texts_make_one_of_the_other(before: str, after: str) -> None:
    assert apply_edits(before, edits_between(before, after)) == after


@pytest.mark.parametrize(("encoding", "width"), [("utf-16", 2), ("utf-32", 4), ("utf-8", 1)])
@given(text=LINES)
def test_a_position_is_the_line_and_the_units_before(encoding: str, width: int, text: str) -> None:
    positions = Positions(text, encoding)
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # between the two nothing stands
        before = re.split("\r\n|\r|\n", text[:offset])
        units = len(before[-1].encode(codec, "surrogatepass")) // width
        assert positions.at(offset) == (len(before) - 1, units)


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [
        pytest.param("a.rst", "markdown", "rst", id="the name counts more"),
        pytest.param("a.MD", "plaintext", "markdown", id="whatever its case"),
        pytest.param("Untitled-1", "mdx", "mdx", id="a text without an ending"),
        pytest.param("a.txt.in", "plaintext", None, id="an ending that tells nothing"),
        pytest.param("a.tmpl", "html", "html", id="a format that the editor knows"),
        pytest.param("Makefile", "makefile", None, id="a language that is no prose"),
        pytest.param("LICENSE", "plaintext", None, id="a licence"),
    ],
)
def test_the_format_of_a_text(name: str, language: str, kind: str | None) -> None:
    assert kind_in_editor(name, language, "") == kind


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("en.json", '{"a": "our clients', id="JSON while it is typed"),
        pytest.param("en.json", "[" * 100_000, id="JSON nested too deep"),
        pytest.param("a.arb", "[" * 100_000, id="ARB nested too deep"),
        pytest.param("a.xlf", "<a>" * 100_000, id="XLIFF nested too deep"),
        pytest.param("en.yml", "a: " + "[" * 100_000, id="YAML nested too deep"),
        pytest.param("a.mdx", "{" + "`${" * 10_000, id="templates in templates"),
    ],
)
def test_what_cannot_be_read_shows_nothing(tmp_path: Path, name: str, text: str) -> None:
    house = own_house({"payer": role("customer")}, {"client": "customer"})
    rules = rules_of_house(house, str(tmp_path), DATA, texts(), ReadingChoice())
    checked = OpenText(None, name, "", text).check(rules)

    assert checked is not None
    assert checked.shown == []
