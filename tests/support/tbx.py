"""TBX of either version, read back."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from relcli.export.vocabulary import Vocabulary
from relcli.house.avoided import forms_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Held = tuple[str, str, str, str, str, str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""Entry, language, term, status, region, gender, sources, forms: what no format may lose."""


def held(vocabulary: Vocabulary) -> list[Held]:
    rules = vocabulary.data.languages
    return sorted(
        (
            *(entry.id, d.language, d.term, d.status, d.region or "", d.gender or ""),
            d.sources,
            tuple(p for p in {**d.forms, **forms_of(d, rules[d.language])}.items() if p[0] != "term"),
        )
        for entry in vocabulary.entries
        for d in entry.every
    )


def definitions(vocabulary: Vocabulary) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Entry, language, definition and its sources, where the entry has a word in the language."""
    return {
        (
            entry.id,
            language,
            entry.concept.definition[language],
            tuple(f"{c.source}, {c.section}" for c in entry.concept.definition_sources),
        )
        for entry in vocabulary.entries
        for language in vocabulary.languages
        if entry.designations.get(language)
    }


VERSION_3 = {"termEntry": "conceptEntry", "langSet": "langSec", "tig": "termSec", "martif": "tbx"}


class Tbx:
    """A TBX file of either version, with the names of version 3."""

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text.encode())
        for element in self.root.iter():
            name = element.tag.rpartition("}")[2]
            element.tag = VERSION_3.get(name, name)

    def entries(self) -> list[ET.Element]:
        return list(self.root.iter("conceptEntry"))

    def bans(self) -> list[ET.Element]:
        """The entries of words to avoid; each refers to the entry of what to write instead."""
        return [entry for entry in self.entries() if self._instead(entry)]

    def told(self) -> set[tuple[str, str, str]]:
        """Entry, language and word, of those that are avoided in a note."""
        return {
            (entry.get("id", ""), section.get(LANG, ""), word.partition(" (")[0])
            for entry in self.entries()
            for section in entry.iter("langSec")
            for note in section.findall("note")
            if (note.text or "").startswith("Avoid: ")
            for word in (note.text or "").removeprefix("Avoid: ").split(", ")
        }

    @staticmethod
    def _instead(entry: ET.Element) -> str | None:
        refs = (ref for ref in entry.iter("ref") if (ref.text or "").startswith("instead: "))
        return next((ref.get("target") for ref in refs), None)

    def held(self) -> list[Held]:
        return sorted(self._term(e, s, t) for e, s, t in self._terms())

    def _terms(self) -> Iterator[tuple[ET.Element, ET.Element, ET.Element]]:
        for entry in self.entries():
            for section in entry.iter("langSec"):
                for term in section.iter("termSec"):
                    yield entry, section, term

    def _term(self, entry: ET.Element, section: ET.Element, term: ET.Element) -> Held:
        notes = {e.get("type"): e.text or "" for e in term.iter("termNote")}
        said = dict((e.text or "").partition(": ")[::2] for e in term.iter("note"))
        pairs = [pair.partition("=") for pair in said.get("Forms", "").split("; ") if pair]
        return (
            self._instead(entry) or entry.get("id", ""),
            section.get(LANG, ""),
            term.findtext("term", ""),
            said.get("Status") or notes["administrativeStatus"].removesuffix("Term-admn-sts"),
            notes.get("geographicalUsage", ""),
            notes.get("grammaticalGender", ""),
            tuple(e.text or "" for e in term.iter("admin")),
            tuple((name, value) for name, _, value in pairs),
        )

    def definitions(self) -> set[tuple[str, str, str, tuple[str, ...]]]:
        return {
            (
                entry.get("id", ""),
                section.get(LANG, ""),
                section.findtext("descripGrp/descrip", ""),
                tuple(e.text or "" for e in section.findall("descripGrp/admin")),
            )
            for entry in self.entries()
            if entry not in self.bans()
            for section in entry.iter("langSec")
        }
