"""What the argument parser says, told in the reader's language: its mistakes and its help."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.lookup import suggest

COMMANDS = ("advise", "batch", "list", "show", "check", "export", "completion", "help", "version")


def as_relcli_error(error: typer.TyperException, arguments: Sequence[str]) -> AnswerError:
    """The parser's complaint as one of ours, with a suggestion where a name was mistyped."""
    option = getattr(error, "option_name", None)
    path = "relcli " + next((a for a in arguments if a in COMMANDS), "")
    path = path.strip()
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = _nearest_option(str(option), getattr(error, "ctx", None))
        return AnswerError("unknown-option", flag=option, value=option, path=path, suggestion=near)
    if kind == "BadOptionUsage":
        takes_none = "not take a value" in error.format_message()
        code = "option-takes-no-value" if takes_none else "option-needs-value"
        return AnswerError(code, flag=option, value=option, path=path)
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        value = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
        return AnswerError("missing-argument", value=value, path=path)
    message = error.format_message()
    if message.startswith("No such command"):
        value = next((a for a in arguments if repr(a) in message), "")
        return AnswerError("unknown-command", value=value, suggestion=suggest(value.lower(), COMMANDS))
    if message.startswith("Got unexpected extra"):
        value = message.partition(" (")[2].removesuffix(")")
        return AnswerError("extra-argument", value=value, path=path)
    return AnswerError("usage", value=message, path=path)


def _nearest_option(wrong: str, context: typer.Context | None) -> str | None:
    """Compared without the dashes, which make any two options look alike."""
    parameters = context.command.params if context else []
    names = [name for parameter in parameters for name in parameter.opts]
    near = suggest(wrong.strip("-").lower(), [n.removeprefix("--") for n in names if n.startswith("--")])
    return f"--{near}" if near else None


def localized(help_text: str, texts: Texts) -> str:
    """The parser's help with its frame (usage, options, …) in the reader's language."""
    for part in ("usage", "options", "arguments", "commands"):
        english = f"{part.capitalize()}:"
        help_text = re.sub(f"^{english}", texts.say(f"frame-{part}"), help_text, flags=re.MULTILINE)
    return help_text.replace("[required]", texts.say("frame-required"))
