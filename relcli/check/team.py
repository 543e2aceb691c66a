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
    from relcli import processes  # slow to import

    global _work  # noqa: PLW0603 - what a forked worker finds in its memory
    _work = work
    waiting: deque[tuple[list[str], Future[list[Any]] | None]] = deque()

    def first() -> list[T]:
        lot, promise = waiting.popleft()
        found = processes.result(promise)
        return _each(lot) if found is None else found

    with processes.pool(workers, _prepare) as pool:
        while lot := [*islice(paths, LOT)]:
            waiting.append((lot, processes.give(pool, _each, lot)))
            if len(waiting) > AHEAD * workers:
                yield from first()
        while waiting:
            yield from first()


def _prepare() -> None:
    """A forked worker has what it needs."""


def _each(lot: list[str]) -> list[Any]:
    return [*map(_work, lot)]
