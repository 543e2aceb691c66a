"""``relcli.toml``: the words of a house in a repository. Where it lies, and reading it."""

import os
import tomllib

from relcli.data import Data
from relcli.errors import InputError
from relcli.house import version_1, version_2
from relcli.house.words import HouseVocabulary

NAME = "relcli.toml"


def find(start: str) -> str | None:
    """The decision file that holds for a folder: in it, or in the nearest folder above."""
    folder = os.path.abspath(start)
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def read(path: str, data: Data) -> HouseVocabulary:
    """The words in a decision file; ``InputError`` names the file and the key when something is wrong."""
    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError("file-unreadable", name=path, why=why) from error
    if table.get("format_version") == version_1.FORMAT_VERSION:
        return version_1.read_house(table, path, data)
    return version_2.read_house(table, path, data)
