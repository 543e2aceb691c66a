"""What follows unwritten from the files of ``data/``: effects of claims, forms in order, examples."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from relcli.errors import KnowledgeError
from relcli.model import FORMS, Answers, Claim, Concept, Designation, PerLanguage, Source
from relcli.model.files import Document, Example
from relcli.model.trades import Trade


def with_effects(source: Source, points: Mapping[str, int]) -> Source:
    """The document with its claims reaching every concept that it does not tell apart."""

    def complete(claim: Claim) -> Claim:
        if claim.strength not in points:
            says = f"unknown strength {claim.strength!r}"
            raise KnowledgeError(f"documents/{source.id}.toml: {claim.id}: {says}")
        size = points[claim.strength]
        effects = {
            reached: sign * size
            for sign, named in ((1, claim.supports), (-1, claim.opposes))
            for concept in named
            for reached in (concept, *source.covers.get(concept, ()))
        }
        return replace(claim, source=source.id, effects=effects)

    return replace(source, claims=tuple(map(complete, source.claims)))


def with_ordered_forms(concept: Concept) -> Concept:
    """The concept with designations that know their language, and their forms in one order."""

    def complete(designation: Designation, language: str) -> Designation:
        forms = {form: designation.forms[form] for form in FORMS if form in designation.forms}
        return replace(designation, language=language, forms=forms)

    terms = (tuple(complete(d, language) for d in found) for language, found in concept.designations.items())
    return replace(concept, designations=PerLanguage(*terms))


def listed_examples(documents: Iterable[Document], trades: Mapping[str, Trade]) -> Iterator[Example]:
    """One for each trade that a document lists, or one for the answers that it gives."""
    for source, listed in ((document.id, listed) for document in documents for listed in document.examples):
        answers: list[tuple[str | None, Answers]] = [] if listed.answers is None else [(None, listed.answers)]
        for trade in listed.trades:
            if trade not in trades:
                raise KnowledgeError(f"documents/{source}.toml: examples: unknown trade {trade!r}")
            answers.append((trade, trades[trade].answers))
        for named, given in answers:
            yield Example(source, listed.section, listed.role, listed.expect, given, named, listed.text)
