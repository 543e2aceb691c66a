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
MODEL = "mermaid"
"""The one that draws who is there, so that it needs a decision."""
_WRITERS = {
    "tbx": "tbx.tbx_version_3",
    "tbx-v2": "tbx.tbx_version_2",
    "skos": "skos.skos",
    FOLDER: "linters.vale_style",
    "prh": "linters.prh_rules",
    "markdown": "glossary.glossary",
    MODEL: "room.mermaid",
    "csv": "tables.csv_table",
    "json": "tables.json_document",
}
"""Format to the function that makes it; only the module of the format asked for is imported."""
EXPORT_FORMATS = tuple(_WRITERS)


def make(format_: str, vocabulary: "Vocabulary", texts: "Texts") -> str | Mapping[str, str]:
    """The vocabulary as one text, or by name the files of the format that is a folder."""
    module, function = _WRITERS[format_].split(".")
    write: Callable[[Vocabulary, Texts], str | Mapping[str, str]]
    write = getattr(import_module(f"relcli.export.{module}"), function)
    return write(vocabulary, texts)
