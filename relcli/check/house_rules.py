"""The rules of a house, by the place of a text: most go by the same, some have own words, some are kept."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from relcli.check.rulebook import Rulebook, forms_of_house
from relcli.data import Data
from relcli.house.meaning import in_text
from relcli.house.words import HouseVocabulary
from relcli.language import Texts


class ReadingChoice(NamedTuple):
    """How texts are read: are quotations checked, and which is the language of all, if that is given?"""

    quotes: bool = True
    language: str | None = None


class RulesOfText(NamedTuple):
    """What one kind of text is checked by: the words of the house as it says them there, and the forms of
    those to avoid."""

    house: HouseVocabulary
    book: Rulebook


class HouseRules(NamedTuple):
    """The rules of the texts that go by no other, and of those with own words; ``folder`` is what the paths
    of the house are relative to."""

    general: RulesOfText
    own: Mapping[str, RulesOfText]
    folder: str

    def place(self, path: str) -> str:
        """A path as the decision file writes it."""
        return os.path.relpath(os.path.realpath(path), self.folder)

    def keeps(self, path: str) -> bool:
        """Is the text that lies there left alone?"""
        return self.general.house.keep.covers(self.place(path))

    def at(self, path: str) -> RulesOfText:
        """What the text that lies there is checked by."""
        return self.own.get(self.general.house.text_of(self.place(path)) or "", self.general)


def rules_of_house(
    house: HouseVocabulary, folder: str, data: Data, texts: Texts, reading: ReadingChoice
) -> HouseRules:
    """The rules of a decision whose paths are relative to the folder."""
    general, *own = (
        RulesOfText(words, Rulebook(forms_of_house(words, data, texts), data, **reading._asdict()))
        for words in (house, *(in_text(house, text, data) for text in house.texts))
    )
    return HouseRules(general, dict(zip(house.texts, own, strict=True)), folder)
