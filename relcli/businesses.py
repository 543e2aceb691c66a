"""Finding the type of business a person means: never by a silent guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from relcli.errors import AnswerError
from relcli.model import Business

NEAREST = 3
SHORT, LONG = 5, 9
"""From these lengths on one slip, or two, may be forgiven."""


def find(businesses: Mapping[str, Business], wanted: str, language: str) -> tuple[Business, bool]:
    """The business of that id, name, alias or class code, and whether it was named exactly.

    Case, accents, plural, word order and the language are free, and count as exact; a slip or two of
    the keyboard is forgiven in a long name, and does not; neither does a class that several trades
    share, for which the trade that leads it stands. ``AnswerError`` names the nearest when
    nothing is near enough, and all that fit when several fit equally well.
    """
    plain = wanted.strip().casefold()
    # Most calls name a business as it is written here; those need no look at every letter.
    matches = [b for b in businesses.values() if any(n.casefold() == plain for n in names(b))]
    exact = True
    if not matches:
        keys = {b.id: {_key(name) for name in names(b)} for b in businesses.values()}
        key = _key(wanted)
        matches = [businesses[b] for b, own in keys.items() if key in own]
        if not matches:
            matches = [businesses[b] for b in _nearest(key, keys)]
            exact = False
    if not matches:
        raise AnswerError("unknown-business", value=wanted, nearest=_like(businesses, wanted, language))
    return _the_one(matches, wanted, language), exact and len(matches) == 1


def _the_one(matches: Sequence[Business], wanted: str, language: str) -> Business:
    """The only match, or the trade that leads the class which they share."""
    leading = [b for b in matches if wanted.strip().casefold() in b.leads]
    for fitting in (matches, leading):
        if len(fitting) == 1:
            return fitting[0]
    fitting_labels = ", ".join(b.label[language] for b in matches)
    raise AnswerError("ambiguous-business", value=wanted, fitting=fitting_labels)


class Register:
    """The businesses with their names ready to compare, for a great many look-ups."""

    def __init__(self, businesses: Mapping[str, Business]) -> None:
        self._businesses = businesses
        self._plain: dict[str, list[str]] = {}
        self._keyed: dict[str, list[str]] = {}
        for business in businesses.values():
            for name in {n.casefold() for n in names(business)}:
                self._plain.setdefault(name, []).append(business.id)
            for key in {_key(n) for n in names(business)}:
                self._keyed.setdefault(key, []).append(business.id)
        self._letters = {key: _letters(key) for key in self._keyed}

    def find(self, wanted: str, language: str) -> Business:
        """As ``find``; what is like an unknown name is not looked for, since nobody is there to choose."""
        found = self._plain.get(wanted.strip().casefold()) or self._by_key(_key(wanted))
        if not found:
            raise AnswerError("unknown-business", value=wanted, nearest="")
        return _the_one([b for i, b in self._businesses.items() if i in found], wanted, language)

    def _by_key(self, key: str) -> list[str]:
        if key in self._keyed:
            return self._keyed[key]
        # A slip changes two letters at most, so most names need no closer look.
        letters, most = _letters(key), 2 * _allowed(key)
        near: dict[str, set[str]] = {}
        for other, own in self._letters.items():
            if (letters ^ own).bit_count() <= most:
                for business in self._keyed[other]:
                    near.setdefault(business, set()).add(other)
        return _nearest(key, near)


def _letters(key: str) -> int:
    """Which letters occur, a bit each."""
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) & 63)
    return bits


def names(business: Business) -> Iterator[str]:
    """Everything the business may be called: id, labels, aliases and class codes."""
    yield business.id
    yield from business.label.values()
    for aliases in business.aliases.values():
        yield from aliases
    if business.isic:
        yield business.isic
    if business.nace:
        yield business.nace


def names_in(businesses: Mapping[str, Business], language: str) -> tuple[str, ...]:
    """Labels and aliases in one language, sorted, to offer while somebody types."""
    found = {b.label[language] for b in businesses.values()}
    found |= {alias for b in businesses.values() for alias in b.aliases[language]}
    return tuple(sorted(found, key=str.casefold))


def _nearest(key: str, keys: Mapping[str, set[str]]) -> list[str]:
    """The businesses with a name within the slips that its length forgives, the fewest slips only."""
    allowed = _allowed(key)
    found: dict[str, int] = {}
    for business, own in keys.items():
        slips = min(_slips(key, name, allowed) for name in own)
        if slips <= allowed:
            found[business] = slips
    fewest = min(found.values(), default=0)
    return [business for business, slips in found.items() if slips == fewest]


def _allowed(key: str) -> int:
    """How many slips a name of that length forgives."""
    return 0 if len(key) < SHORT else 1 if len(key) < LONG else 2


def _slips(one: str, other: str, most: int) -> int:
    """Letters to add, drop, replace or swap; ``most + 1`` stands for more than ``most``."""
    if abs(len(one) - len(other)) > most or any(c.isdigit() for c in one):
        return most + 1
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _like(businesses: Mapping[str, Business], wanted: str, language: str) -> str:
    """The labels of the nearest businesses, for a person to choose from: first those of whose names
    the text is a part, then those written most like it."""
    key = _key(wanted)
    by_name = {_key(name): b for b in businesses.values() for name in names(b)}
    near = sorted((name for name in by_name if key and key in name), key=len)
    near += difflib.get_close_matches(key, by_name, n=3 * NEAREST, cutoff=0)
    labels = list(dict.fromkeys(by_name[name].label[language] for name in near))[:NEAREST]
    return ", ".join(labels)


_PLURAL = re.compile(r"(?<=\w{3})(?:es|s|x|uri)$")
_ARTICLES = {"a", "an", "the", "de", "des", "du", "d", "l", "la", "le", "les", "un", "une", "o", "al", "cu"}


def _key(name: str) -> str:
    """The words without case, accents, punctuation, articles and plural endings, sorted."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() or c == "." else " " for c in letters).split()
    telling = [word for word in words if word not in _ARTICLES] or words
    return " ".join(sorted(_PLURAL.sub("", word) for word in telling))
