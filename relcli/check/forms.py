"""The words to look for: every spelling of each, with the word it belongs to."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.data import Data
from relcli.house.avoided import AvoidedWord, avoided_words, forms_of, said_in
from relcli.house.words import HouseVocabulary
from relcli.language import Texts
from relcli.model.languages import LanguageRules


class Form(NamedTuple):
    """One inflected form of a word to avoid."""

    avoided: AvoidedWord
    name: str

    @property
    def is_plural(self) -> bool:
        """Of several, in whatever case and gender."""
        return "plural" in self.name


class FormTable(NamedTuple):
    """What the scan needs: forms by language and spelling, the stems that every form starts with, and the
    phrases to leave alone by language; everything in lower case."""

    forms: Mapping[str, Mapping[str, Form]]
    stems: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]


def forms_of_house(house: HouseVocabulary, data: Data, texts: Texts) -> FormTable:
    """The words that the house avoids; phrases are its own words and those it keeps."""
    kept = [phrase.lower() for phrase in house.keep.phrases]
    phrases = {
        code: tuple(sorted({*kept, *(w.lower() for w in said_in(house.roles.values(), code) if " " in w)}))
        for code in house.languages
    }
    return _table(avoided_words(house, data, texts), phrases, data.languages)


def forms_of_termbase(data: Data) -> FormTable:
    """Every single word of the documents' concepts for people, for a survey."""
    found: dict[tuple[str, str], AvoidedWord] = {}
    for concept in data.knowledge.concepts.values():
        if not concept.roles or concept.roles == ("group",):
            continue
        for language, designations in concept.designations.items():
            for d in designations:
                if " " not in d.term and d.status in ("preferred", "admitted"):
                    forms = forms_of(d, data.languages[language])
                    entry = AvoidedWord(d.term, language, d.term, forms, {}, concept.id, "")
                    found.setdefault((language, d.term.casefold()), entry)
    return _table(found.values(), {}, data.languages)


def _table(
    words: Iterable[AvoidedWord], phrases: Mapping[str, tuple[str, ...]], rules: Mapping[str, LanguageRules]
) -> FormTable:
    forms: dict[str, dict[str, Form]] = {}
    for avoided in words:
        older = str.maketrans(dict(rules[avoided.language].older_letters))
        for name, text in avoided.forms.items():
            for spelling in (text.casefold(), text.casefold().translate(older)):
                forms.setdefault(avoided.language, {}).setdefault(spelling, Form(avoided, name))
    return FormTable(forms, _stems(forms), phrases)


def _stems(forms: Mapping[str, Mapping[str, Form]]) -> tuple[str, ...]:
    every = sorted({text for table in forms.values() for text in table})
    stems: list[str] = []
    for text in every:
        if not stems or not text.startswith(stems[-1]):
            stems.append(text)
    return tuple(stems)
