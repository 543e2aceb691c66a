"""Putting the right word in: its form, case and letters, and what stands around it, stay right.

Where the right form is not known there is no edit; where somebody should look at it, it is not safe.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from relcli.check.find import Finding
from relcli.check.fix.around import Place, apostrophe_behind, apostrophe_near, gap_before, letters_before
from relcli.check.fix.articles import Before, Exchange, before_word
from relcli.check.fix.company import becomes_the_same, partners
from relcli.check.fix.doublets import BOTH, Unit, before_unit, keeps_number, unit_at
from relcli.check.fix.edits import Edit
from relcli.check.fix.readings import compared, possible_forms
from relcli.check.fix.spelling import (
    as_title,
    capitalised,
    cased,
    in_a_title,
    in_letters,
    is_upper,
    letters_of,
)
from relcli.check.meaning.cues import FLAG
from relcli.house.avoided import AvoidedWord
from relcli.model.languages import LanguageRules


def edit_for(text: str, found: Finding, rules: Mapping[str, LanguageRules]) -> Edit | None:
    """The edit that mends a finding, if it is to be mended and can be."""
    if found.verdict.judgement != FLAG:
        return None
    avoided = found.form.avoided
    return _Mending(Place(text, found.start, found.match), avoided, rules[avoided.language]).edit()


def right_form(found: Finding) -> str:
    """The word to write instead, in the form of what was found; its plain form where it has no such one."""
    avoided = found.form.avoided
    return avoided.right.get(found.form.name, avoided.preferred)


class _Mending:
    """A word to avoid where it stands, and what is to be done about it."""

    def __init__(self, place: Place, avoided: AvoidedWord, rules: LanguageRules) -> None:
        self.place, self.avoided, self.rules = place, avoided, rules
        self.names = possible_forms(place, avoided, rules)

    def edit(self) -> Edit | None:
        """What to change, here and in what hangs on the word."""
        company, own = partners(self.place, self.rules), self.avoided.forms
        for partner in company:
            match = compared(partner.match)
            names = {
                name for name, form in own.items() if match == compared(form) != compared(self.place.match)
            }
            if any(_is_other_gender(one, other) for one in names for other in self.names):
                place = self.place._replace(start=partner.start, match=partner.match)
                return self._both(_Mending(place, self.avoided, self.rules))
        others = self.avoided.akin.difference(compared(form) for form in own.values())
        return None if becomes_the_same(company, others) else self.alone()

    def _both(self, other: "_Mending") -> Edit | None:
        """Women and men in two words: both change, or none does."""
        edits = sorted(edit for edit in (self.alone(), other.alone()) if edit)
        words = {each.avoided.right.get(name) for each in (self, other) for name in each.names}
        match edits:
            case [first, second] if first.end <= second.start and len(words) > 1:
                text = self.place.text
            case _:
                return None
        new = first.new + text[first.end : second.start] + second.new
        return Edit(first.start, text[first.start : second.end], new, safe=False)

    def alone(self) -> Edit | None:
        """What to change where nothing hangs on the word."""
        unit = unit_at(self.place, self.names, self.avoided, self.rules)
        if unit:
            return self._unit(unit)
        # One spelling, several forms: they have to lead to the same text.
        edits = {self._single(name) for name in self.names}
        return edits.pop() if len(edits) == 1 else None

    def _unit(self, unit: Unit) -> Edit | None:
        if unit.text is None:
            return None
        match = self.place.match
        words = Exchange(match, self.avoided.forms.get("term", match), unit.text, BOTH)
        before = before_unit(self.place, words, self.rules)
        name = min(self.names, default="term")
        return self._edit(before, self._spelled(unit.text, name), unit.end, safe=False)

    def _single(self, name: str) -> Edit | None:
        right = self.avoided.right.get(name)
        if not right or compared(right) == compared(self.place.match):
            return None
        trails = _bends_first(right, self.rules)
        if " " in right and self.place.is_hyphenated:
            if trails:
                return None
            right = right.replace(" ", "-")
        word, owned = self._spelled(right, name), self._owned(right, name)
        if word is None or owned is None or (trails and owned.text):
            return None
        if not keeps_number(self.place, name, self.avoided):
            return None
        words = Exchange(self.place.match, self.avoided.forms[name], right, self._gender(name))
        before = before_word(self.place.text, self.place.start, words, self.rules)
        safe = self.avoided.agrees and not (trails and self._may_run_on(owned.end))
        safe = safe and ((" " in right) == (" " in self.avoided.forms[name]) or not self._drops_article())
        return self._edit(before, word + owned.text, owned.end, safe=safe)

    def _gender(self, name: str) -> str | None:
        if "plural" in name:
            return None
        return "feminine" if "feminine" in name else self.avoided.gender or "masculine"

    def _spelled(self, right: str, name: str) -> str | None:
        """The right word with the capitals, letters and apostrophes of what stands there."""
        match = self.place.match
        form, letters = self.avoided.forms.get(name, match), letters_of(self.place, self.rules)
        if compared(match) not in (compared(form), compared(in_letters(form, self.rules.older_letters))):
            letters = self.rules.plain_letters
        like = in_letters(form, letters).replace("\u2019", "'")
        word = in_letters(right, letters)
        if "\u2019" in word:
            word = word.replace("\u2019", apostrophe_near(self.place.text, self.place.start))
        match = " ".join(match.replace("\u2019", "'").split())
        if match == like:
            return word
        is_title = self.rules.titles and match == as_title(like, self.rules)
        if is_title and (" " in match or in_a_title(self.place)):
            return as_title(word, self.rules)
        return cased(match, word) if match in (like.upper(), capitalised("X", like)) else None

    def _owned(self, right: str, name: str) -> "_Owned | None":
        """What stands behind the right word where the one to avoid owns something: an apostrophe, or one with
        the ending. None where the apostrophe may be another mark.

        A plural in s takes the apostrophe alone; what has it with an s was a singular or an irregular plural.
        """
        text, end, ending = self.place.text, self.place.end, self.rules.possessive
        mark = apostrophe_behind(text, end)
        if ending is None or not mark:
            return _Owned(end, "")
        at = end + len(mark)
        behind, ends = at + len(ending), right.endswith(ending)
        if text[at:behind].lower() == ending and not text[behind : behind + 1].isalnum():
            return _Owned(behind, mark + ("" if "plural" in name and ends else text[at:behind]))
        was_alone = "plural" in name and self.place.match.lower().endswith(ending)
        if not was_alone or ends or text[at : at + 1].isalnum():
            return _Owned(end, "")
        ending = ending.upper() if is_upper(self.place.match) else ending
        return _Owned(at, mark + ending) if OWNS.match(text, at) else None

    def _may_run_on(self, end: int) -> bool:
        """May what follows be taken for a part of a compound that bends at its first word?"""
        behind, followers = FOLLOWING.match(self.place.text, end), self.rules.nouns.followers
        return behind is not None and bool(followers) and behind[1].lower() not in followers

    def _drops_article(self) -> bool:
        """Does a noun stand there without its article unless others follow it?"""
        text, start = self.place.text, self.place.start
        return letters_before(text, gap_before(text, start).start).lower() in self.rules.nouns.prepositions

    def _edit(self, before: Before | None, word: str | None, end: int, *, safe: bool) -> Edit | None:
        if before is None or word is None:
            return None
        text, new = self.place.text, before.text + word
        # A byte that is no UTF-8 shows that other letters than plain ones are written otherwise.
        if not new.isascii() and NOT_DECODED.search(text, max(0, end - ENCODING_REACH), end + ENCODING_REACH):
            return None
        return Edit(before.start, text[before.start : end], new, safe=safe)


class _Owned(NamedTuple):
    """Up to where the mark of an owner reaches, and what comes in its place."""

    end: int
    text: str


ENCODING_REACH = 500
NOT_DECODED = re.compile("[\udc80-\udcff]")
OWNS = re.compile(r" [^\W\d_]")
FOLLOWING = re.compile(r"[ \u00a0\n*_)\]]{1,4}([^\W\d_]+)")


def _is_other_gender(name: str, other: str) -> bool:
    """Are these the same form of men and of women?"""
    bare = [n.replace("feminine_", "").replace("feminine", "term") for n in (name, other)]
    return bare[0] == bare[1] and name != other


def _bends_first(term: str, rules: LanguageRules) -> bool:
    """Is it a compound of which the first word bends, and the others follow it?"""
    words = term.split(" ")
    return len(words) > 1 and (rules.nouns.head == "first" or not rules.little_words.isdisjoint(words))
