"""Files and folders written whole or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from relcli.errors import InputError
from relcli.failures import failure_of


def replace_file(path: str, data: bytes, mode: int | None = None) -> None:
    """Give ``path`` this content and mode in one step; ``OSError`` leaves what was there untouched."""
    with _folder_beside(path) as folder:
        new = os.path.join(folder, "new")
        with open(new, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(new, mode)
        os.replace(new, path)


def write_new(path: str, text: str, *, force: bool = False) -> None:
    """Write a file that is not there yet; ``InputError`` when it is and ``force`` is not given."""
    if os.path.exists(path) and not force:
        raise InputError("file-exists", name=path)
    with told_as("file-unwritable", path):
        replace_file(path, text.encode())


def write_file(path: str, text: str) -> None:
    """Write a file, replacing one of that name; a link stays and what it leads to is replaced."""
    target = os.path.realpath(path)
    if not os.path.exists(target) or os.path.isfile(target):
        with told_as("file-unwritable", path):
            replace_file(target, text.encode())
        return
    # A device or a pipe cannot be replaced, only written to; a folder refuses.
    with told_as("file-unwritable", path), open(target, "wb") as file:
        file.write(text.encode())


def write_folder(path: str, files: Mapping[str, str], is_ours: Callable[[str], bool]) -> None:
    """Write a folder of files, by name; one that is there is replaced whole if ``is_ours`` says so of it."""
    target = os.path.realpath(path)
    with told_as("file-unwritable", path):
        if os.path.exists(target) and not is_ours(target):
            raise InputError("folder-not-ours", name=path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with _folder_beside(target) as folder:
            new, old = os.path.join(folder, "new"), os.path.join(folder, "old")
            os.mkdir(new)
            for name, text in files.items():
                with open(os.path.join(new, name), "wb") as file:
                    file.write(text.encode())
            if os.path.exists(target):
                os.rename(target, old)
            try:
                os.rename(new, target)
            except OSError:
                if os.path.exists(old):
                    os.rename(old, target)
                raise


def _folder_beside(path: str) -> AbstractContextManager[str]:
    from tempfile import TemporaryDirectory  # slow to import, and most runs write nothing

    above = os.path.dirname(os.path.abspath(path))
    return TemporaryDirectory(prefix=".relcli-", dir=above, ignore_cleanup_errors=True)


@contextmanager
def told_as(code: str, name: str) -> Iterator[None]:
    """``InputError`` for what goes wrong with the file of that name."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise InputError(code, name=name, why=failure_of(error)) from error
