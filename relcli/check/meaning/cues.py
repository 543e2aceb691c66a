"""Cues add up for and against a person."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.check.meaning.context import Context, plain
from relcli.check.meaning.labels import Labels
from relcli.model.languages import FixedCompounds, LanguageSenses, WordsThatTell

FLAG, REVIEW, PASS = "flag", "review", "pass"
PERSON, SOFTWARE, UNCLEAR = "person", "software", "unclear"
SURE = 0.5
"""Beyond this, either way, the cues have decided."""
PRIOR, DOCUMENT = 1.5, 0.1
"""How a word of which nothing is known leans, and how far it counts what its file is about."""
MOST_NEAR = 3
"""No more words nearby than this count for one sense."""
ABOUT_SOFTWARE = 1.0
"""A file that leans further is one about software."""
MOST_LEANING = 3.0
SUBJECT_SAMPLE = 30000
CONTRACT_WORDS = 3
"""So many different words of contracts make a file one."""
BETWEEN_WORDS = str.maketrans(dict.fromkeys("\n\t\r.,;:!?()[]{}<>*`'\"/|=&@\\", " "))


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


class Subject(NamedTuple):
    """What a file is about. ``leaning`` is above 0 for software, below for people and business."""

    leaning: float
    contract: bool


class Evidence(NamedTuple):
    """What a phrase speaks for, how loudly, and when: in a file about software, beside a singular."""

    sense: str
    weight: float
    needs_document: bool
    singular: bool


Phrases = Mapping[str, Mapping[str, tuple[Evidence, ...]]]
"""Where a phrase stands, and the phrase, to what it speaks for."""


class WordCues(NamedTuple):
    """All that is known of one word."""

    prior: float
    document: float
    phrases: Phrases


class LanguageCues:
    """The cues of one language, ready to look up."""

    def __init__(self, senses: LanguageSenses) -> None:
        self.labels = Labels(senses.names)
        self._senses = senses
        subject = senses.document
        self._subject = [[f" {word}" for word in words] for words in (subject.software, subject.person)]
        self._contract = [f" {word}" for word in subject.contract]
        self._compiled: dict[str, WordCues] = {}

    def subject(self, lowered: str) -> Subject:
        """What a text in lower case as a whole speaks of."""
        sample = f" {lowered[:SUBJECT_SAMPLE]}".translate(BETWEEN_WORDS)
        software, person = (sum(map(sample.count, words)) for words in self._subject)
        contract = sum(word in sample for word in self._contract)
        leaning = math.log2((software + 2) / (person + 2))
        return Subject(max(-MOST_LEANING, min(MOST_LEANING, leaning)), contract >= CONTRACT_WORDS)

    def weigh(self, word: str, context: Context, leaning: float) -> tuple[float, tuple[Cue, ...]]:
        """The score so far of a word in lower case, and the cues that made it."""
        known = self._cues_of(word)
        spoke = list(_spoken(known.phrases, context, leaning))
        about = known.document * abs(leaning)
        if about >= SURE:
            spoke.append(Cue("document", "", SOFTWARE if leaning > 0 else PERSON, round(about, 1)))
        return known.prior + sum(map(signed, spoke)), tuple(spoke)

    def _cues_of(self, word: str) -> WordCues:
        if word not in self._compiled:
            self._compiled[word] = _compile(word, self._senses)
        return self._compiled[word]


def signed(cue: Cue) -> float:
    """The weight: for a person, or against."""
    return cue.weight if cue.sense == PERSON else -cue.weight


def verdict_on(score: float, cues: tuple[Cue, ...]) -> Verdict:
    """Flag, pass or review by the score."""
    judgement = FLAG if score >= SURE else PASS if score <= -SURE else REVIEW
    if judgement != PASS:
        return Verdict(judgement, PERSON if judgement == FLAG else UNCLEAR, score, cues)
    weights: dict[str, float] = {}
    for cue in cues:
        if cue.sense != PERSON:
            weights[cue.sense] = weights.get(cue.sense, 0) + cue.weight
    sense = max(weights, key=lambda s: weights[s], default=SOFTWARE)
    return Verdict(judgement, sense, score, cues)


# ---- from the data -----------------------------------------------------------------------------------


def _compile(word: str, senses: LanguageSenses) -> WordCues:
    phrases: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    prior, document = PRIOR, DOCUMENT
    for own in senses.words:
        if word in own.words:
            prior, document = own.prior, own.document
            for compounds in own.compounds:
                for where, phrase in map(_without_word, compounds.phrases):
                    _add(phrases.setdefault(where, {}), (phrase,), compounds)
            for cue in own.cues:
                _add(phrases.setdefault(cue.where, {}), cue.words, cue)
    for cue in senses.cues:
        _add(phrases.setdefault(cue.where, {}), cue.words, cue)
    return WordCues(prior, document, phrases)


def _without_word(compound: str) -> tuple[str, str]:
    """Where the rest of a compound stands: ``client-side`` has ``side`` behind a hyphen."""
    before, _, after = plain(compound).partition("{}")
    if before:
        return "previous", before.strip()
    return ("hyphen" if after.startswith("-") else "next"), after.strip(" -/")


def _add(
    into: dict[str, tuple[Evidence, ...]], phrases: Iterable[str], telling: WordsThatTell | FixedCompounds
) -> None:
    evidence = Evidence(telling.sense, telling.weight, telling.needs_document, telling.singular)
    for phrase in phrases:
        into[phrase] = (*into.get(phrase, ()), evidence)


# ---- at a hit -------------------------------------------------------------------------------------------


def _spoken(known: Phrases, context: Context, leaning: float) -> Iterator[Cue]:
    before, after = context.before, context.after
    said = (
        ("self", sorted(context.own)),
        ("next", [" ".join(after[:n]) for n in range(1, len(after) + 1)]),
        ("previous", [" ".join(before[n::-1]) for n in range(len(before))]),
        ("hyphen", [context.hyphen] if context.hyphen else ()),
        ("before-hyphen", [context.before_hyphen] if context.before_hyphen else ()),
    )
    about_software, plural = leaning > ABOUT_SOFTWARE, "plural" in context.own
    for where, phrases in said:
        table = known.get(where, {})
        best: dict[str, Cue] = {}
        for phrase in phrases:
            for sense, weight, needs_document, singular in table.get(phrase, ()):
                if (needs_document and not about_software) or (singular and plural):
                    continue
                if sense not in best or weight >= best[sense].weight:
                    best[sense] = Cue(where, phrase, sense, weight)
        yield from best.values()
    yield from _nearby(known.get("near", {}), context.near)


def _nearby(known: Mapping[str, tuple[Evidence, ...]], near: frozenset[str]) -> Iterator[Cue]:
    count: dict[str, int] = {}
    for word in sorted(near & known.keys()):
        for evidence in known[word]:
            count[evidence.sense] = count.get(evidence.sense, 0) + 1
            if count[evidence.sense] <= MOST_NEAR:
                yield Cue("near", word, evidence.sense, evidence.weight)
