"""What could still change: the open questions whose answers could give another winner."""

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
