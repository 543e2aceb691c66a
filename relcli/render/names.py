"""The words for the concepts of one advice, in one language: no two shown go by the same."""

from __future__ import annotations

from collections.abc import Mapping

from relcli.advice.advice import Advice
from relcli.advice.request import concepts_of
from relcli.data import Data
from relcli.language import Texts, collides, names_apart, preferred, term_for_role
from relcli.model import Concept, Designation


class Names:
    """What each concept of an advice is called, in the first language of its terms."""

    def __init__(self, advice: Advice, data: Data) -> None:
        self.language = advice.request.first_language
        self.concepts: Mapping[str, Concept] = concepts_of(data, advice.request)
        self._data = data
        self._role = advice.request.role
        self._concept = advice.recommendation.concept
        general = advice.recommendation.general
        self.general_term = preferred(self.concepts[general], self.language).term if general else None
        self._names = self._apart([self.concepts[concept] for concept in advice.shown])

    def _apart(self, shown: list[Concept]) -> Mapping[str, str]:
        """The trade's word and the general one may be the same word, since they are not opposed."""
        concept = self._concept
        if concept and self.general_term == preferred(self.concepts[concept], self.language).term:
            others = names_apart([c for c in shown if c.id != concept], self.language)
            return {**others, concept: self.general_term}
        return names_apart(shown, self.language)

    @property
    def term(self) -> str | None:
        """The word to use; None when undecided."""
        return self.in_role(self._role, self._concept) if self._concept else None

    def of(self, concept: str) -> str:
        """The word for a concept that cannot be mistaken for another one shown."""
        if concept not in self._names:
            return preferred(self._data.termbase[concept], self.language).term
        return self._names[concept]

    def in_role(self, role: str, concept: str) -> str:
        """As ``of``; a concept that is one person stands for all of them in the plural."""
        plain = preferred(self.concepts[concept], self.language).term
        worded = term_for_role(self.concepts[concept], role, self.language)
        return self.of(concept) if worded == plain else worded


def designations_of(advice: Advice, data: Data) -> list[Designation]:
    """The terms of the recommended concept, language by language, as asked for."""
    request, concept = advice.request, advice.recommendation.concept
    if concept is None:
        return []
    others = (code for code in data.knowledge.languages if code != request.language)
    return [
        designation
        for language in request.term_languages or (request.language, *others)
        for designation in concepts_of(data, request)[concept].designations[language]
        if designation.follows in (None, advice.people.get("payer"))
    ]


def warn_one_word(advice: Advice, names: Names, texts: Texts) -> str | None:
    """What to know where one word of the language covers several concepts."""
    if advice.recommendation.concept is None:
        return None
    concept = names.concepts[advice.recommendation.concept]
    others = collides(concept, names.concepts, names.language)
    if not others:
        return None
    contrasts = [preferred(other, names.language).contrast for other in others]
    return texts.say(
        "warning-one-word",
        language=texts.say(f"in-language-{names.language}"),
        term=preferred(concept, names.language).term,
        concept=concept.id,
        other=texts.join(other.id for other in others),
        contrast=texts.join(texts.say("quote", text=contrast) for contrast in contrasts if contrast),
    )
