"""What is said of findings: text, JSON, SARIF and annotations of GitHub."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.meaning.cues import FLAG, PASS, REVIEW
from relcli.check.rulebook import Rulebook
from relcli.language import Texts
from relcli.terminal import printable

REPORT_FORMATS = ("text", "json", "sarif", "github")
REPORT_VERSION = 1


class Report:
    """Lines for each finding, written as they come. ``describe`` may run in another process than the rest.

    No text of a file reaches a terminal unescaped.
    """

    def __init__(self, texts: Texts, book: Rulebook, *, explain: bool, ascii_only: bool) -> None:
        self.texts, self.book, self.explain, self.ascii_only = texts, book, explain, ascii_only

    def describe(self, checked: CheckedFile, found: Finding) -> Any:
        """What there is to show of a finding."""
        raise NotImplementedError

    def add(self, shown: Sequence[Any]) -> str:
        """What to write once this is known of the next file; empty where there is nothing yet."""
        return "".join(shown)

    def close(self, _summary: Mapping[str, int], /) -> str:
        """What to write at the end."""
        return ""

    def message(self, found: Finding) -> str:
        """The verdict, and why the house says otherwise, on one line."""
        avoided, verdict, say = found.form.avoided, found.verdict, self.texts.say
        values = {"match": printable(found.match), "preferred": avoided.preferred}
        if verdict.judgement == PASS:
            return say("check-pass", **values, sense=say(f"sense-{verdict.sense}"))
        return printable(f"{say(f'check-{verdict.judgement}', **values)} {avoided.reason}".strip())


def make_report(
    form: str, texts: Texts, book: Rulebook, *, explain: bool = False, ascii_only: bool = False
) -> Report:
    """A report of one of the ``REPORT_FORMATS``; only its own module is imported."""
    kind: type[Report] = import_module(f"{__name__}.{form}").REPORT
    return kind(texts, book, explain=explain, ascii_only=ascii_only)


def summary_of(files: int, tally: Mapping[str, int], *, fixed: int = 0) -> dict[str, int]:
    """The counts, as every form has them."""
    return {"files": files, **{j: tally.get(j, 0) for j in (FLAG, REVIEW, PASS)}, "fixed": fixed}
