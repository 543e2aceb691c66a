"""The entries of a table of texts: which are texts, in which language, and which belong together."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from relcli.check.prose.spans import LABEL, TEXT, Stretch


class TextEntry(NamedTuple):
    """A string of a table: where it stands, its key, and the keys of what it stands in, outermost first."""

    start: int
    end: int
    key: str
    parents: tuple[str, ...]


Mask = Callable[[str], str]

LANGUAGE_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    " dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    " ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    " lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    " rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
    " ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""The codes of ISO 639-1, each between blanks."""
LOCALE = re.compile(r"([a-z]{2})(?:[-_](?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}|\d{3}))*")


def language_in(name: str) -> str | None:
    """The language of a locale (``fr``, ``pt-BR``, ``zh_Hans_CN``); None for any other name."""
    locale = LOCALE.fullmatch(name)
    return locale[1] if locale and f" {locale[1]} " in LANGUAGE_CODES else None


MESSAGE_KEYS = frozenset({"string", "defaultMessage", "message", "translation"})
PLURAL_KEYS = frozenset({"zero", "one", "two", "few", "many", "other"})
NOTE_KEYS = frozenset(
    {"context", "description", "comment", "comments", "note", "notes", "hint", "developer_comment", "meaning",
     "id", "file", "example"}
)  # fmt: skip
"""Beside a text and nothing else: what is said to its translators."""
NOTE_ANYWHERE = re.compile(r"@|//|[_$#/]+(?:comment|note|description|schema)s?_*\Z")
NOTE_PARENT = re.compile(r"@|placeholders\Z")
PLURAL_KEY = re.compile(r"(.+?)(?:_ordinal)?_(?:zero|one|two|few|many|other|plural|\d{1,3})")


def texts_of(entries: Sequence[TextEntry], text: str, mask: Mask) -> list[Stretch]:
    """The entries that are texts, in the order they are given."""
    keys: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        keys.setdefault(entry.parents, set()).add(entry.key)
    by_language = bool(entries) and all(e.parents and language_in(e.parents[0]) for e in entries)
    units: dict[tuple[tuple[str, ...], str], int] = {}
    found: list[Stretch] = []
    for start, end, key, parents in entries:
        if _is_note(key, keys[parents]) or any(map(NOTE_PARENT.match, parents)):
            continue
        part = part_of(text[start:end], mask)
        if part:
            language = language_in(parents[0]) if by_language else None
            found.append(Stretch(start, end, language, part, units.setdefault(_unit(key, parents), start)))
    return united(found)


def _is_note(key: str, siblings: set[str]) -> bool:
    if key not in NOTE_KEYS:
        return NOTE_ANYWHERE.match(key) is not None
    texts = siblings - NOTE_KEYS
    return bool(texts) and texts <= MESSAGE_KEYS | PLURAL_KEYS


def _unit(key: str, parents: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """What the forms of one text share."""
    if key in PLURAL_KEYS:
        return parents, ""
    sibling = PLURAL_KEY.fullmatch(key)
    return parents, sibling[1] if sibling else key


def united(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Of one unit all are labels, or none is."""
    stretches = list(stretches)
    texts = {stretch.unit for stretch in stretches if stretch.part == TEXT}
    return [s._replace(part=TEXT) if s.part == LABEL and s.unit in texts else s for s in stretches]


LONGEST_LABEL = 4  # in words
LABEL_REACH = 200  # so much of a text is looked at
ANY_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
SENTENCE_MARK = re.compile(r"(?<!\.)[.!?](?!\.)(?=\W|\Z)")
IDENTIFIER = re.compile(r"\w[-_./\\:=@#+&|]+\w|\d|^[/.#@$^]|[_$^]|[a-z][A-Z]")


def part_of(piece: str, mask: Mask) -> str | None:
    """What a string is: running text, a label, or None for what is no text at all.

    A label is short and no sentence. What has no blank is a word, or something that a machine reads.
    """
    if len(piece) > LABEL_REACH:
        return TEXT if any(map(str.isspace, piece)) else None
    plain = mask(piece)
    words = ANY_WORD.findall(plain)
    if not words or (not any(map(str.isspace, piece.strip())) and IDENTIFIER.search(plain)):
        return None
    return TEXT if len(words) > LONGEST_LABEL or SENTENCE_MARK.search(plain) else LABEL
