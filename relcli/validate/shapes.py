"""A table in its shape, with every place where it does not fit rather than the first."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

KIND_NAMES: Mapping[Any, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list",
    frozenset: "a list",
}


class Misfit(NamedTuple):
    """A place in a file, and what is wrong there."""

    where: str
    says: str


def fit(value: Any, shape: Any, where: str, misfits: list[Misfit]) -> Any:
    """The value in that shape, with blanks where it does not fit; adds to ``misfits`` what does not."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError:
        before = len(misfits)
    shape = bare(shape)
    kind = get_origin(shape) or shape
    if isinstance(value, dict) and is_struct(kind):
        return _fit_struct(value, shape, where, misfits)
    if isinstance(value, dict) and kind is Mapping:
        inner = get_args(shape)[1]
        fitted: Any = {key: fit(item, inner, join(where, key), misfits) for key, item in value.items()}
    elif isinstance(value, list) and kind in (tuple, frozenset):
        inner = get_args(shape)[0]
        fitted = tuple(fit(item, inner, entry(where, item, n), misfits) for n, item in enumerate(value, 1))
    else:
        expected = (
            f"one of {', '.join(get_args(shape))}" if kind is Literal else KIND_NAMES.get(kind, "a table")
        )
        misfits.append(Misfit(where, f"must be {expected}"))
        return blank(shape)
    if len(misfits) == before:  # Every entry fits: what does not is their number.
        misfits.append(Misfit(where, "has too many entries, or too few"))
    return fitted


def _fit_struct(value: Mapping[str, Any], shape: Any, where: str, misfits: list[Misfit]) -> Any:
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    known = ", ".join(name for name in fields if not name.startswith("("))
    unknown = (key for key in value if key not in fields)
    misfits += (Misfit(where, f"unknown key {key!r}; known are {known}") for key in unknown)
    fitted = {}
    for key, field in fields.items():
        if key in value:
            fitted[field.name] = fit(value[key], field.type, join(where, key), misfits)
        elif field.required:
            misfits.append(Misfit(where, f"missing key {key!r}"))
            fitted[field.name] = blank(field.type)
    return (get_origin(shape) or shape)(**fitted)


def blank(shape: Any) -> Any:
    """What stands for something that is missing or has no such shape."""
    if type(None) in get_args(shape):
        return None
    shape = bare(shape)
    kind = get_origin(shape) or shape
    if is_struct(kind):
        return kind(**{f.name: blank(f.type) for f in msgspec.structs.fields(shape) if f.required})
    return kind() if kind in KIND_NAMES else {} if kind is Mapping else ""


def bare(shape: Any) -> Any:
    """``X`` for ``X | None`` and for ``Annotated[X, …]``."""
    if get_origin(shape) is Annotated:
        return bare(get_args(shape)[0])
    if type(None) in get_args(shape):
        return bare(next(kind for kind in get_args(shape) if kind is not type(None)))
    return shape


def is_struct(kind: Any) -> bool:
    """Whether it is one of the shapes of the model."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def join(where: str, key: str) -> str:
    """The place of a key in a place."""
    return f"{where}.{key}" if where else key


def entry(where: str, item: Any, number: int) -> str:
    """The place of an entry of a list, by its name or number."""
    keys = ("id", "term", "title", "word")
    table = item if isinstance(item, dict) else msgspec.structs.asdict(item) if is_struct(type(item)) else {}
    found = (table.get(key) for key in keys)
    return f"{where}[{next(filter(None, found), f'#{number}')}]"


def strings_of(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a table with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings_of(inner, join(where, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from strings_of(inner, entry(where, inner, number))
