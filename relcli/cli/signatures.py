"""From the signature of a command's function to the options and arguments that the parser knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from inspect import Parameter
from typing import TYPE_CHECKING, Any, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption

from relcli.cli import output
from relcli.cli.options import DEBUG, HELP, LANG, SHARED, Argument, Flag, FlagPerQuestion, Run, Values
from relcli.cli.usage import localized
from relcli.lookup import check_choice
from relcli.model import UNKNOWN

if TYPE_CHECKING:
    from typer import _click as click

Parameters = Sequence[Parameter]
"""Those of a command's function, without the run, each with an ``Annotated`` type."""


def options_of(run: Run, command: str, parameters: Parameters) -> list[click.Parameter]:
    """What the parameters declare, in their order, and what every command has."""
    own = [option for p in parameters if p.annotation not in SHARED for option in _declared(run, command, p)]
    shared = [option for p in parameters if p.annotation in SHARED for option in _declared(run, command, p)]
    return [*own, lang_option(run), *shared, *closing_options(run)]


def values_alone(parameters: Parameters) -> dict[str, str]:
    """Flag to the value that it has where none follows."""
    flags = [flag for p in parameters if isinstance(flag := _declaration(p), Flag)]
    return {name: flag.alone for flag in flags if flag.alone for name in flag.names}


def gather_answers(run: Run, parameters: Parameters, values: dict[str, object]) -> dict[str, object]:
    """The parsed values by parameter: the answers to the questions are one, without those not given."""
    for parameter in parameters:
        if isinstance(_declaration(parameter), FlagPerQuestion):
            answers = {question: values.pop(question) for question in run.data.knowledge.questions}
            values[parameter.name] = {q: answer for q, answer in answers.items() if answer is not None}
    return values


# ---- what every command has -----------------------------------------------------------------------------


def lang_option(run: Run) -> TyperOption:
    """``--lang`` was read before anything was parsed; here a wrong value is refused."""

    def check(context: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001
        if value is not None:
            check_choice("--lang", value, run.data.knowledge.languages)

    return _option(run, LANG, _help_text(run, LANG), callback=check, expose_value=False)


def closing_options(run: Run) -> list[TyperOption]:
    """The last ones of each command."""
    # Whether --debug is given is looked up where an error is told, which may be before it was parsed.
    debug = _option(run, DEBUG, _help_text(run, DEBUG), bool, expose_value=False)
    return [
        debug,
        printing_option(run, HELP, lambda context: localized(context.get_help(), run.texts) + "\n"),
    ]


def printing_option(run: Run, flag: Flag, text: Callable[[click.Context], str]) -> TyperOption:
    """A flag that prints this, whatever else is given, and is the end of the run."""

    def show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001, FBT001
        if wanted and not context.resilient_parsing:
            output.put(text(context))
            raise typer.Exit

    return _option(run, flag, _help_text(run, flag), bool, callback=show, is_eager=True, expose_value=False)


# ---- one parameter --------------------------------------------------------------------------------------


def _declaration(parameter: Parameter) -> Flag | Argument | FlagPerQuestion:
    declared: Flag | Argument | FlagPerQuestion = get_args(parameter.annotation)[1]
    return declared


def _declared(run: Run, command: str, parameter: Parameter) -> Iterator[click.Parameter]:
    kind, declared = get_args(parameter.annotation)[0], _declaration(parameter)
    names, default = [parameter.name], parameter.default
    if isinstance(declared, Flag):
        text = _help_text(run, declared, command)
        yield _option(run, declared, text, kind, param_decls=names + declared.names, default=default)
    elif isinstance(declared, Argument):
        is_required = default is Parameter.empty
        yield TyperArgument(
            param_decls=names,
            type=str,
            nargs=-1 if get_origin(kind) is tuple else 1,
            required=is_required,
            default=None if is_required else default,
            metavar=declared.metavar,
            help=run.texts.say(f"argument-{parameter.name}"),
            autocompletion=_completion(run, declared.values),
        )
    else:
        for question in run.data.knowledge.questions.values():
            answers = (*(option.id for option in question.options), UNKNOWN)
            flag = Flag(f"--{question.id}", values=answers)
            yield _option(run, flag, run.texts.text(question.ask), default=None)


def _option(run: Run, flag: Flag, text: str, kind: object = str, **more: Any) -> TyperOption:
    more.setdefault("param_decls", flag.names)
    return TyperOption(
        type=None if kind is bool else str,
        is_flag=kind is bool,
        multiple=get_origin(kind) is tuple,
        metavar=flag.metavar or "|".join(_values(run, flag.values)) or None,
        help=text,
        hidden=flag.hidden,
        autocompletion=_completion(run, flag.values),
        **more,
    )


def _help_text(run: Run, flag: Flag, command: str = "") -> str:
    name = flag.message or flag.name.removeprefix("--")
    own = f"option-{command}-{name}"
    return run.texts.say(own if own in run.data.messages else f"option-{name}")


def _completion(run: Run, values: Values) -> Callable[..., list[str]] | None:
    """What the shell may offer on Tab, of which Typer takes what fits; looked up only then."""
    return (lambda *_: _values(run, values)) if values else None


def _values(run: Run, values: Values) -> list[str]:
    return list(values(run.data) if callable(values) else values)
