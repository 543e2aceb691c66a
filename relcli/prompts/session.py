"""The interview as a person goes through it: asking, going back, changing an answer at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from relcli.decide.ballot import Ballot
from relcli.decide.open_questions import could_change, next_question, still_open, unasked
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import UNKNOWN
from relcli.prompts import Ask, Choice, Prompt

BACK = "back"
DONE = "done"
CHANGE = "change"

T = TypeVar("T")


def ask_trade(ask: Ask, texts: Texts, find: Callable[[str], T], names: tuple[str, ...]) -> T | None:
    """The type of business that a person names, by type-ahead; None when they pass over it.

    ``find`` looks a name up and raises ``AnswerError`` when it is none; then the reason is shown
    and the question put again.
    """
    why = texts.say("ask-business-why")
    while name := ask(Prompt(texts.say("ask-business"), why, suggestions=names)).strip():
        try:
            return find(name)
        except AnswerError as error:
            why = " ".join(texts.say(f"error-{error.code}", **error.values).splitlines()[:2])
    return None


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

    def run(self) -> None:
        """Ask until nothing left could change the winner."""
        while question := next_question(self._ballot, self.answers):
            prompt = self._prompt(question, can_go_back=bool(self._history))
            reply = self._ask(prompt._replace(progress=self._progress()))
            if reply == BACK:
                last = self._history.pop()
                self._dropped[last] = self.answers.pop(last)
            else:
                self.answers[question] = reply
                self._history.append(question)

    def review(self, trade: str) -> None:
        """Show what was assumed for the business, and let the person change it before the answer."""
        texts = self._texts
        while True:
            assumed = "\n".join(
                texts.say("labelled", label=texts.question(q), text=self._answer(q)) for q in self.answers
            )
            choices = (
                Choice(DONE, texts.say("ask-review-done")),
                Choice(CHANGE, texts.say("ask-change")),
            )
            title = texts.say("ask-review", trade=trade)
            if self._ask(Prompt(title, assumed, choices=choices)) == DONE:
                return
            self._change()

    def explore(self, show: Callable[[], str]) -> None:
        """Show the advice and let the person change answers, until they are done.

        ``show`` gives the word and its verdict in a line, which the menu repeats, since a long
        advice has by then left the screen.
        """
        headline = show()
        while self._ask(self._then(headline)) == CHANGE:
            if self._change():
                self._history.clear()
                self.run()
                headline = show()

    def _change(self) -> bool:
        """Let the person choose a question and answer it anew; False when they go back instead."""
        question = self._which()
        if question == BACK:
            return False
        reply = self._ask(self._prompt(question, can_go_back=True))
        if reply == BACK:
            return False
        self.answers[question] = reply
        return True

    def _prompt(self, question_id: str, *, can_go_back: bool) -> Prompt:
        texts = self._texts
        question = self._ballot.knowledge.questions[question_id]
        # Only what the role leaves open: the regulars do not buy once.
        options = [o for o in question.options if o.id in self._ballot.table[question_id]]
        choices = [Choice(o.id, texts.text(o.label)) for o in options]
        choices.append(Choice(UNKNOWN, texts.say("ask-not-sure")))
        if can_go_back:
            choices.append(Choice(BACK, texts.say("ask-back")))
        standing = self.answers.get(question_id, self._dropped.get(question_id))
        return Prompt(
            title=texts.text(question.ask),
            why=texts.text(question.why),
            progress="",
            choices=tuple(choices),
            chosen=next((c.id for c in choices if c.id == standing), None),
        )

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
        return self._texts.say("ask-progress", number=len(asked) + 1, remaining=len(left) - 1)

    def _then(self, headline: str) -> Prompt:
        texts = self._texts
        left = self._ballot.unanswered(self.answers)
        moves = could_change(self._ballot, self._ballot.narrow_to_role(self.answers), left)
        message = "ask-exhausted" if any(moves.values()) else "ask-settled"
        return Prompt(
            title=texts.say("ask-then"),
            why=texts.say(message),
            progress=headline,
            choices=(
                Choice(DONE, texts.say("ask-done")),
                Choice(CHANGE, texts.say("ask-change")),
            ),
        )

    def _which(self) -> str:
        texts = self._texts
        choices = [
            Choice(q, texts.say("labelled", label=texts.question(q), text=self._answer(q)))
            for q in self._ballot.unanswered({})
        ]
        choices.append(Choice(BACK, texts.say("ask-back")))
        return self._ask(Prompt(texts.say("ask-which"), "", "", tuple(choices)))

    def _answer(self, question: str) -> str:
        answer = self.answers.get(question, UNKNOWN)
        if answer == UNKNOWN:
            return self._texts.say("ask-not-sure")
        return self._texts.answer(question, answer)
