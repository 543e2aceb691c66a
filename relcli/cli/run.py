"""One run of the program: streams, language, errors told once, exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

import typer

from relcli import load
from relcli.errors import RelcliError
from relcli.language import Texts, detect
from relcli.terminal import is_set, prepare_streams, printable, say_on_stderr, silence

DECISION_FILE = "relcli.toml"
EXIT_OK = 0
EXIT_FAILED = 1
EXIT_INTERRUPTED = 130

UNCOLLECTED = 1 << 16
"""So many objects may come before garbage is looked for."""

OWN_LINES = ("flags", "problems")
"""The values of an error that are ours and may hold several lines."""

FLAG_OF = {
    "unknown-business": "--business",
    "ambiguous-business": "--business",
    "answers-not-a-table": "--answers",
    "answers-empty": "--answers",
    "answers-unreadable": "--answers",
    "file-unreadable": "--answers",
    "file-not-utf8": "--answers",
    "no-terminal": "--interactive",
}
"""The flag that an error is about, where its message does not name it."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default) and give its exit code."""
    arguments = _named_save(list(sys.argv[1:] if argv is None else argv))
    prepare_streams()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        _tell(arguments, "cancelled")
        return EXIT_INTERRUPTED
    except RelcliError as error:
        _report(arguments, error)
        return error.exit_code
    except OSError as error:
        return _output_failed(arguments, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and never shown as a traceback
        _report(arguments, RelcliError("unexpected", why=f"{type(error).__name__}: {error}"))
        return EXIT_FAILED


def _named_save(arguments: list[str]) -> list[str]:
    """``--save`` alone is ``--save relcli.toml``: the parser knows no option with an optional value."""
    return [
        f"--save={DECISION_FILE}" if argument == "--save" and following.startswith("-") else argument
        for argument, following in zip(arguments, [*arguments[1:], "-"], strict=False)
    ]


def _run(arguments: list[str]) -> int:
    from relcli.cli.app import build
    from relcli.cli.usage import as_relcli_error

    if sys.stdout is None:  # closed by the caller
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    texts = _words(arguments)
    # A command can only come first; anything else needs the whole application.
    command = typer.main.get_command(build(texts, only=next(iter(arguments), None)))
    gc.freeze()
    # Rows and findings are many objects without cycles: after every 700 there is nothing to collect.
    gc.set_threshold(UNCOLLECTED)
    gc.enable()
    try:
        code = command.main(arguments, prog_name="relcli", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        raise as_relcli_error(error, arguments) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    if code == EXIT_INTERRUPTED:
        raise KeyboardInterrupt  # Typer has swallowed one
    return int(code or EXIT_OK)


def _output_failed(arguments: list[str], error: OSError) -> int:
    if sys.stdout is not None:
        silence(sys.stdout)
    if error.errno in (errno.EPIPE, errno.EINVAL, None):
        return EXIT_FAILED
    _report(arguments, RelcliError("output-failed", why=error.strerror or error))
    return EXIT_FAILED


def wanted(arguments: Sequence[str], *flags: str) -> str | None:
    """The value that a flag will have, read before the arguments are parsed; the last one counts.

    Only for what the parser's own messages need: the language of help and errors, and their form.
    """
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name in flags:
            found = value if equals else next(iter(arguments[place + 1 :]), None)
    return found


def _words(arguments: Sequence[str]) -> Texts:
    knowledge = load.knowledge()
    language = (wanted(arguments, "--lang") or "").lower()
    if language not in knowledge.languages:
        language = detect(os.environ, knowledge.languages)
    return Texts(language, load.messages(), knowledge)


def _tell(arguments: Sequence[str], message: str) -> None:
    say_on_stderr(_words(arguments).say(message))


def _report(arguments: Sequence[str], error: RelcliError) -> None:
    """The error on standard error: in texts, or as one JSON object where JSON was asked for."""
    if is_set(os.environ, "RELCLI_DEBUG") or "--debug" in arguments:
        import traceback

        say_on_stderr(traceback.format_exc().rstrip())
    try:
        texts = _words(arguments)
    except RelcliError:
        # The data that holds the messages is itself what is broken.
        say_on_stderr(f"relcli: {error}")
        return
    values = {key: _told(key, value) for key, value in error.values.items()}
    message, *hints = texts.say(f"error-{error.code}", **values).splitlines()
    if error.values.get("suggestion"):
        hints.append(texts.say("did-you-mean", suggestion=values["suggestion"]))
    if "--json" in arguments or (wanted(arguments, "--format") or "").lower() == "json":
        import json

        body = {
            "code": error.code,
            "message": message,
            "flag": _flag(error, arguments),
            "hint": "\n".join(hints) or None,
        }
        say_on_stderr(json.dumps({"error": body}, ensure_ascii=True))
    else:
        say_on_stderr(texts.say("error-line", message="\n".join([message, *hints])))


def _flag(error: RelcliError, arguments: Sequence[str]) -> str | None:
    flag = str(error.values.get("flag") or FLAG_OF.get(error.code))
    if error.code.endswith("-term") and wanted(arguments, "--why-not") is not None:
        flag = "--why-not"
    return flag if flag.startswith("--") else None


def _told(key: str, value: object) -> str:
    """A value as it may stand in a message: on one line, unless the lines are our own."""
    return str(value) if key in OWN_LINES else printable(" ".join(str(value).split()))
