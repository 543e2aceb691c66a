"""The conventions of docs/conventions.md, each by its number, against the program in real processes.

What cannot be met, or is not wanted, has a reason there instead of a test here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from relcli.render.view import Page

from relcli import __version__, load
from relcli.cli.app import build
from relcli.cli.usage import COMMANDS
from relcli.decide.ballot import Ballots
from relcli.decide.decision import decide
from relcli.language import Texts
from relcli.model import Knowledge
from relcli.render import plain as plain_form

ROOT = Path(__file__).parents[2]
CLIENT = ("--offer", "tailored-service", "--volume", "few", "--contract", "agreement", "--repeat", "ongoing")
ADVISE = "relcli advise " + " ".join(CLIENT)
LISTS = ("terms", "questions", "businesses", "sources", "readings")
ESCAPE = "\x1b"
BOX = re.compile(r"[\u2500-\u259f]")
SGR = re.compile(r"\x1b\[[0-9;]*m")
COLOR = re.compile(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])[0-9;]*m")

MISTAKES = {
    "command": ("advsie",),
    "option": ("advise", "--ofer", "goods"),
    "value": ("advise", "--offer", "god"),
    "no value": ("advise", "--offer"),
    "value too many": ("advise", "--json=yes", "--offer", "goods"),
    "extra argument": ("advise", "goods"),
    "missing argument": ("show",),
    "term": ("show", "cleint"),
    "business": ("advise", "--business", "zqx"),
    "role": ("advise", "--offer", "goods", "--role", "payr"),
    "language": ("advise", "--offer", "goods", "--lang", "de"),
    "file": ("advise", "--answers", "missing.json"),
    "shell": ("completion", "tcsh"),
    "contradiction": ("advise", "-i", "--no-input"),
    "a value of many lines": ("advise", "--offer", "a\nb\nc\nd\ne\nf"),
}


@pytest.fixture(scope="session")
def tie(ballots: Ballots) -> tuple[str, ...]:
    """Flags that decide nothing: the first answer which alone leaves two words equal."""
    ballot = ballots.of("payer")
    return next(
        (f"--{question.id}", option.id)
        for question in ballots.knowledge.questions.values()
        for option in question.options
        if decide(ballot, {question.id: option.id}).winner is None
    )


@pytest.fixture(scope="session")
def plain(run) -> str:
    """The advice as a pipe gets it."""
    return run("advise", *CLIENT).stdout


@pytest.fixture(scope="session")
def mistakes(run) -> dict[str, subprocess.CompletedProcess[str]]:
    return {name: run(*arguments) for name, arguments in MISTAKES.items()}


@pytest.fixture(scope="session")
def helps(run) -> dict[str, str]:
    """Help by command; that of relcli itself under the empty name."""
    return {"": run("--help").stdout, **{c: run(c, "--help").stdout for c in COMMANDS}}


# ---- streams and pipes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "status"),
    [("bash", "${PIPESTATUS[0]}"), ("zsh", "${pipestatus[1]}"), ("fish", "$pipestatus[1]")],
    ids=["bash", "zsh", "fish"],
)
def test_01_a_closed_pipe_is_no_drama(environment, shell: str, status: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    options = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}
    script = f"{ADVISE} | head -1; echo {status}; {ADVISE} | true; echo {status}"
    result = subprocess.run(
        [shell, options[shell], "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    first, code, other_code = result.stdout.splitlines()

    assert first == "term\tclient"
    assert {code, other_code} <= {"0", "1", "141"}
    assert "Traceback" not in result.stderr


def test_02_the_answer_is_on_stdout_alone(bash, plain: str) -> None:
    assert bash(f"{ADVISE} 2>/dev/null").stdout == plain
    assert bash(f"{ADVISE} >/dev/null").stderr == ""


def test_03_whatever_is_no_answer_is_on_stderr(terminal, mistakes, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; {ADVISE} -i --json >o 2>/dev/tty")
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    assert json.loads((tmp_path / "o").read_text("utf-8"))["recommendation"]["term"] == "client"
    assert {name: mistake.stdout for name, mistake in mistakes.items() if mistake.stdout} == {}


def test_04_redirecting_the_answer_leaves_the_questions_on_the_screen(
    terminal, plain: str, tmp_path: Path
) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise > out.txt")
    answer_as_client(asking)

    assert asking.exit_code() == 0
    assert (tmp_path / "out.txt").read_text("utf-8") == plain


def test_05_a_full_disk_is_one_line_and_a_failure(bash) -> None:
    result = bash(f"{ADVISE} > /dev/full")

    assert result.returncode == 1
    assert result.stderr == "relcli: The answer could not be written: No space left on device.\n"


OUTPUTS = [
    ("advise", *CLIENT, "--explain"),
    ("advise", *CLIENT, "--format", "json"),
    ("advise", *CLIENT, "--format", "markdown"),
    ("advise", *CLIENT, "--format", "text"),
    ("advise", *CLIENT, "--quiet"),
    ("list", "sources"),
    ("list", "sources", "--format", "text"),
    ("show", "client"),
    ("show", "client", "customer", "--format", "markdown"),
    ("export", "schema"),
    ("help", "advise"),
]


@pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
def test_06_one_newline_ends_it_and_no_blanks_trail(run, arguments: tuple[str, ...]) -> None:
    text = run(*arguments).stdout

    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_07_not_a_terminal_no_wrapping_no_boxes(run, plain: str) -> None:
    everything = plain + run("show", "client").stdout + run("list", "sources").stdout

    assert max(map(len, everything.splitlines())) > 200
    assert not BOX.search(everything)
    assert not re.search("(…|\\.\\.\\.)$", everything, re.MULTILINE)
    assert run("advise", *CLIENT, env={"COLUMNS": "20"}).stdout == plain


def test_08_plain_is_a_record_a_line_on_a_terminal_too(terminal, plain: str) -> None:
    shown = terminal("advise", *CLIENT, "--format", "plain")

    assert shown.exit_code() == 0
    assert shown.raw.replace("\r\n", "\n") == plain
    assert all("\t" in line for line in plain.splitlines())


def test_08_no_cell_breaks_its_line_or_its_column() -> None:
    page = Page("", "", (), (("warning", "a\tb\n c"),), ())

    assert plain_form.render(page) == "warning\ta b c\n"


def test_09_an_open_silent_stdin_is_not_read(environment) -> None:
    with subprocess.Popen(
        ["relcli", "advise", *CLIENT, "-q"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout.read() == "client\n"
        assert program.wait(timeout=60) == 0


def test_10_answers_take_back_what_json_gave(bash) -> None:
    first = bash(f"{ADVISE} --business supermarket --role regular --json").stdout
    command = f"{ADVISE} --business supermarket --role regular --json | relcli advise --answers - --json"

    assert bash(command).stdout == first


# ---- exit codes -------------------------------------------------------------------------------------


def test_11_exit_0_1_2(bash, mistakes, plain: str) -> None:
    assert plain
    assert {name: mistake.returncode for name, mistake in mistakes.items()} == dict.fromkeys(MISTAKES, 2)
    assert bash(f"{ADVISE} > /dev/full").returncode == 1


def test_12_ctrl_c_is_130_and_leaves_stdout_empty(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli > out.txt")
    asking.wait_for("Question 1")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130
    assert asking.screen.splitlines()[-1] == "cancelled"
    assert (tmp_path / "out.txt").read_text() == ""


def test_13_undecided_is_3_only_when_asked_for(run, tie: tuple[str, ...]) -> None:
    assert run("advise", *tie).returncode == 0
    assert run("advise", *tie, "--exit-status").returncode == 3
    assert run("advise", *CLIENT, "--exit-status").returncode == 0


def test_14_check_is_0_when_clean_1_on_findings_2_on_errors(run, tmp_path: Path) -> None:
    run("advise", *CLIENT, "--save", cwd=tmp_path)
    (tmp_path / "right.md").write_text("Every client signs the agreement.\n")
    (tmp_path / "wrong.md").write_text("Every customer signs the agreement.\n")
    files = ("right.md", "wrong.md", "missing.md")

    assert [run("check", file, cwd=tmp_path).returncode for file in files] == [0, 1, 2]


def test_15_the_codes_stand_in_the_help(helps) -> None:
    codes = re.search(r"Exit codes: (.*?)\n\n", helps[""], re.DOTALL)

    assert re.findall(r"\b(\d+) \w", codes[1]) == ["0", "1", "2", "3", "130"]


def test_16_json_changes_no_exit_code(run, tie: tuple[str, ...]) -> None:
    calls = {(*tie, "--exit-status"): 3, CLIENT: 0, ("--offer", "god"): 2, (): 2}

    assert {call: run("advise", *call).returncode for call in calls} == calls
    assert {call: run("advise", *call, "--json").returncode for call in calls} == calls


# ---- help, version, errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_17_help_by_every_road(run, helps, command: str) -> None:
    asked = [part for part in (command,) if part]
    short = run(*asked, "-h")
    named = run("help", *asked)

    assert (short.returncode, named.returncode) == (0, 0)
    assert helps[command] == short.stdout == named.stdout
    assert short.stderr == named.stderr == ""


def test_18_help_after_other_flags(run, helps) -> None:
    assert run("advise", "--offer", "goods", "-q", "-h").stdout == helps["advise"]


@pytest.mark.parametrize("command", ["", *(c for c in COMMANDS if c != "version")])
def test_19_purpose_first_and_the_examples_run(bash, terminal, helps, command: str, tmp_path: Path) -> None:
    usage, purpose, examples, *_ = helps[command].split("\n\n")
    found = [line.strip() for line in examples.splitlines()[1:]]

    assert usage.startswith("Usage: relcli")
    assert "." in purpose or "…" in purpose
    assert len(found) >= 2
    (tmp_path / "accounts.csv").write_text("name,business,line_of_trade\nAnna,supermarket,Retail\n")
    (tmp_path / "accounts.jsonl").write_text('{"name": "Anna", "business": "supermarket"}\n')
    for example in found:
        if example == "relcli":
            asking = terminal()
            asking.wait_for("Question 1")
        else:
            ending = example.replace("tail -f", "cat")
            assert bash(ending, cwd=tmp_path).returncode == 0, example


@pytest.mark.parametrize("argument", ["--version", "-V", "version"])
def test_20_the_version(run, argument: str) -> None:
    result = run(argument)

    assert (result.returncode, result.stdout) == (0, f"relcli {__version__}\n")


def test_21_a_bare_call_asks_a_person_and_helps_a_pipe(run, terminal, helps) -> None:
    piped = run()

    assert (piped.returncode, piped.stdout) == (2, "")
    assert piped.stderr.rstrip() == helps[""].rstrip()
    assert "Question 1" in terminal().wait_for("Question 1")


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [
        ("command", "advise"),
        ("option", "--offer"),
        ("value", "goods"),
        ("term", "client"),
        ("role", "payer"),
    ],
    ids=lambda part: part,
)
def test_22_did_you_mean(mistakes, mistake: str, meant: str) -> None:
    assert mistakes[mistake].stderr.endswith(f"\nDid you mean {meant}?\n")
    assert mistakes[mistake].stdout == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_23_an_error_is_at_most_five_lines(mistakes, name: str) -> None:
    lines = mistakes[name].stderr.splitlines()

    assert lines[0].startswith("relcli: ")
    assert 1 <= len(lines) <= 5
    assert all(lines)


def test_23_an_error_says_what_was_wrong_what_is_allowed_and_where(mistakes) -> None:
    assert mistakes["role"].stderr.splitlines() == [
        "relcli: --role does not take “payr”.",
        "Allowed: payer, end-user, prospect, regular, group.",
        "Did you mean payer?",
    ]


@pytest.mark.parametrize("switch", ["--debug", "RELCLI_DEBUG=1"])
def test_24_a_traceback_only_when_asked_for(run, mistakes, switch: str) -> None:
    assert [name for name, mistake in mistakes.items() if "Traceback" in mistake.stderr] == []

    name, equals, value = switch.partition("=")
    flags, env = ((), {name: value}) if equals else ((switch,), {})
    debugged = run(*MISTAKES["value"], *flags, env=env)

    assert debugged.stderr.startswith("Traceback")
    assert debugged.stderr.endswith(mistakes["value"].stderr)
    assert debugged.returncode == 2


@pytest.mark.parametrize("arguments", [("bad",), ("--help",), ("advise", *CLIENT, "--format", "text")])
def test_25_no_frames_and_no_escape_codes_where_unwanted(terminal, arguments: tuple[str, ...]) -> None:
    shown = terminal(*arguments, env={"NO_COLOR": "1", "TERM": "dumb"})
    shown.exit_code()

    assert shown.raw.strip()
    assert ESCAPE not in shown.raw
    assert not BOX.search(shown.raw)


@pytest.mark.parametrize(
    ("mistake", "code", "flag"),
    [
        ("value", "unknown-value", "--offer"),
        ("option", "unknown-option", "--ofer"),
        ("no value", "option-needs-value", "--offer"),
        ("business", "unknown-business", "--business"),
        ("role", "unknown-value", "--role"),
        ("file", "file-unreadable", "--answers"),
        ("term", "unknown-term", None),
        ("command", "unknown-command", None),
    ],
    ids=str,
)
def test_26_with_json_an_error_is_an_object(run, mistakes, mistake: str, code: str, flag: str | None) -> None:
    command, *arguments = MISTAKES[mistake]
    # At the end it would be the value of the flag that lacks one.
    result = run(command, "--json", *arguments)
    error = json.loads(result.stderr)["error"]

    assert error.keys() == {"code", "message", "flag", "hint"}
    assert (error["code"], error["flag"]) == (code, flag)
    assert mistakes[mistake].stderr == f"relcli: {error['message']}\n{error['hint'] or ''}\n".replace(
        "\n\n", "\n"
    )
    assert (result.stdout, result.returncode) == ("", 2)


def test_27_where_to_read_and_to_report(helps) -> None:
    assert "https://github.com/relcli/relcli" in helps[""]


def test_28_every_reason_with_its_document(run) -> None:
    told = json.loads(run("advise", *CLIENT, "--json").stdout)["reasons"]
    everything = json.loads(run("advise", *CLIENT, "--explain", "--json").stdout)["reasons"]

    assert len(everything) > len(told) > 0
    assert all(reason["source"] and reason["section"] for reason in everything)


# ---- flags and scripting ------------------------------------------------------------------------------


def test_29_every_question_has_a_flag_and_flags_never_prompt(terminal, helps, knowledge: Knowledge) -> None:
    every = [part for q in knowledge.questions.values() for part in (f"--{q.id}", q.options[0].id)]
    answered = terminal("advise", *every, "-q")

    assert [q for q in knowledge.questions if f"  --{q} " not in helps["advise"]] == []
    assert answered.exit_code() == 0
    assert len(answered.raw.split()) == 1


def test_30_missing_answers_are_listed_with_their_values(run, knowledge: Knowledge) -> None:
    result = run("advise")
    listed = re.findall(r"^  --(\S+) (\S+)$", result.stderr, re.MULTILINE)

    assert result.returncode == 2
    assert listed == [(q.id, "|".join(o.id for o in q.options)) for q in knowledge.questions.values()]


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        pytest.param(("advise", "--no-input"), {}, id="--no-input"),
        pytest.param(("advise",), {"RELCLI_NO_INPUT": "1"}, id="RELCLI_NO_INPUT=1"),
        pytest.param((), {"RELCLI_NO_INPUT": "1"}, id="RELCLI_NO_INPUT=1 relcli"),
    ],
)
def test_31_never_asked_when_unwanted(terminal, arguments: tuple[str, ...], env: dict[str, str]) -> None:
    shown = terminal(*arguments, env=env)

    assert shown.exit_code() == 2
    assert "Question 1" not in shown.screen


def test_32_only_what_is_open_is_asked(terminal) -> None:
    asking = terminal("advise", "-i", "--offer", "goods", "--volume", "mass", "--repeat", "one-off")
    screen = asking.wait_for("Question 1")

    assert "What binds you to each other?" in screen


def test_33_not_knowing_is_an_answer_and_what_is_assumed_is_shown(run, knowledge: Knowledge) -> None:
    unknown = [part for q in knowledge.questions for part in (f"--{q}", "unknown")]
    told = json.loads(run("advise", *unknown, "--business", "supermarket", "--json").stdout)
    assumed = json.loads(run("advise", "--business", "supermarket", "--json").stdout)

    assert told["business"]["assumed"] == []
    assert len(told["open_questions"]) == len(knowledge.questions)
    assert assumed["business"]["assumed"] == [*assumed["answers"]] != []
    assert "\nassumed\t" in run("advise", "--business", "supermarket").stdout


def test_34_flags_in_any_order_and_both_spellings(run, plain: str) -> None:
    pairs = [*zip(CLIENT[::2], CLIENT[1::2], strict=True)]

    assert run("advise", *(part for pair in reversed(pairs) for part in pair)).stdout == plain
    assert run("advise", *("=".join(pair) for pair in pairs)).stdout == plain
    assert run("show", "--", "client").stdout == run("show", "client").stdout


def test_35_every_flag_has_a_long_form(helps) -> None:
    flags = [
        line for text in helps.values() for line in re.findall(r"^  (-\S.*?)(?:  |$)", text, re.MULTILINE)
    ]

    assert [flag for flag in flags if not re.search(r"--[a-z]", flag)] == []
    assert {s for flag in flags for s in re.findall(r"(?<!-)-[A-Za-z]\b(?!-)", flag)} == {
        "-b", "-h", "-i", "-o", "-q", "-V",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [("adv", *CLIENT), ("client",), ("advise", "--off", "goods")])
def test_36_no_abbreviations_and_no_catch_all(run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert (result.returncode, result.stdout) == (2, "")


def test_37_quiet_is_one_bare_word(bash) -> None:
    assert bash(f'term=$({ADVISE} -q); echo "[$term]"').stdout == "[client]\n"


def test_38_the_equivalent_command_gives_the_same_answer(terminal, bash, tmp_path: Path) -> None:
    asking = terminal(
        shell=f"cd {tmp_path}; relcli advise -i --lang fr --term-lang ro,fr > out.txt", columns=160
    )
    for number, downs in enumerate([2, 0, 2, 3], start=1):
        asking.wait_for(f"Question {number}")
        asking.press(*["down"] * downs, "enter")
    asking.wait_for("Et maintenant")
    asking.press("enter")

    assert asking.exit_code() == 0
    *_, command = asking.screen.splitlines()
    assert command.strip() == f"{ADVISE} --term-lang ro,fr --lang fr"
    assert bash(command).stdout == (tmp_path / "out.txt").read_text("utf-8")


def test_39_the_same_bytes_every_time(run, tmp_path: Path) -> None:
    arguments = ("advise", *CLIENT, "--explain", "--json")
    settings = [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "HOME": str(tmp_path)}]

    assert len({run(*arguments, env=env, cwd=tmp_path).stdout for env in settings}) == 1


WATCHED = """
import os, sys

