"""For a person: the place, what is said, the line and a caret; and which cues spoke, when asked for."""

import unicodedata

from relcli.check.checked import CheckedFile
from relcli.check.files import LINE_REACH
from relcli.check.find import Finding
from relcli.check.meaning.cues import Cue
from relcli.check.report.wording import LineReport, message_of
from relcli.language import Texts
from relcli.terminal import printable

SHOWN = 100
"""Of a long line, so many characters are shown."""
INDENT = "    "


class TextReport(LineReport):
    """A few lines for each finding."""

    def __init__(self, texts: Texts, *, explain: bool) -> None:
        self._texts, self._explain = texts, explain

    def describe(self, checked: CheckedFile, found: Finding) -> str:
        """The lines of one finding."""
        texts, verdict = self._texts, found.verdict
        place = f"{printable(checked.source.path)}:{found.line}:{found.column}"
        lines = [f"{place}: {texts.say(f'judgement-{verdict.judgement}')}: {message_of(found, texts)}"]
        lines += [f"{INDENT}{line}".rstrip() for line in _line_and_caret(checked, found)]
        if self._explain and verdict.cues:
            cues = ", ".join(_cue(cue, texts) for cue in verdict.cues)
            lines.append(INDENT + texts.say("check-cues", cues=cues))
        return "\n".join(lines) + "\n"


def _line_and_caret(checked: CheckedFile, found: Finding) -> tuple[str, str]:
    line = checked.source.line_at(found.start, found.end)
    start = min(found.column - 1, LINE_REACH)
    if len(line) > SHOWN:
        cut = max(0, start - SHOWN // 2)
        line, start = line[cut : cut + SHOWN], start - cut
    line = printable(line.replace("\t", " "))
    indent = sum(map(_width, line[:start]))
    carets = max(1, sum(map(_width, line[start : start + len(found.match)])))
    return line, " " * indent + "^" * carets


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cue(cue: Cue, texts: Texts) -> str:
    where = texts.say(f"cue-{cue.where}", words=printable(cue.words))
    sense = texts.say(f"sense-{cue.sense}")
    return texts.say("check-cue", where=where, sense=sense, weight=f"{cue.weight:g}")
