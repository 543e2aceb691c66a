"""``python -m relcli.validate [FOLDER]``: every mistake in the data at once, with file and place.

The loader trusts what it reads; this does not. It works on the plain tables, so that one mistake does
not hide the next, and only when the tables hold together does it try the examples. Its sentences are
in English and stand here, because the file with all other sentences is among the things it checks.
"""

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
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

    def ids(self, file: str, key: str) -> set[str]:
        """The ids of one list of one file."""
        return {entry.get("id", "") for entry in self.files.get(file, {}).get(key, ())}

    def options(self) -> dict[str, set[str]]:
        """Question id to its option ids."""
        questions = self.files.get("questions.toml", {}).get("questions", ())
        return {q.get("id", ""): {o.get("id", "") for o in q.get("options", ())} for q in questions}


# ---- shapes ----------------------------------------------------------------------------------------
# A shape maps each key to its kind; a key that ends in ? may be left out.

TEXT = "a text in every language"
STR = "a string"
INT = "a whole number"
BOOL = "true or false"
STRS = "a list of strings"
STRINGS_BY_LANGUAGE = "a list of strings in every language"
TABLE = "a table"

Shape = dict[str, Any]

CITATION: Shape = {"source": STR, "section": STR}
VALUE: Shape = {"id": STR, "label": TEXT, "says": TEXT}
CLAIM: Shape = {
    "id": STR, "section": STR, "roles?": STRS, "hears": TABLE, "supports?": STRS, "opposes?": STRS,
    "strength": STR, "stays?": STR, "says": TEXT,
}  # fmt: skip
EXAMPLE: Shape = {
    "section": STR, "role?": STR, "expect": STR, "businesses?": STRS, "answers?": TABLE, "text?": TEXT,
}  # fmt: skip
SOURCE: Shape = {
    "id": STR, "reading": STR, "author": STR, "title": STR, "language": STR, "translated_from?": STR,
    "note": TEXT, "covers?": TABLE,
    "sections": [{"title": STR, "about": TABLE, "skipped?": STR}],
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
    "false_friends?": [{"language": STR, "word": STR, "says": TEXT}],
}  # fmt: skip
GUIDANCE: Shape = {
    "id": STR, "section": STR, "concepts": STRS, "topic": STR, "step?": INT, "label": TEXT, "says": TEXT,
}  # fmt: skip
BUSINESS: Shape = {
    "id": STR, "label": TEXT, "aliases": STRINGS_BY_LANGUAGE, "isic?": STR, "nace?": STR,
    "answers": TABLE, "words?": TABLE, "parties?": [{"party": STR, "concept": STR}],
    "divided?": [{"concept": STR, "who": TEXT}],
}  # fmt: skip
REMARK: Shape = {
    "id": STR, "kind": STR, "jurisdiction?": STR, "concepts": STRS, "businesses": STRS,
    "hears?": TABLE, "source": STR, "section": STR, "says": TEXT,
}  # fmt: skip
QUESTION: Shape = {
    "id": STR, "core?": BOOL, "label": TEXT, "ask": TEXT, "why": TEXT,
    "options": [{"id": STR, "label": TEXT}],
}  # fmt: skip
VOCABULARY: Shape = {
    "strengths": [{**VALUE, "points": INT}],
    "lead": {"large": INT},
    "roles": [{**VALUE, "needs?": TABLE}],
    "readings": [{"id": STR, "label": TEXT, "test": TEXT}],
    "statuses": [VALUE], "verdicts": [VALUE], "origins": [VALUE],
    "topics": [{"id": STR, "label": TEXT}],
}  # fmt: skip
SINGLE_FILES: dict[str, Shape] = {
    "vocabulary.toml": VOCABULARY,
    "questions.toml": {"questions": [QUESTION]},
    "references.toml": {"references": [{"id": STR, "title": STR, "seen": STR}]},
    "sector-references-1.toml": {"references": [{"id": STR, "title": STR, "seen": STR}]},
    "sector-references-2.toml": {"references": [{"id": STR, "title": STR, "seen": STR}]},
    "remarks.toml": {"remarks": [REMARK]},
}
FOLDERS: dict[str, Shape] = {
    "sources": SOURCE,
    "concepts": CONCEPT,
    "sector": CONCEPT,
    "guidance": {"guidance": [GUIDANCE]},
    "businesses": {"businesses": [BUSINESS]},
}


