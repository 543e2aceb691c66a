"""The files to read: which those are by their names and by git, their text, and writing one back whole."""

import errno
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from relcli.atomic import replace_file
from relcli.check.prose.kinds import JSON, MARKDOWN, YAML, kind_of
from relcli.check.prose.tables import is_table_of_texts
from relcli.errors import InputError
from relcli.failures import Failure, failure_of, system_failure
from relcli.language import STDIN
from relcli.programs import Git
from relcli.terminal import printable
from relcli.untrusted import lies_below

NO_TEXTS = "check-no-texts"
"""The code of a file that is written for a machine."""
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})
MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LINE_REACH = 300  # of a huge line, so much is taken to either side


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


class UnreadableError(InputError):
    """A file that was not read; its code is the whole id of the message that says why."""


class FileWalk:
    """The files to check: those named, and those of a readable kind in the folders named.

    ``left_out`` counts the files of other kinds that were met, by what their names end in.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self.left_out: Counter[str] = Counter()

    def __iter__(self) -> Iterator[str]:
        """Each path as other tools write it. Raises ``InputError`` for a path where nothing is."""
        for path in self._paths:
            if path != STDIN and os.path.isdir(path):
                yield from map(os.path.normpath, self._in_folder(path))
            elif path != STDIN and not os.path.lexists(path):
                raise InputError("file-unreadable", name=path, why=system_failure(errno.ENOENT))
            else:
                yield path if path == STDIN else os.path.normpath(path)

    def _in_folder(self, folder: str) -> Iterator[str]:
        """All that is met in it and below. Folders may lie in each other deeper than calls can."""
        above = [self._met_in(folder)]
        while above:
            for met in above[-1]:
                if isinstance(met, _Below):
                    above.append(met.met)
                    break
                yield met
            else:
                above.pop()

    def _met_in(self, folder: str) -> Iterator["str | _Below"]:
        """What git would track, where it is asked and answers; else everything."""
        names = listed_files(folder)
        if names is None:
            yield from self._everything_in(folder)
            return
        is_inside = cache(partial(_is_inside, os.path.realpath(folder)))
        for parts in sorted(name.split("/") for name in names):
            path = os.path.join(folder, *parts)
            if not SKIPPED.isdisjoint(parts) or os.path.islink(path) or not is_inside(os.path.dirname(path)):
                continue
            if not parts[-1] or os.path.isdir(path):  # a repository of its own
                yield _Below(self._met_in(path.rstrip(os.sep)))
            elif self._is_read(path) and os.path.lexists(path):
                yield path

    def _everything_in(self, folder: str) -> Iterator["str | _Below"]:
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError:
            # Told as a file that cannot be read is.
            yield folder
            return
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and entry.name not in SKIPPED:
                is_repository = os.path.lexists(os.path.join(entry.path, ".git"))
                below = self._met_in if is_repository else self._everything_in
                yield _Below(below(entry.path))
            elif not is_folder and not entry.is_symlink() and self._is_read(entry.path):
                yield entry.path

    def _is_read(self, path: str) -> bool:
        if kind_of(path):
            return True
        name = os.path.basename(path)
        self.left_out[os.path.splitext(name)[1] or name] += 1
        return False


class _Below(NamedTuple):
    """What a folder in a folder has, where it was met."""

    met: Iterator["str | _Below"]


def _is_inside(top: str, folder: str) -> bool:
    """Is a folder that git names really in that one? An index may say anything, and go through links."""
    real = os.path.realpath(folder)
    return real == top or lies_below(real, top)


def read_file(path: str, kind: str | None = None) -> SourceFile:
    """A file's text, or that of standard input; never waits for a pipe.

    ``kind`` is its format whatever its name says. Raises ``UnreadableError``.
    """
    if path == STDIN:
        if sys.stdin is None:  # closed by the caller
            raise UnreadableError("check-unreadable", why=system_failure(errno.EBADF))
        return decode(path, sys.stdin.buffer.read(), kind or MARKDOWN)
    try:
        # Opened without waiting, then looked at: what is looked at is what is read.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("check-not-a-file")
            known = kind or kind_of(path)
            if known is None:
                raise UnreadableError("check-unknown-kind")
            source = decode(path, file.read(), known)
    except OSError as error:
        raise UnreadableError("check-unreadable", why=failure_of(error)) from error
    if kind is None and known in (JSON, YAML) and not is_table_of_texts(path, source.text):
        raise UnreadableError(NO_TEXTS)
    return source


def decode(path: str, data: bytes, kind: str) -> SourceFile:
    """Bytes as text. A NUL means that it is no text, or none in UTF-8: ``UnreadableError``."""
    if b"\0" in data:
        raise UnreadableError("check-not-utf8" if data.startswith(MARKS_OF_UTF_16) else "check-binary")
    return SourceFile(path, kind, data.decode("utf-8", "surrogateescape"))


def rewrite(source: SourceFile, new: str) -> None:
    """Replace a file in one step, with its mode; ``InputError`` when it is no longer what was read, which is
    looked at last, so that nobody's changes are lost."""
    real = os.path.realpath(source.path)

    def has_changed() -> str | None:
        try:
            return None if read_file(real, source.kind).text == source.text else "file-changed"
        except UnreadableError:
            return "file-changed"

    if code := has_changed():
        raise InputError(code, name=source.path)
    try:
        replace_file(real, new.encode("utf-8", "surrogateescape"), os.stat(real), unless=has_changed)
    except OSError as error:
        raise InputError("file-unwritable", name=source.path, why=failure_of(error)) from error
    except InputError as error:
        raise InputError(error.code, **{**error.values, "name": source.path}) from error


