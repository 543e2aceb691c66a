"""For everybody a house speaks of, the word to use, as values."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from relcli.language import Texts, cite
from relcli.model import Concept

CLEAR_VERDICT = "clear"
"""The verdict on a word of which nothing else is said."""
PAYER = "payer"


class Because(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a word is used. What a person gives as a reason may have no source; only files have ``role``."""

    says: str
    source: str | None = None
    section: str | None = None
    role: str | None = None


class HouseRole(msgspec.Struct, frozen=True):
    """What is said for one role or party: words and admitted words by language; ``regional`` are the words
    of a region (``fr-CA``) where that says another one, admitted in every text of the language."""

    concept: str
    words: Mapping[str, str]
    admitted: Mapping[str, tuple[str, ...]]
    verdict: str = CLEAR_VERDICT
    because: tuple[Because, ...] = ()
    regional: Mapping[str, str] = {}


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left alone whatever it means: phrases, and the texts under some paths.

    A path is relative to the decision file. As in a .gitignore, ``*`` stops at a slash, ``**`` does not, a
    folder stands for all in it, and a name without a slash is meant wherever it lies.
    """

    phrases: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Is this path (relative to the decision file) one of those left alone?"""
        return is_under(path, self.paths)


class TextWords(msgspec.Struct, frozen=True):
    """What is said otherwise in one kind of text, a contract say: role to language to word, and the paths
    under which such texts lie, as in ``Keep``."""

    words: Mapping[str, Mapping[str, str]]
    paths: tuple[str, ...] = ()


def is_under(path: str, patterns: Iterable[str]) -> bool:
    """Does one of the patterns mean this path, both relative to the decision file?"""
    return any(_path_pattern(pattern).fullmatch(path.replace(os.sep, "/")) for pattern in patterns)


WILDCARD = re.compile(r"((?:^|(?<=/))\*\*/|\*{2,}|\*)")


@cache
def _path_pattern(kept: str) -> re.Pattern[str]:
    """What matches the paths that are meant, whatever the pattern in no more than the square of their length.

    A wildcard takes as little as it can, and what stands between two is then settled (an atomic group): what
    fits early leaves most to what follows. Only the last one is tried at every place.
    """
    whole = kept.strip("/")
    parts = WILDCARD.split(whole if "/" in kept.rstrip("/") else f"**/{whole}")
    pieces = ["[^/]".join(map(re.escape, part.split("?"))) for part in parts[::2]]
    # Between two wildcards that go over folders lies a block, in which there may be some that do not.
    blocks = [_Block("", [pieces[0]])]
    for wildcard, piece in zip(parts[1::2], pieces[1:], strict=True):
        if wildcard == "*":
            blocks[-1].pieces.append(piece)
        else:
            blocks.append(_Block("(?:.*?/)??" if wildcard == "**/" else ".*?", [piece]))
    *early, last = blocks
    found = [f"(?>{block.over}{_settled(block.pieces)})" for block in early]
    *before, end = last.pieces
    found.append(last.over + (f"{_settled(before)}[^/]*{end}" if before else end))
    return re.compile("".join(found) + "(?:/.*)?", re.DOTALL)


class _Block(NamedTuple):
    """What lies behind a wildcard ``over`` folders: the pieces between those that stop at a slash."""

    over: str
    pieces: list[str]


def _settled(pieces: Sequence[str]) -> str:
    return pieces[0] + "".join(f"(?>[^/]*?{piece})" for piece in pieces[1:])


class HouseVocabulary(msgspec.Struct, frozen=True):
    """A decision as words. ``data`` is the date of the knowledge it was decided with.

    ``avoid`` maps a word to languages, and each to the word that the house says instead. ``theirs`` is by
    language the word for those whom the people it serves serve themselves, which is theirs unless a text
    says that it is ours.
    """

    data: str
    trade: str | None
    answers: Mapping[str, str]
    languages: tuple[str, ...]
    roles: Mapping[str, HouseRole]
    avoid: Mapping[str, Mapping[str, str]] = {}
    keep: Keep = Keep()
    theirs: Mapping[str, str] = {}
    texts: Mapping[str, TextWords] = {}

    def text_of(self, path: str) -> str | None:
        """Which kind of text lies there (relative to the decision file), of those that have own words."""
        return next((text for text, own in self.texts.items() if is_under(path, own.paths)), None)


def reason_of(role: HouseRole, concepts: Mapping[str, Concept], texts: Texts, *, cited: bool = False) -> str:
    """Why the house says so, with or without the sources; failing that, when the word is right at all."""
    reasons = (
        f"{b.says} ({cite(b.source, b.section, texts)})" if cited and b.source and b.section else b.says
        for b in role.because
    )
    when = texts.text(concepts[role.concept].when)
    return " ".join(reasons) or texts.say("reason-when", when=when[:1].lower() + when[1:])
