"""Questions as a menu: its keys, and the ways to leave it."""

from __future__ import annotations

import pytest
from support.prompts import COLOURS, TRADE

from relcli.prompts import BACK, Choice, Prompt


def ask_menu(speak, keys: str, prompt: Prompt = COLOURS) -> str:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from relcli.prompts import menu

    with create_pipe_input() as keyboard, create_app_session(input=keyboard):
        keyboard.send_text(keys)
        return menu.menu_asker(speak("en"), color=False, screen=DummyOutput())(prompt)


DOWN, UP, ENTER, ESCAPE = "\x1b[B", "\x1b[A", "\r", "\x1b"


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param(ENTER, "r", id="Enter takes the first"),
        pytest.param(DOWN + DOWN + ENTER, "b", id="down"),
        pytest.param(DOWN + DOWN + UP + ENTER, "g", id="up again"),
        pytest.param(UP + ENTER, "b", id="round the top"),
        pytest.param(DOWN * 3 + ENTER, "r", id="round the bottom"),
        pytest.param("jj" + ENTER, "b", id="j as in vi"),
        pytest.param("jjk" + ENTER, "g", id="k as in vi"),
        pytest.param("2", "g", id="a number at once"),
        pytest.param("?" + "3", "b", id="the why, then a number"),
    ],
)
def test_menu_keys(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys) == reply


def test_menu_starts_on_the_answer_that_stands(speak) -> None:
    assert ask_menu(speak, ENTER, COLOURS._replace(chosen="g")) == "g"


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize(
    ("before", "prompt"),
    [("", COLOURS), (DOWN, COLOURS), ("", TRADE), ("sup", TRADE)],
    ids=["at once", "after moving", "asked for text", "after typing"],
)
def test_menu_is_left_by(speak, key: str, before: str, prompt: Prompt) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_menu(speak, before + key, prompt)


def test_escape_leaves_where_there_is_no_way_back(speak) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_menu(speak, ESCAPE)


def test_escape_goes_back(speak) -> None:
    assert ask_menu(speak, ESCAPE, COLOURS._replace(can_go_back=True)) == BACK


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param("school" + ENTER, "school", id="typed in full"),
        pytest.param("s" + ENTER, "school", id="the top row"),
        pytest.param("s" + DOWN + ENTER, "supermarket", id="another row"),
        pytest.param("s" + UP + ENTER, "", id="none of these"),
        pytest.param("zqx" + ENTER, "", id="where nothing fits the row that is left"),
        pytest.param(ENTER, "", id="nothing"),
        pytest.param("jk2?" + ENTER, "", id="letters and numbers are text"),
    ],
)
def test_a_trade_is_taken_from_the_list(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys, TRADE) == reply


def test_a_text_may_have_been_typed_before(speak) -> None:
    assert ask_menu(speak, ENTER, TRADE._replace(typed="sup")) == "supermarket"


BAR = Prompt("customer", choices=(Choice("done", "done", "Enter"), Choice("save", "save", "s")), bar=True)


@pytest.mark.parametrize(
    ("keys", "reply"), [(ENTER, "done"), ("s", "save"), (ESCAPE, "done")], ids=["Enter", "a letter", "Escape"]
)
def test_a_bar_is_answered_by_its_keys(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys, BAR) == reply


@pytest.mark.parametrize(
    "pasted",
    [pytest.param("\x1b[31mred", id="what looks like a mouse"), pytest.param("x" * 5000, id="very much")],
)
def test_what_is_pasted_does_no_harm(speak, pasted: str) -> None:
    searched: list[str] = []
    prompt = TRADE._replace(suggest=lambda typed: searched.append(typed) or ())

    assert ask_menu(speak, pasted + ENTER, prompt) == ""
    assert len(searched) < 20
