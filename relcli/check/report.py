"""Findings as text, JSON, SARIF and GitHub annotations. No text of a file reaches a terminal unescaped."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from relcli import __version__
from relcli.check import fix, run
from relcli.check.find import Finding
from relcli.check.run import Result
from relcli.check.senses import FLAG, PASS, REVIEW, Cue
from relcli.language import Texts
from relcli.terminal import printable

FORMATS = ("text", "json", "sarif", "github")
FORMAT_VERSION = 1
SHOWN = 100
"""Of a long line, so many characters are shown."""


def as_table(result: Result, found: Finding) -> dict[str, Any]:
    """One finding for JSON."""
    avoided = found.form.avoided
    edit = fix.edit_for(result.text.text, found)
    return {
        "path": _clean(result.text.path),
        "line": found.line,
        "column": found.column,
        "match": found.match,
        "judgement": found.verdict.judgement,
        "concept": avoided.concept,
        "preferred": avoided.preferred,
        "reason": avoided.reason,
        "source": avoided.source,
        "cues": [
            {"where": c.where, "words": c.words, "sense": c.sense, "weight": c.weight}
            for c in found.verdict.cues
        ],
        "fix": edit and {"offset": edit.start, "length": len(edit.old), "text": edit.new},
    }


def _clean(text: str) -> str:
    """A lone surrogate, which stands for a byte that is no UTF-8, cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")


def summary(files: int, tally: Mapping[str, int], *, fixed: int = 0) -> dict[str, int]:
    """The counts for JSON."""
    return {"files": files, **{j: tally.get(j, 0) for j in (FLAG, REVIEW, PASS)}, "fixed": fixed}


def message(found: Finding, texts: Texts) -> str:
    """What a finding says, on one line."""
    avoided = found.form.avoided
    judgement = found.verdict.judgement
    values = {"match": printable(found.match), "preferred": avoided.preferred}
    if judgement == PASS:
        return texts.say("check-pass", **values, sense=texts.say(f"sense-{found.verdict.sense}"))
    said = texts.say(f"check-{judgement}", **values)
    return printable(f"{said} {avoided.reason}".strip())


def as_text(result: Result, found: Finding, texts: Texts, *, explain: bool) -> str:
    """The place, what is said, the line and a caret; and which cues spoke, when asked for."""
    place = f"{printable(result.text.path)}:{found.line}:{found.column}"
    lines = [f"{place}: {texts.say(f'judgement-{found.verdict.judgement}')}: {message(found, texts)}"]
    line = run.line_of(result.text.text, found)
    start = min(found.column - 1, run.LONGEST_LINE)
    if len(line) > SHOWN:
        cut = max(0, start - SHOWN // 2)
        line, start = line[cut : cut + SHOWN], start - cut
    line = printable(line.replace("\t", " "))
    indent = sum(map(_width, line[:start]))
    carets = max(1, sum(map(_width, line[start : start + len(found.match)])))
    lines += [f"    {line}".rstrip(), "    " + " " * indent + "^" * carets]
    if explain and found.verdict.cues:
        lines.append(
            "    " + texts.say("check-cues", cues=", ".join(_cue(c, texts) for c in found.verdict.cues))
        )
    return "\n".join(lines)


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _cue(cue: Cue, texts: Texts) -> str:
    where = texts.say(f"cue-{cue.where}", words=printable(cue.words))
    return texts.say(
        "check-cue", where=where, sense=texts.say(f"sense-{cue.sense}"), weight=f"{cue.weight:g}"
    )


# ---- GitHub -----------------------------------------------------------------------------------------


def as_github(result: Result, found: Finding, texts: Texts) -> str:
    """A workflow command; nothing in a name or a text can end it early."""
    level = {FLAG: "error", REVIEW: "warning"}.get(found.verdict.judgement, "notice")
    path = _escaped(result.text.path, ",:")
    place = f"file={path},line={found.line},col={found.column},endColumn={found.column + len(found.match)}"
    return f"::{level} {place},title=relcli::{_escaped(message(found, texts))}"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return printable(text)


# ---- SARIF ------------------------------------------------------------------------------------------

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {FLAG: "error", REVIEW: "warning", PASS: "none"}


SarifEntry = tuple[dict[str, Any], dict[str, Any]]
"""A rule, and a result under it."""


def sarif(entries: Iterable[SarifEntry]) -> dict[str, Any]:
    """A SARIF 2.1.0 log of one run, with the fixes."""
    rules: dict[str, dict[str, Any]] = {}
    listed = []
    for rule, entry in entries:
        rules.setdefault(rule["id"], rule)
        listed.append(entry)
    driver = {
        "name": "relcli",
        "version": __version__,
        "informationUri": "https://github.com/relcli/relcli",
        "rules": list(rules.values()),
    }
    run_ = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": listed}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run_]}


def sarif_entry(result: Result, found: Finding, texts: Texts) -> SarifEntry:
    """A finding as the log holds it, and the rule that it breaks."""
    from urllib.parse import quote

    avoided = found.form.avoided
    said = {"text": texts.say("check-rule", word=avoided.word, preferred=avoided.preferred)}
    rule = {
        "id": f"{avoided.language}/{avoided.word}",
        "shortDescription": said,
        "fullDescription": {"text": avoided.reason or said["text"]},
    }
    file = {"uri": quote(result.text.path.replace("\\", "/").encode("utf-8", "surrogateescape"))}
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endColumn": found.column + len(found.match),
        "charOffset": found.start,
        "charLength": found.end - found.start,
        "snippet": {"text": found.match},
    }
    entry: dict[str, Any] = {
        "ruleId": rule["id"],
        "level": LEVELS[found.verdict.judgement],
        "kind": "pass"
        if found.verdict.judgement == PASS
        else "review"
        if found.verdict.judgement == REVIEW
        else "fail",
        "message": {"text": message(found, texts)},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
    if entry["kind"] == "review":
        # The standard allows a level only for what fails.
        entry["level"] = "none"
    edit = fix.edit_for(result.text.text, found)
    if edit:
        deleted = {"charOffset": edit.start, "charLength": len(edit.old)}
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": edit.new}}
        entry["fixes"] = [{"artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}]}]
    return rule, entry
