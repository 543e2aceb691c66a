"""The labelled sentences, what the checker makes of them, and how often that is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from relcli.check.find import Finding, findings
from relcli.check.rulebook import Rulebook, forms_of_termbase
from relcli.data import Data

LABELLED = Path(__file__).with_name("labelled.tsv")


class Sentence(NamedTuple):
    """One labelled sentence; the label is of the first hit of its word."""

    number: int
    language: str
    word: str
    sense: str
    text: str

    @property
    def is_person(self) -> bool:
        return self.sense == "person"


class Judged(NamedTuple):
    """A sentence, and what is said of its word; None where it is not found."""

    sentence: Sentence
    found: Finding | None

    @property
    def is_flagged(self) -> bool:
        return self.found is not None and self.found.verdict.judgement == "flag"


def sentences() -> list[Sentence]:
    """All labelled sentences; of each pair of lines one is held out: no cue was tuned on it."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    return [Sentence(n, *line.split("\t")) for n, line in enumerate(lines)]


def judged(chosen: Iterable[Sentence], data: Data) -> list[Judged]:
    """What the checker says of the word in each sentence, read alone."""
    table = forms_of_termbase(data)
    codes = data.knowledge.languages
    books = {code: Rulebook(table, data, language=code) for code in codes}
    return [Judged(sentence, _found(sentence, books[sentence.language])) for sentence in chosen]


def _found(sentence: Sentence, book: Rulebook) -> Finding | None:
    hits = findings(sentence.text, "markdown", "x.md", book)
    own = [found for found in hits if found.form.avoided.word == sentence.word]
    if sentence.sense == "others":  # the word stands twice; one of the two is somebody else's
        own = [found for found in own if found.verdict.sense == "others"] or own
    return own[0] if own else None


def tally(every: Iterable[Judged]) -> Counter[str]:
    """True and false, flagged and not."""
    counts: Counter[str] = Counter()
    for one in every:
        right = "t" if one.is_flagged == one.sentence.is_person else "f"
        counts[right + ("p" if one.is_flagged else "n")] += 1
        if one.sentence.sense == "software":
            counts["software"] += 1
            counts["software flagged"] += one.is_flagged
    return counts


def rates(counts: Counter[str]) -> tuple[float, float]:
    """Precision and recall of the flag."""
    flagged, people = counts["tp"] + counts["fp"], counts["tp"] + counts["fn"]
    return (counts["tp"] / flagged if flagged else 1.0), (counts["tp"] / people if people else 1.0)
