"""What is longer than the screen goes through a pager, as in git and gh."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from typing import TextIO

from relcli.programs import program
from relcli.terminal import is_accessible

DEFAULT_PAGER, LESS = "less", "FRX"
"""What pages where nobody says otherwise, and how: not for one screen, with colours, on the same screen."""


def pager_for(text: str, environment: Mapping[str, str], stream: TextIO) -> list[str] | None:
    """The command to page this with; None where it fits, where nothing pages, or where nobody looks."""
    if not stream.isatty() or is_accessible(environment) or environment.get("TERM") == "dumb":
        return None
    if text.count("\n") < shutil.get_terminal_size().lines:
        return None
    try:
        command = shlex.split(environment.get("PAGER", DEFAULT_PAGER), posix=os.name == "posix")
    except ValueError:  # a quotation mark that is not closed
        return None
    if not command or command == ["cat"] or (found := program(command[0], environment)) is None:
        return None
    return [found, *command[1:]]


def page_out(text: str, stream: TextIO) -> bool:
    """Show the text in a pager; False where it has to be written as usual."""
    command = pager_for(text, os.environ, stream)
    if command is None:
        return False
    environment = {"LESS": LESS, "LV": "-c", **os.environ}
    # Ctrl-C is for the pager to understand.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with subprocess.Popen(  # noqa: S603 - it is the person's own PAGER
            command, stdin=subprocess.PIPE, stdout=stream, env=environment
        ) as pager:
            assert pager.stdin
            try:
                pager.stdin.write(text.encode("utf-8", "replace"))
                pager.stdin.close()
            except BrokenPipeError:  # left before the end
                pass
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
