"""An edit replaces a stretch of the text, and nothing outside the edits changes.

Where the right form is not known there is no edit.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.check.find import Finding
from relcli.check.fix import english, french
from relcli.check.fix.spelling import cased
from relcli.check.meaning.cues import FLAG
from relcli.check.prose import MARKDOWN, RST
from relcli.model.languages import LanguageRules

ARTICLE_REACH = 40
"""So many characters before the word are looked at."""


class Edit(NamedTuple):
    """Replace ``old``, which stands at this offset, by ``new``."""

    start: int
    old: str
    new: str


def edit_for(text: str, found: Finding, rules: Mapping[str, LanguageRules]) -> Edit | None:
    """The edit that mends a finding, if it is to be mended and can be."""
    avoided = found.form.avoided
    if found.verdict.judgement != FLAG or found.is_key:
        return None
    right = avoided.right.get(found.form.name)
    if not right or right.casefold() == found.match.casefold():
        return None
    word, own = cased(found.match, right), rules[avoided.language]
    end, tail = found.end, ""
    if own.possessive:
        end, tail = english.possessive(text, found, word, own.possessive)
    left = text[max(0, found.start - ARTICLE_REACH) : found.start]
    taken, head = 0, ""
    if own.article:
        taken, head = english.article(left, found, right, own.article)
    elif own.elision:
        taken, head = french.elision(left, found, right, own.elision)
    start = found.start - taken
    return Edit(start, text[start:end], head + word + tail)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; an edit that would overlap the one before is left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.new]
            done = edit.start + len(edit.old)
    return "".join(parts) + text[done:]


LONGEST_HEADING = 1000
UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t]*(?:\r?\n|$)")


def changes_anchor(text: str, kind: str, found: Finding) -> bool:
    """Does the finding stand in a heading, whose anchor is made from its words?"""
    start = text.rfind("\n", max(0, found.start - LONGEST_HEADING), found.start) + 1
    if kind == MARKDOWN and re.match(r" {0,3}#{1,6}\s", text[start : start + 12]):
        return True
    if kind not in (MARKDOWN, RST):
        return False
    end = text.find("\n", found.end, found.end + LONGEST_HEADING)
    return end >= 0 and UNDERLINE.match(text, end + 1) is not None
