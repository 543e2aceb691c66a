"""Many files and several processes: what comes of each file, in the order of the files."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

ALONE = 0.3
"""Seconds that one process works alone: before that, others would cost more than they bring."""

LOT = 8
"""So many files are given away at a time."""

AHEAD = 4
"""So many lots for each process are on their way at a time: what is held does not grow with their number."""


def in_order(work: Callable[[str], T], paths: Iterable[str]) -> Iterator[T]:
    """``work(path)`` for each path; from some time on in as many processes as there are processors."""
    left = iter(paths)
    until = monotonic() + ALONE
    for path in left:
        yield work(path)
        if monotonic() > until:
            break
    ahead = [*islice(left, LOT + 1)]
    workers = _processors()
    # Only a forked process has what ``work`` needs in its memory.
    if workers > 1 and len(ahead) > LOT and sys.platform == "linux":
        yield from _shared(work, chain(ahead, left), workers)
    else:
        yield from map(work, chain(ahead, left))


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_work: Callable[[str], Any]


def _shared(work: Callable[[str], T], paths: Iterator[str], workers: int) -> Iterator[T]:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # slow to import
    from multiprocessing import get_context

    global _work  # noqa: PLW0603 - what a forked worker finds in its memory
    _work = work
    pool = ProcessPoolExecutor(workers, get_context("fork"), initializer=_prepare)
    waiting: deque[tuple[list[str], Future[list[Any]] | None]] = deque()

    def first() -> Iterator[T]:
        lot, made = waiting.popleft()
        try:
            yield from made.result() if made else map(work, lot)
        except BrokenExecutor:
            # Somebody killed a worker, for want of memory perhaps: then this process does its part.
            yield from map(work, lot)

    try:
        while lot := [*islice(paths, LOT)]:
            try:
                waiting.append((lot, pool.submit(_each, lot)))
            except BrokenExecutor:
                waiting.append((lot, None))
            if len(waiting) > AHEAD * workers:
                yield from first()
        while waiting:
            yield from first()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare() -> None:
    """Ctrl-C is the first process's business."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _each(lot: list[str]) -> list[Any]:
    return [*map(_work, lot)]
