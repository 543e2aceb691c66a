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
from relcli.answers import check_choice
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
from relcli.engine import Engine
from relcli.language import Words
from relcli.model import Knowledge
from relcli.request import Request
from relcli.terminal import can_prompt, is_set, say_on_stderr

EXIT_UNDECIDED = 3
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMPLETE_VARIABLE = "_RELCLI_COMPLETE"
VERSION = f"relcli {__version__}\n"
LISTS = ("terms", "questions", "businesses", "sources", "readings")


def build(words: Words, only: str | None = None) -> typer.Typer:
    """The application, speaking this language.

    ``only`` builds a single command, which is all that a run of it needs: declaring the flags of
    the others would be a tenth of its time.
    """
    app = typer.Typer(
        add_completion=COMPLETE_VARIABLE in os.environ,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_help_option=False,
        help=words.say("help-root"),
    )
    knowledge = load.knowledge()
    app.callback(invoke_without_command=True)(_root(words))
    commands: dict[str, Callable[[], Callable[..., Any]]] = {
        "advise": lambda: advising.command(words, knowledge),
        "batch": lambda: _batch(words, knowledge),
        "list": lambda: _list(words),
        "show": lambda: _show(words),
        "check": lambda: _check(words),
        "export": lambda: _export(words, knowledge),
        "completion": lambda: _completion(words),
        "help": lambda: _help(words),
        "version": lambda: _version(words),
    }
    for name in [only] if only in commands else commands:
        text = words.say(f"help-{name}")
        # Without a short help the parser would shorten the long one with an ellipsis.
        short = text.partition("\n")[0]
        declare = app.command(
            name, help=text, short_help=short, hidden=name == "version", add_help_option=False
        )
        declare(commands[name]())
    return app


def _root(words: Words) -> Callable[..., Any]:
    def show_version(wanted: bool) -> None:  # noqa: FBT001 - the parser calls it so
        if wanted:
            output.put(VERSION)
            raise typer.Exit

    def root(context: typer.Context, lang: str | None, **_: Any) -> int | None:
        if context.invoked_subcommand is not None:
            return None
        check_language(lang)
        if can_prompt() and not is_set(os.environ, "RELCLI_NO_INPUT"):
            knowledge = load.knowledge()
            show = output.choose(None, json=False, color=None)
            advising.interview(Engine(knowledge), Request({}), words, show, {"lang": lang})
            return 0
        say_on_stderr(localized(context.get_help(), words))
        raise typer.Exit(2)

    version = flag(words, bool, "--version", "-V", is_eager=True, callback=show_version)
    shared = shared_flags(words)
    parameters = {
        "context": typer.Context,
        "lang": shared["lang"],
        "version": version,
        "debug": shared["debug"],
        "help": shared["help"],
    }
    return with_parameters(root, parameters, FLAGS_OFF)


def _version(words: Words) -> Callable[..., Any]:
    def version(lang: str | None, **_: Any) -> None:
        check_language(lang)
        output.put(VERSION)

    parameters = {"lang": shared_flags(words)["lang"], "help": help_option(words)}
    return with_parameters(version, parameters, FLAGS_OFF)


