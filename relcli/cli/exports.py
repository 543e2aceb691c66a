"""The ``export`` command's part of the work: what to export, in which form, and to where."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from relcli import export, load
from relcli.atomic import write_file, write_folder
from relcli.cli import output
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.export.vocabulary import Vocabulary, house, termbase
from relcli.house import file
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.terminal import printable, say_on_stderr


def run(form: str, texts: Texts, flags: Mapping[str, Any]) -> None:
    """Export the termbase or the house vocabulary in one of the formats of ``relcli.export``."""
    vocabulary = _vocabulary(form, texts, flags)
    if form != export.FOLDER:
        write(export.make(form, vocabulary, texts), flags["output"])
    elif flags["output"] is None:
        raise AnswerError("needs-folder", flag="--output", value=form)
    else:
        write_folder(flags["output"], export.make_folder(vocabulary, texts), export.is_own_folder)


def write(text: str, path: str | None) -> None:
    """To the file, or to standard output byte for byte: UTF-8 and LF are part of what is promised."""
    if path not in (None, "-"):
        assert path is not None
        write_file(path, text)
        return
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        output.put(text)
        return
    sys.stdout.flush()
    binary.write(text.encode("utf-8"))
    binary.flush()


def _vocabulary(form: str, texts: Texts, flags: Mapping[str, Any]) -> Vocabulary:
    languages = _languages(form, texts, flags["langs"])
    if flags["all"] and flags["decision"]:
        raise AnswerError("contradicting-flags", first="--all", second="--decision")
    path = None if flags["all"] else flags["decision"] or file.find(os.getcwd())
    role, data = flags["role"], Data()
    if path is None:
        role = check_choice("--role", role, data.knowledge.roles) if role else None
        return termbase(data, languages, role)
    if not flags["decision"]:
        say_on_stderr(texts.say("export-house", name=printable(os.path.relpath(path))))
    decided = file.read(path, data)
    role = check_choice("--role", role, decided.roles) if role else None
    return house(decided, data, texts, languages, role)


def _languages(form: str, texts: Texts, given: str | None) -> tuple[str, ...]:
    """In the order given, which is what makes a pair; a linter reads texts of one language."""
    if given is None:
        return (texts.language,) if form in export.FOR_LINTERS else load.LANGUAGES
    chosen = [check_choice("--langs", code, load.LANGUAGES) for code in given.split(",")]
    if form in export.FOR_LINTERS and len(set(chosen)) > 1:
        raise AnswerError("one-language", flag="--langs", value=given)
    return tuple(dict.fromkeys(chosen))
