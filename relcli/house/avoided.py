"""The words a house avoids: which, in which forms, the right form of each, and where it is right."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli.data import Data
from relcli.house.words import (
    PAYER,
    AvoidRule,
    HouseRole,
    HouseVocabulary,
    own_words,
    reason_of,
    said_in,
)
from relcli.language import Texts, oblique_forms, preferred
from relcli.model import Concept, Designation
from relcli.model.languages import LanguageRules

PROSPECT = "prospect"
DECISION = "decision"
"""The source of a word that only the decision file has."""
HERE = "{}"
"""Where the word stands in a compound."""


# ---- which words --------------------------------------------------------------------------------------


def rules_of(roles: Mapping[str, HouseRole], concepts: Mapping[str, Concept]) -> tuple[AvoidRule, ...]:
    """What the house avoids by its own words, the rules for one word together, as a file has them."""
    rules = without_contradictions(derived_rules(roles, concepts), roles)
    words = list(dict.fromkeys(rule.word for rule in rules))
    return tuple(sorted(rules, key=lambda rule: words.index(rule.word)))


def derived_rules(
    roles: Mapping[str, HouseRole], concepts: Mapping[str, Concept], names: Iterable[str] | None = None
) -> Iterator[AvoidRule]:
    """What each role (or each of ``names``) avoids: the outdated words of its own concept, and the concepts
    that contrast with it, but for those that the house means by another of its words."""
    payer = roles[PAYER].concept if PAYER in roles else None
    for name in roles if names is None else names:
        role = roles[name]
        concept = concepts[role.concept]
        said = {other.concept for n, other in roles.items() if n != name}
        rivals = list(_rivals(concept, name, said, concepts))
        for language, word in role.words.items():
            outdated = (
                d.term
                for d in own_words(concept, language, payer)
                if d.status in ("deprecated", "superseded")
            )
            for other in (*outdated, *(preferred(rival, language).term for rival in rivals)):
                yield AvoidRule(language, other, word)


def _rivals(
    concept: Concept, role: str, said: Collection[str], concepts: Mapping[str, Concept]
) -> Iterator[Concept]:
    """The contrasting concepts that would stand for the same role, and that no other role says."""
    for other in concept.contrasts:
        rival = concepts.get(other)
        if rival is None or role not in rival.roles or other in said:
            continue
        # Whoever has not bought yet is somebody else, even where the decision has no word for them.
        if role == PROSPECT or PROSPECT not in rival.roles:
            yield rival


def without_contradictions(
    rules: Iterable[AvoidRule], roles: Mapping[str, HouseRole]
) -> tuple[AvoidRule, ...]:
    """One rule a word, the first; none against a word that is said for somebody."""
    kept: dict[tuple[str, str], AvoidRule] = {}
    for rule in rules:
        said = {word.casefold() for word in said_in(roles.values(), rule.language)}
        if rule.word.casefold() not in said:
            kept.setdefault((rule.language, rule.word.casefold()), rule)
    return tuple(kept.values())


# ---- in which forms -----------------------------------------------------------------------------------


class AvoidedWord(NamedTuple):
    """A word to avoid and the word to use, with why; ``source`` is the document that says so, if one does.

    ``forms`` maps the name of each form to its spelling; ``right`` maps it to the same form of the word to
    use, and lacks it where that has none: then there is a fault and no way to mend it.
    """

    word: str
    language: str
    preferred: str
    forms: Mapping[str, str]
    right: Mapping[str, str]
    concept: str
    reason: str
    source: str | None = None


def avoided_words(house: HouseVocabulary, data: Data, texts: Texts) -> list[AvoidedWord]:
    """Every word the house avoids, language by language."""
    found = []
    said = {code: said_forms(house.roles.values(), code, data) for code in house.languages}
    for rule in house.avoid:
        role = role_that_says(house.roles.values(), rule)
        concept = data.termbase.get(role.concept) if role else None
        wrong = known_word(rule.word, rule.language, data.termbase, near=concept)
        right = known_word(rule.instead, rule.language, data.termbase, near=concept)
        rules = data.languages[rule.language]
        kept = said[rule.language]
        forms = {name: text for name, text in forms_of(wrong, rules).items() if text.casefold() not in kept}
        found.append(
            AvoidedWord(
                word=rule.word,
                language=rule.language,
                preferred=rule.instead,
                forms=forms,
                right=right_forms(wrong, right, rules),
                concept=role.concept if role else "",
                reason=reason_of(role, data.termbase, texts) if role else "",
                source=next((b.source for b in role.because), None) if role else None,
            )
        )
    return found


def role_that_says(roles: Iterable[HouseRole], rule: AvoidRule) -> HouseRole | None:
    """The first role whose word is the one to write instead; failing that, the first that admits it."""
    every = [role for role in roles if rule.language in role.words]
    using = (role for role in every if role.words[rule.language] == rule.instead)
    admitting = (role for role in every if rule.instead in role.admitted.get(rule.language, ()))
    return next(using, None) or next(admitting, None)


def said_forms(roles: Iterable[HouseRole], language: str, data: Data) -> set[str]:
    """Every form of the words used or admitted, in lower case: none of them is a fault."""
    return {
        form.casefold()
        for word in said_in(roles, language)
        for form in forms_of(known_word(word, language, data.termbase), data.languages[language]).values()
    }


def known_word(
    word: str, language: str, concepts: Mapping[str, Concept], *, near: Concept | None = None
) -> Designation:
    """The word as the termbase has it: that of the concept ``near`` or of one it contrasts with, else any.

    A word that is a plural there has itself as its one form; one that nobody knows has none.
    """
    contrasts = [concepts[other] for other in near.contrasts if other in concepts] if near else []
    every: list[Designation] = [
        d
        for concept in (*((near,) if near else ()), *contrasts, *concepts.values())
        for d in concept.designations[language]
        if d.region is None
    ]
    folded = word.casefold()
    for d in every:
        if d.term.casefold() == folded:
            return d
    for d in every:
        if d.forms.get("plural", "").casefold() == folded:
            return replace(d, term=word, forms={"plural": word}, contrast=None)
    return Designation(term=word, language=language, status="admitted", sources=(DECISION,))


def forms_of(word: Designation, rules: LanguageRules) -> dict[str, str]:
    """Name of each form to its spelling; the word itself is ``term``, unless it is a plural."""
    if word.forms.get("plural") == word.term:
        return {"plural": word.term}
    forms = {"term": word.term, **word.forms}
    if DECISION in word.sources and rules.plural and not word.term.endswith(rules.plural):
        forms["plural"] = word.term + rules.plural
    return forms | oblique_forms(forms, rules)


def right_forms(wrong: Designation, right: Designation, rules: LanguageRules) -> dict[str, str]:
    """For each form of the wrong word the same form of the right one; no form, no fix.

    None at all where the genders differ: whatever agrees with the word would have to change too.
    """
    if wrong.gender and right.gender and wrong.gender != right.gender:
        return {}
    have = forms_of(right, rules)
    return {name: have[name] for name in forms_of(wrong, rules) if name in have}


# ---- where a word is right after all ---------------------------------------------------------------------


class Compound(NamedTuple):
    """A fixed phrase in which the word is right: what stands before and after it."""

    before: str
    after: str


def compounds(
    word: str, forms: Iterable[str], language: str, said: Iterable[str], data: Data
) -> list[Compound]:
    """The phrases in which a word to avoid stays: fixed ones, and names that the house (``said``) or the
    termbase has for something that is no buyer."""
    phrases = list(fixed_phrases(word, language, data))
    every = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    inside = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
    for term in dict.fromkeys((*said, *_activities(language, data.termbase))):
        phrase = inside.sub(HERE, term, count=1)
        if HERE in phrase and phrase != HERE:
            phrases.append(phrase)
    parts = (phrase.partition(HERE) for phrase in dict.fromkeys(phrases))
    return [Compound(before, after) for before, _, after in parts]


def fixed_phrases(word: str, language: str, data: Data) -> Iterator[str]:
    """The compounds in which a word means nobody who is served, with ``HERE`` in its place."""
    if language in data.senses:
        yield from data.senses[language].compounds_of(word)


def _activities(language: str, concepts: Mapping[str, Concept]) -> Iterator[str]:
    for concept in concepts.values():
        if not concept.buys or not (concept.roles or concept.broader):
            for d in concept.designations[language]:
                if d.status in ("preferred", "admitted"):
                    yield d.term
