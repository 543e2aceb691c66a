"""Interviews on real terminals: asked and answered, left at any moment, and never where nobody sits."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
from pathlib import Path

import pytest
from support.examples import ADVISE, CLIENT, ESCAPE, FLAGS, LANGUAGES
from support.process import Run

COLOR = re.compile(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])[0-9;]*m")
POINTER = "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}"
LINES = {"RELCLI_ACCESSIBLE": "1"}


def answer_as_client(asking, then: str = "And now?") -> None:
    for number, downs in enumerate([2, 0, 2, 3], start=1):
        asking.wait_for(f"Question {number}")
        asking.press(*["down"] * downs, "enter")
    asking.wait_for(then)
    asking.press("enter")


@pytest.fixture(scope="session")
def ask(call: Run):
    """``ask("fr")``: the text of each question in that language."""

    def texts(language: str) -> dict[str, str]:
        listed = json.loads(call("list", "questions", "--json", "--lang", language).stdout)["questions"]
        return {row["id"]: row["question"] for row in listed}

    return texts


# ---- from the first question to the answer -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_by_arrow_keys(terminal, call: Run, speak, ask, language: str) -> None:
    words = speak(language)
    offer, volume, contract, repeat = (ask(language)[question] for question in CLIENT)
    then, which = words.say("ask-then"), words.say("ask-which")
    asking = terminal("advise", "--lang", language, "--quiet", rows=250, columns=120)
    for text, times, downs in (
        (offer, 1, 0),  # goods
        (volume, 1, 4),  # back
        (offer, 2, 2),  # no: a tailored service
        (volume, 2, 3),  # not sure
        (contract, 1, 2),  # an agreement
        (repeat, 1, 3),  # without end
        (then, 1, 1),  # change an answer:
        (which, 1, 1),  # the volume
        (volume, 3, 2),  # from "not sure" on past "back": few
        (then, 2, 0),  # done
    ):
        screen = asking.wait_for(text, times)
        asking.press(*["down"] * downs, "enter")

    assert asking.exit_code() == 0
    assert words.answer("volume", "few") in screen
    *_, term, said, command = asking.screen.splitlines()
    assert (term, said) == ("client", words.say("same-command"))
    assert command.strip() == f"{ADVISE} --lang {language}"
    assert call(*shlex.split(command)[1:], "--quiet").stdout == "client\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_by_numbers(terminal, speak, ask, language: str) -> None:
    asking = terminal("advise", "-q", "--lang", language, env=LINES, rows=150)
    for question, number in zip(CLIENT, "3134", strict=True):
        asking.wait_for(ask(language)[question])
        asking.press(number, "\n")
    asking.wait_for(speak(language).say("ask-then"))
    asking.press("1", "\n")

    assert asking.exit_code() == 0
    assert "\nclient\n" in asking.screen
    assert ESCAPE not in asking.raw


@pytest.mark.parametrize(
    ("language", "env"),
    [
        pytest.param("en", {}, id="menu-en"),
        pytest.param("fr", {}, id="menu-fr"),
        pytest.param("ro", {}, id="menu-ro"),
        pytest.param("en", {"ACCESSIBLE": "1"}, id="lines-en"),
    ],
)
def test_an_interview_that_begins_with_the_trade(
    terminal, call: Run, speak, language: str, env: dict[str, str]
) -> None:
    words = speak(language)
    trades = json.loads(call("list", "businesses", "--json", "--lang", language).stdout)["businesses"]
    [label] = [trade["business"] for trade in trades if trade["id"] == "law-firm"]
    first = "1\n" if env else "\r"
    asking = terminal("advise", "-q", "--lang", language, env=env, rows=150, columns=150)
    for text, keys in (
        (words.say("ask-business"), "zqx\r"),
        (words.say("error-unknown-business", value="zqx", nearest="").splitlines()[0], f"{label}\r"),
        (words.say("ask-review", trade=label), first),
        (words.say("ask-then"), first),
    ):
        asking.wait_for(text.replace("\N{NO-BREAK SPACE}", " "))  # as a menu draws it
        asking.press(keys)

    assert asking.exit_code() == 0
    *_, term, _, command = asking.screen.splitlines()
    assert (term, command) == ("client", f"  relcli advise --business law-firm --lang {language}")


def test_trades_are_suggested_while_one_is_typed(terminal) -> None:
    asking = terminal("advise")
    asking.wait_for("What do you do?")
    asking.press("law f")
    asking.wait_for("law firm")


def test_only_what_is_open_is_asked(terminal) -> None:
    asking = terminal("advise", "-i", "--offer", "goods", "--volume", "mass", "--repeat", "one-off")

    assert "What binds you to each other?" in asking.wait_for("Question 1")


def test_what_a_business_assumes_is_not_asked_and_stays_assumed(terminal, speak, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i --business supermarket --json > advice.json")
    asking.wait_for(speak("en").say("ask-review", trade="supermarket"))
    asking.press("enter")
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    told = json.loads((tmp_path / "advice.json").read_text("utf-8"))
    assert told["command"] == "relcli advise --business supermarket"


def test_nothing_answered_is_undecided_and_gives_no_command(
    terminal, ask, questions: dict[str, list[str]]
) -> None:
    asking = terminal("advise", "-i", "-q", "--exit-status", env=LINES, rows=300)
    texts = ask("en")
    for number in range(1, len(texts) + 1):
        screen = asking.wait_for(f"Question {number},")
        [asked] = [q for q, text in texts.items() if text in screen.rpartition(f"Question {number},")[2]]
        asking.press(str(len(questions[asked]) + 1), "\n")
    asking.wait_for("And now?")
    asking.press("1", "\n")

    assert asking.exit_code() == 3
    assert "relcli advise" not in asking.screen
    assert "undecided between" in asking.screen


@pytest.mark.parametrize("columns", [24, 40])
def test_a_menu_cuts_nothing_on_a_narrow_terminal(terminal, speak, knowledge, columns: int) -> None:
    words = speak("fr")
    offer = knowledge.questions["offer"]
    asking = terminal("advise", "-i", "--lang", "fr", "--volume", "few", columns=columns)
    letters = "".join(asking.wait_for(words.say("ask-not-sure")).split())

    for text in (offer.ask, offer.why, *(option.label for option in offer.options)):
        assert "".join(words.text(text).split()) in letters


def test_an_arrow_key_is_not_escape(terminal) -> None:
    asking = terminal()
    asking.wait_for(f"{POINTER} goods")
    asking.press("down")
    asking.wait_for(f"{POINTER} a service")
    asking.press("up")

    assert f"{POINTER} goods" in asking.wait_for(f"{POINTER} goods")


# ---- the command that gives the same answer ----------------------------------------------------------------


def test_the_command_after_an_interview_gives_the_same_answer(terminal, call: Run, tmp_path: Path) -> None:
    flags = "--lang fr --term-lang ro,fr"
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i {flags} > out.txt", columns=160)
    answer_as_client(asking, then="Et maintenant")

    assert asking.exit_code() == 0
    *_, command = asking.screen.splitlines()
    assert command.strip() == f"{ADVISE} --term-lang ro,fr --lang fr"
    assert call(*shlex.split(command)[1:]).stdout == (tmp_path / "out.txt").read_text("utf-8")


def test_the_command_after_an_interview_quotes_the_callers_words(terminal, speak, bash: Run) -> None:
    asking = terminal("advise", "-i", "-q", *FLAGS, "--current", "$(false) it's", columns=200)
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    *_, command = asking.screen.splitlines()
    assert speak("en").say("current-unknown", word="$(false) it's", term="client") in bash(command).stdout


# ---- questions and answer go to streams of their own ---------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "coloured"), [("", True), ("--color never", False)], ids=["coloured", "--color never"]
)
def test_redirecting_the_answer_leaves_the_questions_on_the_screen(
    terminal, call: Run, tmp_path: Path, flags: str, coloured: bool
) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise --format text {flags} > out.txt")
    answer_as_client(asking)

    assert asking.exit_code() == 0
    assert bool(COLOR.search(asking.raw)) == coloured
    assert (tmp_path / "out.txt").read_text("utf-8") == call("advise", *FLAGS, "--format", "text").stdout


def test_the_answer_is_previewed_where_it_goes_to_a_file(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; {ADVISE} -i --json > advice.json", rows=120)

    assert "Why client" in asking.wait_for("And now?")
    assert (tmp_path / "advice.json").read_text() == ""


def test_without_a_screen_for_questions_there_are_none(terminal, tmp_path: Path) -> None:
    blind = terminal(shell=f"cd {tmp_path}; relcli advise 2> errors.txt")

    assert blind.exit_code() == 2
    assert "--offer goods|" in (tmp_path / "errors.txt").read_text()


# ---- never asked -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feed", "command"),
    [
        ("echo", "relcli"),
        ("echo", "relcli advise"),
        ("echo", "relcli advise -i"),
        ("yes ''", "relcli advise -i"),
        ("printf '\\r\\n1\\n'", "relcli advise -i"),
        ("true", "relcli advise -i"),
    ],
    ids=lambda part: part,
)
def test_piped_input_never_answers_the_menu(bash: Run, feed: str, command: str) -> None:
    told = bash(f"{feed} | {command}")

    assert (told.returncode, told.stdout) == (2, "")
    assert "Question 1" not in told.stderr


@pytest.mark.parametrize("command", ["relcli", "relcli advise", "relcli advise -i"])
def test_nor_does_it_where_the_screen_is_a_terminal(terminal, command: str) -> None:
    asked = terminal(shell=f"echo | {command}; echo code=$?")

    assert asked.exit_code() == 0
    assert asked.screen.endswith("code=2")
    assert "Question 1" not in asked.screen


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        pytest.param(("advise", "--no-input"), {}, id="--no-input"),
        pytest.param(("advise",), {"RELCLI_NO_INPUT": "1"}, id="RELCLI_NO_INPUT=1"),
        pytest.param((), {"RELCLI_NO_INPUT": "1"}, id="RELCLI_NO_INPUT=1 relcli"),
    ],
)
def test_nobody_is_asked_who_does_not_want_it(
    terminal, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    shown = terminal(*arguments, env=env)

    assert shown.exit_code() == 2
    assert "Question 1" not in shown.screen


def test_flags_alone_never_prompt(terminal, questions: dict[str, list[str]]) -> None:
    every = [part for question, answers in questions.items() for part in (f"--{question}", answers[0])]
    answered = terminal("advise", *every, "-q")

    assert answered.exit_code() == 0
    assert len(answered.raw.split()) == 1


# ---- leaving -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "env"),
    [
        pytest.param("ctrl-c", {}, id="menu-ctrl-c"),
        pytest.param("ctrl-d", {}, id="menu-ctrl-d"),
        pytest.param("escape", {}, id="menu-escape"),
        pytest.param("ctrl-c", LINES, id="lines-ctrl-c"),
        pytest.param("ctrl-d", LINES, id="lines-ctrl-d"),
    ],
)
def test_leaving_is_130_and_the_terminal_is_as_before(
    terminal, tmp_path: Path, key: str, env: dict[str, str]
) -> None:
    asking = terminal(shell=f"cd {tmp_path}; stty -g; relcli > out.txt; echo code=$?; stty -g", env=env)
    asking.wait_for("Question 1")
    asking.wait_for("to leave)")
    asking.press(key)

    assert asking.exit_code() == 0
    before, *_, said, code, after = asking.screen.splitlines()
    assert (said, code) == ("cancelled", "code=130")
    assert before == after
    assert asking.cursor_is_visible
    assert (tmp_path / "out.txt").read_text() == ""


@pytest.mark.parametrize("path", [["enter"], ["down", "enter"]], ids=["which answer", "another value"])
def test_every_menu_can_be_left(terminal, speak, path: list[str]) -> None:
    asking = terminal("advise", "-i", *FLAGS)
    asking.wait_for("And now?")
    asking.press("down", "enter")
    asking.wait_for(speak("en").say("ask-which"))
    if path != ["enter"]:
        asking.press(*path)
        asking.wait_for("How many of them do you serve?")
    asking.press("escape")

    assert asking.exit_code() == 130


@pytest.mark.parametrize("env", [{}, LINES], ids=["menu", "lines"])
def test_a_signal_interrupts_like_the_key(terminal, env: dict[str, str]) -> None:
    asking = terminal("advise", env=env)
    asking.wait_for("to leave")
    os.kill(asking.pid, signal.SIGINT)

    assert asking.exit_code() == 130
    assert asking.screen.splitlines()[-1] == "cancelled"
