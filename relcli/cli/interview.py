"""The interview on the command line: where somebody can be asked, what is asked, what comes after."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from relcli.advice.advice import Advice, make_advice
from relcli.advice.request import Request
from relcli.atomic import State, state_of
from relcli.cli import output
from relcli.cli.options import Run
from relcli.cli.shown_advice import page_of, room_page_of, show_advice
from relcli.errors import AmbiguousTradeError, AnswerError, RelcliError
from relcli.model import UNKNOWN
from relcli.terminal import copy_to_clipboard, may_ask, say_on_stderr, wants_color

if TYPE_CHECKING:
    from relcli.prompts import Ask
    from relcli.prompts.session import Afterwards, Session
    from relcli.render.wording import Wording

EXIT_USAGE = 2
SAVED_AS = "relcli.toml"
BAR = 4
"""So many lines are left for what can be done with the answer."""


def interview_command(run: Run, help_text: Callable[[], str]) -> int:
    """Ask where somebody can be asked; else say on standard error what else there is."""
    if not may_ask(os.environ):
        say_on_stderr(help_text())
        return EXIT_USAGE
    interview(run, Request({}, language=run.texts.language), output.choose(None, json=False, color=None))
    return 0


def require_somebody_to_ask(*, no_input: bool) -> None:
    """``AnswerError`` where an interview was asked for that cannot be held."""
    if no_input:
        raise AnswerError("contradicting-flags", first="--interactive", second="--no-input")
    if not may_ask(os.environ):
        raise AnswerError("no-terminal")


def asker(run: Run, show: output.OutputForm) -> Ask:
    """How questions are put on this terminal."""
    from relcli.prompts import prompter

    return prompter(os.environ, run.texts, color=wants_color(show.color, os.environ, sys.stderr))


def one_of(error: AmbiguousTradeError, run: Run, show: output.OutputForm) -> str | None:
    """The id of the one of several trades that somebody means; None for none of them."""
    from relcli.prompts.session import ask_which

    trades = [run.data.trades[id_] for id_ in error.trades]
    chosen = ask_which(asker(run, show), run.texts, str(error.values["value"]), trades)
    return chosen.trade.id if chosen else None


def interview(run: Run, request: Request, show: output.OutputForm, revision: str | None = None) -> Advice:
    """Ask what the request leaves open, show the advice, and say how to ask for it again."""
    ask, asked = asker(run, show), _Asked(run, request)
    try:
        _put_questions(asked, ask, revision)
        on_screen = show.format == "text" and sys.stdout.isatty()
        if on_screen:
            show.put_page(page_of(asked.advice(), run, taken=BAR))
        else:
            say_on_stderr("\n" + _laid_out(asked.advice(), run, show))
        asked.session.explore(_afterwards(asked, show), has_trade=asked.request.trade is not None)
    except KeyboardInterrupt:
        if not asked.advice_request().is_empty:
            say_on_stderr(f"{run.texts.say('continue-command')}\n  {_same_command(asked)} --interactive")
        raise
    final = asked.advice()
    if not on_screen:
        show_advice(final, run, show)
    if not final.request.is_empty:
        say_on_stderr(f"{run.texts.say('same-command')}\n  {_same_command(asked)}")
    return final


class _Asked:
    """What somebody has been asked so far, and the advice that follows from it."""

    def __init__(self, run: Run, request: Request) -> None:
        self.run, self.request = run, request
        self.saved: State = None
        self.session: Session

    def advice_request(self) -> Request:
        """An answer of the trade that was left as it is stays assumed."""
        if not hasattr(self, "session"):
            return self.request
        asked, assumed, session = self.request.answers, self.request.assumed(), self.session
        given = {q: a for q, a in session.answers.items() if q in asked or a != assumed.get(q, UNKNOWN)}
        facts = {**self.request.facts, **{f: a for f, a in session.facts.items() if a != UNKNOWN}}
        return self.request._replace(answers=given, facts=facts)

    def advice(self) -> Advice:
        return make_advice(self.run.data, self.advice_request())


def _put_questions(asked: _Asked, ask: Ask, revision: str | None) -> None:
    """The trade first, unless something is known; a known trade leaves nothing to ask."""
    from relcli.prompts.session import Session, ask_trade

    (data, texts, _), request = asked.run, asked.request
    asks_trade = request.is_empty and request.sector
    while True:
        found = ask_trade(ask, texts, data, revision=revision) if asks_trade else None
        if found:
            asked.request = request._replace(trade=found.trade, trade_as=found.close_to, trade_by=found.by)
        ballot = data.ballots.of(asked.request.role, asked.request.reading)
        asked.session = Session(ballot, texts, ask, asked.request.merged_answers())
        if found or asked.session.run(can_leave=asks_trade):
            return


def _afterwards(asked: _Asked, show: output.OutputForm) -> Afterwards:
    """What the person can do with the answer."""
    from relcli.prompts.session import Afterwards

    run = asked.run
    return Afterwards(
        word=lambda: _wording(asked).headline(),
        tell=say_on_stderr,
        explain=lambda: _explain(asked, show),
        room=lambda: say_on_stderr(
            "\n" + show._replace(format="text").layout(room_page_of(asked.advice(), run), sys.stderr)
        ),
        save=partial(_save, asked),
        copy=partial(_copy, asked),
    )


def _wording(asked: _Asked) -> Wording:
    from relcli.render.wording import Wording

    return Wording(asked.advice(), asked.run.data, asked.run.texts)


def _explain(asked: _Asked, show: output.OutputForm) -> None:
    from relcli.cli.pager import page_out

    request = asked.advice_request()._replace(explain=True)
    told = _laid_out(make_advice(asked.run.data, request), asked.run, show)
    if not (show.paged and page_out(told, sys.stderr)):
        say_on_stderr(f"\n{told}")


def _save(asked: _Asked) -> None:
    """The decision file in this folder; why not, where there is one."""
    from relcli.cli import decision

    if asked.advice().recommendation.concept is None:
        say_on_stderr(asked.run.texts.say("not-decided"))
        return
    try:
        # What was saved here before is this interview's own.
        saved = asked.saved
        decision.save(asked.advice(), asked.run, SAVED_AS, replacing=saved, force=saved is not None)
        asked.saved = state_of(SAVED_AS)
    except RelcliError as error:
        say_on_stderr(asked.run.texts.say(f"error-{error.code}", **error.values))


def _copy(asked: _Asked) -> None:
    word = _wording(asked).term
    if word is None:
        say_on_stderr(asked.run.texts.say("not-decided"))
        return
    told = "copied" if copy_to_clipboard(word, sys.stderr) else "not-copied"
    say_on_stderr(asked.run.texts.say(told, word=word))


def _laid_out(advice: Advice, run: Run, show: output.OutputForm) -> str:
    """The advice as the screen shows it, whatever standard output gets."""
    return show._replace(format="text").layout(page_of(advice, run, taken=BAR), sys.stderr)


def _same_command(asked: _Asked) -> str:
    """The command that gives this advice, as it was asked to look; the caller's own words are quoted."""
    request = asked.advice_request()
    looks = {
        "--lang": asked.run.lang,
        "--why-not": request.why_not,
        "--current": request.current,
        "--for": request.medium,
    }
    flags = [f"{flag} {shlex.quote(value)}" for flag, value in looks.items() if value]
    return " ".join([request.command(), *flags, *(["--explain"] if request.explain else [])])
