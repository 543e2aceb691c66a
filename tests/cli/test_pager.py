"""What is longer than the screen goes through a pager, on a terminal and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.process import Run

MARK = "paged by somebody"


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that leaves a mark before the text."""
    script = tmp_path / "pager"
    script.write_text(f"#!/bin/sh\necho {MARK}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


LONG = ("advise", "law firm", "--explain")


@pytest.mark.parametrize(
    ("arguments", "env", "paged"),
    [
        pytest.param(LONG, {}, True, id="more than a screen"),
        pytest.param(("advise", "law firm"), {}, False, id="one screen"),
        pytest.param((*LONG, "--no-pager"), {}, False, id="--no-pager"),
        pytest.param(LONG, {"RELCLI_ACCESSIBLE": "1"}, False, id="for a screen reader"),
        pytest.param(LONG, {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param((*LONG, "--json"), {}, False, id="--json"),
        pytest.param(("show", "customer", "--explain"), {}, True, id="an entry"),
        pytest.param(("list", "businesses"), {}, True, id="a list"),
    ],
)
def test_what_is_paged(
    terminal, pager: str, arguments: tuple[str, ...], env: dict[str, str], *, paged: bool
) -> None:
    shown = terminal(*arguments, env={"PAGER": pager, **env}, rows=30, columns=100)

    assert shown.exit_code() == 0
    assert (MARK in shown.raw) == paged


@pytest.mark.parametrize(
    "pager",
    ["cat", "", "no-such-pager --at-all", "'less"],
    ids=["cat", "none", "one that is not there", "a quotation mark too few"],
)
def test_without_a_pager_everything_is_printed(terminal, pager: str) -> None:
    shown = terminal(*LONG, env={"PAGER": pager}, rows=30, columns=100)

    assert shown.exit_code() == 0
    assert "Sources" in shown.raw


def test_a_pager_that_is_left_early_is_no_failure(terminal) -> None:
    shown = terminal(*LONG, env={"PAGER": "true"}, rows=30, columns=100)

    assert shown.exit_code() == 0
    assert "Error" not in shown.raw


def test_nothing_is_paged_in_a_pipe(call: Run, pager: str) -> None:
    assert MARK not in call(*LONG, "--format", "text", env={**os.environ, "PAGER": pager}).stdout
