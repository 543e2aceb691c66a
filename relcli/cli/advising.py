"""``relcli advise`` and the interview: request → decide → render → exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from relcli import load
from relcli.advice.advice import Advice, make_advice
from relcli.advice.answers_file import AnswersFile, parse_answers
from relcli.advice.request import Request, make_request, require_answers
from relcli.cli import output
from relcli.cli.flags import FLAGS_OFF, check_language, completing, flag, shared_flags, with_parameters
from relcli.data import Data
from relcli.errors import AnswerError, InputError
from relcli.language import Texts
from relcli.lookup import trade_names_in
from relcli.model import UNKNOWN, Knowledge, Trade
from relcli.terminal import can_prompt, is_set, printable, say_on_stderr, wants_color

if TYPE_CHECKING:
    from relcli.render.page import Page

EXIT_UNDECIDED = 3


def command(texts: Texts, knowledge: Knowledge) -> Callable[..., Any]:
    questions = {
        question.id: flag(
            texts,
            str | None,
            f"--{question.id}",
            values=(*(option.id for option in question.options), UNKNOWN),
            help=texts.text(question.ask),
        )
        for question in knowledge.questions.values()
    }
    roles, readings, concepts = map(tuple, (knowledge.roles, knowledge.readings, knowledge.concepts))
    parameters = {
        **questions,
        "business": flag(
            texts,
            str | None,
            "--business",
            "-b",
            metavar="TEXT",
            autocompletion=completing(load.trades),
        ),
        "role": flag(texts, str | None, "--role", values=roles),
        "reading": flag(texts, str | None, "--reading", values=readings),
        "term_lang": flag(texts, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "answers": flag(texts, str | None, "--answers", metavar="FILE|-"),
        "quiet": flag(texts, bool, "--quiet", "-q"),
        "explain": flag(texts, bool, "--explain"),
        "why_not": flag(texts, str | None, "--why-not", values=concepts, metavar="TERM"),
        "current": flag(texts, str | None, "--current", values=concepts, metavar="TERM"),
        "for_": flag(texts, str | None, "--for", values=tuple(load.media())),
        "no_sector": flag(texts, bool, "--no-sector"),
        "save": flag(texts, str | None, "--save", metavar="[FILE]"),
        "force": flag(texts, bool, "--force"),
        "config": flag(texts, str | None, "--config", metavar="FILE"),
        "interactive": flag(texts, bool, "--interactive", "-i"),
        "no_input": flag(texts, bool, "--no-input"),
        "exit_status": flag(texts, bool, "--exit-status"),
        **shared_flags(texts),
    }

    def advise(**flags: Any) -> int:
        check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"], quiet=flags["quiet"])
        data = Data()
        request, decided = _request(texts, data, flags)
        if flags["save"]:
            from relcli.cli import decision

            decision.refuse_to_overwrite(flags["save"], force=flags["force"])
        if _wants_interview(flags, request):
            advice = interview(data, request, texts, show, flags)
        else:
            advice = make_advice(data, require_answers(request, knowledge))
            _put(advice, data, texts, show)
        if decided:
            from relcli.cli import decision

            decision.tell_changes(advice, data, texts, decided)
        if flags["save"]:
            decision.save(advice, data, texts, flags["save"], force=flags["force"])
        undecided = advice.recommendation.concept is None
        return EXIT_UNDECIDED if undecided and flags["exit_status"] else 0

    return with_parameters(advise, parameters, FLAGS_OFF)


def _request(texts: Texts, data: Data, flags: Mapping[str, Any]) -> tuple[Request, str | None]:
    """The checked request, and the decision file that its answers came from, if any."""
    given = {q: flags[q] for q in data.knowledge.questions if flags[q] is not None}
    answers = flags["answers"] or flags["config"]
    if answers is None and flags["current"] and not given and not flags["business"]:
        from relcli.cli import decision

        # The word in use is judged by what the house has decided.
        answers = decision.nearest()
    document = _document(answers) if answers else AnswersFile({}, None, None)
    request = make_request(
        data,
        texts.language,
        answers={**document.answers, **given},
        role=flags["role"] or document.role,
        reading=flags["reading"],
        term_languages=flags["term_lang"].split(",") if flags["term_lang"] else (),
        trade=flags["business"] or document.trade,
        explain=flags["explain"],
        why_not=flags["why_not"],
        # The only text of the caller that the answer repeats.
        current=printable(flags["current"]) if flags["current"] else None,
        medium=flags["for_"],
        sector=not flags["no_sector"],
    )
    return request, answers if document.is_decision and answers != "-" else None


def _document(name: str) -> AnswersFile:
    try:
        text = _read(name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("file-not-utf8", name=name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=error.strerror or error) from error
    return parse_answers(text, name)


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


def interview(
    data: Data, request: Request, texts: Texts, show: output.Output, flags: Mapping[str, Any]
) -> Advice:
    from relcli.prompts import prompter
    from relcli.prompts.session import Session, ask_trade

    ask = prompter(os.environ, texts, color=wants_color(show.color, os.environ, sys.stderr))
    if request.is_empty and request.sector:
        trade = ask_trade(ask, texts, _finding(data, texts), trade_names_in(data.trades, texts.language))
        request = request._replace(trade=trade)
    assumed = request.assumed()
    ballot = data.ballots.of(request.role, request.reading)
    session = Session(ballot, texts, ask, {**assumed, **request.answers})

    def advice() -> Advice:
        given = {
            question: answer
            for question, answer in session.answers.items()
            if question in request.answers or answer != assumed.get(question, UNKNOWN)
        }
        return make_advice(data, request._replace(answers=given))

    on_screen = show.format == "text" and sys.stdout.isatty()

    def preview() -> str:
        now = advice()
        page = _page(now, data, texts)
        if on_screen:
            _put(now, data, texts, show)
        else:
            text = show._replace(format="text").layout(page, sys.stderr)
            say_on_stderr(f"\n{text}")
        return texts.say("ask-headline", term=page.title, verdict=page.subtitle)

    if request.trade and not request.answers:
        session.review(texts.text(request.trade.label))
    session.run()
    session.explore(preview)
    final = advice()
    if not on_screen:
        _put(final, data, texts, show)
    if not final.request.is_empty:
        command = " ".join([final.request.command(), *_also(flags)])
        say_on_stderr(f"{texts.say('same-command')}\n  {command}")
    return final


def _finding(data: Data, texts: Texts) -> Callable[[str], Trade]:
    return lambda name: data.trade_index.find(name, texts.language).trade


def _also(flags: Mapping[str, Any]) -> list[str]:
    """The flags that change what the same answers look like; the caller's own words are quoted."""
    import shlex

    names = (n for n in ("lang", "why_not", "current", "for_") if flags.get(n))
    texts = [f"--{name.strip('_').replace('_', '-')} {shlex.quote(flags[name])}" for name in names]
    return [*texts, "--explain"] if flags.get("explain") else texts


def _put(advice: Advice, data: Data, texts: Texts, show: output.Output) -> None:
    from relcli.render.names import Names

    if show.format != output.BARE:
        show.write(lambda: _page(advice, data, texts), lambda: _table(advice, data, texts))
        return
    names = Names(advice, data)
    if names.term is not None:
        output.put(f"{names.term}\n")
    else:
        leaders = texts.join(map(names.of, advice.recommendation.decision.leaders), "and")
        say_on_stderr(texts.say("undecided-quiet", leaders=leaders))


def _page(advice: Advice, data: Data, texts: Texts) -> Page:
    from relcli.render.advice_page import advice_page

    return advice_page(advice, data, texts)


def _table(advice: Advice, data: Data, texts: Texts) -> dict[str, Any]:
    from relcli.render.wire import wire_advice

    return wire_advice(advice, data, texts).to_dict()
