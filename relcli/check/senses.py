"""What a word means where it stands: cues add up for and against a person. The cues are data."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from relcli import load

FLAG, REVIEW, PASS = "flag", "review", "pass"
PERSON, SOFTWARE, CODE = "person", "software", "code"
EVERY_WORD = "*"
SURE = 0.5
"""Beyond this, either way, the cues have decided."""
LONGEST_PHRASE = 3
NEAR = 8
"""How many words to either side are near."""
MOST_NEAR = 3
"""No more words nearby than this count for one sense."""
DOCUMENT_LIMIT = 3.0
DOCUMENT_SAMPLE = 30000
BETWEEN_WORDS = str.maketrans(dict.fromkeys("\n\t\r.,;:!?()[]{}<>*`'\"/|=&@\\", " "))
CONTRACT = 3
"""So many different words of contracts make a file one."""


class Cue(NamedTuple):
    """One thing that spoke: where it stood, the words, the sense and its weight."""

    where: str
    words: str
    sense: str
    weight: float


class Verdict(NamedTuple):
    """``score`` is above 0 for a person; ``sense`` the one that the strongest cues speak for."""

    judgement: str
    sense: str
    score: float
    cues: tuple[Cue, ...]


class Context(NamedTuple):
    """The words beside a hit, nearest first, and those nearby; apostrophes are straight."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    near: frozenset[str]
    hyphen: str
    before_hyphen: str
    own: frozenset[str]


class Document(NamedTuple):
    """A file as a whole. ``leaning`` is above 0 where it speaks of software, below of people and business."""

    leaning: float
    contract: bool


class Meaning(NamedTuple):
    """What a cue speaks for, how loudly, and when: in a file about software, beside a singular."""

    sense: str
    weight: float
    needs_document: bool
    singular: bool


Cues = Mapping[str, Mapping[str, tuple[Meaning, ...]]]


