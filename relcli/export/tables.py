"""CSV, one row per word, for a spreadsheet or ``grep``; and JSON of everything, in all languages."""

import csv
import io
import json

from msgspec.structs import asdict

from relcli.export.vocabulary import Entry, Vocabulary, on_one_line
from relcli.language import Texts
from relcli.model import FORMS, Text
from relcli.terminal import inert_json

COLUMNS = (
    *("id", "concept", "roles", "language", "term", "status", "region", "gender"),
    *FORMS,
    *("contrast", "follows", "sources", "note", "definition", "definition_sources", "verdict", "reason"),
)
"""Definition and note are in the language of the row."""
BETWEEN = "|"
"""Between the values of one cell."""
JSON_EXPORT_VERSION = 1
"""Of the JSON."""


def csv_table(vocabulary: Vocabulary, _: Texts) -> str:
    """A header and one row per word; an empty cell is nothing known."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for entry in vocabulary.entries:
        concept = entry.concept
        cited = BETWEEN.join(f"{c.source}, {c.section}" for c in concept.definition_sources)
        for word in entry.every:
            row = {**asdict(word), **word.forms}
            row |= {
                "id": entry.id,
                "concept": concept.id,
                "roles": BETWEEN.join(entry.roles or concept.roles),
            }
            row |= {"sources": BETWEEN.join(word.sources), "note": word.note and word.note[word.language]}
            row |= {"definition": concept.definition[word.language], "definition_sources": cited}
            row |= {"verdict": entry.verdict, "reason": on_one_line(entry.reason)}
            writer.writerow({column: row.get(column) for column in COLUMNS})
    return text.getvalue()


def json_document(vocabulary: Vocabulary, _: Texts) -> str:
    """One document, letters as they are; nothing is dropped when empty."""
    house = vocabulary.house
    table = {
        "format_version": JSON_EXPORT_VERSION,
        "date": vocabulary.date,
        "languages": vocabulary.languages,
        "decision": house and {"business": house.trade, "answers": house.answers},
        "concepts": [_entry(entry, vocabulary.languages) for entry in vocabulary.entries],
        "sources": [{"id": id_, "title": title} for id_, title in vocabulary.sources().items()],
    }
    return inert_json(json.dumps(table, ensure_ascii=False, indent=2)) + "\n"


def _entry(entry: Entry, languages: tuple[str, ...]) -> dict[str, object]:
    def text(text: Text | None) -> dict[str, str] | None:
        return {language: text[language] for language in languages} if text else None

    concept = entry.concept
    return {
        "id": entry.id,
        "concept": concept.id,
        "origin": concept.origin,
        "roles": entry.roles or concept.roles,
        "decided": {"verdict": entry.verdict, "reason": entry.reason} if entry.roles else None,
        "broader": concept.broader,
        "related": concept.related,
        "contrasts": concept.contrasts,
        "gloss": text(concept.gloss),
        "definition": text(concept.definition),
        "definition_sources": [asdict(citation) for citation in concept.definition_sources],
        **{key: text(getattr(concept, key)) for key in ("when", "note", "unranked", "translating")},
        "designations": [
            {**asdict(word), "objection": text(word.objection), "note": text(word.note)}
            for word in entry.every
        ],
        "false_friends": [
            {"language": f.language, "word": f.word, "says": text(f.says)}
            for f in concept.false_friends
            if f.language in languages
        ],
    }
