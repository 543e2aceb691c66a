"""Plain text: what in it is a program, or what is typed at one."""

import re
from collections.abc import Iterator

from relcli.check.prose.spans import Stretch

CODE_LINE = re.compile(
    r"^(?:[ ]{4}|[ ]{0,3}\t)[^\n]{0,300}?[=(){};<>|\\][^\n]*$|^[ \t]{0,20}(?:[$#%]|>>>|\.\.\.)[ ][^\n]*$",
    re.MULTILINE,
)
"""Far from the margin and with signs of a program, or behind a prompt."""


def plain_blocks(text: str) -> Iterator[Stretch]:
    """Lines of code."""
    for line in CODE_LINE.finditer(text):
        yield Stretch(*line.span())