class Senses:
    """The cues of one language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.stopwords = frozenset(_items(table["stopwords"]))
        self._document = {s: [f" {w}" for w in _items(words)] for s, words in table["document"].items()}
        self.screen_before, self.screen_after, self.articles, self.owners, self.acts = (
            frozenset(_items(table["names"].get(key, "")))
            for key in ("screen_before", "screen_after", "articles", "owners", "acts")
        )
        self._terms = table["terms"]
        self._compiled: dict[str, tuple[float, float, Cues]] = {}

    def document(self, lowered: str) -> Document:
        """What a file as a whole speaks of; the words of the data are beginnings of words."""
        sample = f" {lowered[:DOCUMENT_SAMPLE]}".translate(BETWEEN_WORDS)
        software, person = (sum(map(sample.count, self._document[kind])) for kind in (SOFTWARE, PERSON))
        contract = sum(word in sample for word in self._document["contract"])
        lean = math.log2((software + 2) / (person + 2))
        return Document(max(-DOCUMENT_LIMIT, min(DOCUMENT_LIMIT, lean)), contract >= CONTRACT)

    def weigh(self, word: str, context: Context, leaning: float) -> tuple[float, tuple[Cue, ...]]:
        """The score so far, and the cues that made it."""
        prior, document, table = self._cues(word)
        spoke = list(_spoken(table, context, leaning))
        if document * abs(leaning) >= SURE:
            sense = SOFTWARE if leaning > 0 else PERSON
            spoke.append(Cue("document", "", sense, round(document * abs(leaning), 1)))
        return prior + sum(c.weight if c.sense == PERSON else -c.weight for c in spoke), tuple(spoke)

    def _cues(self, word: str) -> tuple[float, float, Cues]:
        if word not in self._compiled:
            self._compiled[word] = self._compile(word)
        return self._compiled[word]

    def _compile(self, word: str) -> tuple[float, float, Cues]:
        prior, document = 1.5, 0.1
        cues: dict[str, dict[str, tuple[Meaning, ...]]] = {}
        for term in self._terms:
            named = _items(term["words"])
            if word not in named and EVERY_WORD not in named:
                continue
            prior, document = term.get("prior", prior), term.get("document", document)
            for cue in term.get("cues", ()):
                phrases = cues.setdefault(cue["where"], {})
                flags = (cue.get("needs_document", False), cue.get("singular", False))
                meaning = Meaning(cue["sense"], float(cue["weight"]), *flags)
                for phrase in _items(cue["words"]):
                    phrases[phrase] = (*phrases.get(phrase, ()), meaning)
        return prior, document, cues


def _items(text: str) -> list[str]:
    return [item for part in text.split(",") if (item := " ".join(part.split()).replace("’", "'"))]  # noqa: RUF001


def _spoken(table: Cues, context: Context, leaning: float) -> Iterator[Cue]:
    before, after = context.before, context.after
    phrases = (
        ("self", sorted(context.own)),
        ("next", [" ".join(after[:n]) for n in range(1, len(after) + 1)]),
        ("previous", [" ".join(before[n::-1]) for n in range(len(before))]),
        ("hyphen", [context.hyphen] if context.hyphen else ()),
        ("before-hyphen", [context.before_hyphen] if context.before_hyphen else ()),
    )
    for where, said in phrases:
        known = table.get(where, {})
        best: dict[str, Cue] = {}
        for phrase in said:
            for sense, weight, needs_document, singular in known.get(phrase, ()):
                if (needs_document and leaning <= 1) or (singular and "plural" in context.own):
                    continue
                if sense not in best or weight >= best[sense].weight:
                    best[sense] = Cue(where, phrase, sense, weight)
        yield from best.values()
    near = table.get("near", {})
    count: dict[str, int] = {}
    for word in sorted(context.near & near.keys()):
        for sense, weight, *_ in near[word]:
            count[sense] = count.get(sense, 0) + 1
            if count[sense] <= MOST_NEAR:
                yield Cue("near", word, sense, weight)


def verdict(score: float, cues: tuple[Cue, ...]) -> Verdict:
    """Flag, pass or review by the score."""
    judgement = FLAG if score >= SURE else PASS if score <= -SURE else REVIEW
    if judgement != PASS:
        return Verdict(judgement, PERSON if judgement == FLAG else "unclear", score, cues)
    weights: dict[str, float] = {}
    for cue in cues:
        if cue.sense != PERSON:
            weights[cue.sense] = weights.get(cue.sense, 0) + cue.weight
    sense = max(weights, key=lambda s: weights[s], default=SOFTWARE)
    return Verdict(judgement, sense, score, cues)


@cache
def senses(language: str) -> Senses:
    """The cues of a language."""
    return Senses(load.senses()[language])


# ---- the language of a text -----------------------------------------------------------------------

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 6000


def little_words(words: Sequence[str]) -> dict[str, int]:
    """How many of these words, in lower case, are little words of each language."""
    return {code: sum(map(senses(code).stopwords.__contains__, words)) for code in load.LANGUAGES}


def language_of(text: str, default: str) -> str:
    """The language whose little words the text has most of; the default where it has hardly any."""
    counts = little_words(WORD.findall(text[:SAMPLE].lower()))
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts.get(default, 0) else default


# ---- the words around a hit -----------------------------------------------------------------------

TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*['\u2019]?")
GAP = " \t\n\r\f\v\xa0*_[]>#/-"
"""What may stand between words that are beside each other."""
LONGEST_GAP = 8
POSSESSIVE = re.compile(r"['\u2019](?:s\b|(?=\s))")
STOP = re.compile(r"[.!?;](?=\s)|\n\s*\n|\n(?=\s{0,6}(?:[-*+]|\d{1,3}\.)\s)")
ELIDED = re.compile(r"^[a-z]{1,2}'(?=\w{2})")
"""The article that French writes together with its noun."""
REACH = 75


def context(text: str, start: int, end: int, name: str) -> Context:
    """The words around ``text[start:end]`` in a stretch of masked text; ``name`` is the hit's form."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    own = {"plural"} if "plural" in name else {"term"}
    if "feminine" in name:
        own.add("feminine")
    if "oblique" in name:
        own.add("oblique")
    tokens_before, tokens_after = [*TOKEN.finditer(left)], [*TOKEN.finditer(right)]
    possessive = POSSESSIVE.match(right)
    if possessive:
        own.add("possessive")
    before = _preceding(left, tokens_before)
    after = _following(right, tokens_after, possessive.end() if possessive else 0)
    after = [*(["'s"] if possessive else []), *after][:LONGEST_PHRASE]
    hyphen = after[0] if right.startswith(("-", "\u2010", "\u2011")) and after else ""
    before_hyphen = before[0] if left.endswith(("-", "\u2010", "\u2011")) and before else ""
    if hyphen:
        # "client-side" is looked up as a compound of its own, not as "client side".
        after = []
    if text[start].isupper():
        own.add("capital")
    near = _near(left, right, tokens_before, tokens_after)
    return Context(tuple(before), tuple(after), near, hyphen, before_hyphen, frozenset(own))


def _preceding(left: str, tokens: Sequence[re.Match[str]]) -> list[str]:
    """The words that end where the hit starts, nearest first."""
    words: list[str] = []
    place = len(left)
    for token in reversed(tokens[-LONGEST_PHRASE:]):
        if not _is_gap(left[token.end() : place]):
            break
        words.append(ELIDED.sub("", plain(token[0])))
        place = token.start()
    return words


def _following(right: str, tokens: Sequence[re.Match[str]], start: int) -> list[str]:
    """The words that start where the hit ends, or its possessive does."""
    words: list[str] = []
    for token in tokens[: LONGEST_PHRASE + 1]:
        if token.start() < start:
            continue
        if not _is_gap(right[start : token.start()]):
            break
        words.append(plain(token[0]))
        start = token.end()
    return words


def _is_gap(between: str) -> bool:
    if len(between) > LONGEST_GAP or between.strip(GAP):
        return False
    return "\n" not in between or STOP.search(f"{between} ") is None


def _near(
    left: str, right: str, before: Sequence[re.Match[str]], after: Sequence[re.Match[str]]
) -> frozenset[str]:
    start, stop = 0, len(right)
    for found in STOP.finditer(left):
        start = found.end()
    if first := STOP.search(right):
        stop = first.start()
    words = [
        *[token[0] for token in before if token.start() >= start][-NEAR:],
        *[token[0] for token in after if token.end() <= stop][:NEAR],
    ]
    return frozenset(map(plain, words))


def plain(word: str) -> str:
    """In lower case and with straight apostrophes, as the data has its words."""
    return word.lower().replace("\u2019", "'")
