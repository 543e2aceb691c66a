"""What all steps of the statement share: the ballot, the table, and how things are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from relcli.decide.ballot import Ballot
from relcli.model import UNKNOWN
from relcli.sql.text import Dialect, comment, in_rows, path_parts

STEM = "relcli"
"""What the names of our steps and of the columns that are added begin with."""


class AnswerTable(NamedTuple):
    """Where the answers are: a table, the columns of the questions, and what is the same for all rows.

    A question in neither mapping is not answered.
    """

    name: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = {}


class Frame:
    """One ballot over one table in one dialect."""

    def __init__(self, ballot: Ballot, table: AnswerTable, dialect: Dialect) -> None:
        self.ballot = ballot
        self.table = table
        self.dialect = dialect
        self.text = dialect.text
        self.asked = [q for q in ballot.knowledge.questions if q in table.columns]
        self.source = f"{dialect.path(table.name)} AS t"
        self.keys = in_rows(own_name("raw", question) for question in self.asked)
        """The columns that tell one combination of answers from another."""
        # A table that is called as one of our steps would be hidden by it.
        self._stem = STEM
        while path_parts(table.name)[-1].lower().startswith(f"{self._stem}_"):
            self._stem += "_own"

    def step(self, name: str) -> str:
        """The name of a step."""
        return f"{self._stem}_{name}"

    def raw(self, question: str) -> str:
        """The cell of a question as it stands in the table, which is ``t``."""
        return f"COALESCE(t.{self.dialect.name(self.table.columns[question])}, '')"

    def among(self, column: str, values: Iterable[str]) -> str:
        """Spelled out rather than IN: SQLite would build a set for every list of more than two."""
        return " OR ".join(f"{column} = {self.text(value)}" for value in values)

    @property
    def carried(self) -> list[str]:
        """The columns that go from step to step: the keys, what is wrong, and which questions are open."""
        return [*self.keys, "problem", *in_rows(own_name("open", q) for q in self.open_questions)]

    @cached_property
    def open_questions(self) -> list[str]:
        """Those to which an answer may be open, and matter."""
        fixed, columns = self.table.fixed, self.table.columns
        known = {q for q, answer in fixed.items() if answer != UNKNOWN and q not in columns}
        return [q for q, options in self.ballot.table.items() if q not in known and len(options) > 1]

    @cached_property
    def scores(self) -> dict[str, dict[str, list[str]]]:
        """Reading to concept to one line for every claim of the reading's documents that reaches it."""
        return {
            reading.id: self._scores(reading.sources, reading.concepts) for reading in self.ballot.readings
        }

    def _scores(self, sources: Iterable[str], named: Iterable[str]) -> dict[str, list[str]]:
        members = set(sources)
        scores: dict[str, list[str]] = {c: [] for c in sorted({*named, *self.ballot.concepts})}
        for claim in self.ballot.claims:
            when = self._condition(claim.question, claim.options) if claim.source in members else None
            if when is None:
                continue
            note = comment(f"{claim.id} ({' '.join(claim.section.split())})")
            for concept, effect in claim.effects.items():
                if concept in scores:
                    points = f"CASE WHEN {when} THEN {effect} ELSE 0 END" if when else f"({effect})"
                    scores[concept].append(f"+ {points}  {note}")
        return {c: lines for c, lines in scores.items() if lines}

    def _condition(self, question: str, options: Iterable[str]) -> str | None:
        """When one of these is the answer, as the role narrows it; '' for always, None for never."""
        said = own_name("said", question)
        allowed = self.ballot.knowledge.roles[self.ballot.role].needs.get(question)
        if not allowed:
            return self.among(said, options)
        among = [option for option in allowed if option in set(options)]
        if allowed[0] not in among:
            return self.among(said, among) if among else None
        # Whatever the role does not allow is taken as the first that it does.
        others = [option for option in allowed if option not in among]
        return f"NOT ({self.among(said, others)})" if others else ""


def own_name(*parts: str) -> str:
    """A name of our own, which begins with what it is; ids are made of small letters, digits and hyphens.

    ``raw`` is a cell, ``said`` the answer in it, ``open`` whether there is none; ``by`` the points that the
    documents of a reading give a concept, ``all`` those of all documents, ``place`` its place by them;
    ``choice`` the concept that a reading leads to.
    """
    return "_".join(parts).replace("-", "_")
