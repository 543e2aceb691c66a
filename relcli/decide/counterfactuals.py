"""What would change the answer: the smallest changes, all of them, and how much stands firm.

Pure. A change sets answers otherwise or answers open questions; withdrawing an answer is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, islice
from operator import add, sub
from typing import NamedTuple

from relcli.decide.ballot import Ballot
from relcli.decide.tally import Points
from relcli.model import Answers, Frozen

MOST = 5
"""How many smallest changes are worth a reader's time."""

Change = tuple[str, Points]
"""An option and what choosing it adds to the points as they stand."""


class Flip(NamedTuple):
    """A smallest set of answers that, set otherwise, gives ``concept`` instead."""

    change: Mapping[str, str]
    concept: str


class Robustness(Frozen):
    """How many of all single-answer changes leave the winner standing."""

    holds: int
    of: int


def flips(
    ballot: Ballot, settled: Answers, assumed: Iterable[str] = (), foil: str | None = None
) -> tuple[Flip, ...]:
    """All smallest changes that give another winner, or that one, at most five; none if nothing does.

    Exact: sizes are tried upwards and every set of a size is considered. Changes of assumed answers
    come before changes of given ones, and those before answers to open questions. Where nothing is
    decided yet, the smallest changes that decide.
    """
    search = _Search(ballot, settled, foil)
    rank = {q: (0 if q in assumed else 1) if q in settled else 2 for q in search.available}
    questions = sorted(rank, key=rank.__getitem__)
    for size in range(1, len(questions) + 1) if search.risers else ():
        sets = sorted(
            combinations(questions, size), key=lambda qs: sorted((rank[q] for q in qs), reverse=True)
        )
        found = tuple(islice((flip for qs in sets for flip in search.within(qs)), MOST))
        if found:
            return found
    return ()


def robustness(ballot: Ballot, settled: Answers) -> Robustness:
    """Set each answer alone to each other option, and answer each open question alone."""
    points = ballot.points(settled)
    winner = ballot.leader(points)
    deltas = [delta for options in changes(ballot, settled).values() for _, delta in options]
    holds = sum(ballot.leader(_add(points, delta)) == winner for delta in deltas)
    return Robustness(holds, len(deltas))


def changes(ballot: Ballot, settled: Answers) -> dict[str, list[Change]]:
    """Per question: each option that is not chosen now, with what it would add."""
    return {
        question: [
            (option, tuple(map(sub, row, ballot.points_of_answer(question, settled))))
            for option, row in options.items()
            if option != settled.get(question)
        ]
        for question, options in ballot.table.items()
    }


class _Search:
    """The changes from one set of answers that let somebody else win.

    A riser wins by passing everybody. What it can gain on each is a sum over questions, so the most
    that the questions left can give dismisses nearly all changes before they are tried.
    """

    def __init__(self, ballot: Ballot, settled: Answers, foil: str | None) -> None:
        self._concepts = ballot.concepts
        self._points = ballot.points(settled)
        self._gains = cache(lambda riser, other: ballot.gains(riser, other, settled))
        self.available = changes(ballot, settled)
        now = ballot.leader(self._points)
        # Whoever is far ahead is asked about first: mostly the answer is no, and that ends the matter.
        self._others = sorted(range(len(self._concepts)), key=self._points.__getitem__, reverse=True)
        # Somebody will nearly always do, but one foil is often out of everybody's reach.
        first = self._others[:1] if foil is None else self._others
        self.risers = [
            riser
            for riser, concept in enumerate(self._concepts)
            if concept != now and foil in (None, concept)
            if self._may_win(riser, self._points, self.available, first)
        ]
        """The places of those who could win after some change; empty when nobody could."""

    def within(self, questions: tuple[str, ...]) -> Iterator[Flip]:
        """The changes of exactly these questions that succeed, in the order of their options."""
        return self._extend(self.risers, self._points, questions, {})

    def _extend(
        self, risers: list[int], points: Points, left: tuple[str, ...], change: dict[str, str]
    ) -> Iterator[Flip]:
        risers = [riser for riser in risers if self._may_win(riser, points, left, self._others)]
        if not left:
            # Whoever may win with nothing left to change has won.
            for riser in risers:
                yield Flip(change, self._concepts[riser])
        elif risers:
            question, *rest = left
            for option, delta in self.available[question]:
                yield from self._extend(
                    risers, _add(points, delta), tuple(rest), {**change, question: option}
                )

    def _may_win(self, riser: int, points: Points, left: Iterable[str], others: list[int]) -> bool:
        """Could it pass each of these by changes of the questions left, were the others not there?"""
        own = points[riser]
        for other in others:
            if other != riser:
                gains = self._gains(riser, other)
                if sum([gains[q] for q in left]) <= points[other] - own:
                    return False
        return True


def _add(left: Points, right: Points) -> Points:
    return tuple(map(add, left, right))
