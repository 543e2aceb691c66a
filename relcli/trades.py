"""Finding the type of business a person means: never by a silent guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from relcli.errors import AnswerError
from relcli.model import Trade

NEAREST = 3
FORGIVING = 5
"""From this many letters on, one slip in a word is forgiven."""


def find(trades: Mapping[str, Trade], wanted: str, language: str) -> tuple[Trade, bool]:
    """The business of that id, name, alias or class code, and whether it was named exactly.

    Case, accents, plural, word order and the language are free, and count as exact; a slip of the
    keyboard in a word that is long enough is forgiven, and does not; neither does a class that several trades
    share, for which the trade that leads it stands. ``AnswerError`` names the nearest when
    nothing is near enough, and all that fit when several fit equally well.
    """
    plain = wanted.strip().casefold()
    # Most calls name a business as it is written here; those need no look at every letter.
    matches = [b for b in trades.values() if any(n.casefold() == plain for n in names(b))]
    exact = True
    if not matches:
        keys = {b.id: {_key(name) for name in names(b)} for b in trades.values()}
        key = _key(wanted)
        matches = [trades[b] for b, own in keys.items() if key in own]
        if not matches:
            matches = [trades[b] for b in _nearest(key, keys)]
            exact = False
    if not matches:
        raise AnswerError("unknown-business", value=wanted, nearest=_like(trades, wanted, language))
    return _the_one(matches, wanted, language), exact and len(matches) == 1


def _the_one(matches: Sequence[Trade], wanted: str, language: str) -> Trade:
    """The only match, or the trade that leads the class which they share."""
    leading = [b for b in matches if wanted.strip().casefold() in b.leads]
    for fitting in (matches, leading):
        if len(fitting) == 1:
            return fitting[0]
    fitting_labels = ", ".join(b.label[language] for b in matches)
    raise AnswerError("ambiguous-business", value=wanted, fitting=fitting_labels)


class Register:
    """The businesses with their names ready to compare, for a great many look-ups."""

    def __init__(self, trades: Mapping[str, Trade]) -> None:
        self._trades = trades
        self._plain: dict[str, list[str]] = {}
        self._keyed: dict[str, list[str]] = {}
        for trade in trades.values():
            for name in {n.casefold() for n in names(trade)}:
                self._plain.setdefault(name, []).append(trade.id)
            for key in {_key(n) for n in names(trade)}:
                self._keyed.setdefault(key, []).append(trade.id)
        self._letters = {key: _letters(key) for key in self._keyed}

    def find(self, wanted: str, language: str) -> Trade:
        """As ``find``; what is like an unknown name is not looked for, since nobody is there to choose."""
        found = self._plain.get(wanted.strip().casefold()) or self._by_key(_key(wanted))
        if not found:
            raise AnswerError("unknown-business", value=wanted, nearest="")
        return _the_one([b for i, b in self._trades.items() if i in found], wanted, language)

    def _by_key(self, key: str) -> list[str]:
        if key in self._keyed:
            return self._keyed[key]
        # A slip in a word changes two letters at most, so most names need no closer look.
        letters, most = _letters(key), 2 * len(key.split())
        near: dict[str, set[str]] = {}
        for other, own in self._letters.items():
            if (letters ^ own).bit_count() <= most:
                for trade in self._keyed[other]:
                    near.setdefault(trade, set()).add(other)
        return _nearest(key, near)


def _letters(key: str) -> int:
    """Which letters occur, a bit each."""
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) & 63)
    return bits


def names(trade: Trade) -> Iterator[str]:
    """Everything the business may be called: id, labels, aliases and class codes."""
    yield trade.id
    yield from trade.label.values()
    for aliases in trade.aliases.values():
        yield from aliases
    if trade.isic:
        yield trade.isic
    if trade.nace:
        yield trade.nace


def names_in(trades: Mapping[str, Trade], language: str) -> tuple[str, ...]:
    """Labels and aliases in one language, sorted, to offer while somebody types."""
    found = {b.label[language] for b in trades.values()}
    found |= {alias for b in trades.values() for alias in b.aliases[language]}
    return tuple(sorted(found, key=str.casefold))


def _nearest(key: str, keys: Mapping[str, set[str]]) -> list[str]:
    """The businesses with a name that differs by a slip in a word or more, the fewest slips only."""
    found: dict[str, int] = {}
    for trade, own in keys.items():
        slips = [s for s in (_slips(key.split(), name.split()) for name in own) if s is not None]
        if slips:
            found[trade] = min(slips)
    fewest = min(found.values(), default=0)
    return [trade for trade, slips in found.items() if slips == fewest]


def _slips(one: list[str], other: list[str]) -> int | None:
    """How many words differ by one slip; None when any differs by more, or is too short for a slip."""
    if len(one) != len(other):
        return None
    total = 0
    for a, b in zip(one, other, strict=True):
        if a != b:
            if len(a) < FORGIVING or not _is_one_slip(a, b):
                return None
            total += 1
    return total


def _is_one_slip(one: str, other: str) -> bool:
    """One letter added, dropped, replaced, or two neighbours swapped; never in a number."""
    if any(c.isdigit() for c in one) or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, other_rest = short[same:], long[same:]
    if len(short) < len(long):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def _like(trades: Mapping[str, Trade], wanted: str, language: str) -> str:
    """The labels of the nearest businesses, for a person to choose from: first those whose names are
    a part of the text, or the text of theirs, then those written most like it."""
    key = _key(wanted)
    said = set(key.split())
    by_name = {_key(name): b for b in trades.values() for name in names(b)}
    near = sorted((name for name in by_name if set(name.split()) < said), key=len, reverse=True)
    near += sorted((name for name in by_name if said and said < set(name.split())), key=len)
    near += sorted((name for name in by_name if key and key in name), key=len)
    near += difflib.get_close_matches(key, by_name, n=3 * NEAREST, cutoff=0)
    labels = list(dict.fromkeys(by_name[name].label[language] for name in near))[:NEAREST]
    return ", ".join(labels)


_PLURAL = re.compile(r"(?<=\w{3})(?:es|s|x|uri)$")
_ARTICLES = {"a", "an", "the", "de", "des", "du", "d", "l", "la", "le", "les", "un", "une", "o", "al", "cu"}


def _key(name: str) -> str:
    """The words without case, accents, punctuation, articles and plural endings, sorted."""
    import unicodedata

    # Articles go before the accents do: a French tea is no English article.
    words = re.findall(r"\d[\d.]*\d|\w+", name.casefold())
    telling = [word for word in words if word not in _ARTICLES] or words
    plain = (unicodedata.normalize("NFKD", word) for word in telling)
    letters = ("".join(c for c in word if not unicodedata.combining(c)) for word in plain)
    return " ".join(sorted(_PLURAL.sub("", word) for word in letters))
