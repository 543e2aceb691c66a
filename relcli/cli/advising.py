"""``relcli advise`` and the interview: request → decide → render → exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from relcli import load
from relcli.advice import Advice
from relcli.answers import Document, parse_document
from relcli.businesses import find as find_business
from relcli.businesses import names_in as business_names
from relcli.cli import output
from relcli.cli.flags import FLAGS_OFF, check_language, completing, flag, shared_flags, with_parameters
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


def command(words: Words, knowledge: Knowledge) -> Callable[..., Any]:
    questions = {
        question.id: flag(
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
        "business": flag(
            words,
            str | None,
            "--business",
            "-b",
            metavar="TEXT",
            autocompletion=completing(load.businesses),
        ),
        "role": flag(words, str | None, "--role", values=roles),
        "reading": flag(words, str | None, "--reading", values=readings),
        "term_lang": flag(words, str | None, "--term-lang", values=load.LANGUAGES, metavar="LIST"),
        "answers": flag(words, str | None, "--answers", metavar="FILE|-"),
        "quiet": flag(words, bool, "--quiet", "-q"),
        "explain": flag(words, bool, "--explain"),
        "why_not": flag(words, str | None, "--why-not", values=concepts, metavar="TERM"),
        "current": flag(words, str | None, "--current", values=concepts, metavar="TERM"),
        "for_": flag(words, str | None, "--for", values=tuple(load.media())),
        "no_sector": flag(words, bool, "--no-sector"),
        "save": flag(words, str | None, "--save", metavar="[FILE]"),
        "force": flag(words, bool, "--force"),
        "config": flag(words, str | None, "--config", metavar="FILE"),
        "interactive": flag(words, bool, "--interactive", "-i"),
        "no_input": flag(words, bool, "--no-input"),
        "exit_status": flag(words, bool, "--exit-status"),
        **shared_flags(words),
    }

    def advise(**flags: Any) -> int:
        check_language(flags["lang"])
        show = output.choose(flags["format"], json=flags["json"], color=flags["color"], quiet=flags["quiet"])
        request, decided = _request(words, knowledge, flags)
        if flags["save"]:
            from relcli.cli import decision

            decision.refuse_to_overwrite(flags["save"], force=flags["force"])
        engine = Engine(knowledge)
        if _wants_interview(flags, request):
            advice = interview(engine, request, words, show, flags)
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

    return with_parameters(advise, parameters, FLAGS_OFF)


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


def interview(
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
        return words.say("ask-headline", term=page.title, verdict=page.subtitle)

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
