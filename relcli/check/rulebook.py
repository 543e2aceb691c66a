"""What to look for and how to judge it: all that checking a text needs, whichever text it is."""

from typing import NamedTuple

from relcli.check.forms import FormTable
from relcli.check.meaning.cues import LanguageCues
from relcli.check.meaning.language import LittleWords
from relcli.data import Data


class CheckOptions(NamedTuple):
    """How to judge: whether quotations are left alone (they are not checked then), and a language given."""

    quotes: bool = True
    language: str | None = None


class Rulebook:
    """The forms to find, the options, and what the data knows of each language."""

    def __init__(self, table: FormTable, data: Data, options: CheckOptions | None = None) -> None:
        self.table = table
        self.options = options or CheckOptions()
        self.rules = data.languages
        self.little_words = LittleWords(data.languages)
        self._senses = data.senses
        self._cues: dict[str, LanguageCues] = {}

    def cues(self, language: str) -> LanguageCues:
        """The cues of a language, compiled when they are first wanted."""
        if language not in self._cues:
            self._cues[language] = LanguageCues(self._senses[language])
        return self._cues[language]
