"""What is said of findings: text, JSON, SARIF and annotations of GitHub."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from relcli.check.files import LINE_REACH, SourceFile
from relcli.check.find import Finding
from relcli.check.fix.edits import Edit
from relcli.check.fix.grammar import right_form
from relcli.check.meaning.cues import FLAG, PASS, REVIEW, Cue
from relcli.language import Texts
from relcli.model import FORMS
from relcli.terminal import inert_json, printable

REPORT_VERSION = 1
JSON_OPENING = f'{{"format_version": {REPORT_VERSION}, "findings": ['
LONGEST_LINE = 100  # of a long line, so many characters are shown


class Look(NamedTuple):
    """How a report looks: with the cues, with the line and a caret, in letters of ASCII only, in colour."""

    explain: bool = False
    verbose: bool = False
    ascii_only: bool = False
    colored: bool = False


class Report:
    """Lines for each finding, written as they come. ``describe`` may run in another process than the rest.

    No text of a file reaches a terminal unescaped.
    """

    def __init__(self, texts: Texts, look: Look) -> None:
        self.texts, self.look = texts, look
        self.kept: list[Any] = []

    def describe(self, source: SourceFile, found: Finding, edit: Edit | None) -> object:
        """What there is to show of a finding."""
        raise NotImplementedError

    def add(self, shown: Sequence[Any]) -> str:
        """What to write once this is known of the next file; empty where there is nothing yet."""
        return "".join(shown)

    def close(self, _counts: Mapping[str, int], /) -> str:
        """What to write at the end."""
        return ""

    def message(self, found: Finding) -> str:
        """The verdict, and why the house says otherwise, on one line."""
        avoided, verdict, say = found.form.avoided, found.verdict, self.texts.say
        values = {"match": printable(found.match), "preferred": printable(right_form(found))}
        if verdict.judgement == PASS:
            return say("check-pass", **values, sense=say(f"sense-{verdict.sense}"))
        return printable(f"{say(f'check-{verdict.judgement}', **values)} {avoided.reason}".strip())

    def cues(self, found: Finding) -> str:
        """Which cues spoke, on one line; empty where none did."""
        cues = ", ".join(map(self._cue, found.verdict.cues))
        return self.texts.say("check-cues", cues=cues) if cues else ""

    def _cue(self, cue: Cue) -> str:
        say = self.texts.say
        # What the hit is, is told by the name of its form.
        words = say(f"form-{cue.words}") if cue.where == "self" and cue.words in FORMS else cue.words
        where, sense = say(f"cue-{cue.where}", words=printable(words)), say(f"sense-{cue.sense}")
        return say("check-cue", where=where, sense=sense, weight=self.texts.number(cue.weight))


class ToldFinding(NamedTuple):
    """What the text says of one finding: the heading it goes under, and its own lines."""

    heading: str
    judgement: str
    lines: tuple[str, ...]


class TextReport(Report):
    """For a person: under each word, with the reason once, the places; on request the line and a caret, and
    which cues spoke."""

    def describe(self, source: SourceFile, found: Finding, _edit: Edit | None) -> ToldFinding:
        say, verdict, avoided = self.texts.say, found.verdict, found.form.avoided
        place = f"{self.texts.file(source.path)}:{found.line}:{found.column}"
        judged = say("labelled", label=say(f"judgement-{verdict.judgement}"), text=self.told(found))
        lines = [f"{self._painted(place, PLACE)}: {judged}"]
        if self.look.verbose or self.look.explain:
            lines += _line_and_caret(source, found)
        if self.look.explain and (cues := self.cues(found)):
            lines.append(f"    {cues}")
        instead = say("check-instead", word=printable(avoided.word), preferred=printable(avoided.preferred))
        heading = f"{self._painted(instead, HEADING)}\n  {printable(avoided.reason)}".rstrip()
        return ToldFinding(heading, verdict.judgement, tuple(lines))

    def add(self, shown: Sequence[ToldFinding]) -> str:
        self.kept += shown
        return ""

    def close(self, _counts: Mapping[str, int], /) -> str:
        groups: dict[str, list[ToldFinding]] = {}
        for told in self.kept:
            groups.setdefault(told.heading, []).append(told)
        blocks = []
        for heading, every in groups.items():
            every.sort(key=lambda told: JUDGEMENT_ORDER.index(told.judgement))
            blocks.append("\n".join([heading, *(line for told in every for line in told.lines)]))
        return "\n\n".join(blocks) + "\n" if blocks else ""

    def told(self, found: Finding) -> str:
        """The verdict in a few words; why is said above."""
        say, verdict = self.texts.say, found.verdict
        values = {"match": printable(found.match), "preferred": printable(right_form(found))}
        if verdict.judgement == PASS:
            return say("check-pass", **values, sense=say(f"sense-{verdict.sense}"))
        return say(f"check-{verdict.judgement}", **values)

    def _painted(self, text: str, color: str) -> str:
        return f"{color}{text}{PLAIN_AGAIN}" if self.look.colored else text


JUDGEMENT_ORDER = (FLAG, REVIEW, PASS)
HEADING, PLACE, PLAIN_AGAIN = "\x1b[1m", "\x1b[36m", "\x1b[0m"


def _line_and_caret(source: SourceFile, found: Finding) -> tuple[str, str]:
    line = source.line_at(found.start, found.end)
    start = min(found.column - 1, LINE_REACH)
    if len(line) > LONGEST_LINE:
        cut = max(0, start - LONGEST_LINE // 2)
        line, start = line[cut : cut + LONGEST_LINE], start - cut
    line = printable(line.replace("\t", " "))
    carets = max(1, _width(line[start : start + len(found.match)]))
    return f"    {line}".rstrip(), "    " + " " * _width(line[:start]) + "^" * carets


def _width(text: str) -> int:
    """So many columns on a terminal."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


