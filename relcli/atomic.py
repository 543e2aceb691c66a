"""Files and folders written whole or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from relcli.errors import InputError

PREFIX = ".relcli-"


def replace_file(path: str, data: bytes, mode: int) -> None:
    """Give ``path`` this content and mode in one step; ``OSError`` leaves what was there untouched."""
    import tempfile  # slow to import, and most runs write nothing

    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)), prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_new(path: str, text: str, *, force: bool = False) -> None:
    """Write a file that is not there yet; ``InputError`` when it is and ``force`` is not given."""
    if os.path.exists(path) and not force:
        raise InputError("file-exists", name=path)
    with _told_as_unwritable(path):
        replace_file(path, text.encode("utf-8"), 0o666 & ~_umask())


def write_file(path: str, text: str) -> None:
    """Write a file, replacing one of that name; a link stays and what it leads to is replaced."""
    target = os.path.realpath(path)
    if not os.path.exists(target) or os.path.isfile(target):
        write_new(target, text, force=True)
        return
    # A device or a pipe cannot be replaced, only written to; a folder refuses.
    with _told_as_unwritable(path):
        _fill_file(target, text)


def write_folder(path: str, files: Mapping[str, str], is_ours: Callable[[str], bool]) -> None:
    """Write a folder of files, by name; one that is there is replaced whole if ``is_ours`` says so of it."""
    import shutil  # slow to import
    import tempfile

    target = os.path.realpath(path)
    with _told_as_unwritable(path):
        if os.path.exists(target) and not is_ours(target):
            raise InputError("folder-not-ours", name=path)
        temporary = tempfile.mkdtemp(dir=os.path.dirname(target), prefix=PREFIX)
        try:
            _put_folder(temporary, files, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _put_folder(temporary: str, files: Mapping[str, str], target: str) -> None:
    new, old = os.path.join(temporary, "new"), os.path.join(temporary, "old")
    os.mkdir(new)
    for name, text in files.items():
        _fill_file(os.path.join(new, name), text)
    if not os.path.exists(target):
        os.rename(new, target)
        return
    os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(old, target)
        raise


def _fill_file(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _told_as_unwritable(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error
