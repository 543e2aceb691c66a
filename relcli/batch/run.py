"""The stream: read what is there, answer it, write it, wait for more."""

from __future__ import annotations

import contextlib
import os
import select
import stat
import sys
from collections.abc import Iterator
from typing import NamedTuple

from relcli.batch.desk import Desk, Parcel
from relcli.batch.layout import MARK, Layout, encoding_of, form_of, guess_form, look
from relcli.batch.letters import Coder
from relcli.batch.plan import CSV, Plan
from relcli.batch.progress import Progress
from relcli.batch.summary import Summary
from relcli.batch.target import Stream, Target, interruptible, open_aside, open_target
from relcli.errors import AnswerError, InputError
from relcli.language import Texts
from relcli.model import Knowledge

PIECE = 1 << 18
"""Bytes read at once, at most: some thousand rows."""

SHORT = 1 << 23
"""A file of so many bytes is done before another process has begun."""

HEADER = 1 << 26
"""A header, or a first line, longer than this is none."""


class Files(NamedTuple):
    """Where the rows go, and those that are set aside."""

    output: str | None
    aside: str | None


def run(plan: Plan, files: Files, workers: int, texts: Texts, knowledge: Knowledge) -> Summary:
    """Answer all rows; ``Summary.errors`` says what could not be answered."""
    summary = Summary()
    with interruptible(), _input(plan.source) as source:
        _check_files(plan, files, source)
        before = os.fstat(source)
        size = before.st_size if stat.S_ISREG(before.st_mode) else None
        progress = Progress(texts, size)
        aside = open_aside(files.aside) if files.aside else None
        target = open_target(files.output)
        try:
            if _answer_all(plan, source, texts, knowledge, _Out(target, aside, summary, progress), workers):
                target.finish()
            else:
                target.give_up()
        except BaseException:
            target.give_up()
            raise
        finally:
            progress.clear()
        after = os.fstat(source)
        summary.changed = size is not None and (after.st_size, after.st_mtime_ns) != (
            before.st_size,
            before.st_mtime_ns,
        )
    return summary


class _Out:
    """Takes what came of a piece of text: the rows, those set aside, the counts."""

    def __init__(self, target: Target, aside: Stream | None, summary: Summary, progress: Progress) -> None:
        self.target = target
        self.aside = aside
        self.summary = summary
        self.progress = progress

    def put(self, out: bytes, aside: bytes, parcel: Parcel, done: int) -> None:
        """Write the rows of a parcel and count them."""
        if out:
            self.target.write(out)
        if aside and self.aside:
            self.aside.write(aside)
            self.summary.set_aside += sum(n for kind, n in parcel.counts.items() if kind[2])
        self.summary.add(parcel.counts, parcel.bad)
        self.progress.show(self.summary.rows, done)


def _answer_all(  # noqa: PLR0913, PLR0917
    plan: Plan, source: int, texts: Texts, knowledge: Knowledge, out: _Out, workers: int
) -> bool:
    """Answer the rows one piece after the other; False where a bad row put an end to it."""
    reader = Reader(plan, source)
    found = reader.begin(knowledge)
    if found is None:
        return True
    plan, layout, header, text = found
    desk = Desk(plan, layout, texts, knowledge)
    coder = Coder(layout.encoding)
    mark = MARK if layout.mark else ""
    first = (mark if desk.to == CSV else "") + desk.header(header)
    out.put(coder.encode(first), b"", Parcel(), reader.done)
    if layout.form == CSV:
        header += layout.end
        desk.line += header.count("\n")
    if workers > 1 and layout.by_lines and _is_long(plan.source):
        from relcli.batch import jobs  # slow to import, and seldom asked for

        start = len(coder.encode(mark + header if layout.form == CSV else mark))
        share = jobs.Share(plan, layout, texts.language)
        with contextlib.closing(jobs.answer(share, start, desk, workers)) as parts:
            for done in parts:
                out.put(done.out, done.aside, done.parcel, done.stop)
                if done.parcel.stop:
                    return False
        return True
    for piece, whole in reader.pieces(text):
        parcel = desk.take(piece, whole=whole)
        out.put(coder.encode(parcel.out), coder.encode(parcel.aside), parcel, reader.done)
        if parcel.stop:
            return False
    return True


def _is_long(path: str) -> bool:
    """Is it a file that every process can read where it likes, with rows enough for several?"""
    if path == "-" or not hasattr(os, "pread"):
        return False
    status = os.stat(path)
    return stat.S_ISREG(status.st_mode) and status.st_size > SHORT


class Reader:
    """The text of a file or a stream, as it comes."""

    def __init__(self, plan: Plan, source: int) -> None:
        self.plan = plan
        self.source = source
        self.done = 0
        self.ended = False
        self._coder: Coder

    def read(self) -> bytes:
        """What is there, at most ``PIECE`` bytes; empty at the end."""
        while True:
            try:
                data = os.read(self.source, PIECE)
            except BlockingIOError:
                select.select([self.source], [], [])
                continue
            except OSError as error:
                raise unreadable(self.plan.source, error) from error
            self.done += len(data)
            self.ended = not data
            return data

    def begin(self, knowledge: Knowledge) -> tuple[Plan, Layout, str, str] | None:
        """The layout, the header line and the text after it; None when there is nothing at all.

        Reads no further than is needed to see them, so that a stream of one row is answered at once.
        """
        start = b""
        while len(start) < 4 and (data := self.read()):  # noqa: PLR2004 - the longest mark
            start += data
            if b"\n" in start:
                break
        encoding = encoding_of(start, self.plan.encoding)
        self._coder = Coder(encoding)
        text = self._coder.decode(start, final=self.ended)
        while True:
            if text.strip(f"{MARK} \t\r\n"):
                form = self.plan.form or form_of(self.plan.source) or guess_form(text)
                plan = self.plan._replace(to=self.plan.to or form)
                found = look(plan, knowledge, text, encoding, form, whole=self.ended)
                if found is not None:
                    return plan, *found
            if self.ended:
                return None
            if len(text) > HEADER:
                raise InputError("no-header")
            text += self._coder.decode(self.read(), final=self.ended)

    def pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text that is at hand, then all that comes; with whether it is the last."""
        yield text, self.ended
        while not self.ended:
            data = self.read()
            yield self._coder.decode(data, final=self.ended), self.ended


def unreadable(name: str, error: OSError) -> InputError:
    """The complaint about an input."""
    return InputError("input-unreadable", name=name, why=error.strerror or error)


@contextlib.contextmanager
def _input(name: str) -> Iterator[int]:
    if name == "-":
        if sys.stdin is None:  # closed by the caller
            raise InputError("input-unreadable", name=name, why=os.strerror(9))
        yield sys.stdin.fileno()
        return
    try:
        source = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise InputError("input-unreadable", name=name, why=why) from error
    try:
        yield source
    finally:
        os.close(source)


def _check_files(plan: Plan, files: Files, source: int) -> None:
    """Rows set aside must not overwrite what is read or written."""
    if not files.aside:
        return
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.stat(files.aside), os.fstat(source)):
            raise AnswerError("same-file", first="--rejects", second=plan.source)
    if files.output and os.path.realpath(files.output) == os.path.realpath(files.aside):
        raise AnswerError("same-file", first="--rejects", second="--output")
