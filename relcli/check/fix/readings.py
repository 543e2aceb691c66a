"""Which form a word is: one spelling may be that of several, and the words beside it tell which."""

import re
from collections.abc import Iterable, Iterator

from relcli.check.fix.around import Place, gap_before, word_before
from relcli.check.fix.articles import elides
from relcli.check.fix.spelling import letters_of, respelled
from relcli.house.avoided import AvoidedWord
from relcli.model.languages import LanguageRules, Telling

STEPS = 4
"""So many words before it are looked at."""
SENTENCE_REACH = 80
NEXT = re.compile(r"[ \u00a0\n*_]{1,3}([^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+")
STOP = re.compile(r"[.!?;:\n]")


def plain(spelling: str) -> str:
    """As spellings are compared: in lower case, with straight apostrophes and single blanks."""
    return " ".join(spelling.replace("\u2019", "'").casefold().split())


def readings(place: Place, avoided: AvoidedWord, rules: LanguageRules) -> frozenset[str]:
    """The names of the forms that the word may be; several where nothing tells."""
    own = plain(place.match)
    exact = {name for name, form in avoided.forms.items() if own in (plain(form), _older(form, rules))}
    is_plain = not exact or letters_of(place, rules) == rules.plain_letters
    every = avoided.forms.items() if is_plain else ()
    also = {name for name, form in every if own == plain(respelled(form, rules.plain_letters))}
    return _told(place, frozenset(exact | also), rules)


def _older(form: str, rules: LanguageRules) -> str:
    return plain(respelled(form, rules.older_letters))


def _told(place: Place, names: frozenset[str], rules: LanguageRules) -> frozenset[str]:
    told = rules.readings
    if told is None or len(names) == 1:
        return names
    behind = NEXT.match(place.text, place.end)
    tellings = [
        *_tellings(_words_before(place.text, place.start, rules), told.before),
        *_tellings([behind[1].lower()] if behind else [], told.after),
    ]
    left = names.intersection(*(telling.forms for telling in tellings))
    if len(left) <= 1:
        return left
    sentence = STOP.split(place.text[place.end : place.end + SENTENCE_REACH], maxsplit=1)[0]
    if told.doubts and any(word.lower().endswith(told.doubts) for word in WORD.findall(sentence)):
        return left
    return left.difference(told.untold) or left


def _tellings(words: Iterable[str], ways: Iterable[Telling]) -> Iterator[Telling]:
    """What tells, by each of the words: the first of the ways that knows it."""
    every = [*ways]
    for word in words:
        way = next((w for w in every if word in w.words or (w.endings and word.endswith(w.endings))), None)
        if way:
            yield way


def _words_before(text: str, start: int, rules: LanguageRules) -> Iterator[str]:
    """The words before it, nearest first, as far as each may have another one before it that tells."""
    assert rules.readings
    silent = _silent(text, start, rules)
    for _ in range(STEPS):
        gap = gap_before(text, start)
        word = word_before(text, gap.start).lower() if gap.has_blank else ""
        if not word:
            return
        if word not in silent:
            yield word
        if word not in rules.readings.between:
            return
        start = gap.start - len(word)
        silent = frozenset()


def _silent(text: str, start: int, rules: LanguageRules) -> frozenset[str]:
    """What stands before a vowel for the word of another gender (mon élève)."""
    if rules.elision is None or not elides(text[start : start + SENTENCE_REACH], rules.elision):
        return frozenset()
    return frozenset(w.short for w in rules.elision.words if w.gender == "feminine")
