"""Questions as numbered lines, for whoever wants nothing redrawn."""

from __future__ import annotations

import io

import pytest
from support.prompts import COLOURS, TRADE

from relcli.prompts import BACK, Choice, Prompt, lines, prompter


def ask_lines(speak, typed: str, prompt: Prompt = COLOURS, language: str = "en") -> tuple[str, str]:
    screen = io.StringIO()
    reply = lines.line_asker(speak(language), io.StringIO(typed), screen)(prompt)
    return reply, screen.getvalue()


def test_lines_are_numbered_and_the_choice_is_read_back(speak) -> None:
    reply, screen = ask_lines(speak, "2\n")

    assert reply == "g"
    assert screen == (
        "\n1 of about 5\ngoods ✓\nWhich colour?\n1. red\n2. green\n3. blue\n? tells why it is asked\n"
        "Number, then Enter (Ctrl-C to leave): green\n"
    )


@pytest.mark.parametrize(
    "wrong", ["", "0", "4", "-1", "1.0", "red", "²", "1 2", "9" * 5000], ids=lambda text: repr(text[:9])
)
def test_lines_ask_again_until_it_is_a_number_of_the_list(speak, wrong: str) -> None:
    reply, screen = ask_lines(speak, f"{wrong}\n 3 \n")

    assert reply == "b"
    assert "Please type a number from 1 to 3.\n" in screen


def test_lines_name_the_answer_that_stands(speak) -> None:
    assert "\n3. blue, now chosen\n" in ask_lines(speak, "1\n", COLOURS._replace(chosen="b"))[1]


def test_lines_tell_why_and_ask_again(speak) -> None:
    reply, screen = ask_lines(speak, "?\n2\n")

    assert reply == "g"
    assert "Taste.\n" in screen


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_lines_go_back_by_a_letter(speak, language: str) -> None:
    reply, screen = ask_lines(speak, "b\n", COLOURS._replace(can_go_back=True), language)

    assert reply == BACK
    assert speak(language).say("ask-line-back") in screen


def test_lines_take_the_first_of_a_bar_for_nothing(speak) -> None:
    bar = Prompt("customer", choices=(Choice("done", "done"), Choice("save", "save", "s")), bar=True)

    assert (ask_lines(speak, "\n", bar)[0], ask_lines(speak, "s\n", bar)[0]) == ("done", "save")


def test_lines_take_the_answer_that_stands_for_nothing(speak) -> None:
    assert ask_lines(speak, "\n", COLOURS._replace(chosen="b"))[0] == "b"


def test_lines_leave_out_what_is_empty(speak) -> None:
    _, screen = ask_lines(speak, "1\n", COLOURS._replace(why="", above=("",)))

    assert screen.startswith("\nWhich colour?\n1. red\n")


@pytest.mark.parametrize("typed", ["", "7\n"], ids=["at once", "after a wrong number"])
def test_lines_end_with_the_input(speak, typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_lines(speak, typed)


@pytest.mark.parametrize(
    ("typed", "reply"),
    [("law firm\n", "law firm"), ("  2 \n", "2"), ("\n", "")],
    ids=["text", "a number", "nothing"],
)
def test_lines_take_any_text_where_there_are_only_suggestions(speak, typed: str, reply: str) -> None:
    assert ask_lines(speak, typed, TRADE)[0] == reply


def test_lines_end_with_the_input_where_text_is_asked_for(speak) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_lines(speak, "", TRADE)


@pytest.mark.parametrize(
    "env", [{"RELCLI_ACCESSIBLE": "1"}, {"ACCESSIBLE": "yes"}, {"TERM": "dumb"}], ids=str
)
def test_lines_are_chosen_where_a_menu_would_not_do(speak, env: dict[str, str]) -> None:
    assert prompter(env, speak("en"), color=True).__module__ == "relcli.prompts.lines"
    assert prompter({"TERM": "xterm"}, speak("en"), color=True).__module__ == "relcli.prompts.menu"
