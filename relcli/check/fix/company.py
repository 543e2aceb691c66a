"""What a word is named together with: its own other gender, or what would become the same word."""

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from relcli.check.fix.around import Place
from relcli.check.fix.readings import compared
from relcli.model.languages import LanguageRules

COMPANY_REACH = 48
MOST_BETWEEN = 3
"""So many articles and adjectives stand at most between a join and its noun."""
BESIDE = re.compile(r"\s{0,2}[*_\[]{0,3}([^\W\d_]+)['\u2019]?[*_\]]{0,3}")
LAST = re.compile(r"([^\W\d_]+)[*_\])]{0,3}\Z")


class Partner(NamedTuple):
    """A word beside another one, with a join between them."""

    start: int
    match: str
    little: bool
    """Are there only little words between?"""


def partners(place: Place, rules: LanguageRules) -> list[Partner]:
    """The words that are named together with the one that stands there, as far as they may be its like."""
    text, start, end = place.text, place.start, place.end
    found = []
    before = [*_join(rules.joins).finditer(text, max(0, start - COMPANY_REACH), start)]
    if before:
        between = text[before[-1].end() : start]
        last = LAST.search(text[max(0, start - COMPANY_REACH) : before[-1].start()])
        words = [*BESIDE.finditer(between)]
        if (
            last
            and len(words) <= MOST_BETWEEN
            and sum(len(w[0]) for w in words) >= len(between.rstrip(" *_["))
        ):
            at = max(0, start - COMPANY_REACH) + last.start(1)
            found.append(Partner(at, last[1], all(w[1].lower() in rules.little_words for w in words)))
    join = _join(rules.joins).match(text, end)
    at, little = join.end() if join else -1, True
    for _ in range(MOST_BETWEEN + 1 if join else 0):
        word = BESIDE.match(text, at)
        if not word:
            break
        found.append(Partner(word.start(1), word[1], little))
        little = little and word[1].lower() in rules.little_words
        at = word.end()
    return found


@cache
def _join(joins: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(joins))
    return re.compile(rf"[*_\])]{{0,3}}(?:[\s(]{{1,2}}(?:{words})\s{{1,2}}|\s?[/,&]\s?)", re.IGNORECASE)


def becomes_the_same(found: list[Partner], akin: Container[str]) -> bool:
    """Would the same word stand on both sides?"""
    return any(partner.little and compared(partner.match) in akin for partner in found)
