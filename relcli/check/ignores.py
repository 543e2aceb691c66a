"""Comments in a text that excuse a word: one line, or a block of lines.

``<!-- relcli: ignore client "why" -->`` excuses its own line, or the next when it stands alone;
``ignore-start`` and ``ignore-end`` enclose a block. Without a word all words are meant.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

BLANK_BELOW = re.compile(r"[^\n]{0,200}\n[ \t\r]*\n")
DEEPEST = 200
"""A comment that stands alone is indented less."""
COMMENT = re.compile(
    r"(?:<!--|\.\.|#|%)[ \t]{0,8}relcli:[ \t]{0,8}(ignore-start|ignore-end|ignore)\b"
    r"(?:[ \t]{1,8}(?P<word>[^\W\d_][\w'\u2019-]{0,60}))?[^\n]{0,400}"
)


class Ignore(NamedTuple):
    """One comment: the lines it covers (the last one included) and the word; None for every word."""

    line: int
    first: int
    last: float
    word: str | None


def read_ignores(text: str) -> list[Ignore]:
    """All ignores of a text, in order."""
    if "relcli:" not in text:
        return []
    ignores: list[Ignore] = []
    opened: list[tuple[int, str | None]] = []
    seen, line = 0, 1
    for match in COMMENT.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        word = match["word"].casefold() if match["word"] else None
        if match[1] == "ignore-start":
            opened.append((line, word))
        elif match[1] == "ignore-end":
            if opened:
                start, started = opened.pop()
                ignores.append(Ignore(start, start, line, started))
        else:
            before = text[max(0, match.start() - DEEPEST) : match.start()].rpartition("\n")[2]
            alone = not before.strip() and len(before) < DEEPEST and _ends_alone(match[0])
            # One that stands alone excuses the next line; reStructuredText wants a blank line in between.
            below = 2 if BLANK_BELOW.match(text, match.end()) else 1
            ignores.append(Ignore(line, line, line + below if alone else line, word))
    ignores += [Ignore(start, start, float("inf"), word) for start, word in opened]
    return sorted(ignores)


def _ends_alone(comment: str) -> bool:
    return "-->" not in comment or not comment.partition("-->")[2].strip()


def covering(ignores: Iterable[Ignore], line: int, *words: str) -> Ignore | None:
    """The ignore that excuses one of these words on this line."""
    folded = {word.casefold() for word in words}
    for ignore in ignores:
        if ignore.first <= line <= ignore.last and (ignore.word is None or ignore.word in folded):
            return ignore
    return None
