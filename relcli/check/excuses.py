"""What excuses a finding: a comment in the text, or a baseline that knows it.

``<!-- relcli: ignore client "why" -->`` excuses its own line, or the next when it stands alone;
``ignore-start`` and ``ignore-end`` enclose a block. Without a word all words are meant.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from operator import index
from typing import NamedTuple

from relcli.check.files import SourceFile
from relcli.check.find import Finding
from relcli.errors import InputError
from relcli.failures import Failure, failure_of
from relcli.untrusted import LARGEST_BASELINE, read_within

BLANK_BELOW = re.compile(r"[^\n]{0,200}\n[ \t\r]*\n")
DEEPEST = 200  # a comment that stands alone is indented less
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
            alone = not before.strip() and len(before) < DEEPEST and not match[0].partition("-->")[2].strip()
            # One that stands alone excuses the next line; reStructuredText wants a blank line in between.
            below = 2 if BLANK_BELOW.match(text, match.end()) else 1
            ignores.append(Ignore(line, line, line + below if alone else line, word))
    ignores += [Ignore(start, start, float("inf"), word) for start, word in opened]
    return sorted(ignores)


def covering(ignores: Iterable[Ignore], line: int, *words: str) -> Ignore | None:
    """The ignore that excuses one of these words on this line."""
    meant = {None, *map(str.casefold, words)}
    return next((i for i in ignores if i.first <= line <= i.last and i.word in meant), None)


BASELINE_VERSION = 1

KnownFindings = Counter[tuple[str, str]]
"""Path and fingerprint of a finding, as often as it is there."""


def key_of(source: SourceFile, found: Finding) -> tuple[str, str]:
    """What a finding is known by: the path, and a fingerprint of the word and the text of its line.

    It stays the same whatever line the text has moved to.
    """
    from hashlib import sha256  # slow to import, and for a baseline only

    line = " ".join(source.line_at(found.start, found.end).split())
    said = f"{found.match}\0{line}".encode("utf-8", "surrogateescape")
    return plain_path(source.path), sha256(said).hexdigest()[:16]


def plain_path(path: str) -> str:
    """A path as it is named without ``./`` too: a hook names files, a person a folder."""
    return os.path.normpath(path).replace("\\", "/")


def read_baseline(name: str) -> KnownFindings:
    """The findings of a baseline file; ``InputError`` when it cannot be read or is none."""
    try:
        table = json.loads(read_within(name, LARGEST_BASELINE).decode("utf-8"))
        version = index(table["format_version"])
        if version != BASELINE_VERSION:
            why = Failure("failure-other-version", {"version": version})
            raise InputError("baseline-broken", name=name, why=why)
        known: KnownFindings = Counter()
        for path, found in table["findings"].items():
            known.update(
                {(plain_path(path), fingerprint): int(count) for fingerprint, count in found.items()}
            )
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=failure_of(error)) from error
    except (json.JSONDecodeError, UnicodeError, RecursionError) as error:
        raise InputError("baseline-broken", name=name, why=failure_of(error)) from error
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError("baseline-broken", name=name, why=Failure("failure-not-so-built")) from error
    return known


def baseline_text(known: KnownFindings) -> str:
    """A baseline as a file, stable in a diff."""
    table: dict[str, dict[str, int]] = {}
    for (path, fingerprint), count in sorted(known.items()):
        table.setdefault(path, {})[fingerprint] = count
    return json.dumps({"format_version": BASELINE_VERSION, "findings": table}, indent=1) + "\n"
