"""Where rows go: a stream as they come, or a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import stat
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Protocol

from relcli.errors import InputError


class Target(Protocol):
    """Takes the bytes of complete rows."""

    def write(self, data: bytes) -> None:
        """Write all of it now."""

    def finish(self) -> None:
        """All rows have been written."""

    def give_up(self) -> None:
        """No more rows will come, and there should have been."""


class Stream:
    """Standard output, or a file that rows are added to as they come."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Write all of it now, and no part of a row if it is interrupted."""
        with held():
            view = memoryview(data)
            while view:
                try:
                    view = view[os.write(self.descriptor, view) :]
                except BlockingIOError:
                    select.select([], [self.descriptor], [])

    def finish(self) -> None:
        """Nothing is left to do."""

    def give_up(self) -> None:
        """What was written are complete rows and stays."""


class WholeFile(Stream):
    """A file that takes its name only when it is complete; until then an old one keeps it."""

    def __init__(self, path: str) -> None:
        # Through a symbolic link the file that it names is replaced, not the link.
        self.path = os.path.realpath(path)
        folder, name = os.path.split(self.path)
        self.part = os.path.join(folder, f".{name[:200]}.{os.getpid()}.part")
        super().__init__(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666))
        with contextlib.suppress(OSError):
            os.chmod(self.part, stat.S_IMODE(os.stat(self.path).st_mode))

    def finish(self) -> None:
        """Put the file in its place."""
        os.fsync(self.descriptor)
        os.close(self.descriptor)
        os.replace(self.part, self.path)

    def give_up(self) -> None:
        """Leave no trace."""
        with contextlib.suppress(OSError):
            os.close(self.descriptor)
            os.remove(self.part)


_BINARY = getattr(os, "O_BINARY", 0)


def open_target(path: str | None) -> Target:
    """Standard output, or the file of that name; what is no ordinary file is written as a stream."""
    if path in (None, "-"):
        sys.stdout.flush()
        return Stream(sys.stdout.fileno())
    assert path is not None
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            return Stream(os.open(path, os.O_WRONLY | _BINARY))
        return WholeFile(path)
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error


def open_aside(path: str) -> Stream:
    """The file for rows set aside; a row there is not in the output, so it is written as it comes."""
    try:
        return Stream(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666))
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error


_waiting: list[int] = []


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Put off an interruption until what is being written is written; a second one comes through."""
    _waiting.append(0)
    try:
        yield
    finally:
        interrupted = _waiting.pop()
    if interrupted:
        raise KeyboardInterrupt


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    if _waiting and not _waiting[-1]:
        _waiting[-1] = 1
    else:
        raise KeyboardInterrupt


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C, and a polite request to end, come only between rows."""
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        # Where the caller has switched it off, it stays so.
        if signal.getsignal(number) not in (signal.SIG_IGN, None):
            before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
