"""CSV and JSON lose nothing."""

from __future__ import annotations

import csv
import io
import json

from msgspec.structs import asdict
from support.houses import texts
from support.tbx import definitions, held

from relcli import export
from relcli.export.vocabulary import Vocabulary
from relcli.model import FORMS


def test_csv_loses_no_word_status_source_form_or_definition(vocabulary: Vocabulary) -> None:
    rows = list(csv.DictReader(io.StringIO(export.make("csv", vocabulary, texts()))))
    read = sorted(
        (
            *(row["id"], row["language"], row["term"], row["status"], row["region"], row["gender"]),
            tuple(row["sources"].split("|")),
            tuple((form, row[form]) for form in FORMS if row[form]),
        )
        for row in rows
    )
    defined = {
        (r["id"], r["language"], r["definition"], tuple(r["definition_sources"].split("|"))) for r in rows
    }

    assert [(*h[:7], tuple(sorted(h[7]))) for h in read] == [
        (*h[:7], tuple(sorted(pair for pair in h[7] if pair[0] in FORMS))) for h in held(vocabulary)
    ]
    assert defined == definitions(vocabulary)


def test_json_loses_nothing_at_all(vocabulary: Vocabulary) -> None:
    document = json.loads(export.make("json", vocabulary, texts()))
    for entry, table in zip(vocabulary.entries, document["concepts"], strict=True):
        concept = entry.concept
        assert table["id"] == entry.id
        for name in ("origin", "broader"):
            assert table[name] == getattr(concept, name)
        for name in ("related", "contrasts"):
            assert table[name] == list(getattr(concept, name))
        for name in ("gloss", "definition", "when", "note", "unranked", "translating"):
            text = getattr(concept, name)
            assert table[name] == (text and {lang: text[lang] for lang in vocabulary.languages})
        assert table["definition_sources"] == [asdict(c) for c in concept.definition_sources]
        friends = [f for f in concept.false_friends if f.language in vocabulary.languages]
        assert [f["word"] for f in table["false_friends"]] == [f.word for f in friends]
        for d, read in zip(entry.every, table["designations"], strict=True):
            plain = {**asdict(d), "forms": dict(d.forms), "sources": list(d.sources)}
            for name in ("note", "objection"):
                if text := getattr(d, name):
                    plain[name] = {lang: text[lang] for lang in vocabulary.languages}
            assert read == plain
