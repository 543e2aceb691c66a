"""Every mistake in the data at once, with file and place: ``python -m relcli.validate [FOLDER]``.

The loader trusts what it reads; this does not. It works on the plain tables, so that one mistake does
not hide the next, and only when the tables hold together does it try the examples. Its sentences are
in English and stand here, because the file with all other sentences is among the things it checks.
"""

import os
import tomllib
from contextlib import suppress

from relcli import load
from relcli.errors import KnowledgeError
from relcli.validate.data import Data, Problem
from relcli.validate.documents import (
    claim_concepts,
    claims,
    examples,
    guidance,
    outcomes,
    questions,
    sections,
    sources,
)  # fmt: skip
from relcli.validate.shapes import shapes
from relcli.validate.texts import blanks, ids, letters, names, texts
from relcli.validate.words import (
    citations,
    concepts,
    designations,
    media,
    relations,
    remarks,
    trade_words,
    trades,
)  # fmt: skip

__all__ = ["Problem", "validate"]

CHECKS = (
    letters, blanks, names, ids, questions, claims, claim_concepts, sources, sections, examples,
    concepts, relations, designations, citations, guidance, trades,
    trade_words, remarks, media, texts,
)  # fmt: skip
"""After ``shapes``, in this order; ``outcomes`` follows when none of them finds anything."""


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
        problems += [problem for check in CHECKS for problem in check(data)]
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
    for check in CHECKS:
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
