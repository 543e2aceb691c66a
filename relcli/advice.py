"""A decision with its words: everything that any output shows, once, in the language asked for."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from relcli import counterfactuals
from relcli.engine import Decision, Engine, Vote
from relcli.language import Words, collides, names_apart, preferred
from relcli.model import UNKNOWN, Concept, Designation, Knowledge
from relcli.request import DEFAULT_ROLE, Request
from relcli.terms import find_all

FORMAT_VERSION = 1
MAIN_FOR = 5
MAIN_AGAINST = 3
USABLE = ("preferred", "admitted")


class Reason(NamedTuple):
    """A claim that was heard, as told about one concept."""

    vote: Vote
    concept: str
    effect: str
    points: int
    separates: int
    """How far it moves the lead of the winner over the runner-up; 0 when it helps both alike."""


class Advice:
    """The answer to one request. ``to_dict`` is its JSON form; renderers read the properties."""

    def __init__(self, engine: Engine, request: Request, words: Words) -> None:
        self.engine = engine
        self.request = request
        self.words = words
        self.knowledge: Knowledge = engine.knowledge
        self.assumed = tuple(q for q in self.knowledge.questions if q in request.assumed())
        merged = {**request.assumed(), **request.answers}
        self.answers = {q: merged[q] for q in self.knowledge.questions if merged.get(q, UNKNOWN) != UNKNOWN}
        self.ballot = engine.ballot(request.role, request.reading)
        self.decision: Decision = self.ballot.decide(self.answers)
        self.term_languages = request.term_languages or (
            words.language,
            *(code for code in self.knowledge.languages if code != words.language),
        )
        self.roles = {
            role: engine.winner(self.answers, role, request.reading) for role in self.knowledge.roles
        }
        self.names = names_apart(self._shown(), self.term_languages[0])

    def _shown(self) -> list[Concept]:
        """Every concept that the advice names, the winner first."""
        ids = [concept for concept, _ in self.decision.ranking]
        ids += [concept for concept in self.roles.values() if concept]
        ids += [r.concept for r in self.decision.readings if r.concept]
        return [self.knowledge.concepts[concept] for concept in dict.fromkeys(ids)]

    # ---- the word ---------------------------------------------------------------------------

    @property
    def concept(self) -> str | None:
        """The winning concept; None when undecided."""
        return self.decision.winner

    @property
    def term(self) -> str | None:
        """The word to use, in the first language of the terms; None when undecided."""
        return self.names[self.concept] if self.concept else None

    @property
    def verdict(self) -> str:
        """clear, leaning, contested or undecided."""
        return self.decision.verdict

    @property
    def leaders(self) -> list[str]:
        """The winner, or all that are tied for first place."""
        top = self.decision.ranking[0][1]
        return [concept for concept, points in self.decision.ranking if points == top]

    @property
    def warning(self) -> str | None:
        """What to know where one word of the language covers several concepts."""
        if self.concept is None:
            return None
        language = self.term_languages[0]
        concept = self.knowledge.concepts[self.concept]
        others = collides(concept, self.knowledge, language)
        if not others:
            return None
        own = preferred(concept, language)
        return self.words.say(
            "warning-one-word",
            language=self.words.say(f"in-language-{language}"),
            term=own.term,
            concept=concept.id,
            other=self.words.join(o.id for o in others),
            contrast=self.words.join(
                self.words.say("quote", text=d.contrast)
                for o in others
                if (d := preferred(o, language)).contrast
            ),
        )

    def designations(self) -> list[Designation]:
        """The terms of the winning concept, language by language, as asked for."""
        if self.concept is None:
            return []
        concept = self.knowledge.concepts[self.concept]
        return [
            designation
            for language in self.term_languages
            for designation in concept.designations[language]
            if designation.follows in (None, self.roles["payer"])
        ]

    # ---- the evidence -----------------------------------------------------------------------

    def reasons(self) -> list[Reason]:
        """What was heard: first what speaks for the winner, then what speaks against it.

        Only the main ones, those that separate the winner from the runner-up and most strongly,
        unless all are asked for.
        """
        first, second = self._pair()
        told = [self._tell(vote, first, second) for vote in self.decision.heard]
        told.sort(key=lambda reason: -abs(reason.separates))
        pro = [reason for reason in told if reason.separates > 0]
        con = [reason for reason in told if reason.separates < 0]
        if self.request.explain:
            return pro + con + [reason for reason in told if reason.separates == 0]
        return pro[:MAIN_FOR] + con[:MAIN_AGAINST]

    def _pair(self) -> tuple[str, str | None]:
        ranking = self.decision.ranking
        return ranking[0][0], ranking[1][0] if len(ranking) > 1 else None

    def _tell(self, vote: Vote, first: str, second: str | None) -> Reason:
        effects = vote.claim.effects
        named = (*vote.claim.supports, *vote.claim.opposes)
        about = next((c for c in (first, second) if c is not None and c in effects), named[0])
        return Reason(
            vote=vote,
            concept=about,
            effect="for" if effects[about] > 0 else "against",
            points=abs(effects[about]),
            separates=effects.get(first, 0) - (effects.get(second, 0) if second else 0),
        )

    def flips(self) -> tuple[counterfactuals.Flip, ...]:
        """The smallest changes that would give another word."""
        return counterfactuals.flips(self.ballot, self.decision.answers, frozenset(self.assumed))

    def robustness(self) -> counterfactuals.Robustness:
        """How many single changes leave the answer standing."""
        return counterfactuals.robustness(self.ballot, self.decision.answers)

    def name(self, concept: str | None) -> str | None:
        """The word for a concept that cannot be mistaken for another one shown."""
        if concept is None:
            return None
        if concept not in self.names:
            return preferred(self.knowledge.concepts[concept], self.term_languages[0]).term
        return self.names[concept]

    def why_not(self) -> dict[str, Any] | None:
        """The same facts told against the word that was expected, and what would make it the word."""
        foil = self.request.why_not
        if foil is None:
            return None
        standing = dict(self.decision.ranking)
        against, pro = [], []
        if self.concept and foil in standing and foil != self.concept:
            told = [self._tell(vote, self.concept, foil) for vote in self.decision.heard]
            told.sort(key=lambda reason: -abs(reason.separates))
            against = [self._reason(r) for r in told if r.separates > 0]
            pro = [self._reason(r) for r in told if r.separates < 0]
        needed = (
            counterfactuals.flips_to(self.ballot, self.decision.answers, foil) if foil in standing else ()
        )
        return {
            "concept": foil,
            "term": self.name(foil),
            "points": standing.get(foil),
            "behind": self.decision.points - standing[foil] if foil in standing else None,
            "says": self._why_not_sentence(foil, standing, bool(needed)),
            "against": against,
            "for": pro,
            "would_need": [self._flip(flip) for flip in needed],
        }

    def _why_not_sentence(self, foil: str, standing: Mapping[str, int], reachable: bool) -> str:  # noqa: FBT001
        say, name = self.words.say, self.name(foil)
        if foil not in standing:
            unranked = self.knowledge.concepts[foil].unranked
            role = self.words.text(self.knowledge.roles[self.request.role].label)
            reason = self.words.text(unranked) if unranked else ""
            return say("why-not-other-role", term=name, role=role, reason=reason).strip()
        if foil == self.concept:
            return say("why-not-is-it", term=name)
        if self.concept is None:
            return say("why-not-undecided", term=name)
        lead = self.decision.points - standing[foil]
        message = "why-not-behind" if reachable else "why-not-never"
        return say(message, term=name, winner=self.term, lead=lead)

    def current(self) -> dict[str, Any] | None:
        """What to do with the word in use today: ``keep`` it, ``align`` it or ``rename`` it.

        Keep what is a usable term of the recommended concept in any language; align what is right
        for another role; rename what misleads. An unknown word is nobody's term and is renamed.
        """
        word = self.request.current
        if word is None:
            return None
        matches = find_all(self.knowledge, word)
        own = [m for m in matches if m.concept.id == self.concept]
        usable = [m for m in own if not m.designation or m.designation.status in USABLE]
        elsewhere = [
            self.words.text(self.knowledge.roles[role].label)
            for role, concept in self.roles.items()
            if any(m.concept.id == concept for m in matches)
        ]
        meant = matches[0].concept if matches else None
        if usable or self.concept is None:
            verdict, message = "keep", "current-keep" if usable else "current-undecided"
        elif own:
            verdict, message = "rename", "current-deprecated"
        elif elsewhere:
            verdict, message = "align", "current-align"
        else:
            verdict, message = "rename", "current-rename" if meant else "current-unknown"
        return {
            "word": word,
            "verdict": verdict,
            "concept": own[0].concept.id if own else meant.id if meant else None,
            "says": self.words.say(
                message,
                word=word,
                term=self.term,
                roles=self.words.join(elsewhere) if elsewhere else "",
                definition=self.words.text(meant.definition) if meant else "",
            ),
        }

    # ---- remarks ----------------------------------------------------------------------------

    def notes(self) -> list[str]:
        """Remarks worth reading: on the concept, on false friends, on what the role takes for granted."""
        notes = []
        needs = self.knowledge.roles[self.request.role].needs
        for question in needs:
            answer = self.decision.answers[question]
            if self.answers.get(question) != answer:
                notes.append(
                    self.words.say(
                        "note-role-assumes",
                        role=self.words.text(self.knowledge.roles[self.request.role].label),
                        question=self.words.question(question),
                        answer=self.words.answer(question, answer),
                    )
                )
        if self.concept:
            concept = self.knowledge.concepts[self.concept]
            if concept.note:
                notes.append(self.words.text(concept.note))
        for shown in self._shown():
            notes.extend(
                self.words.text(friend.says)
                for friend in shown.false_friends
                if friend.language == self.term_languages[0]
            )
        return list(dict.fromkeys(notes))

    def command(self) -> str:
        """The command line that gives this advice again. It holds ids only, so nothing needs quoting."""
        request = self.request
        parts = ["relcli", "advise"]
        if request.business:
            parts += ["--business", request.business.id]
        for question, answer in request.answers.items():
            parts += [f"--{question}", answer]
        if request.role != DEFAULT_ROLE:
            parts += ["--role", request.role]
        if request.reading:
            parts += ["--reading", request.reading]
        return " ".join(parts)

    # ---- the contract -----------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """The advice as plain values: keys and ids in English, texts in the language asked for."""
        decision = self.decision
        return {
            "format_version": FORMAT_VERSION,
            "language": self.words.language,
            "answers": dict(self.answers),
            "business": self._business(),
            "recommendation": self._recommendation(),
            "terms": [self._term(designation) for designation in self.designations()],
            "alternatives": self.alternatives(),
            "reasons": [self._reason(reason) for reason in self.reasons()],
            "readings": [
                {
                    "reading": reading.id,
                    "concept": reading.concept,
                    "term": self.name(reading.concept),
                    "agrees": reading.agrees,
                    "sources": [
                        {"source": v.id, "concept": v.concept, "term": self.name(v.concept)}
                        for v in reading.sources
                    ],
                }
                for reading in decision.readings
            ],
            "roles": [
                {"role": role, "concept": concept, "term": self.name(concept)}
                for role, concept in self.roles.items()
            ],
            "counterfactuals": [self._flip(flip) for flip in self.flips()],
            "open_questions": [
                {"question": o.question, "could_change": o.could_change} for o in decision.open_questions
            ],
            "why_not": self.why_not(),
            "current": self.current(),
            "notes": self.notes(),
            "command": self.command(),
        }

    def _business(self) -> dict[str, Any] | None:
        business = self.request.business
        if business is None:
            return None
        label = self.words.text(business.label)
        return {"id": business.id, "label": label, "assumed": list(self.assumed)}

    def _recommendation(self) -> dict[str, Any]:
        decision = self.decision
        concept = self.knowledge.concepts[self.concept] if self.concept else None
        forms = preferred(concept, self.term_languages[0]).forms if concept else {}
        return {
            "role": decision.role,
            "concept": decision.winner,
            "term": self.term,
            "basis": "documents",
            "general_term": None,
            "verdict": decision.verdict,
            "points": decision.points,
            "margin": decision.margin,
            "runner_up": decision.runner_up,
            "robustness": self.robustness()._asdict(),
            "definition": self.words.text(concept.definition) if concept else None,
            "forms": dict(forms),
            "warning": self.warning,
        }

    def alternatives(self) -> list[dict[str, Any]]:
        """The other concepts that fill the role, best first, each with its situation."""
        return [
            {
                "concept": concept,
                "term": self.name(concept),
                "points": points,
                "when": self.words.text(self.knowledge.concepts[concept].when),
            }
            for concept, points in self.decision.ranking
            if concept != self.concept
        ]

    def _term(self, designation: Designation) -> dict[str, Any]:
        return {
            "language": designation.language,
            "term": designation.term,
            "status": designation.status,
            "gender": designation.gender,
            "feminine": designation.forms.get("feminine"),
            "plural": designation.forms.get("plural"),
            "forms": dict(designation.forms),
            "region": designation.region,
            "contrast": designation.contrast,
            "note": self.words.text(designation.note) if designation.note else None,
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        claim = reason.vote.claim
        return {
            "claim": claim.id,
            "source": claim.source,
            "section": claim.section,
            "question": claim.question,
            "answer": reason.vote.answer,
            "concept": reason.concept,
            "effect": reason.effect,
            "strength": claim.strength,
            "points": reason.points,
            "says": self.words.text(claim.says),
        }

    def _flip(self, flip: counterfactuals.Flip) -> dict[str, Any]:
        return {
            "change": dict(flip.change),
            "concept": flip.concept,
            "term": self.name(flip.concept),
        }
