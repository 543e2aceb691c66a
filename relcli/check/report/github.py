"""Annotations of GitHub: a workflow command for each finding."""

from relcli.check.checked import CheckedFile
from relcli.check.find import Finding
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.report.wording import LineReport, message_of
from relcli.language import Texts
from relcli.terminal import printable

LEVELS = {FLAG: "error", REVIEW: "warning"}
NO_FAULT = "notice"


class GithubReport(LineReport):
    """One line for each finding."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def describe(self, checked: CheckedFile, found: Finding) -> str:
        """Nothing in a name or a text can end the command early."""
        level = LEVELS.get(found.verdict.judgement, NO_FAULT)
        end = found.column + len(found.match)
        file = _escaped(checked.source.path, ",:")
        place = f"file={file},line={found.line},col={found.column},endColumn={end}"
        return f"::{level} {place},title=relcli::{_escaped(message_of(found, self._texts))}\n"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return printable(text)
