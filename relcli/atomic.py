"""Files and folders written whole or not at all; of two runs at one target one wins, the other is told."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress

from relcli.errors import InputError
from relcli.failures import failure_of

State = tuple[int, int, int, int] | None
"""What stands at a path, as far as the file system tells it at once; None where nothing does."""


def state_of(path: str | None) -> State:
    """What stands there now: whoever replaces it later can tell whether it is still the same."""
    try:
        found = os.stat(path) if path else None
    except OSError:
        return None
    return found and (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)


def replace_file(
    path: str,
    data: bytes,
    like: os.stat_result | None = None,
    *,
    unless: Callable[[], str | None] = lambda: None,
) -> None:
    """Give ``path`` this content in one step, with the mode of ``like`` and its owner, where that is allowed;
    ``OSError`` leaves what was there untouched.

    ``unless`` is asked right before: it gives the code of the ``InputError`` if it must not be done. No other
    run of relcli writes there in between.
    """
    with held(path), _folder_beside(path) as folder:
        new = os.path.join(folder, "new")
        with open(new, "xb") as file:
            file.write(data)
            if like:
                # The file itself, where that goes: whoever owns the folder may have put another one there.
                made = file.fileno() if os.chmod in os.supports_fd else new
                with suppress(OSError, AttributeError):  # Windows has no owners by number
                    os.chown(made, like.st_uid, like.st_gid)
                os.chmod(made, stat.S_IMODE(like.st_mode))
        if code := unless():
            raise InputError(code, name=path)
        os.replace(new, path)


def write_new(path: str, text: str, *, replacing: State = None, force: bool = False) -> None:
    """Write a file that is not there yet; ``InputError`` when it is and ``force`` is not given.

    With ``force`` what is replaced must still be in the state it was in when the run began.
    """

    def why_not() -> str | None:
        if not force:
            return "file-exists" if os.path.lexists(path) else None
        return "file-written-meanwhile" if state_of(path) != replacing else None

    if not force and os.path.exists(path):
        raise InputError("file-exists", name=path)
    with told_as("file-unwritable", path):
        replace_file(path, text.encode(), unless=why_not)


def write_file(path: str, text: str, replacing: State) -> None:
    """Write a file, replacing one of that name, if it is still as it was when the run began; a link stays and
    what it leads to is replaced."""
    target = os.path.realpath(path)
    if not os.path.exists(target) or os.path.isfile(target):
        try:
            write_new(target, text, replacing=replacing, force=True)
        except InputError as error:
            raise InputError(error.code, **{**error.values, "name": path}) from error
        return
    # A device or a pipe cannot be replaced, only written to; a folder refuses.
    with told_as("file-unwritable", path), open(target, "wb") as file:
        file.write(text.encode())


def write_folder(
    path: str, files: Mapping[str, str], is_ours: Callable[[str], bool], replacing: State = None
) -> None:
    """Write a folder of files, by name; one that is there is replaced whole if ``is_ours`` says so of it, and
    it is still as it was when the run began."""
    target = os.path.realpath(path)
    with told_as("file-unwritable", path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with held(target), _folder_beside(target) as folder:
            if os.path.exists(target) and not is_ours(target):
                raise InputError("folder-not-ours", name=path)
            new, old = os.path.join(folder, "new"), os.path.join(folder, "old")
            os.mkdir(new)
            for name, text in files.items():
                with open(os.path.join(new, name), "wb") as file:
                    file.write(text.encode())
            if state_of(target) != replacing:
                raise InputError("file-written-meanwhile", name=path)
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


# ---- one run at a time -------------------------------------------------------------------------------------

PATIENCE, STEP = 5.0, 0.02
"""So many seconds another run may take that writes at the same time, and how often it is looked for."""
LONGEST_NAME = 200
"""In bytes: file systems take 255."""


@contextmanager
def held(path: str, patience: float = PATIENCE) -> Iterator[None]:
    """Meanwhile no other run of relcli writes to that path; ``InputError`` if one is at it for too long.

    A small file beside the target stands for it, which the system holds for this process: whatever ends the
    process ends that, and a file that was left behind holds nobody up.
    """
    from time import monotonic, sleep

    lock, until = _lock_beside(os.path.realpath(path)), monotonic() + patience
    with _asked_to_end():
        while (handle := _take_for(path, lock)) is None:
            if monotonic() >= until:
                raise InputError("file-busy", name=path)
            sleep(STEP)
        try:
            yield
        finally:
            _let_go(lock, handle)


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """A polite request to end, which would end the process at once, comes as Ctrl-C does: nothing is left."""
    import signal

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    is_put_off = False
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        with suppress(ValueError):  # no signal comes to this thread
            signal.signal(signal.SIGTERM, interrupt)
            is_put_off = True
    try:
        yield
    finally:
        if is_put_off:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _take_for(path: str, lock: str) -> int | None:
    """The same as ``_take``; ``InputError`` says what stands where the lock would."""
    try:
        return _take(lock)
    except OSError as error:
        if not os.path.lexists(lock):
            raise
        raise InputError("file-in-the-way", name=path, other=lock, why=failure_of(error)) from error


def _lock_beside(target: str) -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".relcli-{short_name(name)}.lock")


def short_name(name: str) -> str:
    """The name of a file, or a short one that stands for it: what lies beside it has a longer one."""
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    from zlib import crc32

    return f"{crc32(os.fsencode(name)):08x}"


if sys.platform == "win32":

    def _take(lock: str) -> int | None:
        """The file itself is the lock: the system removes it with the last handle, however that is closed."""
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            return None
        except PermissionError:  # about to be removed
            if os.path.exists(lock):
                return None
            raise

    def _let_go(_lock: str, handle: int) -> None:
        os.close(handle)

else:

    def _take(lock: str) -> int | None:
        """A handle that has the lock; None while another one has it."""
        import fcntl

        handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError:  # a file system without locks: then what stands there is compared, no more
            return handle
        # Whoever had it before may have removed the file: then it holds nobody up.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), os.stat(lock)):
                return handle
        os.close(handle)
        return None

    def _let_go(lock: str, handle: int) -> None:
        with suppress(OSError):
            os.remove(lock)
        os.close(handle)
