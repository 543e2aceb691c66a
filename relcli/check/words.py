"""The words to look for: every spelling of each, with the word it belongs to."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.data import Data
from relcli.house.avoided import AvoidedWord, avoided_words, forms_of
from relcli.house.words import HouseVocabulary, said_in
from relcli.language import Texts


class Form(NamedTuple):
    """One inflected form of a word to avoid."""

    avoided: AvoidedWord
    name: str

    @property
    def is_plural(self) -> bool:
        """Of several, in whatever case and gender."""
        return "plural" in self.name


class Lookup(NamedTuple):
    """What the scan needs: forms by language, stems that every form starts with, phrases to leave alone."""

    forms: Mapping[str, Mapping[str, Form]]
    stems: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]


def of_house(house: HouseVocabulary, data: Data, texts: Texts) -> Lookup:
    """The words that the house avoids; phrases are its own words and those it keeps."""
    kept = [phrase.lower() for phrase in house.keep.phrases]
    phrases = {
        code: tuple(sorted({*kept, *(w.lower() for w in said_in(house.roles.values(), code) if " " in w)}))
        for code in house.languages
    }
    return _lookup(avoided_words(house, data, texts), phrases)


def of_termbase(data: Data) -> Lookup:
    """Every single word of the documents' concepts for people, for a survey."""
    found: dict[tuple[str, str], AvoidedWord] = {}
    for concept in data.knowledge.concepts.values():
        if not concept.roles or concept.roles == ("group",):
            continue
        for language, designations in concept.designations.items():
            for d in designations:
                if " " not in d.term and d.status in ("preferred", "admitted"):
                    forms = forms_of(d)
                    entry = AvoidedWord(d.term, language, d.term, forms, {}, concept.id, "")
                    found.setdefault((language, d.term.casefold()), entry)
    return _lookup(found.values(), {})


def _lookup(words: Iterable[AvoidedWord], phrases: Mapping[str, tuple[str, ...]]) -> Lookup:
    forms: dict[str, dict[str, Form]] = {}
    for avoided in words:
        for name, text in avoided.forms.items():
            for spelling in (text.casefold(), text.casefold().translate(CEDILLA)):
                forms.setdefault(avoided.language, {}).setdefault(spelling, Form(avoided, name))
    return Lookup(forms, _stems(forms), phrases)


CEDILLA = {0x0219: 0x015F, 0x021B: 0x0163}
"""The older spelling of two Romanian letters, which many files have."""


def _stems(forms: Mapping[str, Mapping[str, Form]]) -> tuple[str, ...]:
    every = sorted({text for table in forms.values() for text in table})
    stems: list[str] = []
    for text in every:
        if not stems or not text.startswith(stems[-1]):
            stems.append(text)
    return tuple(stems)
