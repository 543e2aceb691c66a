"""Decision files of version 1: words by role and language; a reason is a sentence with its source in it."""

import re
from collections.abc import Mapping
from typing import Any

from relcli.data import Data
from relcli.errors import InputError
from relcli.house.avoided import AvoidRule, words_to_avoid
from relcli.house.misfits import needed
from relcli.house.words import Because, HouseRole, HouseVocabulary

_CITED = re.compile(r"(.*) \(([a-z0-9-]+), [“«„]\s*(.*?)\s*[”»]\)", re.DOTALL)
"""A sentence with its document and section."""


def read_version_1(table: Mapping[str, Any], data: Data) -> HouseVocabulary:
    """The words in such a file; ``InputError`` names the key where something is wrong."""
    roles: dict[str, HouseRole] = {}
    own: dict[str, list[AvoidRule]] = {}
    for name in needed(table, "roles", "object"):
        roles[name], own[name] = _role(name, needed(table["roles"], name, "object", "roles"), data)
    business = needed(table, "business", "str") if "business" in table else None
    date, answers = needed(table, "data", "str"), needed(table, "answers", "object")
    avoid = words_to_avoid(roles, data.termbase, own, data.trades.get(business or ""))
    languages = tuple(dict.fromkeys(code for role in roles.values() for code in role.words))
    return HouseVocabulary(date, business, dict(answers), languages, roles, avoid)


def _role(name: str, role: Mapping[str, Any], data: Data) -> tuple[HouseRole, list[AvoidRule]]:
    """What is said for one role, and what is not."""
    concept, verdict, reason = (
        needed(role, key, "str", "roles", name) for key in ("concept", "verdict", "reason")
    )
    if concept not in data.termbase:
        raise InputError("decision-concept", key=f"roles.{name}.concept", word=concept)
    words: dict[str, str] = {}
    admitted: dict[str, tuple[str, ...]] = {}
    avoided: list[AvoidRule] = []
    for code, terms in role.items():
        if isinstance(terms, Mapping):
            place = ("roles", name, code)
            words[code] = needed(terms, "preferred", "str", *place)
            admitted[code] = tuple(_texts(terms, "admitted", *place))
            avoided += [(code, w, words[code]) for w in _texts(terms, "deprecated", *place) if w.strip()]
    cited = _CITED.fullmatch(reason)
    because = (Because(*(cited.groups() if cited else (reason,))),) if reason else ()
    return HouseRole(concept, words, admitted, verdict, because), avoided


def _texts(terms: Mapping[str, Any], key: str, *place: str) -> list[str]:
    words: list[str] = needed(terms, key, "array", *place)
    if not all(isinstance(word, str) for word in words):
        raise InputError("decision-must-be-list", key=".".join((*place, key)))
    return words
