"""The words for an advice: what its concepts are called, and the sentences that page and JSON share."""

from __future__ import annotations

from collections.abc import Mapping

from relcli.advice.advice import UNDERSTANDING, Advice, Note
from relcli.advice.reasons import Contrast, CurrentWord, Reason
from relcli.advice.room import Law
from relcli.advice.trade_terms import concepts_of
from relcli.data import Data
from relcli.language import (
    DEFAULT,
    Texts,
    collides,
    names_apart,
    preferred,
    term_for_role,
)
from relcli.lookup import suggest
from relcli.model import FORMS, Concept, Designation
from relcli.model.files import Regulation, Remark
from relcli.model.trades import Division

END_USER = "end-user"
SLIP = 0.8
"""How near a spelling must be to be taken for a slip, in 0 … 1."""


class Wording:
    """An advice with all that is needed to put it into words.

    Terms are in ``language``, the first language of those asked for; sentences in that of ``texts``.
    ``term`` is the word to use; None when undecided. A concept goes by its ``plain`` word, unless it stands
    beside a rival of the same word (``of``) or is what a document says (``attributed``).
    """

    def __init__(self, advice: Advice, data: Data, texts: Texts) -> None:
        self.advice, self.data, self.texts = advice, data, texts
        self.language = advice.request.first_language
        self.concepts: Mapping[str, Concept] = concepts_of(data, advice.request)
        concept, general = advice.recommendation.concept, advice.recommendation.general
        self.general_term = self.plain(general) if general else None
        # The trade's word and the general one may be the same word, since they are not opposed.
        shared = {concept: self.general_term} if concept and self.plain(concept) == self.general_term else {}
        rivals = dict.fromkeys((concept, general, *dict(advice.recommendation.decision.ranking)))
        shown = [self.concepts[c] for c in rivals if c and c not in shared]
        self._names = {**names_apart(shown, self.language), **shared}
        self.term = self.in_role(advice.request.role, concept) if concept else None

    def plain(self, concept: str) -> str:
        """The word for a concept, as the trade says it."""
        # The words of the trades are read only where one is shown or asked about.
        known = self.concepts.get(concept) or self.data.termbase[concept]
        return preferred(known, self.language).term

    def of(self, concept: str) -> str:
        """The word for a concept that cannot be mistaken for one of its rivals."""
        return self._names.get(concept) or self.plain(concept)

    def attributed(self, concept: str, *, quoted: bool = False) -> str:
        """The word of a document, in English too where another one says the same word of another concept."""
        decision, term = self.advice.recommendation.decision, self.plain(concept)
        said = {decision.winner, *(r.concept for r in decision.readings)}
        said |= {voice.concept for reading in decision.readings for voice in reading.sources}
        english = preferred(self.concepts[concept], DEFAULT).term
        term_is_clear = all(other in {None, concept} or self.plain(other) != term for other in said)
        if quoted:
            term, english = self.texts.quote([term, english])
        return term if term_is_clear else self.texts.say("term-and-english", term=term, english=english)

    def divided(self) -> list[tuple[Division, str]]:
        """Who says which, each with the word; what only one language says is in that language."""
        return [
            (d, preferred(self.concepts[d.concept], d.language).term if d.language else self.plain(d.concept))
            for d in self.advice.recommendation.divided
        ]

    def in_role(self, role: str, concept: str) -> str:
        """The plain word; a concept that is one person stands for all of them in the plural."""
        return term_for_role(self.concepts[concept], role, self.language)

    def heads(self) -> list[str]:
        """Where several are meant equally, the word for each, with who that is."""
        people, whom, say = self.advice.people, self.advice.request.whom, self.texts.say
        # A child uses nothing, and a patient neither.
        who = {role: say("headline-served") if role == END_USER else self.role(role) for role in whom}
        return [
            say("headline-word", term=self.in_role(role, concept), role=who[role])
            for role in whom
            if len(whom) > 1 and (concept := people.get(role))
        ]

    def headline(self) -> str:
        """The word, or the words for all that are meant."""
        return self.texts.say("separator").join(self.heads()) or self.term or self.texts.say("undecided-term")

    def role(self, role: str) -> str:
        """A role or a party in words."""
        knowledge = self.data.knowledge
        return self.texts.text((knowledge.roles.get(role) or knowledge.parties[role]).label)

    def designations(self) -> list[Designation]:
        """The terms of the recommended concept, language by language, as asked for."""
        advice, request = self.advice, self.advice.request
        if advice.recommendation.concept is None:
            return []
        designations = self.concepts[advice.recommendation.concept].designations
        others = (code for code in self.data.knowledge.languages if code != request.language)
        languages = request.term_languages or (request.language, *others)
        terms = (designation for language in languages for designation in designations[language])
        return [term for term in terms if term.follows in (None, advice.people.get("payer"))]

    def alternatives(self) -> list[tuple[str, int]]:
        """The other concepts of the documents that fill the role and their points, best first."""
        ranking = self.advice.recommendation.decision.ranking
        return [(c, points) for c, points in ranking if self.of(c) != self.term]

    def warning(self) -> str | None:
        """What to know where one word of the language covers several of the concepts that are weighed."""
        recommendation, texts = self.advice.recommendation, self.texts
        if recommendation.concept is None or recommendation.basis == "sector":
            return None
        concept = self.concepts[recommendation.concept]
        weighed = {c for c, points in recommendation.decision.ranking if points > 0}
        colliding = [o for o in collides(concept, self.concepts, self.language) if o.id in weighed]
        others = [other for other in colliding if preferred(other, self.language).contrast]
        if not others:
            return None
        contrasts = [preferred(other, self.language).contrast for other in others]
        return texts.say(
            "warning-one-word",
            language=texts.say(f"in-language-{self.language}"),
            term=self.plain(concept.id),
            concept=preferred(concept, DEFAULT).term,
            other=texts.join(preferred(other, DEFAULT).term for other in others),
            contrast=texts.join(texts.say("quote", text=contrast) for contrast in contrasts if contrast),
        )


