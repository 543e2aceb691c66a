"""Cues add up for and against a person."""

import math
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from relcli.check.meaning.context import Context, plain
from relcli.model.languages import (
    FixedCompounds,
    LanguageRules,
    LanguageSenses,
    WordsThatTell,
    compound,
)

FLAG, REVIEW, PASS = "flag", "review", "pass"
PERSON, SOFTWARE, OTHERS, UNCLEAR = "person", "software", "others", "unclear"
SURE = 0.5  # beyond this, either way, the cues have decided
PRIOR, DOCUMENT = 1.5, 0.1
"""How a word of which nothing is known leans, and how far it counts what its file is about."""
MOST_NEAR = 3  # no more words nearby than this count for one sense
ABOUT_SOFTWARE = 1.0  # a file that leans further is one about software
MOST_LEANING = 3.0
SUBJECT_SAMPLE = 20000
CONTRACT_WORDS = 3  # so many different words of contracts make a file one
WHERE = ("self", "next", "previous", "phrase", "hyphen", "before-hyphen")
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
    """What a phrase speaks for, how loudly, and when: in a file about software, beside some forms only."""

    sense: str
    weight: float
    needs_document: bool
    singular: bool
    bare: bool


Phrases = dict[str, dict[str, tuple[Evidence, ...]]]
"""Where a phrase stands, and the phrase, to what it speaks for."""


class LanguageCues:
    """The cues of one language, compiled for each word when it is first met.

    A text is judged alike with the letters of its language, with their older shapes, and with the plain ones
    that are typed where a keyboard has none.
    """

    def __init__(self, senses: LanguageSenses, rules: LanguageRules) -> None:
        self.names = senses.names
        spellings = partial(_spellings, rules)
        self._document = tuple(
            tuple(spelling for word in words for spelling in spellings(word))
            for words in (senses.document.software, senses.document.person, senses.document.contract)
        )
        self._leads = {spelling for word in senses.names.leads for spelling in spellings(word)}
        self._compiled = cache(partial(_compile, senses, spellings))

    def subject(self, lowered: str) -> Subject:
        """What a text in lower case as a whole speaks of."""
        sample = f" {lowered[:SUBJECT_SAMPLE]}".translate(BETWEEN_WORDS)
        software, person, contract = (
            [sample.count(f" {word}") for word in words] for words in self._document
        )
        leaning = math.log2((sum(software) + 2) / (sum(person) + 2))
        return Subject(
            max(-MOST_LEANING, min(MOST_LEANING, leaning)), sum(map(bool, contract)) >= CONTRACT_WORDS
        )

    def weigh(self, word: str, context: Context, leaning: float) -> tuple[float, tuple[Cue, ...]]:
        """The score so far of a word in lower case, and the cues that made it."""
        prior, document, phrases = self._compiled(word)
        if self._is_apposed(context):
            context = context._replace(own=(*context.own, "apposed"))
        spoke = list(_spoken(phrases, context, leaning))
        about = document * abs(leaning)
        if about >= SURE:
            spoke.append(Cue("document", "", SOFTWARE if leaning > 0 else PERSON, round(about, 1)))
        score = prior + sum(map(signed, spoke))
        # How a word leans is no evidence by itself: nothing is a person unless something speaks for one.
        if score > 0 and not any(cue.sense == PERSON for cue in spoke):
            score = 0.0
        return score, tuple(spoke)

    def _is_apposed(self, context: Context) -> bool:
        """Right after a word that leads to no noun of its own: that of which it is a part of the name."""
        if not self._leads or "after-word" not in context.own:
            return False
        return context.before[0].rpartition("'")[2] not in self._leads


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


def _spellings(rules: LanguageRules, phrase: str) -> tuple[str, ...]:
    """As the data has it, in older letters, and in plain ones unless that is a little word (sau for său)."""
    older, plain = (
        phrase.translate({ord(letter): other for letter, other in letters.items()})
        for letters in (rules.older_letters, rules.plain_letters)
    )
    return tuple(dict.fromkeys((phrase, older, phrase if plain in rules.little_words else plain)))


