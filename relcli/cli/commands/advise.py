"""``relcli advise``: the word for these answers, asked for where they are missing; and ``relcli`` alone."""

import errno
import os
import shlex
import sys
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

from relcli.advice.advice import Advice, make_advice
from relcli.advice.answers_file import AnswersFile, parse_answers
from relcli.advice.asked_trade import AskedTrade, understand_trade
from relcli.advice.request import Request, make_request, require_answers
from relcli.cli import output
from relcli.cli.options import (
    Argument,
    Color,
    Flag,
    Json,
    Nace,
    PageFormat,
    Reading,
    Run,
    TermLang,
    check_revision,
    concepts,
    roles,
    trades,
)
from relcli.cli.shown_advice import page_of, room_page_of, show_advice
from relcli.errors import AmbiguousTradeError, AnswerError, InputError
from relcli.model import UNKNOWN
from relcli.terminal import can_prompt, is_set, printable, say_on_stderr, wants_color

if TYPE_CHECKING:
    from relcli.prompts.session import Session

EXIT_USAGE, EXIT_UNDECIDED = 2, 3


def advise_command(
    run: Run,
    *,
    trade: Annotated[str | None, Argument("TRADE", search=trades)] = None,
    business: Annotated[str | None, Flag("--business", "-b", metavar="TEXT", search=trades)] = None,
    nace: Nace = None,
    role: Annotated[str | None, Flag("--role", metavar="ROLE", values=roles)] = None,
    reading: Reading = None,
    term_lang: TermLang = None,
    answers_file: Annotated[str | None, Flag("--answers", metavar="FILE|-")] = None,
    all_roles: Annotated[bool, Flag("--all-roles")] = False,
    quiet: Annotated[bool, Flag("--quiet", "-q")] = False,
    explain: Annotated[bool, Flag("--explain")] = False,
    why_not: Annotated[str | None, Flag("--why-not", metavar="TERM", values=concepts)] = None,
    current: Annotated[str | None, Flag("--current", metavar="TERM", values=concepts)] = None,
    medium: Annotated[str | None, Flag("--for", values=attrgetter("media"))] = None,
    no_sector: Annotated[bool, Flag("--no-sector")] = False,
    save: Annotated[str | None, Flag("--save", metavar="[FILE]", alone="relcli.toml")] = None,
    force: Annotated[bool, Flag("--force")] = False,
    config: Annotated[str | None, Flag("--config", metavar="FILE")] = None,
    interactive: Annotated[bool, Flag("--interactive", "-i")] = False,
    no_input: Annotated[bool, Flag("--no-input")] = False,
    exit_status: Annotated[bool, Flag("--exit-status")] = False,
    format: PageFormat = None,
    json: Json = False,
    color: Color = None,
    **answers: str,
) -> int:
    """Print the advice, save it where that was asked for, and say what a decision file has otherwise."""
    show = output.choose(format, json=json, color=color, quiet=quiet)
    if trade and business:
        raise AnswerError("contradicting-flags", first="TRADE", second="--business")
    business = trade or business
    source = answers_file or config
    is_decided = source is None and bool(current) and not answers and not business
    if is_decided:
        from relcli.house import file as house_file

        # The word in use is judged by what the house has decided.
        source = house_file.find(os.getcwd())
    file = _read_answers(source) if source else AnswersFile({}, None, None)
    revision = check_revision(nace)
    make = partial(
        make_request,
        run.data,
        run.texts.language,
        answers={**file.answers, **answers},
        role=role or file.role,
        reading=reading,
        term_languages=term_lang.split(",") if term_lang else (),
        revision=revision,
        explain=explain,
        why_not=why_not,
        # The only text of the caller that the answer repeats.
        current=printable(current) if current else None,
        medium=medium,
        sector=not no_sector,
        is_decided=is_decided and file.is_decision,
    )
    try:
        request = make(trade=business or file.trade)
    except AmbiguousTradeError as error:
        if no_input or not may_ask():
            raise
        request = make(trade=choose_trade(error, run, show))
    if save and os.path.exists(save) and not force:
        # Said before anything is asked.
        raise InputError("file-exists", name=save)
    is_open = request.is_empty and not answers_file
    if _wants_interview(is_open=is_open, interactive=interactive, no_input=no_input):
        advice = interview(run, request, show, revision)
    else:
        advice = make_advice(run.data, require_answers(request, run.data.knowledge))
        say_what_was_understood(advice, run, show)
        show_advice(advice, run, show, all_roles=all_roles)
    if source and source != "-" and file.is_decision:
        from relcli.cli import decision

        decision.tell_changes(advice, run, source)
    if save:
        from relcli.cli import decision

        decision.save(advice, run, save, force=force)
    undecided = advice.recommendation.concept is None
    return EXIT_UNDECIDED if undecided and exit_status else 0


