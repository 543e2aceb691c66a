"""``python -m relcli.validate [FOLDER]``: every mistake in the data at once, with file and place.

The loader trusts what it reads; this does not. It works on the plain tables, so that one mistake does
not hide the next, and only when the tables hold together does it try the examples. Its sentences are
in English and stand here, because the file with all other sentences is among the things it checks.
"""

import os
import re
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from relcli import load
from relcli.engine import Engine
from relcli.errors import KnowledgeError
from relcli.load import DEFAULT_ROLES, FORMS, LANGUAGES

Table = Mapping[str, Any]


class Problem(NamedTuple):
    """A mistake: the file, the place in it, and what is wrong."""

    file: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.says}" if self.where else f"{self.file}: {self.says}"


class Data(NamedTuple):
    """Every file of the data folder as plain tables, by path within it."""

    folder: str
    files: Mapping[str, Table]

    def under(self, name: str) -> dict[str, Table]:
        """The files of one sub-folder, by stem."""
        return {
            path.removeprefix(f"{name}/").removesuffix(".toml"): table
            for path, table in self.files.items()
            if path.startswith(f"{name}/")
        }

    def concept_files(self) -> Iterator[tuple[str, Table]]:
        """Every concept with its path: those of the documents, then those of the trades."""
        for folder in ("concepts", "sector"):
            for stem, table in self.under(folder).items():
                yield f"{folder}/{stem}.toml", table

    def concept_ids(self) -> set[str]:
        """The ids of every concept."""
        return {table.get("id", "") for _, table in self.concept_files()}

    def ids(self, file: str, key: str) -> set[str]:
        """The ids of one list of one file."""
        return {entry.get("id", "") for entry in self.files.get(file, {}).get(key, ())}

    def titles(self, source: str) -> set[str]:
        """The headings of a document."""
        sections = self.under("sources").get(source, {}).get("sections", ())
        return {section.get("title", "") for section in sections}

    def entries(self, folder: str, key: str) -> Iterator[tuple[str, str, Table]]:
        """(stem, name, entry) for everything in the lists of that key in the files of a folder."""
        for stem, table in self.under(folder).items():
            for number, entry in enumerate(table.get(key, ()), start=1):
                yield stem, entry.get("id", f"{key}[#{number}]"), entry

    def options(self) -> dict[str, set[str]]:
        """Question id to its option ids."""
        questions = self.files.get("questions.toml", {}).get("questions", ())
        return {q.get("id", ""): {o.get("id", "") for o in q.get("options", ())} for q in questions}


# ---- shapes ----------------------------------------------------------------------------------------
# A shape maps each key to its kind; a key that ends in ? may be left out.

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


# ---- the checks --------------------------------------------------------------------------------------


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


def letters(data: Data) -> Iterator[Problem]:
    """Romanian has ș and ț with a comma below; the letters with a cedilla are Turkish."""
    for path, table in data.files.items():
        for where, text in _strings(table, ""):
            if re.search("[\u015f\u0163\u015e\u0162]", text):
                yield Problem(path, where, "has a letter with a cedilla; write ș or ț with a comma below")


def blanks(data: Data) -> Iterator[Problem]:
    """A message has the same blanks in every language."""
    for name, texts in data.files.get("messages.toml", {}).items():
        if isinstance(texts, dict):
            found = {lang: set(re.findall(r"\{(\w*)\}", str(t))) for lang, t in texts.items()}
            if len({frozenset(names) for names in found.values()}) > 1:
                yield Problem("messages.toml", name, f"the blanks differ: {found}")


def names(data: Data) -> Iterator[Problem]:
    """A file is named after what it holds, and the ids of claims and guidance begin with its name."""
    for folder in ("sources", "concepts", "sector"):
        for stem, table in data.under(folder).items():
            if table.get("id") != stem:
                yield Problem(f"{folder}/{stem}.toml", "id", f"must be {stem!r}, the name of the file")
    for stem in data.under("guidance"):
        if stem not in data.under("sources"):
            yield Problem(f"guidance/{stem}.toml", "", "no source has this name")
    for folder, key in (("sources", "claims"), ("guidance", "guidance")):
        for stem, name, _ in data.entries(folder, key):
            if not name.startswith(f"{stem}-"):
                yield Problem(f"{folder}/{stem}.toml", name, f"must begin with {stem}-")


def ids(data: Data) -> Iterator[Problem]:
    """An id is used once within its kind; a second would silently replace the first."""
    for identified in _identified(data):
        seen: dict[str, str] = {}
        for file, name in identified:
            if name in seen:
                yield Problem(file, name, f"the id stands in {seen[name]} already")
            seen.setdefault(name, file)


