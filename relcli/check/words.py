"""The words to look for: every inflected form of each, with what the house says instead."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli import load
from relcli.decision_file import HouseVocabulary, avoided_words
from relcli.errors import InputError
from relcli.model import Designation


class Avoided(NamedTuple):
    """A word to avoid in one language, and the word to use; ``right`` maps a form's name to its text."""

    word: str
    language: str
    concept: str
    preferred: str
    reason: str
    source: str | None
    right: Mapping[str, str]


class Form(NamedTuple):
    """One inflected form of a word to avoid."""

    avoided: Avoided
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


def of_house(house: HouseVocabulary, path: str) -> Lookup:
    """The deprecated words of every role, but never a word that another role says."""
    kept = {
        (language, word.casefold())
        for role in house.roles.values()
        for language, terms in role.terms.items()
        for word in (terms.preferred, *terms.admitted)
    }
    avoided: dict[tuple[str, str], tuple[Designation, Avoided]] = {}
    for name, role in house.roles.items():
        if role.concept not in load.termbase():
            raise InputError("decision-broken", name=path, why=role.concept)
        for language, word in avoided_words(house, name):
            key = (language, word.casefold())
            if key in kept or key in avoided or language not in role.terms:
                continue
            wrong, right = _known(word, language), _known(role.terms[language].preferred, language)
            reason, source = _cited(role.reason)
            entry = Avoided(word, language, role.concept, right.term, reason, source, _matching(wrong, right))
            avoided[key] = (wrong, entry)
    return _lookup(avoided.values(), kept)


def of_termbase() -> Lookup:
    """Every single word of the documents' concepts for people, for a survey."""
    found: dict[tuple[str, str], tuple[Designation, Avoided]] = {}
    for concept in load.knowledge().concepts.values():
        if not concept.roles or concept.roles == ("group",):
            continue
        for language, designations in concept.designations.items():
            for d in designations:
                if " " not in d.term and d.status in ("preferred", "admitted"):
                    entry = Avoided(d.term, language, concept.id, d.term, "", None, {})
                    found.setdefault((language, d.term.casefold()), (d, entry))
    return _lookup(found.values(), ())


def _cited(reason: str) -> tuple[str, str | None]:
    """A saved reason ends in its source: ``… (crazycall, “Section”)``."""
    match = re.fullmatch(r"(.*) \(([a-z0-9-]+), [“«„][^()]*[”»]\)", reason, re.DOTALL)
    return (match[1], match[2]) if match else (reason, None)


def _known(word: str, language: str) -> Designation:
    folded = word.casefold()
    every = [d for c in load.termbase().values() for d in c.designations[language] if d.region is None]
    for d in every:
        if d.term.casefold() == folded:
            return d
    for d in every:
        if d.forms.get("plural", "").casefold() == folded:
            return replace(d, term=word, forms={"plural": word})
    plural = {"plural": word + "s"} if language in ("en", "fr") and not word.endswith("s") else {}
    return Designation(term=word, language=language, status="admitted", forms=plural, sources=())


def _all_forms(d: Designation) -> dict[str, str]:
    """The forms of the termbase, and the Romanian cases that follow from the definite ones."""
    forms = {"term": d.term, **d.forms}
    if d.language == "ro":
        for name, ending in (("definite", "ui"), ("definite_plural", "lor"), ("feminine_definite", "ei")):
            forms |= _case(forms, name, ending)
        forms |= _case(forms, "feminine_definite_plural", "lor")
    return forms


def _case(forms: Mapping[str, str], name: str, ending: str) -> dict[str, str]:
    """Genitive and dative: clientul-ui, clienți-lor, client-ei, cliente-lor."""
    if name not in forms:
        return {}
    first, space, rest = forms[name].partition(" ")
    cut = {"definite": 0, "definite_plural": 1, "feminine_definite": 1, "feminine_definite_plural": 2}[name]
    stem = first[: len(first) - cut]
    return {f"{name}_oblique": stem + ending + space + rest}


def _matching(wrong: Designation, right: Designation) -> dict[str, str]:
    """For each form of the wrong word the same form of the right one; no form, no fix."""
    have, want = _all_forms(wrong), _all_forms(right)
    if wrong.gender and right.gender and wrong.gender != right.gender:
        return {}
    invariable = {} if wrong.language != "en" else {"plural": right.term}
    return {name: want.get(name, invariable.get(name, "")) for name in have if name in {**invariable, **want}}


def _lookup(entries: Iterable[tuple[Designation, Avoided]], kept: Iterable[tuple[str, str]]) -> Lookup:
    forms: dict[str, dict[str, Form]] = {}
    kept = set(kept)
    for designation, avoided in entries:
        for name, text in _all_forms(designation).items():
            for spelling in {text.casefold(), text.casefold().translate(CEDILLA)}:
                if (avoided.language, spelling) not in kept:
                    forms.setdefault(avoided.language, {}).setdefault(spelling, Form(avoided, name))
    phrases: dict[str, list[str]] = {}
    for language, word in kept:
        if " " in word:
            phrases.setdefault(language, []).append(word)
    return Lookup(forms, _stems(forms), {k: tuple(sorted(v)) for k, v in phrases.items()})


CEDILLA = {0x0219: 0x015F, 0x021B: 0x0163}
"""The older spelling of two Romanian letters, which many files have."""


def _stems(forms: Mapping[str, Mapping[str, Form]]) -> tuple[str, ...]:
    every = sorted({text for table in forms.values() for text in table})
    stems: list[str] = []
    for text in every:
        if not stems or not text.startswith(stems[-1]):
            stems.append(text)
    return tuple(stems)
