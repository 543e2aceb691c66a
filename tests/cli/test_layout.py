"""How an answer is laid out: a record a line in a pipe, any width on a terminal, nothing lost, nothing acted on."""

from __future__ import annotations

import json
import re

import pytest
from support.examples import FLAGS, FRAME
from support.process import Run
from support.shipped import DATA


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise", *FLAGS, "--explain"),
        ("advise", *FLAGS, "--format", "json"),
        ("advise", *FLAGS, "--format", "markdown"),
        ("advise", *FLAGS, "--format", "text"),
        ("advise", *FLAGS, "--quiet"),
        ("list", "sources"),
        ("list", "sources", "--format", "text"),
        ("show", "client"),
        ("show", "client", "customer", "--format", "markdown"),
        ("export", "schema"),
        ("help", "advise"),
    ],
    ids=lambda arguments: " ".join(a for a in arguments if a not in FLAGS),
)
def test_one_newline_ends_it_and_no_blanks_trail(call: Run, arguments: tuple[str, ...]) -> None:
    text = call(*arguments).stdout

    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_in_a_pipe_nothing_is_wrapped_framed_or_shortened(call: Run, plain: str) -> None:
    everything = plain + call("show", "client").stdout + call("list", "sources").stdout

    assert max(map(len, everything.splitlines())) > 200
    assert not re.search(FRAME, everything)
    assert not re.search("(…|\\.\\.\\.)$", everything, re.MULTILINE)


@pytest.mark.parametrize("columns", ["5", "20", "0", "-1"])
def test_the_width_of_a_terminal_means_nothing_in_a_pipe(call: Run, columns: str) -> None:
    usual = call("show", "client", "customer").stdout

    assert call("show", "client", "customer", env={"COLUMNS": columns}).stdout == usual


def test_plain_is_a_record_a_line_on_a_terminal_too(terminal, plain: str) -> None:
    shown = terminal("advise", *FLAGS, "--format", "plain")

    assert shown.exit_code() == 0
    assert shown.raw.replace("\r\n", "\n") == plain
    assert all("\t" in line for line in plain.splitlines())


def test_no_cell_breaks_its_line_or_its_column(call: Run) -> None:
    usual = call("advise", *FLAGS, "--current", "a b c").stdout
    broken = call("advise", *FLAGS, "--current", "a\tb\n c").stdout

    assert [line.count("\t") for line in broken.splitlines()] == [
        line.count("\t") for line in usual.splitlines()
    ]


# ---- text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("advise", *FLAGS), ("show", "client")], ids=["advise", "show"])
def test_any_width_and_nothing_lost(call: Run, arguments: tuple[str, ...]) -> None:
    def at(columns: int) -> list[str]:
        shown = call(*arguments, "--format", "text", env={"COLUMNS": str(columns), "RELCLI_ACCESSIBLE": "1"})
        return shown.stdout.splitlines()

    wide = at(200)

    for narrow in (20, 40):
        assert max(map(len, at(narrow))) <= narrow
        assert "".join("".join(at(narrow)).split()) == "".join("".join(wide).split())


@pytest.mark.parametrize("columns", ["5", "0", "-1", "wide"])
def test_no_width_is_too_odd(call: Run, columns: str) -> None:
    shown = call("list", "readings", "--format", "text", env={"COLUMNS": columns})

    assert "".join("".join(shown.stdout.split()).split("•")).count("shopify-ro") == 1


def test_a_narrow_terminal_gets_its_table_as_a_list(call: Run) -> None:
    rows = json.loads(call("list", "sources", "--json").stdout)["sources"]
    shown = call("list", "sources", "--format", "text", env={"COLUMNS": "20"}).stdout
    letters = "".join(shown.split())

    assert max(map(len, shown.splitlines())) <= 20
    assert [cell for row in rows for cell in row.values() if "".join(str(cell).split()) not in letters] == []


def test_tables_have_a_list_form_that_reads_aloud(call: Run) -> None:
    listed = call("list", "readings", "--format", "text", env={"RELCLI_ACCESSIBLE": "1"}).stdout

    assert "service\n• test  Is the service professional and tailored, under an agreement?\n" in listed
    assert not re.search("   ", listed)


# ---- what the caller wrote is text ---------------------------------------------------------------------------

MARKUP = "[red]Law[/red] firm [x] :smile: `*_|"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param("plain", MARKUP, id="plain"),
        pytest.param("text", MARKUP, id="text"),
        pytest.param("json", MARKUP, id="json"),
        pytest.param("markdown", r"\[red\]Law\[/red\] firm \[x\] :smile: \`\*\_\|", id="markdown"),
    ],
)
def test_markup_of_the_caller_is_text(call: Run, form: str, expected: str) -> None:
    shown = call("advise", *FLAGS, "--current", MARKUP, "--format", form, env={"COLUMNS": "200"})

    assert expected in shown.stdout


@pytest.mark.parametrize("columns", [72, 80, 100, 160])
def test_no_id_of_a_list_is_broken_in_two(call: Run, columns: int) -> None:
    told = call("list", "businesses", "--format", "text", env={"COLUMNS": str(columns)}).stdout
    first = {line.split("  ")[0] for line in told.splitlines() if line and not line.startswith(" ")}

    assert {*DATA.trades} <= first
