"""What an answers file holds: answers alone, a whole advice as ``--json`` printed it, or a decision file."""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.errors import InputError
from relcli.failures import failure_of
from relcli.model import UNKNOWN
from relcli.untrusted import toml_table


class AnswersFile(NamedTuple):
    """The answers, and the trade and role if the file names them; no role where it answers for several.

    ``is_decision`` is True for a decision file, whose words can be compared with today's.
    """

    answers: Mapping[str, object]
    trade: str | None
    role: str | None
    is_decision: bool = False


def parse_answers(text: str, name: str) -> AnswersFile:
    """JSON or TOML; ``InputError`` when it is neither, or holds no answers. ``name`` is for the message."""
    table = _parse(text, name)
    if not isinstance(table, Mapping):
        raise InputError("answers-not-a-table", name=name)
    is_decision = any(isinstance(table.get(key), Mapping) for key in ("roles", "words"))
    if "answers" not in table and not is_decision:
        own = dict(table)
        return AnswersFile(own, _trade(own.pop("business", None), name), None)
    answers, facts = table.get("answers", {}), table.get("facts", {})
    if not isinstance(answers, Mapping) or not isinstance(facts, Mapping):
        raise InputError("answers-not-a-table", name=name)
    recommendation = table.get("recommendation")
    trade = table.get("business", table.get("trade"))
    told = trade if isinstance(trade, Mapping) else {}
    own = {
        question: answer for question, answer in answers.items() if question not in told.get("assumed", ())
    }
    own |= facts
    own |= dict.fromkeys(told.get("withheld", ()), UNKNOWN)
    several = isinstance(whom := table.get("whom"), list) and len(whom) > 1
    role = recommendation.get("role") if isinstance(recommendation, Mapping) and not several else None
    return AnswersFile(own, _trade(trade, name), role, is_decision)


def _trade(value: object, name: str) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("id")
    if value is None or isinstance(value, str):
        return value
    raise InputError("answers-not-a-table", name=name)


def _parse(text: str, name: str) -> object:
    import json

    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError("answers-empty", name=name)
    try:
        try:
            return json.loads(text)
        except ValueError:
            if text.lstrip().startswith("{"):
                raise
            return toml_table(text)
    except (ValueError, RecursionError) as error:
        raise InputError("answers-unreadable", name=name, why=failure_of(error)) from error
