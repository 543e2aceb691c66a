"""From the cells of a row to its outcome: what ``relcli advise`` says to the same answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from relcli.advice import Advice
from relcli.answers import suggest
from relcli.batch.plan import BUSINESS, JSONL, Plan, fold
from relcli.batch.rows import Profile, RowProblem, shorten
from relcli.data import Data
from relcli.engine import Engine
from relcli.errors import AnswerError
from relcli.language import Texts, cite, term_for_role
from relcli.model import UNKNOWN, Trade
from relcli.recommendation import ballot_for, extend_to_roles, trade_verdict
from relcli.request import Request
from relcli.trades import Register

NAMES = 1 << 12
"""So many names of businesses are remembered with what was found."""


class Outcome(NamedTuple):
    """What is added to a row. ``detail`` is what ``--explain`` adds, as text or as JSON."""

    term: str | None = None
    concept: str | None = None
    verdict: str | None = None
    runner_up: str | None = None
    margin: int | None = None
    problem: RowProblem | None = None
    detail: str | None = None


class Refused(Exception):  # noqa: N818 - a row that cannot be answered is no error of the program
    """Carries the problem of a row to where its outcome is made."""

    def __init__(self, problem: RowProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Answers:
    """The answers to rows of one shape: ``columns`` says what each cell of a profile holds."""

    def __init__(self, data: Data, plan: Plan, texts: Texts, columns: Mapping[str, str]) -> None:
        self.data = data
        self.plan = plan
        self.texts = texts
        self.columns = columns
        self._engine = Engine(data.knowledge)
        self._ballot = ballot_for(self._engine, Request({}, role=plan.role, reading=plan.reading))
        self._language = next(iter(plan.term_languages), texts.language)
        self._options = {
            question.id: {"": "", UNKNOWN: UNKNOWN, **{o.id.lower(): o.id for o in question.options}}
            for question in data.knowledge.questions.values()
        }
        self._find_trade = lru_cache(NAMES)(self._look_up_trade)

    @cached_property
    def _register(self) -> Register:
        """All businesses: reading them takes longer than a short file does, so not before one is named."""
        return Register(self.data.trades)

    def outcome(self, profile: Profile) -> Outcome:
        """What to add to a row with these cells."""
        try:
            request = self._request(dict(zip(self.columns, profile, strict=True)))
        except Refused as refused:
            return Outcome(problem=refused.problem)
        return self._explained(request) if self.plan.explain else self._decided(request)

    def _request(self, cells: Mapping[str, str | None]) -> Request:
        trade = self._find_trade(self.plan.fixed.get(BUSINESS) or cells.get(BUSINESS) or "")
        if isinstance(trade, RowProblem):
            raise Refused(trade)
        if not self._has_role(trade):
            raise Refused(RowProblem("unknown-role", {"role": self.plan.role}))
        answers = {
            question: self.plan.fixed.get(question) or self._read(question, cells[question] or "")
            for question in self.data.knowledge.questions
            if question in cells or question in self.plan.fixed
        }
        return Request(
            answers={question: answer for question, answer in answers.items() if answer},
            role=self.plan.role,
            reading=self.plan.reading,
            term_languages=self.plan.term_languages,
            trade=trade,
            explain=self.plan.explain,
            sector=self.plan.sector,
        )

    def _has_role(self, trade: Trade | None) -> bool:
        """Is there anybody in that role?"""
        role = self.plan.role
        if role in self.data.knowledge.parties:
            return trade is not None and role in trade.parties
        return trade is None or role not in trade.absent

    def _look_up_trade(self, name: str) -> Trade | RowProblem | None:
        wanted = self.plan.values.get(fold(name), name).strip()
        if not wanted:
            return None
        try:
            return self._register.find(wanted, self.texts.language)
        except AnswerError as error:
            fitting = error.values.get("fitting", "")
            return RowProblem(error.code, {"value": shorten(name), "fitting": fitting})

    def _read(self, question: str, cell: str) -> str:
        """The answer in a cell; empty when there is none."""
        folded = fold(cell)
        options = self._options[question]
        answer = options.get(self.plan.values.get(folded, folded))
        if answer is not None:
            return answer
        allowed = {option: option_id for option, option_id in options.items() if option not in ("", UNKNOWN)}
        near = suggest(folded, allowed)
        column = shorten(self.columns[question])
        values = {
            "column": column,
            "value": shorten(cell),
            "near": near,
            "allowed": ", ".join(allowed.values()),
        }
        raise Refused(RowProblem("unknown-value-near" if near else "unknown-value", values))

    def _decided(self, request: Request) -> Outcome:
        answers = {**request.assumed(), **request.answers}
        decision = self._ballot.decide(answers)
        established = extend_to_roles(request.words_of_trade(), answers).get(request.role)
        concept = established or decision.winner
        return Outcome(
            concept and self._term(concept),
            concept,
            trade_verdict(request) if established else decision.verdict,
            decision.runner_up,
            decision.margin,
        )

    def _term(self, concept_id: str) -> str:
        concept = self.data.knowledge.concepts.get(concept_id) or self.data.termbase[concept_id]
        return term_for_role(concept, self.plan.role, self._language)

    def _explained(self, request: Request) -> Outcome:
        advice = Advice(self._engine, request, self.texts)
        if self.plan.to == JSONL:
            detail = json.dumps(advice.to_dict(), ensure_ascii=False)
        else:
            claims = [(reason, reason.vote.claim) for reason in advice.reasons()]
            detail = " | ".join(
                f"{advice.points_of(reason)} {self.texts.text(claim.says)}"
                f" ({cite(claim.source, claim.section, self.texts)})"
                for reason, claim in claims
            )
        decision = advice.decision
        return Outcome(
            advice.term, advice.concept, advice.verdict, decision.runner_up, decision.margin, detail=detail
        )
