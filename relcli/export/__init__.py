"""The termbase, or the vocabulary of a house, in the forms that other tools read: ``docs/use/exports.md``."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.export.vocabulary import Vocabulary
    from relcli.language import Texts

FOLDER = "vale"
"""The one format that is a folder of files."""
FOR_LINTERS = (FOLDER, "prh")
"""They look for words to avoid, in the texts of one language."""
_WRITERS = {
    "tbx": ("tbx", "tbx_version_3"),
    "tbx-v2": ("tbx", "tbx_version_2"),
    "skos": ("skos", "skos"),
    FOLDER: ("vale", "vale_style"),
    "prh": ("prh", "prh_rules"),
    "markdown": ("glossary", "glossary"),
    "csv": ("as_csv", "csv_table"),
    "json": ("as_json", "json_document"),
}
"""Format to its module and the function that makes it."""
FORMATS = tuple(_WRITERS)


def make(format_: str, vocabulary: "Vocabulary", texts: "Texts") -> str:
    """The vocabulary as one text; only the module of the format asked for is imported."""
    module, function = _WRITERS[format_]
    write: Callable[[Vocabulary, Texts], str] = getattr(import_module(f"relcli.export.{module}"), function)
    return write(vocabulary, texts)


def make_folder(vocabulary: "Vocabulary", texts: "Texts") -> Mapping[str, str]:
    """The files of the format that is a folder, by name."""
    from relcli.export.vale import vale_style

    return vale_style(vocabulary, texts)


def is_own_folder(folder: str) -> bool:
    """Nothing in the folder but what an earlier export has put there."""
    from relcli.export.vale import is_own_folder

    return is_own_folder(folder)
