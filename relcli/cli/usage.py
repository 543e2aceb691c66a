"""What the argument parser says, told in the reader's language: its mistakes and its help."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

from relcli.answers import suggest
from relcli.errors import AnswerError
from relcli.language import Words

COMMANDS = ("advise", "list", "show", "export", "completion", "help", "version")

_QUOTED = re.compile(r"'([^']*)'|\((.*)\)")


def as_relcli_error(error: typer.TyperException, arguments: Sequence[str]) -> AnswerError:
    """The parser's complaint as one of ours, with a suggestion where a name was mistyped."""
    option = getattr(error, "option_name", None)
    path = "relcli " + next((a for a in arguments if a in COMMANDS), "")
    path = path.strip()
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = suggest(str(option), getattr(error, "possibilities", None) or ())
        return AnswerError("unknown-option", value=option, path=path, suggestion=near)
    if kind == "BadOptionUsage":
        return AnswerError("option-needs-value", value=option)
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        value = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
        return AnswerError("missing-argument", value=value, path=path)
    message = error.format_message()
    match = _QUOTED.search(message)
    value = next((group for group in match.groups() if group is not None), "") if match else ""
    if message.startswith("No such command"):
        return AnswerError("unknown-command", value=value, suggestion=suggest(value, COMMANDS))
    if message.startswith("Got unexpected extra"):
        return AnswerError("extra-argument", value=value, path=path)
    return AnswerError("usage", value=message, path=path)


def localized(help_text: str, words: Words) -> str:
    """The parser's help with its frame (usage, options, …) in the reader's language."""
    for part in ("usage", "options", "arguments", "commands"):
        english = f"{part.capitalize()}:"
        help_text = re.sub(
            f"^{english}", words.say(f"frame-{part}"), help_text, flags=re.MULTILINE
        )
    return help_text.replace("[required]", words.say("frame-required"))
