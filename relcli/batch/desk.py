"""One piece of text in, the same rows with their answers out: no file is touched here."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import add, itemgetter
from typing import Any

from relcli.batch.answer import Adviser, Outcome, Problem, as_json, as_text, shown
from relcli.batch.layout import Layout, check_keys, csv_line
from relcli.batch.letters import has_all_letters
from relcli.batch.plan import CSV, JSONL, Plan
from relcli.batch.records import JsonRows
from relcli.batch.rows import Batch, CsvRows
from relcli.batch.score import Decided, Memo, Profiles
from relcli.batch.tail import CsvTail, JsonTail, cells_of, dump, told
from relcli.language import Texts
from relcli.model import Knowledge

PROFILES = 1 << 14
"""So many profiles are remembered, then all are forgotten: memory stays flat."""

DETAILS = 1 << 8
"""As ``PROFILES``, where each carries its reasons."""

TRIAL = 1 << 12
RECURRING = 2
"""Where after so many profiles one row in so many is still new, profiles are no longer remembered whole."""

TOLD = 3
"""So many bad rows are told one by one."""

Kind = tuple[str | None, str | None, str | None]
"""What is counted of a row: its term, its verdict, the code of what is wrong with it."""


@dataclass
class Parcel:
    """What came of a piece of text."""

    out: str = ""
    aside: str = ""
    counts: Counter[Kind] = field(default_factory=Counter)
    lines: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    stop: bool = False


class Desk:
    """Reads, answers and writes rows of one layout."""

    def __init__(self, plan: Plan, layout: Layout, texts: Texts, knowledge: Knowledge) -> None:
        self.plan = plan
        self.layout = layout
        self.texts = texts
        self.to = plan.to or layout.form
        self.adviser = Adviser(plan, texts, knowledge, layout.columns)
        self.line = 1
        self.delimiter = layout.delimiter if layout.form == CSV else plan.delimiter or ","
        self.end = layout.end if layout.form == self.to == CSV else "\n"
        self.tail = CsvTail(plan, texts, self.delimiter) if self.to == CSV else JsonTail(plan, texts)
        self.rows: CsvRows | JsonRows
        self._cells: Callable[[Any], tuple[str | None, ...]]
        keys = [*layout.columns.values()]
        if layout.form == CSV:
            if self.to == JSONL:
                check_keys(layout.names)
            self.rows = CsvRows(layout.delimiter, layout.end, len(layout.names))
            self._cells = _picker([layout.names.index(key) for key in keys])
        else:
            objects = self.to == CSV
            self.rows = JsonRows(keys, plan.added, plan.prefix, objects=objects)
            self._cells = (lambda row: tuple([as_text(row.get(key)) for key in keys])) if objects else tuple
        self._halves = self._half_pickers()
        self._room = DETAILS if plan.explain else PROFILES
        self._profiles: Profiles[str] = Profiles(self._answer, sys.maxsize)
        self._tails: Memo[Outcome | Decided, str] = Memo(self._tail_of, sys.maxsize)
        self._kinds: dict[str, tuple[Kind, str]] = {}
        self._by_halves = False
        self._seen = 0

    def header(self, raw: str) -> str:
        """The first line of the output; empty where it has none."""
        if not isinstance(self.tail, CsvTail):
            return ""
        if self.plan.safe:
            raw = self.tail.safe(self.layout.names)
        elif self.layout.form == JSONL:
            raw = csv_line(self.layout.names, self.delimiter)
        return (raw + self.tail.header()).removeprefix("" if raw else self.delimiter) + self.end

    def take(self, text: str, *, whole: bool = False) -> Parcel:
        """The rows that this piece of text completes, answered."""
        batch = self.rows.take(text, whole=whole)
        parcel = Parcel(lines=batch.text.count("\n"))
        if not batch.raws:
            return parcel
        self._make_room()
        self._check(batch)
        try:
            tails = self._answers(batch)
        except TypeError:
            # A value that is no text stood where an answer should.
            batch = self.rows.read_again(batch.text)  # type: ignore[union-attr]
            self._check(batch)
            tails = self._answers(batch)
        written = self._write(batch, tails)
        self._count(batch, tails, written, parcel)
        parcel.out = "".join(written)
        self.line += parcel.lines
        self._seen += len(tails)
        return parcel

    def restart(self, line: int) -> None:
        """Go on elsewhere in the file, on this line."""
        self.rows.forget()
        self.line = line

    # ---- the answers ------------------------------------------------------------------------

    def _answers(self, batch: Batch) -> list[str]:
        """What is added to each row, with the line end; nothing for a blank line."""
        if not batch.odd:
            return self._tails_of(batch.rows)
        good = iter(self._tails_of([row for at, row in enumerate(batch.rows) if at not in batch.odd]))
        return [
            self._odd_tail(batch.odd[at]) if at in batch.odd else next(good) for at in range(len(batch.rows))
        ]

    def _tails_of(self, rows: list[Any]) -> list[str]:
        if self._by_halves:
            first, second = (map(pick, rows) for pick in self._halves)
            outcomes = self.adviser.by_halves(first, second, lambda at: self._cells(rows[at]))
            return list(map(self._tails.__getitem__, outcomes))
        return list(map(self._profiles.__getitem__, map(self._cells, rows)))

    def _half_pickers(self) -> list[Callable[[Any], tuple[str | None, ...]]]:
        """From a row to the cells of each half."""
        if self.adviser.halves is None or (self.layout.form == JSONL and self.to == CSV):
            return []
        places: Sequence[int] = range(len(self.layout.columns))
        if self.layout.form == CSV:
            places = [self.layout.names.index(name) for name in self.layout.columns.values()]
        return [_picker([places[at] for at in half]) for half in self.adviser.halves]

    def _answer(self, profile: Any) -> str:
        outcome = self.adviser.outcome(profile)
        return self._tail_of(outcome) if outcome.detail else self._tails[outcome]

    def _odd_tail(self, problem: Problem | None) -> str:
        if problem is None:
            return ""
        return self._tail_of(Outcome(None, None, None, None, None, problem))

    def _tail_of(self, found: Outcome | Decided) -> str:
        outcome = self.adviser.plain(found) if isinstance(found, Decided) else found
        tail = self.tail(outcome) + self.end
        problem = outcome.problem
        kind = (outcome.term, outcome.verdict, problem and problem.code)
        self._kinds[tail] = kind, told(problem, self.texts) if problem else ""
        return tail

    def _make_room(self) -> None:
        """Forget everything when there is too much of it, and see whether remembering was worth it."""
        known = len(self._profiles)
        if known >= TRIAL and known * RECURRING > self._seen and self._halves:
            self._by_halves = True
        elif max(known, len(self._kinds), len(self._tails)) < self._room:
            return
        self._seen = 0
        for memory in (self._profiles, self._kinds, self._tails):
            memory.clear()

    def _check(self, batch: Batch) -> None:
        """Find the rows that were read but cannot be answered, or not be written."""
        if self.layout.form == JSONL and self.to == CSV:
            for at, row in enumerate(batch.rows):
                new = [] if at in batch.odd else [key for key in row if key not in self.layout.names]
                if new:
                    batch.odd[at] = Problem("new-key", {"value": shown(new[0])})
        if has_all_letters(batch.text):
            return
        for at, raw in enumerate(batch.raws):
            if not has_all_letters(raw):
                line = self.line + batch.line_of(at)
                batch.odd[at] = Problem("not-in-encoding", {"line": line, "encoding": self.layout.encoding})

    # ---- writing ----------------------------------------------------------------------------

    def _write(self, batch: Batch, tails: list[str]) -> list[str]:
        same = self.layout.form == self.to
        if same and batch.ends is None and not batch.odd and not self.plan.safe:
            if self.to == CSV:
                return list(map(add, batch.raws, tails))
            return [raw[:-1] + tail for raw, tail in zip(batch.raws, tails, strict=True)]
        write = self._as_csv if isinstance(self.tail, CsvTail) else self._as_json
        return [
            write(batch, at, tail.removesuffix(self.end)) + self._end(batch, at, tail)
            for at, tail in enumerate(tails)
        ]

    def _end(self, batch: Batch, at: int, tail: str) -> str:
        """The row's own line end where the form stays the same; a last line without one is given it."""
        if self.layout.form == self.to:
            return (batch.ends[at] if batch.ends else self.layout.end) or (self.end if tail else "")
        return self.end if tail else ""

    def _as_csv(self, batch: Batch, at: int, tail: str) -> str:
        assert isinstance(self.tail, CsvTail)
        raw, row, blank = batch.raws[at], batch.rows[at], not tail
        if self.layout.form == JSONL:
            return "" if blank else self._from_object(raw, row, tail)
        if blank:
            return raw
        if self.plan.safe and row:
            raw = self.tail.safe(row)
        return self.tail.in_place(raw, row, len(self.layout.names), tail)

    def _from_object(self, raw: str, row: Any, tail: str) -> str:
        """An object as cells; what has no column comes after the added ones."""
        assert isinstance(self.tail, CsvTail)
        if isinstance(row, dict):
            cells, over = cells_of(row, self.layout.names)
            left = [as_json(over)] if over else []
        else:
            cells, left = [""] * len(self.layout.names), [raw]
        line = self.tail.safe(cells) if self.plan.safe else csv_line(cells, self.delimiter)
        line += tail if cells else tail.removeprefix(self.delimiter)
        return line + (self.delimiter + csv_line(left, self.delimiter) if left else "")

    def _as_json(self, batch: Batch, at: int, tail: str) -> str:
        raw, row, blank = batch.raws[at], batch.rows[at], not tail
        if blank:
            return raw
        if self.layout.form == JSONL:
            if isinstance(row, tuple):
                body = raw[:-1].rstrip()
                return body + (tail[2:] if body == "{" else tail)
        elif at not in batch.odd:
            return dump(dict(zip(self.layout.names, row, strict=True)))[:-1] + tail
        # What is no object as it stands goes whole into one.
        return dump({f"{self.plan.prefix}row": raw})[:-1] + tail

    # ---- counting ---------------------------------------------------------------------------

    def _count(self, batch: Batch, tails: list[str], written: list[str], parcel: Parcel) -> None:
        """Count the rows, and deal with the bad ones: told, set aside, or the end of it all."""
        counts = Counter(tails)
        if any(self._kinds[tail][1] for tail in counts if tail):
            bad = [at for at, tail in enumerate(tails) if tail and self._kinds[tail][1]]
            if self.plan.strict:
                del bad[1:], tails[bad[0] + 1 :], written[bad[0] + 1 :]
                counts = Counter(tails)
                parcel.stop = True
            parcel.bad = [(self.line + batch.line_of(at), self._kinds[tails[at]][1]) for at in bad[:TOLD]]
            if self.plan.aside:
                end = self.layout.end
                parcel.aside = "".join(batch.raws[at] + (batch.ends[at] if batch.ends else end) for at in bad)
                for at in bad:
                    written[at] = ""
        for tail, number in counts.items():
            if tail:
                parcel.counts[self._kinds[tail][0]] += number


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """From a row to the cells at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple([row[place] for place in places])
