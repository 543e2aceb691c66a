"""Work over many things in several processes: what comes of each, in their order."""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

A = TypeVar("A")
T = TypeVar("T")

SECONDS_ALONE = 0.3
"""So long one process works alone: before that, others would cost more than they bring."""
CHUNK = 8
"""So many things are given away at a time."""
CHUNKS_AHEAD = 4
"""So many chunks for each process are on their way: what is held does not grow with their number."""

_work: Callable[[Any], Any]
"""What a forked process finds in its memory."""


def map_in_order(work: Callable[[A], T], things: Iterable[A]) -> Generator[T, None, None]:
    """``work(thing)`` for each; from some time on in as many processes as there are processors.

    Whoever stops early, or is stopped, leaves no process behind.
    """
    left = iter(things)
    until = monotonic() + SECONDS_ALONE
    for thing in left:
        yield work(thing)
        if monotonic() > until:
            break
    ahead = [*islice(left, CHUNK + 1)]
    left = chain(ahead, left)
    workers = _processors()
    # Only a forked process has what ``work`` needs in its memory.
    if workers > 1 and len(ahead) > CHUNK and sys.platform == "linux":
        yield from _shared(work, left, workers)
    else:
        yield from map(work, left)


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shared(work: Callable[[A], T], things: Iterator[A], workers: int) -> Iterator[T]:
    from concurrent.futures import BrokenExecutor  # slow to import

    global _work  # noqa: PLW0603 - see there
    _work = work
    waiting: deque[tuple[list[A], Future[list[T]] | None]] = deque()

    def first() -> list[T]:
        chunk, future = waiting.popleft()
        try:
            return future.result() if future else _each(chunk)
        except BrokenExecutor:  # a process was killed, for want of memory perhaps
            return _each(chunk)

    with _pool(workers) as pool:
        while chunk := [*islice(things, CHUNK)]:
            try:
                waiting.append((chunk, pool.submit(_each, chunk)))
            except BrokenExecutor:
                waiting.append((chunk, None))
            if len(waiting) > CHUNKS_AHEAD * workers:
                yield from first()
        while waiting:
            yield from first()


def _each(chunk: list[Any]) -> list[Any]:
    return [*map(_work, chunk)]


@contextmanager
def _pool(workers: int) -> Iterator["ProcessPoolExecutor"]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    executor = ProcessPoolExecutor(workers, get_context("fork"), initializer=_leave_signals_to_first)
    try:
        yield executor
    except BaseException:
        with _uninterrupted():
            for child in active_children():
                child.kill()
            # They are gone, so this takes no time; without it the end of the program would wait for them.
            executor.shutdown(wait=True, cancel_futures=True)
        raise
    executor.shutdown()  # without waiting, the end of the program may trip over what is being taken down


def _leave_signals_to_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


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
