"""Which keys every file has, and of what kind their values are.

A shape maps each key to its kind; a key that ends in ? may be left out.
"""

from collections.abc import Callable, Iterator
from typing import Any

from relcli.load import FORMS, LANGUAGES
from relcli.validate.data import Data, Problem

TEXT = "a text in every language"
STR = "a string"
INT = "a whole number"
NUMBER = "a number"
BOOL = "true or false"
STRS = "a list of strings"
STRINGS_BY_LANGUAGE = "a list of strings in every language"
STR_TABLE = "a table of strings"
STRS_TABLE = "a table of lists of strings"
Shape = dict[str, Any]
CITATION: Shape = {"source": STR, "section": STR}
VALUE: Shape = {"id": STR, "label": TEXT, "says": TEXT}
CLAIM: Shape = {
    "id": STR, "section": STR, "roles?": STRS, "hears": STRS_TABLE, "supports?": STRS, "opposes?": STRS,
    "strength": STR, "stays?": STR, "says": TEXT,
}  # fmt: skip
EXAMPLE: Shape = {
    "section": STR, "role?": STR, "expect": STR, "businesses?": STRS,
    "answers?": STR_TABLE, "text?": TEXT,
}  # fmt: skip
SOURCE: Shape = {
    "id": STR, "reading": STR, "author": STR, "title": STR, "language": STR, "translated_from?": STR,
    "note": TEXT, "covers?": STRS_TABLE,
    "sections": [{"title": STR, "about": STR_TABLE, "skipped?": STR}],
    "claims": [CLAIM], "examples": [EXAMPLE],
}  # fmt: skip
DESIGNATION: Shape = {
    "term": STR, "status": STR, "gender?": STR, "contrast?": STR, "follows?": STR, "region?": STR,
    "sources": STRS, "note?": TEXT, **{f"{form}?": STR for form in FORMS},
}  # fmt: skip
CONCEPT: Shape = {
    "id": STR, "origin": STR, "roles": STRS, "broader?": STR, "related?": STRS, "contrasts?": STRS,
    "gloss": TEXT, "definition": TEXT, "definition_sources": [CITATION], "when": TEXT,
    "note?": TEXT, "unranked?": TEXT,
    "designations": {language: [DESIGNATION] for language in LANGUAGES},
    "false_friends?": [{"language": STR, "word": STR, "says": TEXT}], "buys?": BOOL,
}  # fmt: skip
GUIDANCE: Shape = {
    "id": STR, "section": STR, "concepts": STRS, "topic": STR, "step?": INT, "label": TEXT, "says": TEXT,
}  # fmt: skip
BUSINESS: Shape = {
    "id": STR, "label": TEXT, "aliases": STRINGS_BY_LANGUAGE, "isic?": STR, "nace?": STR,
    "answers": STR_TABLE, "absent?": STRS, "leads?": STRS, "words?": STR_TABLE,
    "parties?": [{"party": STR, "concept": STR}],
    "divided?": [{"concept": STR, "who": TEXT}],
}  # fmt: skip
REMARK: Shape = {
    "id": STR, "kind": STR, "jurisdiction?": STR, "concepts": STRS, "businesses": STRS,
    "hears?": STRS_TABLE, "source": STR, "section": STR, "says": TEXT,
}  # fmt: skip
MEDIUM: Shape = {
    **VALUE, "identifiers?": BOOL,
    "words?": [{"concept": STR, "language": STR, "term": STR, "counterpart?": STR}],
    "ambiguous?": [{"concept": STR, "instead": STR, "says": TEXT}],
}  # fmt: skip
QUESTION: Shape = {
    "id": STR, "core?": BOOL, "label": TEXT, "ask": TEXT, "why": TEXT,
    "options": [{"id": STR, "label": TEXT}],
}  # fmt: skip
VOCABULARY: Shape = {
    "strengths": [{**VALUE, "points": INT}],
    "data": {"date": STR},
    "lead": {"large": INT},
    "roles": [{**VALUE, "needs?": STRS_TABLE}],
    "readings": [{"id": STR, "label": TEXT, "test": TEXT}],
    "statuses": [VALUE], "verdicts": [VALUE], "origins": [VALUE],
    "topics": [{"id": STR, "label": TEXT}],
    "parties": [{**VALUE, "like": STR}],
}  # fmt: skip
SINGLE_FILES: dict[str, Shape] = {
    "vocabulary.toml": VOCABULARY,
    "questions.toml": {"questions": [QUESTION]},
    "references.toml": {"references": [{"id": STR, "title": STR, "seen": STR}]},
    "remarks.toml": {"remarks": [REMARK]},
    "media.toml": {"media": [MEDIUM]},
    "links.toml": {"links": [{"id": STR, "concept": STR, "target": STR, "source": STR}]},
    "compounds.toml": {"compounds": [{"id": STR, "language": STR, "word": STR, "phrases": STRS}]},
}
CUE: Shape = {
    "where": STR,
    "sense": STR,
    "weight": NUMBER,
    "words": STR,
    "needs_document?": BOOL,
    "singular?": BOOL,
}
SENSES: Shape = {
    "language": STR, "stopwords": STR, "document": {"software": STR, "person": STR, "contract": STR},
    "names": {"screen_before": STR, "screen_after?": STR, "articles": STR, "owners": STR, "acts": STR},
    "vowel_sound?": STR, "consonant_sound?": STR, "vowels?": STR, "aspirated?": STR, "elided?": STR,
    "masculine_before_vowel?": STR, "feminine_before_vowel?": STR,
    "terms": [{"words": STR, "prior?": NUMBER, "document?": NUMBER, "cues": [CUE]}],
}  # fmt: skip
FOLDERS: dict[str, Shape] = {
    "senses": SENSES,
    "sources": SOURCE,
    "concepts": CONCEPT,
    "sector": CONCEPT,
    "guidance": {"guidance": [GUIDANCE]},
    "businesses": {"businesses": [BUSINESS]},
}


