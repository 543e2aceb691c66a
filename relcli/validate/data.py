"""What is checked: the data folder as plain tables; and what is told of it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

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


def unknown(kind: str, value: Any, known: Collection[str]) -> Iterator[str]:
    """A complaint unless the value is one of the known ones."""
    if value not in known:
        yield f"unknown {kind} {value!r}; known are {', '.join(sorted(known))}"


def answers(found: Mapping[str, Any], options: Mapping[str, set[str]]) -> Iterator[str]:
    """Complaints about answers to questions that do not exist, or that do not take them."""
    for question, given in found.items():
        yield from unknown("question", question, options)
        for option in [given] if isinstance(given, str) else given:
            if question in options:
                yield from unknown(f"answer to {question!r}:", option, options[question])


def concepts_of(claim: Table) -> list[str]:
    """The concepts that a claim names."""
    return [*claim.get("supports", ()), *claim.get("opposes", ())]
