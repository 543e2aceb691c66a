"""The decision as one SELECT: a table of answers in, the same table with its advice out.

Portable: whole numbers, ``CASE``, ``COALESCE``, ``DISTINCT`` and one ``LEFT JOIN``; no division, no
GREATEST, no arrays, no NULL-safe comparison. It decides once for every combination of answers that
the table holds and joins that back, so a row costs a look-up (``docs/use/sql.md``).

Nothing that a caller names gets into the text but as a quoted identifier, and our own names, which
stand unquoted, are made of letters that no engine folds or reserves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli import __version__
from relcli.decide.ballot import Ballot
from relcli.errors import AnswerError
from relcli.language import Texts, preferred
from relcli.model import UNKNOWN, Knowledge

STEM = "relcli"
COLUMNS = ("term", "concept", "verdict", "runner_up", "margin", "error")
"""What every row is given, after the stem."""

WIDTH = 90

NO_TEXT = "NULLIF('', '')"
"""A NULL that every engine takes for text."""


class Dialect(NamedTuple):
    """How an engine quotes names and strings, and what stands for a quote within them."""

    quote: str
    in_names: Mapping[str, str]
    in_texts: Mapping[str, str]

    def name(self, name: str) -> str:
        """A quoted identifier."""
        return f"{self.quote}{_escaped(name, self.in_names)}{self.quote}"

    def path(self, path: str) -> str:
        """A table or view as it is named across schemas: dots part, unless within double quotes."""
        return ".".join(self.name(part) for part in path_parts(path))

    def text(self, text: str) -> str:
        """A string."""
        return f"'{_escaped(text, self.in_texts)}'"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text)


ANSI = Dialect('"', {'"': '""'}, {"'": "''"})
SPARK = Dialect("`", {"`": "``"}, {"'": r"\'", "\\": r"\\"})
BIGQUERY = Dialect("`", {"`": r"\`", "\\": r"\\"}, {"'": r"\'", "\\": r"\\"})
DEFAULT_DIALECT = "ansi"
DIALECTS: Mapping[str, Dialect] = {DEFAULT_DIALECT: ANSI, "spark": SPARK, "bigquery": BIGQUERY}


class Table(NamedTuple):
    """Where the answers are: a table, the columns of the questions, and what is the same for all rows.

    A question in neither mapping is not answered.
    """

    name: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = {}


def path_parts(path: str) -> list[str]:
    """``sales.accounts`` is two names, ``"accounts.csv"`` in double quotes is one."""
    part = r'"(?:[^"]|"")+"|[^".]+'
    if not re.fullmatch(rf"(?:{part})(?:\.(?:{part}))*", path, re.DOTALL):
        return [path]
    return [
        found[1:-1].replace('""', '"') if found.startswith('"') else found
        for found in re.findall(part, path, re.DOTALL)
    ]


def check_name(flag: str, name: str) -> str:
    """The name itself, unless no engine could have such a one: empty, or with control characters."""
    if not name.strip() or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise AnswerError("not-a-name", flag=flag, value=name)
    return name


def select(
    ballot: Ballot, texts: Texts, table: Table, dialect: Dialect = ANSI, view: str | None = None
) -> str:
    """The whole statement: a SELECT, or the view of that name."""
    return _Statement(ballot, texts, table, dialect).text(view)


class _Statement:
    def __init__(self, ballot: Ballot, texts: Texts, table: Table, dialect: Dialect) -> None:
        self.ballot = ballot
        self.texts = texts
        self.table = table
        self.dialect = dialect
        self.knowledge: Knowledge = ballot.knowledge
        self.questions = tuple(self.knowledge.questions)
        self.asked = tuple(q for q in self.questions if q in table.columns)
        self.granted = ballot.narrow_to_role({})
        self.needs = self.knowledge.roles[ballot.role].needs
        # A table that is called as one of our steps would be hidden by it.
        self.stem = STEM
        while path_parts(table.name)[-1].lower().startswith(f"{self.stem}_"):
            self.stem += "_own"
        self.members = {
            reading: tuple(s.id for s in ballot.sources if s.reading == reading)
            for reading in self.knowledge.readings
            if any(s.reading == reading for s in ballot.sources)
        }
        self.scores = {reading: self._scores(reading) for reading in self.members}

    # ---- the parts of the text ----------------------------------------------------------------

    def text(self, view: str | None) -> str:
        steps = {
            "profiles": self._profiles(),
            "answers": self._answers(),
            "heard": self._heard(),
            "points": self._points(),
            "places": self._places(),
            "ranked": self._ranked(),
            "decided": self._decided(),
        }
        parts = [self._note("head", **self._about())]
        if view is not None:
            parts.append(f"CREATE VIEW {self.dialect.path(view)} AS")
        described = [
            f"{self._note(name, **self._facts())}\n{self.stem}_{name} AS (\n{_indent(body)}\n)"
            for name, body in steps.items()
        ]
        parts += ["WITH", ",\n\n".join(described), "", self._note("rows"), self._rows() + ";"]
        return "\n".join(parts) + "\n"

    def _note(self, step: str, /, **values: object) -> str:
        return "\n".join(map(_comment, self.texts.say(f"sql-{step}", **values).splitlines()))

    def _about(self) -> dict[str, object]:
        reading = self.ballot.reading
        say = self.texts.say
        return {
            "version": __version__,
            "role": self.ballot.role,
            "reading": reading or say("sql-all-readings"),
            "language": say(f"language-{self.texts.language}"),
            "sources": ", ".join(source.id for source in self.ballot.sources),
        }

    def _facts(self) -> dict[str, object]:
        strengths = self.knowledge.strengths.values()
        points = {claim.strength: abs(e) for claim in self.ballot.claims for e in claim.effects.values()}
        told = [f"{self.texts.text(s.label)} {points[s.id]}" for s in strengths if s.id in points]
        return {"strengths": ", ".join(told) or "-", "large": self.knowledge.large_lead}

    def _text(self, text: str) -> str:
        return self.dialect.text(text)

    def _named(self, reading: str) -> list[str]:
        """The concepts that the reading's documents name themselves."""
        return [*next(speaker.named for speaker in self.ballot.readings if speaker.id == reading)]

    def _step(self, name: str) -> str:
        return f"{self.stem}_{name}"

    # ---- from rows to answers -----------------------------------------------------------------

    def _raw(self, question: str) -> str:
        return f"COALESCE(t.{self.dialect.name(self.table.columns[question])}, '')"

    @property
    def _keys(self) -> list[str]:
        return _rows_of(_own("raw", question) for question in self.asked)

    @property
    def _flags(self) -> list[str]:
        return _rows_of(_own("open", question) for question in self.questions if self._may_be_open(question))

    def _profiles(self) -> str:
        columns = [f"{self._raw(question)} AS {_own('raw', question)}" for question in self.asked]
        return f"SELECT DISTINCT\n{_list(columns)}\nFROM {self.dialect.path(self.table.name)} AS t"

    def _answers(self) -> str:
        columns = [*self._keys, *map(self._said, self.questions)]
        return f"SELECT DISTINCT\n{_list(columns)}\nFROM {self._step('profiles')}"

    def _said(self, question: str) -> str:
        said = _own("said", question)
        if question not in self.table.columns:
            return f"{self._text(self.table.fixed.get(question, UNKNOWN))} AS {said}"
        known = [option.id for option in self.knowledge.questions[question].options]
        lines = [f"WHEN {self._text(answer)} THEN {self._text(answer)}" for answer in known]
        lines += [f"WHEN {self._text(nothing)} THEN {self._text(UNKNOWN)}" for nothing in ("", UNKNOWN)]
        cell = f"LOWER(TRIM({_own('raw', question)}))"
        return f"{_case(lines, cell)} AS {said}"

    # ---- from answers to points ---------------------------------------------------------------

    def _condition(self, question: str, options: Iterable[str]) -> str | None:
        """When one of these is the answer, as the role narrows it; '' for always, None for never."""
        said = _own("said", question)
        allowed = self.needs.get(question)
        if not allowed:
            return self._among(said, options)
        among = [option for option in allowed if option in set(options)]
        if allowed[0] not in among:
            return self._among(said, among) if among else None
        # Whatever the role does not allow is taken as the first that it does.
        others = [option for option in allowed if option not in among]
        return f"NOT ({self._among(said, others)})" if others else ""

    def _among(self, column: str, values: Iterable[str]) -> str:
        """Spelled out rather than IN: SQLite would build a set for every list of more than two."""
        return " OR ".join(f"{column} = {self._text(value)}" for value in values)

    def _scores(self, reading: str) -> dict[str, list[str]]:
        """Concept to one line for every claim of the reading's documents that reaches it."""
        members = self.members[reading]
        reached = sorted({*self._named(reading), *self.ballot.concepts})
        scores: dict[str, list[str]] = {concept: [] for concept in reached}
        for claim in self.ballot.claims:
            when = self._condition(claim.question, claim.options) if claim.source in members else None
            if when is None:
                continue
            note = _comment(f"{claim.id} ({' '.join(claim.section.split())})")
            for concept, effect in claim.effects.items():
                if concept in scores:
                    points = f"CASE WHEN {when} THEN {effect} ELSE 0 END" if when else f"({effect})"
                    scores[concept].append(f"+ {points}  {note}")
        return {c: lines for c, lines in scores.items() if lines}

    def _may_be_open(self, question: str) -> bool:
        """May an answer to the question be open, and matter?"""
        known = self.table.fixed.get(question, UNKNOWN) != UNKNOWN and question not in self.table.columns
        return not known and len(self.ballot.table[question]) > 1

    def _heard(self) -> str:
        unknown = self._text(UNKNOWN)
        columns = [*self._keys]
        columns += [
            f"CASE WHEN {_own('said', q)} = {unknown} THEN 1 ELSE 0 END AS {_own('open', q)}"
            for q in self.questions
            if self._may_be_open(q)
        ]
        for reading, scores in self.scores.items():
            columns += ["\n".join(["0", *lines, f"AS {_by(reading, c)}"]) for c, lines in scores.items()]
        # No WHERE keeps the wrong ones out: an engine would test it on every row of the table.
        wrong = [f"WHEN {_own('said', q)} IS NULL THEN {self._text(q)}" for q in self.asked]
        columns.append(f"{_case(wrong)} AS problem")
        return f"SELECT\n{_list(columns)}\nFROM {self._step('answers')}"

    def _points(self) -> str:
        columns = [*self._keys, "problem", *self._flags]
        columns += _rows_of(_by(r, c) for r, scores in self.scores.items() for c in scores)
        for concept in self.ballot.concepts:
            parts = [_by(r, concept) for r, scores in self.scores.items() if concept in scores]
            columns.append(f"{' + '.join(parts) or '0'} AS {_total(concept)}")
        return f"SELECT DISTINCT\n{_list(columns)}\nFROM {self._step('heard')}"

    # ---- from points to the decision ----------------------------------------------------------

    def _places(self) -> str:
        concepts = self.ballot.concepts
        columns = [*self._keys, "problem", *self._flags, *_rows_of(map(_total, concepts))]
        columns += [f"{self._choice(reading)} AS {_own('choice', reading)}" for reading in self.members]
        if len(concepts) == 1:
            columns.append(f"CASE WHEN problem IS NULL THEN {self._text(concepts[0])} END AS winner")
        else:
            tops = [
                f"WHEN {_and(f'{_total(c)} > {_total(o)}' for o in concepts if o != c)} THEN {self._text(c)}"
                for c in concepts
            ]
            columns.append(f"{_case(['WHEN problem IS NOT NULL THEN NULL', *tops])} AS winner")
            columns += [f"{_place(concept, concepts)} AS {_own('place', concept)}" for concept in concepts]
        return f"SELECT\n{_list(columns)}\nFROM {self._step('points')}"

    def _choice(self, reading: str) -> str:
        """The concept that leads alone, with points, among those that the reading names."""
        named = self._named(reading)
        scores = self.scores[reading]

        def points(concept: str) -> str:
            return _by(reading, concept) if concept in scores else "0"

        lines = [
            f"WHEN {_and([f'{points(c)} > 0', *(f'{points(c)} > {points(o)}' for o in named if o != c)])}"
            f" THEN {self._text(c)}"
            for c in named
            if c in scores
        ]
        return _case(lines) if lines else NO_TEXT

    def _ranked(self) -> str:
        concepts = self.ballot.concepts
        columns = [*self._keys, "problem", *self._flags, *_rows_of(map(_total, concepts))]
        columns += [*(_own("choice", reading) for reading in self.members), "winner"]
        if len(concepts) == 1:
            columns += [f"{NO_TEXT} AS runner_up", f"{_total(concepts[0])} AS margin"]
        else:
            second = [
                f"WHEN winner IS NOT NULL AND {_own('place', c)} = 2 THEN {self._text(c)}" for c in concepts
            ]
            first, next_ = (
                _case(f"WHEN {_own('place', c)} = {place} THEN {_total(c)}" for c in concepts)
                for place in (1, 2)
            )
            columns += [f"{_case(second)} AS runner_up", f"{first}\n- {_inner(next_)} AS margin"]
        return f"SELECT\n{_list(columns)}\nFROM {self._step('places')}"

    def _decided(self) -> str:
        columns = [*self._keys, "problem", "winner", "runner_up"]
        columns += ["CASE WHEN problem IS NULL THEN margin END AS margin", f"{self._verdict()} AS verdict"]
        return f"SELECT DISTINCT\n{_list(columns)}\nFROM {self._step('ranked')}"

    def _verdict(self) -> str:
        large = f"margin >= {self.knowledge.large_lead}" if len(self.ballot.concepts) > 1 else "1 = 1"
        return _case(
            [
                "WHEN problem IS NOT NULL THEN NULL",
                "WHEN winner IS NULL THEN 'undecided'",
                *(
                    f"WHEN {when} THEN CASE WHEN {large} THEN 'leaning' ELSE 'contested' END"
                    for reading in self.members
                    for when in self._dissents(reading)
                ),
                f"WHEN {large} THEN 'clear'",
                *(f"WHEN {when} THEN 'leaning'" for when in self._reversals()),
                "ELSE 'clear'",
            ]
        )

    def _dissents(self, reading: str) -> list[str]:
        """When the reading picks another word than the winner, and one that it tells apart from it."""
        choice, named = _own("choice", reading), self._named(reading)
        sources = [self.knowledge.sources[member] for member in self.members[reading]]
        covered = {
            leader: sorted({c for s in sources for c in s.covers.get(leader, ())} - {*named})
            for leader in named
        }
        excused = "".join(
            f" AND NOT ({choice} = {self._text(leader)} AND ({self._among('winner', others)}))"
            for leader, others in covered.items()
            if others
        )
        return [f"{choice} <> winner{excused}"] if named else []

    def _reversals(self) -> list[str]:
        """When the questions still open could together bring a rival level with the winner."""
        conditions = []
        for winner in self.ballot.concepts:
            level = []
            for rival in self.ballot.concepts:
                gains = {q: self._gain(q, winner, rival) for q in self.questions if self._may_be_open(q)}
                terms = [f"{gain} * {_own('open', q)}" for q, gain in gains.items() if gain]
                if rival != winner and terms:
                    level.append(f"{_total(winner)} - {_total(rival)} <= {_fold(terms, '+')}")
            if level:
                reached = "\n  OR ".join(map(_inner, level))
                conditions.append(f"winner = {self._text(winner)} AND (\n     {reached}\n)")
        return conditions

    def _gain(self, question: str, winner: str, rival: str) -> int:
        """The most that an answer to the open question takes off the winner's lead over the rival."""
        w, r = self.ballot.concepts.index(winner), self.ballot.concepts.index(rival)
        options = self.ballot.table[question]
        now = options[self.granted[question]] if question in self.granted else None
        stands = now[r] - now[w] if now else 0
        return max(0, *(row[r] - row[w] - stands for row in options.values()))

    # ---- from the decision to the rows --------------------------------------------------------

    def _rows(self) -> str:
        terms = [f"WHEN {self._text(c)} THEN {self._text(self._term(c))}" for c in self.ballot.concepts]
        given = ["d.winner", "d.verdict", "d.runner_up", "d.margin", "d.problem"]
        columns = ["t.*", f"{_case(terms, 'd.winner')} AS {STEM}_{COLUMNS[0]}"]
        columns += [f"{d} AS {STEM}_{name}" for d, name in zip(given, COLUMNS[1:], strict=True)]
        same = [f"d.{_own('raw', q)} = {self._raw(q)}" for q in self.asked]
        joined = "\n  AND ".join(same)
        return (
            f"SELECT\n{_list(columns)}\nFROM {self.dialect.path(self.table.name)} AS t\n"
            f"LEFT JOIN {self._step('decided')} AS d\n   ON {joined}"
        )

    def _term(self, concept_id: str) -> str:
        """The word for a concept; one person stands for all of them in the plural."""
        concept = self.knowledge.concepts[concept_id]
        designation = preferred(concept, self.texts.language)
        if self.ballot.role == "group" and "group" not in concept.roles:
            return designation.forms.get("plural", designation.term)
        return designation.term


