"""What git knows: which files count in a folder, and which lines have changed."""

import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from relcli.errors import InputError

if TYPE_CHECKING:
    from subprocess import CompletedProcess

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
    options = ("--cached", "--others", "--exclude-standard", "-z")
    try:
        listing = _run("ls-files", *options, folder=folder, environment=environment)
        if listing.returncode:
            return None
        names = list(dict.fromkeys(filter(None, listing.stdout.split("\0"))))
        if not names:
            parent, name = os.path.split(os.path.realpath(folder))
            check = _run("check-ignore", "-q", "--", name, folder=parent, environment=environment)
            return names if check.returncode else None
    except OSError:
        return None
    return names


def changed_lines(revision: str, paths: Iterable[str]) -> ChangedLines:
    """What has changed since a revision; ``InputError`` tells what git said against it."""
    if revision.startswith("-"):
        raise InputError("git-failed", why=revision)
    top = _git("rev-parse", "--show-toplevel").strip()
    options = [
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-renames",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    ]
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


def _git(*arguments: str) -> str:
    try:
        result = _run(*arguments)
    except FileNotFoundError as error:
        raise InputError("git-failed", why=error.strerror) from error
    if result.returncode:
        said = result.stderr.strip().splitlines() or [f"git {arguments[0]}: {result.returncode}"]
        raise InputError("git-failed", why=said[0])
    return result.stdout


def _run(
    *arguments: str, folder: str | None = None, environment: Mapping[str, str] | None = None
) -> "CompletedProcess[str]":
    import subprocess  # slow to import, and not for files that are named

    return subprocess.run(  # noqa: S603 - no shell
        ["git", *arguments],  # noqa: S607 - the user's git
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="surrogateescape",
    )
