"""The word to use, for whom, on what evidence: a decision with the words of the trade and names.

The documents decide among their own words. Where a trade has an established word it leads, and the
documents' word stands beside it as the general term. Parties that only some trades have (whose
customer is it?) come from the trade alone.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli import load
from relcli.engine import Ballot, Decision, Engine, Vote
from relcli.language import Texts, names_apart, preferred
from relcli.model import UNKNOWN, Concept, Designation, Knowledge, Text
from relcli.request import Request

MAIN_FOR = 5
MAIN_AGAINST = 3


class Reason(NamedTuple):
    """A claim that was heard, as told about one concept.

    ``separates`` is how far it moves the lead of the first concept over the second; 0 when it helps
    both alike.
    """

    vote: Vote
    concept: str
    effect: str
    points: int
    separates: int


def ballot_for(engine: Engine, request: Request) -> Ballot:
    """The tables for the role asked about; for a party those of the role whose evidence is nearest."""
    party = engine.knowledge.parties.get(request.role)
    return engine.ballot(party.like if party else request.role, request.reading)


def extend_to_roles(words: Mapping[str, str], answers: Mapping[str, str]) -> Mapping[str, str]:
    """Role or party to the trade's word. Whoever pays keeps it when they come back, when they use
    what they pay for, and all together, unless the trade has a word for that too."""
    payer = words.get("payer")
    if payer is None:
        return words
    same = {"end-user": payer} if answers.get("payer") == "same" else {}
    return {"regular": payer, "group": payer, **same, **words}


def trade_verdict(request: Request) -> str:
    """How sure the trade's own word is: clear, unless the trade itself is divided about it."""
    return "contested" if divided_words(request) else "clear"


def divided_words(request: Request) -> list[tuple[str, Text]]:
    """The words between which the trade itself is divided, and who says which."""
    trade = request.trade
    if trade is None or request.role != "payer" or not request.sector:
        return []
    return [(division.concept, division.who) for division in trade.divided]


