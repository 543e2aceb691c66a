"""What is checked: every file of the data folder in its shape; and what is told of it."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from relcli.errors import without_path
from relcli.model import LANGUAGES, Concept, Question, Text
from relcli.model.files import (
    Classification,
    Document,
    FactsFile,
    Link,
    Medium,
    NameList,
    PhrasesFile,
    Reference,
    Regulation,
    Remark,
    RenamingStep,
    Retired,
    VocabularyFile,
    list_file,
)
from relcli.model.languages import LanguageRules, LanguageSenses, WordSenses
from relcli.model.other_words import WordsFile
from relcli.model.trades import Trade
from relcli.validate.shapes import Told, blank, fit

LIST_KEYS = {
    "questions": Question,
    "references": Reference,
    "regulations": Regulation,
    "remarks": Remark,
    "renaming": RenamingStep,
    "media": Medium,
    "links": Link,
    "retired": Retired,
}
SHAPES: Mapping[str, Any] = {
    "vocabulary.toml": VocabularyFile,
    "facts.toml": FactsFile,
    "other-words.toml": WordsFile,
    **{f"{name}.toml": list_file(name, entry) for name, entry in LIST_KEYS.items()},
    "documents": Document,
    "concepts": Concept,
    "concepts/trades": Concept,
    "trades": list_file("trades", Trade),
    "names": NameList,
    "classes": Classification,
    "messages": Mapping[str, Text],
    "languages": LanguageRules,
    "phrases": PhrasesFile,
    "senses": LanguageSenses,
    **{f"senses/{code}": WordSenses for code in LANGUAGES},
}
"""Of each file, and of the files of each folder."""

BY_LANGUAGE = ("languages", "phrases", "senses")
"""Folders in which what is known of a language stands in a file of its name."""

Complaints = Iterator[tuple[str, str, str]]
"""Mistakes: the file, the place in it, and what is wrong."""


class DataFiles:
    """The data folder in the shapes of the model, by path and by kind of thing.

    ``problems`` are the files that cannot be read and the places that do not fit; there the shaped values
    have blanks, so that one mistake does not hide the next. ``told`` are the strings and ids of each file.
    """

    def __init__(self, folder: str) -> None:
        self.problems: list[tuple[str, str, str]] = []
        self.told: dict[str, Told] = {}
        self.shaped: dict[str, Any] = {}
        for path in _paths(folder):
            self._shape(folder, path)
        for path, shape in SHAPES.items():
            if path.endswith(".toml") and path not in self.shaped:
                self.shaped[path] = blank(shape)
                if not os.path.exists(os.path.join(folder, path)):
                    self.problems.append((path, "", "is missing"))
        self.vocabulary: VocabularyFile = self.shaped["vocabulary.toml"]
        self.documents: dict[str, Document] = self.under("documents")
        self.concepts: dict[str, Concept] = {**self.under("concepts"), **self.under("concepts/trades")}
        self.documented = {concept.id: concept for concept in self.under("concepts").values()}
        self.trades = [(path, trade) for path, file in self.under("trades").items() for trade in file.trades]
        asked = (*self.listed("questions"), *self.shaped["facts.toml"].facts)
        self.options = {question.id: ids(question.options) for question in asked}

    def _shape(self, folder: str, path: str) -> None:
        try:
            with open(os.path.join(folder, path), "rb") as file:
                table = tomllib.load(file)
        except (OSError, ValueError, RecursionError) as error:
            self.problems.append((path, "", without_path(error)))
            return
        shape = SHAPES.get(path) or SHAPES.get(os.path.dirname(path))
        if shape is None:
            self.problems.append((path, "", "no such file is known"))
            return
        told = self.told[path] = Told([], [], [])
        if os.path.dirname(path) in BY_LANGUAGE:
            told.mentions.append(("", "language", stem(path)))
        self.shaped[path] = fit(table, shape, "", told)
        self.problems += ((path, *misfit) for misfit in told.misfits)

    def under(self, folder: str) -> dict[str, Any]:
        """What the files of one folder hold, by path; those of its sub-folders are not among them."""
        return {path: value for path, value in self.shaped.items() if os.path.dirname(path) == folder}

    def listed(self, name: str) -> tuple[Any, ...]:
        """What the file of that name lists."""
        found: tuple[Any, ...] = getattr(self.shaped[f"{name}.toml"], name)
        return found


def ids(entries: Iterable[Any]) -> set[str]:
    """The ids of the entries."""
    return {entry.id for entry in entries}


def stem(path: str) -> str:
    """The name of a file without folder and ending."""
    return os.path.basename(path).removesuffix(".toml")


def _paths(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(root, file), folder).replace(os.sep, "/")
        for root, _, files in os.walk(folder)
        for file in files
        if file.endswith(".toml") and file != "template.toml"
    )
