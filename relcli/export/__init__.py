"""The termbase, or the vocabulary of a house, in the forms that other tools read: ``docs/use/exports.md``."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.export.vocabulary import Vocabulary
    from relcli.language import Texts

FOLDER = "vale"
"""The one format that is a folder of files."""
FOR_LINTERS = (FOLDER, "prh")
"""They look for words to avoid, in the texts of one language."""
FORMATS = ("tbx", "tbx-v2", "skos", FOLDER, "prh", "markdown", "csv", "json")


def make(form: str, vocabulary: "Vocabulary", texts: "Texts") -> str:
    """The vocabulary as one text; only the module of the format asked for is imported."""
    return _writer(form)(vocabulary, texts)


def make_folder(vocabulary: "Vocabulary", texts: "Texts") -> Mapping[str, str]:
    """The files of the format that is a folder, by name."""
    from relcli.export.vale import rules

    return rules(vocabulary, texts)


def _writer(form: str) -> Callable[["Vocabulary", "Texts"], str]:
    if form in ("tbx", "tbx-v2"):
        from relcli.export import tbx

        return tbx.version_2 if form == "tbx-v2" else tbx.version_3
    if form == "skos":
        from relcli.export.skos import skos

        return skos
    if form == "prh":
        from relcli.export.prh import prh

        return prh
    if form == "markdown":
        from relcli.export.markdown import glossary

        return glossary
    if form == "csv":
        from relcli.export.as_csv import table

        return table
    from relcli.export.as_json import document

    return document
