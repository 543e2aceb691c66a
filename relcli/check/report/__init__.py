"""What is said of findings: text, JSON, SARIF and annotations of GitHub.

No text of a file reaches a terminal unescaped.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.meaning.cues import FLAG, PASS, REVIEW
from relcli.check.rulebook import Rulebook
from relcli.language import Texts

REPORT_FORMATS = ("text", "json", "sarif", "github")
REPORT_VERSION = 1


class Report(Protocol):
    """One form of it. ``describe`` may run in another process than the rest."""

    def describe(self, checked: CheckedFile, found: Finding) -> Any:
        """What there is to show of a finding."""

    def add(self, shown: Sequence[Any]) -> str:
        """What to write once this is known of the next file; empty where there is nothing yet."""

    def close(self, summary: Mapping[str, int], /) -> str:
        """What to write at the end."""


def make_report(
    form: str, texts: Texts, book: Rulebook, *, explain: bool = False, ascii_only: bool = False
) -> Report:
    """A report of one of the ``REPORT_FORMATS``."""
    if form == "json":
        from relcli.check.report.json import JsonReport

        return JsonReport(book, ascii_only=ascii_only)
    if form == "sarif":
        from relcli.check.report.sarif import SarifReport

        return SarifReport(texts, book, ascii_only=ascii_only)
    if form == "github":
        from relcli.check.report.github import GithubReport

        return GithubReport(texts)
    from relcli.check.report.text import TextReport

    return TextReport(texts, explain=explain)


def summary_of(files: int, tally: Mapping[str, int], *, fixed: int = 0) -> dict[str, int]:
    """The counts, as every form has them."""
    return {"files": files, **{j: tally.get(j, 0) for j in (FLAG, REVIEW, PASS)}, "fixed": fixed}
