"""What git knows: which files count in a folder, and which lines have changed."""

import os
import re
import subprocess
from collections.abc import Iterable

from relcli.errors import InputError

OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What a hook inherits, and what would answer for its repository whatever folder is asked about."""

ChangedLines = dict[str, set[int] | None]
"""Real path to the lines added or changed; None for a file that git does not know yet."""


def listed_files(folder: str) -> list[str] | None:
    """The files below a folder that git does not ignore, from there on, with ``/`` between their parts.

    A repository of its own that lies in it is one name; if it is not in the index, the name ends in ``/``.
    None outside of any repository, without git, and for a folder that is ignored itself.
    """
    environment = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listing = _run(command, folder, environment)
        ignored = not listing and _is_ignored(folder, environment)
    except (OSError, subprocess.CalledProcessError):
        return None
    return None if ignored else list(dict.fromkeys(filter(None, listing.split("\0"))))


def changed_lines(revision: str, paths: Iterable[str]) -> ChangedLines:
    """What has changed since a revision; ``InputError`` tells what git said against it."""
    if revision.startswith("-"):
        raise InputError("git-failed", why=revision)
    top = _git("rev-parse", "--show-toplevel").strip()
    options = (
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-renames",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    )
    diff = _git("-c", "core.quotePath=false", "diff", *options, revision, "--", *paths)
    changed: ChangedLines = {}
    lines: set[int] = set()
    for line in diff.split("\n"):
        if line.startswith("+++ b/"):
            lines = set()
            changed[os.path.realpath(os.path.join(top, line[6:].rstrip("\t")))] = lines
        elif hunk := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
            first = int(hunk[1])
            lines.update(range(first, first + int(hunk[2] or 1)))
    new = _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths)
    changed |= {os.path.realpath(os.path.join(top, name)): None for name in new.split("\0") if name}
    return changed


def _is_ignored(folder: str, environment: dict[str, str]) -> bool:
    parent, name = os.path.split(os.path.realpath(folder))
    try:
        _run(["git", "check-ignore", "-q", "--", name], parent, environment)
    except subprocess.CalledProcessError:
        return False
    return True


def _git(*arguments: str) -> str:
    try:
        return _run(["git", *arguments])
    except FileNotFoundError as error:
        raise InputError("git-failed", why=error.strerror) from error
    except subprocess.CalledProcessError as error:
        raise InputError("git-failed", why=(error.stderr.strip().splitlines() or [error])[0]) from error


def _run(command: list[str], folder: str | None = None, environment: dict[str, str] | None = None) -> str:
    return subprocess.run(  # noqa: S603 - no shell
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="surrogateescape",
    ).stdout
