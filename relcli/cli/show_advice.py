"""An advice on standard output, in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.advice.advice import Advice
from relcli.cli.options import Run
from relcli.cli.output import BARE, Output, put
from relcli.terminal import say_on_stderr

if TYPE_CHECKING:
    from relcli.render.page import Page


def show_advice(advice: Advice, run: Run, output: Output) -> None:
    """The page or its JSON; the bare term, which standard error stands in for where there is none."""
    if output.format != BARE:
        output.write(lambda: page_of(advice, run), lambda: _table_of(advice, run))
        return
    from relcli.render.wording import Wording

    wording = Wording(advice, run.data, run.texts)
    if wording.term is not None:
        put(f"{wording.term}\n")
    else:
        leaders = run.texts.join(map(wording.of, advice.recommendation.decision.leaders), "and")
        say_on_stderr(run.texts.say("undecided-quiet", leaders=leaders))


def page_of(advice: Advice, run: Run) -> Page:
    """The advice in words."""
    from relcli.render.advice_page import advice_page

    return advice_page(advice, run.data, run.texts)


def _table_of(advice: Advice, run: Run) -> dict[str, object]:
    from relcli.render.wire import wire_advice

    return wire_advice(advice, run.data, run.texts).to_dict()
