"""The same facts told against another word: the one expected, or the one in use today."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from relcli import counterfactuals, load
from relcli.counterfactuals import Flip
from relcli.recommendation import Reason, Recommendation
from relcli.terms import Match, find_all

USABLE = ("preferred", "admitted")


class Contrast(NamedTuple):
    """Why a foil is not the word: what speaks against it and for it, and what would make it win.

    ``points`` and ``behind`` are None where the foil does not fill the role at all.
    """

    foil: str
    points: int | None
    behind: int | None
    says: str
    against: tuple[Reason, ...]
    pro: tuple[Reason, ...]
    would_need: tuple[Flip, ...]


def why_not(found: Recommendation) -> Contrast | None:
    """The contrast with the word asked about; None when none was."""
    foil = found.request.why_not
    if foil is None:
        return None
    standing = dict(found.decision.ranking)
    told = []
    if foil in standing and found.decision.winner not in (None, foil):
        told = found.tell(str(found.decision.winner), foil)
    flips: tuple[Flip, ...] = ()
    if foil in standing:
        flips = counterfactuals.flips_to(found.ballot, found.decision.answers, foil)
    return Contrast(
        foil=foil,
        points=standing.get(foil),
        behind=found.decision.points - standing[foil] if foil in standing else None,
        says=_why_not_says(found, foil, standing, flips),
        against=tuple(reason for reason in told if reason.separates > 0),
        pro=tuple(reason for reason in told if reason.separates < 0),
        would_need=flips,
    )


def _why_not_says(
    found: Recommendation, foil: str, standing: Mapping[str, int], flips: tuple[Flip, ...]
) -> str:
    say, name, winner = found.texts.say, found.name(foil), found.decision.winner
    if foil == found.concept:
        return say("why-not-is-it", term=name)
    if foil not in standing:
        unranked = load.termbase()[foil].unranked
        reason = found.texts.text(unranked) if unranked else ""
        role = found.role_label(found.request.role)
        return say("why-not-other-role", term=name, role=role, reason=reason).strip()
    if winner == foil:
        return say("why-not-general", term=name, winner=found.term)
    if winner is None:
        return say("why-not-undecided", term=name)
    lead = found.decision.points - standing[foil]
    message = "why-not-behind" if flips else "why-not-never"
    return say(message, term=name, winner=found.name(winner), lead=lead)


def current(found: Recommendation) -> dict[str, Any] | None:
    """What to do with the word in use today: ``keep`` it, ``align`` it or ``rename`` it.

    Keep a usable term of the recommended concept in any language, or one that part of the trade
    says; align what is right for another role or in general; rename what misleads. Keys: word,
    verdict, concept (or None for a word nobody knows), says.
    """
    word = found.request.current
    if word is None:
        return None
    matches = find_all(load.termbase(), word)
    verdict, message, meant, elsewhere = _judge(found, matches)
    definition = found.texts.text(load.termbase()[meant].definition) if meant else ""
    return {
        "word": word,
        "verdict": verdict,
        "concept": meant,
        "says": found.texts.say(
            message,
            word=word,
            term=found.term,
            roles=found.texts.join(elsewhere) if elsewhere else "",
            definition=definition,
        ),
    }


def _judge(found: Recommendation, matches: list[Match]) -> tuple[str, str, str | None, list[str]]:
    """Verdict, message, the concept meant, and the roles in which the word is right."""
    ids = [match.concept.id for match in matches]
    usable = [
        match.concept.id for match in matches if not match.designation or match.designation.status in USABLE
    ]
    meant = next(iter(ids), None)
    if found.concept is None:
        return "keep", "current-undecided", meant, []
    if found.concept in ids:
        kept = found.concept in usable
        return "keep" if kept else "rename", f"current-{'keep' if kept else 'deprecated'}", found.concept, []
    said_by_some = next((c for c, _ in found.divided() if c in usable), None)
    if said_by_some:
        return "keep", "current-some", said_by_some, []
    elsewhere = {role: c for role, c in found.roles.items() if c in ids}
    if elsewhere:
        labels = [found.role_label(role) for role in elsewhere]
        return "align", "current-align", next(iter(elsewhere.values())), labels
    if found.general in ids:
        return "align", "current-general", found.general, []
    return "rename", "current-rename" if meant else "current-unknown", meant, []
