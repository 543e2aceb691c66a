"""Writing an export to where it was asked for: whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping

from relcli.decision_file import write_whole
from relcli.errors import InputError

MARK = "# relcli export"
"""How every file of a folder of ours begins."""


def write_file(path: str, text: str) -> None:
    """Write a file, replacing one of that name; a link stays and what it leads to is replaced."""
    target = os.path.realpath(path)
    if not os.path.exists(target) or os.path.isfile(target):
        write_whole(target, text, force=True)
        return
    try:
        # A device or a pipe cannot be replaced, only written to; a folder refuses.
        with open(target, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_folder(path: str, files: Mapping[str, str]) -> None:
    """Write a folder of files; one that is there already is replaced if all in it is ours."""
    target = os.path.realpath(path)
    try:
        if os.path.exists(target) and not _is_ours(target):
            raise InputError("folder-not-ours", name=path)
        temporary = tempfile.mkdtemp(dir=os.path.dirname(target), prefix=".relcli-")
        try:
            _fill(temporary, files, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def _fill(temporary: str, files: Mapping[str, str], target: str) -> None:
    new, old = os.path.join(temporary, "new"), os.path.join(temporary, "old")
    os.mkdir(new)
    for name, text in files.items():
        with open(os.path.join(new, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    if not os.path.exists(target):
        os.rename(new, target)
        return
    os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(old, target)
        raise


def _is_ours(folder: str) -> bool:
    """Nothing in the folder but what an earlier export has put there."""
    for entry in os.scandir(folder):
        if not entry.is_file(follow_symlinks=False) or not entry.name.endswith(".yml"):
            return False
        with open(entry.path, encoding="utf-8", errors="replace") as file:
            if not file.readline().startswith(MARK):
                return False
    return True


def _unwritable(path: str, error: OSError) -> InputError:
    return InputError("file-unwritable", name=path, why=error.strerror or error)
