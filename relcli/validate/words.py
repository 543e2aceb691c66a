"""What is said of words and trades: concepts, relations, designations, citations, names, remarks."""

from collections.abc import Iterator

from relcli.model import Designation
from relcli.validate.files import DataFiles, DataProblem, ids


def check_concepts(files: DataFiles) -> Iterator[DataProblem]:
    """Somebody uses a concept, and one that fills no role says why."""
    documents = files.documents.values()
    used = {c for d in documents for claim in d.claims for c in (*claim.supports, *claim.opposes)}
    used |= {c for d in documents for entry in d.guidance for c in entry.concepts}
    said = {c for _, t in files.trades for c in (*t.words.values(), *t.parties.values())}
    said |= {division.concept for _, trade in files.trades for division in trade.divided}
    for path, concept in files.concepts.items():
        if concept.id in files.documented and concept.id not in used:
            yield DataProblem(path, "", "no claim and no guidance uses this concept")
        if concept.id not in {"", *files.documented, *said}:
            yield DataProblem(path, "", "no trade uses this word")
        if bool(concept.roles) != (concept.unranked is None):
            says = "must say why no answer can choose it, if and only if it has no roles"
            yield DataProblem(path, "unranked", says)


def check_relations(files: DataFiles) -> Iterator[DataProblem]:
    """A concept relates to others; the documents' own are told on both sides when they hold so."""
    known = {concept.id: concept for concept in files.concepts.values()}
    for path, concept in files.concepts.items():
        for key in ("broader", "related", "contrasts"):
            found = getattr(concept, key) or ()
            if concept.id in ((found,) if key == "broader" else found):
                yield DataProblem(path, key, "names the concept itself")
            for other in known.keys() & found if key != "broader" and concept.id in files.documented else ():
                if concept.id not in (other, *getattr(known[other], key)):
                    yield DataProblem(path, key, f"{other!r} does not say the same of {concept.id!r}")


def check_designations(files: DataFiles) -> Iterator[DataProblem]:
    """Per language one preferred term; each has a source and, but in English, a gender; no false friend."""
    for path, concept in files.concepts.items():
        false = {(friend.language, friend.word) for friend in concept.false_friends}
        for language, terms in concept.designations.items():
            if sum(designation.status == "preferred" for designation in terms) != 1:
                yield DataProblem(path, f"designations.{language}", "must have exactly one preferred term")
            for designation in terms:
                where = f"designations.{language}[{designation.term}]"
                for says in _designation(designation, language):
                    yield DataProblem(path, where, says)
                if (language, designation.term) in false:
                    yield DataProblem(path, where, "is listed as a false friend as well")


def _designation(designation: Designation, language: str) -> Iterator[str]:
    if (language == "en") != (designation.gender is None):
        yield "needs a gender in French and Romanian, and none in English"
    if not designation.sources:
        yield "needs a source"


def check_citations(files: DataFiles) -> Iterator[DataProblem]:
    """A definition cites a place that exists, and every reference is cited by somebody."""
    titles = {doc.id: {section.title for section in doc.sections} for doc in files.documents.values()}
    works = ids(files.shaped["references.toml"].references)
    cited = {remark.source for remark in files.shaped["remarks.toml"].remarks}
    for path, concept in files.concepts.items():
        cited |= {source for _, terms in concept.designations.items() for d in terms for source in d.sources}
        cited |= {citation.source for citation in concept.definition_sources}
        for citation in concept.definition_sources:
            if citation.source not in works and citation.section not in titles.get(citation.source, ()):
                says = f"unknown place {citation.section!r} in {citation.source!r}"
                yield DataProblem(path, "definition_sources", says)
    for work in sorted(works - cited):
        yield DataProblem("references.toml", work, "nothing cites it")


def check_labels(files: DataFiles) -> Iterator[DataProblem]:
    """A trade has a name of its own."""
    owners: dict[tuple[str, str], str] = {}
    for path, trade in files.trades:
        for language, label in trade.label.items():
            owner = owners.setdefault((language, label.casefold()), trade.id)
            if label and owner != trade.id:
                yield DataProblem(path, trade.id, f"{label!r} is the name of {owner!r} already")


def check_remarks(files: DataFiles) -> Iterator[DataProblem]:
    """A remark is about something."""
    for remark in files.shaped["remarks.toml"].remarks:
        if not remark.concepts and not remark.trades:
            yield DataProblem("remarks.toml", remark.id, "is about nothing")
