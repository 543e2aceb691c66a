"""What a person means by a word they typed: an option or a concept; never by a silent guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.errors import AnswerError
from relcli.model import UNKNOWN, Concept, Designation, Question


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a slip of the keyboard probably meant; None when nothing is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(choices), n=1)), None)


def check_choice(flag: str, value: object, allowed: Iterable[str], code: str = "unknown-value") -> str:
    """The allowed value that is meant, whatever its case; ``AnswerError`` if there is none."""
    choices = list(allowed)
    by_folded = {choice.lower(): choice for choice in choices}
    folded = str(value).strip().lower()
    if folded in by_folded:
        return by_folded[folded]
    near = suggest(folded, by_folded)
    raise AnswerError(code, flag=flag, value=value, allowed=", ".join(choices), suggestion=near)


def check_answers(questions: Mapping[str, Question], raw: Mapping[str, object]) -> dict[str, str]:
    """Question id to option id in question order, case mended; ``AnswerError`` names flag and value."""
    for key in raw:
        check_choice("question", _flag_name(key), questions, code="unknown-question")
    given = {_flag_name(key): value for key, value in raw.items() if value is not None}
    return {
        name: check_choice(f"--{name}", given[name], [*(o.id for o in question.options), UNKNOWN])
        for name, question in questions.items()
        if name in given
    }


def _flag_name(key: object) -> str:
    """As a flag is written, whatever its case; a parameter in Python has no hyphens."""
    return str(key).lower().replace("_", "-")


class TermMatch(NamedTuple):
    """A concept that a word may stand for, and by which designation; None for its id."""

    concept: Concept
    designation: Designation | None


def find_concept(
    concepts: Mapping[str, Concept], word: str, language: str, *, flag: str | None = None
) -> Concept:
    """The one concept meant: by id, else by a designation in ``language``, else in any other.

    ``AnswerError`` names the ``flag``, with a suggestion for none, with all that fit for several.
    """
    key = _fold_term(word)
    if key in concepts:
        return concepts[key]
    matches = match_terms(concepts, word)
    here = [m for m in matches if m.designation and m.designation.language == language]
    for candidates in (here, matches):
        preferred = [m for m in candidates if m.designation and m.designation.status == "preferred"]
        for narrower in (preferred, candidates):
            fitting = list(dict.fromkeys(m.concept.id for m in narrower))
            if len(fitting) == 1:
                return concepts[fitting[0]]
            if fitting:
                told = ", ".join(f"{id_} ({concepts[id_].gloss[language]})" for id_ in fitting)
                raise AnswerError("ambiguous-term", flag=flag, value=word, fitting=told)
    known = {_fold_term(form): form for c in concepts.values() for form, _ in _forms(c)}
    near = suggest(key, known)
    raise AnswerError("unknown-term", flag=flag, value=word, suggestion=known[near] if near else None)


def match_terms(concepts: Mapping[str, Concept], word: str) -> list[TermMatch]:
    """Every concept that goes by this word, plural, feminine and definite forms included."""
    key = _fold_term(word)
    return [
        TermMatch(concept, designation)
        for concept in concepts.values()
        for form, designation in _forms(concept)
        if _fold_term(form) == key
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


def _fold_term(word: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
