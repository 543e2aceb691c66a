"""The interview as a person goes through it: the trade, the questions, going back, and what comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.advice.asked_trade import AskedTrade, name_with_word, understand_trade
from relcli.advice.trade_terms import words_meant
from relcli.data import Data
from relcli.decide.ballot import Ballot
from relcli.decide.decision import decide
from relcli.decide.open_questions import next_question, still_open, unasked
from relcli.errors import AmbiguousTradeError, AnswerError
from relcli.language import Texts, preferred
from relcli.model import UNKNOWN
from relcli.model.trades import Trade
from relcli.prompts import BACK, Ask, Choice, Prompt
from relcli.terminal import printable

DONE, EXPLAIN, CHANGE, SAVE, COPY, OTHERS = "done", "explain", "change", "save", "copy", "others"
NONE = ""
"""The reply of whoever names no trade."""
ROOM_FACTS = ("money", "serves-others")
"""What is asked of whoever names no trade before everybody in the room is shown."""

SUGGESTED = 8
"""So many trades are shown while somebody types."""


def ask_trade(ask: Ask, texts: Texts, data: Data, *, revision: str | None = None) -> AskedTrade | None:
    """What a person says that they do, by type-ahead; None when they would rather answer questions.

    For what is no trade, or several, the reason is shown and the question put again, or which of them it is.
    ``revision`` is that of the classification by which a class is read.
    """
    language = texts.language

    def suggest(typed: str) -> Iterator[Choice]:
        # A class is kept as it was typed: how it was read has to be said.
        read = data.finder.find(typed, language, revision) if typed.strip() else None
        for id_ in data.finder.search(typed, language, revision)[:SUGGESTED]:
            trade = data.trades[id_]
            id_ = typed if read and read.by and read.trades == (id_,) else id_  # noqa: PLW2901
            word = words_meant(trade, data, language)
            yield Choice(id_, texts.text(trade.label), beside=(word, texts.sector(trade.sector)))

    why = texts.say("ask-business-why")
    none = (Choice(NONE, texts.say("ask-no-business")),)
    prompt = Prompt(texts.say("ask-business"), why, choices=none, suggest=suggest)
    while name := printable(ask(prompt).strip()):
        try:
            return understand_trade(data, name, language, revision)
        except AmbiguousTradeError as error:
            return ask_which(ask, texts, name, [data.trades[id_] for id_ in error.trades])
        except AnswerError as error:
            told = texts.say(f"error-{error.code}", **error.values).partition("\n")[0]
            prompt = prompt._replace(above=(told,), typed=name)
    return None


def ask_which(ask: Ask, texts: Texts, name: str, trades: Iterable[Trade]) -> AskedTrade | None:
    """Which of several trades is meant; None for none of them."""
    known = {trade.id: trade for trade in trades}
    choices = [Choice(trade.id, name_with_word(trade, texts.language)) for trade in known.values()]
    neither = Choice(NONE, texts.say("ask-no-business"))
    chosen = ask(Prompt(texts.say("ask-which-business", value=name), choices=(*choices, neither)))
    return AskedTrade(known[chosen]) if chosen in known else None


class Afterwards(NamedTuple):
    """What can be done once there is an answer: ``word`` is the one to use; ``explain`` shows the whole
    account, ``room`` everybody there; ``save`` and ``copy`` say what came of it, ``tell`` says a sentence."""

    word: Callable[[], str]
    tell: Callable[[str], None]
    explain: Callable[[], None]
    room: Callable[[], None]
    save: Callable[[], None]
    copy: Callable[[], None]


class Session:
    """One person's answers so far, and how to ask for more.

    ``answers`` maps question to option; ``unknown`` stands for a question that was passed over.
    """

    def __init__(self, ballot: Ballot, texts: Texts, ask: Ask, answers: Mapping[str, str]) -> None:
        self._ballot, self._texts, self._ask = ballot, texts, ask
        self._history: list[str] = []
        self._dropped: dict[str, str] = {}
        self._given = frozenset(answers)
        self.answers = dict(answers)
        self.facts: dict[str, str] = {}

    # ---- the questions -------------------------------------------------------------------------------------

    def run(self, *, can_leave: bool = False) -> bool:
        """Ask until nothing left could change the winner; False when somebody who ``can_leave`` goes back
        from the first question."""
        while question := next_question(self._ballot, self.answers):
            reply = self._put(question, can_go_back=bool(self._history) or can_leave, above=self._above())
            if reply != BACK:
                self.answers[question] = reply
                self._history.append(question)
            elif not self._history:
                return False
            else:
                last = self._history.pop()
                self._dropped[last] = self.answers.pop(last)
        return True

    def _above(self) -> tuple[str, ...]:
        """Which question this is of about how many, and what was answered so far."""
        asked = [q for q in self.answers if q not in self._given]
        told = (self._texts.short(q, self.answers[q]) for q in asked if self.answers[q] != UNKNOWN)
        return (self._progress(len(asked) + 1), " · ".join(f"{answer} ✓" for answer in told))

    def _progress(self, number: int) -> str:
        """The core ones are asked in any case; after them usually one more."""
        ballot, answers = self._ballot, self.answers
        left = unasked(ballot, answers)
        core = [question for question in left if ballot.knowledge.questions[question].core]
        may_need_more = len(still_open(ballot, answers)) > len(core)
        total = number + max(len(core) - 1, 0) + may_need_more
        if len(left) == 1 or not (may_need_more or len(core) > 1):
            return self._texts.say("ask-last", number=number)
        return self._texts.say("ask-progress", number=number, total=total)

    def _so_far(self) -> str:
        decision = decide(self._ballot, self.answers)
        if decision.winner is None:
            return self._texts.say("ask-so-far-open")
        concept = self._ballot.knowledge.concepts[decision.winner]
        verdict = self._texts.text(self._ballot.knowledge.verdicts[decision.verdict].label)
        term = preferred(concept, self._texts.language).term
        return self._texts.say("ask-so-far", term=term, verdict=verdict)

    def _put(self, question_id: str, *, can_go_back: bool, above: tuple[str, ...] = ()) -> str:
        question, texts = self._ballot.knowledge.questions[question_id], self._texts
        # Only what the role leaves open: the regulars do not buy once.
        options = [o for o in question.options if o.id in self._ballot.table[question_id]]
        unsure = Choice(UNKNOWN, texts.say("ask-not-sure"), key="0")
        choices = (*(Choice(o.id, texts.text(o.label)) for o in options), unsure)
        standing = self.answers.get(question_id, self._dropped.get(question_id))
        return self._ask(
            Prompt(
                texts.text(question.ask),
                texts.text(question.why),
                above=above,
                choices=choices,
                below=self._so_far(),
                chosen=standing if standing in {choice.id for choice in choices} else None,
                can_go_back=can_go_back,
            )
        )

    # ---- what comes after the answer -----------------------------------------------------------------------

    def explore(self, do: Afterwards, *, has_trade: bool) -> None:
        """Let the person look further, change answers, save or copy, until they are done."""
        acts = {EXPLAIN: do.explain, SAVE: do.save, COPY: do.copy}
        choices = tuple(
            Choice(id_, self._texts.say(f"ask-{id_}"), self._texts.say(f"key-{id_}"))
            for id_ in (DONE, EXPLAIN, CHANGE, SAVE, COPY, OTHERS)
        )
        prompt = Prompt("", choices=choices, bar=True)
        while (reply := self._ask(prompt._replace(title=do.word()))) != DONE:
            if reply == CHANGE:
                self._change(do)
            elif reply == OTHERS:
                if has_trade or self._ask_facts():
                    do.room()
            else:
                acts[reply]()

    def _ask_facts(self) -> bool:
        """Which way the money flows, and whether there are two levels; once. False for who goes back."""
        for fact in ROOM_FACTS:
            question = self._ballot.knowledge.facts[fact]
            if fact not in self.facts:
                options = (Choice(o.id, self._texts.text(o.label)) for o in question.options)
                choices = (*options, Choice(UNKNOWN, self._texts.say("ask-not-sure"), key="0"))
                title, why = self._texts.text(question.ask), self._texts.text(question.why)
                reply = self._ask(Prompt(title, why, choices=choices, can_go_back=True))
                if reply == BACK:
                    return False
                self.facts[fact] = reply
        return True

    def _change(self, do: Afterwards) -> None:
        """Let the person choose a question and answer it anew; the difference that it makes is told."""
        questions = [Choice(question, self._line(question)) for question in self._ballot.unanswered({})]
        prompt = Prompt(self._texts.say("ask-which"), choices=(*questions,), can_go_back=True)
        while (question := self._ask(prompt)) != BACK:
            reply = self._put(question, can_go_back=True)
            if reply == BACK:
                prompt = prompt._replace(chosen=question)
                continue
            values = {"question": self._texts.question(question)}
            values |= {"old": self._answer(question), "before": do.word()}
            self.answers[question] = reply
            values |= {"new": self._answer(question), "now": do.word()}
            changed = values["now"] != values["before"]
            do.tell(self._texts.say("ask-changed" if changed else "ask-still", **values))
            return

    def _line(self, question: str) -> str:
        """A question with the answer that stands."""
        return self._texts.say("labelled", label=self._texts.question(question), text=self._answer(question))

    def _answer(self, question: str) -> str:
        answer = self.answers.get(question)
        if answer in (None, UNKNOWN):
            return self._texts.say("ask-not-sure" if answer else "ask-unanswered")
        return self._texts.short(question, str(answer))
