"""What does not fit in a decision file, as who wrote it calls it: the key, its table, what must stand there."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from relcli.errors import InputError
from relcli.house.words import Because, Keep
from relcli.reasons import Reason

MUST_BE = {
    "str": "decision-must-be-text",
    "int": "decision-must-be-number",
    "array": "decision-must-be-list",
    "object": "decision-must-be-table",
}
"""What is said for each kind of value, by the name that msgspec has for it."""
KINDS: Mapping[str, type] = {"str": str, "int": int, "array": list, "object": dict}
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
        return InputError("decision-broken", why=Reason("reason-not-so-built"))
    names, numbers = [], []
    value: Any = table
    for name, index in _STEP.findall(told["place"] or ""):
        if index.isdecimal():
            numbers.append(f" #{int(index) + 1}")
        elif index:  # which key it is, msgspec does not say
            name = next(key for key, item in value.items() if not isinstance(item, KINDS[told["kind"]]))  # noqa: PLW2901
        value, names = value[name or int(index or 0)], [*names, name]
    place = ".".join(filter(None, names)) + "".join(numbers)
    if told["kind"]:
        if place == LISTED:
            return InputError("decision-must-be-entries", key=place)
        return InputError(MUST_BE[told["kind"]], key=place)
    within = f"[[{LISTED}]]{numbers[0]}" if numbers else f"[{place}]" if place else ""
    if told["what"] == "missing":
        return missing(told["key"], within)
    if not within:
        allowed = ", ".join(shape.__struct_fields__)
        return InputError("decision-key", key=told["key"], allowed=allowed)
    allowed = ", ".join(INNER[names[0]].__struct_fields__)
    return InputError("decision-key-in", table=within, key=told["key"], allowed=allowed)


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
    if not isinstance(table[key], KINDS[kind]):
        raise InputError(MUST_BE[kind], key=".".join((*within, key)))
    return table[key]
