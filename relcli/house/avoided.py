"""The words a house says and those it avoids: which, in which forms, and the right form of each."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from relcli.advice.rivals import rivals_of
from relcli.advice.trade_terms import termbase_of
from relcli.data import Data
from relcli.house.words import PAYER, HouseRole, HouseVocabulary, reason_of
from relcli.language import Texts, derived_forms, guessed_plural, preferred
from relcli.model import Concept, Designation
from relcli.model.languages import LanguageRules
from relcli.model.trades import Trade

DECISION = "decision"
"""The source of a word that only the decision file has."""
AvoidRule = tuple[str, str, str]
"""Language, word, word to say instead."""
AVOIDED = ("deprecated", "superseded")
"""The statuses of words not to use."""


# ---- which words --------------------------------------------------------------------------------------


def said_in(roles: Iterable[HouseRole], language: str) -> list[str]:
    """Every word that is used or admitted for somebody."""
    own = ((r.words[language], *r.admitted.get(language, ())) for r in roles if language in r.words)
    return [word for words in own for word in words]


def admitted_words(
    concept: Concept, words: Mapping[str, str], payer: str | None
) -> dict[str, tuple[str, ...]]:
    """By language, what may be said beside the word itself."""
    return {
        code: tuple(dict.fromkeys(t for t in _own_terms(concept, code, payer, ("admitted",)) if t != word))
        for code, word in words.items()
    }


def _own_terms(concept: Concept, language: str, payer: str | None, statuses: Container[str]) -> list[str]:
    """The words that hold everywhere, beside the payer's word where they go with it."""
    return [
        d.term
        for d in concept.designations[language]
        if d.status in statuses and d.region is None and d.follows in (None, payer)
    ]


def words_to_avoid(
    roles: Mapping[str, HouseRole],
    concepts: Mapping[str, Concept],
    own: Mapping[str, Iterable[AvoidRule]],
    trade: Trade | None,
) -> dict[str, dict[str, str]]:
    """``HouseVocabulary.avoid``: what each role avoids by its ``own`` rules, else by the words of all.

    One rule a word, the first; none against a word that is said for somebody, or by part of the trade.
    """
    said_there = {division.concept for division in trade.divided} if trade else set()
    avoid: dict[str, dict[str, str]] = {}
    for name in roles:
        for language, word, instead in own.get(name) or _derived_rules(name, roles, concepts, said_there):
            if word.casefold() not in map(str.casefold, said_in(roles.values(), language)):
                avoid.setdefault(word, {}).setdefault(language, instead)
    return avoid


def _derived_rules(
    name: str, roles: Mapping[str, HouseRole], concepts: Mapping[str, Concept], said_there: Container[str]
) -> Iterator[AvoidRule]:
    """The outdated words of the role's own concept, and those of its rivals."""
    role, payer = roles[name], roles[PAYER].concept if PAYER in roles else None
    people = {other: choice.concept for other, choice in roles.items()}
    rivals = [rival for rival in rivals_of(name, people, concepts) if rival.id not in said_there]
    for language, word in role.words.items():
        outdated = _own_terms(concepts[role.concept], language, payer, AVOIDED)
        for other in (*outdated, *(preferred(rival, language).term for rival in rivals)):
            yield language, other, word


# ---- in which forms -----------------------------------------------------------------------------------


class AvoidedWord(NamedTuple):
    """A word to avoid and the word to use, with why; ``source`` is the document that says so, if one does.

    ``forms`` maps the name of each form to its spelling; ``right`` maps it to the same form of the word to
    use, and lacks it where that has none: then there is a fault and no way to mend it. They ``agree`` where
    both are known to have one gender, so that nothing beside the word has to change. ``akin`` are the
    spellings that are or become the right word, in lower case.
    """

    word: str
    language: str
    preferred: str
    forms: Mapping[str, str]
    right: Mapping[str, str]
    concept: str
    reason: str
    source: str | None = None
    gender: str | None = None
    agrees: bool = True
    akin: frozenset[str] = frozenset()


