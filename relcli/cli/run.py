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
from relcli.language import Words, detect
from relcli.terminal import is_set, prepare_streams, silence_stdout

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default) and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    debug = is_set(os.environ, "RELCLI_DEBUG") or "--debug" in arguments
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        _tell(arguments, "cancelled")
        return EXIT_INTERRUPTED
    except RelcliError as error:
        if debug:
            raise
        _report(arguments, error)
        return error.exit_code
    except OSError as error:
        return _output_failed(arguments, error)
    except Exception as error:
        if debug:
            raise
        _report(arguments, RelcliError("unexpected", why=f"{type(error).__name__}: {error}"))
        return EXIT_FAILED


def _run(arguments: list[str]) -> int:
    from relcli.cli.app import build
    from relcli.cli.usage import as_relcli_error

    words = _words(arguments)
    # A command can only come first; anything else needs the whole application.
    command = typer.main.get_command(build(words, only=next(iter(arguments), None)))
    gc.freeze()
    gc.enable()
    try:
        code = command.main(arguments, prog_name="relcli", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        raise as_relcli_error(error, arguments) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    return int(code or EXIT_OK)


def _output_failed(arguments: list[str], error: OSError) -> int:
    silence_stdout()
    if error.errno in (errno.EPIPE, errno.EINVAL, None):
        return EXIT_FAILED
    _report(arguments, RelcliError("output-failed", why=error.strerror or error))
    return EXIT_FAILED


def wanted(arguments: Sequence[str], *flags: str) -> str | None:
    """The value that a flag will have, read before the arguments are parsed.

    Only for what the parser's own messages need: the language of help and errors, and their form.
    """
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name in flags:
            return value if equals else next(iter(arguments[place + 1 :]), None)
    return None


def _words(arguments: Sequence[str]) -> Words:
    knowledge = load.knowledge()
    language = (wanted(arguments, "--lang") or "").lower()
    if language not in knowledge.languages:
        language = detect(os.environ, knowledge.languages)
    return Words(language, load.messages(), knowledge)


def _tell(arguments: Sequence[str], message: str) -> None:
    print(_words(arguments).say(message), file=sys.stderr)


def _report(arguments: Sequence[str], error: RelcliError) -> None:
    """The error on standard error: in words, or as one JSON object where JSON was asked for."""
    try:
        words = _words(arguments)
    except RelcliError:
        # The data that holds the messages is itself what is broken.
        print(f"relcli: {error}", file=sys.stderr)
        return
    values = {key: _printable(value) for key, value in error.values.items()}
    suggestion = values.pop("suggestion", None)
    says = words.say(f"error-{error.code}", **values).splitlines()
    hints = says[1:]
    if suggestion and suggestion != "None":
        hints.append(words.say("did-you-mean", suggestion=suggestion))
    if "--json" in arguments or wanted(arguments, "--format") == "json":
        import json

        body = {"code": error.code, "message": says[0], "hint": "\n".join(hints) or None}
        print(json.dumps({"error": body}, ensure_ascii=True), file=sys.stderr)
        return
    print(words.say("error-line", message="\n".join([says[0], *hints])), file=sys.stderr)


def _printable(value: object) -> str:
    """User text on a terminal: no control character passes, so nothing in it can act."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in str(value))


