"""The open questions: which could still give another winner, what to ask next, and when to stop.

Pure. An answer of ``unknown`` means asked and passed over: it is not asked again and moves no point.
"""

from collections.abc import Iterable, Mapping

from relcli.decide.ballot import Ballot
from relcli.decide.tally import Points
from relcli.model import Answers


def could_change(ballot: Ballot, settled: Answers, among: Iterable[str]) -> dict[str, bool]:
    """For each of these open questions: could an answer to it still change the winner?

    It could if these questions together may bring a rival level with the winner, and this one
    helps. With all of them False nothing in ``among`` can change the outcome: exact.
    """
    questions = list(among)
    points = ballot.points(settled)
    winner = ballot.leader(points)
    # Where the role takes an answer for granted, the question is open and settled at once.
    granted = {question: settled[question] for question in questions if question in settled}
    if winner is None:
        return _tie_breakers(ballot, points, granted, questions)
    first = ballot.concepts.index(winner)
    gains = [ballot.gains(rival, first, granted) for rival in range(len(points)) if rival != first]
    behind = [points[first] - own for rival, own in enumerate(points) if rival != first]
    rising = [own for own, gap in zip(gains, behind, strict=True) if _sum_gains(own, questions) >= gap]
    return {question: any(own[question] for own in rising) for question in questions}


def _tie_breakers(ballot: Ballot, points: Points, granted: Answers, among: list[str]) -> dict[str, bool]:
    """In a tie, what matters is what sets apart those who may still come out on top."""
    behind = [max(points) - own for own in points]
    leaders = [index for index, gap in enumerate(behind) if not gap]
    live = [
        riser
        for riser, gap in enumerate(behind)
        if all(_sum_gains(ballot.gains(riser, leader, granted), among) >= gap for leader in leaders)
    ]
    moves = {}
    for question in among:
        now = ballot.points_of_answer(question, granted)
        rows = ballot.table[question].values()
        moves[question] = any(len({row[riser] - now[riser] for riser in live}) > 1 for row in rows)
    return moves


def _sum_gains(gains: Mapping[str, int], among: Iterable[str]) -> int:
    return sum(gains[question] for question in among)


def next_question(ballot: Ballot, answers: Answers) -> str | None:
    """The question to ask now; None once nothing unasked could change the winner.

    The core questions come first, in their own order and whatever they could change: the verdict
    needs their footing. Then the one that is expected to move most: the one with the largest share
    of options that change the winner at once, and among equals the one whose options differ most in
    what they do to the lead.
    """
    if len(ballot.concepts) == 1:
        return None
    for question in unasked(ballot, answers):
        if ballot.knowledge.questions[question].core:
            return question
    remaining = still_open(ballot, answers)
    return max(remaining, key=lambda q: expected_change(ballot, answers, q), default=None)


def still_open(ballot: Ballot, answers: Answers) -> list[str]:
    """The questions not asked yet that could still change the winner, in the order of the data."""
    moves = could_change(ballot, ballot.narrow_to_role(answers), unasked(ballot, answers))
    return [question for question, could in moves.items() if could]


def unasked(ballot: Ballot, answers: Answers) -> list[str]:
    """The questions neither answered nor passed over, in the order of the data."""
    return [question for question in ballot.unanswered(answers) if question not in answers]


def expected_change(ballot: Ballot, answers: Answers, question: str) -> tuple[float, float]:
    """How much an answer to the question is expected to move, all options equally likely.

    First the share of options that give another winner at once; second the variance over the options
    of the lead over each rival, summed over the rivals.
    """
    settled = ballot.narrow_to_role(answers)
    winner = ballot.leader(ballot.points(settled))
    options = ballot.table[question]
    outcomes = [ballot.leader(ballot.points({**settled, question: option})) for option in options]
    changed = sum(outcome != winner for outcome in outcomes) / len(outcomes)
    leader = ballot.concepts.index(winner) if winner else 0
    swing = sum(
        _variance([row[leader] - row[rival] for row in options.values()])
        for rival in range(len(ballot.concepts))
    )
    return changed, swing


def _variance(values: list[int]) -> float:
    # Not statistics.pvariance: that module takes longer to import than a whole interview to plan.
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)
