"""What is added to rows, remembered: a real file has few profiles, so nearly every row is one look-up."""

from __future__ import annotations

from relcli.batch.answers import Answers, Outcome
from relcli.batch.rows import Chunk, Profile
from relcli.batch.writer import BLANK, Added, RowWriter

PROFILES = 1 << 14
"""So many profiles are remembered, then all are forgotten: memory stays flat."""

DETAILS = 1 << 8
"""As ``PROFILES``, where each carries its reasons."""


class Memo(dict[Profile, Added]):
    """Profile to what is added to its rows; profiles with the same outcome share it."""

    def __init__(self, answers: Answers, writer: RowWriter) -> None:
        super().__init__()
        self._answers = answers
        self._writer = writer
        self._most = DETAILS if answers.plan.explain else PROFILES
        self._shared: dict[Outcome, Added] = {}

    def __missing__(self, profile: Profile) -> Added:
        added = self[profile] = self._add(self._answers.outcome(profile))
        return added

    def added(self, chunk: Chunk) -> list[Added]:
        """What is added to each row of a chunk; ``BLANK`` for what is no row."""
        if len(self) > self._most:
            self.clear()
        if not chunk.problems:
            return list(map(self.__getitem__, chunk.profiles))
        return [
            self._of_problem(chunk, index) if index in chunk.problems else self[profile]
            for index, profile in enumerate(chunk.profiles)
        ]

    def _of_problem(self, chunk: Chunk, index: int) -> Added:
        problem = chunk.problems[index]
        return BLANK if problem is None else self._add(Outcome(problem=problem))

    def _add(self, outcome: Outcome) -> Added:
        problem = outcome.problem
        if problem:
            words = self._answers.texts.say(f"row-{problem.code}", **problem.values)
            return self._writer.added(outcome, f"{problem.code}: {words}")
        if outcome.detail:
            return self._writer.added(outcome, "")
        return self._shared.get(outcome) or self._shared.setdefault(outcome, self._writer.added(outcome, ""))
