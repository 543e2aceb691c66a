"""Finding the type of business a person means."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from relcli.errors import AnswerError
from relcli.model import Business

NEAREST = 3


def find(businesses: Mapping[str, Business], wanted: str, language: str) -> Business:
    """The business of that id, name, alias or class code, whatever the case, accents or word order.

    Never guesses: ``AnswerError`` names the nearest when nothing matches, and all that match when
    the words fit several.
    """
    key = _key(wanted)
    matches = {b.id: b for b in businesses.values() if key in set(map(_key, _names(b)))}
    if len(matches) == 1:
        return next(iter(matches.values()))
    if matches:
        fitting = ", ".join(b.label[language] for b in matches.values())
        raise AnswerError("ambiguous-business", value=wanted, fitting=fitting)
    by_name = {_key(name): b for b in businesses.values() for name in _names(b)}
    near = difflib.get_close_matches(key, by_name, n=3 * NEAREST, cutoff=0)
    labels = list(dict.fromkeys(by_name[name].label[language] for name in near))[:NEAREST]
    raise AnswerError("unknown-business", value=wanted, nearest=", ".join(labels))


def _names(business: Business) -> Iterator[str]:
    yield business.id
    yield from business.label.values()
    for aliases in business.aliases.values():
        yield from aliases
    if business.isic:
        yield business.isic
    if business.nace:
        yield business.nace


def _key(name: str) -> str:
    """Words without case, accents and punctuation, in alphabetical order."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() or c == "." else " " for c in letters).split()
    return " ".join(sorted(words))
