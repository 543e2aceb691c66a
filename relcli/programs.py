"""Programs that are not ours: where they lie, and asking git without running what a repository names."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping


def program(name: str, environment: Mapping[str, str]) -> str | None:
    """The program of that name in the absolute folders of ``PATH``; a name with a folder stays as it is.

    Never one of the folder one stands in, where Windows would look first: it may be somebody else's.
    """
    if os.path.dirname(name):
        return name if os.access(name, os.X_OK) else None
    endings = environment.get("PATHEXT", ".COM;.EXE").lower().split(";") if os.name == "nt" else [""]
    folders = filter(os.path.isabs, environment.get("PATH", os.defpath).split(os.pathsep))
    named = (os.path.join(folder, name + ending) for folder in folders for ending in ("", *endings))
    return next((path for path in named if os.path.isfile(path) and os.access(path, os.X_OK)), None)


OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What a hook inherits, and what would answer for its repository whatever folder is asked about."""
HARMLESS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
"""Settings by which a repository could make git run a program or open a connection, as they do neither; by
the last one a folder has no say that only looks like a repository."""
FILTER_SETTINGS = {"clean": "", "smudge": "", "process": "", "required": "false"}


class Git:
    """Git, asked about what lies in a folder. Nothing that a repository brings along is run for an answer.

    ``own_repository``: the one of that folder answers, whatever a hook says. Raises ``FileNotFoundError``
    where there is no git.
    """

    def __init__(self, folder: str | None = None, *, own_repository: bool = False) -> None:
        found = program("git", os.environ)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._folder, self._settings = folder, {**HARMLESS}
        self._command = found
        left_out = OF_ANOTHER if own_repository else ()
        self._environment = {name: value for name, value in os.environ.items() if name not in left_out}
        # It neither writes the index, nor fetches what is missing, nor asks for a password.
        self._environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
        self._environment |= {"GIT_ALLOW_PROTOCOL": ""}

    def without_filters(self) -> Git:
        """The same, and no filter runs either; ``ValueError`` for one whose name cannot be told to git."""
        code, names, _ = self.ask("config", "--name-only", "-z", "--get-regexp", r"^filter\.")
        for name in {name.rpartition(".")[0] for name in names.split("\0") if name} if not code else ():
            if "=" in name or "\n" in name:
                raise ValueError(name)
            self._settings |= {f"{name}.{key}": value for key, value in FILTER_SETTINGS.items()}
        return self

    def ask(self, *arguments: str) -> tuple[int, str, str]:
        """Its exit code, and what it writes to either stream."""
        import subprocess  # slow to import, and not for files that are named

        done = subprocess.run(  # noqa: S603 - no shell
            [self._command, *self._flags(), *arguments],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
        return done.returncode, done.stdout, done.stderr

    def _flags(self) -> Iterator[str]:
        for name, value in self._settings.items():
            yield from ("-c", f"{name}={value}")
