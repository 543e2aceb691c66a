"""Where rows go: a stream as they come, or a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import stat
import sys
from collections.abc import Iterator
from io import FileIO
from types import FrameType

from relcli.errors import InputError


class Output:
    """A stream, or a file that takes its name only when it is complete; until then an old one keeps it."""

    def __init__(self, file: FileIO, path: str | None = None) -> None:
        self.file = file
        self.path = path

    def write(self, data: bytes) -> None:
        """Write all of it now."""
        view = memoryview(data)
        while view:
            written = self.file.write(view)
            if written is None:
                select.select([], [self.file], [])
            else:
                view = view[written:]

    def close(self, *, complete: bool) -> None:
        """Put a file in its place; one that is not complete leaves no trace."""
        if complete and self.path:
            os.fsync(self.file.fileno())
        self.file.close()
        if self.path and complete:
            os.replace(self.file.name, self.path)
        elif self.path:
            with contextlib.suppress(OSError):
                os.remove(self.file.name)


def open_output(path: str | None) -> Output:
    """Standard output, or the file of that name; what is no ordinary file is written as a stream."""
    if path in (None, "-"):
        sys.stdout.flush()
        return Output(FileIO(sys.stdout.fileno(), "w", closefd=False))
    if os.path.exists(path) and not os.path.isfile(path):
        return open_rejects(path)
    # Through a symbolic link the file that it names is replaced, not the link.
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{name[:200]}.{os.getpid()}.part")
    output = Output(_create(part, path), target)
    with contextlib.suppress(OSError):
        os.chmod(part, stat.S_IMODE(os.stat(target).st_mode))
    return output


def open_rejects(path: str) -> Output:
    """The file for bad rows; a row there is not in the output, so it is written as it comes."""
    return Output(_create(path, path))


def _create(path: str, told: str) -> FileIO:
    try:
        return FileIO(path, "w")
    except OSError as error:
        raise InputError("file-unwritable", name=told, why=error.strerror or error) from error


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
