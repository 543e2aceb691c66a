"""Which form a word is: one spelling may be that of several, and the words beside it tell which."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from relcli.check.fix.around import Place, apostrophe_before, gap_before, letters_before
from relcli.check.fix.articles import elides
from relcli.check.fix.spelling import in_letters, letters_of
from relcli.check.rulebook import WORD
from relcli.house.avoided import AvoidedWord
from relcli.model.languages import Doubts, LanguageRules, Telling

MOST_STEPS = 4
"""So many words before it are looked at."""
SENTENCE_REACH = 80
NEXT = re.compile(r"[ \u00a0\n*_]{1,3}([^\W\d_]+)")

MOST_SPELLINGS = 4096
"""So many are remembered: the same few words come again and again."""
SENTENCE_END = re.compile(r"[.!?;:\n]")


@lru_cache(MOST_SPELLINGS)
def compared(spelling: str) -> str:
    """As spellings are compared: in lower case, with straight apostrophes and single blanks."""
    return " ".join(spelling.replace("\u2019", "'").casefold().split())


def possible_forms(place: Place, avoided: AvoidedWord, rules: LanguageRules) -> frozenset[str]:
    """The names of the forms that the word may be; several where nothing tells."""
    own = compared(place.match)
    forms = avoided.forms.items()
    older = rules.older_letters
    exact = {name for name, form in forms if own in (compared(form), compared(in_letters(form, older)))}
    is_plain = not exact or letters_of(place, rules) == rules.plain_letters
    every = avoided.forms.items() if is_plain else ()
    also = {name for name, form in every if own == compared(in_letters(form, rules.plain_letters))}
    return _told(place, frozenset(exact | also), rules)


def _told(place: Place, names: frozenset[str], rules: LanguageRules) -> frozenset[str]:
    told = rules.readings
    if told is None or len(names) == 1:
        return names
    before, behind = [*_words_before(place, rules)], NEXT.match(place.text, place.end)
    tellings = [*_tellings(before, told.before)]
    is_alone = not (before or letters_before(place.text, gap_before(place.text, place.start).start))
    if behind:
        tellings += _tellings([behind[1].lower()], told.after)
    left = names.intersection(*(telling.forms for telling in tellings))
    if not (tellings or is_alone) or (told.doubts and _is_doubtful(place, told.doubts)):
        return left
    return left.difference(told.untold) or left


def _is_doubtful(place: Place, doubts: Doubts) -> bool:
    text, start, end = place.text, place.start, place.end
    before = SENTENCE_END.split(text[max(0, start - SENTENCE_REACH) : start])[-1]
    behind = SENTENCE_END.split(text[end : end + SENTENCE_REACH], maxsplit=1)[0]
    words = [word.lower() for word in WORD.findall(behind)]
    if not doubts.words.isdisjoint([*words, *WORD.findall(before.lower())]):
        return True
    said = (n for n, word in enumerate(words) if word in doubts.verbs)
    return any(word.endswith(doubts.endings) for n in said for word in words[n + 1 : n + 1 + MOST_STEPS])


def _tellings(words: Iterable[str], ways: Iterable[Telling]) -> Iterator[Telling]:
    """What tells, by each of the words: the first of the ways that knows it."""
    every = [*ways]
    for word in words:
        way = next((w for w in every if word in w.words or (w.endings and word.endswith(w.endings))), None)
        if way:
            yield way


def _words_before(place: Place, rules: LanguageRules) -> Iterator[str]:
    """The words before it, nearest first, as far as each may have another one before it that tells."""
    assert rules.readings
    text, start = place.text, place.start
    silent = _silent(place.match, rules)
    for _ in range(MOST_STEPS):
        gap = gap_before(text, start)
        apostrophe = apostrophe_before(text, gap.start)
        end = gap.start - len(apostrophe)
        word = letters_before(text, end)
        if not word or not (gap.has_blank or apostrophe):
            return
        told = word.lower() + ("'" if apostrophe else "")
        if told not in silent:
            yield told
        if told not in rules.readings.between:
            return
        start, silent = end - len(word), frozenset()


def _silent(match: str, rules: LanguageRules) -> frozenset[str]:
    """What stands before a vowel for the word of another gender (mon élève)."""
    if rules.elision is None or not elides(match, rules.elision):
        return frozenset()
    return frozenset(word.short for word in rules.elision.words if word.gender == "feminine")
