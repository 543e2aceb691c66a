"""An edit replaces a stretch of the text, and nothing outside the edits changes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relcli.terminal import printable


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


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the patch, fit for a terminal."""
    import difflib  # slow to import, and for a patch only

    name = printable(path)
    old, new = (text.removesuffix("\n").split("\n") for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""):
        # Tabs and a carriage return at the end are part of the line, other controls are not.
        ending = "\r\n" if line.endswith("\r") else "\n"
        yield "\t".join(map(printable, line.removesuffix("\r").split("\t"))) + ending
