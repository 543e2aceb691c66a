"""HTML: comments, scripts, code, and what is marked as the name of something on the screen."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import EVERYWHERE
from relcli.check.prose.spans import Stretch, between

INLINE = rf"&#?\w{{1,30}};|{EVERYWHERE}"
NOT_PROSE = ("script", "style", "pre", "code", "kbd", "samp", "var")

ON_SCREEN = re.compile(
    r'<(span|strong|b|em|i)\b[^<>]{0,200}\bclass="(?:[\w-]+ )?(?:gui\w+|menuselection|menuitem)\b'
)
LANGUAGE = re.compile(r"<html[^<>]{0,300}\blang=[\"']?([a-z]{2})")


def blocks(text: str) -> Iterator[Stretch]:
    """What is no prose."""
    yield from code(text)
    yield from _on_screen(text)


def code(text: str) -> Iterator[Stretch]:
    """Comments, and elements that hold code."""
    yield from between(text, "<!--", "-->")
    for tag in NOT_PROSE:
        yield from _elements(text, tag)


def declared_language(text: str) -> str | None:
    """What the page says of itself, near its beginning."""
    tag = LANGUAGE.search(text[:3000])
    return tag[1] if tag else None


def _elements(text: str, tag: str) -> Iterator[Stretch]:
    for start, end in between(text, f"<{tag}", f"</{tag}"):
        if not text[start + len(tag) + 1].isalnum():
            yield start, end


def _on_screen(text: str) -> Iterator[Stretch]:
    """What DocBook and Sphinx mark as the name of something on the screen."""
    if 'class="gui' not in text and 'class="menu' not in text:
        return
    for match in ON_SCREEN.finditer(text):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end(), match.end() + 1000)
        if end >= 0:
            yield match.start(), end + len(closing)