def avoided_words(house: HouseVocabulary, data: Data, texts: Texts) -> Iterator[AvoidedWord]:
    """Every word the house avoids, in the order of its rules."""
    roles, termbase = house.roles.values(), termbase_of(data, data.trades.get(house.trade or ""))
    said = {
        code: {
            form.casefold()
            for word in said_in(roles, code)
            for form in forms_of(known_word(word, code, termbase), data.languages[code]).values()
        }
        for code in house.languages
    }
    merged: dict[tuple[str, str], list[str]] = {}
    for language, word, instead in _rules(house):
        merged.setdefault((language, instead), [instead]).append(word)

    @cache
    def akin_to(language: str, instead: str, near: str | None) -> frozenset[str]:
        """Once for all that become the same word: there may be very many."""
        known = (
            known_word(word, language, termbase, near=termbase[near] if near else None)
            for word in merged[language, instead]
        )
        forms = (forms_of(word, data.languages[language]) for word in known)
        return frozenset(spelling.casefold() for own in forms for spelling in own.values())

    for language, word, instead in _rules(house):
        role = role_that_says(instead, language, roles)
        near, inflection = termbase[role.concept] if role else None, data.languages[language]
        wrong, right = (known_word(w, language, termbase, near=near) for w in (word, instead))
        yield AvoidedWord(
            word=word,
            language=language,
            preferred=instead,
            forms={
                k: v for k, v in forms_of(wrong, inflection).items() if v.casefold() not in said[language]
            },
            right=right_forms(wrong, right, inflection),
            concept=role.concept if role else "",
            reason=reason_of(role, termbase, texts) if role else "",
            source=next((b.source for b in role.because), None) if role else None,
            gender=wrong.gender,
            agrees=not inflection.gendered or None not in (wrong.gender, right.gender),
            akin=akin_to(language, instead, role.concept if role else None),
        )


def _rules(house: HouseVocabulary) -> Iterator[AvoidRule]:
    return ((code, word, right) for word, by_code in house.avoid.items() for code, right in by_code.items())


def role_that_says(word: str, language: str, roles: Iterable[HouseRole]) -> HouseRole | None:
    """Who gives the reasons for a word to write: whoever uses it; failing that, whoever admits it."""
    known = [*roles]
    users = (role for role in known if role.words.get(language) == word)
    others = (role for role in known if word in role.admitted.get(language, ()))
    return next(users, None) or next(others, None)


def known_word(
    word: str, language: str, concepts: Mapping[str, Concept], *, near: Concept | None = None
) -> Designation:
    """The word as the termbase has it: that of the concept ``near`` or of one it contrasts with, else any.

    A word that is a plural there has itself as its one form; one that nobody knows has none.
    """
    closest = (near, *(concepts[other] for other in near.contrasts)) if near else ()
    folded, plural = word.casefold(), None
    for d in (d for c in chain(closest, concepts.values()) for d in c.designations[language]):
        if d.region is None and d.term.casefold() == folded:
            return d
        if plural is None and d.region is None and d.forms.get("plural", "").casefold() == folded:
            plural = d
    if plural:
        return replace(plural, term=word, forms={"plural": word}, contrast=None)
    return Designation(term=word, language=language, status="admitted", sources=(DECISION,))


def forms_of(word: Designation, rules: LanguageRules) -> dict[str, str]:
    """Name of each form to its spelling; the word itself is ``term``, unless it is a plural."""
    if word.forms == {"plural": word.term}:
        return {"plural": word.term}
    forms = {"term": word.term, **word.forms}
    if DECISION in word.sources and not word.term.endswith(rules.plural or ""):
        plural = guessed_plural(word.term, rules)
        forms |= {"plural": plural} if plural else {}
    return forms | derived_forms(word, rules)


def right_forms(wrong: Designation, right: Designation, rules: LanguageRules) -> dict[str, str]:
    """For each form of the wrong word the same form of the right one; no form, no fix.

    None at all where the genders differ: whatever agrees with the word would have to change too.
    """
    if wrong.gender and right.gender and wrong.gender != right.gender:
        return {}
    have = forms_of(right, rules)
    return {name: have[name] for name in forms_of(wrong, rules) if name in have}
