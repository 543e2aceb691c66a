"""Files that somebody else may have written, read within bounds: none can keep a run busy without end.

The bounds are far above what people need (a decision has some twenty lines, and the words of a large house
fill a page or two) and far below what takes a noticeable time or much memory.
"""

from __future__ import annotations

import os
from typing import Any

from relcli.errors import InputError

LARGEST_DECISION = 250_000
"""In bytes: a thousand words to avoid fill a fifth of it."""
LARGEST_ANSWERS = 1_000_000
"""In bytes: a whole advice has some twenty thousand."""
LARGEST_SETTINGS = 1_000_000
"""In bytes, of the settings of another tool."""
LARGEST_BASELINE = 50_000_000
"""In bytes: it takes a million findings to fill it."""
MOST_ENTRIES = 1_000
"""In one table or list: every word to avoid is looked for in every text."""
LONGEST_ENTRY = 200
"""In characters; phrases and keys, too. No term of any list of terms comes near."""
LONGEST_PATH = 300
"""In characters, of a pattern for paths."""
LONGEST_SENTENCE = 4_000
"""In characters: a reason is a sentence or a few."""
MOST_LEVELS = 8
"""So many tables in each other: there are three in a decision."""
MOST_DOTS = 300
"""On one line: the time that a key of many parts takes grows with their square."""
LARGEST_NUMBER = 64
"""In bits: the one number is the version."""
LONGEST_KEY = 40
"""Of a key that is told, in characters."""
SENTENCES = ("says", "section", "reason")
PATHS = "paths"


def read_within(path: str, most: int, name: str | None = None) -> bytes:
    """The bytes of a file, never more than so many; ``InputError`` for a larger one, else ``OSError``."""
    with open(path, "rb") as file:
        data = file.read(most + 1)
    return within(data, most, name or path)


def lies_below(path: str, folder: str) -> bool:
    """Is it in the folder or in one below? Both are real paths: a link may lead anywhere."""
    return path.startswith(os.path.join(folder, ""))


def within(data: bytes, most: int, name: str) -> bytes:
    """The bytes; ``InputError`` where they are more."""
    if len(data) > most:
        raise InputError("file-too-large", name=name, most=most)
    return data


def toml_table(text: str) -> dict[str, Any]:
    """The table of a text; ``ValueError`` for what is no TOML, ``RecursionError`` for what is too deep."""
    import tomllib  # not for JSON

    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise RecursionError
    return tomllib.loads(text)


def check_bounds(value: object, keys: tuple[str, ...] = ()) -> None:
    """``InputError`` names the key of what is too long, too many, or too deep in a decision."""
    if len(keys) > MOST_LEVELS:
        raise InputError("decision-too-deep", key=_shown(keys), most=MOST_LEVELS)
    if isinstance(value, list | dict):
        if len(value) > MOST_ENTRIES:
            raise InputError("decision-too-many", key=_shown(keys), count=len(value), most=MOST_ENTRIES)
        for key, inner in value.items() if isinstance(value, dict) else (("", inner) for inner in value):
            _check_length(key, LONGEST_ENTRY, (*keys, key))
            check_bounds(inner, (*keys, key))
    elif isinstance(value, str):
        last = next(filter(None, reversed(keys)), "")
        most = LONGEST_SENTENCE if last in SENTENCES else LONGEST_PATH if last == PATHS else LONGEST_ENTRY
        _check_length(value, most, keys)
    elif isinstance(value, int) and value.bit_length() > LARGEST_NUMBER:
        raise InputError("decision-too-long", key=_shown(keys), most=LONGEST_ENTRY)


def _check_length(text: str, most: int, keys: tuple[str, ...]) -> None:
    if len(text) > most:
        raise InputError("decision-too-long", key=_shown(keys), most=most)


def _shown(keys: tuple[str, ...]) -> str:
    """The way to a value as the file has it, cut where it is what is too long."""
    return ".".join(key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}…" for key in keys if key)
