"""The JSON Schema of what ``advise --json`` prints: its shape, with the closed lists of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from relcli.data import Data
from relcli.model import Question
from relcli.render.shapes import WireAdvice

Schema = dict[str, object]


def advice_schema(data: Data) -> Schema:
    """The schema, JSON Schema draft 2020-12. Minor versions add keys, so unknown keys are allowed."""
    [whole], shapes = msgspec.json.schema_components([WireAdvice], ref_template="#/$defs/{name}")
    lists = _closed_lists(data)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "relcli advice",
        **whole,
        "$defs": {name: _fill(shape, lists) for name, shape in sorted(shapes.items())},
    }


def _closed_lists(data: Data) -> Mapping[str, Schema]:
    """Title of a type in the shapes to the values that it may have."""
    knowledge = data.knowledge
    lists: dict[str, Iterable[str]] = {
        "basis": knowledge.origins,
        "concept": data.termbase,
        "language": knowledge.languages,
        "medium": data.media,
        "question": (*knowledge.questions, *knowledge.facts),
        "reading": knowledge.readings,
        "relation": knowledge.relations,
        "role": (*knowledge.roles, *knowledge.parties),
        "source": knowledge.sources,
        "status": knowledge.statuses,
        "strength": knowledge.strengths,
        "verdict": knowledge.verdicts,
        "work": (*knowledge.sources, *data.references),
    }
    asked = {"answers": knowledge.questions, "facts": knowledge.facts}
    return {
        **{title: {"enum": list(values)} for title, values in lists.items()},
        **{title: _answers_to(questions) for title, questions in asked.items()},
    }


def _answers_to(questions: Mapping[str, Question]) -> Schema:
    options = {q.id: {"enum": [*(o.id for o in q.options)]} for q in questions.values()}
    return {"type": "object", "properties": options, "additionalProperties": False}


def _fill(shape: object, lists: Mapping[str, Schema]) -> object:
    if isinstance(shape, list):
        return [_fill(member, lists) for member in shape]
    if not isinstance(shape, dict):
        return shape
    title = str(shape.get("title"))
    if title in lists:
        more = {key: value for key, value in shape.items() if key.startswith("min")}
        return {**lists[title], **more}
    return {key: _fill(member, lists) for key, member in shape.items()}
