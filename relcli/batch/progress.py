"""How far a run has come, on one line that overwrites itself; only for a person to see."""

from __future__ import annotations

import os
import sys
import time

from relcli.language import Texts
from relcli.terminal import columns, is_accessible

EVERY = 0.2
"""Seconds between two looks."""


class Progress:
    """Silent unless standard error is a terminal that can redraw."""

    def __init__(self, texts: Texts, size: int | None) -> None:
        self.texts = texts
        self.size = size
        self.started = self.last = time.monotonic()
        self.drawn = 0
        self.on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not is_accessible(os.environ)

    def show(self, rows: int, done: int) -> None:
        """Rows, rate, and the time left where the size of the input is known."""
        now = time.monotonic()
        if not self.on or now - self.last < EVERY:
            return
        self.last = now
        spent = now - self.started
        line = self.texts.say("batch-progress", rows=f"{rows:,}", rate=f"{rows / spent:,.0f}")
        if self.size and done:
            left = spent * max(0, self.size - done) / done
            share = f"{min(100, 100 * done // self.size)} %"
            line += self.texts.say("batch-progress-left", share=share, left=f"{left:,.0f}")
        self._draw(line)

    def clear(self) -> None:
        """Take the line away."""
        if self.drawn:
            self._draw("")
            self.drawn = 0

    def _draw(self, line: str) -> None:
        line = line[: columns(os.environ, sys.stderr) - 1]
        blank = " " * max(0, self.drawn - len(line))
        try:
            sys.stderr.write(f"\r{line}{blank}\r")
            sys.stderr.flush()
        except OSError:
            self.on = False
        self.drawn = len(line)
