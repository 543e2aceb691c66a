"""Which language a text, or a piece of it, is in: by what says so, else by its little words."""

import re
from collections.abc import Mapping, Sequence

from relcli.model.languages import LanguageRules

DEFAULT_LANGUAGE = "en"
"""Of a text that shows none."""
WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 6000
HERE = 150
"""So far to either side, in characters, a piece shows its language."""
OWN_SHARE = 6
"""A piece of which one word in six is a little word of a language is in that language."""


class LittleWords:
    """The frequent words of each language, which tell it."""

    def __init__(self, rules: Mapping[str, LanguageRules]) -> None:
        self._words = {code: own.little_words for code, own in rules.items()}
        codes = "|".join(self._words)
        self._in_path = re.compile(rf"(?:^|[/\\._-])({codes})(?:[-_][A-Za-z]{{2}})?(?=[/\\._-]|$)")

    def language_of_path(self, path: str) -> str | None:
        """A folder or a part of the file's name that is the code of a language; the last one counts."""
        named = self._in_path.findall(path)
        return str(named[-1]) if named else None

    def language_of_text(self, text: str) -> str:
        """The language whose little words the text has most of."""
        counts = self._count(WORD.findall(text[:SAMPLE].lower()))
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] > counts.get(DEFAULT_LANGUAGE, 0) else DEFAULT_LANGUAGE

    def language_around(self, low: str, start: int, end: int, default: str) -> str:
        """The language of what stands there in a text in lower case, which may not be that of its file."""
        if default not in self._words:
            return default
        piece = low[max(0, start - HERE) : end + HERE]
        rough = piece.split()
        if sum(map(self._words[default].__contains__, rough)) * OWN_SHARE >= len(rough):
            return default
        counts = self._count(WORD.findall(piece))
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] >= 2 * counts[default] + 1 else default

    def _count(self, words: Sequence[str]) -> dict[str, int]:
        return {code: sum(map(own.__contains__, words)) for code, own in self._words.items()}
