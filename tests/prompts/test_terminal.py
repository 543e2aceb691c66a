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
from support.shipped import DATA, texts_in

COLOR = re.compile(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])[0-9;]*m")
POINTER = "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}"
LINES = {"RELCLI_ACCESSIBLE": "1"}


DATA_TEXTS = {language: texts_in(language) for language in LANGUAGES}
DONE = "Enter done"
"""How the line of keys under the answer begins."""


def answer_as_client(asking, language: str = "en") -> None:
    """The four core questions by number, and done."""
    of_about, done = (" of about", DONE) if language == "en" else (" sur ", "Entrée terminé")
    for number, key in enumerate("3134", start=1):
        asking.wait_for(f"{number}{of_about}")
        asking.press(key)
    asking.wait_for(done)
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
    done, which = words.say("ask-done"), words.say("ask-which")
    asking = terminal("advise", "--lang", language, "--quiet", rows=50, columns=120)
    for text, keys in (
        (offer, ["enter"]),  # goods
        (volume, ["escape"]),  # back
        (offer, ["down", "down", "enter"]),  # no: a tailored service
        (volume, ["0"]),  # not sure
        (contract, ["j", "j", "enter"]),  # an agreement
        (repeat, ["4"]),  # without end
        (done, ["c"]),  # change an answer:
        (which, ["down", "enter"]),  # the volume
        (volume, ["1"]),  # few
    ):
        asking.wait_for(text)
        asking.press(*keys)
    asking.wait_for(f"{words.say('ask-not-sure')} → {words.short('volume', 'few')}")
    asking.wait_for(done)
    asking.press("enter")

    assert asking.exit_code() == 0
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
    asking.wait_for(speak(language).say("ask-others"))
    asking.press("\n")

    assert asking.exit_code() == 0
    assert "\nclient\n" in asking.screen
    assert ESCAPE not in asking.raw