def _identified(data: Data) -> Iterator[list[tuple[str, str]]]:
    """Per kind of thing, the file and the id of each."""
    for folder, key in (("sources", "claims"), ("businesses", "businesses"), ("guidance", "guidance")):
        yield [(f"{folder}/{stem}.toml", name) for stem, name, _ in data.entries(folder, key)]
    yield [(path, table.get("id", "")) for path, table in data.concept_files()]
    for file in SINGLE_FILES:
        for entries in data.files.get(file, {}).values():
            if isinstance(entries, list):
                yield [(file, entry.get("id", "")) for entry in entries]
    for question in data.files.get("questions.toml", {}).get("questions", ()):
        yield [("questions.toml", option.get("id", "")) for option in question.get("options", ())]


def questions(data: Data) -> Iterator[Problem]:
    """There are core questions, they come first, and the narrowing of a role is about known options."""
    entries = data.files.get("questions.toml", {}).get("questions", ())
    core = [q.get("core", False) for q in entries]
    if not any(core) or core != sorted(core, reverse=True):
        yield Problem("questions.toml", "core", "the core questions must come first, and there must be some")
    for role in data.files.get("vocabulary.toml", {}).get("roles", ()):
        for says in _answers(role.get("needs", {}), data.options()):
            yield Problem("vocabulary.toml", f"roles[{role.get('id')}]", says)


def claims(data: Data) -> Iterator[Problem]:
    """A claim has a known section and strength, and hears some answers to one question, not all."""
    strengths, options = data.ids("vocabulary.toml", "strengths"), data.options()
    for stem, name, claim in data.entries("sources", "claims"):
        for says in (
            *_unknown("section", claim.get("section"), data.titles(stem)),
            *_unknown("strength", claim.get("strength"), strengths),
            *_hearing(claim.get("hears", {}), options),
        ):
            yield Problem(f"sources/{stem}.toml", name, says)


def _hearing(hears: Table, options: Mapping[str, set[str]]) -> Iterator[str]:
    if len(hears) != 1:
        yield "must hear exactly one question"
    yield from _answers(hears, options)
    for question, heard in hears.items():
        if not heard:
            yield f"no answer to {question!r} triggers it"
        if options.get(question) and options[question] <= set(heard):
            yield f"every answer to {question!r} triggers it, so it tells nothing"


def claim_concepts(data: Data) -> Iterator[Problem]:
    """A claim speaks for or against known concepts, which fill its roles."""
    fills = {stem: table.get("roles", ()) for stem, table in data.under("concepts").items()}
    known_roles = data.ids("vocabulary.toml", "roles")
    for stem, name, claim in data.entries("sources", "claims"):
        roles = claim.get("roles", DEFAULT_ROLES)
        concepts = _named(claim)
        complaints = [
            *(says for concept in concepts for says in _unknown("concept", concept, fills)),
            *(says for role in roles for says in _unknown("role", role, known_roles)),
            *(
                f"{concept!r} does not fill the role {role!r}"
                for role in known_roles.intersection(roles)
                for concept in concepts
                if role not in fills.get(concept, known_roles)
            ),
            *(f"both supports and opposes {c!r}" for c in sorted(set(concepts)) if concepts.count(c) > 1),
        ]
        if not concepts:
            complaints.append("supports and opposes nothing")
        for says in complaints:
            yield Problem(f"sources/{stem}.toml", name, says)


def _named(claim: Table) -> list[str]:
    """The concepts that a claim names."""
    return [*claim.get("supports", ()), *claim.get("opposes", ())]


def sources(data: Data) -> Iterator[Problem]:
    """A document has a known reading and tells apart what it names."""
    readings = data.ids("vocabulary.toml", "readings")
    concepts = data.under("concepts")
    for stem, table in data.under("sources").items():
        file = f"sources/{stem}.toml"
        for says in _unknown("reading", table.get("reading"), readings):
            yield Problem(file, "reading", says)
        named = {concept for claim in table.get("claims", ()) for concept in _named(claim)}
        for concept, covered in table.get("covers", {}).items():
            for other in (concept, *covered):
                for says in _unknown("concept", other, concepts):
                    yield Problem(file, "covers", says)
            for other in sorted(named.intersection(covered)):
                yield Problem(file, "covers", f"names {other!r} in a claim, so it does tell it apart")


