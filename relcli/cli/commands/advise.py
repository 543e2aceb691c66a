"""``relcli advise``: the word for these answers, asked for where they are missing; and ``relcli`` alone."""

import errno
import os
import sys
from functools import partial
from operator import attrgetter
from typing import Annotated

from relcli.advice.advice import Advice, make_advice
from relcli.advice.answers_file import AnswersFile, parse_answers
from relcli.advice.request import make_request, require_answers
from relcli.atomic import state_of
from relcli.cli import output
from relcli.cli.options import (
    Argument,
    Color,
    Flag,
    Json,
    Nace,
    NoPager,
    PageFormat,
    Reading,
    Run,
    TermLang,
    check_revision,
    concepts,
    roles,
    trades,
)
from relcli.cli.shown_advice import show_advice
from relcli.errors import AmbiguousTradeError, AnswerError, InputError
from relcli.failures import failure_of
from relcli.language import STDIN
from relcli.lookup import check_choice
from relcli.model import FORMS
from relcli.terminal import may_ask, printable, say_on_stderr
from relcli.untrusted import LARGEST_ANSWERS, read_within, within

EXIT_UNDECIDED = 3
WORD_FORMS = (*(form.replace("_", "-") for form in FORMS), "possessive")
"""The forms of the word that may be asked for."""


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
    form: Annotated[str | None, Flag("--form", values=WORD_FORMS)] = None,
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
    no_pager: NoPager = False,
    **answers: str,
) -> int:
    """Print the advice, save it where that was asked for, and say what a decision file has otherwise."""
    show = output.choose(format, json=json, color=color, quiet=quiet or form is not None, paged=not no_pager)
    before = state_of(save)
    if trade and business:
        raise AnswerError("contradicting-flags", first="TRADE", second="--business")
    business = trade or business
    source = answers_file or config
    inflected = check_choice("--form", form, WORD_FORMS) if form else None
    is_decided = source is None and bool(current) and not answers and not business
    if is_decided:
        from relcli.house import file as house_file

        # The word in use is judged by what the house has decided.
        source = house_file.find(os.getcwd())
    flag = "--answers" if answers_file else "--config"
    file = _read_answers(source, flag) if source else AnswersFile({}, None, None)
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
        if no_input or not may_ask(os.environ):
            raise
        from relcli.cli.interview import one_of

        request = make(trade=one_of(error, run, show))
    if save and os.path.exists(save) and not force:
        # Said before anything is asked.
        raise InputError("file-exists", name=save)
    is_open = request.is_empty and not answers_file
    if interactive or (is_open and not no_input and may_ask(os.environ)):
        from relcli.cli.interview import interview, require_somebody_to_ask

        require_somebody_to_ask(no_input=no_input)
        advice = interview(run, request, show, revision)
    else:
        advice = make_advice(run.data, require_answers(request, run.data.knowledge))
        say_what_was_understood(advice, run, show)
        show_advice(advice, run, show, all_roles=all_roles, inflected=inflected)
    if source and source != STDIN and file.is_decision:
        from relcli.cli import decision

        decision.tell_changes(advice, run, source)
    if save:
        from relcli.cli import decision

        decision.save(advice, run, save, replacing=before, force=force)
    undecided = advice.recommendation.concept is None
    return EXIT_UNDECIDED if undecided and exit_status else 0


def say_what_was_understood(advice: Advice, run: Run, show: output.OutputForm) -> None:
    """Before anything else where it took some understanding; in JSON it is a key."""
    request = advice.request
    if show.format != "json" and (request.trade_as is not None or request.trade_by is not None):
        from relcli.render.wording import Wording, word_understanding

        for sentence in word_understanding(Wording(advice, run.data, run.texts)):
            say_on_stderr(sentence)


def _read_answers(name: str, flag: str) -> AnswersFile:
    try:
        if name != STDIN:
            content = read_within(name, LARGEST_ANSWERS)
        elif sys.stdin is None:  # closed by the caller
            raise OSError(errno.EBADF, "")  # noqa: TRY301
        else:
            content = within(sys.stdin.buffer.read(LARGEST_ANSWERS + 1), LARGEST_ANSWERS, name)
        return parse_answers(content.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        raise InputError("file-not-utf8", name=name, flag=flag) from error
    except OSError as error:
        raise InputError("file-unreadable", name=name, flag=flag, why=failure_of(error)) from error
