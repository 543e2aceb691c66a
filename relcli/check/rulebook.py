"""What to look for and how to judge it: all that checking a text needs, whichever text it is."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from relcli.advice.trade_terms import termbase_of
from relcli.check.meaning.cues import LanguageCues
from relcli.check.prose.entries import language_in
from relcli.check.prose.kinds import TABLES_OF_TEXTS
from relcli.data import Data
from relcli.house.avoided import AvoidedWord, avoided_words, forms_of, known_word, said_in
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
    phrases to leave alone by language; everything in lower case.

    A spelling has straight apostrophes and single blanks, and may be of several words; a stem is a beginning
    of its first word. ``long_forms`` are the spellings of several words, by language and first word;
    ``theirs`` is the word of each language for those whom the people we serve serve.
    """

    forms: Mapping[str, Mapping[str, Form]]
    stems: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    long_forms: Mapping[tuple[str, str], tuple[str, ...]]
    theirs: Mapping[str, str] = {}

    def form_at(self, language: str, low: str, start: int, end: int) -> tuple[Form | None, int]:
        """The form that starts with the word ``low[start:end]``, the longest first, and where it ends."""
        forms = self.forms.get(language, {})
        first = low[start:end].replace("\u2019", "'")
        for spelling in self.long_forms.get((language, first), ()):
            if match := _any_of((spelling,))[0].match(low, start):
                return forms[spelling], match.end()
        return forms.get(first), end

    def phrase_around(self, language: str, low: str, start: int, end: int) -> str | None:
        """The phrase to leave alone that holds ``low[start:end]``."""
        phrases = self.phrases.get(language)
        if not phrases:
            return None
        pattern, longest = _any_of(phrases)
        begin = max(0, start - longest)
        found = pattern.finditer(low, begin, end + longest)
        return next((m[0] for m in found if m.start() <= start and end <= m.end()), None)


BLANKS, APOSTROPHE = r"[\s\u00a0]{1,8}", "['\u2019]"


def _phrase_pattern(phrase: str) -> str:
    """A phrase as a text may have it: broken over lines, with blanks and apostrophes of any kind."""
    words = (re.escape(word) for word in phrase.replace("\u2019", "'").split())
    return BLANKS.join(words).replace("'", APOSTROPHE)


@cache
def _any_of(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], int]:
    """What matches any of the phrases, as whole words, and how far it reaches."""
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = "|".join(map(_phrase_pattern, longest_first))
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])"), len(longest_first[0]) + 16


def forms_of_house(house: HouseVocabulary, data: Data, texts: Texts) -> FormTable:
    """The words that the house avoids; phrases are those it keeps, and each form of its own compounds."""
    termbase = termbase_of(data, data.trades.get(house.trade or ""))
    avoided = [*avoided_words(house, data, texts)]
    phrases: dict[str, tuple[str, ...]] = {}
    for code in house.languages:
        rules = data.languages[code]
        said = {*said_in(house.roles.values(), code), *(a.preferred for a in avoided if a.language == code)}
        compounds = (known_word(word, code, termbase) for word in said if " " in word)
        forms = (form.lower() for word in compounds for form in forms_of(word, rules).values())
        own = {spelling for form in forms for spelling in spellings_of(form, rules)}
        if rules.nouns.head == "last":  # as an adjective: account-holder fees
            own |= {phrase.replace(" ", "-") for phrase in own}
        kept = {phrase.lower() for phrase in house.keep.phrases}
        phrases[code] = tuple(sorted(kept | own | {phrase.replace("\u2019", "'") for phrase in own}))
    return _table(avoided, phrases, data.languages)._replace(theirs=house.theirs)


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


def spellings_of(form: str, rules: LanguageRules) -> tuple[str, str, str]:
    """How a form may stand in a text: as it is, with older letters, without diacritics."""
    older, plain = (str.maketrans({**letters}) for letters in (rules.older_letters, rules.plain_letters))
    return form, form.translate(older), form.translate(plain)


def _table(
    words: Iterable[AvoidedWord], phrases: Mapping[str, tuple[str, ...]], rules: Mapping[str, LanguageRules]
) -> FormTable:
    forms: dict[str, dict[str, Form]] = {}
    spelled = [
        (spellings_of(text.casefold().replace("\u2019", "'"), rules[avoided.language]), Form(avoided, name))
        for avoided in words
        for name, text in avoided.forms.items()
    ]
    # How a word is spelled comes before how another one may be.
    for way in range(3):
        for spellings, form in spelled:
            forms.setdefault(form.avoided.language, {}).setdefault(spellings[way], form)
    first_words = {re.split(r"[ ']", text, maxsplit=1)[0] for table in forms.values() for text in table}
    stems: list[str] = []
    for text in sorted(first_words):
        if not stems or not text.startswith(stems[-1]):
            stems.append(text)
    return FormTable(forms, tuple(stems), phrases, _long_forms(forms))


FIRST_WORD = re.compile(r"[^\W_]+")


def _long_forms(forms: Mapping[str, Mapping[str, Form]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The longest of those that start alike comes first."""
    found: dict[tuple[str, str], list[str]] = {}
    for language, spellings in forms.items():
        for spelling in sorted(spellings, key=len, reverse=True):
            first = FIRST_WORD.match(spelling)
            if first and first[0] != spelling:
                found.setdefault((language, first[0]), []).append(spelling)
    return {key: tuple(spellings) for key, spellings in found.items()}


def _forms_of_one(table: FormTable, language: str) -> set[str]:
    """The forms that no other language has."""
    others = (forms for code, forms in table.forms.items() if code != language)
    return {*table.forms.get(language, ())}.difference(*others)


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
        # The frequent words of a language tell it, and what only it makes of a word to avoid.
        self._words = {
            **{code: own.little_words | _forms_of_one(table, code) for code, own in data.languages.items()},
            **{own.id: frozenset(own.little_words) for own in data.other_words.languages},
        }
        codes = "|".join(data.languages)
        self._in_path = re.compile(rf"(?:^|[/\\._-])({codes})(?:[-_][A-Za-z]{{2}})?(?=[/\\._-]|$)")

    def language_in_path(self, path: str, kind: str) -> str | None:
        """The last folder or part of the name that is the code of one; of a table of texts any language."""
        named = self._in_path.findall(path)
        if named or kind not in TABLES_OF_TEXTS:
            return str(named[-1]) if named else None
        folder, name = os.path.split(path)
        stem = os.path.splitext(name)[0]
        places = (stem, *re.split(r"[.]", stem)[1:], os.path.basename(folder))
        return next(filter(None, map(language_in, reversed(places))), None)

    def language_of_text(self, text: str) -> str:
        """The one that most of its words are of."""
        best, counts = self._most(WORD.findall(text[:LANGUAGE_SAMPLE].lower()))
        return best if counts[best] > counts.get(DEFAULT_LANGUAGE, 0) else DEFAULT_LANGUAGE

    def language_around(self, low: str, start: int, end: int, default: str) -> str:
        """The language of what stands there in a text in lower case, which may not be that of its file."""
        if default not in self._words:  # nobody here can tell it from another
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
