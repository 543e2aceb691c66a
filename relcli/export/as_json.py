"""JSON of everything: all texts in the languages asked for, whatever the language of the program."""

import json
from typing import Any

from msgspec.structs import asdict

from relcli.export.vocabulary import Entry, Vocabulary
from relcli.language import Texts
from relcli.model import Designation, Text

FORMAT_VERSION = 1


def json_document(vocabulary: Vocabulary, _: Texts) -> str:
    """One document, letters as they are; nothing is dropped when empty."""
    house = vocabulary.house
    table = {
        "format_version": FORMAT_VERSION,
        "date": vocabulary.date,
        "languages": list(vocabulary.languages),
        "decision": None if house is None else {"business": house.trade, "answers": dict(house.answers)},
        "concepts": [_entry(entry, vocabulary.languages) for entry in vocabulary.entries],
        "sources": [{"id": id_, "title": title} for id_, title in vocabulary.sources().items()],
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry, languages: tuple[str, ...]) -> dict[str, Any]:
    concept = entry.concept
    return {
        "id": entry.id,
        "concept": concept.id,
        "origin": concept.origin,
        "roles": list(entry.roles or concept.roles),
        "decided": {"verdict": entry.verdict, "reason": entry.reason} if entry.roles else None,
        "broader": concept.broader,
        "related": list(concept.related),
        "contrasts": list(concept.contrasts),
        "gloss": _text(concept.gloss, languages),
        "definition": _text(concept.definition, languages),
        "definition_sources": [asdict(citation) for citation in concept.definition_sources],
        "when": _text(concept.when, languages),
        "note": _text(concept.note, languages),
        "unranked": _text(concept.unranked, languages),
        "designations": [_designation(d, languages) for d in entry.every],
        "false_friends": [
            {"language": f.language, "word": f.word, "says": _text(f.says, languages)}
            for f in concept.false_friends
            if f.language in languages
        ],
    }


def _designation(designation: Designation, languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        **asdict(designation),
        "forms": dict(designation.forms),
        "sources": list(designation.sources),
        "note": _text(designation.note, languages),
    }


def _text(text: Text | None, languages: tuple[str, ...]) -> dict[str, str] | None:
    return {language: text[language] for language in languages} if text else None
