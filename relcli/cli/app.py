"""The program, made for one run of the functions in ``relcli.cli.commands``, in the language of that run.

A command is made when it is asked for, so that a run of one does not pay for the flags of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import signature

import typer
from typer import _click as click
from typer._click.exceptions import UsageError
from typer._click.globals import get_current_context
from typer.core import TyperCommand, TyperGroup

from relcli.cli import options
from relcli.cli.commands import ABOUT, COMMANDS, HIDDEN, VERSION_LINE
from relcli.errors import AnswerError
from relcli.lookup import suggest


class Retold(click.Command):
    """What the parser complains of becomes an error of ours, which has no words of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise _as_answer_error(error, ctx) from error


class Program(Retold, TyperGroup):
    """``relcli``: it knows the commands by name, and is the interview without one."""

    def __init__(self, run: options.Run) -> None:
        self._run = run
        version = options.printing_option(run, options.Flag("--version", "-V"), lambda _: VERSION_LINE)
        super().__init__(
            help=run.texts.say("help-root"),
            params=[options.lang_option(run), version, *options.closing_options(run)],
            callback=self._without_command,
            invoke_without_command=True,
            add_help_option=False,
            rich_markup_mode=None,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the parser calls it so
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            module = import_module(f"relcli.cli.commands.{'about' if cmd_name in ABOUT else cmd_name}")
            return Command(self._run, cmd_name, getattr(module, f"{cmd_name}_command"))
        if ctx.resilient_parsing:
            return None
        data, texts, _ = self._run
        understood = data.finder.find(cmd_name, texts.language).outcome
        near = suggest(cmd_name.lower(), COMMANDS)
        # A slip in a command is nearer than a slip in a trade.
        if understood == "exact" or (understood == "close" and not near):
            raise AnswerError("trade-for-command", value=cmd_name)
        raise AnswerError("unknown-command", value=cmd_name, suggestion=near)

    def _without_command(self) -> int | None:
        context = get_current_context()
        if context.invoked_subcommand is not None:
            return None
        from relcli.cli.interview import interview_command

        return interview_command(self._run, lambda: options.help_text(context, self._run))


class Command(Retold, TyperCommand):
    """One command, made of a function whose signature is read here, once: ``relcli.cli.options``."""

    allow_extra_args = True  # so that it is we who complain of them

    def __init__(self, run: options.Run, name: str, function: Callable[..., int]) -> None:
        parameters = list(signature(function, eval_str=True).parameters.values())[1:]
        self._alone = options.values_alone(parameters)

        def call(**values: object) -> int:
            asked = {question.replace("-", "_") for question in options.all_questions(run.data)}
            return function(
                run,
                **{
                    # Typer has had lists for what is repeated since 0.29, and tuples before.
                    name: tuple(value) if isinstance(value, list) else value
                    for name, value in values.items()
                    if value is not None or name not in asked
                },
            )

        purpose = run.texts.say(f"help-{name}")
        super().__init__(
            name,
            help=purpose,
            # Without a short help the parser would shorten the long one with an ellipsis.
            short_help=purpose.partition("\n")[0],
            params=options.options_of(run, name, parameters),
            callback=call,
            hidden=name in HIDDEN,
            add_help_option=False,
            rich_markup_mode=None,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The parser knows no flag whose value may be missing.
        pairs = zip(args, [*args[1:], "-"], strict=False)
        alone = self._alone
        given = [f"{a}={alone[a]}" if a in alone and after.startswith("-") else a for a, after in pairs]
        rest = super().parse_args(ctx, given)
        if rest and not ctx.resilient_parsing:
            raise AnswerError("extra-argument", value=" ".join(rest), path=ctx.command_path)
        return rest


def _as_answer_error(error: UsageError, context: click.Context) -> AnswerError:
    path, parameters = context.command_path, context.command.params
    if option := getattr(error, "option_name", None):
        known = next((p for p in parameters if option in p.opts), None)
        if known is None:
            # Compared without the dashes, which make any two options look alike.
            names = [n.removeprefix("--") for p in parameters for n in p.opts if n.startswith("--")]
            near = suggest(option.strip("-").lower(), names)
            suggestion = f"--{near}" if near else None
            return AnswerError("unknown-option", flag=option, value=option, path=path, suggestion=suggestion)
        is_switch = getattr(known, "is_flag", False)
        code = "option-takes-no-value" if is_switch else "option-needs-value"
        return AnswerError(code, flag=option, value=option, path=path)
    if isinstance(error, typer.BadParameter) and error.param:
        # Every value is a text that the commands check themselves: one can only be missing.
        return AnswerError("missing-argument", value=error.param.metavar, path=path)
    return AnswerError("usage", value=error.format_message(), path=path)
