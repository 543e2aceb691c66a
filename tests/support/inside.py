"""The program called in this process: nothing to start, nothing left behind."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from unittest import mock

from relcli.cli import main, run
from support.process import CLEAN
from support.shipped import DATA


class Stream(io.TextIOWrapper):
    """A file that may pass for a terminal, one of 80 columns."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(tempfile.TemporaryFile(), encoding=encoding, newline="")  # noqa: SIM115 - closed with this
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def call(
    *arguments: str,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    cwd: Path | None = None,
    encoding: str | None = "utf-8",
    terminal: bool = False,
) -> subprocess.CompletedProcess[str]:
    """What ``run`` gives, for tests of what is said rather than of the process that says it.

    The streams are files in that encoding (bytes come back where it is None). With ``terminal`` standard
    output and standard error say that they are one; standard input never does.
    """
    with ExitStack() as undo:
        streams = [
            undo.enter_context(Stream(encoding or "utf-8", terminal=is_terminal))
            for is_terminal in (False, terminal, terminal)
        ]
        streams[0].write(stdin or "")
        streams[0].seek(0)
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            undo.enter_context(mock.patch.object(sys, name, stream))
        environment = {**CLEAN, "LC_ALL": "C.UTF-8", **(env or {})}
        undo.enter_context(mock.patch.dict(os.environ, environment, clear=True))
        undo.enter_context(chdir(cwd or Path.cwd()))
        # The shipped data is read once, not for every call.
        undo.enter_context(mock.patch.object(run, "open_shipped_data", return_value=DATA))
        undo.enter_context(_as_the_collector_was())
        try:
            code = main(arguments)
        except SystemExit as left:
            code = left.code
        said = [_content(stream, encoding) for stream in streams[1:]]
    return subprocess.CompletedProcess(["relcli", *arguments], code, *said)


@contextmanager
def _as_the_collector_was() -> Iterator[None]:
    """A run freezes what it has made and collects less often, which is meant for a process that ends."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def _content(stream: Stream, encoding: str | None) -> str | bytes:
    stream.flush()
    stream.buffer.seek(0)
    content = stream.buffer.read()
    return content.decode(encoding) if encoding else content