def _compile(
    senses: LanguageSenses, spellings: Callable[[str], tuple[str, ...]], word: str
) -> tuple[float, float, Phrases]:
    """How a word leans, how far it counts what its file is about, and all the phrases that tell."""
    phrases: Phrases = {}

    def add(where: str, phrase: str, telling: WordsThatTell | FixedCompounds) -> None:
        conditions = telling.needs_document, telling.singular, telling.bare
        evidence = Evidence(telling.sense, telling.weight, *conditions)
        known = phrases.setdefault(where, {})
        for spelling in spellings(phrase):
            known[spelling] = tuple(dict.fromkeys((*known.get(spelling, ()), evidence)))

    prior, document = PRIOR, DOCUMENT
    cues: list[WordsThatTell] = []
    for own in senses.words:
        if word in own.words:
            prior, document = own.prior, own.document
            cues += own.cues
            for compounds in own.compounds:
                for phrase in compounds.phrases:
                    add(*_without_word(phrase), compounds)
    for cue in (*cues, *senses.cues):
        for phrase in cue.words:
            add(cue.where, phrase, cue)
    return prior, document, phrases


def _without_word(phrase: str) -> tuple[str, str]:
    """Where the rest of a compound stands: ``client-side`` has ``side`` behind a hyphen.

    One that has words on both sides is looked up whole.
    """
    before, _, after, _ = compound(plain(phrase))
    if before and after:
        return "phrase", f"{before}{{}}{after}"
    if before:
        return "previous", before.strip()
    return ("hyphen" if after.startswith("-") else "next"), after.strip(" -/")


def _spoken(known: Phrases, context: Context, leaning: float) -> Iterator[Cue]:
    before, after, own = context.before, context.after, context.own
    follow = [after[0], *(" ".join(after[:n]) for n in range(2, len(after) + 1))] if after else ()
    lead = [before[0], *(" ".join(before[n::-1]) for n in range(1, len(before)))] if before else ()
    around = [f"{b} {{}} {a}" for b in lead for a in follow] if "phrase" in known else ()
    about_software, plural = leaning > ABOUT_SOFTWARE, "plural" in own
    ended = "definite" in own or "oblique" in own
    hyphens = (context.hyphen,), (context.before_hyphen,)
    for where, phrases in zip(WHERE, (own, follow, lead, around, *hyphens), strict=True):
        table = known.get(where)
        if not table:
            continue
        best: dict[str, Cue] = {}
        for phrase in phrases:
            for sense, weight, needs_document, singular, bare in table.get(phrase, ()):
                if (needs_document and not about_software) or (singular and plural) or (bare and ended):
                    continue
                if sense not in best or weight >= best[sense].weight:
                    best[sense] = Cue(where, phrase, sense, weight)
        if best:
            yield from best.values()
            if OTHERS in best:
                yield from _owner(known.get("owner", {}), context.earlier)
    yield from _nearby(known.get("near", {}), context.near)


def _nearby(nearby: dict[str, tuple[Evidence, ...]], near: frozenset[str]) -> Iterator[Cue]:
    count: dict[str, int] = {}
    for word in sorted(near & nearby.keys()):
        for evidence in nearby[word]:
            count[evidence.sense] = count.get(evidence.sense, 0) + 1
            if count[evidence.sense] <= MOST_NEAR:
                yield Cue("near", word, evidence.sense, evidence.weight)


def _owner(owners: dict[str, tuple[Evidence, ...]], earlier: tuple[str, ...]) -> Iterator[Cue]:
    """Whose they are, where they are somebody's: the nearest word before them that can own them says it."""
    for word in earlier:
        for evidence in owners.get(word, ()):
            yield Cue("owner", word, evidence.sense, evidence.weight)
        if word in owners:
            return
