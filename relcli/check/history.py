"""Adoption step by step: findings that are known already, and lines that have changed."""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterable

from relcli.errors import InputError

FORMAT_VERSION = 1
Known = Counter[tuple[str, str]]


def fingerprint(match: str, line: str) -> str:
    """A finding whatever line it has moved to: the word and the text of its line."""
    from hashlib import sha256  # slow to import, and for a baseline only

    said = f"{match}\0{' '.join(line.split())}".encode("utf-8", "surrogateescape")
    return sha256(said).hexdigest()[:16]


def read_baseline(name: str) -> Known:
    """The findings of a baseline file, each as often as it was there."""
    try:
        with open(name, encoding="utf-8") as file:
            table = json.load(file)
        if table["format_version"] != FORMAT_VERSION:
            raise InputError("baseline-broken", name=name, why=table["format_version"])
        return Counter({(p, f): int(n) for p, known in table["findings"].items() for f, n in known.items()})
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=error.strerror or error) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError("baseline-broken", name=name, why=error) from error


def baseline_text(known: Known) -> str:
    """A baseline as a file, stable in a diff."""
    table: dict[str, dict[str, int]] = {}
    for (path, print_), count in sorted(known.items()):
        table.setdefault(path, {})[print_] = count
    return json.dumps({"format_version": FORMAT_VERSION, "findings": table}, indent=1) + "\n"


def changed_lines(revision: str, paths: Iterable[str]) -> dict[str, set[int] | None]:
    """Real path to the lines added or changed since a revision; None for a file git does not know yet."""
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
    changed: dict[str, set[int] | None] = {}
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
        result = subprocess.run(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError as error:
        raise InputError("git-failed", why=error.strerror) from error
    except subprocess.CalledProcessError as error:
        raise InputError("git-failed", why=(error.stderr.strip().splitlines() or [error])[0]) from error
    return result.stdout
