"""Every mistake in the data at once, with file and place: ``python -m relcli.validate [FOLDER]``.

``relcli.data`` trusts what it reads; this does not. Blanks stand for what does not fit its shape, so that
one mistake does not hide the next, and only when everything holds together are the outcomes tried. Its
sentences are in English and stand here, because the files with all other sentences are among the things
it checks.
"""

from relcli.data import Data
from relcli.errors import KnowledgeError
from relcli.shipped_data import shipped_data_folder
from relcli.validate import entries, people, phrases, texts
from relcli.validate.files import DataFiles

CHECKS = tuple(
    check
    for module in (texts, entries, people, phrases)
    for name, check in vars(module).items()
    if name.startswith("check_") and check is not entries.check_outcomes
)
"""Every function of that name, in the order in which they stand."""


def validate(folder: str | None = None) -> list[str]:
    """Every problem of the data in ``folder``, the data of this relcli by default: file, place, mistake."""
    folder = folder or shipped_data_folder()
    files = DataFiles(folder)
    problems = [*files.problems, *(problem for check in CHECKS for problem in check(files))]
    if not problems:
        try:
            problems += entries.check_outcomes(Data(folder))
        except KnowledgeError as error:
            problems += [(folder, "", text) for text in error.problems]
    return [": ".join(filter(None, problem)) for problem in problems]
