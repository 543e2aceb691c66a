"""From the cells of a row to its outcome: what ``relcli advise`` says to the same answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from typing import Any, NamedTuple

from relcli import load
from relcli.advice.advice import make_advice
from relcli.advice.recommendation import trade_words
from relcli.advice.request import Request
from relcli.batch.plan import BUSINESS, JSONL, Plan, fold
from relcli.batch.score import Decided, Memo, Profiles, Scorer
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts, preferred
from relcli.lookup import TradeIndex, suggest
from relcli.model import UNKNOWN, Knowledge, Trade
from relcli.render.names import Names
from relcli.render.wire import wire_advice
from relcli.terminal import printable

LONGEST = 60
"""So much of a wrong value is repeated, no more."""

HALVES = 1 << 14
"""So many halves of profiles are remembered, each way."""

CELLS = 1 << 12
"""So many different cells of a column are remembered."""

BAD = 1 << 512
"""More than any sum of a row whose cells can all be read."""


class Problem(NamedTuple):
    """What is wrong with a row: a code, and the values for the blanks of its message."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What is added to a row. ``detail`` is what ``--explain`` adds, as text or as JSON."""

    term: str | None
    concept: str | None
    verdict: str | None
    runner_up: str | None
    margin: int | None
    problem: Problem | None = None
    detail: str | None = None


