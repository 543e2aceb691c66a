"""Where the word will stand: the same concept, as it is said in that place."""

from typing import NamedTuple

from relcli.model.files import Ambiguity, Medium, PlacedWord


class Placement(NamedTuple):
    """The place, its own word for the concept where it has one, and what the term also means there."""

    medium: Medium
    word: PlacedWord | None
    ambiguity: Ambiguity | None


def place(medium: Medium, concept: str, language: str) -> Placement:
    """A concept in a place, in one language."""
    return Placement(
        medium,
        next((w for w in medium.words if w.concept == concept and w.language == language), None),
        next((a for a in medium.ambiguous if a.concept == concept), None),
    )
