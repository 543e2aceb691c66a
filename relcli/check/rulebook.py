"""What to look for and how to judge it: all that checking a text needs, whichever text it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from relcli.check.meaning.cues import LanguageCues
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
    words = tuple(words)
    # In plain letters one form may look like another: those that are written so come first.
    for way in range(3):
        for avoided in words:
            own = rules[avoided.language]
            letters = str.maketrans(dict(({}, own.older_letters, own.plain_letters)[way]))
            for name, text in avoided.forms.items():
                spelling = text.casefold().translate(letters)
                forms.setdefault(avoided.language, {}).setdefault(spelling, Form(avoided, name))
    stems: list[str] = []
    for text in sorted({text for table in forms.values() for text in table}):
        if not stems or not text.startswith(stems[-1]):
            stems.append(text)
    return FormTable(forms, tuple(stems), phrases)


DEFAULT_LANGUAGE = "en"  # of a text that shows none
WORD = re.compile(r"[^\W\d_]+")
LANGUAGE_SAMPLE = 6000
HERE = 150  # so far to either side, in characters, a piece shows its language
OWN_SHARE = 6  # a piece of which one word in six is a little word of a language is in that language


class Rulebook:
    """The forms to find, and what the data knows of each language.

    ``quotes``: are quotations checked? ``language`` is that of every text, where it is given.
    """

    def __init__(
        self, table: FormTable, data: Data, *, quotes: bool = True, language: str | None = None
    ) -> None:
        self.table, self.quotes, self.language = table, quotes, language
        self.rules = data.languages
        # Compiled when they are first wanted.
        self.cues = cache(lambda language: LanguageCues(data.senses[language], data.languages[language]))
        # The frequent words of a language tell it.
        self._words = {code: own.little_words for code, own in data.languages.items()}
        codes = "|".join(self._words)
        self._in_path = re.compile(rf"(?:^|[/\\._-])({codes})(?:[-_][A-Za-z]{{2}})?(?=[/\\._-]|$)")

    def language_of_file(self, path: str, text: str) -> str:
        """By the last folder or part of the name that is the code of one, else by most of its words."""
        if named := self._in_path.findall(path):
            return str(named[-1])
        best, counts = self._most(WORD.findall(text[:LANGUAGE_SAMPLE].lower()))
        return best if counts[best] > counts.get(DEFAULT_LANGUAGE, 0) else DEFAULT_LANGUAGE

    def language_around(self, low: str, start: int, end: int, default: str) -> str:
        """The language of what stands there in a text in lower case, which may not be that of its file."""
        if default not in self._words:
            return default
        piece = low[max(0, start - HERE) : end + HERE]
        rough = piece.split()
        if sum(map(self._words[default].__contains__, rough)) * OWN_SHARE >= len(rough):
            return default
        best, counts = self._most(WORD.findall(piece))
        return best if counts[best] >= 2 * counts[default] + 1 else default

    def _most(self, words: Sequence[str]) -> tuple[str, Mapping[str, int]]:
        """The language of most of the words, and how many are of each."""
        counts = {code: sum(map(own.__contains__, words)) for code, own in self._words.items()}
        return max(counts, key=lambda code: counts[code]), counts
