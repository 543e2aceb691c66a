"""The input as it comes: opened, looked at, decoded; and where rows go: a stream, or a file that is whole."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import stat
import sys
from collections.abc import Iterator
from io import FileIO
from types import FrameType

from relcli.batch.layout import BOM, find_encoding, find_layout
from relcli.batch.plan import Plan
from relcli.batch.rows import Layout, is_decoded
from relcli.errors import InputError
from relcli.model import Knowledge
from relcli.terminal import degrade

PIECE = 1 << 18
"""Bytes read at once, at most: some thousand rows."""

LONGEST_HEADER = 1 << 26
"""Where so many characters hold no complete header, there is none."""

SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
PASS_THROUGH = "relcli-pass-through"  # noqa: S105 - no password
"""The error handler for writing rows."""


class RowSource:
    """The text of a file or a stream; ``done`` counts the bytes read so far."""

    def __init__(self, plan: Plan, file: FileIO) -> None:
        self.plan = plan
        self.file = file
        self.done = 0
        self.encoding = "utf-8"
        self._at_end = False

    def begin(self, knowledge: Knowledge) -> tuple[Plan, Layout, str] | None:
        """The plan with its formats, the layout and the text after the header; None when all is blank.

        Reads no further than is needed to see them, so that a stream of one row is answered at once.
        """
        start = b""
        while True:
            start += self._read()
            if len(start) < 4 and b"\n" not in start and not self._at_end:  # noqa: PLR2004 - the longest mark
                continue
            self.encoding = find_encoding(start, self.plan.encoding)
            # In encodings of two or four bytes a character, what makes no sense has no bytes of its own.
            wide = self.encoding.startswith(("utf-16", "utf-32"))
            errors = "replace" if wide else "surrogateescape"
            self._decode = codecs.getincrementaldecoder(self.encoding)(errors).decode
            text, found = self._decode(start, self._at_end), None
            if text.strip(f"{BOM} \t\r\n"):
                found = find_layout(self.plan, knowledge, text, self.encoding, at_end=self._at_end)
            if found or self._at_end:
                return found
            if len(text) > LONGEST_HEADER:
                raise InputError("no-header")

    def texts(self, text: str) -> Iterator[str]:
        yield text
        while not self._at_end:
            yield self._decode(self._read(), self._at_end)

    def encode(self, text: str) -> bytes:
        return text.encode(self.encoding, PASS_THROUGH)

    def _read(self) -> bytes:
        with _told_as("input-unreadable", self.plan.source):
            while (data := self.file.read(PIECE)) is None:
                select.select([self.file], [], [])
        self.done += len(data)
        self._at_end = not data
        return data


@contextlib.contextmanager
def open_source(plan: Plan) -> Iterator[RowSource]:
    """The input of that name, or standard input for ``-``; raises ``InputError``."""
    if plan.format is None and plan.source.lower().endswith(SPREADSHEETS):
        raise InputError("spreadsheet", name=plan.source)
    is_stream = plan.source == "-"
    with _told_as("input-unreadable", plan.source):
        if is_stream and sys.stdin is None:  # closed by the caller
            raise OSError(9, os.strerror(9))
        name = sys.stdin.fileno() if is_stream else plan.source
        file = FileIO(name, closefd=not is_stream)
    with file:
        yield RowSource(plan, file)


@contextlib.contextmanager
def _told_as(code: str, name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise InputError(code, name=name, why=getattr(error, "strerror", None) or error) from error


def _pass_through(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes that made no sense go out as they came in; a character that the encoding lacks is replaced."""
    if isinstance(error, UnicodeEncodeError):
        char = error.object[error.start]
        if not is_decoded(char):
            return char.encode("ascii", "surrogateescape"), error.start + 1
    return degrade(error)


codecs.register_error(PASS_THROUGH, _pass_through)


class Output:
    """A stream, or a file that takes its name only when it is complete; until then an old one keeps it."""

    def __init__(self, file: FileIO) -> None:
        self.file = file
        self.path: str | None = None

    def write(self, data: bytes) -> None:
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
    output = open_rejects(part, path)
    with contextlib.suppress(OSError):
        os.chmod(part, stat.S_IMODE(os.stat(target).st_mode))
    output.path = target
    return output


def open_rejects(path: str, told: str | None = None) -> Output:
    """The file for bad rows; a row there is not in the output, so it is written as it comes."""
    with _told_as("file-unwritable", told or path):
        file = FileIO(path, "w")
    return Output(file)


class Interrupts:
    """Lets Ctrl-C, and a polite request to end, come only between rows; a second one comes at once."""

    _writing = False
    _pending = False

    @contextlib.contextmanager
    def handled(self) -> Iterator[None]:
        """Handle both from here on; where the caller has switched one off, it stays so."""
        numbers = [
            n for n in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(n) not in (signal.SIG_IGN, None)
        ]
        before = {number: signal.signal(number, self._interrupt) for number in numbers}
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
