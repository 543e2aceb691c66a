"""Edits: made all at once, shown as lines, written as a patch that git takes."""

from __future__ import annotations

import pytest

from relcli.check.fix.edits import MOST_AROUND, Edit, apply_edits, lines_of, unified_diff


def test_an_edit_is_safe_unless_it_is_said_not_to_be() -> None:
    assert Edit(0, "client", "customer").safe


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        pytest.param([], "a client, a client", id="none"),
        pytest.param([Edit(12, "client", "b"), Edit(2, "client", "c")], "a c, a b", id="in whatever order"),
        pytest.param([Edit(0, "a ", ""), Edit(2, "client", "c")], "c, a client", id="side by side"),
        pytest.param([Edit(0, "a client", "b"), Edit(2, "client", "c")], "b, a client", id="overlapping"),
    ],
)
def test_edits_are_made_all_at_once(edits: list[Edit], after: str) -> None:
    assert apply_edits("a client, a client", edits) == after


LONG = "x" * MOST_AROUND


@pytest.mark.parametrize(
    ("before", "behind", "shown"),
    [
        pytest.param("Our ", " pay.", ("Our ", " pay."), id="the whole text"),
        pytest.param("One.\nOur ", " pay.\nTwo.", ("Our ", " pay."), id="a line among others"),
        pytest.param("One.\n\n", "\n\nTwo.", ("", ""), id="a line of its own"),
        pytest.param(f"One.\ny{LONG}", f"{LONG}y\nTwo.", (LONG, LONG), id="the middle of a long line"),
        pytest.param(f"\n{LONG[1:]}", f"{LONG[1:]}\n", (LONG[1:], LONG[1:]), id="a line as long as is shown"),
    ],
)
def test_an_edit_is_shown_on_its_line(before: str, behind: str, shown: tuple[str, str]) -> None:
    edit = Edit(len(before), "clients", "customers")

    assert lines_of(f"{before}clients{behind}", edit) == (
        f"{shown[0]}clients{shown[1]}",
        f"{shown[0]}customers{shown[1]}",
    )


def test_a_patch_has_a_line_for_every_line() -> None:
    assert [
        *unified_diff("a.md", "One.\r\n\nOur clients\u2028pay.", "One.\r\n\nOur customers\u2028pay.")
    ] == [
        "--- a/a.md\n",
        "+++ b/a.md\n",
        "@@ -1,3 +1,3 @@\n",
        " One.\r\n",
        " \n",
        "-Our clients\u2028pay.\n\\ No newline at end of file\n",
        "+Our customers\u2028pay.\n\\ No newline at end of file\n",
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("é b.md", "b/é b.md"),
        ('"x"', r'"b/\"x\""'),
        ("a\\b", r'"b/a\\b"'),
        ("a\tb\nc\rd", r'"b/a\tb\nc\rd"'),
        ("\x01\x7f", r'"b/\001\177"'),
        ("\x01\udc80\udcff", '"b/\\001\udc80\udcff"'),
    ],
)
def test_a_patch_names_its_file_as_git_does(name: str, written: str) -> None:
    assert [*unified_diff(name, "a\n", "b\n")][1] == f"+++ {written}\n"
