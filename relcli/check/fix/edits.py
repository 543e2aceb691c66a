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


def lines_of(text: str, edit: Edit) -> tuple[str, str]:
    """The line that an edit stands on, before and after it."""
    first = text.rfind("\n", 0, edit.start) + 1
    last = text.find("\n", edit.end)
    line = text[first : last if last >= 0 else len(text)]
    return line, apply_edits(line, [edit._replace(start=edit.start - first)])


NO_BREAK = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the patch, as git and patch take them."""
    import difflib  # slow to import, and for a patch only

    lines = [re.findall("[^\n]*\n|[^\n]+", text) for text in (before, after)]
    name = path.replace("\\", "/")
    for line in difflib.unified_diff(lines[0], lines[1], f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n{NO_BREAK}"
