"""SARIF 2.1.0: a log of one run, with the fixes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from relcli import __version__
from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.fix.edits import Edit, edit_for
from relcli.check.meaning.cues import FLAG, PASS, REVIEW
from relcli.check.report import Report
from relcli.language import Texts

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
KINDS_AND_LEVELS = {FLAG: ("fail", "error"), REVIEW: ("review", "none"), PASS: ("pass", "none")}
"""The standard allows a level only for what fails."""

SarifEntry = tuple[dict[str, Any], dict[str, Any]]
"""A rule, and a result under it."""


class SarifReport(Report):
    """One object: nothing is written before the end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rules: dict[str, dict[str, Any]] = {}
        self._results: list[dict[str, Any]] = []

    def describe(self, checked: CheckedFile, found: Finding) -> SarifEntry:
        """A finding as the log holds it, and the rule that it breaks."""
        rule = _rule(found, self.texts)
        file = {"uri": quote(checked.source.path.replace("\\", "/").encode("utf-8", "surrogateescape"))}
        location = {"artifactLocation": file, "region": _region(found)}
        kind, level = KINDS_AND_LEVELS[found.verdict.judgement]
        result: dict[str, Any] = {
            "ruleId": rule["id"],
            "level": level,
            "kind": kind,
            "message": {"text": self.message(found)},
            "locations": [{"physicalLocation": location}],
        }
        edit = edit_for(checked.source.text, found, self.book.rules)
        if edit:
            result["fixes"] = [_fix(edit, file)]
        return rule, result

    def add(self, shown: Sequence[SarifEntry]) -> str:
        """Kept until the end."""
        for rule, result in shown:
            self._rules.setdefault(rule["id"], rule)
            self._results.append(result)
        return ""

    def close(self, _summary: Mapping[str, int], /) -> str:
        """The whole log."""
        driver = {
            "name": "relcli",
            "version": __version__,
            "informationUri": "https://github.com/relcli/relcli",
            "rules": list(self._rules.values()),
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=self.ascii_only, indent=2) + "\n"


REPORT = SarifReport


def _rule(found: Finding, texts: Texts) -> dict[str, Any]:
    avoided = found.form.avoided
    said = {"text": texts.say("check-rule", word=avoided.word, preferred=avoided.preferred)}
    return {
        "id": f"{avoided.language}/{avoided.word}",
        "shortDescription": said,
        "fullDescription": {"text": avoided.reason or said["text"]},
    }


def _region(found: Finding) -> dict[str, Any]:
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endColumn": found.column + len(found.match),
        "charOffset": found.start,
        "charLength": found.end - found.start,
        "snippet": {"text": found.match},
    }


def _fix(edit: Edit, file: Mapping[str, Any]) -> dict[str, Any]:
    deleted = {"charOffset": edit.start, "charLength": len(edit.old)}
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": edit.new}}
    return {"artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}]}
