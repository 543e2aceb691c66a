"""From points to the decision: who leads, by how much, and the verdict, as ``relcli.decide`` has it."""

from __future__ import annotations

from collections.abc import Iterable

from relcli.decide.tally import Speaker
from relcli.sql.frame import NO_TEXT, Frame, own_name, reading_name, total_name
from relcli.sql.layout import case_when, column_list, conjunction, fold_lines, indent_inner


def places(frame: Frame) -> str:
    """The winner, the place of every candidate, and the choice of each reading alone."""
    concepts = frame.ballot.concepts
    columns = [*frame.keys, "problem", *frame.flags, *frame.totals]
    columns += [
        f"{_choice(frame, reading)} AS {own_name('choice', reading.id)}" for reading in frame.ballot.readings
    ]
    if len(concepts) == 1:
        columns.append(f"CASE WHEN problem IS NULL THEN {frame.text(concepts[0])} END AS winner")
    else:
        tops = [
            f"WHEN {conjunction(f'{total_name(c)} > {total_name(o)}' for o in concepts if o != c)}"
            f" THEN {frame.text(c)}"
            for c in concepts
        ]
        columns.append(f"{case_when(['WHEN problem IS NOT NULL THEN NULL', *tops])} AS winner")
        columns += [f"{_place(concept, concepts)} AS {own_name('place', concept)}" for concept in concepts]
    return f"SELECT\n{column_list(columns)}\nFROM {frame.step('points')}"


def _choice(frame: Frame, reading: Speaker) -> str:
    """The concept that leads alone, with points, among those that the reading names."""
    scores = frame.scores[reading.id]

    def points(concept: str) -> str:
        return reading_name(reading.id, concept) if concept in scores else "0"

    lines = []
    for concept in reading.concepts:
        if concept in scores:
            ahead = [f"{points(concept)} > {points(o)}" for o in reading.concepts if o != concept]
            condition = conjunction([f"{points(concept)} > 0", *ahead])
            lines.append(f"WHEN {condition} THEN {frame.text(concept)}")
    return case_when(lines) if lines else NO_TEXT


def _place(concept: str, concepts: Iterable[str]) -> str:
    """One more than stand before it; among equals, in the order of their ids."""
    own = total_name(concept)
    ahead = [
        f"CASE WHEN {total_name(other)} {'>=' if other < concept else '>'} {own} THEN 1 ELSE 0 END"
        for other in concepts
        if other != concept
    ]
    return fold_lines(["1", *ahead], "+")


def ranked(frame: Frame) -> str:
    """The runner-up and the lead over it."""
    concepts = frame.ballot.concepts
    columns = [*frame.keys, "problem", *frame.flags, *frame.totals]
    columns += [*(own_name("choice", reading.id) for reading in frame.ballot.readings), "winner"]
    if len(concepts) == 1:
        columns += [f"{NO_TEXT} AS runner_up", f"{total_name(concepts[0])} AS margin"]
    else:
        second = [
            f"WHEN winner IS NOT NULL AND {own_name('place', c)} = 2 THEN {frame.text(c)}" for c in concepts
        ]
        first, behind = (
            case_when(f"WHEN {own_name('place', c)} = {place} THEN {total_name(c)}" for c in concepts)
            for place in (1, 2)
        )
        columns += [f"{case_when(second)} AS runner_up", f"{first}\n- {indent_inner(behind)} AS margin"]
    return f"SELECT\n{column_list(columns)}\nFROM {frame.step('places')}"


def decided(frame: Frame) -> str:
    """The decision for every combination of answers; nothing where one of them is wrong."""
    columns = [*frame.keys, "problem", "winner", "runner_up"]
    columns += ["CASE WHEN problem IS NULL THEN margin END AS margin", f"{_verdict(frame)} AS verdict"]
    return f"SELECT DISTINCT\n{column_list(columns)}\nFROM {frame.step('ranked')}"


def _verdict(frame: Frame) -> str:
    alone = len(frame.ballot.concepts) == 1
    large = "1 = 1" if alone else f"margin >= {frame.ballot.knowledge.large_lead}"
    return case_when(
        [
            "WHEN problem IS NOT NULL THEN NULL",
            "WHEN winner IS NULL THEN 'undecided'",
            *(
                f"WHEN {_dissent(frame, reading)} THEN CASE WHEN {large} THEN 'leaning' ELSE 'contested' END"
                for reading in frame.ballot.readings
                if reading.concepts
            ),
            f"WHEN {large} THEN 'clear'",
            *(f"WHEN {when} THEN 'leaning'" for when in _reversals(frame)),
            "ELSE 'clear'",
        ]
    )


def _dissent(frame: Frame, reading: Speaker) -> str:
    """When the reading picks another word than the winner, and one that it tells apart from it."""
    choice = own_name("choice", reading.id)
    excused = "".join(
        f" AND NOT ({choice} = {frame.text(leader)} AND ({frame.among('winner', others)}))"
        for leader, others in reading.covered.items()
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
                lead = f"{total_name(winner)} - {total_name(rival)}"
                level.append(f"{lead} <= {fold_lines(terms, '+')}")
        if level:
            reached = "\n  OR ".join(map(indent_inner, level))
            conditions.append(f"winner = {frame.text(winner)} AND (\n     {reached}\n)")
    return conditions
