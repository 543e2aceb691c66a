"""What is said of a mistake: what was wrong, what is allowed, what was probably meant."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from support.examples import FLAGS, LANGUAGES
from support.process import Run

import relcli


class Mistake(NamedTuple):
    """What is typed; the error and the flag that its JSON names; the words it repeats; what was meant."""

    typed: str
    code: str
    flag: str | None = None
    repeats: str = ""
    meant: str | None = None


MISTAKES = {
    "a command": Mistake("advsie", "unknown-command", None, "advsie", "advise"),
    "a command in capitals": Mistake("Advise", "unknown-command", None, "Advise", "advise"),
    "a command cut short": Mistake("adv --offer goods", "unknown-command", None, "adv"),
    "a word for a command": Mistake("client", "unknown-command", None, "client"),
    "an option": Mistake("advise --ofer goods", "unknown-option", "--ofer", "--ofer", "--offer"),
    "an option without value": Mistake("advise --qiet", "unknown-option", "--qiet", "--qiet", "--quiet"),
    "an option cut short": Mistake("advise --off goods", "unknown-option", "--off", "--off", "--offer"),
    "an option of another command": Mistake("list --explain", "unknown-option", "--explain", "--explain"),
    "the version of a command": Mistake("advise --version", "unknown-option", "--version", "--version"),
    "no value": Mistake("advise --offer", "option-needs-value", "--offer", "--offer"),
    "a value too many": Mistake("advise --explain=yes", "option-takes-no-value", "--explain", "--explain"),
    "a value too many for JSON": Mistake("advise --json=yes", "option-takes-no-value", "--json", "--json"),
    "an argument too many": Mistake("advise hotel goods", "extra-argument", None, "goods"),
    "an argument in brackets": Mistake("list terms guest 'too (many)'", "extra-argument", None, "too (many)"),
    "no term": Mistake("show", "missing-argument", None, "TERM…"),
    "no list": Mistake("list", "missing-argument", None, "WHAT"),
    "no format": Mistake("export", "missing-argument", None, "FORMAT"),
    "no shell": Mistake("completion", "missing-argument", None, "SHELL"),
    "an answer": Mistake("advise --offer god", "unknown-value", "--offer", "god", "goods"),
    "an answer, nearly": Mistake(
        "advise --offer tailord-service", "unknown-value", "--offer", "tailord-service", "tailored-service"
    ),
    "an answer of many lines": Mistake("advise --offer 'a\nb\nc\nd\ne\nf'", "unknown-value", "--offer", "a b c d e f"),
    "a format": Mistake("show client --format xml", "unknown-value", "--format", "xml"),
    "a format, nearly": Mistake("advise --offer goods --format jsn", "unknown-value", "--format", "jsn", "json"),
    "a colour": Mistake("list terms --color red", "unknown-value", "--color", "red"),
    "a role": Mistake("advise --offer goods --role payr", "unknown-value", "--role", "payr", "payer"),
    "a reading": Mistake("advise --offer goods --reading loyality", "unknown-value", "--reading", "loyality", "loyalty"),
    "a language": Mistake("advise --offer goods --lang eo", "unknown-value", "--lang", "eo"),
    "a language of terms": Mistake("advise --offer goods --term-lang fr,r", "unknown-value", "--term-lang", "r", "ro"),
    "a list": Mistake("list term", "unknown-value", None, "term", "terms"),
    "an export": Mistake("export shema", "unknown-value", None, "shema", "schema"),
    "a shell": Mistake("completion bsh", "unknown-value", None, "bsh", "bash"),
    "another shell": Mistake("completion tcsh", "unknown-value", None, "tcsh"),
    "a command to help with": Mistake("help advice", "unknown-value", None, "advice", "advise"),
    "a term": Mistake("show cleint", "unknown-term", None, "cleint", "client"),
    "a term to speak against": Mistake("advise --offer goods --why-not zqx", "unknown-term", "--why-not", "zqx"),
    "a business": Mistake("advise --business zqx", "unknown-business", "--business", "zqx"),
    "a file": Mistake("advise --answers missing.json", "file-unreadable", "--answers", "missing.json"),
    "nothing to go on": Mistake("advise", "missing-answers"),
    "no terminal": Mistake("advise -i", "no-terminal", "--interactive"),
    "asking and never asking": Mistake("advise -i --no-input", "contradicting-flags", None, "--no-input"),
    "a bare word as text": Mistake("advise -q --offer goods --format text", "contradicting-flags", None, "--format text"),
}  # fmt: skip


WITHOUT_JSON = ("completion", "export", "help")


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_the_language_of_the_caller(call: Run, speak, mistake: Mistake) -> None:
    said = set()
    for language in LANGUAGES:
        told = call(*shlex.split(mistake.typed), env={"RELCLI_LANG": language})
        first, *hints = told.stderr.removesuffix("\n").split("\n")
        meant = speak(language).say("did-you-mean", suggestion=mistake.meant)
        said.add(told.stderr)

        assert (told.returncode, told.stdout) == (2, "")
        assert first.startswith(speak(language).say("error-line", message="").rstrip("\n"))
        assert speak(language).placeholder(mistake.repeats).rstrip("…") in first
        assert all(hints)
        assert len(hints) <= (4 if mistake.code != "missing-answers" else 14)
        assert (meant in hints[-1:]) == bool(mistake.meant)
        assert "Traceback" not in told.stderr
    assert len(said) == len(LANGUAGES)


@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param(mistake, id=name)
        for name, mistake in MISTAKES.items()
        if not mistake.typed.startswith(WITHOUT_JSON)
    ],
)
def test_with_json_a_mistake_is_an_object_of_the_same_words(call: Run, speak, mistake: Mistake) -> None:
    command, *arguments = shlex.split(mistake.typed)
    ro = {"RELCLI_LANG": "ro"}
    # At the end it would be the value of the flag that lacks one.
    told = call(command, "--json", *arguments, env=ro)
    error = json.loads(told.stderr)["error"]
    in_words = speak("ro").say(
        "error-line", message="\n".join(filter(None, [error["message"], error["hint"]]))
    )

    assert (told.returncode, told.stdout) == (2, "")
    assert [*error] == ["code", "message", "flag", "hint"]
    assert (error["code"], error["flag"]) == (mistake.code, mistake.flag)
    assert "\n" not in error["message"]
    if mistake.code != "contradicting-flags":  # which names the flags, and --json is one more
        assert in_words.rstrip("\n") == call(command, *arguments, env=ro).stderr.rstrip("\n")


@pytest.mark.parametrize("form", ["--json", "--format json", "--format=json", "--format=JSON"])
def test_json_is_asked_for_by_any_spelling(call: Run, form: str) -> None:
    assert json.loads(call("show", "zqx", *form.split()).stderr)["error"]["code"] == "unknown-term"


def test_a_bare_word_is_no_json(call: Run) -> None:
    error = json.loads(call("advise", "-q", "--json").stderr)["error"]

    assert (error["code"], error["flag"]) == ("contradicting-flags", None)


def test_an_error_says_what_was_wrong_what_is_allowed_and_where(call: Run) -> None:
    assert call("advise", "--offer", "goods", "--role", "payr").stderr.splitlines() == [
        "relcli: --role does not take “payr”.",
        "Allowed: payer, end-user, prospect, regular, group.",
        "Did you mean payer?",
    ]


def test_missing_answers_are_listed_with_their_values(call: Run, questions: dict[str, list[str]]) -> None:
    listed = re.findall(r"^  --(\S+) (\S+)$", call("advise").stderr, re.MULTILINE)

    assert listed == [(question, "|".join(answers)) for question, answers in questions.items()]


def test_without_a_terminal_the_flags_are_the_way(call: Run) -> None:
    first, *hints = call("advise", "-i").stderr.splitlines()

    assert first == "relcli: Questions can be asked only on a terminal."
    assert any("`relcli advise --help`" in hint for hint in hints)


@pytest.mark.parametrize(
    "command", ["advise --offer goods", "list terms", "show client", "export schema", "completion bash", "help", "version"]
)  # fmt: skip
def test_an_unknown_language_is_refused_everywhere(call: Run, command: str) -> None:
    told = call(*command.split(), "--lang", "de")

    assert (told.returncode, told.stdout) == (2, "")
    assert "Allowed: en, fr, ro." in told.stderr


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["in words", "as JSON"])
@pytest.mark.parametrize("switch", ["--debug", "RELCLI_DEBUG=1"])
def test_debug_adds_a_traceback_and_changes_nothing_else(
    call: Run, switch: str, form: tuple[str, ...]
) -> None:
    name, equals, value = switch.partition("=")
    flags, env = ((), {name: value}) if equals else ((switch,), {})
    usual = call("advise", "--offer", "god", *form)
    debugged = call("advise", "--offer", "god", *form, *flags, env=env)

    assert debugged.stderr.startswith("Traceback (most recent call last):\n")
    assert debugged.stderr.endswith(f"\n{usual.stderr}")
    assert (debugged.returncode, debugged.stdout) == (usual.returncode, usual.stdout)


@pytest.mark.process
@pytest.mark.parametrize("data", ["missing", "empty"])
def test_data_that_cannot_be_read_is_told_without_a_traceback(environment, tmp_path: Path, data: str) -> None:
    package = Path(relcli.__file__).parent
    shutil.copytree(package, tmp_path / "relcli", ignore=shutil.ignore_patterns("data"))
    if data == "empty":
        (tmp_path / "data").mkdir()
    told = subprocess.run(
        [sys.executable, "-m", "relcli", "advise", *FLAGS],
        capture_output=True, cwd=tmp_path, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("relcli: ")
    assert "Traceback" not in told.stderr


# ---- what a caller wrote does nothing on the terminal ---------------------------------------------------

CONTROL = "a\x1b[31mred\x1b]0;title\x07\x08b\x9bc"
ACTING = re.compile(r"[^\n\t -~\xa0-\U0010ffff]")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("advise", "--offer", CONTROL), id="value"),
        pytest.param(("advise", "--business", CONTROL), id="business"),
        pytest.param(("advise", "--answers", CONTROL), id="file"),
        pytest.param(("show", CONTROL), id="term"),
        pytest.param((CONTROL,), id="command"),
        pytest.param(("advise", CONTROL), id="argument"),
        pytest.param(("advise", f"--{CONTROL}"), id="option"),
        pytest.param(("advise", "--offer", os.fsdecode(b"\xff\xfe")), id="not UTF-8"),
    ],
)
def test_an_error_repeats_nothing_that_acts(call: Run, arguments: tuple[str, ...]) -> None:
    told = call(*arguments)

    assert told.returncode == 2
    assert ACTING.findall(told.stderr) == []


@pytest.mark.parametrize("form", ["plain", "text", "json", "markdown"])
def test_an_answer_repeats_nothing_that_acts(call: Run, form: str) -> None:
    told = call("advise", *FLAGS, "--current", CONTROL, "--format", form, "--color", "never")

    assert "red" in told.stdout
    assert ACTING.findall(told.stdout) == []
