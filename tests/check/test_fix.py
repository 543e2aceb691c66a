"""Putting the right word in: grammar stays right, nothing else changes, and it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.checking import CLIENT, SOUP, book_for, mended
from support.process import Run
from support.search import examples

from relcli.check.files import SourceFile
from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.kinds import KINDS
from relcli.check.run import check_text, mend


@pytest.mark.parametrize(
    ("right", "wrong", "language", "before", "after"),
    [
        ("customer", "client", "en", "Our clients, OUR CLIENTS and the client’s fees.", "Our customers, OUR CUSTOMERS and the customer’s fees."),
        ("customer", "client", "en", "Our clients' fees; client-side stays.", "Our customers' fees; client-side stays."),
        ("user", "client", "en", "We met a client who pays.", "We met a user who pays."),
        ("owner", "client", "en", "We met a **client** who pays.", "We met an **owner** who pays."),
        ("client", "owner", "en", "An owner pays us.", "A client pays us."),
        ("consommateur", "utilisateur", "fr", "L’utilisateur paie, l'utilisateur de l’utilisateur.", "Le consommateur paie, le consommateur du consommateur."),
        ("consommateur", "utilisateur", "fr", "Peu d’utilisateurs paient. Cet utilisateur paie. Une utilisatrice paie.", "Peu de consommateurs paient. Ce consommateur paie. Une consommatrice paie."),
        ("utilisateur", "consommateur", "fr", "Le **consommateur** paie au consommateur.", "L’**utilisateur** paie à l’utilisateur."),
        ("consumator", "utilizator", "ro", "Utilizatorului și utilizatorilor, o utilizatoare.", "Consumatorului și consumatorilor, o consumatoare."),
    ],
)  # fmt: skip
def test_grammar_stays_right(right: str, wrong: str, language: str, before: str, after: str) -> None:
    book = book_for(right, wrong, language=language)

    assert mended(before, book) == after
    assert mended(after, book) == after


def undone(text: str, edits: Iterable[Edit]) -> str:
    """What the edits were made in, from what came of it."""
    back: list[Edit] = []
    shift = done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            back.append(Edit(edit.start + shift, edit.new, edit.old))
            shift += len(edit.new) - len(edit.old)
            done = edit.start + len(edit.old)
    return apply_edits(text, back)


@examples(200)
@given(text=SOUP, kind=st.sampled_from(sorted(set(KINDS.values()))))
def test_undoing_the_fixes_gives_back_the_text(text: str, kind: str) -> None:
    edits = check_text(SourceFile("x", kind, text), CLIENT).plan(CLIENT).edits

    assert all(text[e.start : e.start + len(e.old)] == e.old for e in edits)
    assert undone(apply_edits(text, edits), edits) == text


@examples(100)
@given(text=SOUP, kind=st.sampled_from(sorted(set(KINDS.values()))))
def test_mending_twice_changes_nothing_more(text: str, kind: str) -> None:
    def once(text: str) -> str:
        return mend(check_text(SourceFile("x", kind, text), CLIENT), CLIENT).text

    assert once(once(text)) == once(text)


def test_fix_keeps_mode_and_line_endings(house: Path, run: Run) -> None:
    page = house / "a.md"
    page.write_bytes(b"# Our clients\r\n\r\nA client pays us. \xff\r\n")
    page.chmod(0o640)
    result = run("check", "--fix", "a.md", cwd=house)

    assert page.read_bytes() == b"# Our customers\r\n\r\nA customer pays us. \xff\r\n"
    assert page.stat().st_mode & 0o777 == 0o640
    assert result.returncode == 0
    assert run("check", "a.md", cwd=house).stdout == ""


def test_diff_changes_nothing(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")
    result = run("check", "--diff", "a.md", cwd=house)

    assert "-Our clients pay.\n+Our customers pay.\n" in result.stdout
    assert (house / "a.md").read_text(encoding="utf-8") == "Our clients pay.\n"


def test_a_diff_has_no_line_that_is_not_there(house: Path, run: Run) -> None:
    said = run("check", "--diff", "-", stdin="Our clients pay.\n", cwd=house).stdout

    assert said.splitlines()[2:5] == ["@@ -1 +1 @@", "-Our clients pay.", "+Our customers pay."]


def test_restructuredtext_has_headings_and_blank_lines_below_comments(house: Path, run: Run) -> None:
    text = ".. relcli: ignore client\n\nOur clients pay.\n\nOur clients\n===========\n"
    (house / "a.rst").write_text(text)
    run("check", "--fix", "a.rst", cwd=house)

    assert (
        (house / "a.rst")
        .read_text()
        .startswith(".. relcli: ignore client\n\nOur clients pay.\n\nOur customers\n")
    )
