"""Finding the words in one text, with exact places, and judging each.

Searching for the few stems that all forms start with is a plain search, which is faster than any
regular expression; only at a hit are the word's bounds, the markup and the context looked at.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from relcli.check.meaning.context import Context, context_of
from relcli.check.meaning.cues import PERSON, SOFTWARE, Cue, Verdict, signed, verdict_on
from relcli.check.meaning.definitions import is_definition
from relcli.check.meaning.labels import CODE, PROPER, QUOTATION, line_at, name_kind
from relcli.check.prose import Prose
from relcli.check.prose.entries import part_of
from relcli.check.prose.html import declared_language
from relcli.check.prose.kinds import HTML, TABLES_OF_TEXTS
from relcli.check.prose.spans import KEY, LABEL, Stretch, occurrences
from relcli.check.rulebook import Form, Rulebook

CERTAIN = 10.0  # the weight of what needs no weighing
CLEAR_SCORE = 2.5  # a score that is clear without the help of others
PARAGRAPH, FILE, DEFINED, UNIT = "paragraph", "file", "defined", "unit"
OTHERS = "others"
DEFINED_WEIGHT = 4.0
LABEL_WEIGHT = 1.5  # a label that is or holds the word speaks of a person, unless more speaks against it
NEIGHBOURS = ((PARAGRAPH, 1, 2.0), (FILE, 3, 1.5))
"""How clear hits of the same word help unclear ones, in the same stretch and in the whole file: no more than
so many of them count, and together they weigh so much."""


class Finding(NamedTuple):
    """One hit: where it stands (offsets; line and column from 1), what it means, and in what it stands.

    Findings of one ``unit`` change together or not at all: a definition and its uses, a message in its forms.
    """

    start: int
    end: int
    line: int
    column: int
    match: str
    form: Form
    verdict: Verdict
    part: str
    stretch: Stretch = Stretch(0, 0)
    unit: Hashable = None

    @property
    def is_defined(self) -> bool:
        """A term that its text defines?"""
        return any(cue.where == DEFINED for cue in self.verdict.cues)


def findings(text: str, kind: str, path: str, book: Rulebook) -> list[Finding]:
    """Every hit in a text, in order, those that pass included; hits in code are left out."""
    low = text.lower()
    if len(low) != len(text):  # offsets must stay, whatever the characters are
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    offsets = sorted({offset for stem in book.table.stems for offset in occurrences(low, stem)})
    if not offsets:
        return []
    prose = Prose(text, kind)
    return _located(prose, list(_Scan(low, path, prose, book).hits(offsets)))


IDENTIFIER_BEFORE = re.compile(r"(?:\w+-\w+-|--|\w\.|::)\Z")
IDENTIFIER_AFTER = re.compile(r"-\w+-\w+-|-\w{2,3}-\w|-\d|:\w|\.\w")
BEFORE_CODE = re.compile(r"[ \u00a0](?:`|<code)")
LONGEST_WORD = 60
LANGUAGE_STEP = 100  # so many characters of a text are in one language
LONGEST_EMPHASIS = 300
EMPHASIS = re.compile(r"(?<!\w)_(?!\s)[^\n]*\Z")
PART_BEFORE = re.compile(r"(?:[$@\\&#]|\w[_.:=]|[:-][:-]|[ ]-)\Z")
PART_AFTER = re.compile(r"\w(?<!_)|[.=\\]\w|_\w|\(\)|::|[-=]>|\[\]|\$\{|=\{")


def _end_of_word(text: str, start: int) -> int | None:
    """Of the whole word that starts here; None where it is part of a longer one or of an identifier."""
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
    return end


DEFINITION = (Cue(DEFINED, "", PERSON, 0.0),)
"""Where a term is defined: for whoever reads it to decide."""


class Hit(NamedTuple):
    """A hit that has been judged by itself."""

    start: int
    end: int
    stretch: Stretch
    form: Form
    score: float
    cues: tuple[Cue, ...]
    part: str
    unit: Hashable

    def is_clear(self) -> bool:
        """Without the help of others, and not by what its file is about alone?"""
        about = sum(signed(cue) for cue in self.cues if cue.where == "document")
        return min(abs(self.score), abs(self.score - about)) >= CLEAR_SCORE

    def vote(self) -> int:
        """1 where it is clearly a person, -1 where it is clearly a program."""
        if not self.is_clear() or any(cue.sense not in (PERSON, SOFTWARE) for cue in self.cues):
            return 0
        return 1 if self.score > 0 else -1


class _Place(NamedTuple):
    """Where a form of a word to avoid stands, before anything is judged."""

    start: int
    end: int
    form: Form
    stretch: Stretch
    masked: str


def _term(place: _Place) -> tuple[str, str]:
    """The word that stands there, in whatever form, and its language."""
    return place.form.avoided.word, place.form.avoided.language


class _Scan:
    """One text, while its hits are found and judged by themselves."""

    def __init__(self, low: str, path: str, prose: Prose, book: Rulebook) -> None:
        self.low, self.prose, self.book = low, prose, book
        declared = declared_language(prose.text) if prose.kind == HTML else None
        said = book.language or declared or book.language_in_path(path, prose.kind)
        self.language = said or book.language_of_text(prose.text)
        # In a table of texts each is short, and what its file says counts for all.
        self.has_escapes = prose.kind in TABLES_OF_TEXTS
        self.is_certain = bool(said) and self.has_escapes
        self._told: dict[int, str] = {}
        self.subject = cache(lambda language: book.cues(language).subject(low))

    def hits(self, offsets: Iterable[int]) -> Iterator[Hit]:
        places = [*self._places(offsets)]
        defined = {_term(place) for place in places if self._defines(place)}
        for place in places:
            part = self.prose.part_at(place.start)
            unit: Hashable
            if _term(place) in defined and self.prose.text[place.start].isupper():
                judged, unit = self._judge_defined(place, part), (DEFINED, _term(place))
            else:
                judged, unit = self._judge(place, part), self._unit(place, part)
            yield Hit(place.start, place.end, place.stretch, place.form, *judged, part, unit)

    def _judge_defined(self, place: _Place, part: str) -> tuple[float, tuple[Cue, ...]]:
        """A term that the text defines: where that is done it is spoken of, elsewhere it names somebody,
        unless it is a part of another name."""
        if self._defines(place):
            return 0.0, DEFINITION
        score, cues = self._judge(place, part, is_defined=True)
        return score + DEFINED_WEIGHT, (*cues, Cue(DEFINED, "", PERSON, DEFINED_WEIGHT))

    def _places(self, offsets: Iterable[int]) -> Iterator[_Place]:
        text, last_end = self.prose.text, 0
        for start in offsets:
            end = _end_of_word(text, start) if not self.has_escapes else start
            if end is None or start < last_end or not self.prose.holds(start):
                continue
            stretch, masked = self.prose.stretch_at(start)
            if self.has_escapes:  # the letter of an escape is part of no word
                inside = _end_of_word(masked, start - stretch.start)
                if inside is None:
                    continue
                end = stretch.start + inside
            language = self.book.language or stretch.language or (self.language if self.is_certain else None)
            if language is None:
                language = self._language_around(start)
            form, end = self.book.table.form_at(language, self.low, start, end)
            last_end = end
            base = stretch.start
            if form and masked[start - base : end - base] == text[start:end]:
                yield _Place(start, end, form, stretch, masked)

    def _language_around(self, start: int) -> str:
        """What the text around shows, told once for all that stands so near together."""
        near = start // LANGUAGE_STEP
        if near not in self._told:
            self._told[near] = self.book.language_around(self.low, start, start, self.language)
        return self._told[near]

    def _defines(self, place: _Place) -> bool:
        if not self.prose.text[place.start].isupper():
            return False
        names = self.book.cues(place.form.avoided.language).names
        return is_definition(self.prose.text, place.start, place.end, names)

    def _unit(self, place: _Place, part: str) -> Hashable:
        """With what it is judged as one: the message it belongs to, and labels that are the word alone."""
        if place.stretch.unit is not None:
            return place.stretch.unit
        if part == LABEL and place.masked.strip() == self.prose.text[place.start : place.end]:
            return (LABEL, place.form.avoided.word)
        return None

    def _judge(self, place: _Place, part: str, *, is_defined: bool = False) -> tuple[float, tuple[Cue, ...]]:
        """The score, above 0 for a person, and its cues: what is certain, or what is weighed."""
        start, end, form, (base, *_), masked = place
        language, word = form.avoided.language, form.avoided.word
        if phrase := self.book.table.phrase_around(language, self.low, start, end):
            return -CERTAIN, (Cue("phrase", phrase, "compound", CERTAIN),)
        text = self.prose.text
        subject, cues = self.subject(language), self.book.cues(language)
        # What is looked up by its words may be a label, too.
        is_label = part == LABEL or (part == KEY and part_of(masked, str) == LABEL)
        sense = self._name_kind(place, is_label=is_label, in_contract=subject.contract or is_defined)
        if sense and not (sense == PROPER and is_defined):
            return -CERTAIN, (Cue("self", text[start:end], sense, CERTAIN),)
        context = context_of(masked, start - base, end - base, form.name)
        if word == self.book.table.theirs.get(language) and not _is_ours(context, cues.names.ours):
            return -CERTAIN, (Cue("self", text[start:end], OTHERS, CERTAIN),)
        if BEFORE_CODE.match(text, end):
            context = context._replace(own=(*context.own, "named"))
        leaning = subject.leaning
        if subject.contract and text[start].isupper():
            # A contract about software speaks of its parties.
            leaning = min(0.0, leaning)
            context = context._replace(own=(*context.own, "party"))
        score, spoke = cues.weigh(word.lower(), context, leaning)
        if is_label:
            return score + LABEL_WEIGHT, (*spoke, Cue(LABEL, "", PERSON, LABEL_WEIGHT))
        return score, spoke

    def _name_kind(self, place: _Place, *, is_label: bool, in_contract: bool) -> str | None:
        """What it certainly is, if it is no plain word: part of an identifier, a name, a quotation."""
        start, end, form, (base, *_), masked = place
        if _is_in_identifier(self.prose.text, start, end):
            return CODE
        kind = None
        if not is_label:  # every label has a capital, and stands alone
            line = line_at(masked, start - base, end - base, plural=form.is_plural)
            names = self.book.cues(form.avoided.language).names
            kind = name_kind(line, names, contract=in_contract)
        if not kind and not self.book.quotes and _is_quoted(masked, start - base):
            kind = QUOTATION
        return kind


def _is_in_identifier(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in "-.:" and IDENTIFIER_BEFORE.search(text[max(0, start - 40) : start]):
        return True
    return bool(after) and after in "-.:" and IDENTIFIER_AFTER.match(text, end) is not None


def _is_ours(context: Context, ours: frozenset[str]) -> bool:
    """Does a word beside it say that they are ours?"""
    return not ours.isdisjoint((*context.before, *context.after[:1]))


LONGEST_QUOTATION = 1000
QUOTATION_MARKS = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201d"))


def _is_quoted(masked: str, start: int) -> bool:
    """Inside quotation marks on this line, or in a quoted line."""
    left = masked[max(0, start - LONGEST_QUOTATION) : start].rpartition("\n")[2]
    if left.lstrip().startswith(">"):
        return True
    opened = any(left.rfind(opening) > left.rfind(closing) for opening, closing in QUOTATION_MARKS)
    return opened or left.count('"') % 2 == 1


def _located(prose: Prose, hits: list[Hit]) -> list[Finding]:
    """With lines and columns, and with the clear hits beside them and in the file counted."""
    text = prose.text
    votes: Counter[tuple[str, int | None]] = Counter()
    for hit in hits:
        vote = hit.vote()
        votes[hit.form.avoided.word, None] += vote
        votes[hit.form.avoided.word, hit.stretch.start] += vote
    found: list[Finding] = []
    line, line_start, seen = 1, 0, 0
    for hit in _as_one(hits):
        start, end, stretch, form, score, cues, part, unit = hit
        breaks = text.count("\n", seen, start)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, start) + 1
        seen = start
        for scope, cap, weight in () if hit.is_clear() or cues is DEFINITION else NEIGHBOURS:
            vote = votes[form.avoided.word, stretch.start if scope == PARAGRAPH else None]
            gain = max(-cap, min(cap, vote)) / cap * weight
            if gain:
                cues = (*cues, Cue(scope, "", PERSON if gain > 0 else SOFTWARE, round(abs(gain), 1)))
                score += gain
        place = start, end, line, start - line_start + 1, text[start:end]
        found.append(Finding(*place, form, verdict_on(score, cues), part, stretch, unit))
    return found


def _as_one(hits: Sequence[Hit]) -> Iterator[Hit]:
    """With what the others of its unit have to say: all of one unit come to one judgement."""
    scores: dict[tuple[Hashable, int], float] = {}
    ordinals: Counter[tuple[Hashable, int]] = Counter()
    keys: list[tuple[Hashable, int] | None] = []
    for hit in hits:
        if hit.unit is None or any(cue.where == DEFINED for cue in hit.cues):
            keys.append(None)
            continue
        # The first hit of a text goes with the first one of its translation, and so on.
        place = hit.unit, hit.stretch.start
        key = hit.unit, ordinals[place]
        keys.append(key)
        ordinals[place] += 1
        scores[key] = scores.get(key, 0) + hit.score
    for hit, own in zip(hits, keys, strict=True):
        others = scores[own] - hit.score if own else 0
        if others:
            cue = Cue(UNIT, "", PERSON if others > 0 else SOFTWARE, round(abs(others), 1))
            yield hit._replace(score=hit.score + others, cues=(*hit.cues, cue))
        else:
            yield hit
