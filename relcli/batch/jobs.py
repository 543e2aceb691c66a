"""Several processes on one file, its rows in their order.

The file is cut at line ends; each process answers a part as if a row began there. Where that proves
wrong, because a quoted cell runs over the cut, the part is answered again from where the row before
it really ended: the outcome is that of a single process, always.
"""

from __future__ import annotations

import codecs
import os
import signal
import stat
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from relcli import load
from relcli.batch.desk import Desk, Parcel
from relcli.batch.layout import Layout
from relcli.batch.plan import Plan
from relcli.language import Words

PART = 1 << 22
"""Bytes of a part."""

PIECE = 1 << 18


class Share(NamedTuple):
    """What every process must know."""

    plan: Plan
    layout: Layout
    language: str


class Part(NamedTuple):
    """Bytes of the file, and the line on which they begin."""

    start: int
    stop: int
    line: int


Done = tuple[Parcel, bytes, bytes, int]
"""What came of a part, the rows, those set aside, and where the last complete row ended."""


def is_worth_it(source: int) -> bool:
    """Is it a file that can be read at several places, and are there enough rows?"""
    status = os.fstat(source)
    return stat.S_ISREG(status.st_mode) and status.st_size > 2 * PART


def answer(share: Share, source: int, start: int, desk: Desk, workers: int) -> Iterator[Done]:
    """The parts in their order."""
    from concurrent.futures import Future, ProcessPoolExecutor

    pool = ProcessPoolExecutor(workers, initializer=_prepare, initargs=(share, source))
    try:
        waiting: deque[tuple[Part, Future[Done]]] = deque()
        parts = _cut(source, start, desk.line)
        at, line = start, desk.line
        while True:
            while len(waiting) <= 2 * workers and (part := next(parts, None)):
                waiting.append((part, pool.submit(_work, part)))
            if not waiting:
                break
            part, future = waiting.popleft()
            if part.start == at:
                done = future.result()
            else:
                future.cancel()
                done = work(desk, source, Part(at, part.stop, line))
            parcel, written, aside, at = done
            line += parcel.lines
            yield parcel, written, aside, at
            if parcel.stop:
                return
        yield work(desk, source, Part(at, -1, line))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _cut(source: int, start: int, line: int) -> Iterator[Part]:
    """Parts that end with a line end; what is left after the last one is no part."""
    while data := os.pread(source, PART, start):
        length = data.rfind(b"\n") + 1
        while not length:
            more = os.pread(source, PART, start + len(data))
            if not more:
                return
            data += more
            length = data.rfind(b"\n") + 1
        yield Part(start, start + length, line)
        line += data.count(b"\n", 0, length)
        start += length


def work(desk: Desk, source: int, part: Part) -> Done:
    """Answer the rows that begin in a part and are complete in it; to the end of the file for -1."""
    encoding = desk.layout.encoding
    decode = codecs.getincrementaldecoder(encoding)("surrogateescape")
    encode = codecs.getencoder(encoding)
    desk.restart(part.line)
    total = Parcel()
    written, aside = [], []
    at = part.start
    whole = False
    while not whole and not total.stop:
        length = PIECE if part.stop < 0 else min(PIECE, part.stop - at)
        data = os.pread(source, length, at) if length else b""
        at += len(data)
        ended = not data
        whole = ended and part.stop < 0
        parcel = desk.take(decode.decode(data, final=ended), whole=whole)
        written.append(encode(parcel.out, "relcli-through")[0])
        aside.append(encode(parcel.aside, "relcli-through")[0])
        total.counts.update(parcel.counts)
        total.lines += parcel.lines
        total.bad += parcel.bad
        total.stop = parcel.stop
        if ended:
            break
    at -= len(encode(desk.rows.rest, "surrogateescape")[0])
    return total, b"".join(written), b"".join(aside), at


_desk: Desk
_source: int


def _prepare(share: Share, source: int) -> None:
    """In the process of a worker: the tables, and no interest in Ctrl-C, which is the first process's."""
    from relcli.batch.run import through

    global _desk, _source  # noqa: PLW0603 - a worker has one desk, for all its parts
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    codecs.register_error("relcli-through", through)
    knowledge = load.knowledge()
    words = Words(share.language, load.messages(), knowledge)
    _desk = Desk(share.plan, share.layout, words, knowledge)
    _source = source


def _work(part: Part) -> Done:
    return work(_desk, _source, part)
