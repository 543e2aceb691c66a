"""An advice on standard output, in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.advice.advice import Advice
from relcli.cli import output
from relcli.cli.options import Run
from relcli.terminal import say_on_stderr

if TYPE_CHECKING:
    from relcli.render.page import Page


def show_advice(advice: Advice, run: Run, form: output.OutputForm, *, all_roles: bool = False) -> None:
    """The page, that of everybody in the room or the JSON; the bare term, which standard error stands in for
    where there is none."""
    if form.format == "json":
        from relcli.render.wire import wire_advice

        output.put(output.to_json(wire_advice(advice, run.data, run.texts).to_dict()))
    elif form.format == output.BARE:
        _show_bare(advice, run)
    else:
        page = room_page_of(advice, run) if all_roles else page_of(advice, run)
        form.put_page(page)


def _show_bare(advice: Advice, run: Run) -> None:
    from relcli.render.placed import word_placement
    from relcli.render.wording import Wording

    wording = Wording(advice, run.data, run.texts)
    if wording.term is None:
        decision = advice.recommendation.decision
        leaders = run.texts.join(run.texts.quote(map(wording.of, decision.leaders)), "and")
        say_on_stderr(run.texts.say("undecided-quiet", leaders=leaders))
    elif advice.placement:
        output.put(f"{word_placement(advice.placement, wording).term}\n")
    else:
        output.put(f"{wording.term}\n")


def page_of(advice: Advice, run: Run, *, taken: int = 0) -> Page:
    """The advice in words: all of it, what was asked about one word, or the answer on one screen, of which
    so many lines are taken."""
    if advice.request.explain:
        from relcli.render.account import account_page as page
    elif advice.current or advice.why_not:
        from relcli.render.asked import asked_page as page
    else:
        from relcli.render.answer import answer_page

        return answer_page(advice, run.data, run.texts, taken=taken)
    return page(advice, run.data, run.texts)


def room_page_of(advice: Advice, run: Run) -> Page:
    """Everybody in the room in words."""
    from relcli.render.room import room_page
    from relcli.render.wording import Wording

    return room_page(Wording(advice, run.data, run.texts))
