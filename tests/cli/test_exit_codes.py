"""With which code it leaves: 0 an answer, 1 a failure or findings, 2 a mistake, 3 undecided if asked, 130 left.

That every mistake is 2 stands in ``test_errors.py``, a full disk (1) in ``test_streams.py``, and leaving the
questions (130) in ``tests/prompts/test_terminal.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.examples import FLAGS, LANGUAGES
from support.process import Run


def test_undecided_is_3_only_when_asked_for(call: Run, tie: tuple[str, ...]) -> None:
    assert call("advise", *tie).returncode == 0
    assert call("advise", *tie, "--exit-status").returncode == 3
    assert call("advise", *FLAGS, "--exit-status").returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_quiet_and_undecided_says_so_on_stderr_alone(
    call: Run, speak, tie: tuple[str, ...], language: str
) -> None:
    told = call("advise", *tie, "--quiet", "--lang", language)

    assert (told.returncode, told.stdout) == (0, "")
    assert speak(language).say("undecided-term") in told.stderr
    assert call("advise", *tie, "--quiet", "--exit-status").returncode == 3


def test_check_is_0_when_clean_1_on_findings_2_on_errors(call: Run, tmp_path: Path) -> None:
    call("advise", *FLAGS, "--save", cwd=tmp_path)
    (tmp_path / "right.md").write_text("Every client signs the agreement.\n")
    (tmp_path / "wrong.md").write_text("Every customer signs the agreement.\n")
    files = ("right.md", "wrong.md", "missing.md")

    assert [call("check", file, cwd=tmp_path).returncode for file in files] == [0, 1, 2]


def test_json_changes_no_exit_code(call: Run, tie: tuple[str, ...]) -> None:
    codes = {(*tie, "--exit-status"): 3, FLAGS: 0, ("--offer", "god"): 2, (): 2}

    assert {flags: call("advise", *flags).returncode for flags in codes} == codes
    assert {flags: call("advise", *flags, "--json").returncode for flags in codes} == codes


@pytest.mark.parametrize(
    ("arguments", "code"), [(("advise", *FLAGS), 0), (("advsie",), 2), ((), 2)], ids=["0", "2", "bare"]
)
def test_a_process_leaves_as_a_call_does(run: Run, call: Run, arguments: tuple[str, ...], code: int) -> None:
    """What most tests hold of a call in their own process is true of the program."""
    process, inside = run(*arguments), call(*arguments)

    assert process.returncode == inside.returncode == code
    assert (process.stdout, process.stderr) == (inside.stdout, inside.stderr)
