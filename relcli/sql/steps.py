"""The steps of the statement, from the rows of the table to the decision as ``relcli.decide`` has it.

Each gives its columns, and selects from the step before it.
"""

from __future__ import annotations

from relcli.decide.tally import Speaker
from relcli.model import UNKNOWN
from relcli.sql.frame import Frame, own_name
from relcli.sql.text import case_when, chain, in_rows

NO_TEXT = "NULLIF('', '')"
"""A NULL that every engine takes for text."""


def profiles(frame: Frame) -> list[str]:
    """Every combination of answers that the table holds, once."""
    return [f"{frame.raw(question)} AS {own_name('raw', question)}" for question in frame.asked]


def answers(frame: Frame) -> list[str]:
    """The cells as answers; NULL for a cell that is none."""
    return [*frame.keys, *(_said(frame, question) for question in frame.ballot.knowledge.questions)]


def _said(frame: Frame, question: str) -> str:
    said = own_name("said", question)
    if question not in frame.table.columns:
        return f"{frame.text(frame.table.fixed.get(question, UNKNOWN))} AS {said}"
    meant = {option.id: option.id for option in frame.ballot.knowledge.questions[question].options}
    meant |= dict.fromkeys(("", UNKNOWN), UNKNOWN)
    lines = [f"WHEN {frame.text(text)} THEN {frame.text(answer)}" for text, answer in meant.items()]
    cell = f"LOWER(TRIM({own_name('raw', question)}))"
    return f"{case_when(lines, cell)} AS {said}"


def heard(frame: Frame) -> list[str]:
    """Points by reading and concept, a line a claim, with its id and section beside it."""
    unknown = frame.text(UNKNOWN)
    columns = [*frame.keys]
    columns += [
        f"CASE WHEN {own_name('said', q)} = {unknown} THEN 1 ELSE 0 END AS {own_name('open', q)}"
        for q in frame.open_questions
    ]
    for reading, scores in frame.scores.items():
        columns += [
            "\n".join(["0", *lines, f"AS {own_name('by', reading, c)}"]) for c, lines in scores.items()
        ]
    # No WHERE keeps the wrong ones out: an engine would test it on every row of the table.
    wrong = [f"WHEN {own_name('said', q)} IS NULL THEN {frame.text(q)}" for q in frame.asked]
    return [*columns, f"{case_when(wrong)} AS problem"]


def points(frame: Frame) -> list[str]:
    """Points by concept, all documents together."""
    columns = frame.carried
    columns += in_rows(own_name("by", r, c) for r, scores in frame.scores.items() for c in scores)
    for concept in frame.ballot.concepts:
        parts = [own_name("by", r, concept) for r, scores in frame.scores.items() if concept in scores]
        columns.append(f"{' + '.join(parts) or '0'} AS {own_name('all', concept)}")
    return columns


def places(frame: Frame) -> list[str]:
    """The winner, the place of every candidate, and the choice of each reading alone."""
    concepts = frame.ballot.concepts
    columns = [*frame.carried, *in_rows(own_name("all", c) for c in concepts)]
    columns += [f"{_choice(frame, r)} AS {own_name('choice', r.id)}" for r in frame.ballot.readings]
    if len(concepts) == 1:
        return [*columns, f"CASE WHEN problem IS NULL THEN {frame.text(concepts[0])} END AS winner"]
    tops, placed = ["WHEN problem IS NOT NULL THEN NULL"], []
    for concept in concepts:
        own, rivals = own_name("all", concept), [(c, own_name("all", c)) for c in concepts if c != concept]
        leads = chain((f"{own} > {other}" for _, other in rivals), "AND")
        tops.append(f"WHEN {leads} THEN {frame.text(concept)}")
        # One more than stand before it; among equals, in the order of their ids.
        ahead = [f"CASE WHEN {o} {'>=' if c < concept else '>'} {own} THEN 1 ELSE 0 END" for c, o in rivals]
        placed.append(f"{chain(['1', *ahead], '+')} AS {own_name('place', concept)}")
    return [*columns, f"{case_when(tops)} AS winner", *placed]


