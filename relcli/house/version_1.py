"""Decision files of version 1: words by role and language, each reason a sentence with its source in it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from relcli.data import Data
from relcli.errors import InputError
from relcli.house.avoided import derived_rules, without_contradictions
from relcli.house.words import AvoidRule, Because, HouseRole, HouseVocabulary

FORMAT_VERSION = 1
_CITED = re.compile(r"(.*) \(([a-z0-9-]+), [“«„]\s*(.*?)\s*[”»]\)", re.DOTALL)
"""A sentence with its document and section, as version 1 wrote them."""


def read_house(table: Mapping[str, Any], path: str, data: Data) -> HouseVocabulary:
    """The same value as from a file of today; ``InputError`` when something is missing or unknown."""
    try:
        roles = {name: _role(role, path, data) for name, role in table["roles"].items()}
        rules = [rule for name, role in table["roles"].items() for rule in _rules(name, role, roles, data)]
        return HouseVocabulary(
            data=table["data"],
            trade=table.get("business"),
            answers=dict(table["answers"]),
            languages=tuple(dict.fromkeys(code for role in roles.values() for code in role.words)),
            roles=roles,
            avoid=without_contradictions(rules, roles),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError("decision-broken", name=path, why=error) from error


def _role(role: Mapping[str, Any], path: str, data: Data) -> HouseRole:
    if role["concept"] not in data.termbase:
        raise InputError("decision-broken", name=path, why=role["concept"])
    terms = {code: words for code, words in role.items() if isinstance(words, Mapping)}
    return HouseRole(
        concept=role["concept"],
        words={code: words["preferred"] for code, words in terms.items()},
        admitted={code: tuple(words["admitted"]) for code, words in terms.items()},
        verdict=role["verdict"],
        because=_because(role["reason"]),
    )


def _because(reason: str) -> tuple[Because, ...]:
    cited = _CITED.fullmatch(reason)
    if cited:
        return (Because(*cited.groups()),)
    return (Because(reason),) if reason else ()


def _rules(
    name: str, role: Mapping[str, Any], roles: Mapping[str, HouseRole], data: Data
) -> Iterator[AvoidRule]:
    """The words that a role avoids; without any of its own, those of the concepts that contrast with its."""
    own = [
        AvoidRule(code, word, words["preferred"])
        for code, words in role.items()
        if isinstance(words, Mapping)
        for word in words["deprecated"]
        if word.strip()
    ]
    yield from own or derived_rules(roles, data.termbase, [name])