def sections(data: Data) -> Iterator[Problem]:
    """No heading of a document is forgotten: something was taken from it, or a reason is given."""
    for stem, table in data.under("sources").items():
        guidance = data.under("guidance").get(stem, {}).get("guidance", ())
        entries = (*table.get("claims", ()), *table.get("examples", ()), *guidance)
        used = {entry.get("section") for entry in entries}
        for section in table.get("sections", ()):
            title = section.get("title")
            if title in used and "skipped" in section:
                says = "is said to be skipped and is used"
            elif title not in used and "skipped" not in section:
                says = "nothing was taken from it and no reason is given"
            else:
                continue
            yield Problem(f"sources/{stem}.toml", f"sections[{title}]", says)


def examples(data: Data) -> Iterator[Problem]:
    """An example has a known section, expects a known concept, and has answers or businesses."""
    businesses = {name for _, name, _ in data.entries("businesses", "businesses")}
    roles, options = data.ids("vocabulary.toml", "roles"), data.options()
    for stem, name, example in data.entries("sources", "examples"):
        complaints = [
            *_unknown("section", example.get("section"), data.titles(stem)),
            *_unknown("concept", example.get("expect"), data.under("concepts")),
            *_unknown("role", example.get("role", DEFAULT_ROLES[0]), roles),
            *_answers(example.get("answers", {}), options),
        ]
        for business in example.get("businesses", ()):
            complaints += _unknown("business", business, businesses)
        if ("answers" in example) == ("businesses" in example):
            complaints.append("needs either answers or businesses")
        if ("answers" in example) != ("text" in example):
            complaints.append("answers and text go together")
        for says in complaints:
            yield Problem(f"sources/{stem}.toml", name, says)


def concepts(data: Data) -> Iterator[Problem]:
    """A concept has a known origin and known roles, says why if it has none, and somebody uses it."""
    origins, roles = data.ids("vocabulary.toml", "origins"), data.ids("vocabulary.toml", "roles")
    used = {concept for _, _, claim in data.entries("sources", "claims") for concept in _named(claim)}
    for _, _, entry in data.entries("guidance", "guidance"):
        used.update(entry.get("concepts", ()))
    for stem, table in data.under("concepts").items():
        file = f"concepts/{stem}.toml"
        if stem not in used:
            yield Problem(file, "", "no claim and no guidance uses this concept")
        for says in _unknown("origin", table.get("origin"), origins):
            yield Problem(file, "origin", says)
        for role in table.get("roles", ()):
            for says in _unknown("role", role, roles):
                yield Problem(file, "roles", says)
        if bool(table.get("roles")) == ("unranked" in table):
            says = "must say why no answer can choose it, if and only if it has no roles"
            yield Problem(file, "unranked", says)


def relations(data: Data) -> Iterator[Problem]:
    """Relations lead to other concepts; the documents' own are told on both sides when they hold so."""
    known = {table.get("id"): table for _, table in data.concept_files()}
    for file, table in data.concept_files():
        own = table.get("id")
        others = {key: table.get(key, ()) for key in ("related", "contrasts")}
        others["broader"] = [table["broader"]] if "broader" in table else []
        for key, concepts in others.items():
            for other in concepts:
                if other not in known or other == own:
                    yield Problem(file, key, f"unknown concept {other!r}")
                elif (
                    key != "broader" and file.startswith("concepts/") and own not in known[other].get(key, ())
                ):
                    yield Problem(file, key, f"{other!r} does not say the same of {own!r}")


def designations(data: Data) -> Iterator[Problem]:
    """Per language one preferred term; statuses, genders and sources are known; no false friend."""
    for file, table in data.concept_files():
        false = {(f.get("language"), f.get("word")) for f in table.get("false_friends", ())}
        for language, entries in table.get("designations", {}).items():
            if sum(d.get("status") == "preferred" for d in entries) != 1:
                yield Problem(file, f"designations.{language}", "must have exactly one preferred term")
            for designation in entries:
                where = f"designations.{language}[{designation.get('term')}]"
                for says in _designation(designation, language, data):
                    yield Problem(file, where, says)
                if (language, designation.get("term")) in false:
                    yield Problem(file, where, "is listed as a false friend as well")


def _designation(designation: Table, language: str, data: Data) -> Iterator[str]:
    sources = designation.get("sources", ())
    citable = {*data.under("sources"), *data.ids("references.toml", "references")}
    yield from _unknown("status", designation.get("status"), data.ids("vocabulary.toml", "statuses"))
    if (language != "en") != (designation.get("gender") in ("masculine", "feminine", "neuter")):
        yield "needs a gender in French and Romanian, and none in English"
    if not sources:
        yield "needs a source"
    for source in sources:
        yield from _unknown("source", source, citable)
    if "follows" in designation:
        yield from _unknown("concept", designation["follows"], data.under("concepts"))


