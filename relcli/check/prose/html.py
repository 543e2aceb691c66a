"""HTML: what in it is code, and what it says of its language."""

import re
from collections.abc import Iterator

from relcli.check.prose.inline import EVERYWHERE
from relcli.check.prose.spans import Stretch, between

HTML_INLINE = rf"&#?\w{{1,30}};|{EVERYWHERE}"
NOT_PROSE = ("script", "style", "pre", "code", "kbd", "samp", "var")
ON_SCREEN = re.compile(
    r'<(span|strong|b|em|i)\b[^<>]{0,200}\bclass="(?:[\w-]+ )?(?:gui\w+|menuselection|menuitem)\b'
)
HTML_LANGUAGE = re.compile(r"<html[^<>]{0,300}\blang=[\"']?([a-z]{2})")


def html_blocks(text: str) -> Iterator[Stretch]:
    """What holds code, and what DocBook and Sphinx mark as the name of something on the screen."""
    yield from html_code(text)
    if 'class="gui' not in text and 'class="menu' not in text:
        return
    for match in ON_SCREEN.finditer(text):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end(), match.end() + 1000)
        if end >= 0:
            yield Stretch(match.start(), end + len(closing))


def html_code(text: str) -> Iterator[Stretch]:
    """Comments, and elements that hold code."""
    yield from between(text, "<!--", "-->")
    for tag in NOT_PROSE:
        for element in between(text, f"<{tag}", f"</{tag}"):
            if not text[element.start + len(tag) + 1].isalnum():
                yield element


def declared_language(text: str) -> str | None:
    """What a page in HTML says of itself, near its beginning."""
    tag = HTML_LANGUAGE.search(text[:3000])
    return tag[1] if tag else None
