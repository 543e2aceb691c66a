"""Checking one text after another: findings, ignores, known findings, fixes. One file is held at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from relcli.check import find, fix, history, ignores
from relcli.check.files import Problem, Text
from relcli.check.find import Finding, Options
from relcli.check.senses import FLAG, PASS
from relcli.check.words import Lookup

MOST_ROUNDS = 5


class Result(NamedTuple):
    """What was found in one file; ``unused`` are the lines of ignores that excuse nothing."""

    text: Text
    findings: tuple[Finding, ...]
    unused: tuple[tuple[int, str], ...] = ()


def check(
    text: Text,
    lookup: Lookup,
    options: Options,
    *,
    lines: set[int] | None = None,
    known: history.Known | None = None,
) -> Result:
    """The findings of one file: none that is excused or known, and only those on the lines given."""
    found = find.findings(text.text, text.kind, text.path, lookup, options)
    excuses = ignores.read(text.text)
    used: set[ignores.Ignore] = set()
    kept: list[Finding] = []
    for one in found:
        if one.verdict.judgement != PASS:
            excuse = ignores.covering(excuses, one.line, one.match, one.form.avoided.word)
            if excuse:
                used.add(excuse)
                continue
            if lines is not None and one.line not in lines:
                continue
            if known and _take(known, text, one):
                continue
        kept.append(one)
    unused = tuple((i.line, i.word or "") for i in excuses if i not in used)
    return Result(text, tuple(kept), unused)


def key_of(text: Text, found: Finding) -> tuple[str, str]:
    """What a finding is known by in a baseline."""
    return text.path.replace("\\", "/"), history.fingerprint(found.match, line_of(text.text, found))


def _take(known: history.Known, text: Text, found: Finding) -> bool:
    key = key_of(text, found)
    known[key] -= 1
    return known[key] >= 0


LONGEST_LINE = 300


def line_of(text: str, found: Finding) -> str:
    """The line of a finding, without its break; of a huge one what is near."""
    low, high = max(0, found.start - LONGEST_LINE), found.end + LONGEST_LINE
    start = max(text.rfind("\n", low, found.start) + 1, low)
    end = text.find("\n", found.end, high)
    return text[start : end if end >= 0 else high].rstrip("\r\n")


def edits(result: Result) -> Iterator[tuple[Finding, fix.Edit]]:
    """Each finding that can be mended, with its edit."""
    for found in result.findings:
        edit = fix.edit_for(result.text.text, found)
        if edit:
            yield found, edit


def mended(
    result: Result, lookup: Lookup, options: Options, *, lines: set[int] | None = None
) -> tuple[str, int]:
    """The text with everything mended, and how many edits that took.

    A word that changes can change what the words beside it mean, so it is repeated until nothing
    changes: running it again must find nothing more to do.
    """
    text, count = result.text.text, 0
    for _ in range(MOST_ROUNDS):
        made = [edit for _, edit in edits(result)]
        if not made:
            break
        count += len(made)
        text = fix.apply(text, made)
        result = check(result.text._replace(text=text), lookup, options, lines=lines)
    return text, count


def counts(result: Result) -> dict[str, int]:
    """How many findings of each judgement."""
    tally: dict[str, int] = {}
    for found in result.findings:
        tally[found.verdict.judgement] = tally.get(found.verdict.judgement, 0) + 1
    return tally


__all__ = ["FLAG", "Problem", "Result", "check", "counts", "edits", "mended"]
