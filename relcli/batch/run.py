"""The loop: read what is there, answer it, write it, wait for more."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import typer

from relcli.batch.answers import RowAnswers
from relcli.batch.json_rows import JsonRows
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, CsvRows, whole_lines
from relcli.batch.streams import Interrupts, RowSource, open_output, open_rejects, open_source
from relcli.batch.summary import Summary
from relcli.batch.writer import BLANK, Added, RowWriter
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
        super().__init__()
        self._most, self._make = most, make

    def __missing__(self, key: tuple[object, ...]) -> Added:
        if len(self) >= self._most:
            self.clear()
        added = self[key] = self._make(key)
        return added


def run_batch(data: Data, plan: Plan, texts: Texts) -> Summary:
    """Answer all rows; ``Summary.errors`` says what could not be answered.

    Raises ``InputError`` and ``AnswerError`` for what cannot be read or written at all. The file named
    by ``plan.output`` is then left as it was, and so it is where ``plan.strict`` ends the run.
    """
    interrupts, summary = Interrupts(), Summary(rejects=bool(plan.rejects))
    with interrupts.handled(), open_source(plan) as source:
        before = os.fstat(source.file.fileno())
        _check_rejects(plan, before)
        rejects = open_rejects(plan.rejects) if plan.rejects else None
        output = open_output(plan.output)
        try:
            with _progress(before) as progress:
                for written, set_aside in _answer_all(data, plan, texts, source, summary):
                    with interrupts.put_off():
                        output.write(written)
                        if rejects:
                            rejects.write(set_aside)
                    if progress:
                        progress.label = texts.say("batch-progress", rows=f"{summary.counts.total():,}")
                        progress.update(source.done - progress.pos)
            output.close(complete=not (plan.strict and summary.bad))
        except BaseException:
            output.close(complete=False)
            raise
        finally:
            if rejects:
                rejects.close(complete=True)
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
    outcomes = Memo(most, writer.added)  # profiles with the same outcome share what is added
    profiles = Memo(most, lambda profile: outcomes[answers.outcome(profile)])

    def added_to(chunk: Chunk) -> Iterator[Added]:
        for index, profile in enumerate(chunk.profiles):
            problem = chunk.problems.get(index)
            if problem:
                yield outcomes[answers.refusal(problem)]
            else:
                yield BLANK if index in chunk.problems else profiles[profile]

    yield source.encode(writer.first_lines()), b""
    rows = CsvRows(layout) if layout.format == CSV else JsonRows(plan, layout)
    for chunk in rows.chunks(whole_lines(source.texts(text), layout.newline)):
        added = added_to(chunk) if chunk.problems else map(profiles.__getitem__, chunk.profiles)
        answered = _answer(chunk, list(added), writer, summary)
        del chunk, added  # the memory of one chunk serves the next
        yield source.encode(answered[0]), source.encode(answered[1])
        if plan.strict and summary.bad:
            return


def _answer(chunk: Chunk, added: list[Added], writer: RowWriter, summary: Summary) -> tuple[str, str]:
    """The rows as they are written, and the bad ones, told, set aside, or the end of it all."""
    plan, bad = writer.plan, []
    if any(one.error for one in {*added}):
        bad = [index for index, one in enumerate(added) if one.error]
        if plan.strict:
            del bad[1:], added[bad[0] + 1 :]
    summary.add(chunk, added, bad)
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
