"""One run of the program: streams, language, errors told once, exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

import typer

from relcli.cli.options import Run
from relcli.errors import InputError, RelcliError
from relcli.failures import Failure, failure_of
from relcli.language import Texts, detect
from relcli.model import Text
from relcli.shipped_data import open_shipped_data
from relcli.terminal import is_set, prepare_streams, printable, printable_lines, say_on_stderr, silence

EXIT_FAILED, EXIT_INTERRUPTED = 1, 130

FLAG_OF = {
    **dict.fromkeys(("unknown-business", "ambiguous-business"), "--business"),
    **dict.fromkeys(("answers-not-a-table", "answers-empty", "answers-unreadable"), "--answers"),
    "no-terminal": "--interactive",
}
"""The flag that an error is about, where the error does not name it."""

FILE_BLANKS = ("name", "first", "second")
"""The blanks that the name of a file may fill."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default) and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    try:
        opened = _open(arguments)
    except RelcliError as error:
        # The data that holds the messages is itself what is broken.
        _debug(arguments)
        say_on_stderr(f"relcli: {error}")
        return error.exit_code
    try:
        return _run(arguments, opened)
    except KeyboardInterrupt:
        say_on_stderr(opened.texts.say("cancelled"))
        return EXIT_INTERRUPTED
    except RelcliError as error:
        _report(arguments, error, opened.texts)
        return error.exit_code
    except OSError as error:
        if _is_folder_gone():
            _report(arguments, gone := InputError("folder-gone"), opened.texts)
            return gone.exit_code
        if sys.stdout is not None:
            silence(sys.stdout)
        if error.errno not in (errno.EPIPE, errno.EINVAL, None):
            _report(arguments, RelcliError("output-failed", why=failure_of(error)), opened.texts)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and never shown as a traceback
        _report(arguments, RelcliError("unexpected", why=f"{type(error).__name__}: {error}"), opened.texts)
    return EXIT_FAILED


def _is_folder_gone() -> bool:
    """Has the folder one stands in been removed? Then nothing can be found from there on."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _open(arguments: Sequence[str]) -> Run:
    """The data, and the language: help and errors need one before anything is parsed."""
    data = open_shipped_data()
    given = _wanted(arguments, "--lang")
    language = (given or "").lower()
    if language not in data.knowledge.languages:
        language = detect(os.environ, data.knowledge.languages)
    return Run(data, Texts(language, data.messages, data.knowledge), given)


def _run(arguments: list[str], opened: Run) -> int:
    from relcli.cli.app import Program
    from relcli.cli.commands import COMPLETE_VARIABLE

    if sys.stdout is None:  # closed by the caller
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if COMPLETE_VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    program = Program(opened)
    gc.freeze()
    # Rows and findings are many objects without cycles: after every 700 there is nothing to collect.
    gc.set_threshold(1 << 16)
    gc.enable()
    try:
        code = program.main(arguments, prog_name="relcli", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    if code == EXIT_INTERRUPTED:
        raise KeyboardInterrupt  # Typer has swallowed one
    return int(code or 0)


def _wanted(arguments: Sequence[str], flag: str) -> str | None:
    """The value that a flag will have, read before the arguments are parsed; the last one counts.

    Only for what the parser's own messages need: the language of help and errors, and their form.
    """
    found = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == flag:
            found = value if equals else next(iter(arguments[index + 1 :]), None)
    return found


def _debug(arguments: Sequence[str]) -> None:
    if is_set(os.environ, "RELCLI_DEBUG") or "--debug" in arguments:
        import traceback

        say_on_stderr(printable_lines(traceback.format_exc().rstrip()))


def told_error(error: RelcliError, texts: Texts) -> str:
    """An error in words: what was wrong on the first line, below it what to do."""
    values = {key: _told_value(key, value, texts) for key, value in error.values.items()}
    for key in {"flag", "left", "right"} & values.keys():
        values[key] = texts.placeholder(values[key])
    if error.code == "missing-argument":
        values["value"] = texts.placeholder(values["value"]).rstrip("…")
    lines = texts.say(f"error-{error.code}", **values).splitlines()
    if error.values.get("suggestion"):
        lines.append(texts.say("did-you-mean", suggestion=values["suggestion"]))
    return "\n".join(lines)


def _told_value(key: str, value: object, texts: Texts) -> str:
    """What fills a blank: on one line, unless the lines are our own."""
    if isinstance(value, Failure):
        return texts.failure(value)
    if isinstance(value, Text):
        return texts.text(value)
    if key in ("flags", "problems"):
        return str(value)
    if not isinstance(value, str):  # out of a file: as that has it
        import json

        value = json.dumps(value, ensure_ascii=False, default=str)
    line = " ".join(value.split())
    return texts.file(line) if key in FILE_BLANKS else printable(line)


def _report(arguments: Sequence[str], error: RelcliError, texts: Texts) -> None:
    """The error on standard error: in words, or as one JSON object where JSON was asked for."""
    _debug(arguments)
    told = told_error(error, texts)
    if "--json" in arguments or (_wanted(arguments, "--format") or "").lower() == "json":
        import json

        message, _, hints = told.partition("\n")
        flag = str(error.values.get("flag") or FLAG_OF.get(error.code))
        body = {
            "code": error.code,
            "message": message,
            "flag": flag if flag.startswith("--") else None,
            "hint": hints or None,
        }
        say_on_stderr(json.dumps({"error": body}, ensure_ascii=True))
    else:
        say_on_stderr(texts.say("error-line", message=told))