class GithubReport(Report):
    """A workflow command of GitHub for each finding; nothing in a name or a text can end it early."""

    def describe(self, source: SourceFile, found: Finding, _edit: Edit | None) -> str:
        level = {FLAG: "error", REVIEW: "warning", PASS: "notice"}[found.verdict.judgement]
        file, end = _escaped(source.path, ",:"), found.column + len(found.match)
        place = f"file={file},line={found.line},col={found.column},endColumn={end}"
        return f"::{level} {place},title=relcli::{_escaped(self.message(found))}\n"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return printable(text)


class JsonReport(Report):
    """One object, with a line for each finding, which is written as it comes."""

    _started = False

    def describe(self, source: SourceFile, found: Finding, edit: Edit | None) -> str:
        avoided = found.form.avoided
        return self._line(
            {
                # A lone surrogate, which stands for a byte that is no UTF-8, cannot be written.
                "path": source.path.encode("utf-8", "replace").decode("utf-8"),
                "line": found.line,
                "column": found.column,
                "match": found.match,
                "judgement": found.verdict.judgement,
                "concept": avoided.concept,
                "preferred": avoided.preferred,
                "reason": avoided.reason,
                "source": avoided.source,
                "cues": [cue._asdict() for cue in found.verdict.cues],
                "fix": edit
                and {"offset": edit.start, "length": len(edit.old), "text": edit.new, "safe": edit.safe},
            }
        )

    def add(self, shown: Sequence[str]) -> str:
        if not shown:
            return ""
        before = ",\n" if self._started else f"{JSON_OPENING}\n"
        self._started = True
        return before + ",\n".join(shown)

    def close(self, counts: Mapping[str, int], /) -> str:
        summary = {name: counts[name] for name in ("files", FLAG, REVIEW, PASS, "fixed")}
        before = "\n" if self._started else JSON_OPENING
        return f'{before}], "summary": {self._line(summary)}}}\n'

    def _line(self, table: Mapping[str, object]) -> str:
        if self.look.ascii_only:
            return inert_json(json.dumps(table))
        return inert_json(msgspec.json.encode(table).decode())


class SarifReport(Report):
    """A log of one run in SARIF 2.1.0, with the fixes; nothing is written before the end."""

    def describe(self, source: SourceFile, found: Finding, edit: Edit | None) -> tuple[object, object]:
        """The rule that a finding breaks, and the result under it."""
        from urllib.parse import quote

        avoided = found.form.avoided
        said = self.texts.say("check-rule", word=avoided.word, preferred=avoided.preferred)
        rule = {
            "id": f"{avoided.language}/{avoided.word}",
            "shortDescription": {"text": said},
            "fullDescription": {"text": avoided.reason or said},
        }
        kind, level = SARIF_LEVELS[found.verdict.judgement]
        file = {"uri": quote(source.path.replace("\\", "/").encode("utf-8", "surrogateescape"))}
        region = {
            "startLine": found.line,
            "startColumn": found.column,
            "endColumn": found.column + len(found.match),
            "charOffset": found.start,
            "charLength": found.end - found.start,
            "snippet": {"text": found.match},
        }
        result: dict[str, object] = {
            "ruleId": rule["id"],
            "level": level,
            "kind": kind,
            "message": {"text": self.message(found)},
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        }
        if edit and edit.safe:
            deleted = {"charOffset": edit.start, "charLength": len(edit.old)}
            replacements = [{"deletedRegion": deleted, "insertedContent": {"text": edit.new}}]
            changes = [{"artifactLocation": file, "replacements": replacements}]
            result["fixes"] = [{"artifactChanges": changes}]
        return rule, result

    def add(self, shown: Sequence[object]) -> str:
        self.kept += shown
        return ""

    def close(self, _counts: Mapping[str, int], /) -> str:
        from relcli import __version__

        driver = {
            "name": "relcli",
            "version": __version__,
            "informationUri": "https://github.com/relcli/relcli",
            "rules": list({rule["id"]: rule for rule, _ in self.kept}.values()),
        }
        results = [result for _, result in self.kept]
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
        return inert_json(json.dumps(log, ensure_ascii=self.look.ascii_only, indent=2)) + "\n"


SARIF_LEVELS = {FLAG: ("fail", "error"), REVIEW: ("review", "none"), PASS: ("pass", "none")}
"""The standard allows a level only for what fails."""
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
REPORTS = {"text": TextReport, "json": JsonReport, "sarif": SarifReport, "github": GithubReport}
