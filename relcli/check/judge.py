"""Judging one hit by itself: what is certain first, then what is weighed."""

import re
from typing import NamedTuple

from relcli.check.forms import Form
from relcli.check.meaning.context import context_of
from relcli.check.meaning.cues import Cue, Subject
from relcli.check.meaning.labels import CODE, QUOTATION, line_at, name_kind
from relcli.check.rulebook import Rulebook

CERTAIN = 10.0
"""The weight of what needs no weighing."""


class Place(NamedTuple):
    """A hit in a text, and the masked stretch around it, which starts at ``base``."""

    text: str
    low: str
    start: int
    end: int
    base: int
    masked: str
    form: Form


def judge(place: Place, book: Rulebook, subject: Subject) -> tuple[float, tuple[Cue, ...]]:
    """The score, above 0 for a person, and the cues that made it."""
    certain = _certain(place, book, contract=subject.contract)
    if certain:
        return -CERTAIN, (certain,)
    start, end, avoided = place.start - place.base, place.end - place.base, place.form.avoided
    context = context_of(place.masked, start, end, place.form.name)
    return book.cues(avoided.language).weigh(avoided.word.lower(), context, subject.leaning)


IDENTIFIER_BEFORE = re.compile(r"(?:\w+-\w+-|--|\w\.|::)$")
IDENTIFIER_AFTER = re.compile(r"-\w+-\w+-|-\d|:\w|\.\w")


def _certain(place: Place, book: Rulebook, *, contract: bool) -> Cue | None:
    """What needs no weighing: a term of the house around it, an identifier, a name, a quotation."""
    text, start, end, language = place.text, place.start, place.end, place.form.avoided.language
    for phrase in book.table.phrases.get(language, ()):
        inside = place.low.find(phrase, max(0, start - len(phrase)), end + len(phrase))
        if 0 <= inside <= start and end <= inside + len(phrase):
            return Cue("phrase", phrase, "compound", CERTAIN)
    if IDENTIFIER_BEFORE.search(text[max(0, start - 40) : start]) or IDENTIFIER_AFTER.match(text, end):
        sense: str | None = CODE
    else:
        line = line_at(place.masked, start - place.base, end - place.base, plural=place.form.is_plural)
        sense = name_kind(line, book.cues(language).names, contract=contract)
    if not sense and not book.options.quotes and _is_quoted(place.masked, start - place.base):
        sense = QUOTATION
    return Cue("self", text[start:end], sense, CERTAIN) if sense else None


LONGEST_QUOTATION = 1000
QUOTES = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201d"))


def _is_quoted(masked: str, start: int) -> bool:
    """Inside quotation marks on this line, or in a quoted line."""
    left = masked[max(0, start - LONGEST_QUOTATION) : start].rpartition("\n")[2]
    if left.lstrip().startswith(">"):
        return True
    opened = any(left.rfind(opening) > left.rfind(closing) for opening, closing in QUOTES)
    return opened or left.count('"') % 2 == 1