def citations(data: Data) -> Iterator[Problem]:
    """A definition cites a place that exists, and every reference is cited by somebody."""
    references = data.ids("references.toml", "references")
    cited = {remark.get("source") for remark in data.files.get("remarks.toml", {}).get("remarks", ())}
    for file, table in data.concept_files():
        for entries in table.get("designations", {}).values():
            cited |= {source for designation in entries for source in designation.get("sources", ())}
        for citation in table.get("definition_sources", ()):
            source, section = citation.get("source"), citation.get("section")
            cited.add(source)
            if source not in references and section not in data.titles(source):
                yield Problem(file, "definition_sources", f"unknown place {section!r} in {source!r}")
    for reference in sorted(references - cited):
        yield Problem("references.toml", reference, "nothing cites it")


def guidance(data: Data) -> Iterator[Problem]:
    """Guidance hangs on known concepts, a known topic and a known section; every topic has some."""
    topics = data.ids("vocabulary.toml", "topics")
    for stem, name, entry in data.entries("guidance", "guidance"):
        complaints = [
            *_unknown("section", entry.get("section"), data.titles(stem)),
            *_unknown("topic", entry.get("topic"), topics),
        ]
        for concept in entry.get("concepts", ()):
            complaints += _unknown("concept", concept, data.under("concepts"))
        if (entry.get("topic") == "journey") != ("step" in entry):
            complaints.append("step goes with the topic journey, and with no other")
        for says in complaints:
            yield Problem(f"guidance/{stem}.toml", name, says)
    for topic in sorted(
        topics - {entry.get("topic") for _, _, entry in data.entries("guidance", "guidance")}
    ):
        yield Problem("vocabulary.toml", f"topics[{topic}]", "no guidance is about it")


def businesses(data: Data) -> Iterator[Problem]:
    """A business has answers to known questions, and a name that no other has."""
    options = data.options()
    owners: dict[tuple[str, str], str] = {}
    for stem, name, business in data.entries("businesses", "businesses"):
        file = f"businesses/{stem}.toml"
        for says in _answers(business.get("answers", {}), options):
            yield Problem(file, name, says)
        for language, label in business.get("label", {}).items():
            owner = owners.setdefault((language, label.casefold()), name)
            if owner != name:
                yield Problem(file, name, f"{label!r} is the name of {owner!r} already")


def trade_words(data: Data) -> Iterator[Problem]:
    """The words of a trade are known concepts, for known roles; every sector word has a trade."""
    concepts = data.concept_ids()
    parties = data.ids("vocabulary.toml", "parties")
    used = set()
    for stem, name, business in data.entries("businesses", "businesses"):
        complaints: list[str] = []
        for role, concept in business.get("words", {}).items():
            used.add(concept)
            complaints += _unknown("role", role, data.ids("vocabulary.toml", "roles"))
            complaints += _unknown("concept", concept, concepts)
        for role in business.get("absent", ()):
            complaints += _unknown("role", role, data.ids("vocabulary.toml", "roles"))
        for entry in business.get("parties", ()):
            used.add(entry.get("concept"))
            complaints += _unknown("party", entry.get("party"), parties)
            complaints += _unknown("concept", entry.get("concept"), concepts)
        for entry in business.get("divided", ()):
            used.add(entry.get("concept"))
            complaints += _unknown("concept", entry.get("concept"), concepts)
        for says in complaints:
            yield Problem(f"businesses/{stem}.toml", name, says)
    for stem in data.under("sector"):
        if stem not in used:
            yield Problem(f"sector/{stem}.toml", "", "no trade uses this word")


def remarks(data: Data) -> Iterator[Problem]:
    """A remark is about known concepts, trades and answers, and cites a known reference."""
    concepts = data.concept_ids()
    trades = {name for _, name, _ in data.entries("businesses", "businesses")}
    for remark in data.files.get("remarks.toml", {}).get("remarks", ()):
        complaints = [
            *_unknown("kind", remark.get("kind"), ("legal", "preference")),
            *_unknown("source", remark.get("source"), data.ids("references.toml", "references")),
            *_answers(remark.get("hears", {}), data.options()),
        ]
        for concept in remark.get("concepts", ()):
            complaints += _unknown("concept", concept, concepts)
        for business in remark.get("businesses", ()):
            if business not in trades:
                complaints.append(f"unknown business {business!r}")
        if not remark.get("concepts") and not remark.get("businesses"):
            complaints.append("is about nothing")
        for says in complaints:
            yield Problem("remarks.toml", remark.get("id", "?"), says)