def listed_files(folder: str) -> list[str] | None:
    """The files below a folder that git does not ignore, from there on, with ``/`` between their parts.

    A repository of its own that lies in it is one name; if it is not in the index, the name ends in ``/``.
    None outside of any repository, without git, for a folder that is ignored itself, and for a submodule that
    was not fetched.
    """
    parent, name = os.path.split(os.path.realpath(folder))
    try:
        which = ("--cached", "--others", "--exclude-standard", "-z")
        code, listing, _ = Git(folder, own_repository=True).ask("ls-files", *which)
        names = list(dict.fromkeys(filter(None, listing.split("\0"))))
        if "./" in names:  # the repository around it says that it is one of its own, and there is none
            return None
        if not code and not names:
            kept, *_ = Git(parent, own_repository=True).ask("check-ignore", "-q", "--", name)
            return names if kept else None
    except OSError:
        return None
    return None if code else names


def changed_lines(revision: str, paths: Iterable[str]) -> dict[str, set[int] | None]:
    """The lines added or changed since a revision, by the real path; None for a file that is new to git, or
    no text to it.

    ``InputError`` tells what git said against it.
    """
    if revision.startswith("-"):
        raise InputError("git-failed", why=_no_revision(revision))
    try:
        git = Git().without_filters()
    except FileNotFoundError as error:
        raise InputError("git-failed", why=Failure("failure-no-git")) from error
    except ValueError as error:
        raise InputError("git-failed", why=printable(str(error))) from error
    top = _said(git, "rev-parse", "--show-toplevel").removesuffix("\n")
    form = (
        "--unified=0",
        "--inter-hunk-context=0",
        "--no-relative",
        "-O/dev/null",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--ignore-submodules=all",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    )
    try:
        diff = _said(git, "-c", "core.quotePath=false", "diff", *form, revision, "--", *paths)
    except InputError as error:
        if git.ask("rev-parse", "--quiet", "--verify", revision)[0]:
            raise InputError("git-failed", why=_no_revision(revision)) from error
        raise
    changed: dict[str, set[int] | None] = {}
    path, lines = "", set[int]()
    for line in diff.split("\n"):
        if line.startswith(HEADER):
            # Twice the same name. The lines below that have it again could be lines of the text.
            names = line.removeprefix(HEADER)
            path = os.path.realpath(os.path.join(top, _unquoted(names[len(names) // 2 + 1 :])[2:]))
            changed[path] = lines = set()
        elif line.startswith(NO_TEXT):  # to git, by what a repository says of it
            changed[path] = None
        elif hunk := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
            first = int(hunk[1])
            lines.update(range(first, first + int(hunk[2] or 1)))
    new = _said(git, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths)
    return changed | {os.path.realpath(os.path.join(top, name)): None for name in new.split("\0") if name}


HEADER, NO_TEXT = "diff --git ", "Binary files "
"""How a line of a patch begins that is no line of a text."""
ESCAPE = re.compile(r"\\(?:([0-7]{3})|(.))")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _unquoted(name: str) -> str:
    """A name as it is, which git has put in quotation marks if it has a mark or a control in it."""
    if not name.startswith('"'):
        return name
    return ESCAPE.sub(lambda m: chr(int(m[1], 8)) if m[1] else ESCAPES.get(m[2], m[2]), name[1:-1])


def _no_revision(revision: str) -> Failure:
    return Failure("failure-no-revision", {"value": printable(revision)})


def _said(git: Git, *arguments: str) -> str:
    code, said, complaint = git.ask(*arguments)
    if code:
        # Whatever else it is, git tells in the language it is asked to speak.
        told = [*complaint.strip().splitlines(), f"git {arguments[0]}: {code}"][0]
        raise InputError("git-failed", why=told if _in_repository() else Failure("failure-no-repository"))
    return said


def _in_repository() -> bool:
    """Does a repository lie here or above, whether git takes it or not?"""
    folder = os.getcwd()
    while not os.path.lexists(os.path.join(folder, ".git")):
        below, folder = folder, os.path.dirname(folder)
        if folder == below:
            return "GIT_DIR" in os.environ
    return True
