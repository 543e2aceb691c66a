"""Completion: every value of every flag is offered, and each shell gets a script that it takes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from support.examples import COMMANDS, LANGUAGES, LISTS
from support.process import Run
from support.shipped import DATA


@pytest.fixture(scope="session")
def offered(call: Run):
    """``offered("advise --place")``: what may follow, as the script of bash asks for it."""

    def ask(line: str) -> list[str]:
        env = {
            "_RELCLI_COMPLETE": "complete_bash",
            "COMP_WORDS": f"relcli {line} ",
            "COMP_CWORD": str(len(line.split()) + 1),
        }
        return call(env=env).stdout.splitlines()

    return ask


def test_the_values_of_every_flag_are_offered(knowledge, offered, helps: dict[str, str]) -> None:
    flags = dict(re.findall(r"^  (?:-\w, )?(--[a-z-]+) (\S+\|\S+|TERM|LIST)", helps["advise"], re.MULTILINE))
    del flags["--answers"]  # a file: the shell's own business
    named = {"TERM": [*knowledge.concepts], "LIST": [*LANGUAGES]}

    assert len(flags) > 12
    assert {flag: offered(f"advise {flag}") for flag in flags} == {
        flag: named.get(values, values.split("|")) for flag, values in flags.items()
    }


def test_commands_lists_and_businesses_are_offered(offered) -> None:
    assert offered("") == [*COMMANDS]
    assert offered("list") == [*LISTS]
    assert "supermarket" in offered("advise --business")


@pytest.mark.parametrize("line", ["advise -b", "advise --business", "advise"])
@pytest.mark.parametrize(
    ("language", "typed", "trade"),
    [
        pytest.param("en", "bak", "bakery", id="the beginning of a name"),
        pytest.param("fr", "auto-ecole", "driving-school", id="without its marks"),
        pytest.param("ro", "scoala de sof", "driving-school", id="several words of it, without their marks"),
        pytest.param("ro", "cabinet d'avocats", "law-firm", id="a name in another language"),
    ],
)
def test_what_is_typed_of_a_trade_is_searched(
    call: Run, line: str, language: str, typed: str, trade: str
) -> None:
    env = {
        "_RELCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": f"relcli {line} {shlex.quote(typed)}",
        "COMP_CWORD": str(len(line.split()) + 1),
        "RELCLI_LANG": language,
    }
    found = call(env=env).stdout.splitlines()

    assert trade in found[:3]
    assert {*found} <= {*DATA.trades}


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        # Typer asks bash for its version.
        pytest.param("bash", "complete -o default -F _relcli_completion relcli", marks=pytest.mark.process),
        ("zsh", "#compdef relcli"),
        ("fish", "complete --command relcli"),
        ("pwsh", "Register-ArgumentCompleter -Native -CommandName relcli"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName relcli"),
        ("ZSH", "#compdef relcli"),
    ],
    ids=["bash", "zsh", "fish", "pwsh", "powershell", "capitals"],
)
def test_each_shell_gets_its_own_script(call: Run, shell: str, mark: str) -> None:
    told = call("completion", shell, env={"SHELL": "/bin/bash"})

    assert told.returncode == 0
    assert mark in told.stdout


# ---- in the shells themselves ----------------------------------------------------------------------------


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.mark.parametrize(
    ("shell", "check"),
    [
        pytest.param("bash", "bash -n", marks=needs("bash"), id="bash"),
        pytest.param("zsh", "zsh -n", marks=needs("zsh"), id="zsh"),
        pytest.param("fish", "fish --no-execute", marks=needs("fish"), id="fish"),
    ],
)
def test_the_shell_can_parse_its_script(bash: Run, call: Run, shell: str, check: str, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(call("completion", shell).stdout)
    told = bash(f"{check} script", cwd=tmp_path)

    assert (told.returncode, told.stderr) == (0, "")


@needs("bash")
def test_values_complete_in_bash(bash: Run) -> None:
    told = bash("""
        eval "$(relcli completion bash)"
        offer() {
            COMP_WORDS=("$@" ""); COMP_CWORD=$#
            _relcli_completion relcli; echo "${COMPREPLY[*]}"
        }
        offer relcli advise --place
        offer relcli advise --offer goods --why-not
    """)
    place, term = told.stdout.splitlines()

    assert place.split() == ["shop", "venue", "online", "office", "on-site", "unknown"]
    assert "customer" in term.split()


@needs("zsh")
def test_values_complete_in_zsh(terminal, tmp_path: Path) -> None:
    zsh = terminal(shell=f"cd {tmp_path}; relcli completion zsh > _relcli; PS1='ready> ' exec zsh -f -i")
    zsh.wait_for("ready>")
    zsh.press("autoload -U compinit; compinit -D -u; source ./_relcli; echo loa''ded", "enter")
    zsh.wait_for("loaded\n")
    zsh.press("relcli advise --offer so", "tab")
    zsh.wait_for("--offer software")


@needs("zsh")
def test_zsh_finds_the_script_on_its_path(bash: Run, call: Run, tmp_path: Path) -> None:
    (tmp_path / "_relcli").write_text(call("completion", "zsh").stdout)
    look = "fpath=($PWD $fpath); autoload -U compinit; compinit -D -u; echo $_comps[relcli]"

    assert bash(f"zsh -f -c '{look}'", cwd=tmp_path).stdout == "_relcli\n"


@pytest.mark.process
@needs("fish")
def test_values_complete_in_fish(environment) -> None:
    script = 'relcli completion fish | source; complete -C "relcli advise --place o"'
    told = subprocess.run(
        ["fish", "--no-config", "-c", script], capture_output=True, text=True, env=environment, check=False
    )

    assert sorted(told.stdout.split()) == ["office", "on-site", "online"]
