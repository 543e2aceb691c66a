"""What one says with the word, and what not: from the data, in the language of the words."""

from __future__ import annotations

from typing import NamedTuple

from relcli.advice.rivals import rivals_of
from relcli.language import preferred
from relcli.model.files import ExamplePhrases
from relcli.render.wording import Wording

OUTDATED = ("deprecated", "superseded")

KEPT = 2
"""So many phrases that stay as they are get told, of all the words to leave alone together."""


class ExampleOfUse(NamedTuple):
    """Phrases with the word, the words to leave alone, and the phrases with one of those that stay."""

    say: tuple[str, ...]
    avoid: tuple[str, ...]
    keep: tuple[str, ...]


def example_of_use(wording: Wording) -> ExampleOfUse | None:
    """The example for whoever is answered for; None where nothing is decided."""
    recommendation, role = wording.advice.recommendation, wording.advice.request.role
    if recommendation.concept is None or wording.term is None:
        return None
    own = phrases_with(recommendation.concept, wording.term, wording)
    people = {r: c for r, c in wording.advice.people.items() if c} | {role: recommendation.concept}
    rivals = rivals_of(role, people, wording.concepts)
    said = {wording.plain(c) for c in people.values()} | {term for _, term in wording.divided()}
    avoid, keep = dict[str, None](), dict[str, None]()
    for rival in rivals:
        term = preferred(rival, wording.language).term
        if term not in said:
            avoid[term] = None
            phrases = phrases_with(rival.id, term, wording)
            keep.update(dict.fromkeys(phrases.keep if phrases else ()))
    designations = wording.concepts[recommendation.concept].designations[wording.language]
    outdated = (d for d in designations if d.status in OUTDATED and d.region is None)
    avoid.update({d.term: None for d in outdated if d.term not in said})
    return ExampleOfUse(own.say if own else (), tuple(avoid), tuple(keep)[:KEPT])


def phrases_with(concept: str, term: str, wording: Wording) -> ExamplePhrases | None:
    """What one says with that term of the concept; None where nothing is known."""
    return wording.data.phrases(wording.language, concept).get(term)
