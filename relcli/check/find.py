"""Finding the words in one text, with exact places, and judging each.

Searching for the few stems that all forms start with is a plain search, which is faster than any
regular expression; only at a hit are the word's bounds, the markup and the context looked at.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from relcli import load
from relcli.check import names, senses
from relcli.check.readers import HTML, Reader
from relcli.check.senses import CODE, PERSON, Cue, Document, Verdict
from relcli.check.words import Form, Lookup

CLEAR = 2.5
"""A score that is clear without the help of others."""

COMPANY = (("paragraph", True, 1, 2.0), ("file", False, 3, 1.5))
"""Where clear hits help unclear ones: in the same stretch or anywhere; how many count, what they weigh."""


class Finding(NamedTuple):
    """One hit: its place in the text (offsets; line and column from 1), and what it means."""

    start: int
    end: int
    line: int
    column: int
    match: str
    form: Form
    verdict: Verdict
    reader: Reader


class Options(NamedTuple):
    """How to judge: whether quotations are left alone, and a language that is given."""

    quotes: bool = True
    language: str | None = None


def lowered(text: str) -> str:
    """In lower case and of the same length, whatever the letters are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def findings(text: str, kind: str, path: str, lookup: Lookup, options: Options) -> list[Finding]:
    """Every hit in a text, in order, those that pass included; hits in code are left out."""
    low = lowered(text)
    places = sorted({place for stem in lookup.stems for place in _occurrences(low, stem)})
    if not places:
        return []
    reader = Reader(text, kind)
    default = _default_language(text, path, reader, options)
    documents: dict[str, Document] = {}
    found: list[Hit] = []
    last_end = 0
    for place in places:
        bounds = _bounds(text, place)
        if bounds is None or bounds[0] < last_end or not reader.is_prose(place):
            continue
        start, end = bounds
        last_end = end
        language = options.language or reader.language(place)
        base, masked = reader.around(place)
        if language is None:
            language = _language_here(low[max(0, start - HERE) : end + HERE], default)
        form = lookup.forms.get(language, {}).get(low[start:end].replace("\u2019", "'"))
        if form is None or masked[start - base : end - base] != text[start:end]:
            continue
        if language not in documents:
            documents[language] = senses.senses(language).document(low)
        hit = Place(text, low, start, end, base, masked, form)
        score, cues = _judge(hit, lookup, documents[language], options)
        found.append(Hit(start, end, base, form, score, cues))
    return _placed(text, reader, found)


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
        about = sum(c.weight if c.sense == PERSON else -c.weight for c in self.cues if c.where == "document")
        return min(abs(self.score), abs(self.score - about)) >= CLEAR

    def vote(self) -> int:
        """1 where it is clearly a person, -1 where it is clearly a program."""
        if not self.is_clear() or any(c.sense not in (PERSON, senses.SOFTWARE) for c in self.cues):
            return 0
        return 1 if self.score > 0 else -1


def _placed(text: str, reader: Reader, hits: list[Hit]) -> list[Finding]:
    """With lines and columns, and with the company of the clear hits beside them and in the file counted."""
    votes: Counter[tuple[str, int | None]] = Counter()
    for hit in hits:
        vote = hit.vote()
        votes[hit.form.avoided.word, None] += vote
        votes[hit.form.avoided.word, hit.base] += vote
    findings_: list[Finding] = []
    line, line_start, seen = 1, 0, 0
    for hit in hits:
        score, cues = hit.score, hit.cues
        if not hit.is_clear():
            for where, base, most, weight in COMPANY:
                vote = votes[hit.form.avoided.word, hit.base if base else None]
                gain = max(-most, min(most, vote)) / most * weight
                if gain:
                    sense = PERSON if gain > 0 else senses.SOFTWARE
                    cues = (*cues, Cue(where, "", sense, round(abs(gain), 1)))
                    score += gain
        breaks = text.count("\n", seen, hit.start)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, hit.start) + 1
        seen = hit.start
        column = hit.start - line_start + 1
        verdict = senses.verdict(score, cues)
        match = text[hit.start : hit.end]
        findings_.append(Finding(hit.start, hit.end, line, column, match, hit.form, verdict, reader))
    return findings_


def _occurrences(low: str, stem: str) -> Iterator[int]:
    place = low.find(stem)
    while place >= 0:
        yield place
        place = low.find(stem, place + len(stem))


LONGEST_WORD = 60


