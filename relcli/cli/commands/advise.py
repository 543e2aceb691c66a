"""``relcli advise``: the word for these answers, asked for where they are missing."""

import errno
import os
import sys
from operator import attrgetter
from typing import Annotated

from relcli.advice.advice import make_advice
from relcli.advice.answers_file import AnswersFile, parse_answers
from relcli.advice.request import make_request, require_answers
from relcli.cli import output
from relcli.cli.commands.interview import interview, may_ask
from relcli.cli.options import Color, Flag, Format, Json, Reading, Run, TermLang, concepts, roles, trades
from relcli.errors import AnswerError, InputError
from relcli.terminal import printable

STDIN = "-"
EXIT_UNDECIDED = 3


def advise_command(
    run: Run,
    *,
    business: Annotated[str | None, Flag("--business", "-b", metavar="TEXT", values=trades)] = None,
    role: Annotated[str | None, Flag("--role", values=roles)] = None,
    reading: Reading = None,
    term_lang: TermLang = None,
    answers_file: Annotated[str | None, Flag("--answers", metavar="FILE|-")] = None,
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
    format: Format = None,
    json: Json = False,
    color: Color = None,
    **answers: str | None,
) -> int:
    """Print the advice, save it where that was asked for, and say what a decision file has otherwise."""
    from relcli.cli import decision

    show = output.choose(format, json=json, color=color, quiet=quiet)
    source = answers_file or config
    given = {question: answer for question, answer in answers.items() if answer is not None}
    if source is None and current and not given and not business:
        # The word in use is judged by what the house has decided.
        source = decision.nearest()
    file = _read_answers(source) if source else AnswersFile({}, None, None)
    request = make_request(
        run.data,
        run.texts.language,
        answers={**file.answers, **given},
        role=role or file.role,
        reading=reading,
        term_languages=term_lang.split(",") if term_lang else (),
        trade=business or file.trade,
        explain=explain,
        why_not=why_not,
        # The only text of the caller that the answer repeats.
        current=printable(current) if current else None,
        medium=medium,
        sector=not no_sector,
    )
    if save:
        decision.refuse_to_overwrite(save, force=force)
    is_open = request.is_empty and not answers_file
    if _wants_interview(is_open=is_open, interactive=interactive, no_input=no_input):
        advice = interview(run, request, show)
    else:
        advice = make_advice(run.data, require_answers(request, run.data.knowledge))
        output.show_advice(advice, run, show)
    if source and source != STDIN and file.is_decision:
        decision.tell_changes(advice, run, source)
    if save:
        decision.save(advice, run, save, force=force)
    undecided = advice.recommendation.concept is None
    return EXIT_UNDECIDED if undecided and exit_status else 0


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
        if name != STDIN:
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