def watch(event, arguments):
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    if event.startswith(("socket.", "subprocess.", "os.system")):
        os._exit(99)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & writes:
        os._exit(98)

sys.addaudithook(watch)
from relcli.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    [("advise", *CLIENT, "--json"), ("advise", *CLIENT, "--format", "text"), ("list", "terms"), ("bad",)],
    ids=["json", "text", "list", "an error"],
)
def test_40_no_network_and_no_file_written(environment, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *arguments],
        capture_output=True, cwd=tmp_path, env={**environment, "HOME": str(tmp_path)}, check=False,
    )  # fmt: skip

    assert result.returncode in {0, 2}, "98 is a file opened for writing, 99 a socket or a process"
    assert [*tmp_path.iterdir()] == []


# ---- JSON -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env",
    [
        {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "GITHUB_ACTIONS": "true", "CI": "true"},
        {"COLUMNS": "10"},
    ],
    ids=["colour forced", "narrow"],
)
def test_41_json_is_json_whatever_the_surroundings(bash, run, terminal, env: dict[str, str]) -> None:
    expected = run("advise", *CLIENT, "--json").stdout
    shown = terminal("advise", *CLIENT, "--json", env=env, columns=20)

    assert bash(f"{ADVISE} --json", env=env).stdout == expected
    assert shown.exit_code() == 0
    assert shown.raw.replace("\r\n", "\n") == expected
    assert ESCAPE not in expected


