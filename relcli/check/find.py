"""Finding the words in one text, with exact places, and judging each.

Searching for the few stems that all forms start with is a plain search, which is faster than any
regular expression; only at a hit are the word's bounds, the markup and the context looked at.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from relcli.check.forms import Form
from relcli.check.judge import Place, judge
from relcli.check.meaning.cues import PERSON, SOFTWARE, Cue, Subject, Verdict, signed, verdict_on
from relcli.check.prose import HTML, Prose
from relcli.check.prose.html import declared_language
from relcli.check.rulebook import Rulebook

CLEAR = 2.5
"""A score that is clear without the help of others."""


class Neighbours(NamedTuple):
    """How clear hits of the same word help unclear ones: those of the same stretch, or of the whole file.

    No more than ``cap`` of them count, and together they weigh ``weight``.
    """

    scope: str
    cap: int
    weight: float


PARAGRAPH, FILE = "paragraph", "file"
NEIGHBOURS = (Neighbours(PARAGRAPH, 1, 2.0), Neighbours(FILE, 3, 1.5))


class Finding(NamedTuple):
    """One hit: where it stands (offsets; line and column from 1), and what it means.

    ``is_key``: a machine looks it up by its words, so that it must not change.
    """

    start: int
    end: int
    line: int
    column: int
    match: str
    form: Form
    verdict: Verdict
    is_key: bool


def findings(text: str, kind: str, path: str, book: Rulebook) -> list[Finding]:
    """Every hit in a text, in order, those that pass included; hits in code are left out."""
    low = lowered(text)
    offsets = sorted({offset for stem in book.table.stems for offset in _occurrences(low, stem)})
    if not offsets:
        return []
    prose = Prose(text, kind)
    return _located(text, prose, list(_hits(low, path, prose, offsets, book)))


def lowered(text: str) -> str:
    """In lower case and of the same length, whatever the characters are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _occurrences(low: str, stem: str) -> Iterator[int]:
    offset = low.find(stem)
    while offset >= 0:
        yield offset
        offset = low.find(stem, offset + len(stem))


LONGEST_WORD = 60
LONGEST_EMPHASIS = 300
EMPHASIS = re.compile(r"(?<!\w)_(?!\s)[^\n]*\Z")
PART_BEFORE = re.compile(r"(?:[$@\\&#]|\w[_.:=]|[:-][:-]|[ ]-)\Z")
PART_AFTER = re.compile(r"\w(?<!_)|[.=\\]\w|_\w|\(\)|::|[-=]>|\[\]|\$\{|=\{")


def _bounds(text: str, start: int) -> tuple[int, int] | None:
    """The whole word that starts here; None where it is part of a longer one or of an identifier."""
    if start and (text[start - 1].isalnum() or PART_BEFORE.search(text, max(0, start - 2), start)):
        return None
    end = start
    stop = min(len(text), start + LONGEST_WORD)
    while end < stop and text[end].isalnum():
        end += 1
    if PART_AFTER.match(text, end):
        return None
    # An underscore behind ends an emphasis where one was opened; else it is part of a name.
    if text[end : end + 1] == "_" and not EMPHASIS.search(text, max(0, start - LONGEST_EMPHASIS), start):
        return None
    return start, end


class Hit(NamedTuple):
    """A hit that has been judged by itself; ``base`` is where its stretch of prose starts."""

    start: int
    end: int
    base: int
    form: Form
    score: float
    cues: tuple[Cue, ...]

    def is_clear(self) -> bool:
        """Without the help of others, and not by what its file is about alone?"""
        about = sum(signed(cue) for cue in self.cues if cue.where == "document")
        return min(abs(self.score), abs(self.score - about)) >= CLEAR

    def vote(self) -> int:
        """1 where it is clearly a person, -1 where it is clearly a program."""
        if not self.is_clear() or any(cue.sense not in (PERSON, SOFTWARE) for cue in self.cues):
            return 0
        return 1 if self.score > 0 else -1


def _hits(low: str, path: str, prose: Prose, offsets: list[int], book: Rulebook) -> Iterator[Hit]:
    text, given = prose.text, book.options.language
    default = given or _language_of_file(prose, path, book)
    subjects: dict[str, Subject] = {}
    last_end = 0
    for offset in offsets:
        bounds = _bounds(text, offset)
        if bounds is None or bounds[0] < last_end or not prose.holds(offset):
            continue
        start, last_end = bounds
        language = given or prose.language_at(start)
        if language is None:
            language = book.little_words.language_around(low, start, last_end, default)
        base, masked = prose.stretch_at(start)
        form = book.table.forms.get(language, {}).get(low[start:last_end].replace("\u2019", "'"))
        if form is None or masked[start - base : last_end - base] != text[start:last_end]:
            continue
        if language not in subjects:
            subjects[language] = book.cues(language).subject(low)
        place = Place(text, low, start, last_end, base, masked, form)
        score, cues = judge(place, book, subjects[language])
        yield Hit(start, last_end, base, form, score, cues)


def _language_of_file(prose: Prose, path: str, book: Rulebook) -> str:
    declared = declared_language(prose.text) if prose.kind == HTML else None
    words = book.little_words
    return declared or words.language_of_path(path) or words.language_of_text(prose.text)


def _located(text: str, prose: Prose, hits: list[Hit]) -> list[Finding]:
    """With lines and columns, and with the clear hits beside them and in the file counted."""
    votes: Counter[tuple[str, int | None]] = Counter()
    for hit in hits:
        vote = hit.vote()
        votes[hit.form.avoided.word, None] += vote
        votes[hit.form.avoided.word, hit.base] += vote
    found: list[Finding] = []
    line, line_start, seen = 1, 0, 0
    for hit in hits:
        breaks = text.count("\n", seen, hit.start)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, hit.start) + 1
        seen = hit.start
        verdict = verdict_on(*_with_neighbours(hit, votes))
        column, match = hit.start - line_start + 1, text[hit.start : hit.end]
        is_key = prose.is_key(hit.start)
        found.append(Finding(hit.start, hit.end, line, column, match, hit.form, verdict, is_key))
    return found


def _with_neighbours(hit: Hit, votes: Counter[tuple[str, int | None]]) -> tuple[float, tuple[Cue, ...]]:
    score, cues = hit.score, hit.cues
    if hit.is_clear():
        return score, cues
    for scope, cap, weight in NEIGHBOURS:
        vote = votes[hit.form.avoided.word, hit.base if scope == PARAGRAPH else None]
        gain = max(-cap, min(cap, vote)) / cap * weight
        if gain:
            cues = (*cues, Cue(scope, "", PERSON if gain > 0 else SOFTWARE, round(abs(gain), 1)))
            score += gain
    return score, cues
