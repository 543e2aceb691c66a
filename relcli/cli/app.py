"""The Typer application: one function a command, each load → decide → view → render.

The application is built for one language, because help is text that a person reads and comes from
the data; the flags of the questions are generated from the questions.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from relcli import __version__, load
from relcli.advice import Advice
from relcli.answers import Document, check_choice, parse_document
from relcli.businesses import find as find_business
from relcli.businesses import names_in as business_names
from relcli.cli import output
from relcli.cli.usage import COMMANDS, localized
from relcli.engine import Engine
from relcli.errors import AnswerError, InputError
from relcli.language import Words
from relcli.model import UNKNOWN, Business, Knowledge
from relcli.recommendation import ballot_for
from relcli.request import Request, make, require_answers
from relcli.terminal import can_prompt, is_set, printable, say_on_stderr, wants_color

if TYPE_CHECKING:
    from relcli.render.view import Page

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
        "advise": lambda: _advise(words, knowledge),
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


# ---- flags ----------------------------------------------------------------------------------------


def _option(words: Words, kind: Any, *names: str, values: tuple[str, ...] = (), **more: Any) -> Any:
    """An option whose help is the message ``option-NAME`` and whose values complete."""
    if "help" not in more:
        more["help"] = words.say(f"option-{names[0].removeprefix('--')}")
    if values:
        more.setdefault("autocompletion", _completing(lambda: values))
        more.setdefault("metavar", "|".join(values))
    return Annotated[kind, typer.Option(*names, **more)]


def _completing(values: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """What the shell offers on Tab; the values are looked up only then."""
    return lambda incomplete: [v for v in values() if v.startswith(incomplete.lower())]


def _argument(words: Words, kind: Any, message: str, values: tuple[str, ...], metavar: str) -> Any:
    return Annotated[
        kind,
        typer.Argument(
            help=words.say(f"argument-{message}"),
            metavar=metavar,
            autocompletion=_completing(lambda: values),
        ),
    ]


def _help_option(words: Words) -> Any:
    def show(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 - the parser calls it so
        if wanted and not context.resilient_parsing:
            output.put(localized(context.get_help(), words) + "\n")
            raise typer.Exit

    return _option(words, bool, "--help", "-h", is_eager=True, callback=show)


def _with_parameters(
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


def _shared(words: Words) -> dict[str, Any]:
    """The flags that every command with output takes."""
    languages = load.LANGUAGES
    return {
        "lang": _option(words, str | None, "--lang", values=languages),
        "format": _option(words, str | None, "--format", values=output.FORMATS),
        "json": _option(words, bool, "--json"),
        "color": _option(words, str | None, "--color", values=output.COLORS),
        "debug": _option(words, bool, "--debug", hidden=True),
        "help": _help_option(words),
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


# ---- commands -------------------------------------------------------------------------------------


def _root(words: Words) -> Callable[..., Any]:
    def show_version(wanted: bool) -> None:  # noqa: FBT001 - the parser calls it so
        if wanted:
            output.put(VERSION)
            raise typer.Exit

    def root(context: typer.Context, lang: str | None, **_: Any) -> int | None:
        if context.invoked_subcommand is not None:
            return None
        _check_language(lang)
        if can_prompt() and not is_set(os.environ, "RELCLI_NO_INPUT"):
            knowledge = load.knowledge()
            show = output.choose(None, json=False, color=None)
            _interview(Engine(knowledge), Request({}), words, show, {"lang": lang})
            return 0
        say_on_stderr(localized(context.get_help(), words))
        raise typer.Exit(2)

    version = _option(words, bool, "--version", "-V", is_eager=True, callback=show_version)
    shared = _shared(words)
    parameters = {
        "context": typer.Context,
        "lang": shared["lang"],
        "version": version,
        "debug": shared["debug"],
        "help": shared["help"],
    }
    return _with_parameters(root, parameters, FLAGS_OFF)


def _version(words: Words) -> Callable[..., Any]:
    def version(lang: str | None, **_: Any) -> None:
        _check_language(lang)
        output.put(VERSION)

    parameters = {"lang": _shared(words)["lang"], "help": _help_option(words)}
    return _with_parameters(version, parameters, FLAGS_OFF)


def _advise(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    questions = {
        question.id: _option(
            words,
            str | None,
            f"--{question.id}",
            values=(*(option.id for option in question.options), UNKNOWN),
            help=words.text(question.ask),
        )
        for question in knowledge.questions.values()
    }
    roles, readings, concepts = map(tuple, (knowledge.roles, knowledge.readings, knowledge.concepts))
    parameters = {
        **questions,
        "business": _option(
            words,
            str | None,
            "--business",
            "-b",
            metavar="TEXT",
            autocompletion=_completing(load.businesses),
        ),
        "role": _option(words, str | None, "--role", values=roles),
        "reading": _option(words, str | None, "--reading", values=readings),
        "term_lang": _option(words, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "answers": _option(words, str | None, "--answers", metavar="FILE|-"),
        "quiet": _option(words, bool, "--quiet", "-q"),
        "explain": _option(words, bool, "--explain"),
        "why_not": _option(words, str | None, "--why-not", values=concepts, metavar="TERM"),
        "current": _option(words, str | None, "--current", values=concepts, metavar="TERM"),
        "for_": _option(words, str | None, "--for", values=tuple(load.media())),
        "no_sector": _option(words, bool, "--no-sector"),
        "save": _option(words, str | None, "--save", metavar="[FILE]"),
        "force": _option(words, bool, "--force"),
        "config": _option(words, str | None, "--config", metavar="FILE"),
        "interactive": _option(words, bool, "--interactive", "-i"),
        "no_input": _option(words, bool, "--no-input"),
        "exit_status": _option(words, bool, "--exit-status"),
        **_shared(words),
    }

    def advise(**flags: Any) -> int:
        _check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"], quiet=flags["quiet"])
        request, decided = _request(words, knowledge, flags)
        if flags["save"]:
            from relcli.cli import decision

            decision.refuse_to_overwrite(flags["save"], force=flags["force"])
        engine = Engine(knowledge)
        if _wants_interview(flags, request):
            advice = _interview(engine, request, words, show, flags)
        else:
            advice = Advice(engine, require_answers(request, knowledge), words)
            _put(advice, show)
        if decided:
            from relcli.cli import decision

            decision.tell_changes(advice, decided)
        if flags["save"]:
            decision.save(advice, flags["save"], force=flags["force"])
        undecided = advice.concept is None
        return EXIT_UNDECIDED if undecided and flags["exit_status"] else 0

    return _with_parameters(advise, parameters, FLAGS_OFF)


def _check_language(lang: str | None) -> None:
    """``--lang`` is read before the arguments are parsed; here a wrong value is refused."""
    if lang is not None:
        check_choice("--lang", lang, load.LANGUAGES)


def _request(words: Words, knowledge: Knowledge, flags: Mapping[str, Any]) -> tuple[Request, str | None]:
    """The checked request, and the decision file that its answers came from, if any."""
    given = {q: flags[q] for q in knowledge.questions if flags[q] is not None}
    answers = flags["answers"] or flags["config"]
    if answers is None and flags["current"] and not given and not flags["business"]:
        from relcli.cli import decision

        # The word in use is judged by what the house has decided.
        answers = decision.nearest()
    document = _document(answers) if answers else Document({}, None, None)
    request = make(
        knowledge,
        words.language,
        answers={**document.answers, **given},
        role=flags["role"] or document.role,
        reading=flags["reading"],
        term_languages=flags["term_lang"].split(",") if flags["term_lang"] else (),
        business=flags["business"] or document.business,
        explain=flags["explain"],
        why_not=flags["why_not"],
        # The only text of the caller that the answer repeats.
        current=printable(flags["current"]) if flags["current"] else None,
        medium=flags["for_"],
        sector=not flags["no_sector"],
    )
    return request, answers if document.is_decision and answers != "-" else None


def _document(name: str) -> Document:
    try:
        text = _read(name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("file-not-utf8", name=name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=error.strerror or error) from error
    return parse_document(text, name)


def _read(name: str) -> bytes:
    if name != "-":
        with open(name, "rb") as file:
            return file.read()
    if sys.stdin is None:  # closed by the caller
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer.read()


def _wants_interview(flags: Mapping[str, Any], request: Request) -> bool:
    refused = flags["no_input"] or is_set(os.environ, "RELCLI_NO_INPUT")
    if flags["interactive"]:
        if flags["no_input"]:
            raise AnswerError("contradicting-flags", first="--interactive", second="--no-input")
        if refused or not can_prompt():
            raise AnswerError("no-terminal")
        return True
    given = not request.is_empty or flags["answers"]
    return not given and not refused and can_prompt()


def _interview(
    engine: Engine, request: Request, words: Words, show: output.Output, flags: Mapping[str, Any]
) -> Advice:
    from relcli.prompts import prompter
    from relcli.prompts.session import Session, ask_business

    ask = prompter(os.environ, words, color=wants_color(show.color, os.environ, sys.stderr))
    if request.is_empty and request.sector:
        business = ask_business(
            ask, words, _finding(words), business_names(load.businesses(), words.language)
        )
        request = request._replace(business=business)
    assumed = request.assumed()
    ballot = ballot_for(engine, request)
    session = Session(ballot, words, ask, {**assumed, **request.answers})

    def advice() -> Advice:
        given = {
            question: answer
            for question, answer in session.answers.items()
            if question in request.answers or answer != assumed.get(question, UNKNOWN)
        }
        return Advice(engine, request._replace(answers=given), words)

    on_screen = show.format == "text" and sys.stdout.isatty()

    def preview() -> str:
        now = advice()
        page = _page(now)
        if on_screen:
            _put(now, show)
        else:
            text = show._replace(format="text").layout(page, sys.stderr)
            say_on_stderr(f"\n{text}")
        return words.say("labelled", label=page.title, text=page.subtitle)

    if request.business and not request.answers:
        session.review(words.text(request.business.label))
    session.run()
    session.explore(preview)
    final = advice()
    if not on_screen:
        _put(final, show)
    if not final.request.is_empty:
        command = " ".join([final.command(), *_also(flags)])
        say_on_stderr(f"{words.say('same-command')}\n  {command}")
    return final


def _finding(words: Words) -> Callable[[str], Business]:
    return lambda name: find_business(load.businesses(), name, words.language)[0]


def _also(flags: Mapping[str, Any]) -> list[str]:
    """The flags that change what the same answers look like; the caller's own words are quoted."""
    import shlex

    names = (n for n in ("lang", "why_not", "current", "for_") if flags.get(n))
    texts = [f"--{name.strip('_').replace('_', '-')} {shlex.quote(flags[name])}" for name in names]
    return [*texts, "--explain"] if flags.get("explain") else texts


