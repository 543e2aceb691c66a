"""The data that comes with the program: only the outermost rooms open it, all others are handed it."""

import os

from relcli.data import Data
from relcli.errors import KnowledgeError


def shipped_data_folder() -> str:
    """Inside an installed package, or beside the package in a checkout; ``KnowledgeError`` if in neither."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "data"), os.path.join(os.path.dirname(here), "data")):
        if os.path.isdir(folder):
            return folder
    raise KnowledgeError("no data folder beside the package")


def open_shipped_data() -> Data:
    """The data that comes with the program; nothing of it is read before it is asked for."""
    return Data(shipped_data_folder())
