"""What a person means by a word they typed: an option or a concept; never by a silent guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.errors import AnswerError
from relcli.model import UNKNOWN, Concept, Designation, Question


def suggest(word: str, choices: Iterable[str], closeness: float = 0.6) -> str | None:
    """The choice that a slip of the keyboard probably meant; None when nothing is near, in 0 … 1."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=closeness)), None)


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
    """The one concept meant: by id, else by a designation in ``language``, else in any other; of several
    senses the one whose domain stands behind a colon.

    ``AnswerError`` names the ``flag``, with a suggestion for none, with all that fit for several.
    """
    senses = senses_of(concepts, word, language)
    if not senses:
        raise unknown_term(concepts, word, language, flag=flag)
    best = [sense for sense in senses if sense.rank == senses[0].rank]
    if len(best) > 1:
        told = ", ".join(f"{sense.key} ({sense.concept.gloss[language]})" for sense in best)
        raise AnswerError("ambiguous-term", flag=flag, value=word, fitting=told)
    return best[0].concept


ELSEWHERE = 3
"""From this rank on, a sense is one of another language."""


class WordSense(NamedTuple):
    """A concept that a word may stand for. ``key`` names it beside the others (``tenant:housing``); of lower
    ``rank`` is what the word more likely stands for: the id, the language, the preferred term."""

    key: str
    concept: Concept
    designation: Designation | None
    rank: int

    @property
    def is_here(self) -> bool:
        """Is it a term of the language that was asked in, or the id?"""
        return self.rank < ELSEWHERE


def senses_of(concepts: Mapping[str, Concept], text: str, language: str) -> list[WordSense]:
    """Every concept that goes by this word, the likeliest first; with a domain behind a colon, its sense."""
    word, colon, domain = text.partition(":")
    best: dict[str, WordSense] = {}
    for concept, designation in match_terms(concepts, word):
        rank = _rank(designation, language)
        if concept.id not in best or rank < best[concept.id].rank:
            key = f"{word.strip()}:{concept.domain}" if concept.domain else concept.id
            best[concept.id] = WordSense(key, concept, designation, rank)
    found = sorted(best.values(), key=lambda sense: sense.rank)
    if colon:
        wanted = fold_term(domain)
        return [sense for sense in found if wanted in (sense.concept.domain, sense.concept.id)]
    keys = [sense.key for sense in found]
    # Two senses of one domain are told apart by their ids.
    return [s if keys.count(s.key) == 1 else s._replace(key=s.concept.id) for s in found]


def _rank(designation: Designation | None, language: str) -> int:
    if designation is None:
        return 0
    elsewhere = ELSEWHERE - 1 if designation.language != language else 0
    return 1 + (designation.status != "preferred") + elsewhere


def unknown_term(
    concepts: Mapping[str, Concept], word: str, language: str, *, flag: str | None = None
) -> AnswerError:
    """That nothing goes by this word, with the id or the term of the language that was probably meant."""
    known = {
        fold_term(form): form
        for concept in concepts.values()
        for form, designation in _forms(concept)
        if designation is None or designation.language == language
    }
    near = suggest(fold_term(word), known, closeness=0.75)
    return AnswerError("unknown-term", flag=flag, value=word, suggestion=known[near] if near else None)


def match_terms(concepts: Mapping[str, Concept], word: str) -> list[TermMatch]:
    """Every concept that goes by this word, plural, feminine and definite forms included."""
    key = fold_term(word)
    return [
        TermMatch(concept, designation)
        for concept in concepts.values()
        for form, designation in _forms(concept)
        if fold_term(form) == key
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


def fold_term(word: str) -> str:
    """As words are compared: composed, without case, with single blanks."""
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
