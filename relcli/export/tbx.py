"""TermBase eXchange, dialect TBX-Basic: ISO 30042:2019 in style DCA, and version 2 for older readers.

Both have concept, language and term, in other elements. No white space is added inside an element
that holds text, since its value is compared as it stands.

Version 3 has all words of a concept in its entry, each with its status. Many readers of version 2 let one
deprecated term condemn the whole entry, the word to use included; there the words to avoid have an entry of
their own.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from relcli.export.vocabulary import SAID, Entry, Vocabulary, on_one_line, unused_id
from relcli.house.avoided import forms_of, right_forms
from relcli.language import Texts
from relcli.model import Designation
from relcli.model.languages import LanguageRules

LANGUAGE_ATTRIBUTE = "xml:lang"
OLDER_NAMES = {
    "tbx": "martif",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}
"""What version 2 calls the elements that version 3 has renamed."""


def tbx_version_3(vocabulary: Vocabulary, texts: Texts) -> str:
    """ISO 30042:2019, TBX-Basic, DCA."""
    namespace = "urn:iso:std:iso:30042:ed-2"
    attributes = {"type": "TBX-Basic", "style": "dca", LANGUAGE_ATTRIBUTE: texts.language, "xmlns": namespace}
    root, body = _document(vocabulary, texts, attributes)
    for entry in vocabulary.entries:
        if entry.every:
            _entry(body, entry, vocabulary)
    return _written(root)


def tbx_version_2(vocabulary: Vocabulary, texts: Texts) -> str:
    """TBX-Basic as it was before 2019, which OmegaT, translate-toolkit and Weblate read."""
    attributes = {"type": "TBX-Basic", LANGUAGE_ATTRIBUTE: texts.language}
    root, body = _document(vocabulary, texts, attributes)
    taken = {entry.id for entry in vocabulary.entries}
    for entry in vocabulary.entries:
        parts = _parted(entry, vocabulary)
        if parts.said.every:
            _entry(body, parts.said, vocabulary, parts.told)
        if parts.avoided:
            id_ = unused_id((f"{entry.id}-avoid",), taken)
            taken.add(id_)
            _words_to_avoid(ET.SubElement(body, "conceptEntry", {"id": id_}), parts, vocabulary)
    _add(ET.SubElement(root[0], "encodingDesc"), "p", "TBXBasicXCSV02.xcs", "XCSURI")
    for element in root.iter():
        element.tag = OLDER_NAMES.get(element.tag, element.tag)
    return _written(root, '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n')


def _written(root: ET.Element, doctype: str = "") -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{ET.tostring(root, encoding="unicode")}\n'


def _document(
    vocabulary: Vocabulary, texts: Texts, attributes: dict[str, str]
) -> tuple[ET.Element, ET.Element]:
    """The root with its header, and the body that the entries go into."""
    root = ET.Element("tbx", attributes)
    header = ET.SubElement(root, "tbxHeader")
    description = ET.SubElement(header, "fileDesc")
    _add(ET.SubElement(description, "titleStmt"), "title", texts.say("export-title"))
    origin = ET.SubElement(description, "sourceDesc")
    _add(origin, "p", texts.say("export-date", date=texts.date(vocabulary.date)))
    for source, title in vocabulary.sources().items():
        _add(origin, "p", f"{source}: {title}")
    return root, ET.SubElement(ET.SubElement(root, "text"), "body")


# ---- words to avoid, for readers that judge an entry by one of its words ---------------------------------


class Parts(NamedTuple):
    """An entry with the words that are said, and the others by language: those to avoid, which get an entry
    of their own, and those that are only told of, since a reader would forbid them where they are right."""

    said: Entry
    avoided: Mapping[str, tuple[Designation, ...]]
    told: Mapping[str, tuple[Designation, ...]]


def _parted(entry: Entry, vocabulary: Vocabulary) -> Parts:
    """What is to be avoided everywhere stands apart, if the first language has such a word: a reader of pairs
    takes the first word of an entry for one of that language."""
    said: dict[str, tuple[Designation, ...]] = {}
    avoided: dict[str, tuple[Designation, ...]] = {}
    for language, designations in entry.designations.items():
        elsewhere = {d.term.casefold() for d in vocabulary.said(language)}
        wrong = (d for d in designations if d.status not in SAID and d.region is None)
        said[language] = tuple(d for d in designations if d.status in SAID)
        avoided[language] = tuple(d for d in wrong if d.term.casefold() not in elsewhere)
    if not avoided.get(vocabulary.languages[0]):
        avoided = {}
    told = {
        language: tuple(d for d in designations if d not in (*said[language], *avoided.get(language, ())))
        for language, designations in entry.designations.items()
    }
    return Parts(entry._replace(designations=said), {k: v for k, v in avoided.items() if v}, told)


def _words_to_avoid(element: ET.Element, parts: Parts, vocabulary: Vocabulary) -> None:
    """An entry in which every word is deprecated, so that no rule of reading can make another thing of it."""
    entry = parts.said
    _add(element, "ref", f"instead: {entry.id}", "crossReference").set("target", entry.id)
    for language, designations in parts.avoided.items():
        section = ET.SubElement(element, "langSec", {LANGUAGE_ATTRIBUTE: language})
        right, rules = entry.main_word(language), vocabulary.data.languages[language]
        _note(section, "Instead", right.term)
        for word in designations:
            term = ET.SubElement(section, "termSec")
            _term(term, replace(word, status="deprecated"), rules)
            forms, write = forms_of(word, rules), right_forms(word, right, rules)
            _note(term, "Write", _pairs({forms[name]: instead for name, instead in write.items()}))
            if word.status != "deprecated":
                _note(term, "Status", word.status)


# ---- entries ------------------------------------------------------------------------------------------


def _entry(
    body: ET.Element,
    entry: Entry,
    vocabulary: Vocabulary,
    told: Mapping[str, Iterable[Designation]] = MappingProxyType({}),
) -> None:
    """``told`` are words that are only told of, in a note of their language."""
    element = ET.SubElement(body, "conceptEntry", {"id": entry.id})
    concept, ids = entry.concept, vocabulary.ids()
    broader = (concept.broader,) if concept.broader else ()
    relations = {"broader": broader, "related": concept.related, "contrasts": concept.contrasts}
    for relation, others in relations.items():
        for other in others:
            if other in ids:
                _add(element, "ref", f"{relation}: {other}", "crossReference").set("target", ids[other])
    roles = {"roles": ", ".join(entry.roles or concept.roles)}
    if entry.roles:
        decided = {**roles, "verdict": entry.verdict, "reason": on_one_line(entry.reason)}
        _note(element, "Decision", _pairs(decided))
    elif concept.roles:
        _note(element, "Roles", _pairs(roles))
    for language, designations in entry.designations.items():
        if designations:
            section = ET.SubElement(element, "langSec", {LANGUAGE_ATTRIBUTE: language})
            _language(section, entry, language)
            words = (f"{d.term} ({d.region})" if d.region else d.term for d in told.get(language, ()))
            _note(section, "Avoid", ", ".join(words))
            for designation in designations:
                _term(ET.SubElement(section, "termSec"), designation, vocabulary.data.languages[language])


def _language(section: ET.Element, entry: Entry, language: str) -> None:
    concept = entry.concept
    group = ET.SubElement(section, "descripGrp")
    _add(group, "descrip", concept.definition[language], "definition")
    for citation in concept.definition_sources:
        _add(group, "admin", f"{citation.source}, {citation.section}", "source")
    _note(section, "When", concept.when[language])
    for text in concept.notes:
        _note(section, "Note", text[language])
    for friend in concept.false_friends:
        if friend.language == language:
            _note(section, "False friend", f"{friend.word}: {friend.says[language]}")


def _term(section: ET.Element, word: Designation, rules: LanguageRules) -> None:
    _add(section, "term", word.term)
    for kind, text in (
        ("partOfSpeech", "noun"),
        ("grammaticalGender", word.gender),
        ("administrativeStatus", f"{word.status}Term-admn-sts"),
        ("geographicalUsage", word.region),
    ):
        if text:
            _add(section, "termNote", text, kind)
    for source in word.sources:
        _add(section, "admin", source, "source")
    forms = {**word.forms, **forms_of(word, rules)}
    _note(section, "Forms", _pairs({name: form for name, form in forms.items() if name != "term"}))
    _note(section, "Contrast", word.contrast)
    _note(section, "Follows", word.follows)
    _note(section, "Register", word.register)
    for label, said in (("Objection", word.objection), ("Note", word.note)):
        _note(section, label, said[word.language] if said else None)


def _pairs(values: Mapping[str, str]) -> str:
    """What TBX-Basic has no category for, in a fixed shape: ``plural=…; feminine=…``."""
    return "; ".join(f"{key}={value}" for key, value in values.items() if value)


def _note(parent: ET.Element, label: str, text: str | None) -> None:
    if text:
        _add(parent, "note", f"{label}: {text}")


def _add(parent: ET.Element, name: str, text: str, kind: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name, {"type": kind} if kind else {})
    element.text = text
    return element
