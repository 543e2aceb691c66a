"""What the argument parser says, told in the reader's language: its mistakes and its help."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

from relcli.answers import suggest
from relcli.errors import AnswerError
from relcli.language import Words

COMMANDS = ("advise", "list", "show", "export", "completion", "help", "version")


def as_relcli_error(error: typer.TyperException, arguments: Sequence[str]) -> AnswerError:
    """The parser's complaint as one of ours, with a suggestion where a name was mistyped."""
    option = getattr(error, "option_name", None)
    path = "relcli " + next((a for a in arguments if a in COMMANDS), "")
    path = path.strip()
    kind = type(error).__name__
    if kind == "NoSuchOption":
        known = [name for p in error.ctx.command.params for name in p.opts] if error.ctx else []
        near = _nearest_option(str(option), known)
        return AnswerError("unknown-option", flag=option, path=path, suggestion=near)
    if kind == "BadOptionUsage":
        takes_none = "not take a value" in error.format_message()
        code = "option-takes-no-value" if takes_none else "option-needs-value"
        return AnswerError(code, flag=option, path=path)
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


def _nearest_option(wrong: str, known: Sequence[str]) -> str | None:
    """Compared without the dashes, which make any two options look alike."""
    near = suggest(wrong.strip("-").lower(), [name.strip("-") for name in known if len(name) > 2])
    return f"--{near}" if near else None


def localized(help_text: str, words: Words) -> str:
    """The parser's help with its frame (usage, options, …) in the reader's language."""
    for part in ("usage", "options", "arguments", "commands"):
        english = f"{part.capitalize()}:"
        help_text = re.sub(
            f"^{english}", words.say(f"frame-{part}"), help_text, flags=re.MULTILINE
        )
    return help_text.replace("[required]", words.say("frame-required"))
