"""The JSON Schema of what ``advise --json`` prints, made from the knowledge it is about."""

from __future__ import annotations

from typing import Any

from relcli import load
from relcli.advice import FORMAT_VERSION
from relcli.model import Knowledge

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}


def advice_schema(knowledge: Knowledge) -> Schema:
    """The schema, JSON Schema draft 2020-12. Minor versions add keys, so unknown keys are allowed."""
    concept = _one_of(load.termbase())
    question = _one_of(knowledge.questions)
    role = _one_of((*knowledge.roles, *knowledge.parties))
    source = _one_of(knowledge.sources)
    language = _one_of(knowledge.languages)
    status = _one_of(knowledge.statuses)
    answers = {
        "type": "object",
        "properties": {q.id: _one_of(o.id for o in q.options) for q in knowledge.questions.values()},
        "additionalProperties": False,
    }
    reason = _object(
        claim=TEXT,
        source=source,
        section=TEXT,
        question=question,
        answer=TEXT,
        concept=concept,
        effect=_one_of(("for", "against")),
        strength=_one_of(knowledge.strengths),
        points={"type": "integer", "minimum": 1},
        says=TEXT,
    )
    flip = _object(change={**answers, "minProperties": 1}, concept=concept, term=TEXT)
    voice = _object(source=source, concept=_or_null(concept), term=_or_null(TEXT))
    body = _object(
        format_version={"const": FORMAT_VERSION},
        language=language,
        answers=answers,
        business=_or_null(_object(id=TEXT, label=TEXT, assumed=_list(question), withheld=_list(question))),
        recommendation=_object(
            role=role,
            concept=_or_null(concept),
            term=_or_null(TEXT),
            basis=_one_of(knowledge.origins),
            general_term=_or_null(TEXT),
            verdict=_one_of(knowledge.verdicts),
            points={"type": "integer"},
            margin=COUNT,
            runner_up=_or_null(concept),
            robustness=_object(holds=COUNT, of=COUNT),
            definition=_or_null(TEXT),
            sources=_list(_object(source=TEXT, section=TEXT)),
            forms={"type": "object", "additionalProperties": TEXT},
            warning=_or_null(TEXT),
        ),
        terms=_list(
            _object(
                language=language,
                term=TEXT,
                status=status,
                gender=_or_null(_one_of(("masculine", "feminine", "neuter"))),
                feminine=_or_null(TEXT),
                plural=_or_null(TEXT),
                forms={"type": "object", "additionalProperties": TEXT},
                region=_or_null(TEXT),
                contrast=_or_null(TEXT),
                note=_or_null(TEXT),
            )
        ),
        alternatives=_list(_object(concept=concept, term=TEXT, points={"type": "integer"}, when=TEXT)),
        divided=_list(_object(concept=concept, term=TEXT, who=TEXT)),
        reasons=_list(reason),
        readings=_list(
            _object(
                reading=_one_of(knowledge.readings),
                concept=_or_null(concept),
                term=_or_null(TEXT),
                agrees=_or_null(TRUTH),
                sources=_list(voice),
            )
        ),
        roles=_list(_object(role=role, concept=_or_null(concept), term=_or_null(TEXT))),
        counterfactuals={**_list(flip), "maxItems": 5},
        open_questions=_list(_object(question=question, could_change=TRUTH)),
        why_not=_or_null(
            _object(
                concept=concept,
                term=TEXT,
                points=_or_null({"type": "integer"}),
                behind=_or_null({"type": "integer"}),
                says=TEXT,
                against=_list(reason),
                **{"for": _list(reason)},
                would_need=_list(flip),
            )
        ),
        current=_or_null(
            _object(
                word=TEXT,
                verdict=_one_of(("keep", "align", "rename")),
                concept=_or_null(concept),
                says=TEXT,
            )
        ),
        **{
            "for": _or_null(
                _object(
                    medium=_one_of(load.media()),
                    label=TEXT,
                    term=TEXT,
                    counterpart=_or_null(TEXT),
                    identifiers=_or_null(
                        _object(**{"class": TEXT}, plural=TEXT, key=TEXT, unambiguous=_or_null(TEXT))
                    ),
                    notes=_list(TEXT),
                )
            )
        },
        notes=_list(TEXT),
        command=TEXT,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "relcli advice",
        **body,
    }


def _object(**properties: Schema) -> Schema:
    """Every key is always there: nothing is dropped when empty."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(values: Any) -> Schema:
    return {"enum": list(values)}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
