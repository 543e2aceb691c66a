"""TermBase eXchange, dialect TBX-Basic: ISO 30042:2019 in style DCA, and version 2 for older readers.

Both have concept, language and term, in other elements. No white space is added inside an element
that holds text, since its value is compared as it stands.
"""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from relcli.export.vocabulary import Entry, Vocabulary, on_one_line
from relcli.language import Texts
from relcli.model import Designation

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
    return _written(_document(vocabulary, texts, attributes))


def tbx_version_2(vocabulary: Vocabulary, texts: Texts) -> str:
    """TBX-Basic as it was before 2019, which OmegaT, translate-toolkit and Weblate read."""
    root = _document(vocabulary, texts, {"type": "TBX-Basic", LANGUAGE_ATTRIBUTE: texts.language})
    _add(ET.SubElement(root[0], "encodingDesc"), "p", "TBXBasicXCSV02.xcs", "XCSURI")
    for element in root.iter():
        element.tag = OLDER_NAMES.get(element.tag, element.tag)
    return _written(root, '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n')


def _written(root: ET.Element, doctype: str = "") -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{ET.tostring(root, encoding="unicode")}\n'


def _document(vocabulary: Vocabulary, texts: Texts, attributes: dict[str, str]) -> ET.Element:
    root = ET.Element("tbx", attributes)
    header = ET.SubElement(root, "tbxHeader")
    description = ET.SubElement(header, "fileDesc")
    _add(ET.SubElement(description, "titleStmt"), "title", texts.say("export-title"))
    origin = ET.SubElement(description, "sourceDesc")
    _add(origin, "p", texts.say("export-date", date=texts.date(vocabulary.date)))
    for source, title in vocabulary.sources().items():
        _add(origin, "p", f"{source}: {title}")
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    ids = vocabulary.ids()
    for entry in vocabulary.entries:
        if entry.every:
            _entry(ET.SubElement(body, "conceptEntry", {"id": entry.id}), entry, ids)
    return root


def _entry(element: ET.Element, entry: Entry, ids: Mapping[str, str]) -> None:
    concept = entry.concept
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
            for designation in designations:
                _term(ET.SubElement(section, "termSec"), designation)


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


def _term(section: ET.Element, word: Designation) -> None:
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
    _note(section, "Forms", _pairs(word.forms))
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
