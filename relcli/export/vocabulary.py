"""What is exported: concept entries with their words, of the whole termbase or of one house."""

import itertools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli import load
from relcli.decision_file import HouseRole, HouseTerms, HouseVocabulary, avoided_words
from relcli.errors import InputError
from relcli.language import preferred
from relcli.model import Concept, Designation

ORDER = ("preferred", "admitted", "superseded", "deprecated")
"""Readers that know no status take the first word they see."""
DECISION = "decision"
"""The source of a word that only the decision file has."""


class Entry(NamedTuple):
    """A concept with the words for it, those to avoid included.

    ``roles`` and ``decided`` are of the house: for whom the words are meant, and why.
    """

    id: str
    concept: Concept
    designations: Mapping[str, tuple[Designation, ...]]
    roles: tuple[str, ...] = ()
    decided: HouseRole | None = None

    def of_status(self, language: str, *statuses: str) -> list[Designation]:
        """The words of these statuses in one language."""
        return [d for d in self.designations.get(language, ()) if d.status in statuses]

    @property
    def every(self) -> list[Designation]:
        """All words, language by language."""
        return [d for designations in self.designations.values() for d in designations]


class Vocabulary(NamedTuple):
    """Everything to export. ``house`` is the decision it comes from; None for the whole termbase."""

    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    date: str
    house: HouseVocabulary | None = None

    def ids(self) -> dict[str, str]:
        """Concept id to the id of its (first) entry."""
        ids: dict[str, str] = {}
        for entry in self.entries:
            ids.setdefault(entry.concept.id, entry.id)
        return ids

    def sources(self) -> dict[str, str]:
        """Id to title of all works that anything here is cited from."""
        cited = dict.fromkeys(
            source
            for entry in self.entries
            for source in (
                *(citation.source for citation in entry.concept.definition_sources),
                *(source for designation in entry.every for source in designation.sources),
            )
        )
        documents, references = load.knowledge().sources, load.references()
        titles = {s.id: f"{s.author}, {s.title}" for s in documents.values()}
        titles |= {r.id: r.title for r in references.values()}
        return {source: titles[source] for source in cited if source != DECISION}


def termbase(languages: tuple[str, ...], role: str | None = None) -> Vocabulary:
    """Every concept, or those that can fill a role."""
    entries = (
        Entry(
            concept.id,
            concept,
            {lang: _sorted(d for d in concept.designations[lang]) for lang in languages},
        )
        for concept in load.termbase().values()
        if role is None or role in concept.roles
    )
    return Vocabulary(tuple(entries), languages, load.knowledge().date)


def house(
    decided: HouseVocabulary, path: str, languages: tuple[str, ...], role: str | None = None
) -> Vocabulary:
    """The words of a decision file, one entry for the roles that share all their words.

    Gender, forms and sources of a word are those of the termbase where it has the word.
    """
    concepts = load.termbase()
    entries: list[Entry] = []
    for name, choice in decided.roles.items():
        if role is not None and name != role:
            continue
        if choice.concept not in concepts:
            raise InputError("decision-broken", name=path, why=choice.concept)
        concept = concepts[choice.concept]
        avoided = [*avoided_words(decided, name)]
        designations = {
            lang: _house_words(concept, choice.terms[lang], lang, [w for of, w in avoided if of == lang])
            for lang in languages
            if lang in choice.terms
        }
        for number, entry in enumerate(entries):
            if entry.concept is concept and entry.designations == designations:
                entries[number] = entry._replace(roles=(*entry.roles, name))
                break
        else:
            id_ = _unused(concept.id, name, {entry.id for entry in entries})
            entries.append(Entry(id_, concept, designations, (name,), choice))
    return Vocabulary(tuple(entries), languages, decided.data, decided)


def _house_words(
    concept: Concept, terms: HouseTerms, language: str, avoided: Iterable[str]
) -> tuple[Designation, ...]:
    chosen = {_clean(terms.preferred): "preferred"}
    for status, words in (("admitted", terms.admitted), ("deprecated", avoided)):
        for word in words:
            chosen.setdefault(_clean(word), status)
    return tuple(_known(concept, word, language, status) for word, status in chosen.items() if word)


def _known(concept: Concept, word: str, language: str, status: str) -> Designation:
    """The word as the termbase has it: the concept's own, else of one it contrasts with, else of any."""
    concepts = load.termbase()
    contrasts = [concepts[other] for other in concept.contrasts if other in concepts]
    for candidate in (concept, *contrasts, *concepts.values()):
        for designation in candidate.designations[language]:
            notes = designation.note if candidate is concept else None
            known = replace(designation, status=status, region=None, follows=None, note=notes)
            if candidate is not concept:
                known = replace(known, contrast=None)
            if designation.term == word and designation.region is None:
                return known
            if designation.forms.get("plural") == word:
                return replace(known, term=word, forms={}, contrast=None)
    return Designation(term=word, language=language, status=status, sources=(DECISION,))


def _sorted(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    return tuple(sorted(designations, key=lambda d: ORDER.index(d.status)))


def _clean(text: str) -> str:
    """On one line and printable: a decision file may hold anything, XML and YAML may not."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def reason(entry: Entry) -> str:
    """Why the house decided so, on one line; empty for an entry of the termbase."""
    return _clean(entry.decided.reason) if entry.decided else ""


def _unused(concept: str, role: str, taken: set[str]) -> str:
    """The concept's id, or when that is taken one with the role; fit for an XML id."""
    named = f"{concept}-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in role)
    numbered = (f"{named}-{number}" for number in itertools.count(2))
    return next(id_ for id_ in itertools.chain((concept, named), numbered) if id_ not in taken)


def elsewhere(vocabulary: Vocabulary, language: str) -> set[str]:
    """Every form of the words that some entry prefers or admits: no linter may complain of them."""
    kept = [d for e in vocabulary.entries for d in e.of_status(language, "preferred", "admitted")]
    return {form for d in kept for form in (d.term, *d.forms.values())}


def compounds(vocabulary: Vocabulary, language: str) -> list[str]:
    """Terms in which a word to avoid may rightly stand: the house's own, activities, programs."""
    own = [d.term for e in vocabulary.entries for d in e.of_status(language, "preferred", "admitted")]
    others = [
        d.term
        for concept in load.termbase().values()
        if not concept.buys or not (concept.roles or concept.broader)
        for d in concept.designations[language]
        if d.status in ("preferred", "admitted")
    ]
    return [term for term in dict.fromkeys((*own, *others)) if " " in term or "-" in term]


def main_word(entry: Entry, language: str) -> Designation:
    """The word to use for the concept."""
    first = entry.of_status(language, "preferred")
    return first[0] if first else preferred(entry.concept, language)
