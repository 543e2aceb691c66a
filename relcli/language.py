"""Which language, which designation, which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from relcli.errors import KnowledgeError
from relcli.failures import Failure
from relcli.model import Concept, Designation, Question, Text
from relcli.model.knowledge import Knowledge
from relcli.terminal import printable

if TYPE_CHECKING:
    from relcli.model.languages import LanguageRules

DEFAULT = "en"
GROUPED = 10_000
"""From here on the thousands of a number stand apart."""

STDIN = "-"
"""How standard input is named where a file could be."""


def detect(environment: Mapping[str, str], languages: Iterable[str]) -> str:
    """The interface language by ``RELCLI_LANG``, then the locale as gettext reads it, then English.

    ``LANGUAGE`` counts only under a locale other than C; empty variables do not count at all.
    """
    known = tuple(languages)
    chosen = _base(environment.get("RELCLI_LANG", ""))
    if chosen in known:
        return chosen
    locale = next((environment[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(v)), "")
    if _base(locale) in ("", "c", "posix"):
        return DEFAULT
    wished = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((_base(w) for w in wished if _base(w) in known), DEFAULT)


def _base(locale: str) -> str:
    """``fr_CA.UTF-8@euro`` and ``fr-CA`` are both ``fr``."""
    for separator in (".", "@", "_", "-"):
        locale = locale.partition(separator)[0]
    return locale.lower()


class Texts:
    """Everything that is said in one language."""

    def __init__(self, language: str, messages: Mapping[str, Text], knowledge: Knowledge) -> None:
        self.language = language
        self._messages = messages
        self._knowledge = knowledge

    def say(self, message: str, /, **values: object) -> str:
        """The message with its blanks filled; ``KnowledgeError`` when the data has none of that id."""
        if message not in self._messages:
            raise KnowledgeError(f"messages: there is no {message!r}")
        return self._messages[message][self.language].format(**values)

    def text(self, text: Text) -> str:
        return text[self.language]

    def question(self, question: str) -> str:
        """The short name of a question."""
        return self._asked(question).label[self.language]

    def ask(self, question: str) -> str:
        """A question as it is put to somebody."""
        return self._asked(question).ask[self.language]

    def answer(self, question: str, option: str) -> str:
        return self._asked(question).option(option).label[self.language]

    def short(self, question: str, option: str) -> str:
        """An answer in a word or two."""
        return self._asked(question).option(option).short[self.language]

    def fact(self, question: str, option: str) -> str:
        """What an answer says of the business, as a clause."""
        return self._asked(question).option(option).fact[self.language]

    def _asked(self, question: str) -> Question:
        return self._knowledge.questions.get(question) or self._knowledge.facts[question]

    def sector(self, sector: str) -> str:
        """The name of a group of trades; its id where it has none."""
        message = f"sector-{sector}"
        return self.say(message) if message in self._messages else sector

    def join(self, parts: Iterable[str], conjunction: str = "and") -> str:
        """``a, b and c`` (or ``or``) as the language writes it."""
        *first, last = list(parts) or [""]
        if not first:
            return last
        return self.say(f"join-{conjunction}", first=", ".join(first), last=last)

    def quote(self, words: Iterable[str]) -> list[str]:
        """Words that are spoken of, each in quotation marks."""
        return [self.say("quote", text=word) for word in words]

    def date(self, day: str) -> str:
        """``2026-11-21`` as a sentence has it; what is no day stays as it is."""
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day, re.ASCII)
        if not found or f"month-{found[2]}" not in self._messages:
            return day
        form, month = "first" if found[3] == "01" else "other", self.say(f"month-{found[2]}")
        return self.say(f"date-{form}", day=int(found[3]), month=month, year=found[1])

    def counted(self, what: str, number: int) -> str:
        """So many of something: „1 fișier citit”, „2 fișiere citite”, „20 de fișiere citite”."""
        told = str(number) if number < GROUPED else self._grouped(number)
        return self.say(f"count-{what}-{plural_category(self.language, number)}", number=told)

    def _grouped(self, number: int) -> str:
        """With a mark between thousands: ``12,345``, ``12.345``."""
        first, last = divmod(number, 1000)
        return self.say("thousands", first=self._grouped(first), last=f"{last:03}") if first else str(last)

    def number(self, value: float) -> str:
        """A number that may have a fraction."""
        return f"{value:g}".replace(".", self.say("decimal-point"))

    def failure(self, why: Failure) -> str:
        """Why something failed; of the system's reasons the usual ones have words."""
        known = why.code in self._messages
        values = {key: printable(v) if isinstance(v, str) else v for key, v in why.values.items()}
        return self.say(why.code if known else "failure-other", **values)

    def file(self, name: str) -> str:
        """The name of a file as it is shown to somebody; no control character in it passes."""
        return self.say("standard-input") if name == STDIN else printable(name)

    def placeholder(self, metavar: str) -> str:
        """``QUESTION=COLUMN``, which the help shows for a value, in the words of this language."""

        def in_words(found: re.Match[str]) -> str:
            message = f"metavar-{found[0].lower()}"
            return self.say(message) if message in self._messages else found[0]

        return re.sub("[A-Z]{3,}", in_words, metavar)


