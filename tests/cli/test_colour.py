"""Colour: who decides on it, that nothing is said by it alone, and that a dumb terminal gets none."""

from __future__ import annotations

import re

import pytest
from support.examples import ESCAPE, FLAGS, FRAME
from support.process import Run

SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(
    ("flags", "env", "in_a_pipe", "on_a_terminal"),
    [
        pytest.param((), {}, False, True, id="only the terminal"),
        pytest.param((), {"NO_COLOR": "1"}, False, False, id="NO_COLOR"),
        pytest.param((), {"FORCE_COLOR": "1"}, True, True, id="FORCE_COLOR"),
        pytest.param((), {"CLICOLOR_FORCE": "1"}, True, True, id="CLICOLOR_FORCE"),
        pytest.param((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False, id="NO_COLOR over FORCE_COLOR"),
        pytest.param(("--color", "always"), {"NO_COLOR": "1"}, True, True, id="the flag over NO_COLOR"),
        pytest.param(("--color", "never"), {"FORCE_COLOR": "1"}, False, False, id="the flag over FORCE_COLOR"),
        pytest.param((), {"TERM": "dumb"}, False, False, id="TERM=dumb"),
        pytest.param((), {"NO_COLOR": ""}, False, True, id="NO_COLOR="),
        pytest.param((), {"FORCE_COLOR": "0"}, False, True, id="FORCE_COLOR=0"),
        pytest.param((), {"CLICOLOR_FORCE": "0"}, False, True, id="CLICOLOR_FORCE=0"),
        pytest.param((), {"NO_COLOR": "", "FORCE_COLOR": "1"}, True, True, id="NO_COLOR= FORCE_COLOR=1"),
    ],
)  # fmt: skip
def test_who_decides_on_colour(
    call: Run, flags: tuple[str, ...], env: dict[str, str], in_a_pipe: bool, on_a_terminal: bool
) -> None:
    arguments = ("list", "readings", "--format", "text", *flags)

    assert (ESCAPE in call(*arguments, env=env).stdout) == in_a_pipe
    assert (ESCAPE in call(*arguments, env=env, terminal=True).stdout) == on_a_terminal


@pytest.mark.parametrize(
    ("env", "expected"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["by default", "NO_COLOR"]
)
def test_a_real_terminal_is_known_as_one(terminal, env: dict[str, str], expected: bool) -> None:
    shown = terminal("list", "readings", env=env)
    shown.exit_code()

    assert (ESCAPE in shown.raw) == expected


@pytest.mark.parametrize(
    "command", [("advise", *FLAGS, "--explain"), ("show", "client")], ids=["advise", "show"]
)
def test_nothing_is_said_by_colour_alone(call: Run, command: tuple[str, ...]) -> None:
    colored = call(*command, "--format", "text", "--color", "always").stdout
    bare = call(*command, "--format", "text", "--color", "never").stdout

    assert colored != bare
    # A coloured title has blanks at its ends, which are its margin.
    assert [line.strip() for line in SGR.sub("", colored).splitlines()] == [
        line.strip() for line in bare.splitlines()
    ]


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("advise", "--offer", "god"), ("advise", *FLAGS), ("show", "client"), ()],
    ids=["help", "an error", "an answer", "an entry", "the questions"],
)
def test_a_dumb_terminal_gets_no_escape_codes_and_no_frames(terminal, arguments: tuple[str, ...]) -> None:
    shown = terminal(*arguments, env={"TERM": "dumb"})
    if not arguments:
        shown.wait_for("to leave")
        shown.press("6", "\n")
        shown.wait_for("2 of about")
        shown.press("ctrl-c")
    shown.exit_code()

    assert shown.raw.strip()
    assert ESCAPE not in shown.raw
    assert not re.search(FRAME, shown.raw)
