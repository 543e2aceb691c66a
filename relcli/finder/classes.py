"""The classes of registers: a code in any spelling, and the trades that it leads to; never a guess."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relcli.model.files import Classification

_NAMED = (
    r"(?:(?P<name>[^\W\d_]{3,}(?: code)?)[ .:]*(?:rev(?:ision)?[ .]*)?(?:(?P<revision>\d(?:\.\d)?)[ :]+)?)"
)
_CODE = rf"{_NAMED}?(?P<section>[a-u])? ?(?P<digits>\d\d(?:[. ]?\d{{1,4}})?(?:\.\d)?) ?(?P<letter>[a-z])?"
_SECTION = rf"{_NAMED}(?P<digits>[a-u])(?P<letter>)"

NATIONAL = 5
"""Many countries add a digit to the four of NACE; a longer number is whole."""


class ReadClass(NamedTuple):
    """The trades of a class, best first; ``by`` is the classification it was read by, if it was one alone,
    and ``otherwise`` whether another revision of it means something else."""

    trades: tuple[str, ...]
    by: str
    otherwise: bool = False


def may_be_class(text: str) -> bool:
    """Is it written as a code, so that it is worth reading the classifications?"""
    return _match_code(text) is not None


def _match_code(text: str) -> re.Match[str] | None:
    written = (re.fullmatch(form, text.strip(), re.IGNORECASE) for form in (_CODE, _SECTION))
    return next(filter(None, written), None)


def read_class(
    classifications: Mapping[str, Classification], text: str, revision: str | None = None
) -> ReadClass | None:
    """What a code means; None for what is no code, no trades for a code that nobody has.

    Of the revisions of one classification ``revision`` is heard, else the first that has the code. A bare
    number that two classifications read otherwise means both.
    """
    found = _match_code(text)
    if found is None:
        return None
    name, own = (found["name"] or "").casefold().removesuffix(" code"), found["revision"]
    if name and not any(name in known.called for known in classifications.values()):
        return None
    read = dict[str, ReadClass]()
    for id_, known in classifications.items():
        code = _written(found["digits"], found["letter"], known)
        if code is None or (name and name not in known.called) or (own and own not in known.revisions):
            continue
        trades = known.classes[code].trades
        family = id_.partition("-")[0]
        former = read.get(family)
        if former is None:
            read[family] = ReadClass(trades, known.label)
        elif former.trades != trades:
            wanted = revision in known.revisions
            chosen = ReadClass(trades, known.label) if wanted else former
            read[family] = chosen._replace(otherwise=True)
    if len({meant.trades for meant in read.values()}) == 1:
        return next(iter(read.values()))
    # NACE before ISIC: it is what the registers of Europe hold.
    every = (trade for meant in reversed(read.values()) for trade in meant.trades)
    return ReadClass(tuple(dict.fromkeys(every)), "")


def _written(digits: str, letter: str | None, known: Classification) -> str | None:
    """The code as this classification writes it; None where it has none such."""
    return next((code for code in _spellings(digits, letter) if code in known.classes), None)


def _spellings(digits: str, letter: str | None) -> Iterator[str]:
    """With a full stop after the second digit, without one only where nobody wrote it; or its letter."""
    if digits.isalpha():
        yield digits.upper()
        return
    plain = re.sub(r"\D", "", digits)
    if len(plain) > NATIONAL:
        yield plain
        return
    dotted = f"{plain[:2]}.{plain[2:4]}".rstrip(".")
    if letter:
        yield f"{dotted}{letter.upper()}"
        return
    yield dotted
    if "." not in digits:
        yield plain
