"""A table in its shape, with every place where it does not fit rather than the first."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct, ValidationError, convert
from msgspec.structs import FieldInfo, fields

from relcli.model import QuestionId

KIND_NAMES: Mapping[Any, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list",
    frozenset: "a list",
}


class Told(NamedTuple):
    """What a table told while it was brought into its shape, each with its place."""

    misfits: list[tuple[str, str]]
    strings: list[tuple[str, str]]
    mentions: list[tuple[str, str, str]]
    """The ids of other things: place, kind of thing, id."""


def fit(value: Any, shape: Any, where: str, told: Told) -> Any:
    """The value in that shape, with blanks where it does not fit."""
    if value is None:  # The default of what a file leaves out: no file can say so.
        return None
    shape, note = _bare(shape)
    kind = get_origin(shape) or shape
    if isinstance(value, dict) and is_struct(kind):
        return _fit_struct(value, shape, where, told)
    if isinstance(value, dict) and kind is Mapping:
        fitted: Any = _fit_mapping(value, shape, where, told)
    elif isinstance(value, list | tuple | frozenset) and kind in (tuple, frozenset):
        inner = get_args(shape)[0]
        fitted = tuple(fit(item, inner, _entry(where, item, n), told) for n, item in enumerate(value, 1))
    else:
        return _fit_plain(value, shape, where, note.title, told)
    if not (note.min_length or 0) <= len(value) <= (note.max_length or len(value)):
        told.misfits.append((where, "has too many entries, or too few"))
    return fitted


def _fit_struct(table: Mapping[str, Any], shape: Any, where: str, told: Told) -> Any:
    known = _written_fields(shape)
    unknown = (f"unknown key {key!r}; known are {', '.join(known)}" for key in table if key not in known)
    told.misfits.extend((where, says) for says in unknown)
    fitted = {}
    for key, field in known.items():
        if key in table or field.default is not NODEFAULT:
            value = table.get(key, field.default)
            fitted[field.name] = fit(value, field.type, f"{where}.{key}" if where else key, told)
        elif field.required:
            told.misfits.append((where, f"missing key {key!r}"))
            fitted[field.name] = blank(field.type)
    return (get_origin(shape) or shape)(**fitted)


def _fit_mapping(table: Mapping[str, Any], shape: Any, where: str, told: Told) -> Any:
    fitted = {}
    key_shape, item_shape = get_args(shape)
    for key, value in table.items():
        _mention(key, _bare(key_shape)[1].title, where, told)
        fitted[key] = fit(value, item_shape, f"{where}.{key}" if where else key, told)
        if key_shape == QuestionId:
            answers: Iterable[str] = fitted[key] if isinstance(fitted[key], tuple) else (fitted[key],)
            for answer in answers:
                _mention(answer, f"answer to {key!r}:", where, told)
    return fitted


def _fit_plain(value: Any, shape: Any, where: str, title: str | None, told: Told) -> Any:
    if isinstance(value, str):
        told.strings.append((where, value))
    try:
        fitted = convert(value, shape)
    except ValidationError:
        one_of = f"one of {', '.join(get_args(shape))}" if get_origin(shape) is Literal else "a table"
        kind = get_origin(shape) or shape
        told.misfits.append((where, f"must be {KIND_NAMES.get(kind, one_of)}"))
        return blank(shape)
    # A list of ids is one place, a list of tables one for each.
    _mention(fitted, title, where.rpartition("[#")[0] if where.endswith("]") else where, told)
    return fitted


def _mention(name: str, title: str | None, where: str, told: Told) -> None:
    if title and name:  # What is blank has been told already.
        told.mentions.append((where, title, name))


def blank(shape: Any) -> Any:
    """What stands for something that is missing or has no such shape."""
    shape, _ = _bare(shape)
    kind = get_origin(shape) or shape
    if is_struct(kind):
        return kind(**{f.name: blank(f.type) for f in _written_fields(shape).values() if f.required})
    return kind() if kind in KIND_NAMES else {} if kind is Mapping else ""


def _bare(shape: Any) -> tuple[Any, Meta]:
    """``X`` of ``X | None`` and of ``Annotated[X, …]``, with what is noted of it."""
    inner = get_args(shape)
    if NoneType in inner:
        return _bare(inner[0])
    return inner if get_origin(shape) is Annotated else (shape, Meta())


@cache
def _written_fields(shape: Any) -> Mapping[str, FieldInfo]:
    """The fields by their keys, without those that no file has."""
    return {field.encode_name: field for field in fields(shape) if not field.encode_name.startswith("(")}


def is_struct(kind: Any) -> bool:
    """Whether it is one of the shapes of the model."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def _entry(where: str, item: Any, number: int) -> str:
    """The place of an entry of a list, by its name or number."""
    found = (item.get(key) for key in ("id", "term", "title", "word")) if isinstance(item, dict) else ()
    return f"{where}[{next(filter(None, found), f'#{number}')}]"
