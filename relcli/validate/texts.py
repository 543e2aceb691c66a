"""How texts and ids are written: letters, blanks, each id once and never again."""

import re
from collections.abc import Iterator

from relcli.model import LANGUAGES
from relcli.validate.files import DataFiles, DataProblem, stem
from relcli.validate.shapes import strings_of


def check_letters(files: DataFiles) -> Iterator[DataProblem]:
    """No text is empty; Romanian has ș and ț with a comma below: the letters with a cedilla are Turkish."""
    for path, table in files.tables.items():
        for where, text in strings_of(table):
            if not text.strip():
                yield DataProblem(path, where, "must not be empty")
            if re.search("[\u015f\u0163\u015e\u0162]", text) and "older_letters" not in where:
                yield DataProblem(path, where, "has a letter with a cedilla; write ș or ț with a comma below")


def check_blanks(files: DataFiles) -> Iterator[DataProblem]:
    """A message has the same blanks in every language."""
    for path, messages in files.under("messages").items():
        for name, text in messages.items():
            found = {lang: set(re.findall(r"\{(\w*)\}", words)) for lang, words in text.items() if words}
            if len({frozenset(names) for names in found.values()}) > 1:
                yield DataProblem(path, name, f"the blanks differ: {found}")


def check_languages(files: DataFiles) -> Iterator[DataProblem]:
    """What is known about a language and its words is about a known one, which is the name of its file."""
    for path in (*files.under("senses"), *files.under("languages")):
        if stem(path) not in LANGUAGES:
            yield DataProblem(path, "", f"unknown language {stem(path)!r}; known are {', '.join(LANGUAGES)}")


def check_ids(files: DataFiles) -> Iterator[DataProblem]:
    """An id is used once within its kind, or a second would replace the first; and never again."""
    retired = {(entry.kind, entry.id): entry for entry in files.shaped["retired.toml"].retired}
    seen: dict[tuple[str, str], str] = {}
    for kind, path, name in _identified(files):
        if (kind, name) in seen:
            yield DataProblem(path, name, f"the id stands in {seen[kind, name]} already")
        if (kind, name) in retired:
            yield DataProblem(path, name, f"the id is retired: {retired[kind, name].why}")
        if name:
            seen.setdefault((kind, name), path)
    for entry in retired.values():
        if entry.kind not in {kind for kind, _ in seen}:
            yield DataProblem("retired.toml", entry.id, f"unknown kind {entry.kind!r}")
        elif entry.replacement and (entry.kind, entry.replacement) not in seen:
            yield DataProblem("retired.toml", entry.id, f"its replacement {entry.replacement!r} is unknown")


def _identified(files: DataFiles) -> Iterator[tuple[str, str, str]]:
    """The kind, the file and the id of everything that has an id."""
    for path, document in files.documents.items():
        yield from (("claim", path, claim.id) for claim in document.claims)
        yield from (("guidance", path, entry.id) for entry in document.guidance)
    yield from (("concept", path, concept.id) for path, concept in files.concepts.items())
    yield from (("trade", path, trade.id) for path, trade in files.trades)
    for path, messages in files.under("messages").items():
        yield from (("message", path, name) for name in messages)
    for question in files.shaped["questions.toml"].questions:
        yield from ((f"answer to {question.id}", "questions.toml", option.id) for option in question.options)
    for path, file in files.shaped.items():
        if "/" not in path and path != "retired.toml":
            lists = ((name, getattr(file, name)) for name in file.__struct_fields__)
            yield from (
                (kind, path, e.id) for kind, found in lists if isinstance(found, tuple) for e in found
            )
