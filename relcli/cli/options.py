"""How a command declares its flags, and what the parser is told of them.

Each flag is a parameter of the command's function, with the flag beside the type::

    def show_command(run: Run, *, strict: Annotated[bool, Flag("--strict")] = False) -> int:

Its help is the message ``option-show-strict``, or ``option-strict`` where several commands have it; that of
an ``Argument`` is ``argument-PARAMETER``. The type settles how it is read: ``bool`` is a switch,
``tuple[str, ...]`` may be given more than once; what has no default must be given. ``**answers`` are those
that were given, each by a flag per question. Every command has ``--lang``, ``--debug`` and ``--help``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import Parameter
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption
from typer.models import OptionInfo

from relcli.advice.asked_trade import name_with_word
from relcli.advice.request import check_language
from relcli.cli.output import COLORS, PAGE_FORMATS, put
from relcli.data import Data
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.model import UNKNOWN, Question

if TYPE_CHECKING:
    from typer import _click as click
    from typer._click.shell_completion import CompletionItem

Values = Iterable[str] | Callable[[Data], Iterable[str]]
"""What a flag takes, for the help and for completion; a function where the data says it."""

Search = Callable[["Run", str], Iterable[tuple[str, str]]]
"""What may be meant by the beginning of a text: a value that the flag takes, and what is said of it."""

SEARCHED = 20
"""So many are offered at most."""


class Run(NamedTuple):
    """What every command is handed first. ``lang`` is ``--lang`` as it was given, if it was."""

    data: Data
    texts: Texts
    lang: str | None = None


class Flag(NamedTuple):
    """A flag: its name, and another one for it.

    ``metavar`` is what the help says that it takes: all its values unless given. ``alone`` is what it means
    where no value follows it. ``message`` is the name in the id of its help, where that is not its own.
    """

    name: str
    also: str | None = None
    values: Values = ()
    search: Search | None = None
    metavar: str | None = None
    alone: str | None = None
    message: str | None = None
    hidden: bool = False

    @property
    def names(self) -> list[str]:
        """All of them, as the help lists them."""
        return [self.name, self.also] if self.also else [self.name]


class Argument(NamedTuple):
    """A word without a flag; ``metavar`` is how the help calls it."""

    metavar: str
    values: Values = ()
    search: Search | None = None


# ---- what several commands have -------------------------------------------------------------------------


def trades(run: Run, typed: str) -> Iterable[tuple[str, str]]:
    """The ids of the trades that may be meant, each with its name and its word."""
    data, language = run.data, run.texts.language
    found = data.finder.search(typed, language)[:SEARCHED] if typed.strip() else data.trades
    return ((id_, name_with_word(data.trades[id_], language)) for id_ in found)


questions = attrgetter("knowledge.questions")


def all_questions(data: Data) -> Mapping[str, Question]:
    """The twelve, and the facts that no document weighs."""
    return {**data.knowledge.questions, **data.knowledge.facts}


roles = attrgetter("knowledge.roles")
readings = attrgetter("knowledge.readings")
concepts = attrgetter("knowledge.concepts")
languages = attrgetter("knowledge.languages")

Reading = Annotated[str | None, Flag("--reading", values=readings)]
NACE_REVISIONS = ("2", "2.1")
Nace = Annotated[str | None, Flag("--nace", values=NACE_REVISIONS)]
TermLang = Annotated[str | None, Flag("--term-lang", metavar="LIST", values=languages)]
PageFormat = Annotated[str | None, Flag("--format", values=PAGE_FORMATS)]
Json = Annotated[bool, Flag("--json")]
Color = Annotated[str | None, Flag("--color", values=COLORS)]
NoPager = Annotated[bool, Flag("--no-pager")]

SHARED = (PageFormat, Json, Color, NoPager)
"""They stand near the end of the help, after ``--lang``."""


def check_revision(given: str | None) -> str | None:
    """The revision of NACE that was asked for, if one was."""
    return check_choice("--nace", given, NACE_REVISIONS) if given else None


# ---- what the parser is told ----------------------------------------------------------------------------


def options_of(run: Run, command: str, parameters: Sequence[Parameter]) -> list[click.Parameter]:
    """The questions, what the other parameters declare in their order, and what every command has."""
    named = [parameter for parameter in parameters if parameter.kind is not Parameter.VAR_KEYWORD]
    own, shared = (
        [
            _declared(run, command, parameter)
            for parameter in named
            if (parameter.annotation in SHARED) is late
        ]
        for late in (False, True)
    )
    answers = _question_options(run) if len(named) < len(parameters) else ()
    return [*answers, *own, lang_option(run), *shared, *closing_options(run)]


def values_alone(parameters: Sequence[Parameter]) -> dict[str, str]:
    """Flag to the value that it has where none follows."""
    declared = [get_args(parameter.annotation)[1:] for parameter in parameters]
    flags = [flag for [flag] in filter(None, declared) if isinstance(flag, Flag)]
    return {name: flag.alone for flag in flags if flag.alone for name in flag.names}


def lang_option(run: Run) -> TyperOption:
    """``--lang`` was read before anything was parsed; here a wrong value is refused."""

    def check(context: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001
        if value is not None:
            check_language(run.data, "--lang", value)

    return _option(run, Flag("--lang", values=languages), callback=check, expose_value=False)


def closing_options(run: Run) -> list[TyperOption]:
    """The last ones of each command."""
    # Whether --debug is given is looked up where an error is told, which may be before it was parsed.
    debug = _option(run, Flag("--debug", hidden=True), bool, expose_value=False)
    return [debug, printing_option(run, Flag("--help", "-h"), lambda context: help_text(context, run) + "\n")]


def printing_option(run: Run, flag: Flag, text: Callable[[click.Context], str]) -> TyperOption:
    """A flag that prints this, whatever else is given, and is the end of the run."""

    def show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001, FBT001
        if wanted and not context.resilient_parsing:
            put(text(context))
            raise typer.Exit

    return _option(run, flag, bool, callback=show, is_eager=True, expose_value=False)


def help_text(context: click.Context, run: Run) -> str:
    """The parser's help with its frame (usage, options, …) in the reader's language."""
    usage, gap, rest = context.get_help().partition("\n\n")
    text = run.texts.placeholder(usage) + gap + rest
    for part in ("usage", "options", "arguments", "commands"):
        text = re.sub(f"^{part.capitalize()}:", run.texts.say(f"frame-{part}"), text, flags=re.MULTILINE)
    for told, kept in TOLD_AGAIN:
        text = re.sub(told, kept, text)
    return text.replace("[required]", run.texts.say("frame-required"))


TOLD_AGAIN = ((r"\{(\S+…)\}\.\.\.", r"\1"), (r"…\]\.\.\.", "…]"), (r" <list\[str\]>", ""))
"""What Typer has said of an argument that may be repeated since 0.29, though it says so itself."""


def _question_options(run: Run) -> Iterator[TyperOption]:
    for question in all_questions(run.data).values():
        answers = (*(option.id for option in question.options), UNKNOWN)
        yield _option(run, Flag(f"--{question.id}", values=answers), help=run.texts.text(question.ask))


def _declared(run: Run, command: str, parameter: Parameter) -> click.Parameter:
    kind, declared = get_args(parameter.annotation)
    if isinstance(declared, Flag):
        names = [parameter.name, *declared.names]
        option = _option(run, declared, kind, command, param_decls=names, default=parameter.default)
        return _searched(run, declared.search, option)
    is_required = parameter.default is Parameter.empty
    argument = TyperArgument(
        param_decls=[parameter.name],
        **_typed(kind),
        nargs=-1 if get_origin(kind) is tuple else 1,
        required=is_required,
        default=None if is_required else parameter.default,
        metavar=run.texts.placeholder(declared.metavar),
        help=run.texts.say(f"argument-{parameter.name}"),
        autocompletion=_completion(run, declared.values),
    )
    return _searched(run, declared.search, argument)


def _option(run: Run, flag: Flag, kind: object = str, command: str = "", **more: Any) -> TyperOption:
    if "help" not in more:
        name = flag.message or flag.name.removeprefix("--")
        own = f"option-{command}-{name}"
        more["help"] = run.texts.say(own if own in run.data.messages else f"option-{name}")
    return TyperOption(
        **{"param_decls": flag.names, "default": None} | _typed(kind) | more,
        is_flag=kind is bool,
        multiple=get_origin(kind) is tuple,
        metavar=run.texts.placeholder(flag.metavar)
        if flag.metavar
        else "|".join(_listed(run, flag.values)) or None,
        hidden=flag.hidden,
        autocompletion=_completion(run, flag.values),
    )


try:
    _describe_type = import_module("typer._coercion").resolve_type_descriptor
except ImportError:  # Typer before 0.29; looked for once, since each run declares some forty flags
    _describe_type = None


def _typed(kind: object) -> dict[str, Any]:
    """What the parser is told of the type: Typer has had another word for it since 0.29."""
    if _describe_type is None:
        return {"type": None if kind is bool else str}
    annotation = bool if kind is bool else list[str] if get_origin(kind) is tuple else str
    return {"type_descriptor": _describe_type(annotation, OptionInfo())}


def _completion(run: Run, values: Values) -> Callable[..., list[str]] | None:
    """What the shell may offer on Tab, of which Typer takes what begins so; looked up only then."""
    return (lambda *_: _listed(run, values)) if values else None


def _searched(run: Run, search: Search | None, parameter: click.Parameter) -> click.Parameter:
    """The parameter, offering on Tab what is found, not what begins so: Typer has no word for that."""

    def complete(_context: object, typed: str) -> list[CompletionItem]:
        from typer._click.shell_completion import CompletionItem

        return [CompletionItem(value, help=said) for value, said in (search(run, typed) if search else ())]

    if search:
        parameter.shell_complete = complete  # type: ignore[method-assign, assignment]
    return parameter


def _listed(run: Run, values: Values) -> list[str]:
    return list(values(run.data) if callable(values) else values)
