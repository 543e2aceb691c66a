"""A name of a trade as it is compared: words without case, accents and endings, each with what it weighs."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from relcli.model.languages import NameRules

HEAD, QUALIFYING = 0.3, 0.5
"""What a word weighs that says what kind of house it is, and one that says more closely what was said."""

SHORTEST_STEM = 3
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?")


class Stem(NamedTuple):
    """A word without its ending, and how much it counts."""

    text: str
    weight: float


def fold_words(text: str) -> list[str]:
    """The words without case, accents and punctuation; initials with full stops are one word."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text.casefold())
    if not text.isascii():
        text = text.replace("œ", "oe").replace("æ", "ae")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", text)


def join_words(text: str) -> str:
    """The name as one word: whether it is written with a blank, a hyphen or neither makes no difference."""
    return "".join(fold_words(text))


class NameFolder:
    """Reads names by the rules of one language."""

    def __init__(self, rules: NameRules) -> None:
        self._openers = {tuple(fold_words(opener)) for opener in rules.openers}
        self._longest_opener = max(map(len, self._openers), default=0)
        self._little = _folded(rules.little)
        self._qualifying = _folded(rules.qualifying)
        self._endings = rules.endings
        self._same: dict[str, str] = {}
        for first, *others in ([self.stem(word) for word in _in_order(words)] for words in rules.same):
            self._same |= dict.fromkeys(others, first)
        self._heads = {self.stem(head) for head in _folded(rules.heads)}

    def stem(self, word: str) -> str:
        """The folded word without its ending, or the word that says the same."""
        stem = self._without_ending(word)
        return self._same.get(stem, stem)

    def _without_ending(self, word: str) -> str:
        """A word with digits has no ending."""
        for ending, place in self._endings:
            rest = len(word) - len(ending)
            if rest >= SHORTEST_STEM and word.endswith(ending):
                return word[:rest] + place if word.isalpha() else word
        return word

    def weigh(self, stem: str) -> float:
        """A head says little, and so does a letter alone."""
        return HEAD if stem in self._heads or len(stem) == 1 else 1.0

    def stems(self, text: str) -> tuple[Stem, ...]:
        """The words that count, in their order; all of them where only little words were said."""
        words = self._without_opener(fold_words(text))
        found, closer = list[Stem](), 1.0
        for word in words:
            if word in self._qualifying and found:
                closer = QUALIFYING
            elif word not in self._little and word not in self._qualifying:
                stem = self.stem(word)
                if all(stem != known.text for known in found):
                    found.append(Stem(stem, closer * self.weigh(stem)))
        return tuple(found) or tuple(Stem(self.stem(word), 1.0) for word in words)

    def _without_opener(self, words: list[str]) -> list[str]:
        for length in range(min(self._longest_opener, len(words) - 1), 0, -1):
            if tuple(words[:length]) in self._openers:
                return words[length:]
        return words


def stem_key(stems: Iterable[Stem]) -> str:
    """Names with the same words in whatever order have the same key."""
    return " ".join(sorted(stem.text for stem in stems))


def _folded(words: Iterable[str]) -> set[str]:
    return set(_in_order(words))


def _in_order(words: Iterable[str]) -> list[str]:
    return [folded for word in words for folded in fold_words(word)]
