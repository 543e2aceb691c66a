"""Headings that are told by the line below them."""

import re
from typing import NamedTuple

from relcli.check.prose.spans import Stretch

LONGEST_TITLE = 1000
RULE = re.compile(r"([!-/:-@[-`{-~])\1*$")


class Title(NamedTuple):
    """Where its words start and end, the line below them, and the line above if there is one."""

    start: int
    end: int
    under: Stretch | None = None
    over: Stretch | None = None


def line_around(text: str, offset: int) -> Stretch | None:
    """The line that holds an offset, without its break, unless it is a long one."""
    low, high = max(0, offset - LONGEST_TITLE), offset + LONGEST_TITLE
    above, below = text.rfind("\n", low, offset), text.find("\n", offset, high)
    if (above < 0 and low > 0) or (below < 0 and high < len(text)):
        return None
    return Stretch(above + 1, len(text) if below < 0 else below)


def rule_below(text: str, line: Stretch) -> Stretch | None:
    """The next line, if it is one mark many times; without the blanks at its end."""
    return _rule(text, line_around(text, line.end + 1)) if line.end < len(text) else None


def rule_above(text: str, line: Stretch) -> Stretch | None:
    """The line before, if it is one mark many times."""
    return _rule(text, line_around(text, line.start - 1)) if line.start else None


def _rule(text: str, line: Stretch | None) -> Stretch | None:
    if line is None:
        return None
    marks = text[line.start : line.end].rstrip()
    return Stretch(line.start, line.start + len(marks)) if RULE.match(marks) else None
