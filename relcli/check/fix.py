"""Putting the right word in: case, number, possessive, article and elision stay right.

An edit replaces a stretch of the text, and nothing outside the edits changes. Where the right form is
not known there is no edit.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from relcli import load
from relcli.check.find import Finding
from relcli.check.readers import MARKDOWN, RST
from relcli.check.senses import FLAG


class Edit(NamedTuple):
    """Replace ``old``, which stands at this offset, by ``new``."""

    start: int
    old: str
    new: str


def edit_for(text: str, found: Finding) -> Edit | None:
    """The edit that mends a finding, if it is to be mended and can be."""
    avoided = found.form.avoided
    if found.verdict.judgement != FLAG or found.reader.is_key(found.start):
        return None
    right = avoided.right.get(found.form.name)
    if not right or right.casefold() == found.match.casefold():
        return None
    word = _cased(found.match, right)
    end, tail = found.end, ""
    if avoided.language == "en" and text[end : end + 1] in APOSTROPHES:
        apostrophe = text[end]
        if text[end + 1 : end + 2] == "s" and not text[end + 2 : end + 3].isalnum():
            # A plural in s takes the apostrophe alone; the match has 's, so it was a singular or irregular.
            end, tail = end + 2, apostrophe + ("" if found.form.is_plural and word[-1] in "sS" else "s")
        elif found.match[-1] in "sS" and word[-1] not in "sS" and not text[end + 1 : end + 2].isalnum():
            end, tail = end + 1, apostrophe + "s"
    start, head = _article(text, found, right)
    if text[start : found.start] and not head:
        start = found.start
    return Edit(start, text[start:end], head + word + tail)


APOSTROPHES = ("'", "\u2019")


def _cased(model: str, word: str) -> str:
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


# ---- what stands before the word --------------------------------------------------------------------

MARKUP = r"(?P<markup>[*_\[\"\u201c]{0,4})"
ENGLISH = re.compile(rf"(?<![\w'\u2019.])(?P<article>[Aa]n?|AN?)(?P<gap>[ ]|[ ]?\r?\n){MARKUP}$")


def _article(text: str, found: Finding, right: str) -> tuple[int, str]:
    """Where the edit starts, and what stands there before the word: an article that fits the new word."""
    language = found.form.avoided.language
    left = text[max(0, found.start - 40) : found.start]
    table = load.senses().get(language, {})
    match: re.Match[str] | None
    if language == "en":
        match = ENGLISH.search(left)
        if match is None or _sounds_like_vowel(found.match, table) == _sounds_like_vowel(right, table):
            return found.start, ""
        if match["article"] == "A" and found.match.isupper() and len(found.match) > 1:
            new = "AN"
        elif _sounds_like_vowel(right, table):
            new = match["article"][0] + ("N" if match["article"].isupper() and found.match.isupper() else "n")
        else:
            new = match["article"][0]
        head = new + match["gap"] + match["markup"]
    elif language == "fr":
        match, head = _french(left, found, right, table)
    else:
        return found.start, ""
    if match is None:
        return found.start, ""
    return found.start - (len(match.string) - match.start()), head


@cache
def _items(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _sounds_like_vowel(word: str, table: Mapping[str, Any]) -> bool:
    low = word.lower()
    return low.startswith(_items(table["vowel_sound"])) and not low.startswith(
        _items(table["consonant_sound"])
    )


def _french(
    left: str, found: Finding, right: str, table: Mapping[str, Any]
) -> tuple[re.Match[str] | None, str]:
    def elides(word: str) -> bool:
        low = word.lower()
        return low.startswith(_items(table["vowels"])) and not low.startswith(_items(table["aspirated"]))

    before, after = elides(found.match), elides(right)
    if before == after:
        return None, ""
    feminine = "feminine" in found.form.name
    pairs = _pairs(table["elided"])
    full = [(long, short) for long, short in pairs if long != ("le" if feminine else "la")]
    if not found.form.is_plural:
        gendered = table["feminine_before_vowel" if feminine else "masculine_before_vowel"]
        special = _pairs(gendered)
    else:
        special, full = [], [(a, b) for a, b in full if a not in ("le", "la")]
    for long, short in sorted(special + full, key=lambda p: -len(p[1] if before else p[0])):
        old, new = (short, long) if before else (long, short)
        if before and old.startswith("de l") and feminine:
            continue
        match = re.search(rf"(?<!\w)({_either(old)})(?P<gap>[ \u00a0\n]*){MARKUP}$", left, re.IGNORECASE)
        if match is None or (old[-1].isalpha() and not match["gap"]):
            continue
        curly = "\u2019" if "'" not in match[1] else "'"
        fitting = _cased_like(match[1], new.replace("\u2019", curly))
        gap = "" if not new[-1].isalpha() else (match["gap"] or " ")
        return match, fitting + gap + match["markup"]
    return None, ""


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(long, short) for long, _, short in (pair.partition("|") for pair in _items(text))]


def _either(phrase: str) -> str:
    return re.escape(phrase).replace("\u2019", "['\u2019]")


def _cased_like(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


# ---- whole texts ------------------------------------------------------------------------------------


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; an edit that would overlap the one before is left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.new]
            done = edit.start + len(edit.old)
    return "".join(parts) + text[done:]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """What ``apply`` was given, from what it gave."""
    back: list[Edit] = []
    shift = done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            back.append(Edit(edit.start + shift, edit.new, edit.old))
            shift += len(edit.new) - len(edit.old)
            done = edit.start + len(edit.old)
    return apply(text, back)


LONGEST_HEADING = 1000


def changes_anchor(text: str, found: Finding) -> bool:
    """Does the finding stand in a heading, whose anchor is made from its words?"""
    start = text.rfind("\n", max(0, found.start - LONGEST_HEADING), found.start) + 1
    if found.reader.kind == MARKDOWN and re.match(r" {0,3}#{1,6}\s", text[start : start + 12]):
        return True
    if found.reader.kind not in (MARKDOWN, RST):
        return False
    end = text.find("\n", found.end, found.end + LONGEST_HEADING)
    return end >= 0 and UNDERLINE.match(text, end + 1) is not None


UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t]*(?:\r?\n|$)")