@pytest.mark.parametrize("env", [{}, {"ACCESSIBLE": "1"}], ids=["menu", "lines"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_trade_is_answered_at_once(terminal, speak, language: str, env: dict[str, str]) -> None:
    words, label = speak(language), DATA.trades["law-firm"].label[language]
    asking = terminal("advise", "-q", "--lang", language, env=env, rows=50, columns=80)
    asking.wait_for(words.say("ask-business"))
    asking.press(f"{label}\r")
    screen = asking.wait_for(words.say("ask-others"))
    asking.press("\r")

    assert words.say("card-because") in screen
    assert asking.exit_code() == 0
    *_, term, _, command = asking.screen.splitlines()
    assert (term, command) == ("client", f"  relcli advise --business law-firm --lang {language}")


@pytest.mark.parametrize(("columns", "language"), [(60, "fr"), (80, "ro"), (120, "en")])
def test_trades_are_listed_with_their_word_while_one_is_typed(terminal, columns: int, language: str) -> None:
    label = DATA.trades["law-firm"].label[language]
    asking = terminal("advise", "--lang", language, columns=columns)
    asking.wait_for(DATA_TEXTS[language].say("ask-business"))
    asking.press(label[:12])
    screen = asking.wait_for(f"{POINTER} {label}")

    assert re.search(rf"{POINTER} {label} +client", screen)
    # Where there is room for it, the sector stands beside.
    assert (DATA_TEXTS[language].sector("professions") in screen) == (columns >= 80)


@pytest.mark.parametrize(
    ("typed", "keys", "command"),
    [
        pytest.param("resturant", ["enter"], "--business restaurant", id="a slip"),
        pytest.param("dental", ["down", "up", "enter"], "--business dental", id="arrows"),
        pytest.param("law firm", ["escape", "enter"], "1 of about", id="Escape clears what is typed"),
        pytest.param("zqx", ["enter"], "1 of about", id="none of these"),
    ],
)
def test_enter_takes_the_row(terminal, typed: str, keys: list[str], command: str) -> None:
    asking = terminal("advise", "-q", columns=120)
    asking.wait_for("What do you do?")
    asking.press(typed)
    asking.wait_for(f"> {typed}")
    for key in keys:
        asking.press(key)
        if key == "escape":
            asking.wait_for(f"{POINTER} None of these")
    if command.startswith("--"):
        asking.wait_for(DONE)
        asking.press("enter")

    assert command in asking.wait_for(command)


def test_escape_goes_back_to_the_trade_and_to_the_answer_before(terminal) -> None:
    asking = terminal("advise")
    asking.wait_for("What do you do?")
    asking.press("enter")
    asking.wait_for("1 of about")
    asking.press("escape")
    asking.wait_for("What do you do?")
    asking.press("enter")
    asking.wait_for("1 of about")
    asking.press("4")
    asking.wait_for("software ✓")
    asking.press("escape")

    assert f"{POINTER} 4  software" in asking.wait_for("1 of about")


def test_why_it_is_asked_is_told_to_whoever_asks(terminal, knowledge) -> None:
    why = knowledge.questions["offer"].why["en"].split()[:6]
    asking = terminal("advise")
    screen = asking.wait_for("1 of about")
    asking.press("?")

    assert " ".join(why) not in screen
    asking.wait_for(" ".join(why))


def test_nothing_of_a_prompt_is_left(terminal) -> None:
    asking = terminal("advise", "-q")
    answer_as_client(asking)

    assert asking.exit_code() == 0
    assert "of about" not in asking.screen
    assert "What do you do?" not in asking.screen


def test_no_colour_but_what_is_asked_for(terminal) -> None:
    asking = terminal("advise", "-q", env={"NO_COLOR": "1"})
    answer_as_client(asking)

    assert asking.exit_code() == 0
    assert not COLOR.search(asking.raw)


# ---- after the answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("env", [{}, LINES], ids=["menu", "lines"])
@pytest.mark.parametrize(
    ("key", "says"),
    [
        pytest.param("e", "Sources", id="e explains"),
        pytest.param("s", "The decision is in relcli.toml.", id="s saves"),
        pytest.param("y", "“client” was sent to the clipboard", id="y copies"),
        pytest.param("o", "Who is in the room", id="o shows the others"),
    ],
)
def test_what_the_keys_under_the_answer_do(
    terminal, tmp_path: Path, key: str, says: str, env: dict[str, str]
) -> None:
    shell = f"cd {tmp_path}; relcli advise -i --business law-firm"
    asking = terminal(shell=shell, env={"PAGER": "cat", **env}, rows=150)
    asking.wait_for("others")
    asking.press(key, *(["\n"] if env else []))
    asking.wait_for(says)
    asking.wait_for("others", 2 if env else 1)
    asking.press("\r")

    assert asking.exit_code() == 0
    assert (tmp_path / "relcli.toml").exists() == (key == "s")
    copied = "\x1b]52;c;Y2xpZW50\x07"  # "client" in base 64
    assert (copied in asking.raw) == (key == "y")


def test_what_is_saved_is_never_overwritten(terminal, tmp_path: Path) -> None:
    (tmp_path / "relcli.toml").write_text("mine", "utf-8")
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i --business law-firm")
    asking.wait_for(DONE)
    asking.press("s")
    asking.wait_for("relcli.toml")
    asking.press("enter")

    assert asking.exit_code() == 0
    assert (tmp_path / "relcli.toml").read_text("utf-8") == "mine"


def test_what_an_interview_saved_it_may_save_again(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i --business saas", columns=120)
    asking.wait_for(DONE)
    asking.press("s")
    asking.wait_for("The decision is in")
    asking.press("c")
    asking.wait_for("Which answer")
    asking.press("enter")
    asking.wait_for("choose")
    asking.press("3")
    asking.wait_for("customer → client")
    asking.press("s")
    asking.wait_for("The decision is in", 2)
    asking.press("enter")

    assert asking.exit_code() == 0
    assert 'payer = "client"' in (tmp_path / "relcli.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        pytest.param(["down", "enter", "3"], "Volume: hundreds → a crowd. Still customer", id="still"),
        pytest.param(["enter", "3"], "Offer: software → tailored service. customer → client", id="another"),
    ],
)
def test_a_change_shows_the_difference_alone(terminal, keys: list[str], says: str) -> None:
    asking = terminal("advise", "-i", "--business", "saas", "-q", columns=120)
    asking.wait_for(DONE)
    asking.press("c")
    asking.wait_for("Which answer")
    for key in keys:
        asking.press(key)
        if key == "enter":
            asking.wait_for("choose")
    screen = asking.wait_for(says)
    asking.press("enter")

    assert screen.count("Because") == 1
    assert asking.exit_code() == 0


# ---- what is asked -------------------------------------------------------------------------------------------


def test_only_what_is_open_is_asked(terminal) -> None:
    asking = terminal("advise", "-i", "--offer", "goods", "--volume", "mass", "--repeat", "one-off")

    assert "What binds you to each other?" in asking.wait_for("1, the last question")


def test_what_a_business_assumes_is_not_asked_and_stays_assumed(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i --business supermarket --json > advice.json")
    asking.wait_for(DONE)
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
        mark = f"\n{number} of" if number < len(texts) else f"\n{number}, the last"
        screen = asking.wait_for(mark)
        [asked] = [q for q, text in texts.items() if text in screen.rpartition(mark)[2]]
        asking.press(str(len(questions[asked]) + 1), "\n")
    asking.wait_for("others")
    asking.press("1", "\n")

    assert asking.exit_code() == 3
    assert "relcli advise" not in asking.screen
    assert "undecided between" in asking.screen


@pytest.mark.parametrize("columns", [20, 40])
def test_a_menu_cuts_nothing_on_a_narrow_terminal(terminal, speak, knowledge, columns: int) -> None:
    words = speak("fr")
    offer = knowledge.questions["offer"]
    asking = terminal("advise", "-i", "--lang", "fr", "--volume", "few", columns=columns)
    asking.wait_for(words.say("ask-not-sure"))
    asking.press("?", "down")
    # What is drawn next is drawn when all of the why is there.
    letters = "".join(asking.wait_for(f"{POINTER} 2").split())

    for text in (offer.ask, offer.why, *(option.label for option in offer.options)):
        assert "".join(words.text(text).split()) in letters


def test_an_arrow_key_is_not_escape(terminal) -> None:
    asking = terminal()
    asking.wait_for(f"{POINTER} 1  goods")
    asking.press("down")
    asking.wait_for(f"{POINTER} 2  a service")
    asking.press("up")

    assert f"{POINTER} 1  goods" in asking.wait_for(f"{POINTER} 1  goods")


# ---- the command that gives the same answer ----------------------------------------------------------------


def test_the_command_after_an_interview_gives_the_same_answer(terminal, call: Run, tmp_path: Path) -> None:
    flags = "--lang fr --term-lang ro,fr"
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i {flags} > out.txt", columns=160)
    answer_as_client(asking, "fr")

    assert asking.exit_code() == 0
    *_, command = asking.screen.splitlines()
    assert command.strip() == f"{ADVISE} --term-lang ro,fr --lang fr"
    assert call(*shlex.split(command)[1:]).stdout == (tmp_path / "out.txt").read_text("utf-8")


def test_the_command_after_an_interview_quotes_the_callers_words(terminal, speak, bash: Run) -> None:
    asking = terminal("advise", "-i", "-q", *FLAGS, "--current", "$(false) it's", columns=200)
    asking.wait_for(DONE)
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

    assert "Because" in asking.wait_for(DONE)
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
    assert "of about" not in told.stderr


@pytest.mark.parametrize("command", ["relcli", "relcli advise", "relcli advise -i"])
def test_nor_does_it_where_the_screen_is_a_terminal(terminal, command: str) -> None:
    asked = terminal(shell=f"echo | {command}; echo code=$?")

    assert asked.exit_code() == 0
    assert asked.screen.endswith("code=2")
    assert "of about" not in asked.screen


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
    assert "of about" not in shown.screen


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
        pytest.param("ctrl-c", LINES, id="lines-ctrl-c"),
        pytest.param("ctrl-d", LINES, id="lines-ctrl-d"),
    ],
)
def test_leaving_is_130_and_the_terminal_is_as_before(
    terminal, tmp_path: Path, key: str, env: dict[str, str]
) -> None:
    asking = terminal(shell=f"cd {tmp_path}; stty -g; relcli > out.txt; echo code=$?; stty -g", env=env)
    asking.wait_for("1 of about")
    asking.wait_for("to leave" if env else "Ctrl-C leave")
    asking.press(key)

    assert asking.exit_code() == 0
    before, *_, said, code, after = asking.screen.splitlines()
    assert (said, code) == ("cancelled", "code=130")
    assert before == after
    assert asking.cursor_is_visible
    assert (tmp_path / "out.txt").read_text() == ""


def test_escape_leaves_the_first_prompt(terminal) -> None:
    asking = terminal()
    asking.wait_for("What do you do?")
    asking.press("escape")

    assert asking.exit_code() == 130


@pytest.mark.parametrize("env", [{}, LINES], ids=["menu", "lines"])
def test_whoever_leaves_is_told_how_to_go_on_and_can(terminal, env: dict[str, str]) -> None:
    asking = terminal("advise", env=env, columns=120)
    for number, key in enumerate("12", start=1):
        asking.wait_for(f"{number} of about")
        asking.press(key, *(["\n"] if env else []))
    asking.wait_for("3 of about")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130
    *_, command, _ = asking.screen.splitlines()
    assert command.strip() == "relcli advise --offer goods --volume many --interactive"
    again = terminal(*shlex.split(command)[1:], env=env)
    assert "What binds you to each other?" in again.wait_for("1 of about")


@pytest.mark.parametrize("path", [["enter"], ["down", "enter"]], ids=["which answer", "another value"])
def test_every_menu_can_be_left(terminal, speak, path: list[str]) -> None:
    asking = terminal("advise", "-i", *FLAGS)
    asking.wait_for(DONE)
    asking.press("c")
    asking.wait_for(speak("en").say("ask-which"))
    if path != ["enter"]:
        asking.press(*path)
        asking.wait_for("How many of them do you serve?")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130


@pytest.mark.parametrize("env", [{}, LINES], ids=["menu", "lines"])
def test_a_signal_interrupts_like_the_key(terminal, env: dict[str, str]) -> None:
    asking = terminal("advise", env=env)
    asking.wait_for("to leave" if env else "Ctrl-C leave")
    os.kill(asking.pid, signal.SIGINT)

    assert asking.exit_code() == 130
    assert asking.screen.splitlines()[-1] == "cancelled"
