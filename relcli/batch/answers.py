"""From the cells of a row to its outcome: what ``relcli advise`` says to the same answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from relcli.advice.asked_trade import understand_trade
from relcli.advice.recommendation import trade_division, trade_verdict, trade_word
from relcli.advice.request import Request, roles_there
from relcli.advice.trade_terms import concepts_of
from relcli.batch.plan import BUSINESS, JSONL, Plan, fold
from relcli.batch.rows import Profile, RowProblem, shorten
from relcli.data import Data
from relcli.decide.decision import standing
from relcli.errors import AnswerError
from relcli.failures import Failure
from relcli.language import Texts, cite, term_for_role
from relcli.lookup import suggest
from relcli.model import UNKNOWN, Question
from relcli.model.trades import Trade

NAMES = 1 << 12  # so many names of businesses are remembered with what was found


class Outcome(NamedTuple):
    """What is added to a row.

    ``business`` is the trade that its name was understood as; ``error`` is what is wrong with it, in words,
    and ``code`` the code of that; ``detail`` is what ``--explain`` adds, as text or as JSON.
    """

    term: str | None = None
    concept: str | None = None
    verdict: str | None = None
    runner_up: str | None = None
    margin: int | None = None
    business: str | None = None
    error: str | None = None
    code: str | None = None
    detail: str | None = None


class RowAnswers:
    """The answers to rows of one shape: ``columns`` says what each cell of a profile holds."""

    def __init__(self, data: Data, plan: Plan, texts: Texts, columns: Mapping[str, str]) -> None:
        self.data = data
        self.plan = plan
        self.texts = texts
        self.columns = columns
        self._words = {
            question.id: self._words_for(question)
            for question in data.knowledge.questions.values()
            if question.id in {*columns, *plan.fixed}
        }
        self._find_trade = lru_cache(NAMES)(self._look_up_trade)

    def _words_for(self, question: Question) -> dict[str, str]:
        """What a cell may hold, folded, to the answer that it is; empty for none."""
        options = {"": "", UNKNOWN: UNKNOWN} | {option.id.lower(): option.id for option in question.options}
        # A word that stands for an answer to another question is none here.
        words = options | {word: options.get(answer) for word, answer in self.plan.values.items()}
        return {word: answer for word, answer in words.items() if answer is not None}

    def outcome(self, profile: Profile) -> Outcome:
        """What to add to a row with these cells."""
        try:
            request = self._request(dict(zip(self.columns, profile, strict=True)))
        except AnswerError as error:
            return self.refusal(error)
        outcome = self._decided(request)
        return outcome._replace(detail=self._explained(request)) if self.plan.explain else outcome

    def refusal(self, problem: RowProblem | AnswerError) -> Outcome:
        """What to add to a row that cannot be answered."""
        values = {
            key: self.texts.failure(value) if isinstance(value, Failure) else value
            for key, value in problem.values.items()
        }
        words = self.texts.say(f"row-{problem.code}", **values)
        return Outcome(error=f"{problem.code}: {words}", code=problem.code)

    def _request(self, cells: Mapping[str, str | None]) -> Request:
        plan, knowledge, answers = self.plan, self.data.knowledge, {}
        trade = self._find_trade(plan.fixed.get(BUSINESS) or cells.get(BUSINESS) or "")
        # Without a trade nobody knows who is there, so that anybody may be.
        if plan.role and trade and plan.role not in roles_there(knowledge, trade, sector=plan.sector):
            raise AnswerError("unknown-role", role=plan.role)
        for question, words in self._words.items():
            cell = cells.get(question) or ""
            answer = plan.fixed.get(question) or words.get(fold(cell))
            if answer is None:
                near = suggest(
                    fold(cell), [option.id.lower() for option in knowledge.questions[question].options]
                )
                values = {"column": shorten(self.columns[question]), "value": shorten(cell), "near": near}
                raise AnswerError("unknown-value-near" if near else "unknown-value", **values)
            if answer:
                answers[question] = answer
        return Request(
            answers, plan.role, plan.reading, self.texts.language, plan.term_languages, trade,
            explain=plan.explain, sector=plan.sector,
        )  # fmt: skip

    def _look_up_trade(self, name: str) -> Trade | None:
        wanted = self.plan.values.get(fold(name), name).strip()
        try:
            asked = (
                understand_trade(self.data, wanted, self.texts.language, self.plan.revision)
                if wanted
                else None
            )
        except AnswerError as error:
            fitting = error.values.get("fitting", "")
            raise AnswerError(error.code, value=shorten(name), fitting=fitting) from None
        return asked.trade if asked else None

    def _decided(self, request: Request) -> Outcome:
        answers = request.merged_answers()
        ballots = self.data.ballots
        decided = standing(ballots.of(request.role, request.reading), answers)
        word = trade_word(ballots, request, answers, request.role, decided.winner)
        chosen, verdict, term = word or decided.winner, decided.verdict, None
        if word:
            verdict = trade_verdict(trade_division(request.trade, request.role, sector=request.sector))
        if chosen:
            term = term_for_role(
                concepts_of(self.data, request)[chosen], request.role, request.first_language
            )
        trade = request.trade.id if request.trade else None
        return Outcome(term, chosen, verdict, decided.runner_up, decided.margin, trade)

    def _explained(self, request: Request) -> str:
        from relcli.advice.advice import make_advice
        from relcli.render.wire import wire_advice
        from relcli.render.wording import Wording, label_reason

        advice = make_advice(self.data, request)
        if self.plan.to == JSONL:
            return json.dumps(wire_advice(advice, self.data, self.texts).to_dict(), ensure_ascii=False)
        wording = Wording(advice, self.data, self.texts)
        return " | ".join(
            f"{label_reason(reason, wording)} {self.texts.text(reason.claim.says)}"
            f" ({cite(reason.claim.source, reason.claim.section, self.texts)})"
            for reason in advice.reasons
        )
