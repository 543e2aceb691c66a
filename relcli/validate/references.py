"""Whatever an id in a typed field of the model names stands somewhere in the data."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from msgspec.structs import fields

from relcli.model import FORMS, LANGUAGES, QuestionId
from relcli.validate.files import SHAPES, DataFiles, DataProblem, ids
from relcli.validate.shapes import Misfit, bare, entry, is_struct, join

_Known = Mapping[str, Collection[str]]


def check_references(files: DataFiles) -> Iterator[DataProblem]:
    """No id is unknown, whatever it names; no question is given an answer that it does not take."""
    known = _known(files)
    for path, value in files.shaped.items():
        shape = SHAPES.get(path) or SHAPES[path.rpartition("/")[0]]
        for misfit in _unknown(value, shape, "", known, files.options):
            yield DataProblem(path, *misfit)


def _known(files: DataFiles) -> _Known:
    """The ids there are, by the kind of thing as the model names it."""
    vocabulary, works = files.vocabulary, ids(files.shaped["references.toml"].references)
    return {
        "concept": ids(files.concepts.values()),
        "concept of the documents": files.documented,
        "form": FORMS,
        "language": LANGUAGES,
        "origin": ids(vocabulary.origins),
        "party": ids(vocabulary.parties),
        "question": files.options,
        "reading": ids(vocabulary.readings),
        "reference": works,
        "role": ids(vocabulary.roles),
        "source": works | ids(files.documents.values()),
        "status": ids(vocabulary.statuses),
        "strength": ids(vocabulary.strengths),
        "topic": ids(vocabulary.topics),
        "trade": ids(trade for _, trade in files.trades),
    }


def _unknown(value: Any, shape: Any, where: str, known: _Known, options: _Known) -> Iterator[Misfit]:
    """Unknown ids in the value; what is blank has been told already."""
    if not value:
        return
    title = _title(shape)
    if title and value not in known[title]:
        yield Misfit(where, f"unknown {title} {value!r}; known are {', '.join(sorted(known[title]))}")
    shape = bare(shape)
    if isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            inner = entry(where, item, number) if is_struct(type(item)) else where
            yield from _unknown(item, get_args(shape)[0], inner, known, options)
    elif isinstance(value, Mapping) and get_args(shape):
        key_shape, item_shape = get_args(shape)
        for key, item in value.items():
            yield from _unknown(key, key_shape, where, known, options)
            yield from _unknown(item, item_shape, join(where, key), known, options)
            if key_shape == QuestionId and key in options:
                yield from _answers(item, key, where, options[key])
    elif is_struct(type(value)):
        for field in fields(shape):
            place = join(where, field.name)
            yield from _unknown(getattr(value, field.name), field.type, place, known, options)


def _answers(
    given: str | tuple[str, ...], question: str, where: str, options: Collection[str]
) -> Iterator[Misfit]:
    for option in (given,) if isinstance(given, str) else given:
        if option and option not in options:
            known = ", ".join(sorted(options))
            yield Misfit(where, f"unknown answer to {question!r}: {option!r}; known are {known}")


def _title(shape: Any) -> str | None:
    """The kind of thing that an id of this shape names."""
    if type(None) in get_args(shape):
        return next((title for kind in get_args(shape) if (title := _title(kind))), None)
    return get_args(shape)[1].title if get_origin(shape) is Annotated else None
