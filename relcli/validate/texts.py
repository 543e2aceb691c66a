"""How texts are written: letters, blanks, names of files and ids."""

import re
from collections.abc import Iterator
from typing import Any

from relcli.load import LANGUAGES
from relcli.validate.data import Data, Problem, unknown
from relcli.validate.shapes import SINGLE_FILES


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


def texts(data: Data) -> Iterator[Problem]:
    """What is known about words in texts is about a known language; links are about known concepts."""
    for stem, table in data.under("senses").items():
        for says in unknown("language", stem, LANGUAGES):
            yield Problem(f"senses/{stem}.toml", "", says)
        if table.get("language") != stem:
            yield Problem(f"senses/{stem}.toml", "language", f"must be {stem!r}, the name of the file")
    for compound in data.files.get("compounds.toml", {}).get("compounds", ()):
        for says in unknown("language", compound.get("language"), LANGUAGES):
            yield Problem("compounds.toml", compound.get("id", "?"), says)
    for link in data.files.get("links.toml", {}).get("links", ()):
        for says in unknown("concept", link.get("concept"), data.concept_ids()):
            yield Problem("links.toml", link.get("id", "?"), says)


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
