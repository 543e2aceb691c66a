"""JSON: one object, whose findings are written as they come."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.fix.edits import edit_for
from relcli.check.report import REPORT_VERSION, Report

OPENING = f'{{"format_version": {REPORT_VERSION}, "findings": ['


class JsonReport(Report):
    """A line for each finding."""

    _started = False

    def describe(self, checked: CheckedFile, found: Finding) -> str:
        """One finding as an object."""
        avoided = found.form.avoided
        edit = edit_for(checked.source.text, found, self.book.rules)
        table = {
            # A lone surrogate, which stands for a byte that is no UTF-8, cannot be written.
            "path": checked.source.path.encode("utf-8", "replace").decode("utf-8"),
            "line": found.line,
            "column": found.column,
            "match": found.match,
            "judgement": found.verdict.judgement,
            "concept": avoided.concept,
            "preferred": avoided.preferred,
            "reason": avoided.reason,
            "source": avoided.source,
            "cues": [cue._asdict() for cue in found.verdict.cues],
            "fix": edit and {"offset": edit.start, "length": len(edit.old), "text": edit.new},
        }
        return self._line(table)

    def add(self, shown: Sequence[str]) -> str:
        """The next findings, with what parts them from those before."""
        if not shown:
            return ""
        opening = ",\n" if self._started else f"{OPENING}\n"
        self._started = True
        return opening + ",\n".join(shown)

    def close(self, summary: Mapping[str, int], /) -> str:
        """The counts."""
        opening = "\n" if self._started else OPENING
        return f'{opening}], "summary": {self._line(summary)}}}\n'

    def _line(self, table: Mapping[str, Any]) -> str:
        return json.dumps(table, ensure_ascii=self.ascii_only)


REPORT = JsonReport
