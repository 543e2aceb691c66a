"""Help and version: by every road the same, purpose first, examples that run, every flag and value there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from support.examples import COMMANDS
from support.process import Run

from relcli import __version__


@pytest.mark.parametrize("command", ["", *COMMANDS, "version"])
def test_help_by_every_road_is_the_same(call: Run, helps: dict[str, str], command: str) -> None:
    for road in (call(*command.split(), "-h"), call("help", *command.split())):
        assert (road.returncode, road.stderr) == (0, "")
        assert road.stdout == helps[command]


def test_help_comes_after_other_flags_too(call: Run, helps: dict[str, str]) -> None:
    assert call("advise", "--offer", "goods", "-q", "-h").stdout == helps["advise"]


def test_a_bare_call_helps_a_pipe_and_is_a_mistake(call: Run, helps: dict[str, str]) -> None:
    told = call()

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.rstrip() == helps[""].rstrip()


@pytest.mark.parametrize("argument", ["--version", "-V", "version"])
def test_the_version(call: Run, argument: str) -> None:
    told = call(argument)

    assert (told.returncode, told.stdout) == (0, f"relcli {__version__}\n")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_purpose_comes_first_then_two_examples(helps: dict[str, str], command: str) -> None:
    usage, purpose, _ = helps[command].split("\n\n", maxsplit=2)

    assert usage.startswith("Usage: relcli")
    assert "." in purpose or "…" in purpose
    assert len(examples(helps[command])) >= 2


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_examples_run(shell_line: Run, helps: dict[str, str], command: str, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("name,business,line_of_trade\nAnna,supermarket,Retail\n")
    (tmp_path / "accounts.jsonl").write_text('{"name": "Anna", "business": "supermarket"}\n')
    for example in examples(helps[command]):
        if example != "relcli":  # the interview: tests/prompts/test_terminal.py
            told = shell_line(example.replace("tail -f", "cat"), cwd=tmp_path)
            assert told.returncode == 0, (example, told.stderr)


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n\n")[2].splitlines()[1:]]


def test_the_exit_codes_stand_in_the_help(helps: dict[str, str]) -> None:
    codes = re.search(r"Exit codes: (.*?)\n\n", helps[""], re.DOTALL)

    assert re.findall(r"\b(\d+) \w", codes[1]) == ["0", "1", "2", "3", "130"]


def test_the_help_says_where_to_read_and_to_report(helps: dict[str, str]) -> None:
    assert "https://github.com/relcli/relcli" in helps[""]


def test_every_question_has_a_flag_and_every_value_stands_there(
    helps: dict[str, str], questions: dict[str, list[str]]
) -> None:
    shown = set(helps["advise"].splitlines())
    flags = [f"  --{question} {'|'.join(answers)}|unknown" for question, answers in questions.items()]

    assert [flag for flag in flags if not any(line.startswith(flag) for line in shown)] == []


def test_every_flag_has_a_long_form_and_few_a_short_one(helps: dict[str, str]) -> None:
    flags = [
        line for text in helps.values() for line in re.findall(r"^  (-\S.*?)(?:  |$)", text, re.MULTILINE)
    ]

    assert [flag for flag in flags if not re.search(r"--[a-z]", flag)] == []
    assert {s for flag in flags for s in re.findall(r"(?<!-)-[A-Za-z]\b(?!-)", flag)} == {
        "-b", "-h", "-i", "-o", "-q", "-V",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["--help", "advise --help", "advise --offer god"])
def test_the_name_of_a_build_server_changes_nothing(run: Run, call: Run, typed: str) -> None:
    """Typer looks for it when it is imported, so only a new process can tell."""
    hosted = run(*shlex.split(typed), env={"GITHUB_ACTIONS": "true", "CI": "true", "PY_COLORS": "1"})
    at_home = call(*shlex.split(typed))

    assert (hosted.stdout, hosted.stderr) == (at_home.stdout, at_home.stderr)
