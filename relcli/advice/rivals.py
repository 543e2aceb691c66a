"""The words that whoever has chosen one is to leave alone."""

from collections.abc import Mapping

from relcli.advice.trade_terms import PROSPECT
from relcli.model import Concept


def rivals_of(role: str, people: Mapping[str, str], concepts: Mapping[str, Concept]) -> list[Concept]:
    """The concepts that contrast with that of a role and would stand for it; ``people`` is role to concept.

    None that somebody else is called by, in the room or anywhere, and no term of law: it stays right
    whatever was chosen.
    """
    own = concepts[people[role]]
    said = {*own.apart, *(concept for other, concept in people.items() if other != role)}
    rivals = (concepts[other] for other in own.contrasts if other not in said)
    # Whoever has not bought yet is somebody else, even where nobody has a word for them.
    return [
        rival
        for rival in rivals
        if role in rival.roles and not rival.term_of_law and (role == PROSPECT or PROSPECT not in rival.roles)
    ]
