"""What a program of typer, rich and questionary gets wrong out of the box, trap by trap (T1 to T16).

Driven by real pipes and pseudo-terminals, since none of them shows in process.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from relcli import load
from relcli.model import Knowledge

CLIENT = ("--offer", "tailored-service", "--volume", "few", "--contract", "agreement", "--repeat", "ongoing")
ADVISE = "relcli advise " + " ".join(CLIENT)
ESCAPE = "\x1b"
POINTER = "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}"
BOX = re.compile(r"[\u2500-\u259f]")
MARKUP = "[red]Law[/red] firm [x] :smile: `*_|"
CONTROL = "a\x1b[31mred\x1b]0;title\x07\x08b\x9bc"


# ---- prompts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("feed", ["echo", "yes ''", "printf '\\r\\n1\\n'", "true"])
@pytest.mark.parametrize("command", ["relcli", "relcli advise", "relcli advise -i"])
def test_t1_piped_input_never_answers_the_menu(bash, feed: str, command: str) -> None:
    result = bash(f"{feed} | {command}")

    assert result.returncode == 2
    assert result.stdout == ""
    assert "Question 1" not in result.stderr


@pytest.mark.parametrize("command", ["relcli", "relcli advise", "relcli advise -i"])
def test_t1_nor_does_it_where_the_screen_is_a_terminal(terminal, command: str) -> None:
    asked = terminal(shell=f"echo | {command}; echo code=$?")

    assert asked.exit_code() == 0
    assert asked.screen.endswith("code=2")
    assert "Question 1" not in asked.screen


def test_t2_prompts_stay_out_of_the_redirected_file(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -q > out.txt")
    for number, downs in enumerate([2, 0, 2, 3], start=1):
        asking.wait_for(f"Question {number}")
        asking.press(*["down"] * downs, "enter")
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    assert (tmp_path / "out.txt").read_text() == "client\n"


def test_t2_without_a_screen_for_questions_there_are_none(terminal, tmp_path: Path) -> None:
    blind = terminal(shell=f"cd {tmp_path}; relcli advise 2> errors.txt")

    assert blind.exit_code() == 2
    assert "--offer goods|" in (tmp_path / "errors.txt").read_text()


LEAVING = {"menu": ("ctrl-c", "ctrl-d", "escape"), "lines": ("ctrl-c", "ctrl-d")}


@pytest.mark.parametrize(
    ("way", "key"), [(way, key) for way, keys in LEAVING.items() for key in keys], ids=lambda part: part
)
def test_t3_t4_leaving_is_130_and_the_terminal_is_as_before(terminal, way: str, key: str) -> None:
    env = {"RELCLI_ACCESSIBLE": "1"} if way == "lines" else {}
    asking = terminal(shell="stty -g; relcli; echo code=$?; stty -g", env=env)
    asking.wait_for("to leave)")
    asking.press(key)

    assert asking.exit_code() == 0
    before, *_, said, code, after = asking.screen.splitlines()
    assert (said, code) == ("cancelled", "code=130")
    assert before == after
    assert asking.cursor_is_visible


@pytest.mark.parametrize("path", [["enter"], ["down", "enter"]], ids=["which answer", "another value"])
def test_t4_every_menu_can_be_left(terminal, path: list[str]) -> None:
    asking = terminal("advise", "-i", *CLIENT)
    asking.wait_for("And now?")
    asking.press("down", "enter")
    asking.wait_for("Which answer?")
    if path != ["enter"]:
        asking.press(*path)
        asking.wait_for("How many of them do you serve?")
    asking.press("escape")

    assert asking.exit_code() == 130


@pytest.mark.parametrize("env", [{}, {"RELCLI_ACCESSIBLE": "1"}], ids=["menu", "lines"])
def test_t3_a_signal_interrupts_like_the_key(terminal, env: dict[str, str]) -> None:
    asking = terminal("advise", env=env)
    asking.wait_for("to leave")
    os.kill(asking.pid, signal.SIGINT)

    assert asking.exit_code() == 130
    assert asking.screen.splitlines()[-1] == "cancelled"


def test_t4_an_arrow_key_is_not_escape(terminal) -> None:
    asking = terminal()
    asking.wait_for(f"{POINTER} goods")
    asking.press("down")
    asking.wait_for(f"{POINTER} a service")
    asking.press("up")

    assert f"{POINTER} goods" in asking.wait_for(f"{POINTER} goods")


# ---- letters, markup, width ---------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "latin-1", "cp852"])
@pytest.mark.parametrize("form", ["plain", "text", "markdown", "json"])
def test_t5_romanian_crashes_nowhere(run, encoding: str, form: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    shown = run("show", "client", "--lang", "ro", "--format", form, env=env, encoding=encoding)

    assert (shown.returncode, shown.stderr) == (0, "")
    assert re.search(r"clien[tț]i|clien\\u021bi", shown.stdout)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("plain", "[red]Law[/red] firm [x] :smile: `*_|"),
        ("text", "[red]Law[/red] firm [x] :smile: `*_|"),
        ("json", "[red]Law[/red] firm [x] :smile: `*_|"),
        ("markdown", r"\[red\]Law\[/red\] firm \[x\] :smile: \`\*\_\|"),
    ],
    ids=lambda part: part if part.isalpha() else "",
)
def test_t6_markup_of_the_caller_is_text(run, form: str, expected: str) -> None:
    shown = run("advise", *CLIENT, "--current", MARKUP, "--format", form, env={"COLUMNS": "200"})

    assert expected in shown.stdout


@pytest.mark.parametrize("form", ["plain", "text", "json", "markdown"])
def test_t6_control_characters_of_the_caller_do_nothing(run, form: str) -> None:
    shown = run("advise", *CLIENT, "--current", CONTROL, "--format", form, "--color", "never")

    assert "red" in shown.stdout
    assert re.findall(r"[^\n\t -~\xa0-\U0010ffff]", shown.stdout) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise", "--offer", CONTROL),
        ("advise", "--business", CONTROL),
        ("advise", "--answers", CONTROL.replace("/", "")),
        ("show", CONTROL),
        (CONTROL,),
        ("advise", CONTROL),
        ("advise", f"--{CONTROL}"),
        ("advise", "--offer", os.fsdecode(b"\xff\xfe")),
    ],
    ids=["value", "business", "file", "term", "command", "argument", "option", "not UTF-8"],
)
def test_t6_an_error_repeats_nothing_that_acts(run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)

    assert said.returncode == 2
    assert re.findall(r"[^\n\t -~\xa0-\U0010ffff]", said.stderr) == []


def test_t7_the_width_of_a_terminal_means_nothing_in_a_pipe(run) -> None:
    usual = run("show", "client", "customer").stdout

    assert {run("show", "client", "customer", env={"COLUMNS": c}).stdout for c in ("5", "0", "-1")} == {usual}


@pytest.mark.parametrize("columns", ["5", "0", "-1", "wide"])
def test_t7_no_width_is_too_odd(run, columns: str) -> None:
    shown = run("list", "readings", "--format", "text", env={"COLUMNS": columns})

    assert "".join("".join(shown.stdout.split()).split("•")).count("shopify-ro") == 1


# ---- colour -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("advise", *CLIENT), ("list", "terms"), ("show", "client")])
def test_t8_json_is_never_coloured(run, arguments: tuple[str, ...]) -> None:
    shown = run(*arguments, "--json", "--color", "always", env={"FORCE_COLOR": "1"})

    assert json.loads(shown.stdout)
    assert ESCAPE not in shown.stdout


@pytest.mark.parametrize(
    ("env", "colored"),
    [({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": "1"}, True), ({"CLICOLOR_FORCE": "1"}, True)],
    ids=["FORCE_COLOR=0", "FORCE_COLOR=1", "CLICOLOR_FORCE=1"],
)
def test_t9_forced_colour_means_what_it_says(run, env: dict[str, str], colored: bool) -> None:
    assert (ESCAPE in run("show", "client", "--format", "text", env=env).stdout) == colored


@pytest.mark.parametrize(
    "arguments", [("--help",), ("advise", "--offer", "god"), (), ("advise", *CLIENT), ("show", "client")]
)
def test_t10_a_dumb_terminal_gets_no_escape_codes(terminal, arguments: tuple[str, ...]) -> None:
    shown = terminal(*arguments, env={"TERM": "dumb"})
    if not arguments:
        shown.wait_for("to leave")
        shown.press("6", "\n")
        shown.wait_for("Question 2")
        shown.press("ctrl-c")
    shown.exit_code()

    assert shown.raw.strip()
    assert ESCAPE not in shown.raw
    assert not BOX.search(shown.raw)


@pytest.mark.parametrize("arguments", [("--help",), ("advise", "--help"), ("advise", "--offer", "god")])
def test_t14_the_name_of_a_build_server_colours_nothing(run, arguments: tuple[str, ...]) -> None:
    at_home = run(*arguments)
    hosted = run(*arguments, env={"GITHUB_ACTIONS": "true", "CI": "true", "PY_COLORS": "1"})

    assert (hosted.stdout, hosted.stderr) == (at_home.stdout, at_home.stderr)
    assert ESCAPE not in hosted.stdout + hosted.stderr


# ---- help, completion, streams, values ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("-h",), 0), (("--version",), 0), ((), 2), (("advise", "-h"), 0), (("advise", "--version"), 2)],
    ids=["-h", "--version", "bare", "advise -h", "advise --version"],
)
def test_t11_help_version_and_the_bare_call(run, arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).returncode == code


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        ("bash", "complete -o default -F _relcli_completion relcli"),
        ("zsh", "#compdef relcli"),
        ("fish", "complete --command relcli"),
        ("pwsh", "Register-ArgumentCompleter -Native -CommandName relcli"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName relcli"),
        ("ZSH", "#compdef relcli"),
    ],
)
def test_t12_each_shell_gets_its_own_script(run, shell: str, mark: str) -> None:
    shown = run("completion", shell, env={"SHELL": "/bin/bash"})

    assert shown.returncode == 0
    assert mark in shown.stdout


@pytest.mark.parametrize(
    ("shell", "check"), [("bash", "bash -n"), ("zsh", "zsh -n"), ("fish", "fish --no-execute")]
)
def test_t12_the_shell_can_parse_its_script(bash, shell: str, check: str, tmp_path: Path) -> None:
    if bash(f"command -v {shell}").returncode:
        pytest.skip(f"{shell} is not installed")
    result = bash(f"relcli completion {shell} > script && {check} script", cwd=tmp_path)

    assert (result.returncode, result.stderr) == (0, "")


def test_t12_zsh_finds_the_script_on_its_path(bash, tmp_path: Path) -> None:
    if bash("command -v zsh").returncode:
        pytest.skip("zsh is not installed")
    look = "fpath=($PWD $fpath); autoload -U compinit; compinit -D -u; echo $_comps[relcli]"
    result = bash(f"relcli completion zsh > _relcli; zsh -f -c '{look}'", cwd=tmp_path)

    assert result.stdout == "_relcli\n"


def test_t12_an_unknown_shell_is_refused(run) -> None:
    assert run("completion", "tcsh").returncode == 2


def test_t13_the_help_says_all_that_a_man_page_would(run, knowledge: Knowledge) -> None:
    shown = run("help", "advise").stdout

    for question in knowledge.questions.values():
        values = "|".join(option.id for option in question.options)
        assert f"--{question.id} {values}|unknown" in shown


@pytest.mark.parametrize(
    "command",
    [ADVISE, f"{ADVISE} -q", "relcli list terms", "relcli show client", "relcli --help",
     "relcli --version", "relcli completion bash", "relcli completion fish", "relcli export schema"],
)  # fmt: skip
def test_t15_a_full_disk_is_told_in_one_line(bash, command: str) -> None:
    result = bash(f"{command} > /dev/full")

    assert result.returncode == 1
    assert result.stderr == "relcli: The answer could not be written: No space left on device.\n"


def test_t15_a_full_disk_is_told_in_json_and_in_french(bash) -> None:
    told = json.loads(bash(f"{ADVISE} --json > /dev/full").stderr)["error"]

    assert told["code"] == "output-failed"
    said, _, _ = load.messages()["error-output-failed"]["fr"].partition("{")
    assert said in bash(f"{ADVISE} --lang fr > /dev/full").stderr


@pytest.mark.parametrize("command", [ADVISE, f"{ADVISE} --json", "relcli completion bash", "relcli --help"])
def test_t15_a_pipe_nobody_reads_ends_it_quietly(environment, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        command.split(), stdout=writer, stderr=subprocess.PIPE, text=True, env=environment, check=False
    )
    os.close(writer)

    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("redirection", "code", "says"),
    [
        pytest.param(">&-", 1, "relcli: The answer could not be written: Bad file descriptor.", id="stdout"),
        pytest.param("2>&-", 0, "", id="stderr"),
        pytest.param("<&-", 0, "", id="stdin"),
        pytest.param("--answers - <&-", 2, "relcli: - cannot be read: Bad file descriptor.", id="stdin read"),
    ],
)
def test_t15_a_closed_stream_is_no_mystery(bash, redirection: str, code: int, says: str) -> None:
    result = bash(f"{ADVISE} -q {redirection}")

    assert result.returncode == code
    assert result.stderr.strip() == says
    assert result.stdout == ("" if code else "client\n")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"], ids=["closed", "full"])
def test_t15_an_error_that_cannot_be_told_keeps_its_code(bash, redirection: str) -> None:
    result = bash(f"relcli bad {redirection}")

    assert (result.returncode, result.stdout, result.stderr) == (2, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise", "--offer", "Goods", "-q"),
        ("advise", "--OFFER".lower(), "GOODS", "-q"),
        ("advise", "--offer", " goods ", "-q"),
        ("advise", "--offer", "goods", "--role", "Payer", "--lang", "EN", "--format", "PLAIN"),
        ("list", "Terms", "--color", "NEVER"),
        ("show", "CLIENT"),
    ],
    ids=" ".join,
)
def test_t16_values_have_no_case(run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("advise", "--offer", "tailord-service"), "tailored-service"),
        (("advise", "--offer", "goods", "--format", "jsn"), "json"),
        (("advise", "--offer", "goods", "--reading", "loyality"), "loyalty"),
        (("advise", "--offer", "goods", "--term-lang", "fr,r"), "ro"),
        (("list", "term"), "terms"),
        (("export", "shema"), "schema"),
        (("completion", "bsh"), "bash"),
        (("help", "advice"), "advise"),
        (("Advise",), "advise"),
        (("advise", "--qiet"), "--quiet"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else part,
)
def test_t16_a_wrong_value_gets_a_suggestion(run, arguments: tuple[str, ...], meant: str) -> None:
    result = run(*arguments)

    assert result.returncode == 2
    assert result.stderr.endswith(f"Did you mean {meant}?\n")


# ---- start-up --------------------------------------------------------------------------------------------

HEAVY = """
import sys
from relcli.cli import main
code = main(sys.argv[1:])
print(*sorted({"rich", "questionary", "prompt_toolkit"} & sys.modules.keys()), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        pytest.param(("advise", *CLIENT, "--json"), "", id="advise --json"),
        pytest.param(("advise", *CLIENT, "--format", "plain"), "", id="advise --format plain"),
        pytest.param(("advise", *CLIENT, "--format", "markdown"), "", id="advise --format markdown"),
        pytest.param(("advise", *CLIENT, "-q"), "", id="advise -q"),
        pytest.param(("list", "terms", "--json"), "", id="list --json"),
        pytest.param(("--help",), "", id="--help"),
        pytest.param(("advise", *CLIENT, "--format", "text"), "rich", id="advise --format text"),
    ],
)
def test_nothing_heavy_is_loaded_that_is_not_used(
    environment, arguments: tuple[str, ...], loaded: str
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", HEAVY, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )

    assert (result.returncode, result.stderr.strip()) == (0, loaded)
