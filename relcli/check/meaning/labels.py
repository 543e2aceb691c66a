"""Where a word is a name rather than a word: labels on a screen, defined names, placeholders, mentions.

Nothing is weighed here: what is found is certain. The words that tell are data, as all cues are.
"""

import re
from typing import NamedTuple

from relcli.check.meaning.context import TOKEN, plain
from relcli.check.prose.inline import MASK
from relcli.model.languages import NameWords

CODE, PROPER, QUOTATION = "code", "proper", "quotation"
NAME_REACH = 160  # so many characters of its line are looked at, to either side
GOES_ON = re.compile(r"[^#|].*[^\W\d_][,;]?$")


class Line(NamedTuple):
    """The line that a hit stands on, as far as it matters: what is before it, the hit, what is after."""

    left: str
    hit: str
    right: str
    plural: bool


def line_at(masked: str, start: int, end: int, *, plural: bool) -> Line:
    """The line around ``masked[start:end]``; at its beginning, with the line whose sentence goes on."""
    above, _, left = masked[max(0, start - NAME_REACH) : start].rpartition("\n")
    right = masked[end : end + NAME_REACH].partition("\n")[0]
    above = above.rpartition("\n")[2]
    if not left and GOES_ON.match(above):
        left = above + " "
    if "&" in left or "&" in right:
        left, right = (BLANK_ENTITY.sub(" ", side) for side in (left, right))
    return Line(left, masked[start:end], right, plural)


BLANK_ENTITY = re.compile(r"&(?:nbsp|thinsp|#160|#8239|#xa0|#x202f);", re.IGNORECASE)
QUOTED_WORD = {
    '"': '"',
    "'": "'",
    "\u2018": "\u2019",
    "\u201c": "\u201d",
    "\u201e": "\u201d\u201c",
    "\u00ab": "\u00bb",
}
"""What opens a quotation, to what closes it."""
OPENING, CLOSING = "".join(QUOTED_WORD), "".join(sorted({*"".join(QUOTED_WORD.values())}))
MARKED_WORD = re.compile(rf"[\[(*_{OPENING}]")
"""Where a line has none of these, a word in small letters is a plain one."""


def name_kind(line: Line, names: NameWords, *, contract: bool) -> str | None:
    """What the hit is, if it is no plain word; None if it is. ``contract``: its file is one."""
    capital = line.hit[0].isupper()
    if not (capital or MARKED_WORD.search(line.left) or "(" in line.right):
        return None
    if _is_quoted(line) or _is_spoken_of(line, names):
        return QUOTATION
    if _is_placeholder(line):
        return CODE
    named = _has_initials(line) or _is_title(line, names)
    if capital and not named:
        named = _is_label(line) or _is_on_screen(line, names) or _is_name(line, names, contract=contract)
    return PROPER if named or _is_emphasised_label(line) else None


# An apostrophe inside a word closes nothing.
_INSIDE = rf"(?:[^{OPENING}{CLOSING}.!?]|['\u2019](?=\w)){{0,40}}"
QUOTE_BEFORE = re.compile(rf"(?<![^\W_])([{OPENING}])({_INSIDE})$")
QUOTE_AFTER = re.compile(rf"({_INSIDE})[.,;]?[ \u00a0\u202f]?([{CLOSING}])(?![^\W_])")
FEW, SOME, MORE, MANY = 2, 3, 4, 6


def _is_quoted(line: Line) -> bool:
    """One or two words between quotation marks are spoken of, not used; with capitals they may be more."""
    opening, closing = QUOTE_BEFORE.search(line.left), QUOTE_AFTER.match(line.right)
    if opening is None or closing is None or closing[2] not in QUOTED_WORD[opening[1]]:
        return False
    words = [*TOKEN.findall(opening[2]), line.hit, *TOKEN.findall(closing[1])]
    most = MORE if line.hit[0].isupper() else SOME if words[0][0].isupper() else FEW
    return len(words) <= most


EMPHASIS_OPENS = re.compile(r"(?<![\w*])(\*\*|__|\*|_)([^*_]{0,40})$")
EMPHASIS_CLOSES = re.compile(r"([^*_]{0,40}?)(\*\*|__|\*|_)(?!\w)")
LISTED = re.compile(r"(?:([*_]{1,2})[^*_]{1,40}\1|\x00{3,60})(?:,? (?:\w{1,3} )?|/)$")
"""A word in emphasis, or one that is masked, and another follows: ``*enterprise*, *customer*``."""
SPOKEN_BEFORE, SPOKEN_AFTER = 3, 2


