"""What is checked: every file of the data folder in its shape; and what is told of it."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from relcli.model import LANGUAGES, Concept, Text, Trade
from relcli.model.files import (
    Document,
    LinkFile,
    MediumFile,
    QuestionFile,
    ReferenceFile,
    RemarkFile,
    RetiredFile,
    TradeFile,
    VocabularyFile,
)
from relcli.model.languages import LanguageRules
from relcli.model.senses import LanguageSenses, WordSenses
from relcli.validate.shapes import Misfit, blank, fit

SHAPES: Mapping[str, Any] = {
    "vocabulary.toml": VocabularyFile,
    "questions.toml": QuestionFile,
    "references.toml": ReferenceFile,
    "remarks.toml": RemarkFile,
    "media.toml": MediumFile,
    "links.toml": LinkFile,
    "retired.toml": RetiredFile,
    "documents": Document,
    "concepts": Concept,
    "concepts/trades": Concept,
    "trades": TradeFile,
    "messages": Mapping[str, Text],
    "languages": LanguageRules,
    "senses": LanguageSenses,
    **{f"senses/{code}": WordSenses for code in LANGUAGES},
}
"""Of each file, and of the files of each folder."""


class DataProblem(NamedTuple):
    """A mistake: the file, the place in it, and what is wrong."""

    file: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.says}" if self.where else f"{self.file}: {self.says}"


class DataFiles:
    """The data folder by path: as plain tables, and in the shapes of the model.

    ``problems`` are the files that cannot be read and the places that do not fit; there the shaped values
    have blanks, so that one mistake does not hide the next.
    """

    def __init__(self, folder: str) -> None:
        self.problems: list[DataProblem] = []
        self.tables: dict[str, Mapping[str, Any]] = {}
        self.shaped: dict[str, Any] = {}
        for path in _paths(folder):
            try:
                with open(os.path.join(folder, path), "rb") as file:
                    self.tables[path] = tomllib.load(file)
            except (OSError, ValueError) as error:
                self.problems.append(DataProblem(path, "", str(error)))
                continue
            shape = SHAPES.get(path) or SHAPES.get(os.path.dirname(path))
            if shape is None:
                self.problems.append(DataProblem(path, "", "no such file is known"))
                continue
            misfits: list[Misfit] = []
            self.shaped[path] = fit(self.tables[path], shape, "", misfits)
            self.problems += (DataProblem(path, *misfit) for misfit in misfits)
        for path, shape in SHAPES.items():
            if path.endswith(".toml") and path not in self.shaped:
                self.shaped[path] = blank(shape)
                if not os.path.exists(os.path.join(folder, path)):
                    self.problems.append(DataProblem(path, "", "is missing"))

    def under(self, folder: str) -> dict[str, Any]:
        """What the files of one folder hold, by path; those of its sub-folders are not among them."""
        return {path: value for path, value in self.shaped.items() if os.path.dirname(path) == folder}

    @cached_property
    def vocabulary(self) -> VocabularyFile:
        """The closed lists."""
        vocabulary: VocabularyFile = self.shaped["vocabulary.toml"]
        return vocabulary

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by path."""
        return self.under("documents")

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Every concept by path: those of the documents, then those of the trades."""
        return {**self.under("concepts"), **self.under("concepts/trades")}

    @cached_property
    def documented(self) -> dict[str, Concept]:
        """The concepts of the documents by id."""
        return {concept.id: concept for concept in self.under("concepts").values()}

    @cached_property
    def trades(self) -> list[tuple[str, Trade]]:
        """Every trade with the path of its file."""
        return [(path, trade) for path, file in self.under("trades").items() for trade in file.trades]

    @cached_property
    def options(self) -> dict[str, set[str]]:
        """Question id to its option ids."""
        return {question.id: ids(question.options) for question in self.shaped["questions.toml"].questions}


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
