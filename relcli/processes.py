"""Other processes that share the work: none is left behind, however the work ends."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_all_start_methods, get_context
from typing import Any, TypeVar

A = TypeVar("A")
T = TypeVar("T")


@contextmanager
def pool(workers: int, prepare: Callable[..., None], *arguments: Any) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin with ``prepare(*arguments)``; ended at once where the work ends early."""
    # A forked process has in its memory already what it needs, and no thread has begun yet.
    context = get_context("fork" if "fork" in get_all_start_methods() and sys.platform == "linux" else None)
    executor = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(prepare, arguments))
    try:
        yield executor
    except BaseException:
        with _uninterrupted():
            for child in active_children():
                child.kill()
            # They are gone, so this takes no time; without it the end of the program would wait for them.
            executor.shutdown(wait=True, cancel_futures=True)
        raise
    executor.shutdown(wait=False, cancel_futures=True)


def give(pool: Executor, function: Callable[[A], T], argument: A) -> Future[T] | None:
    """Somebody's promise to do it; None where nobody is left to."""
    try:
        return pool.submit(function, argument)
    except BrokenExecutor:
        return None


def result(promise: Future[T] | None) -> T | None:
    """What came of it; None where nothing did, because somebody was killed, for want of memory perhaps."""
    try:
        return promise.result() if promise else None
    except BrokenExecutor:
        return None


def _begin(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Ctrl-C is the first process's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    prepare(*arguments)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """One Ctrl-C is enough: a second one must not break the cleaning up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
