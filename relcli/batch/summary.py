"""How many rows got which word, which verdict, which error."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from relcli.batch.writer import Added
from relcli.language import Texts
from relcli.model import Knowledge
from relcli.terminal import columns, speaks_utf8

SHOWN = 3
"""So many bad rows are told one by one."""

WIDEST = 40
"""The longest bar."""


class Summary:
    """The counts of a whole run."""

    def __init__(self, *, rejects: bool) -> None:
        self.rows = 0
        self.terms: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.rejects = rejects
        self.stopped = False
        self.changed = False

    def add(self, counts: Mapping[Added, int], bad: Sequence[tuple[int, str]], *, stopped: bool) -> None:
        """Count more rows; ``bad`` are the lines and errors of the first bad ones."""
        for added, count in counts.items():
            term, _, verdict, _, _, problem, _ = added.outcome
            self.rows += count
            for counter, name in (
                (self.terms, term), (self.verdicts, verdict), (self.errors, problem and problem.code)
            ):  # fmt: skip
                if name is not None:
                    counter[name] += count
        self.bad += bad[: SHOWN - len(self.bad)]
        self.stopped = stopped

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain values."""
        rejected = self.errors.total() if self.rejects else 0
        return {
            "rows": self.rows,
            "written": self.rows - rejected,
            "rejected": rejected,
            "terms": _ranked(self.terms),
            "verdicts": _ranked(self.verdicts),
            "errors": _ranked(self.errors),
            "first_errors": [{"line": line, "error": error} for line, error in self.bad],
            "input_changed": self.changed,
        }

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps({"summary": self.to_dict()})

    def as_bars(self, texts: Texts, knowledge: Knowledge, stream: TextIO) -> str:
        """Every count with a bar as long as its share."""
        lines = [texts.say("batch-rows", rows=self.rows)]
        verdicts = {texts.text(knowledge.verdicts[v].label): n for v, n in _ranked(self.verdicts).items()}
        counted = {
            "batch-terms": _ranked(self.terms),
            "batch-verdicts": verdicts,
            "batch-errors": _ranked(self.errors),
        }
        label = max((len(name) for counts in counted.values() for name in counts), default=0)
        room = max(5, min(WIDEST, columns(os.environ, stream) - label - 12))
        full = "█" if speaks_utf8(stream) else "#"
        for heading, counts in counted.items():
            lines += ["", texts.say(heading)] if counts else []
            for name, count in counts.items():
                lines.append(
                    f"  {name:{label}}  {count:>8}  {full * max(1, round(room * count / self.rows))}"
                )
        return "\n".join(lines)

    def complaint(self, texts: Texts) -> str:
        """What was wrong with rows: how many, what, and the first of them."""
        bad, listed = (
            self.errors.total(),
            ", ".join(f"{code} {n}" for code, n in _ranked(self.errors).items()),
        )
        lines = [texts.say("batch-bad", bad=bad, rows=self.rows, errors=listed)]
        lines += [texts.say("batch-bad-line", line=line, error=error) for line, error in self.bad]
        return "\n".join(lines)


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """The most frequent first."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
