"""Every mistake in the data at once, with file and place: ``python -m relcli.validate [FOLDER]``.

``relcli.data`` trusts what it reads; this does not. Blanks stand for what does not fit its shape, so that
one mistake does not hide the next, and only when everything holds together are the outcomes tried. Its
sentences are in English and stand here, because the files with all other sentences are among the things
it checks.
"""

from relcli.data import Data
from relcli.errors import KnowledgeError
from relcli.shipped_data import shipped_data_folder
from relcli.validate import documents, texts, words
from relcli.validate.files import Files, Problem
from relcli.validate.outcomes import outcomes
from relcli.validate.references import references
from relcli.validate.senses import senses

__all__ = ["Problem", "validate"]

CHECKS = (
    references, texts.letters, texts.blanks, texts.once, texts.languages,
    documents.names, documents.questions, documents.claims, documents.covers, documents.sections,
    documents.examples, documents.guidance,
    words.concepts, words.relations, words.designations, words.citations, words.labels, words.remarks,
    senses,
)  # fmt: skip


def validate(folder: str | None = None) -> list[Problem]:
    """Every problem of the data in ``folder`` (the data of this relcli by default)."""
    folder = folder or shipped_data_folder()
    files = Files(folder)
    problems = [*files.problems, *(problem for check in CHECKS for problem in check(files))]
    if not problems:
        try:
            problems += outcomes(Data(folder))
        except KnowledgeError as error:
            problems += [Problem(folder, "", text) for text in error.problems]
    return problems
