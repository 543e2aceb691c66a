"""CSV: one row per word, so that a spreadsheet or ``grep`` can read it."""

import csv
import io

from relcli.export.vocabulary import Vocabulary, on_one_line
from relcli.language import Texts
from relcli.model import FORMS

COLUMNS = (
    *("id", "concept", "roles", "language", "term", "status", "region", "gender"),
    *FORMS,
    *("contrast", "follows", "sources", "note", "definition", "definition_sources", "verdict", "reason"),
)
"""Definition and note are in the language of the row."""
BETWEEN = "|"
"""Between the values of one cell."""


def csv_table(vocabulary: Vocabulary, _: Texts) -> str:
    """A header and one row per word; an empty cell is nothing known."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for entry in vocabulary.entries:
        concept = entry.concept
        shared = {
            "id": entry.id,
            "concept": concept.id,
            "roles": BETWEEN.join(entry.roles or concept.roles),
            "definition_sources": BETWEEN.join(
                f"{c.source}, {c.section}" for c in concept.definition_sources
            ),
            "verdict": entry.verdict,
            "reason": on_one_line(entry.reason),
        }
        for word in entry.every:
            writer.writerow(
                {
                    **shared,
                    "language": word.language,
                    "term": word.term,
                    "status": word.status,
                    "region": word.region,
                    "gender": word.gender,
                    **word.forms,
                    "contrast": word.contrast,
                    "follows": word.follows,
                    "sources": BETWEEN.join(word.sources),
                    "note": word.note[word.language] if word.note else None,
                    "definition": concept.definition[word.language],
                }
            )
    return text.getvalue()
