"""What a caller gave as answers, checked against the questions; what is wrong is said once, clearly."""

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.errors import AnswerError, InputError
from relcli.model import UNKNOWN, Knowledge


class Document(NamedTuple):
    """What an answers file holds: the answers, and the business and role if it names them.

    ``is_decision`` is True for a decision file, whose words can be compared with today's.
    """

    answers: Mapping[str, object]
    trade: str | None
    role: str | None
    is_decision: bool = False


def check_answers(knowledge: Knowledge, raw: Mapping[str, object]) -> dict[str, str]:
    """Question id to option id in question order, case mended.

    Raises ``AnswerError`` naming the flag, the value and what is allowed.
    """
    for key in raw:
        check_choice("question", str(key), [*knowledge.questions], code="unknown-question")
    given = {str(key).lower(): value for key, value in raw.items() if value is not None}
    return {
        question.id: check_choice(
            f"--{question.id}", given[question.id], [*(o.id for o in question.options), UNKNOWN]
        )
        for question in knowledge.questions.values()
        if question.id in given
    }


def check_choice(flag: str, value: object, allowed: Iterable[str], code: str = "unknown-value") -> str:
    """The allowed value that is meant, whatever its case; ``AnswerError`` if there is none."""
    choices = list(allowed)
    by_folded = {choice.lower(): choice for choice in choices}
    folded = str(value).strip().lower()
    if folded in by_folded:
        return by_folded[folded]
    raise AnswerError(
        code,
        flag=flag,
        value=value,
        allowed=", ".join(choices),
        suggestion=suggest(folded, by_folded),
    )


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a slip of the keyboard probably meant; None when nothing is near."""
    near = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return near[0] if near else None


def parse_document(text: str, name: str) -> Document:
    """An answers file: JSON or TOML; answers alone, a whole advice as ``--json``
    printed it, or a decision file."""
    table = _parse(text, name)
    if not isinstance(table, Mapping):
        raise InputError("answers-not-a-table", name=name)
    is_decision = any(isinstance(table.get(key), Mapping) for key in ("roles", "words"))
    if "answers" not in table and not is_decision:
        answers = dict(table)
        trade = answers.pop("business", None)
        return Document(answers, _trade(trade, name), None)
    answers = table.get("answers", {})
    if not isinstance(answers, Mapping):
        raise InputError("answers-not-a-table", name=name)
    trade = table.get("business", table.get("trade"))
    recommendation = table.get("recommendation")
    role = recommendation.get("role") if isinstance(recommendation, Mapping) else None
    assumed = trade.get("assumed", ()) if isinstance(trade, Mapping) else ()
    own = {question: answer for question, answer in answers.items() if question not in assumed}
    withheld = trade.get("withheld", ()) if isinstance(trade, Mapping) else ()
    own |= dict.fromkeys(withheld, UNKNOWN)
    return Document(own, _trade(trade, name), role, is_decision)


def _trade(value: object, name: str) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("id")
    if value is None or isinstance(value, str):
        return value
    raise InputError("answers-not-a-table", name=name)


def _parse(text: str, name: str) -> object:
    import json
    import tomllib

    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError("answers-empty", name=name)
    try:
        try:
            return json.loads(text)
        except ValueError:
            if text.lstrip().startswith("{"):
                raise
            return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("answers-unreadable", name=name, why=error) from error