def _batch(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli.cli import batch

    roles = (*knowledge.roles, *knowledge.parties)
    texts = {
        name: flag(
            words, str | None, *names, metavar=metavar, help=words.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.TEXTS.items()
    }
    lists = {
        name: flag(
            words, list[str], *names, metavar=metavar, help=words.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.LISTS.items()
    }
    switches = {
        name: flag(words, bool, switch, help=words.say(f"option-batch-{name.strip('_')}"))
        for name, switch in batch.SWITCHES.items()
    }
    parameters = {
        "file": argument(words, str | None, "file", (), "FILE|-"),
        **lists,
        **texts,
        "role": flag(words, str | None, "--role", values=roles),
        "reading": flag(words, str | None, "--reading", values=tuple(knowledge.readings)),
        "term_lang": flag(words, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "no_sector": flag(words, bool, "--no-sector"),
        **switches,
        **{name: shared_flags(words)[name] for name in ("lang", "json", "debug", "help")},
    }

    def run(**flags: Any) -> int:
        check_language(flags["lang"])
        return batch.run(words, knowledge, flags)

    off = dict.fromkeys(batch.SWITCHES, False)
    return with_parameters(run, parameters, {**FLAGS_OFF, **off, **dict.fromkeys(batch.LISTS, ())})


def _list(words: Words) -> Callable[..., Any]:
    parameters = {
        "what": argument(words, str, "what", LISTS, "WHAT"),
        **shared_flags(words),
    }

    def list_(what: str, **flags: Any) -> int:
        from relcli.render import entries

        check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"])
        chosen = check_choice("WHAT", what, LISTS)
        show.write(lambda: entries.list_page(chosen, words), lambda: entries.listing(chosen, words))
        return 0

    return with_parameters(list_, parameters, {**FLAGS_OFF, "what": Parameter.empty})


def _show(words: Words) -> Callable[..., Any]:
    concepts = tuple(load.knowledge().concepts)
    parameters = {
        "terms": argument(words, list[str], "terms", concepts, "TERM…"),
        **shared_flags(words),
    }

    def show(terms: list[str], **flags: Any) -> int:
        from relcli.render import entries
        from relcli.terms import find

        check_language(flags["lang"])
        form = output.choose(flags["format"], json=flags["json"], color=flags["color"])
        found = list({(c := find(load.termbase(), term, words.language)).id: c for term in terms}.values())
        if len(found) == 1:
            [concept] = found
            form.write(lambda: entries.entry_page(concept, words), lambda: entries.entry(concept, words))
        else:
            form.write(
                lambda: entries.comparison_page(found, words),
                lambda: entries.comparison(found, words),
            )
        return 0

    return with_parameters(show, parameters, {**FLAGS_OFF, "terms": Parameter.empty})


def _check(words: Words) -> Callable[..., Any]:
    from relcli.check.report import FORMATS
    from relcli.cli import check

    def option(name: str, kind: Any = bool, **more: Any) -> Any:
        more.setdefault("help", words.say(f"option-check-{name.removeprefix('--')}"))
        return flag(words, kind, name, **more)

    shared = shared_flags(words)
    parameters = {
        "paths": argument(words, list[str], "paths", (), "PATH…"),
        "config": flag(
            words, str | None, "--config", "--decision", metavar="FILE", help=words.say("option-decision")
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
        return check.command(paths, words, flags)

    return with_parameters(check_, parameters, {**check.FLAGS_OFF, "paths": Parameter.empty})


def _export(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli import export, sql

    forms = (*export.FORMATS, "sql", "schema")
    parameters = {
        "form": argument(words, str, "form", forms, "FORMAT"),
        "output": flag(words, str | None, "--output", "-o", metavar="FILE"),
        "langs": flag(words, str | None, "--langs", values=load.LANGUAGES, metavar="LIST"),
        "decision": flag(words, str | None, "--decision", "--config", metavar="FILE"),
        "all": flag(words, bool, "--all"),
        "role": flag(
            words,
            str | None,
            "--role",
            values=tuple(knowledge.roles),
            metavar="ROLE",
            help=words.say("option-export-role"),
        ),
        "table": flag(words, str | None, "--table", metavar="NAME"),
        "map": flag(
            words, list[str] | None, "--map", metavar="QUESTION=COLUMN", help=words.say("option-sql-map")
        ),
        "set": flag(
            words, list[str] | None, "--set", metavar="QUESTION=ANSWER", help=words.say("option-sql-set")
        ),
        "columns": flag(words, str | None, "--columns", values=tuple(knowledge.questions), metavar="LIST"),
        "reading": flag(
            words,
            str | None,
            "--reading",
            values=tuple(knowledge.readings),
            help=words.say("option-sql-reading"),
        ),
        "view": flag(words, str | None, "--view", metavar="NAME"),
        "dialect": flag(words, str | None, "--dialect", values=tuple(sql.DIALECTS)),
        "lang": shared_flags(words)["lang"],
        "help": help_option(words),
    }

    def export_(form: str, **flags: Any) -> int:
        from relcli.cli import exports

        check_language(flags["lang"])
        chosen = check_choice("FORMAT", form, forms)
        if chosen == "schema":
            from relcli.schema import advice_schema

            exports.write(output.to_json(advice_schema(knowledge)), flags["output"])
        elif chosen == "sql":
            from relcli.cli import sql as export_sql

            export_sql.run(words, knowledge, flags)
        else:
            exports.run(chosen, words, flags)
        return 0

    off = {**FLAGS_OFF, "all": False, "map": (), "set": ()}
    return with_parameters(export_, parameters, {**off, "form": Parameter.empty})


def _completion(words: Words) -> Callable[..., Any]:
    parameters = {
        "shell": argument(words, str, "shell", SHELLS, "SHELL"),
        "lang": shared_flags(words)["lang"],
        "help": help_option(words),
    }

    def completion(shell: str, lang: str | None, **_: Any) -> None:
        import contextlib
        import io

        check_language(lang)
        # Typer answers this variable, and only when it is set is its completion switched on.
        os.environ[COMPLETE_VARIABLE] = f"source_{check_choice('SHELL', shell, SHELLS)}"
        script = io.StringIO()
        with contextlib.redirect_stdout(script), contextlib.suppress(SystemExit):
            typer.main.get_command(build(words)).main([], prog_name="relcli")
        # The first line must be the script's own: zsh reads from it what is completed.
        output.put(script.getvalue().strip() + "\n")

    return with_parameters(completion, parameters, {**FLAGS_OFF, "shell": Parameter.empty})


def _help(words: Words) -> Callable[..., Any]:
    parameters = {
        "command": argument(words, str | None, "command", COMMANDS, "COMMAND"),
        "lang": shared_flags(words)["lang"],
        "help": help_option(words),
    }

    def help_(command: str | None, lang: str | None, **_: Any) -> Any:
        check_language(lang)
        chosen = [check_choice("COMMAND", command, COMMANDS)] if command else []
        return typer.main.get_command(build(words)).main(
            [*chosen, "--help"], prog_name="relcli", standalone_mode=False
        )

    return with_parameters(help_, parameters, FLAGS_OFF)
