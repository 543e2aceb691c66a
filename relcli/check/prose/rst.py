"""reStructuredText: roles, directives, literal blocks."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import EVERYWHERE
from relcli.check.prose.spans import Stretch, next_line, occurrences

RST_INLINE = (
    rf"``[^`]{{1,1000}}``|:[\w:.+-]{{1,60}}:`[^`]{{1,500}}`|`[^`<>]{{0,500}}<[^<>`]{{1,500}}>`_{{0,2}}"
    rf"|(?m:^\ *\.\.\ (?:_[^\n]{{1,500}}|[\w:-]{{1,60}}::[^\n]{{0,500}}))"
    rf"|(?m:^\ *:[\w -]{{1,60}}:)|\|[\w -]{{1,80}}\||{EVERYWHERE}"
)
CODE_DIRECTIVES = re.compile(
    r"\.\. (?:code-block|code|sourcecode|highlight|literalinclude|parsed-literal|raw|math)::"
)


def rst_blocks(text: str) -> Iterator[Stretch]:
    """Whatever is indented below a line that ends in two colons, or below a directive that holds code."""
    done = 0
    for offset in occurrences(text, "::"):
        start, below = text.rfind("\n", 0, offset) + 1, text.find("\n", offset) + 1
        if offset < done or not below:
            continue
        line = text[start : min(below - 1, start + 200)]
        code = line.lstrip()
        done = offset + 2
        if CODE_DIRECTIVES.match(code) or (code.rstrip().endswith("::") and not code.startswith("..")):
            end, depth = below, len(line) - len(code)
            while end < len(text):
                inner = text[end : next_line(text, end)]
                if inner.strip() and len(inner) - len(inner.lstrip()) <= depth:
                    break
                end += len(inner)
            yield Stretch(below, end)
            done = max(end - 1, done)
