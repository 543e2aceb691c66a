"""A pseudo-terminal with a screen that a test can read, as a person would."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import pexpect
import pyte

PATIENCE = 20

TRADE = ("What do you do", "Que faites-vous", "Ce activitate aveți")
"""How the question begins that every interview without answers begins with, in the three languages."""


class Terminal:
    """A command on a terminal of that many columns and rows; ``screen`` is what stands there now."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 100, rows: int = 50
    ) -> None:
        self.raw = ""
        self._screen: str | None = None
        self._passed_over = False
        self._display = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._display)
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=(rows, columns), encoding="utf-8"
        )
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = self._child.ptyproc.delayafterterminate = 0
        # Programs ask the terminal where the cursor is, and wait for the answer.
        self._display.write_process_input = self._child.send

    @property
    def screen(self) -> str:
        if self._screen is None:  # Drawing it takes longer than all else, and it is looked at all the time.
            self._screen = "\n".join(line.rstrip() for line in self._display.display).strip("\n")
        return self._screen

    @property
    def cursor_is_visible(self) -> bool:
        return not self._display.cursor.hidden

    @property
    def pid(self) -> int:
        return self._child.pid

    def wait_for(self, text: str, times: int = 1) -> str:
        """Read until the text stands on the screen, so many times; gives the screen.

        The first question of an interview, the trade, is passed over unless it has been waited for.
        """
        deadline = time.monotonic() + PATIENCE
        self._passed_over |= any(question in text for question in TRADE)
        while self.screen.count(text) < times:
            if self._trade_is_asked():
                self._passed_over = True
                self.press("enter")
            ended = not self._read() and self.screen.count(text) < times
            assert not ended, f"ended without {text!r}:\n{self.screen}"
            assert time.monotonic() < deadline, f"no {text!r} on:\n{self.screen}"
        return self.screen

    def _trade_is_asked(self) -> bool:
        return not self._passed_over and any(question in self.screen for question in TRADE)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._child.send(KEYS.get(key, key))

    def exit_code(self) -> int:
        """Read to the end and give the code that the command left with."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"still running:\n{self.screen}"
        self._child.wait()
        return self._child.exitstatus

    def close(self) -> None:
        if self._child.isalive():
            self._child.kill(9)
            self._child.wait()
        self._child.close()

    def _read(self) -> bool:
        try:
            text = self._child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += text
        self._stream.feed(text)
        self._screen = None
        return True


KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "enter": "\r",
    "escape": "\x1b",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "tab": "\t",
}
