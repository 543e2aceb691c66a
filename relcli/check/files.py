"""The files to read: walking folders, decoding, and writing a file back whole."""

import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from relcli.atomic import replace_file
from relcli.check import git
from relcli.check.prose import KINDS, MARKDOWN, PLAIN
from relcli.errors import InputError
from relcli.language import Texts
from relcli.terminal import printable

STDIN = "-"
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})
LINE_REACH = 300
"""Of a huge line, so much is taken to either side."""


class SourceFile(NamedTuple):
    """A file as text. Bytes that are no UTF-8 are kept as lone surrogates, so that nothing is lost."""

    path: str
    kind: str
    text: str

    def line_at(self, start: int, end: int) -> str:
        """The line around a stretch, without its break; of a huge one what is near."""
        low, high = max(0, start - LINE_REACH), end + LINE_REACH
        first = max(self.text.rfind("\n", low, start) + 1, low)
        last = self.text.find("\n", end, high)
        return self.text[first : last if last >= 0 else high].rstrip("\r\n")


class UnreadableFile(NamedTuple):
    """A file that was not read, and the message that says why."""

    path: str
    message: str
    why: str = ""

    def told(self, texts: Texts) -> str:
        """That it was not read, and why."""
        return texts.say(self.message, name=printable(self.path), why=self.why)


def kind_of(path: str) -> str | None:
    """The format by the file's name; None for a file that is no prose."""
    return KINDS.get(os.path.splitext(path)[1].lower())


def walk(paths: Sequence[str]) -> Iterator[str]:
    """The files to check: those named, and those of a readable kind in the folders named.

    Raises ``InputError`` for a path where nothing is.
    """
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from _in_folder(path)
        elif path != STDIN and not os.path.lexists(path):
            raise InputError("file-unreadable", name=path, why=os.strerror(2))
        else:
            yield path


def _in_folder(folder: str) -> Iterator[str]:
    """What git would track, where it is asked and answers; else everything."""
    names = git.listed_files(folder)
    if names is None:
        yield from _everything_in(folder)
        return
    for parts in sorted(name.split("/") for name in names):
        path = os.path.join(folder, *parts)
        if not SKIPPED.isdisjoint(parts) or os.path.islink(path):
            continue
        if not parts[-1] or os.path.isdir(path):  # a repository of its own
            yield from _in_folder(path.rstrip(os.sep))
        elif kind_of(parts[-1]) and os.path.lexists(path):
            yield path


def _everything_in(folder: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        # Told as a file that cannot be read is.
        yield folder
        return
    for entry in entries:
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            continue
        if is_folder and entry.name not in SKIPPED:
            is_repository = os.path.lexists(os.path.join(entry.path, ".git"))
            yield from _in_folder(entry.path) if is_repository else _everything_in(entry.path)
        elif not is_folder and kind_of(entry.name) and not entry.is_symlink():
            yield entry.path


def read_file(path: str) -> SourceFile | UnreadableFile:
    """A file's text, or what is the matter with it; never waits for a pipe."""
    try:
        # Opened without waiting, then looked at: what is looked at is what is read.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return UnreadableFile(path, "check-not-a-file")
            return decode(path, file.read())
    except OSError as error:
        return UnreadableFile(path, "check-unreadable", error.strerror or str(error))


def decode(path: str, data: bytes) -> SourceFile | UnreadableFile:
    """Bytes as text. A NUL means that it is no text."""
    if b"\0" in data:
        return UnreadableFile(path, "check-binary")
    kind = (MARKDOWN if path == STDIN else kind_of(path)) or PLAIN
    return SourceFile(path, kind, data.decode("utf-8", "surrogateescape"))


def rewrite(source: SourceFile, new: str) -> None:
    """Replace a file in one step, with its mode; ``InputError`` when it is no longer what was read."""
    real = os.path.realpath(source.path)
    current = read_file(real)
    if isinstance(current, UnreadableFile) or current.text != source.text:
        raise InputError("file-changed", name=source.path)
    try:
        mode = stat.S_IMODE(os.stat(real).st_mode)
        replace_file(real, new.encode("utf-8", "surrogateescape"), mode)
    except OSError as error:
        raise InputError("file-unwritable", name=source.path, why=error.strerror or error) from error
