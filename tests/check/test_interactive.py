"""``check --interactive``: one change after the other, on a real terminal."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.process import Run

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal"),
]
TEXT = "Our clients pay.\n\n# Meet our clients\n\nA client called us.\n\nOur clients sign [x](#meet-our-clients).\n"


@pytest.fixture
def asking(terminal, house: Path) -> Callable[..., object]:
    (house / "a.md").write_text(TEXT, encoding="utf-8")

    def start(language: str = "en") -> object:
        return terminal(shell=f"cd {shlex.quote(str(house))} && relcli --lang {language} check --interactive")

    return start


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_each_change_is_asked_about(asking, speak, house: Path, language: str) -> None:
    say = speak(language).say
    yes, no, rest = (say(f"choose-{what}-key") for what in ("yes", "no", "quit"))
    screen = asking(language)
    screen.wait_for("+Our customers pay.")
    screen.press("x\n")  # no answer: the help is shown, and it asks again
    screen.wait_for(say("choose-all"))
    screen.press(f"{yes}\n")
    screen.wait_for("+# Meet our customers")
    assert say("choose-unsafe") in screen.screen
    screen.press(f"{no}\n")
    screen.wait_for("+A customer called us.")
    screen.press(f"{yes}\n")
    screen.wait_for("+Our customers sign")
    screen.press(f"{rest}\n")

    assert screen.exit_code() == 1
    assert (house / "a.md").read_text() == TEXT.replace("Our clients pay", "Our customers pay").replace(
        "A client", "A customer"
    )


def test_all_the_rest_at_once(asking, house: Path) -> None:
    screen = asking()
    screen.wait_for("+Our customers pay.")
    screen.press("a\n")

    assert screen.exit_code() == 0
    assert (house / "a.md").read_text() == TEXT.replace("client", "customer")


def test_the_end_of_the_input_changes_nothing(asking, house: Path) -> None:
    screen = asking()
    screen.wait_for("+Our customers pay.")
    screen.press("ctrl-d")

    assert screen.exit_code() == 1
    assert (house / "a.md").read_text() == TEXT


def test_without_a_terminal_nobody_can_be_asked(house: Path, run: Run) -> None:
    (house / "a.md").write_text(TEXT, encoding="utf-8")
    result = run("check", "-i", cwd=house)

    assert result.returncode == 2
    assert "--diff" in result.stderr
