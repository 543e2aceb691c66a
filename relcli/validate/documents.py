"""What the documents say: questions, claims, sections, examples, guidance."""

from collections.abc import Iterator

from relcli.model import Claim
from relcli.model.files import Listed
from relcli.validate.files import DataFiles, DataProblem, ids, stem


def check_questions(files: DataFiles) -> Iterator[DataProblem]:
    """There are core questions, and they come first."""
    core = [question.core for question in files.shaped["questions.toml"].questions]
    if not any(core) or core != sorted(core, reverse=True):
        yield DataProblem(
            "questions.toml", "core", "the core questions must come first, and there must be some"
        )


def check_claims(files: DataFiles) -> Iterator[DataProblem]:
    """A claim hears some answers, not all, and has an effect on concepts that fill its roles."""
    for path, document in files.documents.items():
        for claim in document.claims:
            for says in (*_hearing(claim, files), *_effect(claim, files)):
                yield DataProblem(path, claim.id, says)


def _hearing(claim: Claim, files: DataFiles) -> Iterator[str]:
    for question, heard in claim.hears.items():
        if not heard:
            yield f"no answer to {question!r} triggers it"
        if question in files.options and files.options[question] <= set(heard):
            yield f"every answer to {question!r} triggers it, so it tells nothing"


def _effect(claim: Claim, files: DataFiles) -> Iterator[str]:
    named = (*claim.supports, *claim.opposes)
    if not named:
        yield "supports and opposes nothing"
    for concept in sorted(set(claim.supports) & set(claim.opposes)):
        yield f"both supports and opposes {concept!r}"
    for concept in files.documented.keys() & named:
        for role in ids(files.vocabulary.roles) & set(claim.roles):
            if role not in files.documented[concept].roles:
                yield f"{concept!r} does not fill the role {role!r}"


def check_covers(files: DataFiles) -> Iterator[DataProblem]:
    """A document tells apart what it names."""
    for path, document in files.documents.items():
        named = {concept for claim in document.claims for concept in (*claim.supports, *claim.opposes)}
        for covered in document.covers.values():
            for other in sorted(named.intersection(covered)):
                yield DataProblem(path, "covers", f"names {other!r} in a claim, so it does tell it apart")


def check_sections(files: DataFiles) -> Iterator[DataProblem]:
    """Every heading used is one of the document, and none is forgotten: used, or a reason is given."""
    for path, document in files.documents.items():
        used = [(claim.id, claim.section) for claim in document.claims]
        used += [(f"examples[#{n}]", example.section) for n, example in enumerate(document.examples, 1)]
        used += [(entry.id, entry.section) for entry in document.guidance]
        titles = {section.title for section in document.sections}
        for name, title in used:
            if title not in {"", *titles}:
                yield DataProblem(
                    path, name, f"unknown section {title!r}; known are {', '.join(sorted(titles))}"
                )
        for section in filter(lambda section: section.title, document.sections):
            where, taken = f"sections[{section.title}]", section.title in {title for _, title in used}
            if taken and section.skipped:
                yield DataProblem(path, where, "is said to be skipped and is used")
            if not taken and not section.skipped:
                yield DataProblem(path, where, "nothing was taken from it and no reason is given")


def check_examples(files: DataFiles) -> Iterator[DataProblem]:
    """An example lists trades, or has answers in words."""
    for path, document in files.documents.items():
        for number, example in enumerate(document.examples, start=1):
            for says in _listed(example):
                yield DataProblem(path, f"examples[#{number}]", says)


def _listed(example: Listed) -> Iterator[str]:
    if (example.answers is None) != bool(example.trades):
        yield "needs either answers or trades"
    if (example.answers is None) != (example.text is None):
        yield "answers and text go together"


def check_guidance(files: DataFiles) -> Iterator[DataProblem]:
    """Steps are those of a journey; every topic has some guidance."""
    entries = [(path, entry) for path, document in files.documents.items() for entry in document.guidance]
    for path, entry in entries:
        if (entry.topic == "journey") != bool(entry.step):
            yield DataProblem(path, entry.id, "step goes with the topic journey, and with no other")
    for topic in sorted(ids(files.vocabulary.topics) - {entry.topic for _, entry in entries}):
        yield DataProblem("vocabulary.toml", f"topics[{topic}]", "no guidance is about it")


def check_names(files: DataFiles) -> Iterator[DataProblem]:
    """A file is named after what it holds, and the ids of claims and guidance begin with its name."""
    found = [(path, document.id) for path, document in files.documents.items()]
    found += [(path, concept.id) for path, concept in files.concepts.items()]
    for path, name in found:
        if name and name != stem(path):
            yield DataProblem(path, "id", f"must be {stem(path)!r}, the name of the file")
    for path, document in files.documents.items():
        for name in sorted(ids(document.claims) | ids(document.guidance)):
            if name and not name.startswith(f"{stem(path)}-"):
                yield DataProblem(path, name, f"must begin with {stem(path)}-")
