"""The whole statement: its steps one after the other, each with a note, and the rows at the end."""

from __future__ import annotations

from textwrap import indent

from relcli import __version__
from relcli.decide.ballot import Ballot
from relcli.language import Texts, term_for_role
from relcli.sql.frame import STEM, AnswerTable, Frame, own_name
from relcli.sql.steps import answers, decided, heard, places, points, profiles, ranked
from relcli.sql.text import ANSI, Dialect, case_when, comment, select_from

ADDED = ("term", "concept", "verdict", "runner_up", "margin", "error")
"""What every row is given, after the stem."""

STEPS = (profiles, answers, heard, points, places, ranked, decided)
WALLED = (profiles, answers, points, decided)
"""They are DISTINCT, where there is nothing to remove, as a wall (``docs/use/sql.md``)."""


def select(
    ballot: Ballot, texts: Texts, table: AnswerTable, dialect: Dialect = ANSI, view: str | None = None
) -> str:
    """The whole statement: a SELECT, or the view of that name."""
    frame, facts = Frame(ballot, table, dialect), _facts(ballot, texts)
    parts = [_note(texts, "head", facts)]
    if view is not None:
        parts.append(f"CREATE VIEW {dialect.path(view)} AS")
    described, source = [], frame.source
    for step in STEPS:
        before, source = source, frame.step(step.__name__)
        body = indent(select_from(step(frame), before, distinct=step in WALLED), "  ")
        described.append(f"{_note(texts, step.__name__, facts)}\n{source} AS (\n{body}\n)")
    parts += ["WITH", ",\n\n".join(described), "", _note(texts, "rows", facts), f"{_rows(frame, texts)};\n"]
    return "\n".join(parts)


def _note(texts: Texts, step: str, facts: dict[str, object]) -> str:
    return "\n".join(map(comment, texts.say(f"sql-{step}", **facts).splitlines()))


def _facts(ballot: Ballot, texts: Texts) -> dict[str, object]:
    """What the notes have blanks for."""
    strengths = ballot.knowledge.strengths.values()
    points = {claim.strength: abs(e) for claim in ballot.claims for e in claim.effects.values()}
    return {
        "version": __version__,
        "role": ballot.role,
        "reading": ballot.reading or texts.say("sql-all-readings"),
        "language": texts.say(f"language-{texts.language}"),
        "sources": ", ".join(source.id for source in ballot.sources),
        "strengths": ", ".join(f"{texts.text(s.label)} {points[s.id]}" for s in strengths if s.id in points)
        or "-",
        "large": ballot.knowledge.large_lead,
    }


def _rows(frame: Frame, texts: Texts) -> str:
    """From the decision to the rows of the table."""
    concepts = frame.ballot.knowledge.concepts
    words = {c: term_for_role(concepts[c], frame.ballot.role, texts.language) for c in frame.ballot.concepts}
    terms = [f"WHEN {frame.text(concept)} THEN {frame.text(word)}" for concept, word in words.items()]
    given = [case_when(terms, "d.winner"), "d.winner", "d.verdict", "d.runner_up", "d.margin", "d.problem"]
    added = [f"{d} AS {STEM}_{name}" for d, name in zip(given, ADDED, strict=True)]
    same = "\n  AND ".join(f"d.{own_name('raw', q)} = {frame.raw(q)}" for q in frame.asked)
    return (
        f"{select_from(['t.*', *added], frame.source)}\nLEFT JOIN {frame.step('decided')} AS d\n   ON {same}"
    )