def _is_spoken_of(line: Line, names: NameWords) -> bool:
    """One or two words in emphasis, beside what says that a word is meant: ``the term *client*``."""
    opening, closing = EMPHASIS_OPENS.search(line.left), EMPHASIS_CLOSES.match(line.right)
    if opening is None or closing is None or opening[1] != closing[2]:
        return False
    if len(TOKEN.findall(opening[2])) + len(TOKEN.findall(closing[1])) >= FEW:
        return False
    before = line.left[: opening.start()]
    while listed := LISTED.search(before):
        before = before[: listed.start()]
    said = [plain(word) for word in TOKEN.findall(before)[-SPOKEN_BEFORE:]]
    follow = [plain(word) for word in TOKEN.findall(line.right[closing.end() :])[:SPOKEN_AFTER]]
    return any(map(names.mentions.__contains__, (*said, " ".join(said[-2:]), " ".join(follow))))


def _enclosed(line: Line, before: re.Pattern[str], after: re.Pattern[str]) -> list[str]:
    """The words from an opening mark to a closing one, with the hit; none where either is missing."""
    opening, closing = before.search(line.left), after.match(line.right)
    if opening is None or closing is None:
        return []
    return [*TOKEN.findall(opening[0]), line.hit, *TOKEN.findall(closing[0])]


INITIALS_AFTER = re.compile(r"([^().,;:!?]{0,60})\([*_]{0,2}([A-Z][A-Za-z]{1,6})[*_]{0,2}\)")
INITIALS_BEFORE = re.compile(r"\b([A-Z][A-Za-z]{1,6})[*_]{0,2} \(([^().,;:!?]{0,60})$")
NAME_CLOSES = re.compile(r"([^().,;:!?]{0,60})\)")
LITTLE = 3  # words so short may have no initial of their own


def _has_initials(line: Line) -> bool:
    """In a phrase with its own initials beside it: ``customer due diligence (CDD)``, ``CDD (customer …)``."""
    if "(" not in line.right and ")" not in line.right:
        return False
    left, right = line.left.replace(MASK, " "), line.right.replace(MASK, " ")
    if after := INITIALS_AFTER.match(right):
        before = TOKEN.findall(left[-60:])
        words = [*before, line.hit, *TOKEN.findall(after[1])]
        first = _first_of(words, after[2])
        return first is not None and first <= len(before)
    if (opening := INITIALS_BEFORE.search(left)) and (closing := NAME_CLOSES.match(right)):
        words = [*TOKEN.findall(opening[2]), line.hit, *TOKEN.findall(closing[1])]
        return _first_of(words, opening[1]) == 0
    return False


def _first_of(words: list[str], initials: str) -> int | None:
    """Which of the words the initials begin with, if the last words have these initials."""
    letters = (initials[:-1] if initials[:-1].isupper() and initials[-1] == "s" else initials).lower()
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and words[at][0].lower() != letter and len(words[at]) <= LITTLE:
            at -= 1
        if at < 0 or words[at][0].lower() != letter:
            return None
    return at


LINK_BEFORE = re.compile(r"(?<!!)\[([^\[\]]{0,40})$")
LINK_AFTER = re.compile(rf"([^\[\]{MASK}]{{0,40}}){MASK}")


def _is_title(line: Line, names: NameWords) -> bool:
    """All the text of a link is the title of a page or what one does there; where it leads to is masked."""
    opening, closing = LINK_BEFORE.search(line.left), LINK_AFTER.match(line.right)
    if opening is None or closing is None:
        return False
    before, after = TOKEN.findall(opening[1]), TOKEN.findall(closing[1])
    words = [*before, line.hit, *after]
    if len(words) > MANY or not words[0][0].isupper() or any(plain(word) in names.owners for word in words):
        return False
    if all(word[0].isupper() for word in words if len(word) > LITTLE):
        return True
    return len(words) <= MORE and (
        plain(words[0]) in names.screen_verbs or plain(words[-1]) in names.screen_after
    )


PLACEHOLDER_BEFORE = re.compile(r"(?<![!\]\w])\[[^\[\]]{0,40}$")
PLACEHOLDER_AFTER = re.compile(r"[^\[\]]{0,40}\](?![(\[:])")


def _is_placeholder(line: Line) -> bool:
    """``[client name]``, to be filled in; a link's own brackets are not both there, its target is masked."""
    return 0 < len(_enclosed(line, PLACEHOLDER_BEFORE, PLACEHOLDER_AFTER)) <= MORE


EMPHASIS_BEFORE = re.compile(r"[^\W\d_A-Z][,;:]? (?:[-\u2013\u2014] )?(\*\*|__|\*|_)([^\W\d_][^*_]{0,60}?)?$")


