"""What would change the answer: the smallest changes, all of them, and how much stands firm.

Pure. A change sets answers otherwise or answers open questions; withdrawing an answer is none.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from relcli.engine import Ballot, Points
from relcli.model import Answers

MOST = 5
"""How many smallest changes are worth a reader's time."""

Change = tuple[str, Points]
"""An option and what choosing it adds to the points as they stand."""


class Flip(NamedTuple):
    """A smallest set of answers that, set otherwise, gives ``concept`` instead."""

    change: Mapping[str, str]
    concept: str


class Robustness(NamedTuple):
    """How many of all single-answer changes leave the winner standing."""

    holds: int
    of: int


def flips(ballot: Ballot, settled: Answers, assumed: frozenset[str] = frozenset()) -> tuple[Flip, ...]:
    """All smallest changes that give another winner, at most five.

    Exact: sizes are tried upwards and every set of a size is considered. Changes of assumed answers
    come before changes of given ones, and those before answers to open questions. Where nothing is
    decided yet, the smallest changes that decide.
    """
    return _smallest(ballot, settled, assumed, foil=None)


def flips_to(ballot: Ballot, settled: Answers, foil: str) -> tuple[Flip, ...]:
    """All smallest changes that make ``foil`` the winner, at most five; none if nothing does."""
    return _smallest(ballot, settled, frozenset(), foil=foil)


def robustness(ballot: Ballot, settled: Answers) -> Robustness:
    """Set each answer alone to each other option, and answer each open question alone."""
    points = ballot.points(settled)
    winner = ballot.best(points)
    deltas = [delta for options in changes(ballot, settled).values() for _, delta in options]
    holds = sum(ballot.best(_add(points, delta)) == winner for delta in deltas)
    return Robustness(holds, len(deltas))


def changes(ballot: Ballot, settled: Answers) -> dict[str, list[Change]]:
    """Per question: each option that is not chosen now, with what it would add."""
    nothing = (0,) * len(ballot.concepts)
    return {
        question: [
            (option, _subtract(row, options.get(settled.get(question, ""), nothing)))
            for option, row in options.items()
            if option != settled.get(question)
        ]
        for question, options in ballot.table.items()
    }


def _smallest(
    ballot: Ballot, settled: Answers, assumed: frozenset[str], foil: str | None
) -> tuple[Flip, ...]:
    points = ballot.points(settled)
    now = ballot.best(points)
    if foil is not None and foil == now:
        return ()
    available = changes(ballot, settled)
    rank = {q: (0 if q in assumed else 1) if q in settled else 2 for q in available}
    questions = sorted(available, key=rank.__getitem__)
    hopes = _hopes(ballot, points, available, now, foil)
    for size in range(1, len(questions) + 1):
        found = []
        sets = sorted(
            combinations(questions, size), key=lambda qs: sorted((rank[q] for q in qs), reverse=True)
        )
        for flip in _of_sets(ballot, points, available, sets, hopes, now, foil):
            found.append(flip)
            if len(found) == MOST:
                break
        if found:
            return tuple(found)
    return ()




def _hopes(
    ballot: Ballot,
    points: Points,
    available: Mapping[str, list[Change]],
    now: str | None,
    foil: str | None,
) -> list[list[tuple[int, dict[str, int]]]]:
    """Necessary conditions, so that most sets are dismissed by a few additions.

    One inner list per way to succeed; each of its gaps must be overcome. Any rival will do for a
    flip (one gap each); a foil must pass everybody (all gaps at once).
    """
    places = range(len(ballot.concepts))

    def gap(riser: int, other: int) -> tuple[int, dict[str, int]]:
        gains = {
            q: max((delta[riser] - delta[other] for _, delta in options), default=0)
            for q, options in available.items()
        }
        return points[other] - points[riser], gains

    if foil is not None:
        riser = ballot.concepts.index(foil)
        return [[gap(riser, other) for other in places if other != riser]]
    if now is not None:
        holder = ballot.concepts.index(now)
        return [[gap(riser, holder)] for riser in places if riser != holder]
    return [[]]


def _of_sets(  # noqa: PLR0913 - the pieces of one search, all of them needed at the bottom
    ballot: Ballot,
    points: Points,
    available: Mapping[str, list[Change]],
    sets: list[tuple[str, ...]],
    hopes: list[list[tuple[int, dict[str, int]]]],
    now: str | None,
    foil: str | None,
) -> Iterator[Flip]:
    for questions in sets:
        if not any(
            all(sum(gains[q] for q in questions) > gap for gap, gains in gaps) for gaps in hopes
        ):
            continue
        for chosen in product(*(available[q] for q in questions)):
            total = points
            for _, delta in chosen:
                total = _add(total, delta)
            best = ballot.best(total)
            if best is not None and (best == foil if foil is not None else best != now):
                change = {q: option for q, (option, _) in zip(questions, chosen, strict=True)}
                yield Flip(change, best)


def _add(left: Points, right: Points) -> Points:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def _subtract(left: Points, right: Points) -> Points:
    return tuple(a - b for a, b in zip(left, right, strict=True))
