"""reStructuredText: literal blocks and the directives that hold code."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import EVERYWHERE
from relcli.check.prose.spans import Stretch

INLINE = (
    rf"``[^`]{{1,1000}}``|:[\w:.+-]{{1,60}}:`[^`]{{1,500}}`|`[^`<>]{{0,500}}<[^<>`]{{1,500}}>`_{{0,2}}"
    rf"|(?m:^\ *\.\.\ (?:_[^\n]{{1,500}}|[\w:-]{{1,60}}::[^\n]{{0,500}}))"
    rf"|(?m:^\ *:[\w -]{{1,60}}:)|\|[\w -]{{1,80}}\||{EVERYWHERE}"
)
CODE_DIRECTIVES = re.compile(
    r"\.\. (?:code-block|code|sourcecode|highlight|literalinclude|parsed-literal|raw|math)::"
)


def blocks(text: str) -> Iterator[Stretch]:
    """Whatever is indented below a line that ends in two colons, or below a directive that holds code."""
    offset = text.find("::")
    while offset >= 0:
        start = text.rfind("\n", 0, offset) + 1
        stop = text.find("\n", offset)
        if stop < 0:
            return
        line = text[start : min(stop, start + 200)]
        comment = line.lstrip().startswith("..")
        next_ = offset + 2
        if (line.rstrip().endswith("::") and not comment) or CODE_DIRECTIVES.match(line.lstrip()):
            end = _end_of_block(text, stop + 1, len(line) - len(line.lstrip()))
            yield stop, end
            next_ = max(end - 1, next_)
        offset = text.find("::", next_)


def _end_of_block(text: str, end: int, depth: int) -> int:
    """The first line from here on that is no deeper and not blank."""
    while end < len(text):
        following = text.find("\n", end)
        following = len(text) if following < 0 else following + 1
        inner = text[end:following]
        if inner.strip() and len(inner) - len(inner.lstrip()) <= depth:
            break
        end = following
    return end
