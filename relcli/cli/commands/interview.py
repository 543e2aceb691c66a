"""``relcli`` alone: the interview on a terminal, a word of help elsewhere. ``advise`` asks the same way."""

import os
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from relcli.advice.advice import Advice, make_advice
from relcli.advice.request import Request
from relcli.cli import output
from relcli.cli.options import Run
from relcli.lookup import trade_names_in
from relcli.model import UNKNOWN
from relcli.terminal import can_prompt, is_set, say_on_stderr, wants_color

if TYPE_CHECKING:
    from relcli.prompts.session import Session

EXIT_USAGE = 2


def interview_command(run: Run, help_text: Callable[[], str]) -> int:
    """Ask where somebody can be asked; else say on standard error what else there is."""
    if not may_ask():
        say_on_stderr(help_text())
        return EXIT_USAGE
    show = output.choose(None, json=False, color=None)
    interview(run, Request({}, language=run.texts.language), show)
    return 0


def may_ask() -> bool:
    """Is there somebody to ask, and is asking not forbidden?"""
    return can_prompt() and not is_set(os.environ, "RELCLI_NO_INPUT")


def interview(run: Run, request: Request, show: output.Output) -> Advice:
    """Ask what the request leaves open, show the advice, and say how to ask for it again."""
    from relcli.prompts import prompter
    from relcli.prompts.session import Session, ask_trade

    data, texts, _ = run
    ask = prompter(os.environ, texts, color=wants_color(show.color, os.environ, sys.stderr))
    if request.is_empty and request.sector:
        names = trade_names_in(data.trades, texts.language)
        trade = ask_trade(ask, texts, lambda name: data.trade_index.find(name, texts.language).trade, names)
        request = request._replace(trade=trade)
    ballot = data.ballots.of(request.role, request.reading)
    session = Session(ballot, texts, ask, {**request.assumed(), **request.answers})
    if request.trade and not request.answers:
        session.review(texts.text(request.trade.label))
    session.run()
    on_screen = show.format == "text" and sys.stdout.isatty()
    session.explore(lambda: _preview(_advice_so_far(run, request, session), run, show, on_screen=on_screen))
    final = _advice_so_far(run, request, session)
    if not on_screen:
        output.show_advice(final, run, show)
    if not final.request.is_empty:
        say_on_stderr(f"{texts.say('same-command')}\n  {_same_command(run, final.request)}")
    return final


def _advice_so_far(run: Run, request: Request, session: "Session") -> Advice:
    """An answer of the trade that was left as it is stays assumed."""
    asked, assumed = request.answers, request.assumed()
    given = {q: a for q, a in session.answers.items() if q in asked or a != assumed.get(q, UNKNOWN)}
    return make_advice(run.data, request._replace(answers=given))


def _preview(advice: Advice, run: Run, show: output.Output, *, on_screen: bool) -> str:
    """Show the advice where the person looks; its headline, for the menu to repeat."""
    page = output.page_of(advice, run)
    if on_screen:
        output.show_advice(advice, run, show)
    else:
        say_on_stderr("\n" + show._replace(format="text").layout(page, sys.stderr))
    return run.texts.say("ask-headline", term=page.title, verdict=page.subtitle)


def _same_command(run: Run, request: Request) -> str:
    """The command that gives this advice, as it was asked to look; the caller's own words are quoted."""
    looks = {"--lang": run.lang, "--why-not": request.why_not, "--current": request.current}
    looks["--for"] = request.medium
    flags = [f"{flag} {shlex.quote(value)}" for flag, value in looks.items() if value]
    return " ".join([request.command(), *flags, *(["--explain"] if request.explain else [])])
