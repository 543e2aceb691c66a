"""What of a file is prose, by format. Masks keep every offset: nothing is parsed, only blanked.

Whole files are looked through with plain searches, inline markup with regular expressions over one short
stretch at a time, so that no input makes either of them slow.
"""

from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.prose.spans import TEXT, Stretch, holding, merged


class Prose:
    """The prose of one text: where it is, in which language, and its masked stretches."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind, self._format = text, kind, PROSE_FORMATS[kind]
        self._blocks = merged(self._format.blocks(text))
        self._stretches = self._format.stretches(text)
        self._last: Stretch | None = None
        self._masked: tuple[Stretch | None, str] = (None, "")

    def holds(self, offset: int) -> bool:
        """Outside code, comments and keys?"""
        return self._stretch(offset) is not None and holding(self._blocks, offset) is None

    def part_at(self, offset: int) -> str:
        """What stands there: text, a heading, a label, a table, a key."""
        stretch = self._stretch(offset)
        assert stretch is not None
        return self._format.part(self.text, offset) if stretch.part == TEXT else stretch.part

    def stretch_at(self, offset: int) -> tuple[Stretch, str]:
        """The stretch that holds an offset of prose, and its masked text."""
        stretch = self._stretch(offset)
        assert stretch is not None
        if stretch is not self._masked[0]:
            self._masked = stretch, self._format.mask(self.text[stretch.start : stretch.end])
        return stretch, self._masked[1]

    def _stretch(self, offset: int) -> Stretch | None:
        if self._last is None or not self._last.start <= offset < self._last.end:
            self._last = holding(self._stretches, offset)
        return self._last
