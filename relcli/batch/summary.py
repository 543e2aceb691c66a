"""How many rows got which word, which verdict, which error."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from relcli.batch.writer import Added, Kind
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
        self.counts: Counter[Kind] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.rejects = rejects
        self.stopped = False
        self.changed = False

    def add(self, counts: Mapping[Added, int], bad: Sequence[tuple[int, str]], *, stopped: bool) -> None:
        """Count more rows; ``bad`` are the lines and errors of the first bad ones."""
        for added, count in counts.items():
            self.counts[added.kind] += count
        self.bad += bad[: SHOWN - len(self.bad)]
        self.stopped = stopped

    @property
    def rows(self) -> int:
        """How many rows came in."""
        return self.counts.total()

    @property
    def errors(self) -> dict[str, int]:
        """How many rows have which error, the most frequent first."""
        return self._count(2)

    def _count(self, index: int) -> dict[str, int]:
        """By one part of the kind."""
        found: Counter[str] = Counter()
        for kind, count in self.counts.items():
            name = kind[index]
            if name is not None:
                found[name] += count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain values."""
        rejected = sum(self.errors.values()) if self.rejects else 0
        return {
            "rows": self.rows,
            "written": self.rows - rejected,
            "rejected": rejected,
            "terms": self._count(0),
            "verdicts": self._count(1),
            "errors": self.errors,
            "first_errors": [{"line": line, "error": error} for line, error in self.bad],
            "input_changed": self.changed,
        }

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps({"summary": self.to_dict()})

    def as_bars(self, texts: Texts, knowledge: Knowledge, stream: TextIO) -> str:
        """Every count with a bar as long as its share."""
        lines = [texts.say("batch-rows", rows=self.rows)]
        verdicts = {texts.text(knowledge.verdicts[v].label): n for v, n in self._count(1).items()}
        counted = {
            "batch-terms": self._count(0),
            "batch-verdicts": verdicts,
            "batch-errors": self.errors,
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
            sum(self.errors.values()),
            ", ".join(f"{code} {n}" for code, n in self.errors.items()),
        )
        lines = [texts.say("batch-bad", bad=bad, rows=self.rows, errors=listed)]
        lines += [texts.say("batch-bad-line", line=line, error=error) for line, error in self.bad]
        return "\n".join(lines)
