"""The decision of ``relcli.engine`` for a great many profiles: one sum, decoded once.

Every answer adds its points independently of the others, so all that a decision needs is a sum per
question. The sums of all candidates, and of what each reading alone would hear, stand side by side
in one whole number, a byte each; the questions left open stand above them, a bit each. Adding the
numbers of a row's answers adds everything at once. What the sum means is then looked up piece by
piece, because a piece (who leads, what a reading says) recurs far more often than a whole profile.
The outcome is ``Ballot.decide``'s, exactly; a test compares them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import add
from sys import intern
from typing import Generic, TypeVar

from relcli.decide.ballot import Ballot
from relcli.model import UNKNOWN, Answers

ROOM = 1 << 16
"""How many looked-up pieces are kept; then all are forgotten, so that memory stays flat."""

TOGETHER = 6
"""So many sums of readings make one piece: more would recur too seldom."""

BITS = 8
HIGHEST = (1 << BITS) - 1

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V], Generic[K, V]):
    """A function that remembers, and forgets everything when there is no more room."""

    def __init__(self, function: Callable[[K], V], room: int = ROOM) -> None:
        super().__init__()
        self.function = function
        self.room = room

    def __missing__(self, key: K) -> V:
        if len(self) >= self.room:
            self.clear()
        value = self[key] = self.function(key)
        return value


class Profiles(Memo[tuple[str | None, ...], V]):
    """A function of the cells of a row. Each cell is kept once, however many rows have it."""

    def __missing__(self, key: tuple[str | None, ...]) -> V:
        return super().__missing__(tuple([intern(cell) if type(cell) is str else cell for cell in key]))


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """What a row needs to know of a decision. Equal ones are the same object, so they hash fast."""

    winner: str | None
    runner_up: str | None
    margin: int
    verdict: str


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Who leads whom by how much, with the decision for each case that is still to be told apart."""

    winner: str | None
    agreed: Decided
    open: Decided
    dissent: Decided


