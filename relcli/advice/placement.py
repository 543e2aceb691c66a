"""The word as a text wants it: in a contract, on a screen, in code."""

from collections.abc import Iterator
from typing import NamedTuple

from relcli.advice.request import DEFAULT_ROLE, Request
from relcli.advice.room import is_heard
from relcli.model import Answers
from relcli.model.files import Ambiguity, Medium, PlacedWord


class Placement(NamedTuple):
    """The text in which the word will stand, its own word for the concept where it has one, and what the
    term also means there."""

    medium: Medium
    word: PlacedWord | None
    ambiguity: Ambiguity | None


def place(request: Request, answers: Answers, concept: str, medium: Medium) -> Placement:
    """The concept of whoever is answered for, as that text has it in the language of the words."""
    word = next(_words(request, answers, concept, medium), None)
    return Placement(medium, word, next((a for a in medium.ambiguous if a.concept == concept), None))


def _words(request: Request, answers: Answers, concept: str, medium: Medium) -> Iterator[PlacedWord]:
    """The trade's own, then those that fit, the best first."""
    trade, role, language = request.trade, request.role, request.first_language
    # They are those whom the trade means, or who pays.
    if trade and request.sector and role in {DEFAULT_ROLE, *trade.whom}:
        if medium.parties and language in trade.contract:
            own = trade.contract[language]
            yield PlacedWord(language=language, term=own.them, counterpart=own.us)
        if term := trade.texts.get(medium.id, {}).get(language):
            yield PlacedWord(language=language, term=term)
    for word in medium.words:
        if (
            word.language == language
            and concept in (word.concepts or (concept,))
            and role in (word.people or (role,))
            and is_heard(word.hears, answers)
            and (not word.sectors or (trade and trade.sector in word.sectors))
        ):
            yield word
