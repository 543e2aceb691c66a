"""A decision file of somebody else: nothing in it acts on a terminal, whichever command reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.editor import Editor
from support.hostile import ACTS, FIELDS, FORGED
from support.process import CLEAN, Run

from relcli.export import EXPORT_FORMATS, FOLDER
from relcli.terminal import FRENCH_BLANKS

PROSE = f"Our customers pay. A customer signs, and so does the evil client. {ACTS}\n\n# Customers\n\n- Our customers \x1b[31m pay.\n"
NAMES = ("a.md", "b\x1b[31m\u202e\n::error::forged.md")
EXPORTED = [form for form in EXPORT_FORMATS if form != FOLDER]
COMMANDS = {
    **{
        f"check --format {form}": ("check", "--format", form, "--strict", "--color", "never")
        for form in ("text", "json", "sarif", "github")
    },
    "check --verbose": ("check", "--verbose", "--color", "never"),
    "check --explain": ("check", "--explain", "--color", "never"),
    "check --changed-since": ("check", "--changed-since", "HEAD", "--color", "never"),
    "check --debug": ("check", "--debug", "--color", "never"),
    **{f"export {form}": ("export", form, "--langs", "en") for form in EXPORTED},
    "init": ("init", "--color", "never"),
    "init --json": ("init", "--json"),
    "advise --current": ("advise", "--current", "customer", "--color", "never"),
    "advise --answers": ("advise", "--answers", "relcli.toml", "--explain", "--color", "never"),
    "advise --answers --json": ("advise", "--answers", "relcli.toml", "--json"),
    "advise --save": ("advise", "--answers", "relcli.toml", "--save", "new.toml", "--force", "--color", "never"),
}  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (tmp_path / "relcli.toml").write_text(FIELDS[request.param], encoding="utf-8", newline="")
    for name in NAMES:
        (tmp_path / name).write_text(PROSE, encoding="utf-8", newline="")
    return tmp_path


def acting(text: str) -> list[str]:
    """The characters that could act."""
    return [c for c in text if not c.isprintable() and c not in f"{FRENCH_BLANKS}\n\t"]


every_field = pytest.mark.parametrize("hostile", FIELDS, indirect=True)


@every_field
@pytest.mark.parametrize("terminal", [False, True], ids=["in a pipe", "on a terminal"])
@pytest.mark.process
def test_no_command_shows_what_acts(hostile: Path, call: Run, *, terminal: bool) -> None:
    for name, arguments in COMMANDS.items():
        told = call(*arguments, cwd=hostile, terminal=terminal, env={"PAGER": "cat", "COLUMNS": "300"})
        shown = told.stdout + told.stderr

        assert told.returncode in {0, 1, 2}, name
        assert acting(shown) == [], name
        assert FORGED.findall(shown) == [], name
        assert "\t[red]" not in shown, name
        assert "unexpected" not in shown.lower(), (name, shown)


@every_field
@pytest.mark.process
def test_a_patch_acts_in_a_pipe_only(hostile: Path, call: Run) -> None:
    on_a_terminal = call("check", "--diff", cwd=hostile, terminal=True)
    piped = call("check", "--diff", cwd=hostile)

    assert acting(on_a_terminal.stdout + on_a_terminal.stderr + piped.stderr) == []
    # A patch of a text with controls needs them.
    assert ("\x1b[31m pay" in piped.stdout) == ("pay" in piped.stdout)
