"""Finding the concept that a word stands for, in any of the languages and in any form."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relcli.answers import suggest
from relcli.errors import AnswerError
from relcli.model import Concept, Designation


class Match(NamedTuple):
    """A concept that the word may stand for, and by which designation."""

    concept: Concept
    designation: Designation | None


def find(concepts: Mapping[str, Concept], word: str, language: str) -> Concept:
    """The one concept meant: by id, else by a designation in ``language``, else in any other.

    Raises ``AnswerError`` with a suggestion when there is none, with all that fit when several do.
    """
    key = _key(word)
    if key in concepts:
        return concepts[key]
    matches = find_all(concepts, word)
    here = [m for m in matches if m.designation and m.designation.language == language]
    for candidates in (here, matches):
        preferred = [m for m in candidates if m.designation and m.designation.status == "preferred"]
        for narrower in (preferred, candidates):
            fitting = list(dict.fromkeys(m.concept.id for m in narrower))
            if len(fitting) == 1:
                return concepts[fitting[0]]
            if fitting:
                raise AnswerError("ambiguous-term", value=word, fitting=", ".join(fitting))
    known = {_key(form): form for c in concepts.values() for form, _ in _forms(c)}
    near = suggest(key, known)
    raise AnswerError("unknown-term", value=word, suggestion=known[near] if near else None)


def find_all(concepts: Mapping[str, Concept], word: str) -> list[Match]:
    """Every concept that goes by this word, plural, feminine and definite forms included."""
    key = _key(word)
    return [
        Match(concept, designation)
        for concept in concepts.values()
        for form, designation in _forms(concept)
        if _key(form) == key
    ]


def _forms(concept: Concept) -> Iterator[tuple[str, Designation | None]]:
    yield concept.id, None
    for designations in concept.designations.values():
        for designation in designations:
            yield designation.term, designation
            for form in designation.forms.values():
                yield form, designation
            if designation.contrast:
                yield designation.contrast, designation


def _key(word: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