def _put(advice: Advice, show: output.Output) -> None:
    if show.format != output.BARE:
        show.write(lambda: _page(advice), advice.to_dict)
    elif advice.term is not None:
        output.put(f"{advice.term}\n")
    else:
        leaders = advice.words.join((advice.name(c) or c for c in advice.leaders), "and")
        say_on_stderr(advice.words.say("undecided-quiet", leaders=leaders))


def _page(advice: Advice) -> Page:
    from relcli.render import view

    return view.advice_page(advice)


def _batch(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli.cli import batch

    roles = (*knowledge.roles, *knowledge.parties)
    texts = {
        name: _option(
            words, str | None, *names, metavar=metavar, help=words.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.TEXTS.items()
    }
    lists = {
        name: _option(
            words, list[str], *names, metavar=metavar, help=words.say(f"option-batch-{name.strip('_')}")
        )
        for name, (metavar, *names) in batch.LISTS.items()
    }
    switches = {
        name: _option(words, bool, flag, help=words.say(f"option-batch-{name.strip('_')}"))
        for name, flag in batch.SWITCHES.items()
    }
    parameters = {
        "file": _argument(words, str | None, "file", (), "FILE|-"),
        **lists,
        **texts,
        "role": _option(words, str | None, "--role", values=roles),
        "reading": _option(words, str | None, "--reading", values=tuple(knowledge.readings)),
        "term_lang": _option(words, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "no_sector": _option(words, bool, "--no-sector"),
        **switches,
        **{name: _shared(words)[name] for name in ("lang", "json", "debug", "help")},
    }

    def run(**flags: Any) -> int:
        _check_language(flags["lang"])
        return batch.run(words, knowledge, flags)

    off = dict.fromkeys(batch.SWITCHES, False)
    return _with_parameters(run, parameters, {**FLAGS_OFF, **off, **dict.fromkeys(batch.LISTS, ())})


def _list(words: Words) -> Callable[..., Any]:
    parameters = {
        "what": _argument(words, str, "what", LISTS, "WHAT"),
        **_shared(words),
    }

    def list_(what: str, **flags: Any) -> int:
        from relcli.render import entries

        _check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"])
        chosen = check_choice("WHAT", what, LISTS)
        show.write(lambda: entries.list_page(chosen, words), lambda: entries.listing(chosen, words))
        return 0

    return _with_parameters(list_, parameters, {**FLAGS_OFF, "what": Parameter.empty})


def _show(words: Words) -> Callable[..., Any]:
    concepts = tuple(load.knowledge().concepts)
    parameters = {
        "terms": _argument(words, list[str], "terms", concepts, "TERM…"),
        **_shared(words),
    }

    def show(terms: list[str], **flags: Any) -> int:
        from relcli.render import entries
        from relcli.terms import find

        _check_language(flags["lang"])
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

    return _with_parameters(show, parameters, {**FLAGS_OFF, "terms": Parameter.empty})


def _check(words: Words) -> Callable[..., Any]:
    from relcli.check.report import FORMATS
    from relcli.cli import check

    def option(name: str, kind: Any = bool, **more: Any) -> Any:
        more.setdefault("help", words.say(f"option-check-{name.removeprefix('--')}"))
        return _option(words, kind, name, **more)

    shared = _shared(words)
    parameters = {
        "paths": _argument(words, list[str], "paths", (), "PATH…"),
        "config": _option(
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
        _check_language(flags["lang"])
        return check.command(paths, words, flags)

    return _with_parameters(check_, parameters, {**check.FLAGS_OFF, "paths": Parameter.empty})


def _export(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    from relcli import export, sql

    forms = (*export.FORMATS, "sql", "schema")
    parameters = {
        "form": _argument(words, str, "form", forms, "FORMAT"),
        "output": _option(words, str | None, "--output", "-o", metavar="FILE"),
        "langs": _option(words, str | None, "--langs", values=load.LANGUAGES, metavar="LIST"),
        "decision": _option(words, str | None, "--decision", "--config", metavar="FILE"),
        "all": _option(words, bool, "--all"),
        "role": _option(
            words,
            str | None,
            "--role",
            values=tuple(knowledge.roles),
            metavar="ROLE",
            help=words.say("option-export-role"),
        ),
        "table": _option(words, str | None, "--table", metavar="NAME"),
        "map": _option(
            words, list[str] | None, "--map", metavar="QUESTION=COLUMN", help=words.say("option-sql-map")
        ),
        "set": _option(
            words, list[str] | None, "--set", metavar="QUESTION=ANSWER", help=words.say("option-sql-set")
        ),
        "columns": _option(words, str | None, "--columns", values=tuple(knowledge.questions), metavar="LIST"),
        "reading": _option(
            words,
            str | None,
            "--reading",
            values=tuple(knowledge.readings),
            help=words.say("option-sql-reading"),
        ),
        "view": _option(words, str | None, "--view", metavar="NAME"),
        "dialect": _option(words, str | None, "--dialect", values=tuple(sql.DIALECTS)),
        "lang": _shared(words)["lang"],
        "help": _help_option(words),
    }

    def export_(form: str, **flags: Any) -> int:
        from relcli.cli import exports

        _check_language(flags["lang"])
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
    return _with_parameters(export_, parameters, {**off, "form": Parameter.empty})


def _completion(words: Words) -> Callable[..., Any]:
    parameters = {
        "shell": _argument(words, str, "shell", SHELLS, "SHELL"),
        "lang": _shared(words)["lang"],
        "help": _help_option(words),
    }

    def completion(shell: str, lang: str | None, **_: Any) -> None:
        import contextlib
        import io

        _check_language(lang)
        # Typer answers this variable, and only when it is set is its completion switched on.
        os.environ[COMPLETE_VARIABLE] = f"source_{check_choice('SHELL', shell, SHELLS)}"
        script = io.StringIO()
        with contextlib.redirect_stdout(script), contextlib.suppress(SystemExit):
            typer.main.get_command(build(words)).main([], prog_name="relcli")
        # The first line must be the script's own: zsh reads from it what is completed.
        output.put(script.getvalue().strip() + "\n")

    return _with_parameters(completion, parameters, {**FLAGS_OFF, "shell": Parameter.empty})


def _help(words: Words) -> Callable[..., Any]:
    parameters = {
        "command": _argument(words, str | None, "command", COMMANDS, "COMMAND"),
        "lang": _shared(words)["lang"],
        "help": _help_option(words),
    }

    def help_(command: str | None, lang: str | None, **_: Any) -> Any:
        _check_language(lang)
        chosen = [check_choice("COMMAND", command, COMMANDS)] if command else []
        return typer.main.get_command(build(words)).main(
            [*chosen, "--help"], prog_name="relcli", standalone_mode=False
        )

    return _with_parameters(help_, parameters, FLAGS_OFF)