def _misfits(value: Any, kind: Any, where: str) -> Iterator[tuple[str, str]]:
    """(place, complaint) for everything in which a value differs from its kind."""
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            yield where, "must be a table"
            return
        known = {key.rstrip("?"): (inner, key.endswith("?")) for key, inner in kind.items()}
        for key in value:
            if key not in known:
                yield where, f"unknown key {key!r}; known are {', '.join(known)}"
        for key, (inner, optional) in known.items():
            place = f"{where}.{key}" if where else key
            if key in value:
                yield from _misfits(value[key], inner, place)
            elif not optional:
                yield where, f"missing key {key!r}"
    elif isinstance(kind, list):
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            yield where, "must be a list of tables"
            return
        for number, item in enumerate(value, start=1):
            name = item.get("id") or item.get("term") or item.get("title") or f"#{number}"
            yield from _misfits(item, kind[0], f"{where}[{name}]")
    elif kind in (TEXT, STRINGS_BY_LANGUAGE):
        yield from _untranslated(value, kind, where)
    elif not _KINDS[kind](value):
        yield where, f"must be {kind}"


def _untranslated(value: Any, kind: str, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield where, f"must be {kind}: {', '.join(LANGUAGES)}"
        return
    for language in (*LANGUAGES, *value):
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
    BOOL: lambda v: isinstance(v, bool),
    STRS: lambda v: isinstance(v, list) and all(isinstance(item, str) and item for item in v),
    TABLE: lambda v: isinstance(v, dict),
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
            if re.search("[şţŞŢ]", text):
                yield Problem(path, where, "has a letter with a cedilla; write ș or ț with a comma below")


def blanks(data: Data) -> Iterator[Problem]:
    """A message has the same blanks in every language."""
    for name, texts in data.files.get("messages.toml", {}).items():
        if isinstance(texts, dict):
            found = {lang: set(re.findall(r"\{(\w*)\}", str(t))) for lang, t in texts.items()}
            if len({frozenset(names) for names in found.values()}) > 1:
                yield Problem("messages.toml", name, f"the blanks differ: {found}")


def names(data: Data) -> Iterator[Problem]:
    """An id is used once, and a file is named after what it holds."""
    for folder in ("sources", "concepts"):
        for stem, table in data.under(folder).items():
            if table.get("id") != stem:
                yield Problem(f"{folder}/{stem}.toml", "id", f"must be {stem!r}, the name of the file")
    for stem in data.under("guidance"):
        if stem not in data.under("sources"):
            yield Problem(f"guidance/{stem}.toml", "", "no source has this name")
    for kind, folder, key in (
        ("claim", "sources", "claims"),
        ("business", "businesses", "businesses"),
        ("guidance", "guidance", "guidance"),
    ):
        seen: dict[str, str] = {}
        for stem, table in data.under(folder).items():
            for entry in table.get(key, ()):
                name, file = entry.get("id", ""), f"{folder}/{stem}.toml"
                if name in seen:
                    yield Problem(file, name, f"this {kind} id stands in {seen[name]} already")
                seen[name] = file
                if kind != "business" and not name.startswith(f"{stem}-"):
                    yield Problem(file, name, f"must begin with {stem}-")


def claims(data: Data) -> Iterator[Problem]:
    """A claim has a known section, one question, and concepts that fill its roles."""
    roles = {stem: set(t.get("roles", ())) for stem, t in data.under("concepts").items()}
    strengths, known_roles = data.ids("vocabulary.toml", "strengths"), data.ids("vocabulary.toml", "roles")
    options = data.options()
    for stem, table in data.under("sources").items():
        titles = {s.get("title") for s in table.get("sections", ())}
        for claim in table.get("claims", ()):

            def problem(says: str, name: str = claim.get("id", "?"), stem: str = stem) -> Problem:
                return Problem(f"sources/{stem}.toml", name, says)

            if claim.get("section") not in titles:
                yield problem(f"unknown section {claim.get('section')!r}")
            if claim.get("strength") not in strengths:
                yield problem(f"unknown strength {claim.get('strength')!r}; known are {_known(strengths)}")
            hears = claim.get("hears", {})
            if len(hears) != 1:
                yield problem("must hear exactly one question")
            for says in _answers(hears, options):
                yield problem(says)
            for question, heard in hears.items():
                if options.get(question) and options[question] <= set(heard):
                    yield problem(f"every answer to {question!r} triggers it, so it tells nothing")
            concepts = [*claim.get("supports", ()), *claim.get("opposes", ())]
            if not concepts:
                yield problem("supports and opposes nothing")
            for role in claim.get("roles", DEFAULT_ROLES):
                if role not in known_roles:
                    yield problem(f"unknown role {role!r}; known are {_known(known_roles)}")
                for concept in concepts:
                    if concept not in roles:
                        yield problem(f"unknown concept {concept!r}")
                    elif role in known_roles and role not in roles[concept]:
                        yield problem(f"{concept!r} does not fill the role {role!r}")


def sources(data: Data) -> Iterator[Problem]:
    """A document has a known reading, tells apart what it names, and no heading of it is forgotten."""
    readings = data.ids("vocabulary.toml", "readings")
    for stem, table in data.under("sources").items():
        file = f"sources/{stem}.toml"
        if table.get("reading") not in readings:
            yield Problem(file, "reading", f"unknown reading {table.get('reading')!r}")
        named = {
            concept
            for claim in table.get("claims", ())
            for concept in (*claim.get("supports", ()), *claim.get("opposes", ()))
        }
        for concept, covered in table.get("covers", {}).items():
            for other in (concept, *covered):
                if other not in data.under("concepts"):
                    yield Problem(file, "covers", f"unknown concept {other!r}")
            for other in set(covered) & named:
                yield Problem(file, "covers", f"names {other!r} in a claim, so it does tell it apart")
        guidance = data.under("guidance").get(stem, {}).get("guidance", ())
        used = {e.get("section") for key in ("claims", "examples") for e in table.get(key, ())}
        used |= {g.get("section") for g in guidance}
        for section in table.get("sections", ()):
            title = section.get("title")
            if title not in used and "skipped" not in section:
                yield Problem(file, f"sections[{title}]", "nothing was taken from it and no reason is given")
            if title in used and "skipped" in section:
                yield Problem(file, f"sections[{title}]", "is said to be skipped and is used")


def examples(data: Data) -> Iterator[Problem]:
    """An example has a known section, expects a known concept, and has answers or businesses."""
    businesses = {b.get("id") for t in data.under("businesses").values() for b in t.get("businesses", ())}
    options = data.options()
    for stem, table in data.under("sources").items():
        titles = {s.get("title") for s in table.get("sections", ())}
        for number, example in enumerate(table.get("examples", ()), start=1):

            def problem(says: str, number: int = number, stem: str = stem) -> Problem:
                return Problem(f"sources/{stem}.toml", f"examples[#{number}]", says)

            if example.get("section") not in titles:
                yield problem(f"unknown section {example.get('section')!r}")
            if example.get("expect") not in data.under("concepts"):
                yield problem(f"unknown concept {example.get('expect')!r}")
            if example.get("role", DEFAULT_ROLES[0]) not in data.ids("vocabulary.toml", "roles"):
                yield problem(f"unknown role {example.get('role')!r}")
            if ("answers" in example) == ("businesses" in example):
                yield problem("needs either answers or businesses")
            if ("answers" in example) != ("text" in example):
                yield problem("answers and text go together")
            for business in example.get("businesses", ()):
                if business not in businesses:
                    yield problem(f"unknown business {business!r}")
            for says in _answers(example.get("answers", {}), options):
                yield problem(says)


def concepts(data: Data) -> Iterator[Problem]:
    """A concept has known relations and roles, and somebody uses it."""
    known = data.under("concepts")
    known_roles = data.ids("vocabulary.toml", "roles")
    used = {
        concept
        for table in data.under("sources").values()
        for claim in table.get("claims", ())
        for concept in (*claim.get("supports", ()), *claim.get("opposes", ()))
    } | {
        concept
        for table in data.under("guidance").values()
        for guidance in table.get("guidance", ())
        for concept in guidance.get("concepts", ())
    }
    for stem, table in known.items():
        file = f"concepts/{stem}.toml"
        if stem not in used:
            yield Problem(file, "", "no claim and no guidance uses this concept")
        if table.get("origin") not in data.ids("vocabulary.toml", "origins"):
            yield Problem(file, "origin", f"unknown origin {table.get('origin')!r}")
        for role in table.get("roles", ()):
            if role not in known_roles:
                yield Problem(file, "roles", f"unknown role {role!r}; known are {_known(known_roles)}")
        if bool(table.get("roles")) == ("unranked" in table):
            yield Problem(file, "unranked", "must say why no answer can choose it, if and only if it has no roles")
        broader = [table["broader"]] if "broader" in table else []
        for key, others in (
            ("broader", broader), ("related", table.get("related", ())), ("contrasts", table.get("contrasts", ())),
        ):  # fmt: skip
            for other in others:
                if other not in known or other == stem:
                    yield Problem(file, key, f"unknown concept {other!r}")
                elif key != "broader" and stem not in known[other].get(key, ()):
                    yield Problem(file, key, f"{other!r} does not say the same of {stem!r}")


def designations(data: Data) -> Iterator[Problem]:
    """Per language one preferred term; statuses, genders and sources are known; no false friend."""
    references = data.ids("references.toml", "references")
    known_sources = set(data.under("sources")) | references
    statuses = data.ids("vocabulary.toml", "statuses")
    cited = set()
    for stem, table in data.under("concepts").items():
        file = f"concepts/{stem}.toml"
        false = {(f.get("language"), f.get("word")) for f in table.get("false_friends", ())}
        for language, entries in table.get("designations", {}).items():
            if sum(d.get("status") == "preferred" for d in entries) != 1:
                yield Problem(file, f"designations.{language}", "must have exactly one preferred term")
            for d in entries:
                where = f"designations.{language}[{d.get('term')}]"
                cited |= set(d.get("sources", ()))
                if d.get("status") not in statuses:
                    yield Problem(file, where, f"unknown status {d.get('status')!r}; known are {_known(statuses)}")
                if (language != "en") != (d.get("gender") in ("masculine", "feminine", "neuter")):
                    yield Problem(file, where, "needs a gender in French and Romanian, and none in English")
                if not d.get("sources"):
                    yield Problem(file, where, "needs a source")
                for source in set(d.get("sources", ())) - known_sources:
                    yield Problem(file, where, f"unknown source {source!r}")
                if d.get("follows", stem) not in data.under("concepts"):
                    yield Problem(file, where, f"follows the unknown concept {d.get('follows')!r}")
                if (language, d.get("term")) in false:
                    yield Problem(file, where, "is listed as a false friend as well")
        for citation in table.get("definition_sources", ()):
            source = data.under("sources").get(citation.get("source"), {})
            if citation.get("section") not in {s.get("title") for s in source.get("sections", ())}:
                yield Problem(file, "definition_sources", f"unknown place {citation}")
    for reference in references - cited:
        yield Problem("references.toml", reference, "nothing cites it")


def guidance(data: Data) -> Iterator[Problem]:
    """Guidance hangs on known concepts, a known topic and a known section."""
    topics = data.ids("vocabulary.toml", "topics")
    used = set()
    for stem, table in data.under("guidance").items():
        source = data.under("sources").get(stem, {})
        titles = {s.get("title") for s in source.get("sections", ())}
        for entry in table.get("guidance", ()):
            file, where = f"guidance/{stem}.toml", entry.get("id", "?")
            used.add(entry.get("topic"))
            if entry.get("section") not in titles:
                yield Problem(file, where, f"unknown section {entry.get('section')!r}")
            if entry.get("topic") not in topics:
                yield Problem(file, where, f"unknown topic {entry.get('topic')!r}; known are {_known(topics)}")
            if (entry.get("topic") == "journey") != ("step" in entry):
                yield Problem(file, where, "step goes with the topic journey, and with no other")
            for concept in entry.get("concepts", ()):
                if concept not in data.under("concepts"):
                    yield Problem(file, where, f"unknown concept {concept!r}")
    for topic in topics - used:
        yield Problem("vocabulary.toml", f"topics[{topic}]", "no guidance is about it")


def businesses(data: Data) -> Iterator[Problem]:
    """A business has answers to known questions, and one name does not fit two businesses."""
    options = data.options()
    for stem, table in data.under("businesses").items():
        for business in table.get("businesses", ()):
            for says in _answers(business.get("answers", {}), options):
                yield Problem(f"businesses/{stem}.toml", business.get("id", "?"), says)


def questions(data: Data) -> Iterator[Problem]:
    """There are core questions, they come first, and the narrowing of a role is about known options."""
    entries = data.files.get("questions.toml", {}).get("questions", ())
    core = [q.get("core", False) for q in entries]
    if not any(core) or core != sorted(core, reverse=True):
        yield Problem("questions.toml", "core", "the core questions must come first, and there must be some")
    for role in data.files.get("vocabulary.toml", {}).get("roles", ()):
        for says in _answers(role.get("needs", {}), data.options()):
            yield Problem("vocabulary.toml", f"roles[{role.get('id')}]", says)


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
    shapes, letters, blanks, names, questions, claims, sources, examples, concepts, designations,
    guidance, businesses,
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
    """What the other checks find although a shape is wrong; one that cannot cope is left for later."""
    found = []
    for check in CHECKS[1:]:
        try:
            found += list(check(data))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return found


def _paths(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(root, file), folder).replace(os.sep, "/")
        for root, _, files in os.walk(folder)
        for file in files
        if file.endswith(".toml") and file != "template.toml"
    )


def _answers(answers: Mapping[str, Any], options: Mapping[str, set[str]]) -> Iterator[str]:
    for question, given in answers.items():
        if question not in options:
            yield f"unknown question {question!r}; known are {', '.join(options)}"
            continue
        for option in [given] if isinstance(given, str) else given:
            if option not in options[question]:
                yield f"unknown answer {option!r} to {question!r}; known are {_known(options[question])}"


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


def _known(values: set[str]) -> str:
    return ", ".join(sorted(values))


def main(arguments: list[str]) -> int:
    """Print every problem; exit code 1 when there is one, 2 for wrong usage."""
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print("usage: python -m relcli.validate [FOLDER]", file=sys.stderr)
        return 2
    problems = validate(*arguments)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "the data is sound", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
