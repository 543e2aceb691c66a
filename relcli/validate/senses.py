"""What tells the senses of a word is written as it is looked up, and once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from relcli.model.senses import WordSenses
from relcli.validate.files import DataFiles, DataProblem, stem
from relcli.validate.shapes import strings_of


def check_senses(files: DataFiles) -> Iterator[DataProblem]:
    """No list has an item twice; words are in lower case, compounds have their blank at one end."""
    for path in files.tables:
        if path.startswith(("senses/", "languages/")):
            yield from _repeated(path, files)
    for language in files.under("senses"):
        of_words = files.under(f"senses/{stem(language)}")
        for word in _twice(chain.from_iterable(file.words for file in of_words.values())):
            yield DataProblem(language, word, "two files are about it")
        for path, file in of_words.items():
            yield from (DataProblem(path, *complaint) for complaint in _in_file(file))


def _repeated(path: str, files: DataFiles) -> Iterator[DataProblem]:
    """Items that stand twice in one list."""
    lists: dict[str, list[str]] = {}
    for where, text in strings_of(files.tables[path]):
        if where.endswith("]"):
            lists.setdefault(where.rpartition("[")[0], []).append(text)
    for where, items in lists.items():
        for item in _twice(items):
            yield DataProblem(path, where, f"{item!r} stands there twice")


def _in_file(file: WordSenses) -> Iterator[tuple[str, str]]:
    for cue in file.cues:
        for word in cue.words:
            if word != word.lower() or "\u2019" in word:
                yield "cues", f"{word!r} must be in lower case, with straight apostrophes"
    for group in file.compounds:
        if group.word and group.word not in file.words:
            yield "compounds", f"the file is not about {group.word!r}"
        for phrase in group.phrases:
            if phrase.count("{}") != 1 or not (phrase.startswith("{}") ^ phrase.endswith("{}")):
                yield "compounds", f"{phrase!r} must have {{}} at one of its ends"


def _twice(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]