def choose_trade(error: AmbiguousTradeError, run: Run, show: output.OutputForm) -> str | None:
    """The id of the one of several trades that somebody means; None for none of them."""
    from relcli.prompts import prompter
    from relcli.prompts.session import ask_which

    ask = prompter(os.environ, run.texts, color=wants_color(show.color, os.environ, sys.stderr))
    trades = [run.data.trades[id_] for id_ in error.trades]
    chosen = ask_which(ask, run.texts, str(error.values["value"]), trades)
    return chosen.trade.id if chosen else None


def say_what_was_understood(advice: Advice, run: Run, show: output.OutputForm) -> None:
    """Before anything else where it took some understanding; in JSON it is a key."""
    request = advice.request
    if show.format != "json" and (request.trade_as is not None or request.trade_by is not None):
        from relcli.render.wording import Wording, word_understanding

        for sentence in word_understanding(Wording(advice, run.data, run.texts)):
            say_on_stderr(sentence)


def _wants_interview(*, is_open: bool, interactive: bool, no_input: bool) -> bool:
    """With ``--interactive``, or where there is nothing to go on and somebody to ask."""
    if not interactive:
        return is_open and not no_input and may_ask()
    if no_input:
        raise AnswerError("contradicting-flags", first="--interactive", second="--no-input")
    if not may_ask():
        raise AnswerError("no-terminal")
    return True


def _read_answers(name: str) -> AnswersFile:
    try:
        if name != "-":
            with open(name, "rb") as file:
                content = file.read()
        elif sys.stdin is None:  # closed by the caller
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))  # noqa: TRY301
        else:
            content = sys.stdin.buffer.read()
        return parse_answers(content.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        raise InputError("file-not-utf8", name=name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=error.strerror or error) from error


def interview_command(run: Run, help_text: Callable[[], str]) -> int:
    """Ask where somebody can be asked; else say on standard error what else there is."""
    if not may_ask():
        say_on_stderr(help_text())
        return EXIT_USAGE
    request = Request({}, language=run.texts.language)
    interview(run, request, output.choose(None, json=False, color=None))
    return 0


def may_ask() -> bool:
    """Is there somebody to ask, and is asking not forbidden?"""
    return can_prompt() and not is_set(os.environ, "RELCLI_NO_INPUT")


def interview(run: Run, request: Request, show: output.OutputForm, revision: str | None = None) -> Advice:
    """Ask what the request leaves open, show the advice, and say how to ask for it again."""
    from relcli.prompts import prompter
    from relcli.prompts.session import Session, ask_trade

    data, texts, _ = run
    ask = prompter(os.environ, texts, color=wants_color(show.color, os.environ, sys.stderr))
    if request.is_empty and request.sector:

        def understand(name: str) -> AskedTrade:
            return understand_trade(data, name, texts.language, revision)

        asked = ask_trade(ask, texts, understand, data)
        if asked:
            request = request._replace(trade=asked.trade, trade_as=asked.close_to, trade_by=asked.by)
    ballot = data.ballots.of(request.role, request.reading)
    session = Session(ballot, texts, ask, request.merged_answers())
    if request.trade and not request.answers:
        session.review(texts.text(request.trade.label))
    session.run()
    on_screen = show.format == "text" and sys.stdout.isatty()

    def so_far() -> Advice:
        return _advice_so_far(run, request, session)

    def show_room() -> None:
        say_on_stderr("\n" + show._replace(format="text").layout(room_page_of(so_far(), run), sys.stderr))

    session.explore(
        lambda: _preview(so_far(), run, show, on_screen=on_screen),
        show_room,
        has_trade=request.trade is not None,
    )
    final = _advice_so_far(run, request, session)
    if not on_screen:
        show_advice(final, run, show)
    if not final.request.is_empty:
        say_on_stderr(f"{texts.say('same-command')}\n  {_same_command(run, final.request)}")
    return final


def _advice_so_far(run: Run, request: Request, session: "Session") -> Advice:
    """An answer of the trade that was left as it is stays assumed."""
    asked, assumed = request.answers, request.assumed()
    given = {q: a for q, a in session.answers.items() if q in asked or a != assumed.get(q, UNKNOWN)}
    facts = {**request.facts, **{f: a for f, a in session.facts.items() if a != UNKNOWN}}
    return make_advice(run.data, request._replace(answers=given, facts=facts))


def _preview(advice: Advice, run: Run, show: output.OutputForm, *, on_screen: bool) -> str:
    """Show the advice where the person looks; its headline, for the menu to repeat."""
    page = page_of(advice, run)
    if on_screen:
        show_advice(advice, run, show)
    else:
        say_on_stderr("\n" + show._replace(format="text").layout(page, sys.stderr))
    return run.texts.say("ask-headline", term=page.title, verdict=page.subtitle)


def _same_command(run: Run, request: Request) -> str:
    """The command that gives this advice, as it was asked to look; the caller's own words are quoted."""
    looks = {
        "--lang": run.lang,
        "--why-not": request.why_not,
        "--current": request.current,
        "--for": request.medium,
    }
    flags = [f"{flag} {shlex.quote(value)}" for flag, value in looks.items() if value]
    return " ".join([request.command(), *flags, *(["--explain"] if request.explain else [])])
