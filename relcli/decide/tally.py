"""Sums of points: what every answer adds to each of some concepts."""

from collections.abc import Iterable

from relcli.model import Answers, Claim

Points = tuple[int, ...]
"""Points per concept, in the order of the concepts that they are counted for."""


class Tally:
    """The points of some concepts, counting the effects of some claims on them."""

    def __init__(self, concepts: tuple[str, ...], claims: Iterable[Claim]) -> None:
        self.concepts = concepts
        self.nothing: Points = (0,) * len(concepts)
        self._index = {concept: index for index, concept in enumerate(concepts)}
        self._claims: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            for option in claim.options:
                self._claims.setdefault((claim.question, option), []).append(claim)
        self._rows: dict[tuple[str, str], Points] = {}

    def row(self, question: str, option: str) -> Points:
        """What one answer adds; summed up when it is first asked for, since a single advice needs few."""
        key = (question, option)
        if key not in self._rows:
            points = [0] * len(self.concepts)
            for claim in self._claims.get(key, ()):
                for concept, effect in claim.effects.items():
                    if concept in self._index:
                        points[self._index[concept]] += effect
            self._rows[key] = tuple(points)
        return self._rows[key]

    def points(self, settled: Answers) -> Points:
        """What all these answers add up to."""
        try:  # the rows of a great many answers are soon all there
            rows = list(map(self._rows.__getitem__, settled.items()))
        except KeyError:
            rows = [self.row(question, answer) for question, answer in settled.items()]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else self.nothing

    def leader(self, points: Points) -> str | None:
        """The concept with most points; None for a tie, and where there are no concepts."""
        top = max(points, default=0)
        return self.concepts[points.index(top)] if points.count(top) == 1 else None

    def claims_heard(self, question: str, option: str) -> tuple[Claim, ...]:
        """The claims that this answer brings into play."""
        return tuple(self._claims.get((question, option), ()))
