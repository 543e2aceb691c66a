"""What to ask next and when to stop. Pure: it sees answers and says a question id.

An answer of ``unknown`` means asked and passed over: it is not asked again and moves no point.
"""

from __future__ import annotations

from relcli.decide.ballot import Ballot
from relcli.decide.open_questions import could_change
from relcli.model import Answers


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