def plural_category(language: str, number: int) -> str:
    """``one``, ``few`` or ``many``: which form of a noun stands after a number (the rules of CLDR, where what
    is neither one nor few is many)."""
    if number == 1 or (number == 0 and language == "fr"):
        return "one"
    if language == "ro" and (number == 0 or 0 < number % 100 < 20):  # noqa: PLR2004 - 19 is the last of them
        return "few"
    return "many"


def preferred(concept: Concept, language: str) -> Designation:
    """The designation to recommend for a concept in a language."""
    return next(d for d in concept.designations[language] if d.status == "preferred")


def name_of(concept: Concept, language: str) -> str:
    """The word for a concept, with its id where that is another word."""
    term = preferred(concept, language).term
    return term if term == concept.id else f"{term} ({concept.id})"


def collides(concept: Concept, concepts: Mapping[str, Concept], language: str) -> list[Concept]:
    """The contrasting ones among these concepts that go by the same word in this language."""
    term = preferred(concept, language).term
    others = [concepts[other] for other in concept.contrasts if other in concepts]
    return [other for other in others if preferred(other, language).term == term]


def names_apart(concepts: Iterable[Concept], language: str) -> dict[str, str]:
    """A word for each concept such that no two share one, in the order given.

    French and Romanian have one word where English has two; the first concept keeps it, the next
    takes the word a native would use for contrast, and failing that its gloss in parentheses.
    """
    names: dict[str, str] = {}
    for concept in concepts:
        designation = preferred(concept, language)
        candidates = (
            designation.term,
            designation.contrast,
            f"{designation.term} ({concept.gloss[language]})",
        )
        taken = names.values()
        names[concept.id] = next(c for c in candidates if c is not None and c not in taken)
    return names


def term_for_role(concept: Concept, role: str, language: str) -> str:
    """The word for a concept in a role; a concept that is one person stands for the group in the plural."""
    designation = preferred(concept, language)
    if role == "group" and "group" not in concept.roles:
        return designation.forms.get("plural", designation.term)
    return designation.term


def obvious_forms(word: Designation, rules: LanguageRules) -> set[str]:
    """The names of the forms that anybody would guess: a regular plural, a feminine that is the same."""
    ending, forms = rules.plural, word.forms
    feminine = forms.get("feminine", word.term)
    regular = {"plural": word.term + ending, "feminine_plural": feminine + ending} if ending else {}
    same = {"feminine": word.term, "feminine_plural": forms.get("plural", "")}
    return {name for name, form in forms.items() if form in (regular.get(name), same.get(name))}


def as_party(word: Designation, rules: LanguageRules) -> str:
    """The word as a contract names a party that it has defined: with its article and a capital."""
    articles, term = rules.definite, word.term
    if articles is None:
        return capital_after_article(word.forms.get("definite", term), rules)
    elision = rules.elision
    if elision and term.startswith(elision.before) and not term.startswith(elision.never_before):
        article = articles.elided
    else:
        article = articles.feminine if word.gender == "feminine" else articles.masculine
    return capital_after_article(article + term, rules)


def capital_after_article(name: str, rules: LanguageRules) -> str:
    """The name with a capital, its article without."""
    bare = without_article(name, rules)
    return name.removesuffix(bare) + bare[:1].upper() + bare[1:]


def without_article(name: str, rules: LanguageRules) -> str:
    """The name alone."""
    definite = rules.definite
    articles = (definite.masculine, definite.feminine, definite.elided, definite.plural) if definite else ()
    return name[next((len(article) for article in articles if name.startswith(article)), 0) :]


def cite(source: str, section: str, texts: Texts) -> str:
    """Document and section, as a reader needs them to find the place."""
    return texts.say("citation", source=source, section=texts.say("quote", text=section))


def derived_forms(word: Designation, rules: LanguageRules) -> dict[str, str]:
    """The forms that the language makes of those of a noun, by their names."""
    forms = {"term": word.term, **word.forms}
    made: dict[str, str] = {}
    for way in rules.derived:
        if word.gender in way.genders and way.form not in made and way.of in forms:
            head, *own = forms[way.of].split(" ")
            ending = next((pair for pair in way.endings if head.endswith(pair[0])), None)
            if ending and not (way.bare and own):
                rest = forms[way.rest].split(" ")[1:] if way.rest in forms else own
                bent = forms[way.agrees].split(" ")[1:] if way.agrees in forms else []
                if way.agreeing and len(bent) == len(rest):
                    rest = [b if w.endswith(way.agreeing) else w for w, b in zip(rest, bent, strict=True)]
                made[way.form] = " ".join((head.removesuffix(ending[0]) + ending[1], *rest))
    return made


def guessed_plural(term: str, rules: LanguageRules) -> str | None:
    """The plural of a noun that nobody knows, if its ending tells it."""
    *first, last = term.split(" ")
    bends = not first or (rules.nouns.head == "last" and rules.little_words.isdisjoint(first))
    ending = next((pair for pair in rules.nouns.endings if bends and last.endswith(pair[0])), None)
    return " ".join((*first, last.removesuffix(ending[0]) + ending[1])) if ending else None