def _is_emphasised_label(line: Line) -> bool:
    """In emphasis of its own in the middle of a sentence, with a capital: ``the page **All clients**``."""
    opening = EMPHASIS_BEFORE.search(line.left)
    if opening is None or not (opening[2] or line.hit)[0].isupper():
        return False
    return re.match(rf"[^*_]{{0,60}}{re.escape(opening[1])}", line.right) is not None


ITEM_BEFORE = re.compile(r"^\s*(?:(?:[-*+\u2022]|\d{1,3}[.)])\s+(?:\[[ x]\]\s)?)?[*_]*$")
ITEM_AFTER = re.compile(r"[*_]*\s*(?::[*_]*(?:\s|$)|\s[-\u2013\u2014]\s)")
TITLE_BEFORE = re.compile(r"\s*(?:#+\s+)?(?:\d[\d.]*\s+)?[*_]*$")
CELL_BEFORE = re.compile(r"^\s*\|(?:[^|]*\|)*\s*[*_]*$")
CELL_AFTER = re.compile(r"[*_]*\s*\|")


def _is_label(line: Line) -> bool:
    """Alone in a cell of a table or on its line, or the one word that an item of a list explains."""
    if line.plural:
        return False
    if CELL_BEFORE.search(line.left):
        return CELL_AFTER.match(line.right) is not None
    alone = TITLE_BEFORE.match(line.left) and not line.right.strip("*_: ")
    return bool(alone or (ITEM_BEFORE.search(line.left) and ITEM_AFTER.match(line.right)))


ARROW = r"(?:[\u2192\u203a\u25b8]|->|(?<=\s)>(?=\s))"
PATH_BEFORE = re.compile(rf"\S.*?{ARROW}\s*(?:[^\s>]+\s+){{0,3}}[*_]*$")
PATH_AFTER = re.compile(rf"[*_]*(?:\s+[^\s>.!?]+){{0,3}}[*_]*\s*{ARROW}")
SCREEN_AFTER = re.compile(r"[*_]*(?:\s+[A-Z]\w+){0,2}\s+([^\W_]+)")
STARTS_SENTENCE = re.compile(
    r"(?:^|!(?=\[)|\[[ xX]\]\s|[.!?:]\s|[-*+>|#\u2022]\s+|\d[.)]?\s|[\"\u201c\u00ab(]\s?|\x00)\s*[*_\[]*$"
)


def _is_on_screen(line: Line, names: NameWords) -> bool:
    """On a menu path, or beside the words that speak of what is on a screen."""
    left, right = line.left.replace(MASK, " "), line.right.replace(MASK, " ")
    if PATH_BEFORE.search(left) or PATH_AFTER.match(right):
        return True
    before = [plain(word) for word in TOKEN.findall(left)[-2:]]
    starts = STARTS_SENTENCE.search(left)
    if not starts and any(words in names.screen_before for words in (" ".join(before), *before[-1:])):
        return True
    after = SCREEN_AFTER.match(right)
    if after is None or plain(after[1]) not in names.screen_after:
        return False
    return not starts or after[1][0].isupper()


NAME_AFTER = re.compile(r"[ ](?:[A-Z][a-z]+|\d{2,})\b|\.[a-z]{2,3}\b")
NAME_GOES_ON = re.compile(r"(?:[ ][A-Z][\w&-]*)+[ ][a-z]")
CAPITAL_BEFORE = re.compile(r"(?<![.!?:])[ ][A-Z][\w.&-]*[ ]$")
BRAND_BEFORE = re.compile(r"\b[A-Z]{2,}[ ]$")


def _is_name(line: Line, names: NameWords, *, contract: bool) -> bool:
    """A capital where none is due, in a line that is not all capitals."""
    left, hit, right, plural = line
    words = TOKEN.findall(f"{left} {hit} {right}")
    if plural or sum(word[0].isupper() for word in words) * 2 > len(words):
        return False
    if STARTS_SENTENCE.search(left):
        return NAME_GOES_ON.match(right) is not None
    before = [plain(word) for word in TOKEN.findall(left)[-2:]]
    if any(word in names.owners for word in before):
        return False
    if NAME_AFTER.match(right) or BRAND_BEFORE.search(left):
        return True
    capital = CAPITAL_BEFORE.search(left)
    if (
        capital
        and before[-1] not in names.articles
        and not STARTS_SENTENCE.search(left, 0, capital.start() + 1)
    ):
        return True
    # “The Customer shall …” is a party of a contract; elsewhere it is an entity of a system.
    after = TOKEN.match(right.lstrip())
    party = contract or (after is not None and plain(after[0]) in names.acts)
    return not (party or hit.isupper())