class Recommendation:
    """What is recommended for one request, before it is put into any form."""

    def __init__(self, engine: Engine, request: Request, texts: Texts) -> None:
        self.engine = engine
        self.request = request
        self.texts = texts
        self.knowledge: Knowledge = engine.knowledge
        assumed = request.assumed()
        self.assumed = tuple(q for q in self.knowledge.questions if q in assumed)
        merged = {**assumed, **request.answers}
        self.answers = {q: merged[q] for q in self.knowledge.questions if merged.get(q, UNKNOWN) != UNKNOWN}
        self.ballot = ballot_for(engine, request)
        self.decision: Decision = self.ballot.decide(self.answers)
        self.term_languages = request.term_languages or (
            texts.language,
            *(code for code in self.knowledge.languages if code != texts.language),
        )
        self._trade: Mapping[str, str] = extend_to_roles(request.words_of_trade(), self.answers)
        self.concepts: Mapping[str, Concept] = (
            load.termbase() if request.speaks_of_trade() else self.knowledge.concepts
        )
        self.roles = self._roles()
        self.names = self._names()

    # ---- the word ---------------------------------------------------------------------------

    @property
    def basis(self) -> str:
        """``sector`` when the trade's own word leads, else ``documents``."""
        return "sector" if self.request.role in self._trade else "documents"

    @property
    def concept(self) -> str | None:
        """The recommended concept; None when undecided."""
        return self._trade.get(self.request.role, self.decision.winner)

    @property
    def general(self) -> str | None:
        """What the documents recommend where the trade's word leads; None for a mere party."""
        if self.basis == "documents" or self.request.role in self.knowledge.parties:
            return None
        return self.decision.winner

    @property
    def term(self) -> str | None:
        """The word to use, in the first language of the terms; None when undecided."""
        return self.name_in_role(self.request.role, self.concept)

    @property
    def general_term(self) -> str | None:
        """The documents' word, plain, where the trade's word leads."""
        if self.general is None:
            return None
        return preferred(self.concepts[self.general], self.term_languages[0]).term

    @property
    def verdict(self) -> str:
        """clear, leaning, contested or undecided."""
        return self.decision.verdict if self.basis == "documents" else trade_verdict(self.request)

    @property
    def leaders(self) -> list[str]:
        """The winner, or all that are tied for first place."""
        top = self.decision.ranking[0][1]
        return [concept for concept, points in self.decision.ranking if points == top]

    def _roles(self) -> dict[str, str | None]:
        """Everybody in the room: the roles, then the parties of the trade."""
        roles: dict[str, str | None] = {
            role: self.engine.winner(self.answers, role, self.request.reading)
            for role in self.knowledge.roles
        }
        absent = self.request.trade.absent if self.request.trade else ()
        return {role: c for role, c in {**roles, **self._trade}.items() if role not in absent}

    def divided(self) -> list[tuple[str, Text]]:
        """As ``divided_words``."""
        return divided_words(self.request)

    def shown(self) -> list[Concept]:
        """Every concept that is named, the recommended one first."""
        ids: list[str | None] = [self.concept, self.general]
        ids += [concept for concept, _ in self.decision.ranking]
        ids += self.roles.values()
        ids += [reading.concept for reading in self.decision.readings]
        ids += [concept for concept, _ in self.divided()]
        return [self.concepts[concept] for concept in dict.fromkeys(ids) if concept]

    def _names(self) -> dict[str, str]:
        """A word for each concept shown, no two alike; but the trade's word and the general one may be
        the same word, since they are not opposed."""
        language, shown = self.term_languages[0], self.shown()
        if self.concept and self.general_term == preferred(self.concepts[self.concept], language).term:
            names = names_apart([c for c in shown if c.id != self.concept], language)
            return {**names, self.concept: self.general_term}
        return names_apart(shown, language)

    def name(self, concept: str | None) -> str | None:
        """The word for a concept that cannot be mistaken for another one shown."""
        if concept is None:
            return None
        if concept not in self.names:
            return preferred(load.termbase()[concept], self.term_languages[0]).term
        return self.names[concept]

    def name_in_role(self, role: str, concept: str | None) -> str | None:
        """As ``name``; a concept that is one person stands for all of them in the plural."""
        if concept and role == "group" and "group" not in self.concepts[concept].roles:
            forms = preferred(self.concepts[concept], self.term_languages[0]).forms
            return forms.get("plural", self.name(concept))
        return self.name(concept)

    def role_label(self, role: str) -> str:
        """A role or a party in words."""
        known: Mapping[str, Text] = {
            **{r.id: r.label for r in self.knowledge.roles.values()},
            **{p.id: p.label for p in self.knowledge.parties.values()},
        }
        return self.texts.text(known[role])

    def designations(self) -> list[Designation]:
        """The terms of the recommended concept, language by language, as asked for."""
        if self.concept is None:
            return []
        return [
            designation
            for language in self.term_languages
            for designation in self.concepts[self.concept].designations[language]
            if designation.follows in (None, self.roles["payer"])
        ]

    # ---- the evidence -----------------------------------------------------------------------

    def reasons(self) -> list[Reason]:
        """What was heard: first what speaks for the documents' word, then what speaks against it.

        Only the main ones, those that separate it from the runner-up and most strongly, unless all
        are asked for.
        """
        ranking = self.decision.ranking
        told = self.tell(ranking[0][0], ranking[1][0] if len(ranking) > 1 else None)
        pro = [reason for reason in told if reason.separates > 0]
        con = [reason for reason in told if reason.separates < 0]
        if self.request.explain:
            return pro + con + [reason for reason in told if reason.separates == 0]
        return pro[:MAIN_FOR] + con[:MAIN_AGAINST]

    def tell(self, first: str, second: str | None) -> list[Reason]:
        """Every claim heard, told about these two concepts; what separates them most comes first."""
        reasons = []
        for vote in self.decision.heard:
            effects = vote.claim.effects
            named = (*vote.claim.supports, *vote.claim.opposes)
            about = next((c for c in (first, second) if c is not None and c in effects), named[0])
            reasons.append(
                Reason(
                    vote=vote,
                    concept=about,
                    effect="for" if effects[about] > 0 else "against",
                    points=abs(effects[about]),
                    separates=effects.get(first, 0) - (effects.get(second, 0) if second else 0),
                )
            )
        return sorted(reasons, key=lambda reason: -abs(reason.separates))

    def points_of(self, reason: Reason) -> str:
        """``+4``, with the word the points are for unless that is the documents' word."""
        points = f"{'+' if reason.effect == 'for' else '-'}{reason.points}"
        return points if reason.concept == self.decision.winner else f"{points} {self.name(reason.concept)}"

    def people(self) -> Iterable[str]:
        """The concepts of everybody in the room, and the general one."""
        return {concept for concept in (*self.roles.values(), self.concept, self.general) if concept}
