"""Why something could not be read or written: what a system or a parser says, as the id of a message.

A place tells more than the phrase of a parser; of those only what is no matter of a place is said again.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from typing import NamedTuple


class Failure(NamedTuple):
    """The id of a message, and the values for its blanks."""

    code: str
    values: Mapping[str, object] = {}


TOO_DEEP = Failure("failure-too-deep")
TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z")
TOML_TWICE = re.compile(r"Cannot (?:overwrite|declare|mutate)|Duplicate")
"""What the parser says of a key or table that is there already."""


def failure_of(error: Exception) -> Failure:
    """What is known of an error: the number that the system gave it, or the place that a parser tells."""
    told = str(error)
    if isinstance(error, RecursionError):
        return TOO_DEEP
    if isinstance(error, OSError) and error.errno:
        return system_failure(error.errno)
    if isinstance(error, UnicodeError):
        return Failure("failure-not-utf8")
    at = TOML_PLACE.search(told)
    place = at.groups() if at else (getattr(error, "lineno", None), getattr(error, "colno", None))
    values = dict(zip(("line", "column"), place, strict=True))
    if TOML_TWICE.match(told):
        return Failure("failure-twice-at", values) if at else Failure("failure-twice")
    if told.endswith("(at end of document)"):
        return Failure("failure-at-end")
    return Failure("failure-place", values) if None not in place else Failure("failure-unknown")


def system_failure(number: int) -> Failure:
    """Why the system would not do it, by its number for that (``errno.ENOENT``)."""
    return Failure(f"failure-{errno.errorcode.get(number, 'other').lower()}", {"number": number})
