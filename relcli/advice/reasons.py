"""Why this word, why not the one expected, and what to do with the one in use today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from relcli.advice.recommendation import Recommendation
from relcli.decide.ballot import Ballot
from relcli.decide.counterfactuals import Flip, flips
from relcli.decide.decision import Decision
from relcli.lookup import TermMatch, fold_term, match_terms
from relcli.model import Claim, Concept, Designation, Text

MAIN_FOR = 5
MAIN_AGAINST = 3
USABLE = ("preferred", "admitted")


class Reason(NamedTuple):
    """A claim that was heard, as told about one concept.

    ``points`` are never negative; ``effect`` says for or against. ``separates`` is how far the claim moves
    the lead of the first concept over the second; 0 when it helps both alike.
    """

    claim: Claim
    answer: str
    concept: str
    effect: str
    points: int
    separates: int


def every_reason(decision: Decision) -> list[Reason]:
    """What was heard: what speaks for the documents' word, then against it, then what helps both alike."""
    return [reason for reasons in _sides(decision) for reason in reasons]


def main_reasons(decision: Decision) -> list[Reason]:
    """Those that separate the documents' word most strongly from the runner-up."""
    pro, con, _ = _sides(decision)
    return pro[:MAIN_FOR] + con[:MAIN_AGAINST]


def _sides(decision: Decision) -> tuple[list[Reason], list[Reason], list[Reason]]:
    first, *others = (concept for concept, _ in decision.ranking)
    return split_reasons(tell(decision, first, others[0] if others else None))


def split_reasons(reasons: Iterable[Reason]) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """Those that speak for the first concept over the second, those against, and those that do neither."""
    told = list(reasons)
    return (
        [reason for reason in told if reason.separates > 0],
        [reason for reason in told if reason.separates < 0],
        [reason for reason in told if reason.separates == 0],
    )


def tell(decision: Decision, first: str, second: str | None) -> list[Reason]:
    """Every claim heard, told about these two concepts; what separates them most comes first."""
    reasons = []
    for claim, answer in decision.heard:
        named = (*claim.supports, *claim.opposes)
        about = next((c for c in (first, second) if c is not None and c in claim.effects), named[0])
        effect = claim.effects[about]
        side = "for" if effect > 0 else "against"
        separates = claim.effects.get(first, 0) - (claim.effects.get(second, 0) if second else 0)
        reasons.append(Reason(claim, answer, about, side, abs(effect), separates))
    return sorted(reasons, key=lambda reason: -abs(reason.separates))


class Contrast(NamedTuple):
    """Why a foil is not the word: what speaks against it and for it, and what would make it win.

    ``points`` and ``behind`` are None where the foil does not fill the role at all; ``message`` is the id
    of the sentence that says it.
    """

    foil: str
    message: str
    points: int | None
    behind: int | None
    against: tuple[Reason, ...]
    pro: tuple[Reason, ...]
    would_need: tuple[Flip, ...]


def contrast(recommendation: Recommendation, ballot: Ballot, foil: str) -> Contrast:
    """The contrast with the word asked about."""
    decision, standing = recommendation.decision, dict(recommendation.decision.ranking)
    winner, fills = decision.winner, foil in standing
    told = tell(decision, winner, foil) if winner and winner != foil and fills else ()
    against, pro, _ = split_reasons(told)
    changes = flips(ballot, decision.answers, foil=foil) if fills else ()
    if foil == recommendation.concept:
        message = "why-not-is-it"
    elif not fills:
        message = "why-not-other-role"
    elif winner == foil:
        message = "why-not-general"
    elif winner is None:
        message = "why-not-undecided"
    else:
        message = "why-not-behind" if changes else "why-not-never"
    behind = decision.points - standing[foil] if fills else None
    return Contrast(foil, message, standing.get(foil), behind, tuple(against), tuple(pro), changes)


class CurrentWord(NamedTuple):
    """What to do with the word in use today: ``keep`` it, ``align`` it or ``rename`` it.

    ``concept`` is the one it stands for (None for a word that nobody knows), ``designation`` the term that it
    is; ``elsewhere`` are the roles in which it is right; ``message`` is the id of the sentence that says it,
    ``explained`` what the data say of the word.
    """

    word: str
    verdict: str
    message: str
    concept: str | None
    elsewhere: tuple[str, ...] = ()
    explained: Text | None = None
    designation: Designation | None = None


