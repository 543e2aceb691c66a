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

from relcli.errors import InputError

_BINARY = getattr(os, "O_BINARY", 0)


class Stream:
    """Standard output, or a file that rows are added to as they come."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Write all of it now."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.descriptor, view) :]
            except BlockingIOError:
                select.select([], [self.descriptor], [])

    def finish(self) -> None:
        """All rows have been written."""

    def give_up(self) -> None:
        """No more rows will come, and there should have been; what was written are complete rows."""


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


def open_output(path: str | None) -> Stream:
    """Standard output, or the file of that name; what is no ordinary file is written as a stream."""
    if path in (None, "-"):
        sys.stdout.flush()
        return Stream(sys.stdout.fileno())
    assert path is not None
    with _told(path):
        if os.path.exists(path) and not os.path.isfile(path):
            return Stream(os.open(path, os.O_WRONLY | _BINARY))
        return WholeFile(path)


def open_rejects(path: str) -> Stream:
    """The file for bad rows; a row there is not in the output, so it is written as it comes."""
    with _told(path):
        return Stream(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666))


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error


class Interrupts:
    """Lets Ctrl-C, and a polite request to end, come only between rows; a second one comes at once."""

    def __init__(self) -> None:
        self._writing = False
        self._pending = False

    @contextlib.contextmanager
    def handled(self) -> Iterator[None]:
        """Handle both from here on; where the caller has switched one off, it stays so."""
        before = {}
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, self._interrupt)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def put_off(self) -> Iterator[None]:
        """Until what is being written is written."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
        if self._pending:
            raise KeyboardInterrupt

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if not self._writing or self._pending:
            raise KeyboardInterrupt
        self._pending = True