def media(data: Data) -> Iterator[Problem]:
    """A place speaks of known concepts and languages."""
    concepts = data.concept_ids()
    for medium in data.files.get("media.toml", {}).get("media", ()):
        for entry in (*medium.get("words", ()), *medium.get("ambiguous", ())):
            complaints = [*_unknown("concept", entry.get("concept"), concepts)]
            if "language" in entry:
                complaints += _unknown("language", entry["language"], LANGUAGES)
            for says in complaints:
                yield Problem("media.toml", medium.get("id", "?"), says)


def texts(data: Data) -> Iterator[Problem]:
    """What is known about words in texts is about a known language; links are about known concepts."""
    for stem, table in data.under("senses").items():
        for says in _unknown("language", stem, LANGUAGES):
            yield Problem(f"senses/{stem}.toml", "", says)
        if table.get("language") != stem:
            yield Problem(f"senses/{stem}.toml", "language", f"must be {stem!r}, the name of the file")
    for compound in data.files.get("compounds.toml", {}).get("compounds", ()):
        for says in _unknown("language", compound.get("language"), LANGUAGES):
            yield Problem("compounds.toml", compound.get("id", "?"), says)
    for link in data.files.get("links.toml", {}).get("links", ()):
        for says in _unknown("concept", link.get("concept"), data.concept_ids()):
            yield Problem("links.toml", link.get("id", "?"), says)


def outcomes(data: Data) -> Iterator[Problem]:
    """Each document, heard alone, gives its own examples."""
    engine = Engine(load.knowledge(data.folder))
    for example in load.examples(data.folder):
        voice = engine.alone(example.source, example.answers, example.role)
        if voice != example.expect:
            name = example.business or (example.text or {}).get("en")
            yield Problem(
                f"sources/{example.source}.toml",
                f"example {name!r} ({example.role})",
                f"expects {example.expect!r}; the document alone gives {voice!r}",
            )


CHECKS = (
    shapes, letters, blanks, names, ids, questions, claims, claim_concepts, sources, sections, examples,
    concepts, relations, designations, citations, guidance, businesses,
    trade_words, remarks, media, texts,
)  # fmt: skip
"""In this order; ``outcomes`` follows when none of them finds anything."""


def validate(folder: str | None = None) -> list[Problem]:
    """Every problem of the data in ``folder`` (the data of this relcli by default)."""
    data = Data(folder or load.data_folder(), {})
    files, problems = {}, []
    for path in _paths(data.folder):
        try:
            with open(os.path.join(data.folder, path), "rb") as file:
                files[path] = tomllib.load(file)
        except (OSError, ValueError) as error:
            problems.append(Problem(path, "", str(error)))
    data = data._replace(files=files)
    problems += shapes(data)
    # Later checks may assume that tables are tables and lists are lists.
    if not problems:
        problems += [problem for check in CHECKS[1:] for problem in check(data)]
    else:
        problems += _as_far_as_possible(data)
    if not problems:
        try:
            problems += outcomes(data)
        except KnowledgeError as error:
            problems += [Problem(data.folder, "", text) for text in error.problems]
    return problems


def _as_far_as_possible(data: Data) -> list[Problem]:
    """What the other checks find although a shape is wrong; where one cannot cope, it stops."""
    found: list[Problem] = []
    for check in CHECKS[1:]:
        with suppress(AttributeError, KeyError, TypeError, ValueError):
            found.extend(check(data))
    return found


def _paths(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(root, file), folder).replace(os.sep, "/")
        for root, _, files in os.walk(folder)
        for file in files
        if file.endswith(".toml") and file != "template.toml"
    )


def _unknown(kind: str, value: Any, known: Collection[str]) -> Iterator[str]:
    """A complaint unless the value is one of the known ones."""
    if value not in known:
        yield f"unknown {kind} {value!r}; known are {', '.join(sorted(known))}"


def _answers(answers: Mapping[str, Any], options: Mapping[str, set[str]]) -> Iterator[str]:
    for question, given in answers.items():
        yield from _unknown("question", question, options)
        for option in [given] if isinstance(given, str) else given:
            if question in options:
                yield from _unknown(f"answer to {question!r}:", option, options[question])


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            name = inner.get("id", f"#{number}") if isinstance(inner, dict) else f"#{number}"
            yield from _strings(inner, f"{where}[{name}]")


def main(arguments: list[str]) -> int:
    """Print every problem; exit code 1 when there is one, 2 for wrong usage."""
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print("usage: python -m relcli.validate [FOLDER]", file=sys.stderr)
        return 2
    problems = validate(*arguments)
    for problem in problems:
        print(problem)
    print(f"problems: {len(problems)}" if problems else "the data is sound", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