class Refused(Exception):  # noqa: N818 - a row that cannot be answered is no error of the program
    """Carries the problem of a row to where its outcome is made."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, {key: shown(value) for key, value in values.items()})


def shown(value: object) -> object:
    """A value of the file as it may stand in a message: one short line."""
    if not isinstance(value, str):
        return value
    line = printable(" ".join(value[: 4 * LONGEST].split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class Adviser:
    """The answers to rows of one shape: ``columns`` says what each of their cells holds."""

    def __init__(self, plan: Plan, texts: Texts, knowledge: Knowledge, columns: Mapping[str, str]) -> None:
        self.plan = plan
        self.texts = texts
        self.knowledge = knowledge
        self.columns = columns
        self.asked = tuple(columns)
        self.data = Data()
        self.scorer = Scorer(self.data.ballots.of(plan.role, plan.reading))
        self.trades = Memo(self._named_trade, CELLS)
        self._trades: list[Trade | None] = [None]
        self._cells = {
            question: Memo(self._reader(question), CELLS) for question in columns if question != BUSINESS
        }
        self._fixed = {q: self._read(q, a) for q, a in plan.fixed.items() if q != BUSINESS}
        self._outcomes: dict[tuple[Decided, str | None], Outcome] = {}
        self._trade_shift = 8 * self.scorer.size
        self.halves = self._halve()
        self._sums = [
            Profiles(self._half(places, whole=whole), HALVES)
            for places, whole in zip(self.halves or (), (True, False), strict=False)
        ]

    @cached_property
    def register(self) -> TradeIndex:
        """All businesses: reading them takes longer than a short file does, so not before one is named."""
        return TradeIndex(load.trades())

    # ---- a whole row ------------------------------------------------------------------------

    def outcome(self, cells: Sequence[str | None]) -> Outcome:
        """What to add to a row with these cells, in the order of ``columns``."""
        try:
            trade, answers = self._profile(dict(zip(self.asked, cells, strict=True)))
            if self.plan.explain or not self.scorer.fits:
                return self._explained(trade, answers)
            all_answers = {**(trade.answers if trade else {}), **answers}
            total = sum(self.scorer.weights[q][all_answers.get(q, UNKNOWN)] for q in self.scorer.questions)
            return self._tell(self.scorer.decide(total), trade, self._word(trade, all_answers))
        except Refused as refused:
            return Outcome(None, None, None, None, None, refused.problem)

    def _profile(self, cells: Mapping[str, str | None]) -> tuple[Trade | None, dict[str, str]]:
        """The business and the answers given, in question order."""
        name = text_of(self.plan.fixed.get(BUSINESS, cells.get(BUSINESS)))
        trade = self.trades[name] if name else None
        if isinstance(trade, Problem):
            raise Refused(trade.code, **trade.values)
        if not self._has_role(trade):
            raise Refused("unknown-role", role=self.plan.role)
        answers = {}
        for question in self.knowledge.questions:
            if question in self._fixed:
                answer = self._fixed[question]
            elif question in cells:
                read = self._cells[question][text_of(cells[question])]
                if isinstance(read, Problem):
                    raise Refused(read.code, **read.values)
                answer = read
            else:
                continue
            if answer:
                answers[question] = answer
        return trade, answers

    def _has_role(self, trade: Trade | None) -> bool:
        """Is there anybody in that role?"""
        role = self.plan.role
        if role in self.knowledge.parties:
            return trade is not None and role in trade.parties
        return trade is None or role not in trade.absent

    def _named_trade(self, name: str) -> Trade | Problem | None:
        wanted = self.plan.values.get(fold(name), name).strip()
        if not wanted:
            return None
        try:
            return self.register.find(wanted, self.texts.language, nearest=False).trade
        except AnswerError as error:
            return Problem(error.code, {"value": shown(name), "fitting": error.values.get("fitting", "")})

    def _reader(self, question: str) -> Any:
        def read(cell: str) -> str | Problem:
            try:
                return self._read(question, cell)
            except Refused as refused:
                return refused.problem

        return read

    def _read(self, question: str, cell: str) -> str:
        """The answer in a cell; empty when there is none."""
        folded = fold(cell)
        answer = self.plan.values.get(folded, folded)
        options = {o.id.lower(): o.id for o in self.knowledge.questions[question].options}
        if answer in ("", UNKNOWN):
            return answer
        if answer in options:
            return options[answer]
        near = suggest(folded, options)
        code = "unknown-value-near" if near else "unknown-value"
        column = self.columns.get(question, question)
        raise Refused(code, column=column, value=cell, near=near, allowed=", ".join(options.values()))

    def _word(self, trade: Trade | None, answers: Mapping[str, str]) -> str | None:
        """The concept that the trade has established for the role."""
        return trade_words(trade, answers, sector=self.plan.sector).get(self.plan.role)

    def _tell(self, decided: Decided, trade: Trade | None, word: str | None) -> Outcome:
        divided = bool(word and trade and trade.divided and self.plan.role == "payer")
        known = (decided, f"{word} divided" if divided else word)
        if known not in self._outcomes:
            concept = word or decided.winner
            verdict = ("contested" if divided else "clear") if word else decided.verdict
            term = self._term(concept) if concept else None
            self._outcomes[known] = Outcome(term, concept, verdict, decided.runner_up, decided.margin)
        return self._outcomes[known]

    def _term(self, concept_id: str) -> str:
        """As ``Recommendation.term``: the word shown first keeps its plain name."""
        concept = self.knowledge.concepts.get(concept_id) or load.termbase()[concept_id]
        designation = preferred(concept, next(iter(self.plan.term_languages), self.texts.language))
        if self.plan.role == "group" and "group" not in concept.roles:
            return designation.forms.get("plural", designation.term)
        return designation.term

    def _explained(self, trade: Trade | None, answers: Mapping[str, str]) -> Outcome:
        request = Request(
            answers=answers,
            role=self.plan.role,
            reading=self.plan.reading,
            language=self.texts.language,
            term_languages=self.plan.term_languages,
            trade=trade,
            explain=True,
            sector=self.plan.sector,
        )
        advice = make_advice(self.data, request)
        recommendation = advice.recommendation
        decision = recommendation.decision
        return Outcome(
            Names(advice, self.data).term,
            recommendation.concept,
            recommendation.verdict,
            decision.runner_up,
            decision.margin,
            detail=self._detail(advice) if self.plan.explain else None,
        )

    def _detail(self, advice: Any) -> str:
        if self.plan.to == JSONL:
            return json.dumps(wire_advice(advice, self.data, self.texts).to_dict(), ensure_ascii=False)
        return " | ".join(
            f"{self.texts.text(reason.claim.says)} ({self._citation(reason.claim)})"
            for reason in advice.reasons
        )

    def _citation(self, claim: Any) -> str:
        return self.texts.say("citation", source=claim.source, section=claim.section)

    # ---- many rows, hardly any of them alike -------------------------------------------------

    def _halve(self) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """The places of the two halves of a row's cells; each half recurs although no row does.

        None where a row has too few cells for that, or where a half would not do.
        """
        places = [place for place, name in enumerate(self.asked) if name != BUSINESS]
        if len(places) < 4 or self.plan.explain or not self.scorer.fits:  # noqa: PLR2004
            return None
        if self.plan.role == "end-user" and (BUSINESS in self.columns or BUSINESS in self.plan.fixed):
            return None  # the word of the trade depends on who pays, and that stands in one half only
        trade = [place for place, name in enumerate(self.asked) if name == BUSINESS]
        middle = len(places) // 2
        return (*places[:middle], *trade), (*places[middle:], *trade)

    def by_halves(
        self,
        firsts: Iterable[tuple[str | None, ...]],
        seconds: Iterable[tuple[str | None, ...]],
        whole: Callable[[int], Sequence[str | None]],
    ) -> list[Decided | Outcome]:
        """The outcomes of rows, each from the sums of its halves; ``whole`` gives all cells of a row.

        Where no word of a trade comes in, a decision stands for its outcome (``plain``).
        """
        one, other = self._sums
        totals = list(map(add, map(one.__getitem__, firsts), map(other.__getitem__, seconds)))
        if max(totals, default=0) >= 1 << self._trade_shift:
            return [
                self.outcome(whole(at)) if total >= BAD else self._total(total)
                for at, total in enumerate(totals)
            ]
        return [*self.scorer.decide_all(totals)]

    def plain(self, decided: Decided) -> Outcome:
        """The outcome of a decision without a word of the trade."""
        return self._tell(decided, None, None)

    def _total(self, total: int) -> Outcome:
        index = total >> self._trade_shift
        trade = self._trades[index]
        decided = self.scorer.decide(total - (index << self._trade_shift))
        return self._tell(decided, trade, self._word(trade, {}))

    def _half(self, places: Sequence[int], *, whole: bool) -> Callable[[tuple[str | None, ...]], int]:
        """From the cells of a half to what they add; the first half adds what is the same for all."""
        names = [self.asked[place] for place in places]

        def add_up(cells: Sequence[str | None]) -> int:
            try:
                trade, answers = self._profile(dict(zip(names, cells, strict=True)))
            except Refused:
                return BAD
            own = trade.answers if trade else {}
            rest = [q for q in self.scorer.questions if q not in self.asked or q in self._fixed]
            mine = [n for n in names if n != BUSINESS and n not in self._fixed] + (rest if whole else [])
            total = sum(self.scorer.weights[q][answers.get(q, own.get(q, UNKNOWN))] for q in mine)
            return total + (self._trade_index(trade) << self._trade_shift if whole else 0)

        return add_up

    def _trade_index(self, trade: Trade | None) -> int:
        """The business's number, so that it can travel with the sum; 0 where it adds no word."""
        if trade is None or self._word(trade, {}) is None:
            return 0
        if trade not in self._trades:
            self._trades.append(trade)
        return self._trades.index(trade)


def text_of(cell: str | None) -> str:
    """A cell that is text or missing; ``TypeError`` for what a JSON reader may have left in it."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise TypeError
    return cell


class Number(str):
    """A number of JSON as it is written."""

    __slots__ = ()


def as_text(value: object) -> str | None:
    """A JSON value as a cell: text as it is, anything else as JSON writes it."""
    if value is None or isinstance(value, str):
        return value
    return as_json(value)


def as_json(value: object) -> str:
    """A value that was read from JSON as JSON again, its numbers untouched."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_json(key)}: {as_json(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
