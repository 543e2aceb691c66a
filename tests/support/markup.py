"""What the tests of markup share: what is read of a text, and the text after its fixes."""

from __future__ import annotations

from html.parser import HTMLParser

from relcli.check.files import SourceFile
from relcli.check.rulebook import Rulebook
from relcli.check.run import check_text, mend
from support.checking import CLIENT, hits


def read(text: str, kind: str) -> list[str]:
    """The lines that are read, as often as the word is read in them."""
    lines = text.split("\n")
    return [lines[found.line - 1].strip() for found in hits(text, kind)]


def parts(text: str, kind: str) -> list[str]:
    return [found.part for found in hits(text, kind)]


def fixed(text: str, kind: str, book: Rulebook = CLIENT) -> str:
    """The text after its safe fixes, with what follows from them."""
    return mend(check_text(SourceFile(f"x.{kind}", kind, text), book), book).text


def as_before(text: str) -> str:
    """With the right word as the wrong one again."""
    return text.replace("customer", "client").replace("Customer", "Client")


CODE = ("pre", "code", "style", "kbd", "script")


class ShownText(HTMLParser):
    """What a page shows as text, out of code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.shown = 0, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside += tag in CODE and ("class", "content") not in attrs  # a poem

    def handle_endtag(self, tag):
        self.inside = max(0, self.inside - (tag in CODE))

    def handle_data(self, data):
        if not self.inside:
            self.shown += data
