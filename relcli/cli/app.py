"""The Typer application: one function a command, each load → decide → view → render → exit code.

The application is built for one language, because help is text that a person reads and comes from
the data; so do the flags (``relcli.cli.flags``).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import Parameter
from typing import Any

import typer

from relcli import __version__, load
from relcli.advice.request import Request
from relcli.cli import advising, output
from relcli.cli.flags import (
    FLAGS_OFF,
    argument,
    check_language,
    flag,
    help_option,
    shared_flags,
    with_parameters,
)
from relcli.cli.usage import COMMANDS, localized
from relcli.data import Data
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.model import Knowledge
from relcli.terminal import can_prompt, is_set, say_on_stderr

EXIT_UNDECIDED = 3
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMPLETE_VARIABLE = "_RELCLI_COMPLETE"
VERSION = f"relcli {__version__}\n"
LISTS = ("terms", "questions", "businesses", "sources", "readings")


def build(texts: Texts, only: str | None = None) -> typer.Typer:
    """The application, speaking this language.

    ``only`` builds a single command, which is all that a run of it needs: declaring the flags of
    the others would be a tenth of its time.
    """
    app = typer.Typer(
        add_completion=COMPLETE_VARIABLE in os.environ,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_help_option=False,
        help=texts.say("help-root"),
    )
    knowledge = load.knowledge()
    app.callback(invoke_without_command=True)(_root(texts))
    commands: dict[str, Callable[[], Callable[..., Any]]] = {
        "advise": lambda: advising.command(texts, knowledge),
        "batch": lambda: _batch(texts, knowledge),
        "list": lambda: _list(texts),
        "show": lambda: _show(texts),
        "check": lambda: _check(texts),
        "export": lambda: _export(texts, knowledge),
        "completion": lambda: _completion(texts),
        "help": lambda: _help(texts),
        "version": lambda: _version(texts),
    }
    for name in [only] if only in commands else commands:
        text = texts.say(f"help-{name}")
        # Without a short help the parser would shorten the long one with an ellipsis.
        short = text.partition("\n")[0]
        declare = app.command(
            name, help=text, short_help=short, hidden=name == "version", add_help_option=False
        )
        declare(commands[name]())
    return app


def _root(texts: Texts) -> Callable[..., Any]:
    def show_version(wanted: bool) -> None:  # noqa: FBT001 - the parser calls it so
        if wanted:
            output.put(VERSION)
            raise typer.Exit

    def root(context: typer.Context, lang: str | None, **_: Any) -> int | None:
        if context.invoked_subcommand is not None:
            return None
        check_language(lang)
        if can_prompt() and not is_set(os.environ, "RELCLI_NO_INPUT"):
            show = output.choose(None, json=False, color=None)
            request = Request({}, language=texts.language)
            advising.interview(Data(), request, texts, show, {"lang": lang})
            return 0
        say_on_stderr(localized(context.get_help(), texts))
        raise typer.Exit(2)

    version = flag(texts, bool, "--version", "-V", is_eager=True, callback=show_version)
    shared = shared_flags(texts)
    parameters = {
        "context": typer.Context,
        "lang": shared["lang"],
        "version": version,
        "debug": shared["debug"],
        "help": shared["help"],
    }
    return with_parameters(root, parameters, FLAGS_OFF)


def _version(texts: Texts) -> Callable[..., Any]:
    def version(lang: str | None, **_: Any) -> None:
        check_language(lang)
        output.put(VERSION)

    parameters = {"lang": shared_flags(texts)["lang"], "help": help_option(texts)}
    return with_parameters(version, parameters, FLAGS_OFF)


def _batch(texts: Texts, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli.cli import batch

    roles = (*knowledge.roles, *knowledge.parties)
    text_flags = {
        name: flag(
            texts, str | None, *names, metavar=metavar, help=texts.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.TEXTS.items()
    }
    lists = {
        name: flag(
            texts, list[str], *names, metavar=metavar, help=texts.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.LISTS.items()
    }
    switches = {
        name: flag(texts, bool, switch, help=texts.say(f"option-batch-{name.strip('_')}"))
        for name, switch in batch.SWITCHES.items()
    }
    parameters = {
        "file": argument(texts, str | None, "file", (), "FILE|-"),
        **lists,
        **text_flags,
        "role": flag(texts, str | None, "--role", values=roles),
        "reading": flag(texts, str | None, "--reading", values=tuple(knowledge.readings)),
        "term_lang": flag(texts, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "no_sector": flag(texts, bool, "--no-sector"),
        **switches,
        **{name: shared_flags(texts)[name] for name in ("lang", "json", "debug", "help")},
        "json": flag(texts, bool, "--json", help=texts.say("option-batch-json")),
    }

    def run(**flags: Any) -> int:
        check_language(flags["lang"])
        return batch.run(Data(), texts, flags)

    off = dict.fromkeys(batch.SWITCHES, False)
    return with_parameters(run, parameters, {**FLAGS_OFF, **off, **dict.fromkeys(batch.LISTS, ())})


def _list(texts: Texts) -> Callable[..., Any]:
    parameters = {
        "what": argument(texts, str, "what", LISTS, "WHAT"),
        **shared_flags(texts),
    }

    def list_(what: str, **flags: Any) -> int:
        from relcli.render.lists import list_page, list_table

        check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"])
        chosen = check_choice("WHAT", what, LISTS)
        data = Data()
        show.write(lambda: list_page(chosen, data, texts), lambda: list_table(chosen, data, texts))
        return 0

    return with_parameters(list_, parameters, {**FLAGS_OFF, "what": Parameter.empty})


def _show(texts: Texts) -> Callable[..., Any]:
    concepts = tuple(load.knowledge().concepts)
    parameters = {
        "terms": argument(texts, list[str], "terms", concepts, "TERM…"),
        **shared_flags(texts),
    }

    def show(terms: list[str], **flags: Any) -> int:
        from relcli.lookup import find_concept
        from relcli.render.comparison import comparison_page, comparison_table
        from relcli.render.entry import entry_page, entry_table

        check_language(flags["lang"])
        form = output.choose(flags["format"], json=flags["json"], color=flags["color"])
        data = Data()
        found = [find_concept(data.termbase, term, texts.language) for term in terms]
        found = list({concept.id: concept for concept in found}.values())
        if len(found) == 1:
            [concept] = found
            form.write(lambda: entry_page(concept, data, texts), lambda: entry_table(concept, data, texts))
        else:
            form.write(
                lambda: comparison_page(found, data, texts),
                lambda: comparison_table(found, data, texts),
            )
        return 0

    return with_parameters(show, parameters, {**FLAGS_OFF, "terms": Parameter.empty})


def _check(texts: Texts) -> Callable[..., Any]:
    from relcli.check.report import FORMATS
    from relcli.cli import check

    def option(name: str, kind: Any = bool, **more: Any) -> Any:
        more.setdefault("help", texts.say(f"option-check-{name.removeprefix('--')}"))
        return flag(texts, kind, name, **more)

    shared = shared_flags(texts)
    parameters = {
        "paths": argument(texts, list[str], "paths", (), "PATH…"),
        "config": flag(
            texts, str | None, "--config", "--decision", metavar="FILE", help=texts.say("option-decision")
        ),
        "strict": option("--strict"),
        "explain": option("--explain"),
        "fix": option("--fix"),
        "diff": option("--diff"),
        "survey": option("--survey"),
        "baseline": option("--baseline", str | None, metavar="FILE"),
        "changed_since": option("--changed-since", str | None, metavar="REV"),
        "skip_quotes": option("--skip-quotes"),
        "term_lang": option("--term-lang", str | None, values=load.LANGUAGES),
        "format": option("--format", str | None, values=FORMATS),
        **{name: shared[name] for name in ("lang", "json", "debug", "help")},
    }

    def check_(paths: list[str], **flags: Any) -> int:
        check_language(flags["lang"])
        return check.command(paths, texts, flags)

    return with_parameters(check_, parameters, {**check.FLAGS_OFF, "paths": Parameter.empty})


def _export(texts: Texts, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli import export
    from relcli.sql.dialects import DIALECTS

    forms = (*export.FORMATS, "sql", "schema")
    parameters = {
        "form": argument(texts, str, "form", forms, "FORMAT"),
        "output": flag(texts, str | None, "--output", "-o", metavar="FILE"),
        "langs": flag(texts, str | None, "--langs", values=load.LANGUAGES, metavar="LIST"),
        "decision": flag(texts, str | None, "--decision", "--config", metavar="FILE"),
        "all": flag(texts, bool, "--all"),
        "role": flag(
            texts,
            str | None,
            "--role",
            values=tuple(knowledge.roles),
            metavar="ROLE",
            help=texts.say("option-export-role"),
        ),
        "table": flag(texts, str | None, "--table", metavar="NAME"),
        "map": flag(
            texts, list[str] | None, "--map", metavar="QUESTION=COLUMN", help=texts.say("option-sql-map")
        ),
        "set": flag(
            texts, list[str] | None, "--set", metavar="QUESTION=ANSWER", help=texts.say("option-sql-set")
        ),
        "columns": flag(texts, str | None, "--columns", values=tuple(knowledge.questions), metavar="LIST"),
        "reading": flag(
            texts,
            str | None,
            "--reading",
            values=tuple(knowledge.readings),
            help=texts.say("option-sql-reading"),
        ),
        "view": flag(texts, str | None, "--view", metavar="NAME"),
        "dialect": flag(texts, str | None, "--dialect", values=tuple(DIALECTS)),
        "lang": shared_flags(texts)["lang"],
        "help": help_option(texts),
    }

    def export_(form: str, **flags: Any) -> int:
        from relcli.cli import exports

        check_language(flags["lang"])
        chosen = check_choice("FORMAT", form, forms)
        if chosen == "schema":
            from relcli.render.schema import advice_schema

            exports.write(output.to_json(advice_schema(Data())), flags["output"])
        elif chosen == "sql":
            from relcli.cli import sql as export_sql

            export_sql.run(texts, knowledge, flags)
        else:
            exports.run(chosen, texts, flags)
        return 0

    off = {**FLAGS_OFF, "all": False, "map": (), "set": ()}
    return with_parameters(export_, parameters, {**off, "form": Parameter.empty})


def _completion(texts: Texts) -> Callable[..., Any]:
    parameters = {
        "shell": argument(texts, str, "shell", SHELLS, "SHELL"),
        "lang": shared_flags(texts)["lang"],
        "help": help_option(texts),
    }

    def completion(shell: str, lang: str | None, **_: Any) -> None:
        import contextlib
        import io

        check_language(lang)
        # Typer answers this variable, and only when it is set is its completion switched on.
        os.environ[COMPLETE_VARIABLE] = f"source_{check_choice('SHELL', shell, SHELLS)}"
        script = io.StringIO()
        with contextlib.redirect_stdout(script), contextlib.suppress(SystemExit):
            typer.main.get_command(build(texts)).main([], prog_name="relcli")
        # The first line must be the script's own: zsh reads from it what is completed.
        output.put(script.getvalue().strip() + "\n")

    return with_parameters(completion, parameters, {**FLAGS_OFF, "shell": Parameter.empty})


def _help(texts: Texts) -> Callable[..., Any]:
    parameters = {
        "command": argument(texts, str | None, "command", COMMANDS, "COMMAND"),
        "lang": shared_flags(texts)["lang"],
        "help": help_option(texts),
    }

    def help_(command: str | None, lang: str | None, **_: Any) -> Any:
        check_language(lang)
        chosen = [check_choice("COMMAND", command, COMMANDS)] if command else []
        return typer.main.get_command(build(texts)).main(
            [*chosen, "--help"], prog_name="relcli", standalone_mode=False
        )

    return with_parameters(help_, parameters, FLAGS_OFF)
