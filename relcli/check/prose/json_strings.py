"""Tables of texts in JSON, ARB among them."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from relcli.check.prose.entries import TextEntry, texts_of
from relcli.check.prose.faults import Fault
from relcli.check.prose.icu import message_mask
from relcli.check.prose.spans import Stretch

JSON_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?|[{\[\]}]', re.DOTALL)
ARB_LANGUAGE = re.compile(r'"@@locale"\s*+:\s*+"([A-Za-z]{2,3})')


def json_strings(text: str) -> list[Stretch]:
    """The texts among its values; none of what is no JSON."""
    return texts_of([*json_entries(text)], text, message_mask)


def arb_strings(text: str) -> list[Stretch]:
    """The same, in the language that the file names."""
    named = ARB_LANGUAGE.search(text)
    language = named[1].lower() if named else None
    return [stretch._replace(language=language or stretch.language) for stretch in json_strings(text)]


@lru_cache(maxsize=1)
def json_fault(text: str) -> Fault | None:
    """Why it is no JSON, if it is none; what is blank holds nothing that could be missed."""
    try:
        # Of numbers nothing is wanted, and Python refuses very long ones.
        json.loads(text.removeprefix("\ufeff"), strict=False, parse_int=len, parse_float=len)
    except RecursionError:
        return Fault("check-too-deep")
    except json.JSONDecodeError as error:
        return Fault("check-not-json", error.lineno, error.colno) if text.strip("\ufeff \t\r\n") else None
    return None


def json_entries(text: str) -> Iterator[TextEntry]:
    """The strings that are values; none of what is no JSON."""
    if json_fault(text):
        return
    parents: tuple[str, ...] = ()
    key, opened = "", list[tuple[tuple[str, ...], str]]()
    for token in JSON_TOKEN.finditer(text):
        if token[2] is not None:
            key = token[1]
            continue
        # In a list there are no keys.
        name = key or f"[{token.start()}"
        if token[0] in ("}", "]"):
            parents, key = opened.pop()
        elif token[1] is None:
            opened.append((parents, key))
            parents, key = (*parents, name) if len(opened) > 1 else (), ""
        else:
            yield TextEntry(*token.span(1), name, parents)


BARE_QUOTE = re.compile(r'(?<!\\)"')


def json_written(_text: str, _stretch: Stretch, words: str) -> str | None:
    """How words are written in a string; None for what could be taken for the syntax of a message."""
    if not set("{}|<>@%").isdisjoint(words):
        return None
    # What stood there is written so already.
    return BARE_QUOTE.sub(r'\\"', words)
