"""For everybody a house speaks of, the word to use: as values, and what follows from the words alone."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from relcli.language import Texts, cite
from relcli.model import Concept, Designation

CLEAR = "clear"
"""The verdict on a word of which nothing else is said."""
PAYER = "payer"


class Because(msgspec.Struct, frozen=True):
    """Why a word is used. What a person gives as a reason may have no source."""

    says: str
    source: str | None = None
    section: str | None = None


class HouseRole(msgspec.Struct, frozen=True):
    """What is said for one role or party: words and admitted words by language."""

    concept: str
    words: Mapping[str, str]
    admitted: Mapping[str, tuple[str, ...]]
    verdict: str = CLEAR
    because: tuple[Because, ...] = ()


class AvoidRule(msgspec.Struct, frozen=True):
    """In texts of this language the house does not say ``word`` but ``instead``."""

    language: str
    word: str
    instead: str


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left alone whatever it means: phrases, and the texts under some paths.

    A path is relative to the decision file. As in a .gitignore, ``*`` stops at a slash, ``**`` does not, a
    folder stands for all in it, and a name without a slash is meant wherever it lies.
    """

    phrases: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Is this path (relative to the decision file) one of those left alone?"""
        return any(_path_pattern(kept).fullmatch(path.replace(os.sep, "/")) for kept in self.paths)


@cache
def _path_pattern(kept: str) -> re.Pattern[str]:
    wildcards = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    name = kept.strip("/")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", name)
    anywhere = "" if "/" in kept.rstrip("/") else "(?:.*/)?"
    return re.compile(anywhere + "".join(wildcards.get(part, re.escape(part)) for part in parts) + "(?:/.*)?")


class HouseVocabulary(msgspec.Struct, frozen=True):
    """A decision as words. ``data`` is the date of the knowledge it was decided with."""

    data: str
    trade: str | None
    answers: Mapping[str, str]
    languages: tuple[str, ...]
    roles: Mapping[str, HouseRole]
    avoid: tuple[AvoidRule, ...] = ()
    keep: Keep = Keep()


def said_in(roles: Iterable[HouseRole], language: str) -> list[str]:
    """Every word that is used or admitted for somebody."""
    return [
        word
        for role in roles
        if language in role.words
        for word in (role.words[language], *role.admitted.get(language, ()))
    ]


def own_words(concept: Concept, language: str, payer: str | None) -> list[Designation]:
    """The designations that hold everywhere, beside the payer's word where they go with it."""
    return [d for d in concept.designations[language] if d.region is None and d.follows in (None, payer)]


def admitted_words(
    concept: Concept, words: Mapping[str, str], payer: str | None
) -> dict[str, tuple[str, ...]]:
    """By language, what may be said beside the word itself."""
    return {
        language: tuple(
            dict.fromkeys(
                d.term
                for d in own_words(concept, language, payer)
                if d.status == "admitted" and d.term != word
            )
        )
        for language, word in words.items()
    }


def reason_of(role: HouseRole, concepts: Mapping[str, Concept], texts: Texts) -> str:
    """Why the house says so, without the sources; failing that, when the word is right at all."""
    return " ".join(b.says for b in role.because) or texts.text(concepts[role.concept].when)


def cited_reason_of(role: HouseRole, concepts: Mapping[str, Concept], texts: Texts) -> str:
    """As ``reason_of``, each reason followed by its document and section."""
    reasons = (
        f"{b.says} ({cite(b.source, b.section, texts)})" if b.source and b.section else b.says
        for b in role.because
    )
    return " ".join(reasons) or reason_of(role, concepts, texts)