def _comment(line: str) -> str:
    """Without what a client might cut the statement at: some split at semicolons wherever they stand."""
    return f"-- {line.replace(';', ',').replace(chr(39), chr(0x2019))}"


def _own(prefix: str, name: str) -> str:
    """A name of our own; ids are made of small letters, digits and hyphens."""
    return f"{prefix}_{name.replace('-', '_')}"


def _by(reading: str, concept: str) -> str:
    return _own(f"by_{reading.replace('-', '_')}", concept)


def _total(concept: str) -> str:
    return _own("all", concept)


def _place(concept: str, concepts: Iterable[str]) -> str:
    """One more than stand before it; among equals, in the order of their ids."""
    ahead = [
        f"CASE WHEN {_total(other)} {'>=' if other < concept else '>'} {_total(concept)} THEN 1 ELSE 0 END"
        for other in concepts
        if other != concept
    ]
    return _fold(["1", *ahead], "+")


def _and(conditions: Iterable[str]) -> str:
    return _fold(conditions, "AND")


def _fold(parts: Iterable[str], operator: str) -> str:
    """The parts joined by the operator, some to a line."""
    lines: list[str] = []
    for part in parts:
        if not lines:
            lines.append(part)
        elif len(lines[-1]) + len(part) > WIDTH:
            lines.append(f"{operator} {part}")
        else:
            lines[-1] += f" {operator} {part}"
    return "\n  ".join(lines)


def _rows_of(names: Iterable[str]) -> list[str]:
    """Names of columns, some to a line."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) <= WIDTH:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def _case(lines: Iterable[str], operand: str = "") -> str:
    return "\n".join([f"CASE {operand}".rstrip(), *(f"  {_inner(line)}" for line in lines), "END"])


def _inner(text: str) -> str:
    return text.replace("\n", "\n  ")


def _list(columns: Iterable[str]) -> str:
    return ",\n".join(f"  {_inner(column)}" for column in columns)


def _indent(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
