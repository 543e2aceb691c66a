"""The whole statement: its steps one after the other, each with a note, and the rows at the end."""

from __future__ import annotations

from relcli import __version__
from relcli.decide.ballot import Ballot
from relcli.language import Texts, term_for_role
from relcli.sql.dialects import ANSI, Dialect
from relcli.sql.frame import STEM, AnswerTable, Frame, own_name
from relcli.sql.layout import case_when, column_list, comment, indent
from relcli.sql.points import answers, heard, points, profiles
from relcli.sql.verdict import decided, places, ranked

ADDED = ("term", "concept", "verdict", "runner_up", "margin", "error")
"""What every row is given, after the stem."""

STEPS = (profiles, answers, heard, points, places, ranked, decided)


def select(
    ballot: Ballot, texts: Texts, table: AnswerTable, dialect: Dialect = ANSI, view: str | None = None
) -> str:
    """The whole statement: a SELECT, or the view of that name."""
    frame = Frame(ballot, table, dialect)
    parts = [_note(texts, "head", **_about(ballot, texts))]
    if view is not None:
        parts.append(f"CREATE VIEW {dialect.path(view)} AS")
    facts = _facts(ballot, texts)
    described = [
        f"{_note(texts, step.__name__, **facts)}\n{frame.step(step.__name__)} AS (\n{indent(step(frame))}\n)"
        for step in STEPS
    ]
    parts += ["WITH", ",\n\n".join(described), "", _note(texts, "rows"), _rows(frame, texts) + ";"]
    return "\n".join(parts) + "\n"


def _note(texts: Texts, step: str, /, **values: object) -> str:
    return "\n".join(map(comment, texts.say(f"sql-{step}", **values).splitlines()))


def _about(ballot: Ballot, texts: Texts) -> dict[str, object]:
    return {
        "version": __version__,
        "role": ballot.role,
        "reading": ballot.reading or texts.say("sql-all-readings"),
        "language": texts.say(f"language-{texts.language}"),
        "sources": ", ".join(source.id for source in ballot.sources),
    }


def _facts(ballot: Ballot, texts: Texts) -> dict[str, object]:
    strengths = ballot.knowledge.strengths.values()
    points = {claim.strength: abs(e) for claim in ballot.claims for e in claim.effects.values()}
    told = [f"{texts.text(s.label)} {points[s.id]}" for s in strengths if s.id in points]
    return {"strengths": ", ".join(told) or "-", "large": ballot.knowledge.large_lead}


def _rows(frame: Frame, texts: Texts) -> str:
    """From the decision to the rows of the table."""
    concepts = frame.ballot.knowledge.concepts
    words = {c: term_for_role(concepts[c], frame.ballot.role, texts.language) for c in frame.ballot.concepts}
    terms = [f"WHEN {frame.text(concept)} THEN {frame.text(word)}" for concept, word in words.items()]
    given = ["d.winner", "d.verdict", "d.runner_up", "d.margin", "d.problem"]
    columns = ["t.*", f"{case_when(terms, 'd.winner')} AS {STEM}_{ADDED[0]}"]
    columns += [f"{d} AS {STEM}_{name}" for d, name in zip(given, ADDED[1:], strict=True)]
    same = [f"d.{own_name('raw', q)} = {frame.raw(q)}" for q in frame.asked]
    joined = "\n  AND ".join(same)
    return (
        f"SELECT\n{column_list(columns)}\nFROM {frame.dialect.path(frame.table.name)} AS t\n"
        f"LEFT JOIN {frame.step('decided')} AS d\n   ON {joined}"
    )
