"""The program, made for one run of the functions in ``relcli.cli.commands``, in the language of that run.

A command is made when it is asked for, so that a run of one does not pay for the flags of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

from relcli.cli import signatures
from relcli.cli.commands import COMMANDS, HIDDEN
from relcli.cli.commands.version import VERSION_LINE
from relcli.cli.options import VERSION, Run
from relcli.cli.usage import localized, retold, with_values
from relcli.errors import AnswerError
from relcli.lookup import suggest

if TYPE_CHECKING:
    from typer import _click as click


class Program(TyperGroup):
    """``relcli``: it knows the commands by name, and is the interview without one."""

    def __init__(self, run: Run) -> None:
        self._run = run
        version = signatures.printing_option(run, VERSION, lambda _: VERSION_LINE)
        super().__init__(
            help=run.texts.say("help-root"),
            params=[signatures.lang_option(run), version, *signatures.closing_options(run)],
            callback=self._without_command,
            invoke_without_command=True,
            add_help_option=False,
            rich_markup_mode=None,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the parser calls it so
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"relcli.cli.commands.{cmd_name}")
        return Command(self._run, cmd_name, getattr(module, f"{cmd_name}_command"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with retold(ctx):
            rest = super().parse_args(ctx, args)
        ctx.params["context"] = ctx
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            near = suggest(args[0].lower(), COMMANDS)
            raise AnswerError("unknown-command", value=args[0], suggestion=near)
        return super().resolve_command(ctx, args)

    def _without_command(self, context: click.Context) -> int | None:
        if context.invoked_subcommand is not None:
            return None
        from relcli.cli.commands.interview import interview_command

        return interview_command(self._run, lambda: localized(context.get_help(), self._run.texts))


class Command(TyperCommand):
    """One command, made of a function whose signature is read here, once: ``relcli.cli.options``."""

    allow_extra_args = True  # so that it is we who complain of them

    def __init__(self, run: Run, name: str, function: Callable[..., int]) -> None:
        parameters = list(signature(function, eval_str=True).parameters.values())[1:]

        def call(**values: object) -> int:
            return function(run, **signatures.gather_answers(run, parameters, values))

        self._run = run
        self._alone = signatures.values_alone(parameters)
        purpose = run.texts.say(f"help-{name}")
        super().__init__(
            name,
            help=purpose,
            # Without a short help the parser would shorten the long one with an ellipsis.
            short_help=purpose.partition("\n")[0],
            params=signatures.options_of(run, name, parameters),
            callback=call,
            hidden=name in HIDDEN,
            add_help_option=False,
            rich_markup_mode=None,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with retold(ctx):
            rest = super().parse_args(ctx, with_values(args, self._alone))
        if rest and not ctx.resilient_parsing:
            raise AnswerError("extra-argument", value=" ".join(rest), path=ctx.command_path)
        return rest
