"""The files to read: walking folders, what git ignores, decoding, and writing a file back whole."""

import os
import re
import stat
from collections.abc import Iterator
from typing import NamedTuple

from relcli.atomic import replace_file
from relcli.check.readers import KINDS, MARKDOWN, PLAIN
from relcli.errors import InputError

STDIN = "-"
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})


class Text(NamedTuple):
    """A file as text. Bytes that are no UTF-8 are kept as lone surrogates, so that nothing is lost."""

    path: str
    kind: str
    text: str
    bom: bool = False


class Problem(NamedTuple):
    """A file that was not read, and the message that says why."""

    path: str
    message: str
    why: str = ""


def kind_of(path: str) -> str | None:
    """The format by the file's name; None for a file that is no prose."""
    return KINDS.get(os.path.splitext(path)[1].lower())


def walk(paths: list[str]) -> Iterator[str]:
    """The files to check: those named, and those of a readable kind in the folders named."""
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from _folder(path, _rules_above(path))
        elif path != STDIN and not os.path.lexists(path):
            raise InputError("file-unreadable", name=path, why=os.strerror(2))
        else:
            yield path


def _folder(folder: str, rules: "list[Rule]") -> Iterator[str]:
    rules = [*rules, *_rules(folder)]
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
        if entry.name in SKIPPED or _ignored(entry.path, is_folder, rules):
            continue
        if is_folder:
            yield from _folder(entry.path, rules)
        elif kind_of(entry.name) and not entry.is_symlink():
            yield entry.path


def read(path: str) -> Text | Problem:
    """A file's text, or what is the matter with it; never waits for a pipe."""
    try:
        # Opened without waiting, then looked at: what is looked at is what is read.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Problem(path, "check-not-a-file")
            return decode(path, file.read())
    except OSError as error:
        return Problem(path, "check-unreadable", error.strerror or str(error))


def decode(path: str, data: bytes) -> Text | Problem:
    """Bytes as text. A NUL means that it is no text."""
    if b"\0" in data:
        return Problem(path, "check-binary")
    kind = (MARKDOWN if path == STDIN else kind_of(path)) or PLAIN
    text = data.decode("utf-8", "surrogateescape")
    return Text(path, kind, text)


def write(path: str, old: str, new: str) -> None:
    """Replace a file in one step, with its mode; refuse when it is no longer what was read."""
    real = os.path.realpath(path)
    current = read(real)
    if isinstance(current, Problem) or current.text != old:
        raise InputError("file-changed", name=path)
    try:
        mode = stat.S_IMODE(os.stat(real).st_mode)
        replace_file(real, new.encode("utf-8", "surrogateescape"), mode)
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error


# ---- .gitignore -------------------------------------------------------------------------------------


class Rule(NamedTuple):
    """One line of a .gitignore: for paths below its folder."""

    folder: str
    pattern: re.Pattern[str]
    only_folders: bool
    keeps: bool


def _rules(folder: str) -> list[Rule]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return []
    return [rule for line in lines if (rule := _rule(os.path.abspath(folder), line))]


def _rules_above(folder: str) -> list[Rule]:
    """The rules of the folders above, up to the one that holds the repository."""
    chain: list[str] = []
    current = os.path.abspath(folder)
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return []
        chain.append(parent)
        current = parent
    return [rule for above in reversed(chain) for rule in _rules(above)]


def _rule(folder: str, line: str) -> Rule | None:
    line = line.rstrip()
    if not line or line.startswith("#"):
        return None
    keeps = line.startswith("!")
    line = line[keeps:].removeprefix("\\")
    only_folders = line.endswith("/")
    line = line.rstrip("/")
    if not line:
        return None
    anchored = "/" in line
    body = _glob(line.lstrip("/"))
    try:
        pattern = re.compile(body if anchored else f"(?:.*/)?{body}")
    except re.error:
        return None
    return Rule(folder, pattern, only_folders, keeps)


def _glob(pattern: str) -> str:
    out = ""
    place = 0
    while place < len(pattern):
        rest = pattern[place:]
        if rest.startswith("**/"):
            out, place = out + "(?:.*/)?", place + 3
        elif rest.startswith("**"):
            out, place = out + ".*", place + 2
            while pattern.startswith("*", place):
                place += 1
        elif rest[0] == "*":
            out, place = out + "[^/]*", place + 1
            while pattern.startswith("*", place):
                place += 1
        elif rest[0] == "?":
            out, place = out + "[^/]", place + 1
        elif match := re.match(r"\[(!?)([^\]/]+)\]", rest):
            inside = match[2].replace("\\", "\\\\").replace("[", "\\[")
            out, place = f"{out}[{'^' if match[1] else ''}{inside}]", place + len(match[0])
        else:
            out, place = out + re.escape(rest[0]), place + 1
    return out


def _ignored(path: str, is_folder: bool, rules: list[Rule]) -> bool:  # noqa: FBT001 - as scandir tells it
    ignored = False
    full = os.path.abspath(path)
    for rule in rules:
        if rule.only_folders and not is_folder:
            continue
        relative = os.path.relpath(full, rule.folder).replace(os.sep, "/")
        if rule.pattern.fullmatch(relative):
            ignored = not rule.keeps
    return ignored
