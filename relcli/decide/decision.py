"""Answers in, a decision out: the same answers give the same decision, always."""

from collections.abc import Callable
from typing import NamedTuple

from relcli.decide.ballot import Ballot
from relcli.decide.open_questions import could_change
from relcli.decide.tally import ReadingVoice, Speaker, Voice
from relcli.model import Answers, Claim, Frozen, QuestionId


class Vote(NamedTuple):
    """A claim that was heard, and the answer that triggered it."""

    claim: Claim
    answer: str


class OpenQuestion(Frozen):
    """A question without an answer, and whether an answer could still change the winner."""

    question: QuestionId
    could_change: bool


class Standing(NamedTuple):
    """Who leads, by how much, over whom, and how sure that is; ``runner_up`` is None without a winner."""

    winner: str | None
    points: int
    margin: int
    runner_up: str | None
    verdict: str


class Decision(NamedTuple):
    """What the answers give for one role: who leads, by how much, on what evidence, against whom."""

    role: str
    reading: str | None
    answers: Answers
    winner: str | None
    points: int
    margin: int
    runner_up: str | None
    verdict: str
    ranking: tuple[tuple[str, int], ...]
    heard: tuple[Vote, ...]
    readings: tuple[ReadingVoice, ...]
    open_questions: tuple[OpenQuestion, ...]

    @property
    def leaders(self) -> list[str]:
        """The winner, or all that are tied for first place."""
        return [concept for concept, points in self.ranking if points == self.points]


def standing(ballot: Ballot, answers: Answers) -> Standing:
    """The outcome alone, for a great many answers, which must be valid; unknown and absent are the same."""
    settled = ballot.narrow_to_role(answers)
    return _standing(
        ballot,
        settled,
        _ranking(ballot, settled),
        lambda: any(could_change(ballot, settled, ballot.unanswered(answers)).values()),
    )


def decide(ballot: Ballot, answers: Answers) -> Decision:
    """The whole decision but for its counterfactuals, which cost more. ``answers`` as for ``standing``."""
    settled = ballot.narrow_to_role(answers)
    moves = could_change(ballot, settled, ballot.unanswered(answers))
    ranking = _ranking(ballot, settled)
    outcome = _standing(ballot, settled, ranking, lambda: any(moves.values()))
    return Decision(
        role=ballot.role,
        reading=ballot.reading,
        answers=settled,
        **outcome._asdict(),
        ranking=tuple(ranking),
        heard=tuple(
            Vote(claim, answer)
            for question, answer in settled.items()
            for claim in ballot.claims_heard(question, answer)
        ),
        readings=tuple(_voice(reading, ballot, settled, outcome.winner) for reading in ballot.readings),
        open_questions=tuple(OpenQuestion(question, could) for question, could in moves.items()),
    )


def _ranking(ballot: Ballot, settled: Answers) -> list[tuple[str, int]]:
    # Sorting keeps equals as they are: in the order of the alphabet.
    return sorted(zip(ballot.concepts, ballot.points(settled), strict=True), key=lambda row: -row[1])


def _standing(
    ballot: Ballot, settled: Answers, ranking: list[tuple[str, int]], is_open: Callable[[], bool]
) -> Standing:
    """``is_open`` says whether an open question could change the winner; asked only where it matters."""
    (first, points), *others = ranking
    second, behind = others[0] if others else (None, 0)
    margin = points - behind
    winner = first if margin or not others else None
    large = not others or margin >= ballot.knowledge.large_lead
    if winner is None:
        verdict = "undecided"
    elif any(r.denies(r.choice(settled, winner), winner, large=large) for r in ballot.readings):
        verdict = "leaning" if large else "contested"
    else:
        verdict = "clear" if large or not is_open() else "leaning"
    return Standing(winner, points, margin, second if winner else None, verdict)


def _voice(reading: Speaker, ballot: Ballot, settled: Answers, winner: str | None) -> ReadingVoice:
    concept = reading.choice(settled, winner)
    agrees = concept == winner if concept and winner else None
    alone = (Voice(source, ballot.documents[source].choice(settled, winner)) for source in reading.sources)
    return ReadingVoice(reading.id, concept, agrees, tuple(alone))
