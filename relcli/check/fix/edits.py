"""An edit replaces a stretch of the text, and nothing outside the edits changes."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``old``, which stands at this offset, by ``new``; only ``safe`` ones are made unasked."""

    start: int
    old: str
    new: str
    safe: bool = True

    @property
    def end(self) -> int:
        """Where the first character behind it stands."""
        return self.start + len(self.old)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; an edit that would overlap the one before is left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.new]
            done = edit.end
    return "".join(parts) + text[done:]


MOST_AROUND = 120
"""Of a long line, so many characters are shown on either side of an edit."""


def lines_of(text: str, edit: Edit) -> tuple[str, str]:
    """The line that an edit stands on, before and after it; of a huge one what is near."""
    low, high = max(0, edit.start - MOST_AROUND), edit.end + MOST_AROUND
    first = max(text.rfind("\n", low, edit.start) + 1, low)
    last = text.find("\n", edit.end, high)
    line = text[first : last if last >= 0 else high]
    return line, apply_edits(line, [edit._replace(start=edit.start - first)])


NO_BREAK = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the patch, as git and patch take them."""
    import difflib  # slow to import, and for a patch only

    lines = [re.findall("[^\n]*\n|[^\n]+", text) for text in (before, after)]
    old, new = (_quoted(f"{side}/{path}") for side in "ab")
    for line in difflib.unified_diff(lines[0], lines[1], old, new):
        yield line if line.endswith("\n") else f"{line}\n{NO_BREAK}"


ESCAPED = str.maketrans({"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"})


def _quoted(name: str) -> str:
    """A name as git writes it: in quotation marks where a tab, a mark or a control would end it early."""
    if name.isprintable() and not {'"', "\\"} & {*name}:
        return name
    plain = (
        c
        if c.isprintable() or "\udc80" <= c <= "\udcff"
        else "".join(f"\\{b:03o}" for b in c.encode("utf-8", "surrogatepass"))
        for c in name.translate(ESCAPED)
    )
    return f'"{"".join(plain)}"'
