"""Decision files of today, which people read, review and edit: what they may hold, and what it means.

What relcli can tell by itself need not stand there: whom a word names, its forms, the words admitted
beside it and, where nothing is said of it, the words to avoid. What does stand there wins.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from relcli.data import Data
from relcli.errors import InputError
from relcli.house.avoided import rules_of
from relcli.house.concepts import concept_of, is_known
from relcli.house.words import (
    CLEAR,
    PAYER,
    AvoidRule,
    Because,
    HouseRole,
    HouseVocabulary,
    Keep,
    admitted_words,
    said_in,
)

FORMAT_VERSION = 2
CONCEPT = "concept"
"""Beside the words of a role: whom they name, where that cannot be told from the words."""


class BecauseTable(Because, frozen=True, forbid_unknown_fields=True):
    """A reason as it stands in the file; without ``role`` it is that of the payer's word."""

    role: str | None = None


class HouseTable(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it stands. Words are a text, or texts by language."""

    format_version: int
    languages: tuple[str, ...]
    words: dict[str, Any]
    data: str = ""
    trade: str | None = None
    answers: dict[str, str] = {}
    avoid: dict[str, Any] | None = None
    keep: Keep = Keep()
    verdicts: dict[str, str] = {}
    because: tuple[BecauseTable, ...] = ()


def read_house(table: Mapping[str, Any], path: str, data: Data) -> HouseVocabulary:
    """The words in the table of a file; ``InputError`` says which key is wrong."""
    try:
        shaped = msgspec.convert(table, HouseTable)
    except msgspec.ValidationError as error:
        raise InputError("decision-broken", name=path, why=error) from error
    if shaped.format_version != FORMAT_VERSION:
        raise InputError("decision-broken", name=path, why=f"format_version = {shaped.format_version}")
    return _Reader(path, shaped, data).house()


class _Reader:
    """One file of version 2, and the data that its words are looked up in."""

    def __init__(self, path: str, table: HouseTable, data: Data) -> None:
        self.path, self.table, self.data = path, table, data

    def house(self) -> HouseVocabulary:
        table = self.table
        self._check_names()
        roles = self._roles()
        if table.avoid is None:
            rules = rules_of(roles, self.data.termbase)
        else:
            rules = tuple(self._rules(table.avoid, roles))
        return HouseVocabulary(
            data=table.data or self.data.knowledge.date,
            trade=table.trade,
            answers=table.answers,
            languages=table.languages,
            roles=_without_avoided(roles, rules),
            avoid=rules,
            keep=table.keep,
        )

    def _check_names(self) -> None:
        knowledge, table = self.data.knowledge, self.table
        for text in table.words:
            if text in self.data.media:
                raise InputError("decision-text", name=self.path, key=f"words.{text}")
        roles = (*knowledge.roles, *knowledge.parties)
        self._check("languages", table.languages, knowledge.languages)
        self._check("words", table.words, roles)
        self._check("verdicts", table.verdicts, table.words)
        self._check("verdicts", table.verdicts.values(), knowledge.verdicts)
        self._check("because.role", (b.role for b in table.because if b.role), table.words)

    def _check(self, key: str, names: Iterable[str], known: Iterable[str]) -> None:
        allowed = list(known)
        for name in names:
            if name not in allowed:
                values = {"key": f"{key}: {name}", "allowed": ", ".join(allowed)}
                raise InputError("decision-key", name=self.path, **values)

    def _roles(self) -> dict[str, HouseRole]:
        table, termbase = self.table, self.data.termbase
        found: dict[str, tuple[str, dict[str, str]]] = {}
        for role, value in table.words.items():
            words = self._by_language(f"words.{role}", value, (*table.languages, CONCEPT))
            named = words.pop(CONCEPT, None)
            concept = named or concept_of(words, role, table.trade, table.answers, self.data)
            if concept is None or concept not in termbase:
                word = named or next(iter(words.values()))
                raise InputError("decision-word", name=self.path, key=f"words.{role}", word=word)
            found[role] = (concept, words)
        payer = found[PAYER][0] if PAYER in found else None
        return {
            role: HouseRole(
                concept=concept,
                words=words,
                admitted=admitted_words(termbase[concept], words, payer),
                verdict=table.verdicts.get(role, CLEAR),
                because=self._because(role, like_payer=concept == payer),
            )
            for role, (concept, words) in found.items()
        }

    def _because(self, role: str, *, like_payer: bool) -> tuple[Because, ...]:
        own = [b for b in self.table.because if b.role == role]
        main = [b for b in self.table.because if b.role is None and (like_payer or role == PAYER)]
        return tuple(Because(b.says, b.source, b.section) for b in own or main)

    def _rules(self, avoid: Mapping[str, Any], roles: Mapping[str, HouseRole]) -> Iterator[AvoidRule]:
        for word, value in avoid.items():
            if not word.strip():
                raise InputError("decision-value", name=self.path, key='avoid.""')
            instead = self._by_language(f"avoid.{word}", value, self.table.languages)
            if isinstance(value, str):
                chosen = languages_of_rule(word, value, self.table.languages, roles, self.data)
                instead = dict.fromkeys(chosen, value)
            for language, right in instead.items():
                for name, role in roles.items():
                    if role.words.get(language, "").casefold() == word.casefold():
                        values = {"key": f"avoid.{word}", "other": f"words.{name}"}
                        raise InputError("decision-contradiction", name=self.path, **values)
                yield AvoidRule(language, word, right)

    def _by_language(self, key: str, value: object, keys: tuple[str, ...]) -> dict[str, str]:
        """Words by language; a single word is the same in all of them."""
        if isinstance(value, str) and value:
            return dict.fromkeys(self.table.languages, value)
        words = value if isinstance(value, dict) else {}
        if not words or not all(isinstance(word, str) and word for word in words.values()):
            raise InputError("decision-value", name=self.path, key=key)
        self._check(key, words, keys)
        return dict(words)


def languages_of_rule(
    word: str, instead: str, languages: Iterable[str], roles: Mapping[str, HouseRole], data: Data
) -> list[str]:
    """Where a word is to be avoided that is written without a language: where the house says the other one
    and the termbase knows the word; failing that, where the house says the other one; else everywhere."""
    every = list(languages)
    said = [code for code in every if instead in said_in(roles.values(), code)]
    known = [code for code in said if is_known(word, code, data.termbase)]
    return known or said or every


def _without_avoided(roles: Mapping[str, HouseRole], rules: Iterable[AvoidRule]) -> dict[str, HouseRole]:
    """What is avoided is not admitted, whatever the termbase admits."""
    avoided = {(rule.language, rule.word) for rule in rules}
    return {
        name: msgspec.structs.replace(
            role,
            admitted={
                language: tuple(word for word in words if (language, word) not in avoided)
                for language, words in role.admitted.items()
            },
        )
        for name, role in roles.items()
    }
