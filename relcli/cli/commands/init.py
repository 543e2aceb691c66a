"""``relcli init``: what the prose says, the decision, and the files that keep to it, in one walk."""

import errno
import os
from collections import Counter
from collections.abc import Container
from functools import partial
from typing import Annotated, Any

from relcli.advice.advice import Advice, make_advice
from relcli.advice.request import Request, make_request, require_answers
from relcli.check.rulebook import Rulebook, forms_of_termbase
from relcli.check.survey import survey_summary, survey_table
from relcli.cli import decision, output
from relcli.cli.commands.advise import say_what_was_understood
from relcli.cli.commands.check import take_survey
from relcli.cli.interview import asker, interview, one_of
from relcli.cli.offers import (
    DECLINED,
    KEPT,
    NEEDLESS,
    OFFERS,
    PLANNED,
    WRITTEN,
    Made,
    Offer,
    Site,
    Step,
    carry_out,
    outlook,
    path_in,
)
from relcli.cli.options import Argument, Color, Flag, Json, Run, TermLang, trades
from relcli.cli.shown_advice import page_of
from relcli.errors import AmbiguousTradeError, InputError
from relcli.failures import system_failure
from relcli.house import file
from relcli.house.decided import house_of
from relcli.house.words import HouseVocabulary
from relcli.lookup import check_choice
from relcli.prompts import Ask, Choice, Prompt
from relcli.render.head import verdict_in_words
from relcli.render.wording import Wording
from relcli.terminal import may_ask, printable, say_on_stderr

DECISION_STEP = "decision"
YES, NO = "yes", "no"
ROOM_TO_ASK = 8
"""So many lines of the screen a question takes."""
WALK_VERSION = 1


def init_command(
    run: Run,
    *,
    folder: Annotated[str | None, Argument("FOLDER")] = None,
    business: Annotated[str | None, Flag("--business", "-b", metavar="TEXT", search=trades)] = None,
    term_lang: TermLang = None,
    wanted: Annotated[str | None, Flag("--with", metavar="LIST", values=tuple(OFFERS))] = None,
    no_input: Annotated[bool, Flag("--no-input")] = False,
    json: Json = False,
    color: Color = None,
    **answers: str,
) -> int:
    """Walk through it with somebody, do what ``--with`` names, or say what would be done."""
    show = output.choose(None, json=json, color=color)
    chosen = None if wanted is None else {check_choice("--with", name, OFFERS) for name in wanted.split(",")}
    asks = may_ask(os.environ) and not no_input and not json
    folder = folder or os.curdir
    if not os.path.isdir(folder):
        missing = errno.ENOTDIR if os.path.exists(folder) else errno.ENOENT
        raise InputError("file-unreadable", name=folder, why=system_failure(missing))
    make = partial(
        make_request,
        run.data,
        run.texts.language,
        answers=answers,
        term_languages=term_lang.split(",") if term_lang else (),
    )
    try:
        request = make(trade=business)
    except AmbiguousTradeError as error:
        if not asks:
            raise
        request = make(trade=one_of(error, run, show))
    walk = Walk(run, folder, request, show)
    if asks:
        walk.go(chosen, asker(run, show))
    elif chosen is not None:
        walk.go(chosen)
    else:
        walk.plan()
    if json:
        output.put(output.to_json(walk.table()))
    return 0


