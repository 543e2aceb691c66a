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
from relcli.validate.files import DataFiles, DataProblem
from relcli.validate.outcomes import check_outcomes
from relcli.validate.references import check_references
from relcli.validate.senses import check_senses

__all__ = ["DataProblem", "validate"]

CHECKS = (
    check_references, check_senses,
    texts.check_letters, texts.check_blanks, texts.check_ids, texts.check_languages,
    documents.check_names, documents.check_questions, documents.check_claims, documents.check_covers,
    documents.check_sections, documents.check_examples, documents.check_guidance,
    words.check_concepts, words.check_relations, words.check_designations, words.check_citations,
    words.check_labels, words.check_remarks,
)  # fmt: skip


def validate(folder: str | None = None) -> list[DataProblem]:
    """Every problem of the data in ``folder`` (the data of this relcli by default)."""
    folder = folder or shipped_data_folder()
    files = DataFiles(folder)
    problems = [*files.problems, *(problem for check in CHECKS for problem in check(files))]
    if not problems:
        try:
            problems += check_outcomes(Data(folder))
        except KnowledgeError as error:
            problems += [DataProblem(folder, "", text) for text in error.problems]
    return problems
