"""What is exported: concept entries with their words, of the whole termbase or of one house."""

import itertools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli.data import Data
from relcli.house.avoided import DECISION, known_word
from relcli.house.words import HouseRole, HouseVocabulary, cited_reason_of
from relcli.language import Texts, preferred
from relcli.model import Concept, Designation

ORDER = ("preferred", "admitted", "superseded", "deprecated")
"""Readers that know no status take the first word they see."""
SAID = ("preferred", "admitted")
AVOIDED = ("deprecated", "superseded")


class Entry(NamedTuple):
    """A concept with the words for it, those to avoid included.

    ``roles``, ``verdict`` and ``reason`` are of the house: for whom the words are meant, and why.
    """

    id: str
    concept: Concept
    designations: Mapping[str, tuple[Designation, ...]]
    roles: tuple[str, ...] = ()
    verdict: str = ""
    reason: str = ""

    def of_status(self, language: str, statuses: Iterable[str]) -> list[Designation]:
        """The words of these statuses in one language."""
        return [d for d in self.designations.get(language, ()) if d.status in statuses]

    @property
    def every(self) -> list[Designation]:
        """All words, language by language."""
        return [d for designations in self.designations.values() for d in designations]

    def main_word(self, language: str) -> Designation:
        """The word to use for the concept."""
        first = self.of_status(language, ("preferred",))
        return first[0] if first else preferred(self.concept, language)


class Vocabulary(NamedTuple):
    """Everything to export. ``house`` is the decision it comes from; None for the whole termbase."""

    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    date: str
    data: Data
    house: HouseVocabulary | None = None

    def ids(self) -> dict[str, str]:
        """Concept id to the id of its (first) entry."""
        ids: dict[str, str] = {}
        for entry in self.entries:
            ids.setdefault(entry.concept.id, entry.id)
        return ids

    def said(self, language: str) -> list[Designation]:
        """The words that some entry prefers or admits."""
        return [d for entry in self.entries for d in entry.of_status(language, SAID)]

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
        titles = {s.id: f"{s.author}, {s.title}" for s in self.data.knowledge.sources.values()}
        titles |= {r.id: r.title for r in self.data.references.values()}
        return {source: titles[source] for source in cited if source != DECISION}


def termbase(data: Data, languages: tuple[str, ...], role: str | None = None) -> Vocabulary:
    """Every concept, or those that can fill a role."""
    entries = (
        Entry(concept.id, concept, {code: _sorted(concept.designations[code]) for code in languages})
        for concept in data.termbase.values()
        if role is None or role in concept.roles
    )
    return Vocabulary(tuple(entries), languages, data.knowledge.date, data)


def house(
    decided: HouseVocabulary, data: Data, texts: Texts, languages: tuple[str, ...], role: str | None = None
) -> Vocabulary:
    """The words of a decision file, one entry for the roles that share all their words.

    Gender, forms and sources of a word are those of the termbase where it has the word.
    """
    entries: list[Entry] = []
    for name, choice in decided.roles.items():
        if role is not None and name != role:
            continue
        concept = data.termbase[choice.concept]
        designations = {
            code: _house_words(choice, decided, concept, code, data)
            for code in languages
            if code in choice.words
        }
        for number, entry in enumerate(entries):
            if entry.concept is concept and entry.designations == designations:
                entries[number] = entry._replace(roles=(*entry.roles, name))
                break
        else:
            id_ = _unused_id(concept.id, name, {entry.id for entry in entries})
            reason = cited_reason_of(choice, data.termbase, texts)
            entries.append(Entry(id_, concept, designations, (name,), choice.verdict, reason))
    return Vocabulary(tuple(entries), languages, decided.data, data, decided)


def _house_words(
    role: HouseRole, decided: HouseVocabulary, concept: Concept, language: str, data: Data
) -> tuple[Designation, ...]:
    """What the role says, and what is avoided for its sake."""
    word = role.words[language]
    avoided = [r.word for r in decided.avoid if r.language == language and r.instead == word]
    by_status = {"preferred": [word], "admitted": role.admitted.get(language, ()), "deprecated": avoided}
    chosen: dict[str, str] = {}
    for status, words in by_status.items():
        for found in filter(None, map(on_one_line, words)):
            chosen.setdefault(found, status)
    return tuple(_designation(found, status, concept, language, data) for found, status in chosen.items())


def _designation(word: str, status: str, concept: Concept, language: str, data: Data) -> Designation:
    """The word as the termbase has it; what is said of it for another concept stays there."""
    known = known_word(word, language, data.termbase, near=concept)
    own = any(known.term in (d.term, d.forms.get("plural")) for d in concept.designations[language])
    return replace(
        known,
        term=word,
        status=status,
        region=None,
        follows=None,
        forms={} if known.forms.get("plural") == known.term else known.forms,
        contrast=known.contrast if own else None,
        note=known.note if own else None,
    )


def _sorted(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    return tuple(sorted(designations, key=lambda d: ORDER.index(d.status)))


def on_one_line(text: str) -> str:
    """Printable and without a break: a decision file may hold anything, XML and YAML may not."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _unused_id(concept: str, role: str, taken: set[str]) -> str:
    """The concept's id, or when that is taken one with the role; fit for an XML id."""
    named = f"{concept}-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in role)
    numbered = (f"{named}-{number}" for number in itertools.count(2))
    return next(id_ for id_ in itertools.chain((concept, named), numbered) if id_ not in taken)
