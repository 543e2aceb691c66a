"""What is exported: concept entries with their words, of the whole termbase or of one house."""

import itertools
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli.advice.trade_terms import termbase_of
from relcli.data import Data
from relcli.house.avoided import DECISION, known_word
from relcli.house.words import HouseRole, HouseVocabulary, reason_of
from relcli.language import Texts, preferred
from relcli.model import Concept, Designation

ORDER = ("preferred", "admitted", "superseded", "deprecated")
"""Readers that know no status take the first word they see."""
SAID = ("preferred", "admitted")


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
        return next(iter(self.of_status(language, ("preferred",))), None) or preferred(self.concept, language)


class Vocabulary(NamedTuple):
    """Everything to export. ``house`` is the decision it comes from; None for the whole termbase."""

    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    date: str
    data: Data
    house: HouseVocabulary | None = None

    def ids(self) -> dict[str, str]:
        """Concept id to the id of its (first) entry."""
        return {entry.concept.id: entry.id for entry in reversed(self.entries)}

    def said(self, language: str) -> list[Designation]:
        """The words that some entry prefers or admits."""
        return [d for entry in self.entries for d in entry.of_status(language, SAID)]

    def sources(self) -> dict[str, str]:
        """Id to title of all works that anything here is cited from."""
        titles = {s.id: f"{s.author}, {s.title}" for s in self.data.knowledge.sources.values()}
        titles |= {r.id: r.title for r in self.data.references.values()}
        cited: dict[str, None] = {}
        for entry in self.entries:
            cited |= dict.fromkeys(citation.source for citation in entry.concept.definition_sources)
            cited |= dict.fromkeys(source for word in entry.every for source in word.sources)
        return {source: titles[source] for source in cited if source != DECISION}


def termbase(data: Data, languages: tuple[str, ...], role: str | None = None) -> Vocabulary:
    """Every concept, or those that can fill a role."""

    def rank(word: Designation) -> int:
        return ORDER.index(word.status)

    entries = (
        Entry(concept.id, concept, {c: tuple(sorted(concept.designations[c], key=rank)) for c in languages})
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
    concepts = termbase_of(data, data.trades.get(decided.trade or ""))
    entries: list[Entry] = []
    for name, choice in decided.roles.items():
        if role not in (None, name):
            continue
        concept = concepts[choice.concept]
        designations = {
            code: _house_words(choice, decided, concept, code, concepts)
            for code in languages
            if code in choice.words
        }
        for index, entry in enumerate(entries):
            if entry.concept is concept and entry.designations == designations:
                entries[index] = entry._replace(roles=(*entry.roles, name))
                break
        else:
            # The concept's id, or when that is taken one with the role; fit for an XML id.
            named = f"{concept.id}-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in name)
            id_ = unused_id((concept.id, named), [entry.id for entry in entries])
            reason = reason_of(choice, concepts, texts, cited=True)
            entries.append(Entry(id_, concept, designations, (name,), choice.verdict, reason))
    return Vocabulary(tuple(entries), languages, on_one_line(decided.data), data, decided)


def _house_words(
    role: HouseRole,
    decided: HouseVocabulary,
    concept: Concept,
    language: str,
    concepts: Mapping[str, Concept],
) -> tuple[Designation, ...]:
    """What the role says, and what is avoided for its sake, as the termbase has it; what is said there of a
    word for another concept is left out."""
    main = role.words[language]
    said = (main, *role.admitted.get(language, ()))
    avoided = [word for word, instead in decided.avoid.items() if instead.get(language) in said]
    by_status = {"preferred": [main], "admitted": role.admitted.get(language, ()), "deprecated": avoided}
    chosen: dict[str, Designation] = {}
    for status, words in by_status.items():
        for word in filter(None, map(on_one_line, words)):
            known = known_word(word, language, concepts, near=concept)
            own = any(known.term in (d.term, d.forms.get("plural")) for d in concept.designations[language])
            designation = replace(
                known,
                term=word,
                status=status,
                region=None,
                follows=None,
                forms={} if known.forms.get("plural") == known.term else known.forms,
                contrast=known.contrast if own else None,
                note=known.note if own else None,
            )
            chosen.setdefault(word, designation)
    return tuple(chosen.values())


def on_one_line(text: str) -> str:
    """Printable and without a break: a decision file may hold anything, XML and YAML may not."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def unused_id(wished: tuple[str, ...], taken: Container[str]) -> str:
    """The first that is free; when none is, the last one with a number."""
    numbered = (f"{wished[-1]}-{number}" for number in itertools.count(2))
    return next(id_ for id_ in itertools.chain(wished, numbered) if id_ not in taken)
