"""The advice as a whole: everything that any output shows, once, in the language asked for."""

from typing import Any

from msgspec.structs import asdict

from relcli import counterfactuals, load
from relcli.contrast import Contrast, current, why_not
from relcli.language import collides, preferred
from relcli.model import UNKNOWN, Claim, Designation
from relcli.placement import placement
from relcli.recommendation import Reason, Recommendation
from relcli.request import DEFAULT_ROLE

FORMAT_VERSION = 1


class Advice(Recommendation):
    """The answer to one request. ``to_dict`` is its JSON form; renderers read the rest."""

    @property
    def warning(self) -> str | None:
        """What to know where one word of the language covers several concepts."""
        if self.concept is None:
            return None
        language = self.term_languages[0]
        concept = self.concepts[self.concept]
        others = collides(concept, self.concepts, language)
        if not others:
            return None
        return self.texts.say(
            "warning-one-word",
            language=self.texts.say(f"in-language-{language}"),
            term=preferred(concept, language).term,
            concept=concept.id,
            other=self.texts.join(other.id for other in others),
            contrast=self.texts.join(
                self.texts.say("quote", text=contrast)
                for other in others
                if (contrast := preferred(other, language).contrast)
            ),
        )

    def flips(self) -> tuple[counterfactuals.Flip, ...]:
        """The smallest changes that would give another word of the documents."""
        found = counterfactuals.flips(self.ballot, self.decision.answers, frozenset(self.assumed))
        return tuple(flip for flip in found if flip.concept != self.concept)

    def robustness(self) -> counterfactuals.Robustness:
        """How many single changes leave the answer standing."""
        return counterfactuals.robustness(self.ballot, self.decision.answers)

    def why_not(self) -> Contrast | None:
        """The contrast with the word asked about."""
        return why_not(self)

    def current(self) -> dict[str, Any] | None:
        """What to do with the word in use today."""
        return current(self)

    def placement(self) -> dict[str, Any] | None:
        """The word as it stands in the place asked for."""
        return placement(self)

    def verdict_of(self, role: str) -> str:
        """The verdict for another role of the same request."""
        return self._for(role).verdict

    def claim_of(self, role: str) -> Claim | None:
        """What speaks loudest for a role's word; None where nothing was heard, or the trade's word leads."""
        found = self._for(role)
        reason = next((r for r in found.reasons() if r.separates > 0), None)
        return None if reason is None or found.basis == "sector" else reason.vote.claim

    def _for(self, role: str) -> Recommendation:
        if role == self.request.role:
            return self
        return Recommendation(self.engine, self.request._replace(role=role), self.texts)

    # ---- remarks ----------------------------------------------------------------------------

    def notes(self) -> list[str]:
        """Remarks worth reading, the most particular to this request first."""
        notes = [
            *self._understood(),
            *self._not_a_buyer(),
            *self._taken_for_granted(),
            *self._on_the_concept(),
            *self._remarks(),
            *self._false_friends(),
        ]
        return list(dict.fromkeys(notes))

    def _understood(self) -> list[str]:
        request = self.request
        if request.trade is None or request.trade_as is None:
            return []
        label = self.texts.text(request.trade.label)
        return [self.texts.say("note-understood", wanted=request.trade_as, trade=label)]

    def _not_a_buyer(self) -> list[str]:
        if self.concept is None or self.concepts[self.concept].buys:
            return []
        return [self.texts.say("note-not-a-buyer", term=self.term)]

    def _taken_for_granted(self) -> list[str]:
        role = self.knowledge.roles.get(self.request.role)
        if role is None:
            return []
        return [
            self.texts.say(
                "note-role-assumes",
                role=self.texts.text(role.label),
                question=self.texts.question(question),
                answer=self.texts.answer(question, self.decision.answers[question]),
            )
            for question in role.needs
            if self.answers.get(question) != self.decision.answers[question]
        ]

    def _on_the_concept(self) -> list[str]:
        note = self.concepts[self.concept].note if self.concept else None
        return [self.texts.text(note)] if note else []

    def _remarks(self) -> list[str]:
        people = set(self.people())
        trade = self.request.trade.id if self.request.trade else None
        return [
            self.texts.say(
                f"note-{remark.kind}" if remark.jurisdiction else f"note-{remark.kind}-anywhere",
                jurisdiction=remark.jurisdiction
                and self.texts.say(f"jurisdiction-{remark.jurisdiction.lower()}"),
                text=self.texts.text(remark.says),
                source=remark.source,
                section=remark.section,
            )
            for remark in load.remarks()
            if (people & set(remark.concepts) or trade in remark.trades)
            and all(self.answers.get(q) in options for q, options in remark.hears.items())
        ]

    def _false_friends(self) -> list[str]:
        """Of the words that are in play: what is recommended, divided, or has points at all."""
        standing = dict(self.decision.ranking)
        in_play = {self.concept, *(concept for concept, _ in self.divided())}
        return [
            self.texts.text(friend.says)
            for shown in self.shown()
            if shown.id in in_play or standing.get(shown.id, 0) > 0
            for friend in shown.false_friends
            if friend.language == self.term_languages[0]
        ]

    def command(self) -> str:
        """The command line that gives this advice again. It holds ids only: nothing needs quoting."""
        request = self.request
        parts = ["relcli", "advise"]
        if request.trade:
            parts += ["--business", request.trade.id]
        for question, answer in request.answers.items():
            parts += [f"--{question}", answer]
        if request.role != DEFAULT_ROLE:
            parts += ["--role", request.role]
        if request.reading:
            parts += ["--reading", request.reading]
        if request.term_languages:
            parts += ["--term-lang", ",".join(request.term_languages)]
        if not request.sector:
            parts.append("--no-sector")
        return " ".join(parts)

    # ---- the contract -----------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """The advice as plain values: keys and ids in English, texts in the language asked for."""
        return {
            "format_version": FORMAT_VERSION,
            "language": self.texts.language,
            "answers": dict(self.answers),
            "business": self._trade_table(),
            "recommendation": self._recommendation(),
            "terms": [self._term(designation) for designation in self.designations()],
            "alternatives": self.alternatives(),
            "divided": [
                {"concept": concept, "term": self.name(concept), "who": self.texts.text(who)}
                for concept, who in self.divided()
            ],
            "reasons": [self._reason(reason) for reason in self.reasons()],
            "readings": self._readings(),
            "roles": [
                {"role": role, "concept": concept, "term": self.name_in_role(role, concept)}
                for role, concept in self.roles.items()
            ],
            "counterfactuals": [self._flip(flip) for flip in self.flips()],
            "open_questions": [
                {"question": o.question, "could_change": o.could_change} for o in self.decision.open_questions
            ],
            "why_not": self._why_not(),
            "current": self.current(),
            "for": self.placement(),
            "notes": self.notes(),
            "command": self.command(),
        }

    def _trade_table(self) -> dict[str, Any] | None:
        trade = self.request.trade
        if trade is None:
            return None
        label = self.texts.text(trade.label)
        withheld = [q for q, a in self.request.answers.items() if a == UNKNOWN and q in trade.answers]
        return {
            "id": trade.id,
            "label": label,
            "assumed": list(self.assumed),
            "withheld": withheld,
        }

    def _recommendation(self) -> dict[str, Any]:
        decision = self.decision
        concept = self.concepts[self.concept] if self.concept else None
        return {
            "role": self.request.role,
            "concept": self.concept,
            "term": self.term,
            "basis": self.basis,
            "general_term": self.general_term,
            "verdict": self.verdict,
            "points": decision.points,
            "margin": decision.margin,
            "runner_up": decision.runner_up,
            "robustness": self.robustness()._asdict(),
            "definition": self.texts.text(concept.definition) if concept else None,
            "sources": [asdict(c) for c in concept.definition_sources] if concept else [],
            "forms": dict(preferred(concept, self.term_languages[0]).forms) if concept else {},
            "warning": self.warning,
        }

    def alternatives(self) -> list[dict[str, Any]]:
        """The other concepts of the documents that fill the role, best first, with their situation."""
        return [
            {
                "concept": concept,
                "term": self.name(concept),
                "points": points,
                "when": self.texts.text(self.concepts[concept].when),
            }
            for concept, points in self.decision.ranking
            if self.name(concept) != self.term
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
            "note": self.texts.text(designation.note) if designation.note else None,
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
            "says": self.texts.text(claim.says),
        }

    def _readings(self) -> list[dict[str, Any]]:
        return [
            {
                "reading": reading.id,
                "concept": reading.concept,
                "term": self.name(reading.concept),
                "agrees": reading.agrees,
                "sources": [
                    {"source": voice.id, "concept": voice.concept, "term": self.name(voice.concept)}
                    for voice in reading.sources
                ],
            }
            for reading in self.decision.readings
        ]

    def _flip(self, flip: counterfactuals.Flip) -> dict[str, Any]:
        term = self.name(flip.concept)
        return {"change": dict(flip.change), "concept": flip.concept, "term": term}

    def _why_not(self) -> dict[str, Any] | None:
        contrast = self.why_not()
        if contrast is None:
            return None
        return {
            "concept": contrast.foil,
            "term": self.name(contrast.foil),
            "points": contrast.points,
            "behind": contrast.behind,
            "says": contrast.says,
            "against": [self._reason(reason) for reason in contrast.against],
            "for": [self._reason(reason) for reason in contrast.pro],
            "would_need": [self._flip(flip) for flip in contrast.would_need],
        }