def judge_current(
    recommendation: Recommendation,
    people: Mapping[str, str | None],
    concepts: Mapping[str, Concept],
    word: str,
    languages: Collection[str],
) -> CurrentWord:
    """Keep a usable term of the recommended concept, one that part of the trade says, or the other side of
    a close call; align what is right for another role or in general; rename what misleads. The word is one
    of these languages, and of any other only where none of them has it."""
    known = match_terms(concepts, word)
    here = [match for match in known if match.designation and match.designation.language in languages]
    friends = (f for c in concepts.values() for f in c.false_friends if f.language in languages)
    friend = next((f for f in friends if f.word == word.casefold()), None)
    if friend and not here and recommendation.concept:
        return CurrentWord(word, "rename", "current-false-friend", None, explained=friend.says)
    near = [recommendation.concept, *people.values()]
    right = concepts[recommendation.concept] if recommendation.concept else None
    near += (*right.contrasts, *right.related) if right else ()
    # Of several senses the one that is nearest to what the trade speaks of, else the main one.
    found = sorted(here or known, key=lambda match: (match.concept.id not in near, *_distance(match, word)))
    judged = _judge_senses(recommendation, people, concepts, word, found)
    own = (match.designation for match in found if match.concept.id == judged.concept)
    return judged._replace(designation=next(own, None))


def _distance(match: TermMatch, word: str) -> tuple[bool, bool]:
    """How far a sense is from the plain meaning of the word: its own concept, its preferred term."""
    status = match.designation.status if match.designation else "preferred"
    return match.concept.id != fold_term(word), status != "preferred"


def _judge_senses(  # noqa: C901, PLR0911 - one way out per verdict and reason
    recommendation: Recommendation,
    people: Mapping[str, str | None],
    concepts: Mapping[str, Concept],
    word: str,
    found: Sequence[TermMatch],
) -> CurrentWord:
    right = recommendation.concept
    ids = [concept.id for concept, _ in found]
    usable = {c.id: d for c, d in reversed(found) if d is None or d.status in USABLE}
    meant = next(iter(ids), None)
    if right is None:
        return CurrentWord(word, "keep", "current-undecided", meant)
    if right in usable:
        own = usable[right]
        note = own.note if own and own.status != "preferred" else None
        return CurrentWord(
            word, "keep", "current-admitted" if note else "current-keep", right, explained=note
        )
    if right in ids:
        outdated = next((d for c, d in found if c.id == right and d), None)
        why = (outdated.objection or outdated.note) if outdated else None
        return CurrentWord(word, "rename", "current-deprecated", right, explained=why)
    elsewhere = tuple(role for role, concept in people.items() if concept in ids)
    buying = [c for c in ids if concepts[c].origin == "documents" and concepts[c].buys]
    if buying and not concepts[right].buys and not elsewhere:
        return CurrentWord(word, "rename", "current-no-buyer", buying[0])
    if some := next((division for division in recommendation.divided if division.concept in usable), None):
        return CurrentWord(word, "keep", "current-some", some.concept, explained=some.who)
    if close := next((concept for concept in _close_to(recommendation) if concept in usable), None):
        return CurrentWord(word, "keep", "current-close", close)
    if elsewhere:
        return CurrentWord(word, "align", "current-align", people[elsewhere[0]], elsewhere)
    if recommendation.general in ids and not concepts[right].people_first:
        return CurrentWord(word, "align", "current-general", recommendation.general)
    if meant in concepts[right].related and not concepts[right].people_first:
        return CurrentWord(word, "align", "current-near", meant)
    # A general word is no reason to take a name from people who have a say in it.
    if meant and concepts[meant].people_first and concepts[right].origin == "documents":
        return CurrentWord(word, "keep", "current-people-first", meant)
    return CurrentWord(word, "rename", "current-rename" if meant else "current-unknown", meant)


def _close_to(recommendation: Recommendation) -> list[str]:
    """The words that could as well have been recommended: the runner-up, where a reading picks it too."""
    if recommendation.basis == "sector" or recommendation.verdict != "contested":
        return []
    readings = {reading.concept for reading in recommendation.decision.readings}
    return [c for c in (recommendation.decision.runner_up,) if c in readings and c]
