"""TermBase eXchange, dialect TBX-Basic: ISO 30042:2019 in style DCA, and version 2 for older readers.

Both have concept, language and term, in other elements. No white space is added inside an element
that holds text, since its value is compared as it stands.
"""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from relcli.export.vocabulary import Entry, Vocabulary, on_one_line
from relcli.language import Texts
from relcli.model import Designation

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
LANGUAGE = "xml:lang"
STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "superseded": "supersededTerm-admn-sts",
}


class Names(NamedTuple):
    """What a version calls its elements."""

    root: str
    header: str
    concept: str
    language: str
    term: str


VERSION_3 = Names("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec")
VERSION_2 = Names("martif", "martifHeader", "termEntry", "langSet", "tig")


def tbx_version_3(vocabulary: Vocabulary, texts: Texts) -> str:
    """ISO 30042:2019, TBX-Basic, DCA."""
    attributes = {"type": "TBX-Basic", "style": "dca", LANGUAGE: texts.language, "xmlns": NAMESPACE}
    return _document(vocabulary, texts, VERSION_3, attributes, "")


def tbx_version_2(vocabulary: Vocabulary, texts: Texts) -> str:
    """TBX-Basic as it was before 2019, which OmegaT, translate-toolkit and Weblate read."""
    attributes = {"type": "TBX-Basic", LANGUAGE: texts.language}
    doctype = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
    return _document(vocabulary, texts, VERSION_2, attributes, doctype)


def _document(
    vocabulary: Vocabulary, texts: Texts, names: Names, attributes: dict[str, str], doctype: str
) -> str:
    root = ET.Element(names.root, attributes)
    header = ET.SubElement(root, names.header)
    description = ET.SubElement(header, "fileDesc")
    _text(ET.SubElement(description, "titleStmt"), "title", texts.say("export-title"))
    origin = ET.SubElement(description, "sourceDesc")
    _text(origin, "p", texts.say("export-date", date=vocabulary.date))
    for source, title in vocabulary.sources().items():
        _text(origin, "p", f"{source}: {title}")
    if names is VERSION_2:
        _typed(ET.SubElement(header, "encodingDesc"), "p", "XCSURI", "TBXBasicXCSV02.xcs")
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    ids = vocabulary.ids()
    for entry in vocabulary.entries:
        if any(entry.designations.values()):
            _entry(body, entry, ids, names)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{ET.tostring(root, encoding="unicode")}\n'


def _entry(body: ET.Element, entry: Entry, ids: dict[str, str], names: Names) -> None:
    concept = entry.concept
    element = ET.SubElement(body, names.concept, {"id": entry.id})
    for relation, others in (
        ("broader", (concept.broader,) if concept.broader else ()),
        ("related", concept.related),
        ("contrasts", concept.contrasts),
    ):
        for other in others:
            if other in ids:
                reference = _typed(element, "ref", "crossReference", f"{relation}: {other}")
                reference.set("target", ids[other])
    roles = ("roles", ", ".join(entry.roles or concept.roles))
    if entry.roles:
        decided = (roles, ("verdict", entry.verdict), ("reason", on_one_line(entry.reason)))
        _note(element, "Decision", decided)
    elif concept.roles:
        _note(element, "Roles", (roles,))
    for language, designations in entry.designations.items():
        if designations:
            section = ET.SubElement(element, names.language, {LANGUAGE: language})
            _language(section, entry, language)
            for designation in designations:
                _term(ET.SubElement(section, names.term), designation)


def _language(section: ET.Element, entry: Entry, language: str) -> None:
    concept = entry.concept
    group = ET.SubElement(section, "descripGrp")
    _typed(group, "descrip", "definition", concept.definition[language])
    for citation in concept.definition_sources:
        _typed(group, "admin", "source", f"{citation.source}, {citation.section}")
    notes: list[tuple[str, str]] = [("When", concept.when[language])]
    notes += [("Note", text[language]) for text in (concept.note, concept.unranked) if text]
    notes += [
        ("False friend", f"{f.word}: {f.says[language]}")
        for f in concept.false_friends
        if f.language == language
    ]
    for label, text in notes:
        _text(section, "note", f"{label}: {text}")


def _term(section: ET.Element, designation: Designation) -> None:
    _text(section, "term", designation.term)
    _typed(section, "termNote", "partOfSpeech", "noun")
    if designation.gender:
        _typed(section, "termNote", "grammaticalGender", designation.gender)
    _typed(section, "termNote", "administrativeStatus", STATUSES[designation.status])
    if designation.region:
        _typed(section, "termNote", "geographicalUsage", designation.region)
    for source in designation.sources:
        _typed(section, "admin", "source", source)
    if designation.forms:
        _note(section, "Forms", designation.forms.items())
    if designation.contrast:
        _text(section, "note", f"Contrast: {designation.contrast}")
    if designation.follows:
        _text(section, "note", f"Follows: {designation.follows}")
    if designation.note:
        _text(section, "note", f"Note: {designation.note[designation.language]}")


def _note(parent: ET.Element, label: str, pairs: Iterable[tuple[str, str]]) -> None:
    """What TBX-Basic has no category for, in a fixed shape: ``Forms: plural=…; feminine=…``."""
    _text(parent, "note", f"{label}: " + "; ".join(f"{key}={value}" for key, value in pairs if value))


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _typed(parent: ET.Element, name: str, kind: str, text: str) -> ET.Element:
    element = _text(parent, name, text)
    element.set("type", kind)
    return element