class Scorer:
    """One ballot as numbers to add up."""

    def __init__(self, ballot: Ballot) -> None:
        self.ballot = ballot
        self.concepts = ballot.concepts
        self.questions = tuple(ballot.table)
        self._members = [
            members
            for reading in ballot.knowledge.readings
            if (members := [s.id for s in ballot.sources if s.reading == reading])
        ]
        self._named = [
            sorted(frozenset().union(*(ballot.documents[m].named for m in ms))) for ms in self._members
        ]
        self.weights = self._weigh()
        self._standings: dict[tuple[str | None, str | None, int], Standing] = {}
        self._standing = Memo(self._stand)
        self._reach = Memo(self._reaches)
        self._gained = Memo(self._most_gained)
        self._heard = self._slices()

    def _weigh(self) -> dict[str, dict[str, int]]:
        """Question to answer to the number that it adds; ``unknown`` stands for no answer."""
        lanes = {
            question: {
                answer: self._lanes({question: answer}, question)
                for answer in (*(o.id for o in self.ballot.knowledge.questions[question].options), UNKNOWN)
            }
            for question in self.questions
        }
        # One shift for all lanes of a question, so that the bytes of a sum rank as the points do.
        lowest = {q: min(map(min, rows.values())) for q, rows in lanes.items()}
        highest = {q: max(map(max, rows.values())) for q, rows in lanes.items()}
        self._base = -sum(lowest.values())
        self.width = len(self.concepts) + sum(map(len, self._named))
        # A ballot whose sums outgrow a byte is decided by the engine itself.
        self.fits = self._base + sum(highest.values()) <= HIGHEST
        self.size = self.width + (len(self.questions) + BITS - 1) // BITS
        return {
            question: {
                answer: sum((points - lowest[question]) << (BITS * lane) for lane, points in enumerate(row))
                + (self._open_bit(question) if answer == UNKNOWN else 0)
                for answer, row in rows.items()
            }
            for question, rows in lanes.items()
        }

    def _lanes(self, answers: Answers, question: str) -> list[int]:
        """What one answer adds: to every candidate, then to every word of each reading alone."""
        settled = {q: a for q, a in self.ballot.narrow_to_role(answers).items() if q == question}
        heard = [c for q, a in settled.items() for c in self.ballot.tally.claims_heard(q, a)]
        alone = [
            sum(claim.effects.get(concept, 0) for claim in heard if claim.source in members)
            for members, named in zip(self._members, self._named, strict=True)
            for concept in named
        ]
        return [*self.ballot.points(settled), *alone]

    def _open_bit(self, question: str) -> int:
        asked = question in self.ballot.unanswered({})
        return 1 << (BITS * self.width + self.questions.index(question)) if asked else 0

    def _slices(self) -> list[tuple[slice, Memo[bytes, frozenset[str] | None]]]:
        """Where the sums of the readings stand, and what they say; small readings are looked up together."""
        slices: list[tuple[slice, Memo[bytes, frozenset[str] | None]]] = []
        at = len(self.concepts)
        together: list[tuple[list[str], list[str]]] = []
        for reading in zip(self._members, self._named, strict=True):
            if sum(len(named) for _, named in (*together, reading)) > TOGETHER and together:
                slices.append(self._slice(at, together))
                at = slices[-1][0].stop
                together = []
            together.append(reading)
        return [*slices, self._slice(at, together)]

    def _slice(
        self, at: int, readings: Sequence[tuple[list[str], list[str]]]
    ) -> tuple[slice, Memo[bytes, frozenset[str] | None]]:
        size = sum(len(named) for _, named in readings)

        def listen(sums: bytes) -> frozenset[str] | None:
            """The winners that none of these readings objects to; None where none has a say."""
            accepted: frozenset[str] | None = None
            start = 0
            for members, named in readings:
                one = self._listen(members, named, sums[start : start + len(named)])
                start += len(named)
                if one is not None:
                    accepted = one if accepted is None else accepted & one
            return accepted

        return slice(at, at + size), Memo(listen)

    def _listen(self, members: Sequence[str], named: Sequence[str], sums: bytes) -> frozenset[str] | None:
        """The winners that a reading does not object to; None where it has no say. As ``Ballot.alone``."""
        top = max(sums, default=self._base)
        if top <= self._base or sums.count(top) > 1:
            return None
        leader = named[sums.index(top)]
        sources = self.ballot.knowledge.sources
        covered = {c for m in members for c in sources[m].covers.get(leader, ())}
        return frozenset({leader, *(covered - {*named})})

    def decide(self, total: int) -> Decided:
        """The decision behind a sum of ``weights``, one for each question."""
        return self.decide_all([total])[0]

    def decide_all(self, totals: Iterable[int]) -> list[Decided]:
        """The decision behind each of these sums."""
        # A row of its own comes here for every new profile, so what it needs lies close at hand.
        candidates, width, size = len(self.concepts), self.width, self.size
        standings, heard, reaches = self._standing, self._heard, self._reach
        found: list[Decided] = []
        put = found.append
        for total in totals:
            lanes = total.to_bytes(size, "little")
            count = lanes[:candidates]
            standing = standings[count]
            winner = standing.winner
            if winner is None:
                put(standing.agreed)
                continue
            for where, accepts in heard:
                accepted = accepts[lanes[where]]
                if accepted is not None and winner not in accepted:
                    put(standing.dissent)
                    break
            else:
                if standing.open is standing.agreed:
                    put(standing.agreed)
                else:
                    # Could the open questions bring any rival level?
                    reach = reaches[winner, lanes[width:]]
                    level = max(map(add, count, reach)) >= max(count)
                    put(standing.open if level else standing.agreed)
        return found

    def _stand(self, count: bytes) -> Standing:
        top = max(count)
        leader = count.index(top)
        others = count[:leader] + count[leader + 1 :]
        second = max(others, default=self._base)
        winner = self.concepts[leader] if top > second or not others else None
        runner_up = None
        if winner is not None and others:
            behind = others.index(second)
            runner_up = self.concepts[behind + (behind >= leader)]
        key = (winner, runner_up, top - second)
        return self._standings.get(key) or self._standings.setdefault(key, self._cases(*key))

    def _cases(self, winner: str | None, runner_up: str | None, margin: int) -> Standing:
        large = len(self.concepts) == 1 or margin >= self.ballot.knowledge.large_lead
        verdicts = ("clear", "clear", "leaning") if large else ("clear", "leaning", "contested")
        if winner is None:
            verdicts = ("undecided",) * 3
        made = {verdict: Decided(winner, runner_up, margin, verdict) for verdict in verdicts}
        return Standing(winner, *(made[verdict] for verdict in verdicts))

    def _reaches(self, case: tuple[str, bytes]) -> tuple[int, ...]:
        """Per candidate, what answers to these open questions take off the winner's lead at most.

        A rival that they do not help at all is out of reach, however near; so is the winner itself.
        """
        leader, still_open = case
        winner = self.concepts.index(leader)
        mask = int.from_bytes(still_open, "little")
        left = [
            self._gained[question, winner]
            for number, question in enumerate(self.questions)
            if mask >> number & 1
        ]
        gains = [sum(column) for column in zip(*left, strict=True)] or [0] * len(self.concepts)
        return tuple(gain if gain > 0 else -HIGHEST for gain in gains)

    def _most_gained(self, case: tuple[str, int]) -> list[int]:
        """Per rival, the most that an answer to an open question takes off the winner's lead."""
        question, winner = case
        options = self.ballot.table[question]
        taken = self.ballot.narrow_to_role({}).get(question, UNKNOWN)
        now = options.get(taken, (0,) * len(self.concepts))
        return [
            max(0, *(row[rival] - now[rival] - (row[winner] - now[winner]) for row in options.values()))
            for rival in range(len(self.concepts))
        ]
