"""For a person: the place, what is said, the line and a caret; and which cues spoke, when asked for."""

import unicodedata

from relcli.check.checked import CheckedFile
from relcli.check.files import LINE_REACH
from relcli.check.find import Finding
from relcli.check.meaning.cues import Cue
from relcli.check.report import Report
from relcli.terminal import printable

LONGEST_SHOWN = 100
"""Of a long line, so many characters are shown."""


class TextReport(Report):
    """A few lines for each finding."""

    def describe(self, checked: CheckedFile, found: Finding) -> str:
        """The lines of one finding."""
        say, verdict = self.texts.say, found.verdict
        place = f"{printable(checked.source.path)}:{found.line}:{found.column}"
        lines = [f"{place}: {say(f'judgement-{verdict.judgement}')}: {self.message(found)}"]
        lines += _line_and_caret(checked, found)
        if self.explain and verdict.cues:
            lines.append("    " + say("check-cues", cues=", ".join(map(self._cue, verdict.cues))))
        return "\n".join(lines) + "\n"

    def _cue(self, cue: Cue) -> str:
        say = self.texts.say
        where = say(f"cue-{cue.where}", words=printable(cue.words))
        return say("check-cue", where=where, sense=say(f"sense-{cue.sense}"), weight=f"{cue.weight:g}")


REPORT = TextReport


def _line_and_caret(checked: CheckedFile, found: Finding) -> tuple[str, str]:
    line = checked.source.line_at(found.start, found.end)
    start = min(found.column - 1, LINE_REACH)
    if len(line) > LONGEST_SHOWN:
        cut = max(0, start - LONGEST_SHOWN // 2)
        line, start = line[cut : cut + LONGEST_SHOWN], start - cut
    line = printable(line.replace("\t", " "))
    indent = sum(map(_width, line[:start]))
    carets = max(1, sum(map(_width, line[start : start + len(found.match)])))
    return f"    {line}".rstrip(), "    " + " " * indent + "^" * carets


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
