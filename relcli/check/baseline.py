"""Adoption step by step: findings that are known already."""

import json
from collections import Counter

from relcli.check.files import SourceFile
from relcli.check.find import Finding
from relcli.errors import InputError

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
    return source.path.replace("\\", "/"), sha256(said).hexdigest()[:16]


def take(known: KnownFindings, key: tuple[str, str]) -> bool:
    """Is it known as often as it has been taken, this time included?"""
    known[key] -= 1
    return known[key] >= 0


def read_baseline(name: str) -> KnownFindings:
    """The findings of a baseline file; ``InputError`` when it cannot be read or is none."""
    try:
        with open(name, encoding="utf-8") as file:
            table = json.load(file)
        if table["format_version"] != BASELINE_VERSION:
            raise InputError("baseline-broken", name=name, why=table["format_version"])
        return Counter({(p, f): int(n) for p, known in table["findings"].items() for f, n in known.items()})
    except OSError as error:
        raise InputError("file-unreadable", name=name, why=error.strerror or error) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError("baseline-broken", name=name, why=error) from error


def baseline_text(known: KnownFindings) -> str:
    """A baseline as a file, stable in a diff."""
    table: dict[str, dict[str, int]] = {}
    for (path, fingerprint), count in sorted(known.items()):
        table.setdefault(path, {})[fingerprint] = count
    return json.dumps({"format_version": BASELINE_VERSION, "findings": table}, indent=1) + "\n"
