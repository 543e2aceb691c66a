"""Answers in, a decision out: the same answers give the same decision, always.

The points of a concept are the sum of the strengths of the claims heard. Because every claim listens
to one question only, the gap between two concepts is a sum over questions; that is what makes the
settled test here, the counterfactuals (``relcli.counterfactuals``) and the choice of the next
question (``relcli.interview``) exact and cheap; ``docs/how-it-decides.md`` shows how.
"""

from collections.abc import Iterable
from typing import NamedTuple

from relcli.model import UNKNOWN, Answers, Claim, Knowledge

Points = tuple[int, ...]
"""Points per candidate, in the order of the ballot's concepts."""


class Vote(NamedTuple):
    """A claim that was heard, and the answer that triggered it."""

    claim: Claim
    answer: str


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


class OpenQuestion(NamedTuple):
    """A question without an answer, and whether an answer could still change the winner."""

    question: str
    could_change: bool


class Decision(NamedTuple):
    """What the answers give for one role: who leads, by how much, on what evidence, against whom."""

    role: str
    reading: str | None
    answers: Answers
    winner: str | None
    points: int
    margin: int
    verdict: str
    ranking: tuple[tuple[str, int], ...]
    heard: tuple[Vote, ...]
    readings: tuple[ReadingVoice, ...]
    open_questions: tuple[OpenQuestion, ...]

    @property
    def runner_up(self) -> str | None:
        """The concept in second place; None for an undecided decision or a lone candidate."""
        if self.winner is None or len(self.ranking) < 2:  # noqa: PLR2004
            return None
        return self.ranking[1][0]