def _choice(frame: Frame, reading: Speaker) -> str:
    """The concept that leads alone, with points, among those that the reading names."""
    scores = frame.scores[reading.id]
    points = {c: own_name("by", reading.id, c) if c in scores else "0" for c in reading.concepts}
    lines = []
    for concept in (c for c in reading.concepts if c in scores):
        others = ["0", *(points[other] for other in reading.concepts if other != concept)]
        leads = chain((f"{points[concept]} > {other}" for other in others), "AND")
        lines.append(f"WHEN {leads} THEN {frame.text(concept)}")
    return case_when(lines) if lines else NO_TEXT


def ranked(frame: Frame) -> list[str]:
    """The runner-up and the lead over it."""
    concepts = frame.ballot.concepts
    columns = [*frame.carried, *in_rows(own_name("all", c) for c in concepts)]
    columns += [*(own_name("choice", reading.id) for reading in frame.ballot.readings), "winner"]
    if len(concepts) == 1:
        return [*columns, f"{NO_TEXT} AS runner_up", f"{own_name('all', concepts[0])} AS margin"]
    second = [
        f"WHEN winner IS NOT NULL AND {own_name('place', c)} = 2 THEN {frame.text(c)}" for c in concepts
    ]
    first, behind = (
        case_when(f"WHEN {own_name('place', c)} = {place} THEN {own_name('all', c)}" for c in concepts)
        for place in (1, 2)
    )
    lead = f"{first}\n- " + behind.replace("\n", "\n  ")
    return [*columns, f"{case_when(second)} AS runner_up", f"{lead} AS margin"]


def decided(frame: Frame) -> list[str]:
    """The decision for every combination of answers; nothing where one of them is wrong."""
    alone = len(frame.ballot.concepts) == 1
    large = "1 = 1" if alone else f"margin >= {frame.ballot.knowledge.large_lead}"
    dissent = [_dissent(frame, reading, large) for reading in frame.ballot.readings if reading.concepts]
    lines = [
        "WHEN problem IS NOT NULL THEN NULL",
        "WHEN winner IS NULL THEN 'undecided'",
        *(f"WHEN {when} THEN CASE WHEN {large} THEN 'leaning' ELSE 'contested' END" for when in dissent),
        f"WHEN {large} THEN 'clear'",
        *(f"WHEN {when} THEN 'leaning'" for when in _reversals(frame)),
        "ELSE 'clear'",
    ]
    margin = "CASE WHEN problem IS NULL THEN margin END AS margin"
    return [*frame.keys, "problem", "winner", "runner_up", margin, f"{case_when(lines)} AS verdict"]


def _dissent(frame: Frame, reading: Speaker, large: str) -> str:
    """When the reading picks another word than the winner, one that it tells apart from it, and that is
    not another side of the same people where the lead is large."""
    choice = own_name("choice", reading.id)
    excused = "".join(
        f" AND NOT ({choice} = {frame.text(leader)} AND ({frame.among('winner', others)}))"
        for leader, others in reading.covered.items()
        if others
    )
    excused += "".join(
        f" AND NOT ({choice} = {frame.text(named)} AND ({frame.among('winner', others)}) AND {large})"
        for named, others in reading.beside.items()
        if others
    )
    return f"{choice} <> winner{excused}"


def _reversals(frame: Frame) -> list[str]:
    """When the questions still open could together bring a rival level with the winner."""
    concepts, granted = frame.ballot.concepts, frame.ballot.narrow_to_role({})
    conditions = []
    for first, winner in enumerate(concepts):
        level = []
        for riser, rival in enumerate(concepts):
            gains = frame.ballot.gains(riser, first, granted)
            terms = [f"{gains[q]} * {own_name('open', q)}" for q in frame.open_questions if gains[q]]
            if rival != winner and terms:
                lead = f"{own_name('all', winner)} - {own_name('all', rival)}"
                level.append(f"{lead} <= {chain(terms, '+')}")
        if level:
            reached = "\n  OR ".join(line.replace("\n", "\n  ") for line in level)
            conditions.append(f"winner = {frame.text(winner)} AND (\n     {reached}\n)")
    return conditions
