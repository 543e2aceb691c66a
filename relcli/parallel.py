"""Work over many files in several processes: what comes of each, in their order."""

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
PROCESSORS = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
"""Where processes are not forked, they would not have what the work needs in their memory."""
SECONDS_ALONE = 0.3
"""So long one process works alone: before that, others would cost more than they bring."""
CHUNK, CHUNKS_AHEAD = 8, 4
"""So many paths are given away at a time, and so many chunks to each process before the first comes back."""

_work: Callable[[str], Any]  # what a forked process has in its memory


def map_in_order(work: Callable[[str], T], paths: Iterable[str]) -> Generator[T, None, None]:
    """``work(path)`` for each, after a while in several processes; whoever stops early leaves none behind."""
    left = iter(paths)
    until = monotonic() + SECONDS_ALONE
    for path in left:
        yield work(path)
        if monotonic() > until:
            break
    ahead = [*islice(left, CHUNK + 1)]
    run = _shared if PROCESSORS > 1 and len(ahead) > CHUNK else map
    yield from run(work, chain(ahead, left))


def _shared(work: Callable[[str], T], paths: Iterator[str]) -> Iterator[T]:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # slow to import
    from multiprocessing import active_children, get_context

    global _work  # noqa: PLW0603
    _work = work
    ignore = (signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process
    lifeline = os.pipe()
    executor = ProcessPoolExecutor(PROCESSORS, get_context("fork"), _begin, lifeline)
    chunks = iter(lambda: [*islice(paths, CHUNK)], [])
    waiting, futures = list[list[str]](), list[Any]()
    try:
        while True:
            for chunk in islice(chunks, CHUNKS_AHEAD * PROCESSORS - len(waiting)):
                waiting.append(chunk)
                futures.append(executor.submit(_each, chunk))
            if not waiting:
                break
            yield from futures.pop(0).result()
            waiting.pop(0)
        executor.shutdown()  # without waiting, the end of the program may trip over what is being taken down
    except BrokenExecutor:  # a process was killed, for want of memory perhaps
        yield from map(work, chain(*waiting, paths))
    except BaseException:
        # One Ctrl-C is enough: a second one must not break the cleaning up.
        before = signal.signal(*ignore)
        for child in active_children():
            child.kill()
        # They are gone, so this takes no time; without it the end of the program would wait for them.
        executor.shutdown(cancel_futures=True)
        signal.signal(signal.SIGINT, before)
        raise
    finally:
        for end in lifeline:
            os.close(end)


def _begin(reading: int, writing: int) -> None:
    """What a process does first: it ignores Ctrl-C, and makes sure that it does not outlive the first one."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.close(writing)
    Thread(target=_end_with, args=(reading,), daemon=True).start()


def _end_with(reading: int) -> None:
    """Nothing is ever written there: it can be read to its end when whoever could write is gone."""
    os.read(reading, 1)
    os._exit(1)


def _each(chunk: list[str]) -> list[Any]:
    return [*map(_work, chunk)]
