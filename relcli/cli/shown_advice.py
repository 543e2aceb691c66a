"""An advice on standard output, in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.advice.advice import Advice
from relcli.cli import output
from relcli.cli.options import Run
from relcli.language import preferred
from relcli.lookup import check_choice
from relcli.terminal import say_on_stderr

if TYPE_CHECKING:
    from relcli.render.page import Page
    from relcli.render.wording import Wording


def show_advice(
    advice: Advice,
    run: Run,
    form: output.OutputForm,
    *,
    all_roles: bool = False,
    inflected: str | None = None,
) -> None:
    """The page, that of everybody in the room or the JSON; the bare term (or the ``inflected`` form of it),
    which standard error stands in for where there is none."""
    if form.format == "json":
        from relcli.render.wire import wire_advice

        output.put(output.to_json(wire_advice(advice, run.data, run.texts)))
    elif form.format == output.BARE:
        _show_bare(advice, run, inflected)
    else:
        page = room_page_of(advice, run) if all_roles else page_of(advice, run)
        form.put_page(page)


def _show_bare(advice: Advice, run: Run, inflected: str | None) -> None:
    from relcli.render.placed import word_placement
    from relcli.render.wording import Wording

    wording = Wording(advice, run.data, run.texts)
    if wording.term is None:
        decision = advice.recommendation.decision
        leaders = run.texts.join(run.texts.quote(map(wording.of, decision.leaders)), "and")
        say_on_stderr(run.texts.say("undecided-quiet", leaders=leaders))
    elif inflected:
        output.put(f"{_form_of(wording, inflected)}\n")
    elif advice.placement:
        output.put(f"{word_placement(advice.placement, wording).term}\n")
    else:
        output.put(f"{wording.term}\n")


def _form_of(wording: Wording, wanted: str) -> str:
    """That form of the word; ``AnswerError`` names those that there are."""
    recommendation, rules = wording.advice.recommendation, wording.data.languages[wording.language]
    assert recommendation.concept
    assert wording.term
    word = preferred(wording.concepts[recommendation.concept], wording.language)
    forms = {name.replace("_", "-"): form for name, form in word.forms.items()}
    if rules.possessive:
        forms["possessive"] = f"{wording.term}\N{RIGHT SINGLE QUOTATION MARK}{rules.possessive}"
    return forms[check_choice("--form", wanted, forms)]


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
