"""From the rows of the table to points: the first steps of the statement."""

from __future__ import annotations

from relcli.model import UNKNOWN
from relcli.sql.frame import Frame, own_name, reading_name, total_name
from relcli.sql.layout import case_when, column_list, names_in_rows


def profiles(frame: Frame) -> str:
    """Every combination of answers that the table holds, once."""
    columns = [f"{frame.raw(question)} AS {own_name('raw', question)}" for question in frame.asked]
    return f"SELECT DISTINCT\n{column_list(columns)}\nFROM {frame.dialect.path(frame.table.name)} AS t"


def answers(frame: Frame) -> str:
    """The cells as answers; NULL for a cell that is none."""
    said = [_said(frame, question) for question in frame.ballot.knowledge.questions]
    return f"SELECT DISTINCT\n{column_list([*frame.keys, *said])}\nFROM {frame.step('profiles')}"


def _said(frame: Frame, question: str) -> str:
    said = own_name("said", question)
    if question not in frame.table.columns:
        return f"{frame.text(frame.table.fixed.get(question, UNKNOWN))} AS {said}"
    known = [option.id for option in frame.ballot.knowledge.questions[question].options]
    lines = [f"WHEN {frame.text(answer)} THEN {frame.text(answer)}" for answer in known]
    lines += [f"WHEN {frame.text(nothing)} THEN {frame.text(UNKNOWN)}" for nothing in ("", UNKNOWN)]
    cell = f"LOWER(TRIM({own_name('raw', question)}))"
    return f"{case_when(lines, cell)} AS {said}"


def heard(frame: Frame) -> str:
    """Points by reading and concept, a line a claim, with its id and section beside it."""
    unknown = frame.text(UNKNOWN)
    columns = [*frame.keys]
    columns += [
        f"CASE WHEN {own_name('said', q)} = {unknown} THEN 1 ELSE 0 END AS {own_name('open', q)}"
        for q in frame.open_questions
    ]
    for reading, scores in frame.scores.items():
        columns += ["\n".join(["0", *lines, f"AS {reading_name(reading, c)}"]) for c, lines in scores.items()]
    # No WHERE keeps the wrong ones out: an engine would test it on every row of the table.
    wrong = [f"WHEN {own_name('said', q)} IS NULL THEN {frame.text(q)}" for q in frame.asked]
    columns.append(f"{case_when(wrong)} AS problem")
    return f"SELECT\n{column_list(columns)}\nFROM {frame.step('answers')}"


def points(frame: Frame) -> str:
    """Points by concept, all documents together."""
    columns = [*frame.keys, "problem", *frame.flags]
    columns += names_in_rows(reading_name(r, c) for r, scores in frame.scores.items() for c in scores)
    for concept in frame.ballot.concepts:
        parts = [reading_name(r, concept) for r, scores in frame.scores.items() if concept in scores]
        columns.append(f"{' + '.join(parts) or '0'} AS {total_name(concept)}")
    return f"SELECT DISTINCT\n{column_list(columns)}\nFROM {frame.step('heard')}"
