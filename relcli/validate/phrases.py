"""What one says with a word: with each that may be recommended, and with that word."""

from collections.abc import Iterator, Mapping

from relcli.advice.reasons import USABLE
from relcli.model import LANGUAGES, Concept, Designation
from relcli.model.files import ExamplePhrases
from relcli.validate.files import Complaints, DataFiles, stem


def check_phrases(files: DataFiles) -> Complaints:
    """Every word that somebody may be told to say stands in a phrase, in one of its forms; none else does."""
    by_id = {concept.id: concept for concept in files.concepts.values()}
    for path, told in files.under("phrases").items():
        language = stem(path)
        if language not in LANGUAGES:
            continue  # Told already.
        said = dict(_said(files, by_id, language))
        for concept, phrases in told.items():
            for term, own in phrases.items() if concept in by_id else ():
                yield from _check_term(path, language, by_id[concept], term, own)
        for (concept, term), trade in said.items():
            if term not in told.get(concept, {}):
                yield path, concept, f"no phrase has {term!r}, which {trade} says"


def _said(
    files: DataFiles, concepts: Mapping[str, Concept], language: str
) -> Iterator[tuple[tuple[str, str], str]]:
    for concept in concepts.values():
        yield from (
            ((concept.id, d.term), "the concept")
            for d in concept.designations[language]
            if d.status == "preferred" and d.follows is None
        )
    for _, trade in files.trades:
        for concept_id, term in trade.said.get(language, {}).items():
            yield (concept_id, term), trade.id


def _check_term(path: str, language: str, concept: Concept, term: str, own: ExamplePhrases) -> Complaints:
    known = {d.term: d for d in concept.designations[language] if d.status in USABLE}
    if term not in known:
        yield path, concept.id, f"{term!r} is no word to say for it; known are {', '.join(known)}"
        return
    for phrase in (*own.say, *filter(None, [own.ui]), *own.keep):
        if not any(form in phrase.casefold() for form in _forms(known[term])):
            yield path, concept.id, f"{phrase!r} has no form of {term!r}"


def _forms(designation: Designation) -> list[str]:
    return [form.casefold() for form in (designation.term, *designation.forms.values())]
