"""How far a long run is."""

import sys
from time import monotonic

from relcli.language import Texts

PATIENCE = 2.0
"""After so many seconds a run shows how far it is."""


class Progress:
    """How far a long run is, on one line of a terminal, which is gone when anything else is said."""

    def __init__(self, texts: Texts) -> None:
        self._texts, self._until, self._shown = texts, monotonic() + PATIENCE, 0

    def show(self, files: int) -> None:
        """Say how many files have been read, now and then."""
        if sys.stderr.isatty() and not self._shown and monotonic() > self._until:
            self._until = monotonic() + PATIENCE / 10
            told = self._texts.counted("files-read", files)
            self._shown = len(told)
            print(told, end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r" + " " * self._shown + "\r", end="", file=sys.stderr, flush=True)
            self._shown = 0
