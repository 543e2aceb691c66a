"""What the reports for people share: lines that are written as they come."""

from collections.abc import Mapping, Sequence

from relcli.check.find import Finding
from relcli.check.meaning.cues import PASS
from relcli.language import Texts
from relcli.terminal import printable


def message_of(found: Finding, texts: Texts) -> str:
    """The verdict, and why the house says otherwise."""
    avoided = found.form.avoided
    judgement = found.verdict.judgement
    values = {"match": printable(found.match), "preferred": avoided.preferred}
    if judgement == PASS:
        return texts.say("check-pass", **values, sense=texts.say(f"sense-{found.verdict.sense}"))
    said = texts.say(f"check-{judgement}", **values)
    return printable(f"{said} {avoided.reason}".strip())


class LineReport:
    """Lines alone: nothing comes before or between them, and the counts are told elsewhere."""

    def add(self, shown: Sequence[str]) -> str:
        """As they are."""
        return "".join(shown)

    def close(self, _summary: Mapping[str, int]) -> str:
        """Nothing."""
        return ""
