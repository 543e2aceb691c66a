"""What the argument parser says, told in the reader's language: its mistakes and its help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.lookup import suggest

if TYPE_CHECKING:
    from typer._click import Context


@contextmanager
def retold(context: Context) -> Iterator[None]:
    """The parser's complaint becomes one of ours, which has no words of its own."""
    try:
        yield
    except typer.TyperException as error:
        raise _as_answer_error(error, context) from error


def _as_answer_error(error: typer.TyperException, context: Context) -> AnswerError:
    path = context.command_path
    option = getattr(error, "option_name", None)
    if option is not None:
        known = next((p for p in context.command.params if option in p.opts), None)
        if known is None:
            near = _nearest_option(option, context)
            return AnswerError("unknown-option", flag=option, value=option, path=path, suggestion=near)
        is_switch = getattr(known, "is_flag", False)
        code = "option-takes-no-value" if is_switch else "option-needs-value"
        return AnswerError(code, flag=option, value=option, path=path)
    if isinstance(error, typer.BadParameter) and error.param:
        # Every value is a text that the commands check themselves: one can only be missing.
        return AnswerError("missing-argument", value=error.param.metavar, path=path)
    return AnswerError("usage", value=error.format_message(), path=path)


def _nearest_option(wrong: str, context: Context) -> str | None:
    """Compared without the dashes, which make any two options look alike."""
    names = [name for parameter in context.command.params for name in parameter.opts]
    near = suggest(wrong.strip("-").lower(), [n.removeprefix("--") for n in names if n.startswith("--")])
    return f"--{near}" if near else None


def with_values(arguments: list[str], alone: Mapping[str, str]) -> list[str]:
    """The arguments with what a flag means where no value follows it: the parser knows no optional value."""
    return [
        f"{argument}={alone[argument]}" if argument in alone and following.startswith("-") else argument
        for argument, following in zip(arguments, [*arguments[1:], "-"], strict=False)
    ]


def localized(help_text: str, texts: Texts) -> str:
    """The parser's help with its frame (usage, options, …) in the reader's language."""
    for part in ("usage", "options", "arguments", "commands"):
        english = f"{part.capitalize()}:"
        help_text = re.sub(f"^{english}", texts.say(f"frame-{part}"), help_text, flags=re.MULTILINE)
    return help_text.replace("[required]", texts.say("frame-required"))
