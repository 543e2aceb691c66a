"""The loop: read what is there, answer it, write it, wait for more."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

import typer

from relcli.batch.answers import Answers
from relcli.batch.csv_rows import CsvRows
from relcli.batch.json_rows import JsonRows
from relcli.batch.memo import Memo
from relcli.batch.output import Interrupts, open_output, open_rejects
from relcli.batch.plan import CSV, Plan
from relcli.batch.rows import Chunk, whole_lines
from relcli.batch.source import Source, open_source
from relcli.batch.summary import SHOWN, Summary
from relcli.batch.writer import BLANK, Added, CsvWriter, JsonWriter, RowWriter
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.terminal import is_accessible

if TYPE_CHECKING:
    from typer._click._termui_impl import ProgressBar


class Files(NamedTuple):
    """Where the rows go, and those that are set aside."""

    output: str | None
    rejects: str | None


class Answered(NamedTuple):
    """What came of a chunk of rows; ``bad`` are the lines and errors of the first bad ones."""

    output: bytes
    rejects: bytes
    counts: Mapping[Added, int]
    bad: Sequence[tuple[int, str]]
    stopped: bool


def run_batch(data: Data, plan: Plan, files: Files, texts: Texts) -> Summary:
    """Answer all rows; ``Summary.errors`` says what could not be answered.

    Raises ``InputError`` and ``AnswerError`` for what cannot be read or written at all. The file named
    by ``files.output`` is then left as it was, and so it is where ``plan.strict`` ends the run.
    """
    interrupts, summary = Interrupts(), Summary(rejects=plan.rejects)
    with interrupts.handled(), open_source(plan) as source:
        _check_files(plan, files, source)
        before = os.fstat(source.descriptor)
        rejects = open_rejects(files.rejects) if files.rejects else None
        output = open_output(files.output)
        try:
            with _progress(before) as progress:
                for answered in _answer_all(data, plan, texts, source):
                    with interrupts.put_off():
                        output.write(answered.output)
                        if rejects:
                            rejects.write(answered.rejects)
                    summary.add(answered.counts, answered.bad, stopped=answered.stopped)
                    if progress:
                        progress.label = texts.say("batch-progress", rows=f"{summary.rows:,}")
                        progress.update(source.done - progress.pos)
        except BaseException:
            output.give_up()
            raise
        (output.give_up if summary.stopped else output.finish)()
        after = os.fstat(source.descriptor)
        summary.changed = stat.S_ISREG(before.st_mode) and (after.st_size, after.st_mtime_ns) != (
            before.st_size,
            before.st_mtime_ns,
        )
    return summary


def _answer_all(data: Data, plan: Plan, texts: Texts, source: Source) -> Iterator[Answered]:
    begun = source.begin(data.knowledge)
    if begun is None:
        return
    plan, layout, text = begun
    writer: RowWriter = (CsvWriter if plan.to == CSV else JsonWriter)(plan, layout)
    memo = Memo(Answers(data, plan, texts, layout.columns), writer)
    yield Answered(source.codec.encode(writer.first_lines()), b"", {}, (), stopped=False)
    rows = CsvRows(layout) if layout.format == CSV else JsonRows(plan, layout)
    for chunk in rows.chunks(whole_lines(source.texts(text), layout.newline)):
        answered = _answer(chunk, memo.added(chunk), writer, source)
        del chunk
        yield answered
        if answered.stopped:
            return
    rows.finish()


def _answer(chunk: Chunk, added: list[Added], writer: RowWriter, source: Source) -> Answered:
    """Write the rows of a chunk, and deal with the bad ones: told, set aside, or the end of it all."""
    plan, bad = source.plan, []
    counts = Counter(added)
    if any(one.error for one in counts):
        bad = [index for index, one in enumerate(added) if one.error]
        if plan.strict:
            del bad[1:], added[bad[0] + 1 :]
            counts = Counter(added)
    del counts[BLANK]
    rows, rejects = writer.rows(chunk, added), ""
    if plan.rejects:
        rejects = "".join(map(chunk.line_text, bad))
        for index in bad:
            rows[index] = ""
    told = [(chunk.line_of(index), added[index].error) for index in bad[:SHOWN]]
    encode = source.codec.encode
    return Answered(encode("".join(rows)), encode(rejects), counts, told, stopped=bool(bad) and plan.strict)


def _progress(status: os.stat_result) -> AbstractContextManager[ProgressBar[int] | None]:
    """How much of the input is done; None unless standard error is a terminal that can redraw."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or is_accessible(os.environ):
        return contextlib.nullcontext()
    endless = iter(int, 1)  # the length of a stream is not known
    length = status.st_size if stat.S_ISREG(status.st_mode) else None
    return typer.progressbar(endless, length, file=sys.stderr)


def _check_files(plan: Plan, files: Files, source: Source) -> None:
    """Rows set aside must not overwrite what is read or written."""
    if not files.rejects:
        return
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.stat(files.rejects), os.fstat(source.descriptor)):
            raise AnswerError("same-file", first="--rejects", second=plan.source)
    if files.output and os.path.realpath(files.output) == os.path.realpath(files.rejects):
        raise AnswerError("same-file", first="--rejects", second="--output")
