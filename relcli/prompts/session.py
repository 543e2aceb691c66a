"""The interview as a person goes through it: asking, going back, changing an answer at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from relcli.advice.asked_trade import AskedTrade, name_with_word
from relcli.data import Data
from relcli.decide.ballot import Ballot
from relcli.decide.open_questions import could_change, next_question, still_open, unasked
from relcli.errors import AmbiguousTradeError, AnswerError
from relcli.language import Texts
from relcli.model import UNKNOWN
from relcli.model.trades import Trade
from relcli.prompts import Ask, Choice, Prompt

BACK = "back"
DONE = "done"
CHANGE = "change"
OTHERS, OTHERS_KEY = "others", "o"
ROOM_FACTS = ("money", "serves-others")
"""What is asked of whoever names no trade before everybody in the room is shown."""
NONE = "none"

SUGGESTED = 8
"""So many trades are shown while somebody types."""


def ask_trade(
    ask: Ask, texts: Texts, understand: Callable[[str], AskedTrade], data: Data
) -> AskedTrade | None:
    """What a person says that they do, by type-ahead; None when they pass over it.

    ``understand`` raises ``AnswerError`` for what is no trade, or several: then the reason is shown and the
    question put again, or which of them it is.
    """

    def suggest(typed: str) -> Iterator[Choice]:
        for id_ in data.finder.search(typed, texts.language)[:SUGGESTED]:
            trade = data.trades[id_]
            yield Choice(texts.text(trade.label), trade.expect.get(texts.language, ""))

    why = texts.say("ask-business-why")
    while name := ask(Prompt(texts.say("ask-business"), why, suggest=suggest)).strip():
        try:
            return understand(name)
        except AmbiguousTradeError as error:
            return ask_which(ask, texts, name, [data.trades[id_] for id_ in error.trades])
        except AnswerError as error:
            why = texts.say(f"error-{error.code}", **error.values).partition("\n")[0]
    return None


def ask_which(ask: Ask, texts: Texts, name: str, trades: Iterable[Trade]) -> AskedTrade | None:
    """Which of several trades is meant; None for none of them."""
    known = {trade.id: trade for trade in trades}
    choices = [Choice(trade.id, name_with_word(trade, texts.language)) for trade in known.values()]
    neither = Choice(NONE, texts.say("ask-no-business"))
    chosen = ask(Prompt(texts.say("ask-which-business", value=name), "", choices=(*choices, neither)))
    return AskedTrade(known[chosen]) if chosen in known else None


class Session:
    """One person's answers so far, and how to ask for more.

    ``answers`` maps question to option; ``unknown`` stands for a question that was passed over.
    """

    def __init__(self, ballot: Ballot, texts: Texts, ask: Ask, answers: dict[str, str]) -> None:
        self._ballot = ballot
        self._texts = texts
        self._ask = ask
        self._history: list[str] = []
        self._dropped: dict[str, str] = {}
        self._given = frozenset(answers)
        self.answers = dict(answers)
        self.facts: dict[str, str] = {}

    def run(self) -> None:
        """Ask until nothing left could change the winner."""
        while question := next_question(self._ballot, self.answers):
            reply = self._put(question, self._progress(), can_go_back=bool(self._history))
            if reply == BACK:
                last = self._history.pop()
                self._dropped[last] = self.answers.pop(last)
            else:
                self.answers[question] = reply
                self._history.append(question)

    def review(self, trade: str) -> None:
        """Show what was assumed for the business, and let the person change it before the answer."""
        title = self._texts.say("ask-review", trade=trade)
        choices = self._choices({DONE: "ask-review-done", CHANGE: "ask-change"})
        while self._ask(Prompt(title, "\n".join(map(self._line, self.answers)), choices=choices)) == CHANGE:
            self._change()

    def explore(
        self, show: Callable[[], str], show_room: Callable[[], None], *, has_trade: bool = False
    ) -> None:
        """Show the advice and let the person change answers or see who else is there, until they are done.

        ``show`` gives the word and its verdict in a line, which the menu repeats, since a long
        advice has by then left the screen; ``show_room`` shows everybody in the room.
        """
        headline, title = show(), self._texts.say("ask-then")
        others = Choice(OTHERS, self._texts.say("ask-others"), OTHERS_KEY)
        choices = (*self._choices({DONE: "ask-done", CHANGE: "ask-change"}), others)
        while (reply := self._ask(Prompt(title, self._what_is_open(), headline, choices))) != DONE:
            if reply == OTHERS:
                if not has_trade:
                    self._ask_facts()
                show_room()
            elif self._change():
                self._history.clear()
                self.run()
                headline = show()

    def _ask_facts(self) -> None:
        """Which way the money flows, and whether there are two levels; once."""
        for fact in ROOM_FACTS:
            question = self._ballot.knowledge.facts[fact]
            if fact not in self.facts:
                options = (Choice(o.id, self._texts.text(o.label)) for o in question.options)
                choices = (*options, *self._choices({UNKNOWN: "ask-not-sure"}))
                title, why = self._texts.text(question.ask), self._texts.text(question.why)
                self.facts[fact] = self._ask(Prompt(title, why, choices=choices))

    def _change(self) -> bool:
        """Let the person choose a question and answer it anew; False when they go back instead."""
        questions = [Choice(question, self._line(question)) for question in self._ballot.unanswered({})]
        choices = (*questions, *self._choices({BACK: "ask-back"}))
        question = self._ask(Prompt(self._texts.say("ask-which"), "", choices=choices))
        reply = BACK if question == BACK else self._put(question, can_go_back=True)
        if reply != BACK:
            self.answers[question] = reply
        return reply != BACK

    def _put(self, question_id: str, progress: str = "", *, can_go_back: bool) -> str:
        question = self._ballot.knowledge.questions[question_id]
        # Only what the role leaves open: the regulars do not buy once.
        options = [o for o in question.options if o.id in self._ballot.table[question_id]]
        more = self._choices({UNKNOWN: "ask-not-sure"} | ({BACK: "ask-back"} if can_go_back else {}))
        choices = (*(Choice(o.id, self._texts.text(o.label)) for o in options), *more)
        standing = self.answers.get(question_id, self._dropped.get(question_id))
        chosen = standing if standing in {choice.id for choice in choices} else None
        title, why = self._texts.text(question.ask), self._texts.text(question.why)
        return self._ask(Prompt(title, why, progress, choices, chosen))

    def _progress(self) -> str:
        """Which question this is, and how many may still come.

        While anything can change the winner, any question may come to matter; after that only the
        core ones are asked.
        """
        ballot, answers = self._ballot, self.answers
        left = unasked(ballot, answers)
        if not still_open(ballot, answers):
            left = [question for question in left if ballot.knowledge.questions[question].core]
        asked = answers.keys() - self._given
        number, remaining = len(asked) + 1, len(left) - 1
        if not remaining:
            return self._texts.say("ask-last", number=number)
        return self._texts.say("ask-progress", number=number, remaining=remaining)

    def _what_is_open(self) -> str:
        left = self._ballot.unanswered(self.answers)
        moves = could_change(self._ballot, self._ballot.narrow_to_role(self.answers), left)
        return self._texts.say("ask-exhausted" if any(moves.values()) else "ask-settled")

    def _choices(self, messages: dict[str, str]) -> tuple[Choice, ...]:
        return tuple(Choice(id_, self._texts.say(message)) for id_, message in messages.items())

    def _line(self, question: str) -> str:
        """A question with the answer that stands."""
        texts, answer = self._texts, self.answers.get(question)
        told = (
            texts.answer(question, answer)
            if answer not in (None, UNKNOWN)
            else texts.say("ask-not-sure" if answer else "ask-unanswered")
        )
        return texts.say("labelled", label=texts.question(question), text=told)
