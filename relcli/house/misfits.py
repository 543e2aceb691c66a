"""What does not fit in a decision file, as its writer calls it: the key, its table, what must stand there."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from relcli.errors import InputError
from relcli.failures import Failure
from relcli.house.words import Because, Keep

MUST_BE = {
    "str": "decision-must-be-text",
    "int": "decision-must-be-number",
    "array": "decision-must-be-list",
    "object": "decision-must-be-table",
}
"""What is said for each kind of value, by the name that msgspec has for it."""
TYPES_BY_KIND: Mapping[str, type] = {"str": str, "int": int, "array": list, "object": dict}
TABLES, LISTED = frozenset({"words", "roles", "answers"}), "because"
"""What stands in a table of its own, and what in many."""
INNER: Mapping[str, Any] = {"keep": Keep, LISTED: Because}
_TOLD = re.compile(
    r"(?:Object (?P<what>missing|contains)[\w ]+`(?P<key>.*?)`|Expected `(?P<kind>\w+)[^`]*`, got `[^`]*`)"
    r"(?: - at `\$(?P<place>[^`]*)`)?",
    re.DOTALL,
)
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


def misfit_of(
    error: msgspec.ValidationError, table: Mapping[str, Any], shape: type[msgspec.Struct]
) -> InputError:
    """The error to raise for a table that is not of that shape."""
    told = _TOLD.fullmatch(str(error))
    if told is None:
        return InputError("decision-broken", why=Failure("failure-not-so-built"))
    names, number = _place(told["place"] or "", table, told["kind"])
    place = ".".join(names)
    if told["kind"]:
        code = "decision-must-be-entries" if (place, number) == (LISTED, "") else MUST_BE[told["kind"]]
        return InputError(code, key=place + number)
    within = f"[[{place}]]{number}" if number else f"[{place}]" if place else ""
    if told["what"] == "missing":
        return missing(told["key"], within)
    allowed = ", ".join((INNER[place] if place else shape).__struct_fields__)
    if not within:
        return InputError("decision-key", key=told["key"], allowed=allowed)
    return InputError("decision-key-in", table=within, key=told["key"], allowed=allowed)


def _place(path: str, table: Mapping[str, Any], kind: str) -> tuple[list[str], str]:
    """The keys that lead there, and of entries of a list which one it is, `` #2``."""
    names: list[str] = []
    number = ""
    value: Any = table
    for key, index in _STEP.findall(path):
        if index.isdecimal():
            number = f" #{int(index) + 1}"
            value = value[int(index)]
        else:
            # Of tables with any keys msgspec does not say which.
            names.append(key or next(k for k, v in value.items() if not isinstance(v, TYPES_BY_KIND[kind])))
            value = value[names[-1]]
    return names, number


def missing(key: str, within: str = "") -> InputError:
    """The error for a key that a table (``[words]``), or the whole file, must have."""
    if within:
        return InputError("decision-missing-in", table=within, key=key)
    if key in TABLES:
        return InputError("decision-missing-table", table=f"[{key}]")
    return InputError("decision-missing", key=key)


def needed(table: Mapping[str, Any], key: str, kind: str, *within: str) -> Any:
    """What a table must have, of this kind; ``InputError`` where it has none or another."""
    if key not in table:
        raise missing(key, f"[{'.'.join(within)}]" if within else "")
    if not isinstance(table[key], TYPES_BY_KIND[kind]):
        raise InputError(MUST_BE[kind], key=".".join((*within, key)))
    return table[key]