class Engine:
    """The decision over one body of knowledge. Holds nothing but tables derived from it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._ballots: dict[tuple[str, str | None], Ballot] = {}

    def ballot(self, role: str, reading: str | None = None) -> "Ballot":
        """The tables for one role, with the documents of one reading or of all."""
        key = (role, reading)
        if key not in self._ballots:
            self._ballots[key] = Ballot(self.knowledge, role, reading)
        return self._ballots[key]

    def winner(self, answers: Answers, role: str, reading: str | None = None) -> str | None:
        """Only the winning concept: for tables of roles and for the interview."""
        return self.ballot(role, reading).winner(answers)

    def decide(self, answers: Answers, role: str = "payer", reading: str | None = None) -> Decision:
        """Decide for one role. ``answers`` must be valid; unknown and absent are the same."""
        return self.ballot(role, reading).decide(answers)

    def alone(self, source: str, answers: Answers, role: str = "payer") -> str | None:
        """What one document, heard alone, would answer; None where it has no say."""
        ballot = self.ballot(role)
        return ballot.alone([source], ballot.hear(ballot.settle_role(answers)), winner=None)


class Ballot:
    """Who stands for a role, and what every answer adds to whom."""

    def __init__(self, knowledge: Knowledge, role: str, reading: str | None) -> None:
        self.knowledge = knowledge
        self.role = role
        self.reading = reading
        self.sources = tuple(
            source for source in knowledge.sources.values() if reading is None or source.reading == reading
        )
        self.claims = tuple(
            claim for source in self.sources for claim in source.claims if role in claim.roles
        )
        self.named = {source.id: self._named(source.id) for source in self.sources}
        standing = {c.id for c in knowledge.concepts.values() if role in c.roles}
        ranked = {concept for named in self.named.values() for concept in named & standing}
        # A reading that names no word for this role leaves the choice among all that fill it.
        self.concepts = tuple(sorted(ranked or standing))
        self._place = {concept: place for place, concept in enumerate(self.concepts)}
        self._index = self._listen()
        self.table = self._tabulate()
        self._most_lost: dict[str, dict[str, list[int]]] = {}

    def _named(self, source_id: str) -> frozenset[str]:
        return frozenset(
            concept
            for claim in self.claims
            if claim.source == source_id
            for concept in (*claim.supports, *claim.opposes)
        )

    def _listen(self) -> dict[tuple[str, str], tuple[Claim, ...]]:
        heard: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims:
            for option in claim.options:
                heard.setdefault((claim.question, option), []).append(claim)
        return {key: tuple(claims) for key, claims in heard.items()}

    def _tabulate(self) -> dict[str, dict[str, Points]]:
        """Question to option to points: what each answer adds, all documents together."""
        needs = self.knowledge.roles[self.role].needs
        return {
            question.id: {
                option.id: self._sum(self._index.get((question.id, option.id), ()))
                for option in question.options
                if option.id in needs.get(question.id, (option.id,))
            }
            for question in self.knowledge.questions.values()
        }

    def _sum(self, claims: Iterable[Claim]) -> Points:
        points = [0] * len(self.concepts)
        for claim in claims:
            for concept, effect in claim.effects.items():
                if concept in self._place:
                    points[self._place[concept]] += effect
        return tuple(points)

    def settle_role(self, answers: Answers) -> dict[str, str]:
        """The answers in question order, without the unknown ones, as the role narrows them."""
        needs = self.knowledge.roles[self.role].needs
        settled = {}
        for question in self.knowledge.questions:
            answer = answers.get(question, UNKNOWN)
            allowed = needs.get(question)
            if allowed and answer not in allowed:
                answer = allowed[0]
            if answer != UNKNOWN:
                settled[question] = answer
        return settled

    def unanswered(self, answers: Answers) -> list[str]:
        """The questions that were not answered and in which the role leaves a choice."""
        return [
            question
            for question, options in self.table.items()
            if answers.get(question, UNKNOWN) == UNKNOWN and len(options) > 1
        ]

    def points(self, settled: Answers) -> Points:
        """Points per candidate for answers that are already settled."""
        rows = [self.table[question][answer] for question, answer in settled.items()]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(self.concepts)

    def now(self, question: str, settled: Answers) -> Points:
        """What the answer to a question adds as things stand."""
        nothing = (0,) * len(self.concepts)
        return self.table[question].get(settled.get(question, UNKNOWN), nothing)

    def best(self, points: Points) -> str | None:
        """The concept with most points; None for a tie."""
        top = max(points)
        return self.concepts[points.index(top)] if points.count(top) == 1 else None

    def winner(self, answers: Answers) -> str | None:
        """The winning concept for raw answers."""
        return self.best(self.points(self.settle_role(answers)))

    def decide(self, answers: Answers) -> Decision:
        """The whole decision but for its counterfactuals, which cost more."""
        settled = self.settle_role(answers)
        points = self.points(settled)
        winner = self.best(points)
        # Sorting keeps equals as they are: in the order of the alphabet.
        ranking = sorted(zip(self.concepts, points, strict=True), key=lambda row: -row[1])
        margin = ranking[0][1] - ranking[1][1] if len(ranking) > 1 else ranking[0][1]
        heard = self.hear(settled)
        readings = self._voices(heard, winner)
        open_questions = tuple(
            OpenQuestion(question, could_change)
            for question, could_change in self.movable(settled, self.unanswered(answers)).items()
        )
        return Decision(
            role=self.role,
            reading=self.reading,
            answers=settled,
            winner=winner,
            points=ranking[0][1],
            margin=margin,
            verdict=self._verdict(winner, margin, readings, open_questions),
            ranking=tuple(ranking),
            heard=heard,
            readings=readings,
            open_questions=open_questions,
        )

    def _verdict(
        self,
        winner: str | None,
        margin: int,
        readings: tuple[ReadingVoice, ...],
        open_questions: tuple[OpenQuestion, ...],
    ) -> str:
        if winner is None:
            return "undecided"
        large = len(self.concepts) == 1 or margin >= self.knowledge.large_lead
        dissent = any(reading.agrees is False for reading in readings)
        if dissent:
            return "leaning" if large else "contested"
        settled = not any(question.could_change for question in open_questions)
        return "clear" if large or settled else "leaning"

    # ---- readings and documents, each alone -------------------------------------------------

    def hear(self, settled: Answers) -> tuple[Vote, ...]:
        """The claims that these answers bring into play, in question order, each once."""
        return tuple(
            Vote(claim, answer)
            for question, answer in settled.items()
            for claim in self._index.get((question, answer), ())
        )

    def _voices(self, heard: tuple[Vote, ...], winner: str | None) -> tuple[ReadingVoice, ...]:
        voices = []
        for reading in self.knowledge.readings:
            members = [source.id for source in self.sources if source.reading == reading]
            if not members:
                continue
            concept = self.alone(members, heard, winner)
            voices.append(
                ReadingVoice(
                    id=reading,
                    concept=concept,
                    agrees=None if concept is None or winner is None else concept == winner,
                    sources=tuple(Voice(m, self.alone([m], heard, winner)) for m in members),
                )
            )
        return tuple(voices)

    def alone(self, members: list[str], heard: tuple[Vote, ...], winner: str | None) -> str | None:
        """What these documents would answer among the concepts that they name themselves.

        No say (None) without evidence, in a tie, or where the winner is a concept that they do not
        tell apart from their own choice: silence on a distinction is no dissent.
        """
        points = {concept: 0 for m in members for concept in self.named[m]}
        for vote in heard:
            if vote.claim.source in members:
                for concept, effect in vote.claim.effects.items():
                    if concept in points:
                        points[concept] += effect
        top = max(points.values(), default=0)
        leaders = [concept for concept, value in points.items() if value == top]
        if top <= 0 or len(leaders) > 1:
            return None
        [leader] = leaders
        covered = {c for m in members for c in self.knowledge.sources[m].covers.get(leader, ())}
        return None if winner in covered - points.keys() else leader

    # ---- what could still change, and what would --------------------------------------------

    def most_lost(self, winner: str) -> dict[str, list[int]]:
        """Per question: the most that one answer to it takes off the winner's lead, per rival."""
        if winner not in self._most_lost:
            w = self._place[winner]
            self._most_lost[winner] = {
                question: [
                    max(0, *(row[r] - row[w] for row in options.values())) for r in range(len(self.concepts))
                ]
                for question, options in self.table.items()
            }
        return self._most_lost[winner]

    def movable(self, settled: Answers, among: Iterable[str]) -> dict[str, bool]:
        """For each of these open questions: could an answer to it still change the winner?

        It could if these questions together may bring a rival level with the winner, and this one
        helps. With all of them False nothing in ``among`` can change the outcome: exact.
        """
        points = self.points(settled)
        winner = self.best(points)
        if winner is None:
            return self._tie_breakers(points, settled, list(among))
        left = {q: self._lost(winner, q, settled) for q in among}
        behind = [points[self._place[winner]] - p for p in points]
        rivals = [
            r
            for r, concept in enumerate(self.concepts)
            if concept != winner and sum(gains[r] for gains in left.values()) >= behind[r]
        ]
        return {q: any(gains[r] for r in rivals) for q, gains in left.items()}

    def _tie_breakers(self, points: Points, settled: Answers, among: list[str]) -> dict[str, bool]:
        """In a tie, what matters is what sets apart those who may still come out on top."""
        behind = [max(points) - p for p in points]
        leaders = [concept for concept, gap in zip(self.concepts, behind, strict=True) if not gap]
        lost = [[self._lost(leader, q, settled) for q in among] for leader in leaders]
        live = [
            r
            for r, gap in enumerate(behind)
            if all(sum(gains[r] for gains in questions) >= gap for questions in lost)
        ]
        return {
            q: any(len({row[r] - now[r] for r in live}) > 1 for row in self.table[q].values())
            for q in among
            for now in [self.now(q, settled)]
        }

    def _lost(self, winner: str, question: str, settled: Answers) -> list[int]:
        """Per rival, the most that an answer to the question takes off the winner's lead as it stands."""
        if question not in settled:
            return self.most_lost(winner)[question]
        # The role takes an answer for granted, so the others count by what they differ from it.
        w, now = self._place[winner], self.now(question, settled)
        return [
            max(row[r] - now[r] - (row[w] - now[w]) for row in self.table[question].values())
            for r in range(len(self.concepts))
        ]