def _misfits(value: Any, kind: Any, where: str) -> Iterator[tuple[str, str]]:
    """(place, complaint) for everything in which a value differs from its kind."""
    if isinstance(kind, dict):
        yield from _misfits_of_table(value, kind, where)
    elif isinstance(kind, list):
        yield from _misfits_of_list(value, kind[0], where)
    elif kind in (TEXT, STRINGS_BY_LANGUAGE):
        yield from _untranslated(value, kind, where)
    elif not _KINDS[kind](value):
        yield where, f"must be {kind}"


def _misfits_of_table(value: Any, shape: Shape, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield where, "must be a table"
        return
    known = [key.rstrip("?") for key in shape]
    for key in value:
        if key not in known:
            yield where, f"unknown key {key!r}; known are {', '.join(known)}"
    for key, kind in shape.items():
        name = key.rstrip("?")
        if name in value:
            yield from _misfits(value[name], kind, f"{where}.{name}" if where else name)
        elif name == key:
            yield where, f"missing key {name!r}"


def _misfits_of_list(value: Any, shape: Shape, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        yield where, "must be a list of tables"
        return
    for number, item in enumerate(value, start=1):
        name = item.get("id") or item.get("term") or item.get("title") or f"#{number}"
        yield from _misfits(item, shape, f"{where}[{name}]")


def _untranslated(value: Any, kind: str, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield where, f"must be {kind}: {', '.join(LANGUAGES)}"
        return
    for language in dict.fromkeys((*LANGUAGES, *value)):
        if language not in LANGUAGES:
            yield where, f"unknown language {language!r}"
        elif language not in value:
            yield where, f"missing translation {language!r}"
        elif kind == TEXT and not _KINDS[STR](value[language]):
            yield f"{where}.{language}", "must be a string that is not empty"
        elif kind != TEXT and not _KINDS[STRS](value[language]):
            yield f"{where}.{language}", "must be a list of strings"


_KINDS: dict[str, Callable[[Any], bool]] = {
    STR: lambda v: isinstance(v, str) and bool(v.strip()),
    INT: lambda v: isinstance(v, int) and not isinstance(v, bool),
    NUMBER: lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    BOOL: lambda v: isinstance(v, bool),
    STRS: lambda v: isinstance(v, list) and all(isinstance(item, str) and item for item in v),
    STR_TABLE: lambda v: isinstance(v, dict) and all(map(_KINDS[STR], v.values())),
    STRS_TABLE: lambda v: isinstance(v, dict) and all(map(_KINDS[STRS], v.values())),
}


def shapes(data: Data) -> Iterator[Problem]:
    """Unknown key, missing key, wrong kind, missing translation."""
    for file in ("vocabulary.toml", "questions.toml", "references.toml", "messages.toml"):
        if file not in data.files:
            yield Problem(file, "", "is missing")
    for path, table in data.files.items():
        folder = path.partition("/")[0]
        shape = SINGLE_FILES.get(path) or FOLDERS.get(folder)
        if path == "messages.toml":
            shape = dict.fromkeys(table, TEXT)
        if shape is None:
            yield Problem(path, "", "no such file is known")
            continue
        for where, says in _misfits(table, shape, ""):
            yield Problem(path, where, says)