def label_reason(reason: Reason, wording: Wording) -> str:
    """``+4``, with the word the points are for unless that is the documents' word."""
    points = f"{'+' if reason.effect == 'for' else '-'}{reason.points}"
    if reason.concept == wording.advice.recommendation.decision.winner:
        return points
    return f"{points} {wording.attributed(reason.concept)}"


def word_notes(wording: Wording) -> list[str]:
    """The remarks, each once."""
    return list(dict.fromkeys(_note(note, wording) for note in wording.advice.notes))


def word_understanding(wording: Wording) -> list[str]:
    """How the trade was understood, where that has to be said before anything else."""
    return [_note(note, wording) for note in wording.advice.notes if note.message in UNDERSTANDING]


def _note(note: Note, wording: Wording) -> str:
    advice, texts, request = wording.advice, wording.texts, wording.advice.request
    if note.text:
        return texts.text(note.text)
    if note.remark:
        return _remark(note.remark, f"note-{note.remark.kind}", texts)
    values: dict[str, object] = {"term": wording.term}
    if request.trade:
        values |= {"wanted": request.trade_as, "trade": texts.text(request.trade.label)}
        values |= {"by": request.trade_by}
    if note.question:
        answer = advice.recommendation.decision.answers[note.question]
        values |= {"question": texts.question(note.question), "answer": texts.answer(note.question, answer)}
        values |= {"role": wording.role(request.role)}
    assert note.message
    return texts.say(note.message, **values)


def _remark(remark: Remark | Regulation, message: str, texts: Texts) -> str:
    values = {"text": texts.text(remark.says), "source": remark.source, "section": remark.section}
    if remark.jurisdiction is None:
        return texts.say(f"{message}-anywhere", **values)
    jurisdiction = texts.say(f"jurisdiction-{remark.jurisdiction.lower()}")
    return texts.say(message, jurisdiction=jurisdiction, **values)


