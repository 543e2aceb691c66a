"""Regular expressions and YAML that all readers of rules understand alike."""

import re

MARK = "# relcli export"
"""How every rule file of ours begins."""

_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}/]")


def pattern(text: str) -> str:
    """The text itself, however its lines are broken.

    Parentheses as numbers, since Vale counts those it sees to find groups.
    """
    return r"\s+".join(_SPECIAL.sub(_escape, part) for part in text.split(" "))


def _escape(special: re.Match[str]) -> str:
    return {"(": r"\x28", ")": r"\x29"}.get(special[0], rf"\{special[0]}")


def scalar(text: str) -> str:
    """A YAML string on one line, in which nothing has to be escaped but the quote."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
