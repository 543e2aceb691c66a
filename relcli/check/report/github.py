"""Annotations of GitHub: a workflow command for each finding."""

from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.report import Report
from relcli.terminal import printable

LEVELS = {FLAG: "error", REVIEW: "warning"}


class GithubReport(Report):
    """One line for each finding."""

    def describe(self, checked: CheckedFile, found: Finding) -> str:
        """Nothing in a name or a text can end the command early."""
        level = LEVELS.get(found.verdict.judgement, "notice")
        file, end = _escaped(checked.source.path, ",:"), found.column + len(found.match)
        place = f"file={file},line={found.line},col={found.column},endColumn={end}"
        return f"::{level} {place},title=relcli::{_escaped(self.message(found))}\n"


REPORT = GithubReport


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return printable(text)