def _bounds(text: str, place: int) -> tuple[int, int] | None:
    """The whole word that starts here; None where it is part of a longer one or of an identifier."""
    if place and (text[place - 1].isalnum() or PART_BEFORE.search(text, max(0, place - 2), place)):
        return None
    end = place
    stop = min(len(text), place + LONGEST_WORD)
    while end < stop and text[end].isalnum():
        end += 1
    if PART_AFTER.match(text, end):
        return None
    # An underscore behind ends an emphasis where one was opened; else it is part of a name.
    if text[end : end + 1] == "_" and not EMPHASIS.search(text, max(0, place - LONGEST_EMPHASIS), place):
        return None
    return place, end


LONGEST_EMPHASIS = 300
EMPHASIS = re.compile(r"(?<!\w)_(?!\s)[^\n]*\Z")
PART_BEFORE = re.compile(r"(?:[$@\\&#]|\w[_.:=]|[:-][:-]|[ ]-)\Z")
PART_AFTER = re.compile(r"\w(?<!_)|[.=\\]\w|_\w|\(\)|::|[-=]>|\[\]|\$\{|=\{")


class Place(NamedTuple):
    """A hit in a text, and the masked stretch around it, which starts at ``base``."""

    text: str
    low: str
    start: int
    end: int
    base: int
    masked: str
    form: Form


def _judge(
    place: Place, lookup: Lookup, document: Document, options: Options
) -> tuple[float, tuple[Cue, ...]]:
    certain = _certain(place, lookup, options, contract=document.contract)
    if certain:
        return -10.0, (certain,)
    start, end, avoided = place.start - place.base, place.end - place.base, place.form.avoided
    here = senses.context(place.masked, start, end, place.form.name)
    return senses.senses(avoided.language).weigh(avoided.word.lower(), here, document.leaning)


def _certain(place: Place, lookup: Lookup, options: Options, *, contract: bool) -> Cue | None:
    """What needs no weighing: a term of the house around it, an identifier, a name, a quotation."""
    text, start, end = place.text, place.start, place.end
    for phrase in lookup.phrases.get(place.form.avoided.language, ()):
        inside = place.low.find(phrase, max(0, start - len(phrase)), end + len(phrase))
        if 0 <= inside <= start and end <= inside + len(phrase):
            return Cue("phrase", phrase, "compound", 10.0)
    if IDENTIFIER_BEFORE.search(text[max(0, start - 40) : start]) or IDENTIFIER_AFTER.match(text, end):
        sense: str | None = CODE
    else:
        language = senses.senses(place.form.avoided.language)
        line = names.line_at(place.masked, start - place.base, end - place.base, plural=place.form.is_plural)
        sense = names.kind(line, language, contract=contract)
    if not sense and not options.quotes and _quoted(place.masked, start - place.base):
        sense = names.QUOTATION
    return Cue("self", text[start:end], sense, 10.0) if sense else None


IDENTIFIER_BEFORE = re.compile(r"(?:\w+-\w+-|--|\w\.|::)$")
IDENTIFIER_AFTER = re.compile(r"-\w+-\w+-|-\d|:\w|\.\w")


def _quoted(masked: str, start: int) -> bool:
    """Inside quotation marks on this line, or in a quoted line."""
    left = masked[max(0, start - 1000) : start].rpartition("\n")[2]
    if left.lstrip().startswith(">"):
        return True
    pairs = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201d"))
    return any(left.rfind(o) > left.rfind(c) for o, c in pairs) or left.count('"') % 2 == 1


# ---- language --------------------------------------------------------------------------------------

IN_PATH = re.compile(rf"(?:^|[/\\._-])({'|'.join(load.LANGUAGES)})(?:[-_][A-Za-z]{{2}})?(?=[/\\._-]|$)")
IN_HTML = re.compile(r"<html[^<>]{0,300}\blang=[\"']?([a-z]{2})")


def _default_language(text: str, path: str, reader: Reader, options: Options) -> str:
    if options.language:
        return options.language
    if reader.kind == HTML and (tag := IN_HTML.search(text[:3000])):
        return tag[1]
    named = IN_PATH.findall(path)
    if named:
        return str(named[-1])
    return senses.language_of(text, "en")


def _language_here(piece: str, default: str) -> str:
    """A paragraph in another language than its file is told by its own little words."""
    if default not in load.LANGUAGES:
        return default
    rough = piece.split()
    if sum(map(senses.senses(default).stopwords.__contains__, rough)) * OWN_SHARE >= len(rough):
        return default
    counts = senses.little_words(senses.WORD.findall(piece))
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 * counts[default] + 1 else default


HERE = 150
"""So far to either side, in characters, a text shows its language."""
OWN_SHARE = 6
"""A text of which one word in six is a little word of a language is in that language."""
