"""Who stands for a role, and what every answer adds to whom.

The points of a concept are the sum of the strengths of the claims heard. Because every claim listens
to one question only, the gap between two concepts is a sum over questions; that is what makes the
settled test (``open_questions``), the counterfactuals and the choice of the next question exact and
cheap; ``docs/how-it-decides.md`` shows how.
"""

from functools import cached_property

from relcli.decide.tally import Points, Speaker, Tally, named_concepts
from relcli.model import UNKNOWN, Answers
from relcli.model.knowledge import Knowledge


class Ballots:
    """The ballots of one body of knowledge, each made when it is first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._made: dict[tuple[str, str | None], Ballot] = {}

    def of(self, role: str, reading: str | None = None) -> "Ballot":
        """The tables for one role, with the documents of one reading or of all.

        For a party, whom the documents do not know, those of the role whose evidence is nearest.
        """
        party = self.knowledge.parties.get(role)
        key = (party.like if party else role, reading)
        if key not in self._made:
            self._made[key] = Ballot(self.knowledge, *key)
        return self._made[key]


class Ballot(Tally):
    """The candidates for one role, the claims that may be heard, and the points they give."""

    def __init__(self, knowledge: Knowledge, role: str, reading: str | None = None) -> None:
        self.knowledge = knowledge
        self.role = role
        self.reading = reading
        self.sources = tuple(
            source for source in knowledge.sources.values() if reading is None or source.reading == reading
        )
        self.claims = tuple(
            claim for source in self.sources for claim in source.claims if role in claim.roles
        )
        standing = {concept.id for concept in knowledge.concepts.values() if role in concept.roles}
        ranked = standing & {*named_concepts(self.claims)}
        # A reading that names no word for this role leaves the choice among all that fill it.
        super().__init__(tuple(sorted(ranked or standing)), self.claims)
        self._best_gains: dict[tuple[int, int], dict[str, int]] = {}
        self._open_gains: dict[tuple[int, int], dict[str, int]] = {}

    @cached_property
    def table(self) -> dict[str, dict[str, Points]]:
        """Question to option to points: what each answer that the role allows adds, all documents."""
        needs = self.knowledge.roles[self.role].needs
        return {
            question.id: {
                option.id: self.row(question.id, option.id)
                for option in question.options
                if option.id in needs.get(question.id, (option.id,))
            }
            for question in self.knowledge.questions.values()
        }

    @cached_property
    def readings(self) -> tuple[Speaker, ...]:
        """The readings that have a document here, each as it speaks alone."""
        members = {r: [s for s in self.sources if s.reading == r] for r in self.knowledge.readings}
        return tuple(
            Speaker(r, sources, self.claims, self.knowledge.readings[r].beside)
            for r, sources in members.items()
            if sources
        )

    @cached_property
    def documents(self) -> dict[str, Speaker]:
        """The documents, each as it speaks alone, by id."""
        return {source.id: Speaker(source.id, [source], self.claims) for source in self.sources}

    def narrow_to_role(self, answers: Answers) -> dict[str, str]:
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

    def winner(self, answers: Answers) -> str | None:
        """The winning concept for answers as they were given."""
        return self.leader(self.points(self.narrow_to_role(answers)))

    def points_of_answer(self, question: str, settled: Answers) -> Points:
        """What the answer to a question adds as things stand."""
        return self.row(question, settled[question]) if question in settled else self.nothing

    def gains(self, riser: int, other: int, settled: Answers) -> dict[str, int]:
        """Per question: the most that answering it otherwise gives one candidate over another.

        Never less than 0, since it may stay as it is. ``riser`` and ``other`` are indexes of ``concepts``.
        """
        pair = (riser, other)
        if pair not in self._best_gains:
            self._best_gains[pair] = {
                question: max(row[riser] - row[other] for row in options.values())
                for question, options in self.table.items()
            }
            self._open_gains[pair] = {q: max(0, best) for q, best in self._best_gains[pair].items()}
        gains = {**self._open_gains[pair]}
        for question, answer in settled.items():
            now = self.row(question, answer)
            gains[question] = self._best_gains[pair][question] - (now[riser] - now[other])
        return gains
