"""The loop: read what is there, answer it, write it, wait for more."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from relcli.batch.answers import RowAnswers
from relcli.batch.json_rows import JsonRows
from relcli.batch.layout import RowSource, open_source
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, CsvRows, whole_lines
from relcli.batch.summary import SHOWN, Summary
from relcli.batch.writer import (
    BLANK,
    PASS_THROUGH,
    Added,
    RowWriter,
    open_aside,
    open_output,
    shown,
    write_whole,
)
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.terminal import is_accessible

if TYPE_CHECKING:
    from typer._click._termui_impl import ProgressBar

MOST_REMEMBERED, MOST_EXPLAINED = 1 << 14, 1 << 8
"""So many profiles are remembered, fewer where each carries its reasons: memory stays flat."""


class Memo(dict[Any, Added]):
    """What is added to rows, made once: a real file has few profiles, so nearly every row is one look-up."""

    def __init__(self, most: int, make: Callable[[Any], Added]) -> None:
        self._most, self._make = most, make

    def __missing__(self, key: tuple[object, ...]) -> Added:
        if len(self) >= self._most:
            self.clear()
        return self.setdefault(key, self._make(key))


def run_batch(data: Data, plan: Plan, texts: Texts) -> Summary:
    """Answer all rows; ``Summary.errors`` says what could not be answered.

    Raises ``InputError`` and ``AnswerError`` for what cannot be read or written at all. The file named
    by ``plan.output`` is then left as it was, and so it is where ``plan.strict`` ends the run.
    """
    summary = Summary(rejects=bool(plan.rejects))
    with _interrupts_handled() as put_off, open_source(plan) as source:
        before = os.fstat(source.file.fileno())
        _check_rejects(plan, before)
        # A row there is not in the output, so it is written as it comes.
        aside = open_aside(plan.rejects) if plan.rejects else contextlib.nullcontext()
        with aside as rejects, open_output(plan.output) as output, _progress(before) as progress:
            is_looked_at = output.isatty()
            for written, set_aside in _answer_all(data, plan, texts, source, summary):
                with put_off():
                    write_whole(output, shown(written) if is_looked_at else written)
                    if rejects:
                        write_whole(rejects, set_aside)
                if progress:
                    progress.label = texts.counted("rows", summary.counts.total())
                    progress.update(source.done - progress.pos)
            if plan.strict and summary.bad:
                output.close()
        after = os.fstat(source.file.fileno())
        is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        summary.changed = stat.S_ISREG(before.st_mode) and not is_same
    return summary


def _answer_all(
    data: Data, plan: Plan, texts: Texts, source: RowSource, summary: Summary
) -> Iterator[tuple[bytes, bytes]]:
    """What to write, a chunk of rows at a time, and what to set aside."""
    begun = source.begin(data.knowledge)
    if begun is None:
        return
    plan, layout, text = begun
    answers, writer = RowAnswers(data, plan, texts, layout.columns), RowWriter(plan, layout)
    most = MOST_EXPLAINED if plan.explain else MOST_REMEMBERED
    add_outcome = Memo(most, writer.added).__getitem__  # profiles with the same outcome share what is added
    add_profile = Memo(most, lambda profile: add_outcome(answers.outcome(profile))).__getitem__

    def encode(text: str) -> bytes:
        return text.encode(layout.encoding, PASS_THROUGH)

    def added_to(chunk: Chunk) -> Iterator[Added]:
        for index, profile in enumerate(chunk.profiles):
            problem = chunk.problems.get(index)
            if problem:
                yield add_outcome(answers.refusal(problem))
            else:
                yield BLANK if index in chunk.problems else add_profile(profile)

    yield encode(writer.first_lines()), b""
    rows = CsvRows(layout) if layout.format == CSV else JsonRows(plan, layout)
    for chunk in rows.chunks(whole_lines(source.texts(text), layout.newline)):
        added = added_to(chunk) if chunk.problems else map(add_profile, chunk.profiles)
        answered = _answer(chunk, list(added), writer, summary)
        del chunk, added  # the memory of one chunk serves the next
        yield encode(answered[0]), encode(answered[1])
        if plan.strict and summary.bad:
            return


def _answer(chunk: Chunk, added: list[Added], writer: RowWriter, summary: Summary) -> tuple[str, str]:
    """The rows as they are written, and the bad ones, told, set aside, or the end of it all."""
    plan, bad, counts = writer.plan, [], Counter(added)
    if any(one.error for one in counts):
        bad = [index for index, one in enumerate(added) if one.error]
        if plan.strict:
            del bad[1:], added[bad[0] + 1 :]
            counts = Counter(added)
    summary.add(counts, [(chunk.lines[index], added[index].error) for index in bad[:SHOWN]])
    written, set_aside = writer.rows(chunk, added), []
    for index in bad if plan.rejects else ():
        set_aside.append(chunk.raws[index] + chunk.newlines[index])
        written[index] = ""
    return "".join(written), "".join(set_aside)


def _progress(status: os.stat_result) -> AbstractContextManager[ProgressBar[int] | None]:
    """How much of the input is done; None unless standard error is a terminal that can redraw."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or is_accessible(os.environ):
        return contextlib.nullcontext()
    length = status.st_size if stat.S_ISREG(status.st_mode) else None  # that of a stream is not known
    return typer.progressbar(iter(int, 1), length, file=sys.stderr)


def _check_rejects(plan: Plan, status: os.stat_result) -> None:
    """Rows set aside must not overwrite what is read or written."""
    if not plan.rejects:
        return
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.stat(plan.rejects), status):
            raise AnswerError("same-file", first="--rejects", second=plan.source)
    if plan.output and os.path.realpath(plan.output) == os.path.realpath(plan.rejects):
        raise AnswerError("same-file", first="--rejects", second="--output")


@contextlib.contextmanager
def _interrupts_handled() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Lets Ctrl-C, and a polite request to end, come only between rows; a second one comes at once.

    What it gives puts them off until what is being written is written. Where the caller has switched
    one off, it stays so.
    """
    is_writing = is_pending = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_pending
        if not is_writing or is_pending:
            raise KeyboardInterrupt
        is_pending = True

    @contextlib.contextmanager
    def put_off() -> Iterator[None]:
        nonlocal is_writing
        is_writing = True
        try:
            yield
        finally:
            is_writing = False
        if is_pending:
            raise KeyboardInterrupt

    numbers = [
        n for n in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(n) not in (signal.SIG_IGN, None)
    ]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield put_off
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
