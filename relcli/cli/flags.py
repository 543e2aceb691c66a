"""Declaring flags and arguments from the data, as the parser wants to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from relcli import load
from relcli.cli import output
from relcli.cli.usage import localized
from relcli.language import Texts
from relcli.lookup import check_choice


def flag(texts: Texts, kind: Any, *names: str, values: tuple[str, ...] = (), **more: Any) -> Any:
    """An option whose help is the message ``option-NAME`` and whose values complete."""
    if "help" not in more:
        more["help"] = texts.say(f"option-{names[0].removeprefix('--')}")
    if values:
        more.setdefault("autocompletion", completing(lambda: values))
        more.setdefault("metavar", "|".join(values))
    return Annotated[kind, typer.Option(*names, **more)]


def completing(values: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """What the shell offers on Tab; the values are looked up only then."""
    return lambda incomplete: [v for v in values() if v.startswith(incomplete.lower())]


def argument(texts: Texts, kind: Any, message: str, values: tuple[str, ...], metavar: str) -> Any:
    return Annotated[
        kind,
        typer.Argument(
            help=texts.say(f"argument-{message}"),
            metavar=metavar,
            autocompletion=completing(lambda: values),
        ),
    ]


def help_option(texts: Texts) -> Any:
    def show(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 - the parser calls it so
        if wanted and not context.resilient_parsing:
            output.put(localized(context.get_help(), texts) + "\n")
            raise typer.Exit

    return flag(texts, bool, "--help", "-h", is_eager=True, callback=show)


def with_parameters(
    function: Callable[..., Any], parameters: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Callable[..., Any]:
    """Give a function the signature that Typer is to read: name to annotation, in order."""

    def command(**values: Any) -> Any:
        return function(**values)

    signature = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=defaults.get(name, None) if name != "context" else Parameter.empty,
        )
        for name, annotation in parameters.items()
    ]
    command.__signature__ = Signature(signature)  # type: ignore[attr-defined]
    command.__annotations__ = dict(parameters)
    return command


def shared_flags(texts: Texts) -> dict[str, Any]:
    """The flags that every command with output takes."""
    languages = load.LANGUAGES
    return {
        "lang": flag(texts, str | None, "--lang", values=languages),
        "format": flag(texts, str | None, "--format", values=output.FORMATS),
        "json": flag(texts, bool, "--json"),
        "color": flag(texts, str | None, "--color", values=output.COLORS),
        "debug": flag(texts, bool, "--debug", hidden=True),
        "help": help_option(texts),
    }


FLAGS_OFF = {"json": False, "debug": False, "help": False, "quiet": False, "explain": False}
FLAGS_OFF |= {
    "force": False,
    "no_sector": False,
    "interactive": False,
    "no_input": False,
    "exit_status": False,
    "version": False,
}


def check_language(lang: str | None) -> None:
    """``--lang`` is read before the arguments are parsed; here a wrong value is refused."""
    if lang is not None:
        check_choice("--lang", lang, load.LANGUAGES)