def word_before(wording: Wording) -> list[str]:
    """What goes before any decision: that it is no trade, what a law says, that people are to be asked."""
    advice, texts = wording.advice, wording.texts
    situations = (texts.text(situation.says) for situation in advice.situations if situation.says)
    laws = (_law(law, texts) for law in advice.laws)
    return [*situations, *laws, *filter(None, [word_asking(wording)])]


def _law(law: Law, texts: Texts) -> str:
    regulation = law.regulation
    if law.holds or not regulation.asks:
        return _remark(regulation, "law", texts)
    otherwise = texts.text(regulation.otherwise) if regulation.otherwise else ""
    values = {"question": texts.ask(regulation.asks), "flag": f"--{regulation.asks} yes|no"}
    return texts.say("law-asks", otherwise=otherwise, **values).strip()


def word_asking(wording: Wording) -> str | None:
    """That those who are named are to be asked, where the name is theirs."""
    asking, say = wording.advice.asking, wording.texts.say
    if asking is None:
        return None
    return say("ask-them", term=wording.term, source=asking.source, section=asking.section)


def word_why_not(contrast: Contrast, wording: Wording) -> str:
    """Why the foil is not the word, in a sentence or two."""
    winner = wording.advice.recommendation.decision.winner
    named = wording.of(winner) if winner else None
    unranked = wording.data.termbase[contrast.foil].unranked
    elsewhere = [role for role, concept in wording.advice.people.items() if concept == contrast.foil]
    if contrast.message == "why-not-other-role" and elsewhere:
        roles = wording.texts.join(map(wording.role, elsewhere))
        return wording.texts.say(
            "why-not-elsewhere",
            term=wording.of(contrast.foil),
            role=wording.role(wording.advice.request.role),
            elsewhere=roles,
        )
    return wording.texts.say(
        contrast.message,
        term=wording.of(contrast.foil),
        winner=wording.term if contrast.message == "why-not-general" else named,
        own=contrast.points,
        lead=wording.advice.recommendation.decision.points,
        role=wording.role(wording.advice.request.role),
        reason=wording.texts.text(unranked) if unranked else "",
    ).strip()


def word_current(current: CurrentWord, wording: Wording) -> str:
    """What to do with the word in use, in a sentence or two."""
    texts, concept = wording.texts, current.concept
    is_outlier = wording.advice.request.is_decided and current.verdict != "keep"
    told = texts.say(
        current.message,
        word=current.word,
        term=wording.term,
        roles=texts.join(map(wording.role, current.elsewhere)),
        definition=texts.text(wording.data.termbase[concept].definition) if concept else "",
        explained=texts.text(current.explained) if current.explained else "",
    ).strip()
    if concept is None and (near := _spelt_like(current.word, wording)):
        told = f"{told} {texts.say('current-did-you-mean', near=near)}"
    return f"{told} {texts.say('current-outlier', term=wording.term)}" if is_outlier else told


def _spelt_like(word: str, wording: Wording) -> str | None:
    """A word of those who are there that is spelt almost so, in the language of the words."""
    concepts = {concept for concept in wording.advice.shown if concept in wording.concepts}
    designations = (d for c in concepts for d in wording.concepts[c].designations[wording.language])
    forms = {form for d in designations for form in (d.term, *d.forms.values())}
    return suggest(word.casefold(), sorted(forms), SLIP)


def renamed_forms(current: CurrentWord, wording: Wording) -> dict[str, tuple[str, str]]:
    """Form to the word in use and the one to say, as far as both are known; empty where it stays."""
    right, old = wording.advice.recommendation.concept, current.designation
    if current.verdict == "keep" or right is None or old is None:
        return {}
    new = preferred(wording.concepts[right], old.language)
    both = {
        form: (old.forms[form], new.forms[form]) for form in FORMS if {form} <= old.forms.keys() & new.forms
    }
    return {"term": (old.term, new.term), **both}


def renaming_steps(current: CurrentWord, wording: Wording) -> list[tuple[str, str]]:
    """What a rename touches, in order, with when; none where one place is mended or nothing is."""
    if current.verdict == "keep" or wording.advice.request.is_decided:
        return []
    text = wording.texts.text
    return [(text(step.label), text(step.says)) for step in wording.data.renaming]
