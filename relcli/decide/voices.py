"""What one document, or one reading, heard alone would answer."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relcli.decide.tally import Tally
from relcli.model import Answers, Claim, Source


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


class Speaker:
    """Some documents heard without the others: they choose among the concepts that they name themselves."""

    def __init__(self, speaker_id: str, sources: Sequence[Source], claims: Iterable[Claim]) -> None:
        self.id = speaker_id
        self.sources = tuple(source.id for source in sources)
        own = [claim for claim in claims if claim.source in self.sources]
        self.named = named_concepts(own)
        self.tally = Tally(self.named, own)
        reached = {
            leader: {concept for source in sources for concept in source.covers.get(leader, ())}
            for leader in self.named
        }
        self.covered = {leader: tuple(sorted(c - {*self.named})) for leader, c in reached.items()}
        """Named concept to those that these documents do not tell apart from it."""

    def choice(self, settled: Answers, winner: str | None) -> str | None:
        """What they would answer.

        No say (None) without evidence, in a tie, or where the winner is a concept that they do not
        tell apart from their own choice: silence on a distinction is no dissent.
        """
        points = self.tally.points(settled)
        leader = self.tally.leader(points)
        if leader is None or max(points) <= 0 or winner in self.covered[leader]:
            return None
        return leader


def named_concepts(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The concepts that these claims speak of by name, in the order of the alphabet."""
    return tuple(sorted({concept for claim in claims for concept in (*claim.supports, *claim.opposes)}))
