"""Several processes on one file, its rows in their order.

The file is cut at line ends; each process answers a part as if a row began there. Where that proves
wrong, because a quoted cell runs over the cut, the part is answered again from where the row before
it really ended: the outcome is that of a single process, always.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Executor, Future
from tempfile import TemporaryDirectory, mkstemp
from typing import NamedTuple

from relcli import load, processes
from relcli.batch.desk import Desk, Parcel
from relcli.batch.layout import Layout
from relcli.batch.letters import Coder
from relcli.batch.plan import Plan
from relcli.language import Texts

PART = 1 << 20
"""Bytes of a part."""

PIECE = 1 << 18
"""Bytes read at once."""

AHEAD = 2
"""So many parts are given to each of the other processes, so that none waits for its next."""

BEGUN = 4
"""So many parts for each process are begun at a time; then the first of them is waited for."""

TO_THE_END = -1
"""Where the last part stops."""


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


class Done(NamedTuple):
    """What came of a part: the rows, those set aside, and where the last complete row ended."""

    parcel: Parcel
    out: bytes
    aside: bytes
    stop: int
    kept: str | None = None
    """The file that holds the rows as long as ``out`` does not."""

    def fetch(self) -> Done:
        """The same with its rows at hand."""
        if self.kept is None:
            return self
        with open(self.kept, "rb") as file:
            out = file.read()
        os.unlink(self.kept)
        return self._replace(out=out, kept=None)

    def keep(self, folder: str) -> Done:
        """The same with its rows in a file, if there is room for one.

        They would take long through the pipe between the processes: a busy reader takes little at a time.
        """
        try:
            handle, name = mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(self.out)
        except OSError:
            return self
        return self._replace(out=b"", kept=name)


def answer(share: Share, start: int, desk: Desk, workers: int) -> Generator[Done, None, None]:
    """The parts in their order; what comes after the last line end is answered here.

    This process is one of the workers: while the part whose turn it is is still in another's hands, it
    takes one itself.
    """
    global _desk  # noqa: PLW0603 - what a forked worker finds in its memory
    _desk = desk
    source = os.open(share.plan.source, os.O_RDONLY)
    folder = TemporaryDirectory(prefix="relcli-", ignore_cleanup_errors=True)
    try:
        with folder, processes.pool(workers - 1, _prepare, share, folder.name) as pool:
            yield from _share_out(pool, desk, source, start, workers)
    finally:
        os.close(source)


def _share_out(pool: Executor, desk: Desk, source: int, start: int, workers: int) -> Iterator[Done]:
    waiting: deque[tuple[Part, Future[Done] | Done | None]] = deque()
    given: set[Future[Done]] = set()
    parts = _cut(source, start, desk.line)
    line = desk.line
    while True:
        given = {future for future in given if not future.done()}
        while len(given) < AHEAD * (workers - 1) and len(waiting) < BEGUN * workers:
            if (part := next(parts, None)) is None:
                break
            if future := processes.give(pool, _work, part):
                given.add(future)
            waiting.append((part, future))
        if not waiting:
            break
        part, made = waiting[0]
        busy = part.start == start and isinstance(made, Future) and not made.done()
        if busy and len(waiting) < BEGUN * workers and (part := next(parts, None)):
            waiting.append((part, work(desk, source, part)))
            continue
        part, made = waiting.popleft()
        if part.start != start:
            _forget(made)
            made = None
        done = _result(made) or work(desk, source, Part(start, part.stop, line))
        start = done.stop
        line += done.parcel.lines
        yield done
        if done.parcel.stop:
            return
    yield work(desk, source, Part(start, TO_THE_END, line))


def _result(made: Future[Done] | Done | None) -> Done | None:
    """What came of a part; None where nothing did, because a worker was killed or its file is gone."""
    done = processes.result(made) if isinstance(made, Future) else made
    try:
        return done and done.fetch()
    except FileNotFoundError:
        return None


def _forget(made: Future[Done] | Done | None) -> None:
    """Throw away what came, or is to come, of a part."""
    if isinstance(made, Future) and not made.cancel():
        made.add_done_callback(_result)


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
    """Answer the rows that begin in a part and are complete in it."""
    coder = Coder(desk.layout.encoding)
    desk.restart(part.line)
    total = Parcel()
    out, aside = [], []
    at, ended = part.start, False
    while not ended and not total.stop:
        length = PIECE if part.stop == TO_THE_END else min(PIECE, part.stop - at)
        data = os.pread(source, length, at) if length > 0 else b""
        at += len(data)
        ended = not data
        whole = ended and part.stop == TO_THE_END
        parcel = desk.take(coder.decode(data, final=ended), whole=whole)
        out.append(coder.encode(parcel.out))
        aside.append(coder.encode(parcel.aside))
        total.counts.update(parcel.counts)
        total.lines += parcel.lines
        total.bad += parcel.bad
        total.stop = parcel.stop
    at -= len(coder.encode(desk.rows.rest))
    return Done(total, b"".join(out), b"".join(aside), at)


_desk: Desk | None = None
_source: int
_folder: str


def _prepare(share: Share, folder: str) -> None:
    """In the process of a worker: its tables."""
    global _desk, _source, _folder  # noqa: PLW0603 - a worker has one of each, for all its parts
    if _desk is None:
        knowledge = load.knowledge()
        texts = Texts(share.language, load.messages(), knowledge)
        _desk = Desk(share.plan, share.layout, texts, knowledge)
    _source = os.open(share.plan.source, os.O_RDONLY)
    _folder = folder


def _work(part: Part) -> Done:
    assert _desk is not None
    return work(_desk, _source, part).keep(_folder)