def test_41_jq_takes_it(bash) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    assert bash(f"{ADVISE} --json | jq -er .recommendation.term").stdout == "client\n"


TEXTS = {"says", "definition", "when", "note", "notes", "warning", "label"}


def without_texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: None if key in TEXTS else without_texts(inner) for key, inner in value.items()}
    return [without_texts(inner) for inner in value] if isinstance(value, list) else value


def test_42_keys_and_ids_are_english_in_every_language(run) -> None:
    arguments = (*CLIENT, "--business", "supermarket", "--why-not", "buyer", "--current", "buyer")
    said = [
        json.loads(run("advise", *arguments, "--term-lang", "en", "--json", "--lang", lang).stdout)
        for lang in ("en", "fr", "ro")
    ]

    assert [one.pop("language") for one in said] == ["en", "fr", "ro"]
    assert len({json.dumps(one) for one in said}) == 3
    assert without_texts(said[0]) == without_texts(said[1]) == without_texts(said[2])


def paths(value: object, path: str = "") -> Iterator[str]:
    """Every key of a JSON document by its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            # Questions and word forms are data, not names of the format.
            name = "*" if path.endswith((".answers", ".change", ".forms")) else key
            yield f"{path}.{name}"
            yield from paths(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")


def test_43_no_key_of_a_published_format_disappears(run) -> None:
    arguments = ("--business", "supermarket", "--why-not", "client", "--current", "buyer", "--explain")
    told = json.loads(run("advise", *arguments, "--json").stdout)
    published = (ROOT / f"tests/golden/format-{told['format_version']}.txt").read_text("utf-8").split()

    assert set(published) - set(paths(told)) == set()


def test_44_everything_behind_the_answer_is_in_it(run) -> None:
    told = json.loads(run("advise", *CLIENT, "--business", "law firm", "--json").stdout)

    assert told["recommendation"].keys() >= {"term", "verdict", "points", "margin", "robustness"}
    assert told["language"] == "en"
    assert all([told["answers"], told["alternatives"], told["readings"], told["business"]["assumed"]])
    assert told["reasons"][0].keys() >= {"claim", "source", "section", "says"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise", *CLIENT),
        *(("list", what) for what in LISTS),
        ("show", "client"),
        ("show", "client", "user"),
    ],
    ids=lambda a: " ".join(a[:2]),
)
def test_45_json_from_every_command_in_one_family(run, arguments: tuple[str, ...]) -> None:
    told = json.loads(run(*arguments, "--json").stdout)

    assert [*told][:2] == ["format_version", "language"]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_46_json_survives_other_encodings(run, encoding: str) -> None:
    arguments = ("advise", *CLIENT, "--lang", "ro", "--json")
    told = run(*arguments, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, encoding=encoding)

    assert json.loads(told.stdout) == json.loads(run(*arguments).stdout)


def test_48_empty_is_a_list_and_unknown_is_null(run, tie: tuple[str, ...]) -> None:
    full = json.loads(run("advise", *CLIENT, "--business", "law firm", "--json").stdout)
    bare = json.loads(run("advise", *tie, "--json").stdout)

    assert full.keys() == bare.keys()
    assert full["recommendation"].keys() == bare["recommendation"].keys()
    assert (bare["business"], bare["recommendation"]["term"], bare["terms"]) == (None, None, [])


# ---- colour, width, accessibility -----------------------------------------------------------------------


PIPE_AND_TERMINAL = [
    pytest.param((), {}, (False, True), id="only the terminal"),
    pytest.param((), {"NO_COLOR": "1"}, (False, False), id="NO_COLOR"),
    pytest.param((), {"FORCE_COLOR": "1"}, (True, True), id="FORCE_COLOR"),
    pytest.param((), {"CLICOLOR_FORCE": "1"}, (True, True), id="CLICOLOR_FORCE"),
    pytest.param((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, (False, False), id="NO_COLOR over FORCE_COLOR"),
    pytest.param(("--color", "always"), {"NO_COLOR": "1"}, (True, True), id="the flag over NO_COLOR"),
    pytest.param(("--color", "never"), {"FORCE_COLOR": "1"}, (False, False), id="the flag over FORCE_COLOR"),
    pytest.param((), {"TERM": "dumb"}, (False, False), id="TERM=dumb"),
]
OFF = [
    pytest.param((), {"NO_COLOR": ""}, (False, True), id="NO_COLOR="),
    pytest.param((), {"FORCE_COLOR": "0"}, (False, True), id="FORCE_COLOR=0"),
    pytest.param((), {"CLICOLOR_FORCE": "0"}, (False, True), id="CLICOLOR_FORCE=0"),
    pytest.param((), {"NO_COLOR": "", "FORCE_COLOR": "1"}, (True, True), id="NO_COLOR= FORCE_COLOR=1"),
]


@pytest.fixture
def colored(run, terminal):
    """Whether escape codes come with these flags and this environment: into a pipe, on a terminal."""

    def where(flags: tuple[str, ...], env: dict[str, str]) -> tuple[bool, bool]:
        arguments = ("list", "readings", "--format", "text", *flags)
        shown = terminal(*arguments, env=env)
        shown.exit_code()
        return ESCAPE in run(*arguments, env=env).stdout, ESCAPE in shown.raw

    return where


@pytest.mark.parametrize(("flags", "env", "expected"), PIPE_AND_TERMINAL)
def test_49_who_decides_on_colour(colored, flags, env, expected) -> None:
    assert colored(flags, env) == expected


@pytest.mark.parametrize(("flags", "expected"), [("", True), ("--color never", False)], ids=["auto", "never"])
def test_49_the_prompts_go_by_their_own_stream(terminal, tmp_path: Path, flags: str, expected: bool) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise --format text {flags} > out.txt")
    answer_as_client(asking)

    assert asking.exit_code() == 0
    assert bool(COLOR.search(asking.raw)) == expected
    assert ESCAPE not in (tmp_path / "out.txt").read_text("utf-8")


@pytest.mark.parametrize(("flags", "env", "expected"), OFF)
def test_50_switches_that_are_off(colored, flags, env, expected) -> None:
    assert colored(flags, env) == expected


@pytest.mark.parametrize(
    "command", [("advise", *CLIENT, "--explain"), ("show", "client")], ids=["advise", "show"]
)
def test_51_nothing_is_said_by_colour_alone(run, command: tuple[str, ...]) -> None:
    colored = run(*command, "--format", "text", "--color", "always").stdout
    bare = run(*command, "--format", "text", "--color", "never").stdout

    assert colored != bare
    # A coloured title has blanks at its ends, which are its margin.
    assert [line.strip() for line in SGR.sub("", colored).splitlines()] == [
        line.strip() for line in bare.splitlines()
    ]


@pytest.mark.parametrize(
    ("env", "numbered"),
    [
        ({"RELCLI_ACCESSIBLE": "1"}, True),
        ({"ACCESSIBLE": "true"}, True),
        ({"RELCLI_ACCESSIBLE": "0"}, False),
        ({"RELCLI_ACCESSIBLE": "false"}, False),
        ({"ACCESSIBLE": "no"}, False),
        ({"ACCESSIBLE": ""}, False),
    ],
    ids=lambda part: " ".join(f"{n}={v}" for n, v in part.items()) if isinstance(part, dict) else str(part),
)
def test_52_questions_as_numbered_lines(terminal, env: dict[str, str], numbered: bool) -> None:
    asking = terminal(env=env)
    screen = asking.wait_for("to leave")

    assert ("\n1. goods\n2. a service" in screen) == numbered
    assert (ESCAPE in asking.raw) != numbered


def test_53_tables_have_a_list_form(run) -> None:
    listed = run("list", "readings", "--format", "text", env={"RELCLI_ACCESSIBLE": "1"}).stdout

    assert "service\n• test  Is the service professional and tailored, under an agreement?\n" in listed
    assert not re.search("   ", listed)


@pytest.mark.parametrize("arguments", [("advise", *CLIENT), ("show", "client")], ids=["advise", "show"])
def test_54_any_width_and_nothing_lost(run, arguments: tuple[str, ...]) -> None:
    def at(columns: int) -> list[str]:
        shown = run(*arguments, "--format", "text", env={"COLUMNS": str(columns), "RELCLI_ACCESSIBLE": "1"})
        return shown.stdout.splitlines()

    wide = at(200)

    assert max(map(len, at(20))) <= 20
    assert max(map(len, at(40))) <= 40
    assert "".join("".join(at(20)).split()) == "".join("".join(wide).split())
    assert "".join("".join(at(40)).split()) == "".join("".join(wide).split())


def test_54_a_narrow_terminal_gets_its_table_as_a_list(run) -> None:
    rows = json.loads(run("list", "sources", "--json").stdout)["sources"]
    shown = run("list", "sources", "--format", "text", env={"COLUMNS": "20"}).stdout
    letters = "".join(shown.split())

    assert max(map(len, shown.splitlines())) <= 20
    assert [cell for row in rows for cell in row.values() if "".join(str(cell).split()) not in letters] == []


# ---- language, encoding, platforms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "env", "usage"),
    [
        pytest.param(("--lang", "ro"), {"RELCLI_LANG": "fr"}, "Utilizare:", id="--lang over RELCLI_LANG"),
        pytest.param(("--lang", "fr", "--lang", "ro"), {}, "Utilizare:", id="the last --lang"),
        pytest.param((), {"RELCLI_LANG": "ro", "LANG": "fr_FR"}, "Utilizare:", id="RELCLI_LANG over LANG"),
        pytest.param((), {"LANGUAGE": "de:ro:fr", "LANG": "fr_FR"}, "Utilizare:", id="LANGUAGE is a list"),
        pytest.param((), {"LC_ALL": "ro_RO", "LC_MESSAGES": "fr_FR"}, "Utilizare:", id="LC_ALL over LC_MESSAGES"),
        pytest.param((), {"LC_MESSAGES": "ro_RO", "LANG": "fr_FR"}, "Utilizare:", id="LC_MESSAGES over LANG"),
        pytest.param((), {"LANG": "fr_CA.UTF-8"}, "Usage :", id="fr_CA is fr"),
        pytest.param((), {"LANG": "de_DE.UTF-8"}, "Usage:", id="an unknown language is English"),
        pytest.param((), {"LC_ALL": "C", "LANG": "fr_FR", "LANGUAGE": "ro"}, "Usage:", id="LC_ALL=C is English"),
        pytest.param((), {"RELCLI_LANG": "", "LC_MESSAGES": "", "LANG": "ro_RO"}, "Utilizare:", id="empty counts not"),
        pytest.param((), {"RELCLI_LANG": "de", "LANG": "ro_RO"}, "Utilizare:", id="an unknown RELCLI_LANG counts not"),
        pytest.param((), {}, "Usage:", id="nothing set"),
    ],
)  # fmt: skip
def test_56_which_language(run, flags: tuple[str, ...], env: dict[str, str], usage: str) -> None:
    shown = run("version", "--help", *flags, env={"LC_ALL": "", **env}).stdout

    assert shown.startswith(f"{usage} relcli version")


def test_57_the_language_of_the_term_is_its_own(run) -> None:
    supermarket = ("advise", "--offer", "goods", "--volume", "mass", "-q", "--lang", "fr")

    assert run(*supermarket, "--term-lang", "en").stdout == "customer\n"
    assert run(*supermarket).stdout == "client\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("advise", *CLIENT, "--format", "text"), 0, id="an answer"),
        pytest.param(("advise", "--offer", "ș"), 2, id="an error"),
    ],
)
@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
        ({"PYTHONIOENCODING": "cp437"}, "cp437"),
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
    ],
    ids=["cp1252", "cp437", "ascii", "LC_ALL=C"],
)
def test_58_letters_degrade_and_nothing_crashes(
    run, env: dict[str, str], encoding: str, arguments: tuple[str, ...], code: int
) -> None:
    env = {"PYTHONUTF8": "0", "RELCLI_LANG": "ro", **env}
    result = run(*arguments, env=env, encoding=encoding)
    said = result.stdout + result.stderr

    assert result.returncode == code
    assert re.search("raspuns|accepta", said.replace("ă", "a").replace("â", "a"))
    assert not re.search(r"\\u[0-9a-f]{4}|Error", said)


def test_59_without_a_console_one_line_and_the_flag_route(run) -> None:
    result = run("advise", "-i")

    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == "relcli: Questions can be asked only on a terminal."
    assert "`relcli advise --help`" in result.stderr


# ---- completion -----------------------------------------------------------------------------------------------


def completions(bash, *calls: str) -> list[list[str]]:
    """What bash offers on Tab after each of these words."""
    script = """
        eval "$(relcli completion bash)"
        offer() {
            COMP_WORDS=("$@" ""); COMP_CWORD=$#
            _relcli_completion relcli; echo "${COMPREPLY[*]}"
        }
    """
    offered = bash(script + "\n".join(f"offer {call}" for call in calls)).stdout.splitlines()
    return [line.split() for line in offered]


def test_60_the_values_of_every_flag_complete(helps, knowledge: Knowledge) -> None:
    shown = dict(re.findall(r"^  (?:-\w, )?(--[a-z-]+) (\S+\|\S+|TERM|LIST)", helps["advise"], re.MULTILINE))
    del shown["--answers"]  # a file: the shell's own business
    named = {"TERM": [*knowledge.concepts], "LIST": ["en", "fr", "ro"]}
    app = build(Texts("en", load.messages(), knowledge), only="advise")
    context = typer.Context(typer.main.get_command(app).commands["advise"])
    offered = {
        parameter.opts[0]: [item.value for item in parameter.shell_complete(context, "")]
        for parameter in context.command.params
    }

    assert len(shown) > len(knowledge.questions)
    assert {flag: offered[flag] for flag in shown} == {
        flag: named.get(values, values.split("|")) for flag, values in shown.items()
    }


def test_60_values_complete_in_bash(bash) -> None:
    place, languages, term = completions(
        bash, "relcli advise --place", "relcli advise --term-lang", "relcli advise --offer goods --why-not"
    )

    assert place == ["shop", "venue", "online", "office", "on-site", "unknown"]
    assert languages == ["en", "fr", "ro"]
    assert "customer" in term


def test_60_arguments_and_businesses_complete(bash) -> None:
    commands, lists, trades = completions(bash, "relcli", "relcli list", "relcli advise --business")

    assert commands == [command for command in COMMANDS if command != "version"]
    assert lists == [*LISTS]
    assert "supermarket" in trades


def test_60_values_complete_in_zsh(terminal, tmp_path: Path) -> None:
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    zsh = terminal(shell=f"cd {tmp_path}; relcli completion zsh > _relcli; PS1='ready> ' exec zsh -f -i")
    zsh.wait_for("ready>")
    zsh.press("autoload -U compinit; compinit -D -u; source ./_relcli; echo loa''ded", "enter")
    zsh.wait_for("loaded\n")
    zsh.press("relcli advise --offer so", "tab")
    zsh.wait_for("--offer software")


def test_60_values_complete_in_fish(environment) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    result = subprocess.run(
        ["fish", "--no-config", "-c", 'relcli completion fish | source; complete -C "relcli advise --place o"'],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip

    assert sorted(result.stdout.split()) == ["office", "on-site", "online"]


@pytest.mark.parametrize("shell", ["pwsh", "powershell"])
def test_60_powershell_has_its_own_script(run, shell: str) -> None:
    assert "Register-ArgumentCompleter" in run("completion", shell).stdout


# ---- the table ----------------------------------------------------------------------------------------------------


def test_the_table_names_every_item_once_and_only_tests_that_exist() -> None:
    table = (ROOT / "docs/conventions.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| .+? \| (met|not met|not wanted) \| (.+) \|$", table, re.MULTILINE)

    assert [int(number) for number, _, _ in rows] == [*range(1, 63)]
    for number, state, proof in rows:
        tests = re.findall(r"`(test_\w+)`", proof)
        assert bool(tests) == (state == "met"), number
        assert [test for test in tests if test not in globals()] == [], number
    named = set(re.findall(r"`(test_\w+)`", table))
    assert {name for name in globals() if re.match(r"test_\d\d_", name)} - named == set()


def answer_as_client(asking) -> None:
    for number, downs in enumerate([2, 0, 2, 3], start=1):
        asking.wait_for(f"Question {number}")
        asking.press(*["down"] * downs, "enter")
    asking.wait_for("And now?")
    asking.press("enter")