class Walk:
    """One folder on its way from what its prose says to files that keep to a decision.

    ``steps`` are the files so far, with what came of each.
    """

    def __init__(self, run: Run, folder: str, request: Request, show: output.OutputForm) -> None:
        self._run = run
        self._texts = run.texts
        self._folder = folder
        self._request = request
        self._show = show
        self._target = path_in(folder, file.NAME)
        self._house: HouseVocabulary | None = None
        self._found = file.find(folder)
        self.steps: list[Step] = []
        book = Rulebook(forms_of_termbase(run.data), run.data)
        self._uses, self._read = take_survey([folder], book, run.texts)

    def go(self, chosen: Container[str] | None, ask: Ask | None = None) -> None:
        """Decide and write: what was chosen, or what somebody says yes to."""
        self._say(survey_summary(self._uses, self._read, self._texts) + "\n")
        try:
            path = self._found or self._decide(ask, asks=chosen is None)
            if path is None:
                self._tell("init-without-decision", name=self._target)
                return
            if self._found:
                self._done(Step(DECISION_STEP, os.path.relpath(path), KEPT))
            self._house = file.read(path, self._run.data)
            home = os.path.dirname(os.path.realpath(path))
            site = Site(self._run, self._folder, self._house, home, self._prose_language())
            for offer in OFFERS.values():
                if chosen is None or offer.id in chosen:
                    self._do(offer, site, ask if chosen is None else None)
        except KeyboardInterrupt:
            written = [printable(step.path) for step in self.steps if step.status == WRITTEN]
            self._tell("init-stopped" if written else "init-nothing-written", names=", ".join(written))
            raise

    def plan(self) -> None:
        """Write nothing, and say what would be read, decided and written."""
        lines, say = [survey_summary(self._uses, self._read, self._texts)], self._texts.say
        if self._found:
            self._house = file.read(self._found, self._run.data)
            self.steps.append(Step(DECISION_STEP, os.path.relpath(self._found), KEPT))
        else:
            self.steps.append(Step(DECISION_STEP, self._target, PLANNED))
            if self._request.is_empty:
                lines.append(say("init-would-ask"))
            else:
                advice = make_advice(self._run.data, self._request)
                say_what_was_understood(advice, self._run, self._show)
                verdict = verdict_in_words(Wording(advice, self._run.data, self._texts))
                lines.append(say("init-decision", word=page_of(advice, self._run).title, verdict=verdict))
                self._house = house_of(advice, self._run.data, self._texts)
        self.steps += [step for offer in OFFERS.values() for step in outlook(offer, self._folder)]
        for status in dict.fromkeys(step.status for step in self.steps):
            names = (step.path for step in self.steps if step.status == status)
            lines.append(self._line(status, *names))
        if self._show.format != "json":
            output.put("\n".join(lines) + "\n")

    def table(self) -> dict[str, Any]:
        """All of it for JSON."""
        language = self._request.first_language
        roles = self._house.roles if self._house else {}
        words = {role: said.words[language] for role, said in roles.items() if language in said.words}
        return {
            "format_version": WALK_VERSION,
            "language": self._texts.language,
            "folder": self._folder,
            "survey": {"files": self._read, "words": survey_table(self._uses)["words"]},
            "decision": self._house and {"business": self._house.trade, "words": words},
            "steps": [{"for": s.offer, "path": s.path, "status": s.status} for s in self.steps],
        }

    def _prose_language(self) -> str:
        """The one that was asked for, else the one in which the prose speaks of people most."""
        if self._request.term_languages:
            return self._request.first_language
        uses = Counter(language for uses in self._uses.values() for _, language, _ in uses)
        return uses.most_common(1)[0][0] if uses else self._texts.language

    def _decide(self, ask: Ask | None, *, asks: bool) -> str | None:
        """The decision file, written; None where somebody wants none."""
        if ask and self._request.is_empty:
            advice = interview(self._run, self._request, self._show)
        else:
            advice = make_advice(self._run.data, require_answers(self._request, self._run.data.knowledge))
            say_what_was_understood(advice, self._run, self._show)
            self._show_answer(advice, room=ROOM_TO_ASK if ask else 0)
        if saved := file.find(self._folder):  # at the end of the interview
            self.steps.append(Step(DECISION_STEP, os.path.relpath(saved), WRITTEN))
            return saved
        if ask and asks and not self._wants(ask, DECISION_STEP, self._target, default=YES):
            self.steps.append(Step(DECISION_STEP, self._target, DECLINED))
            return None
        decision.save(advice, self._run, self._target)
        self.steps.append(Step(DECISION_STEP, self._target, WRITTEN))
        return self._target

    def _show_answer(self, advice: Advice, *, room: int) -> None:
        """The answer on one screen, with so many lines left for a question."""
        if self._show.format != "json":
            self._show.put_page(page_of(advice, self._run, taken=room))
            self._say("")

    def _do(self, offer: Offer, site: Site, ask: Ask | None) -> None:
        """Write what is not there yet. Somebody is asked first, if there is anything to write or to add."""
        steps, made = outlook(offer, self._folder), Made()
        if offer.made and steps[0].status == PLANNED:
            found = site.make(offer)
            if found is None:
                steps = [step._replace(status=NEEDLESS, snippet="") for step in steps]
            else:
                made = found
        is_open = any(step.status == PLANNED or step.snippet for step in steps)
        if ask and is_open and not self._wants(ask, offer.id, steps[0].path, count=made.findings):
            self.steps += [step._replace(status=DECLINED) for step in steps]
            return
        for step in carry_out(offer, self._folder, steps, made):
            self._done(step)

    def _done(self, step: Step) -> None:
        self.steps.append(step)
        self._say(self._line(step.status, step.path))
        if step.snippet:
            self._tell("init-snippet", text=step.snippet.rstrip())

    def _wants(self, ask: Ask, offer: str, path: str, *, default: str = NO, count: int = 0) -> bool:
        say = self._texts.say
        choices = tuple(Choice(id_, say(f"init-{id_}"), say(f"init-{id_}-key")) for id_ in (YES, NO))
        title = say(f"init-ask-{offer}", name=printable(path), count=count)
        return ask(Prompt(title, choices=choices, below=say(f"init-why-{offer}"), chosen=default)) == YES

    def _line(self, status: str, *paths: str) -> str:
        return self._texts.say(f"init-{status}", name=", ".join(map(printable, paths)))

    def _tell(self, message: str, **values: str) -> None:
        self._say(self._texts.say(message, **values))

    def _say(self, text: str) -> None:
        if self._show.format != "json":
            say_on_stderr(text)
