"""Sums of points: what every answer adds to each of some concepts, and what a document alone makes of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from relcli.model import Answers, Claim, Source

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


class Voice(NamedTuple):
    """What one document or one reading alone would answer; ``concept`` is None without a say."""

    id: str
    concept: str | None


class ReadingVoice(NamedTuple):
    """A reading's answer with the answers of its documents; ``agrees`` is None without a say."""

    id: str
    concept: str | None
    agrees: bool | None
    sources: tuple[Voice, ...]


class Speaker(Tally):
    """Some documents heard without the others: they choose among the concepts that they name themselves."""

    def __init__(
        self,
        speaker_id: str,
        sources: Sequence[Source],
        claims: Iterable[Claim],
        beside: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.id = speaker_id
        self.sources = tuple(source.id for source in sources)
        own = [claim for claim in claims if claim.source in self.sources]
        super().__init__(named_concepts(own), own)
        reached = {n: {c for source in sources for c in source.covers.get(n, ())} for n in self.concepts}
        self.covered = {named: tuple(sorted(c - {*self.concepts})) for named, c in reached.items()}
        """Named concept to those that these documents do not tell apart from it."""
        self.beside = beside or {}
        """Concept to those that its choice does not deny: it sees another side of the same people."""

    def choice(self, settled: Answers, winner: str | None) -> str | None:
        """What they would answer.

        No say (None) without evidence, in a tie, or where the winner is a concept that they do not
        tell apart from their own choice: silence on a distinction is no dissent.
        """
        points = self.points(settled)
        leader = self.leader(points)
        if leader is None or max(points) <= 0 or winner in self.covered[leader]:
            return None
        return leader

    def denies(self, choice: str | None, winner: str, *, large: bool) -> bool:
        """Is this choice another word, and no mere other side of the winner's people?

        Against a small lead another side counts like another word.
        """
        if choice in {None, winner}:
            return False
        return not (large and winner in self.beside.get(choice, ()))


def named_concepts(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The concepts that these claims speak of by name, in the order of the alphabet."""
    return tuple(sorted({concept for claim in claims for concept in (*claim.supports, *claim.opposes)}))
