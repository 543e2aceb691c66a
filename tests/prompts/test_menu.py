"""Questions as a menu: its keys, and the ways to leave it."""

from __future__ import annotations

import pytest
from support.prompts import COLOURS, TRADE

from relcli.prompts import Prompt


def ask_menu(speak, keys: str, prompt: Prompt = COLOURS) -> str:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from relcli.prompts import menu

    with create_pipe_input() as keyboard, create_app_session(input=keyboard):
        keyboard.send_text(keys)
        return menu.menu_asker(speak("en"), color=False, screen=DummyOutput())(prompt)


DOWN, UP, ENTER = "\x1b[B", "\x1b[A", "\r"


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param(ENTER, "r", id="Enter takes the first"),
        pytest.param(DOWN + DOWN + ENTER, "b", id="down"),
        pytest.param(DOWN + DOWN + UP + ENTER, "g", id="up again"),
        pytest.param(UP + ENTER, "b", id="round the top"),
        pytest.param(DOWN * 3 + ENTER, "r", id="round the bottom"),
        pytest.param("jj" + ENTER, "b", id="j as in vi"),
    ],
)
def test_menu_keys(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys) == reply


def test_menu_starts_on_the_answer_that_stands(speak) -> None:
    assert ask_menu(speak, ENTER, COLOURS._replace(chosen="g")) == "g"


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1b"], ids=["Ctrl-C", "Ctrl-D", "Escape"])
@pytest.mark.parametrize(
    ("before", "prompt"),
    [("", COLOURS), (DOWN, COLOURS), ("", TRADE), ("sup", TRADE)],
    ids=["at once", "after moving", "asked for text", "after typing"],
)
def test_menu_is_left_by(speak, key: str, before: str, prompt: Prompt) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_menu(speak, before + key, prompt)


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param("school" + ENTER, "school", id="typed in full"),
        pytest.param("zqx" + ENTER, "zqx", id="what is not suggested"),
        pytest.param(ENTER, "", id="nothing"),
    ],
)
def test_menu_takes_any_text_where_there_are_only_suggestions(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys, TRADE) == reply
