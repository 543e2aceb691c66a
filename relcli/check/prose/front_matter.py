"""The block of keys and values that opens a page: YAML between ``---``, TOML between ``+++``.

Only what is known to be read by people is prose; all the rest are names, paths and addresses.
"""

import re
from collections.abc import Iterator

from relcli.check.prose.spans import LABEL, TEXT, Stretch

OPENING = re.compile(r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n")
TEXT_KEYS = frozenset({
    "abstract", "alt", "caption", "description", "excerpt", "heading", "headline", "image_alt", "intro",
    "lead", "linktitle", "meta_description", "meta_title", "nav_title", "navtitle", "page_title", "pagetitle",
    "seo_description", "seo_title", "short_title", "shorttitle", "sidebar_label", "sidebar_title",
    "sidebartitle", "subtitle", "summary", "tagline", "teaser", "title",
})  # fmt: skip
LONGEST_FRONT_MATTER = 20_000
ITEM = re.compile(
    r"""^[ \t]*(?P<key>[\w-]+)[ \t]*[:=][ \t]+"""
    r"""(?P<value>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\n]|'')*+'|[^\n#]+)?""",
    re.MULTILINE,
)
BLOCK_VALUE = re.compile(r"[|>][+-]?\d?[ \t]*\r?\n(?P<lines>(?:[ \t]+[^\n]*\n|[ \t]*\r?\n)*)")


def front_matter_end(text: str) -> int:
    """Where the page begins; 0 where nothing stands before it."""
    opening = OPENING.match(text)
    if not opening:
        return 0
    closing = re.compile(rf"(?m)^{re.escape(opening['mark'])}[ \t]*\r?$").search(
        text, opening.end(), LONGEST_FRONT_MATTER
    )
    return closing.end() if closing else 0


def front_matter_blocks(text: str) -> Iterator[Stretch]:
    """What in it is no prose: nothing that its texts hold."""
    end, done = front_matter_end(text), 0
    for value in front_matter_texts(text):
        yield Stretch(done, value.start)
        done = value.end
    if end:
        yield Stretch(done, end)


def front_matter_texts(text: str) -> Iterator[Stretch]:
    """The values that people read; a single word may be a name of something on the screen."""
    end = front_matter_end(text)
    offset = 0
    while end and (item := ITEM.search(text, offset, end)):
        offset = item.end()
        if item["value"] is None or item["key"].lower().replace("-", "_") not in TEXT_KEYS:
            continue
        start, stop = item.span("value")
        if block := BLOCK_VALUE.match(text, start, end):
            yield Stretch(*block.span("lines"))
            offset = block.end()
            continue
        value = text[start:stop].rstrip()
        stop = start + len(value)
        if value[:1] in "\"'":
            start, stop = start + 1, stop - 1
        elif value[:1] in "[{&*!|>%@`":
            continue
        if start < stop:
            yield Stretch(start, stop, part=TEXT if " " in text[start:stop] else LABEL)


def front_matter_written(text: str, stretch: Stretch, words: str) -> str:
    """How words are spelled there: a straight apostrophe may end a value."""
    return words.replace("'", "\u2019") if stretch.start < front_matter_end(text) else words
