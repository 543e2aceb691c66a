"""How many rows got which word, which verdict, which error."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from relcli.batch.writer import BLANK, Added, Kind
from relcli.language import Texts
from relcli.model.knowledge import Knowledge
from relcli.terminal import bar, columns, speaks_utf8

SHOWN = 3  # so many bad rows are told one by one
WIDEST = 40  # the longest bar


class Summary:
    """The counts of a whole run; ``rejects`` says whether bad rows were set aside."""

    def __init__(self, *, rejects: bool) -> None:
        self.rejects = rejects
        self.counts: Counter[Kind] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.changed = False

    def add(self, added: Counter[Added], bad: Sequence[tuple[int, str]]) -> None:
        """Count what was added to rows; ``bad`` are the first lines with an error, and the errors."""
        for one, count in added.items():
            if one is not BLANK:
                self.counts[one.kind] += count
        self.bad += bad[: SHOWN - len(self.bad)]

    @property
    def errors(self) -> dict[str, int]:
        return self._count(2)

    def _count(self, index: int) -> dict[str, int]:
        """By one part of the kind, the most frequent first."""
        found: Counter[str] = Counter()
        for kind, count in self.counts.items():
            found[kind[index] or ""] += count
        del found[""]
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def as_json(self) -> str:
        """One JSON object on one line."""
        rows, rejected = self.counts.total(), sum(self.errors.values()) if self.rejects else 0
        return json.dumps({"summary": {
            "rows": rows,
            "written": rows - rejected,
            "rejected": rejected,
            "terms": self._count(0),
            "verdicts": self._count(1),
            "errors": self.errors,
            "first_errors": [{"line": line, "error": error} for line, error in self.bad],
            "input_changed": self.changed,
        }})  # fmt: skip

    def as_bars(self, texts: Texts, knowledge: Knowledge, stream: TextIO) -> str:
        """Every count with a bar as long as its share."""
        rows, full = self.counts.total(), "█" if speaks_utf8(stream) else "#"
        verdicts = {texts.text(knowledge.verdicts[v].label): n for v, n in self._count(1).items()}
        tables = {"batch-terms": self._count(0), "batch-verdicts": verdicts, "batch-errors": self.errors}
        label = max((len(name) for counts in tables.values() for name in counts), default=0)
        room = max(5, min(WIDEST, columns(os.environ, stream) - label - 12))
        lines = [texts.counted("rows", rows)]
        for heading, counts in tables.items():
            lines += ["", texts.say(heading)] if counts else []
            for name, count in counts.items():
                lines.append(f"  {name:{label}}  {count:>8}  {bar(count, rows, room, full)}")
        return "\n".join(lines)

    def complaint(self, texts: Texts) -> str:
        """What was wrong with rows: how many, what, and the first of them."""
        errors, rows = self.errors, texts.counted("rows", self.counts.total())
        listed = ", ".join(f"{code} {count}" for code, count in errors.items())
        lines = [texts.say("batch-bad", bad=sum(errors.values()), rows=rows, errors=listed)]
        lines += [texts.say("batch-bad-line", line=line, error=error) for line, error in self.bad]
        return "\n".join(lines)
