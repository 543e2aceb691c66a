"""How many rows got which word, which verdict, which error."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from typing import Any

from relcli.batch.desk import TOLD, Kind
from relcli.language import Texts
from relcli.model import Knowledge
from relcli.terminal import columns, speaks_utf8

WIDEST = 40
"""The longest bar."""


class Summary:
    """The counts of a whole run."""

    def __init__(self) -> None:
        self.counts: Counter[Kind] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.set_aside = 0
        self.changed = False

    @property
    def rows(self) -> int:
        """How many rows came in."""
        return self.counts.total()

    @property
    def errors(self) -> dict[str, int]:
        """How many rows have which error, the most frequent first."""
        return self._by(2)

    def add(self, counts: Mapping[Kind, int], bad: list[tuple[int, str]]) -> None:
        """Count more rows."""
        self.counts.update(counts)
        self.bad += bad[: TOLD - len(self.bad)]

    def _by(self, place: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for kind, number in self.counts.items():
            name = kind[place]
            if name is not None:
                found[name] += number
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {
            "rows": self.rows,
            "written": self.rows - self.set_aside,
            "rejected": self.set_aside,
            "terms": self._by(0),
            "verdicts": self._by(1),
            "errors": self.errors,
            "first_errors": [{"line": line, "error": error} for line, error in self.bad],
            "input_changed": self.changed,
        }

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps({"summary": self.to_dict()})

    def as_bars(self, texts: Texts, knowledge: Knowledge, stream: Any) -> str:
        """Every count with a bar as long as its share."""
        lines = [texts.say("batch-rows", rows=self.rows)]
        verdicts = {texts.text(knowledge.verdicts[v].label): n for v, n in self._by(1).items()}
        told = {"batch-terms": self._by(0), "batch-verdicts": verdicts, "batch-errors": self.errors}
        parts = [(heading, counts) for heading, counts in told.items() if counts]
        label = max((len(name) for _, counts in parts for name in counts), default=0)
        room = max(5, min(WIDEST, columns(os.environ, stream) - label - 12))
        full = "█" if speaks_utf8(stream) else "#"
        for heading, counts in parts:
            lines += ["", texts.say(heading)]
            for name, number in counts.items():
                bar = full * max(1, round(room * number / self.rows))
                lines.append(f"  {name:{label}}  {number:>8}  {bar}")
        return "\n".join(lines)

    def complaint(self, texts: Texts) -> str:
        """What was wrong with rows: how many, what, and the first of them."""
        errors = self.errors
        lines = [
            texts.say(
                "batch-bad",
                bad=sum(errors.values()),
                rows=self.rows,
                errors=", ".join(f"{code} {number}" for code, number in errors.items()),
            )
        ]
        lines += [texts.say("batch-bad-line", line=line, error=error) for line, error in self.bad]
        return "\n".join(lines)
