"""``relcli.toml``, the words of a house, which people read, review and edit: found, read and written.

What relcli can tell by itself need not stand there: whom a word names, its forms, the words admitted
beside it and, where nothing is said of it, the words to avoid. What does stand there wins.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from relcli.data import Data
from relcli.errors import InputError
from relcli.house.avoided import AvoidRule, admitted_words, words_to_avoid
from relcli.house.meaning import concept_of, languages_of, termbase_of_house
from relcli.house.words import (
    CLEAR_VERDICT,
    PAYER,
    Because,
    HouseRole,
    HouseVocabulary,
    Keep,
    TextWords,
)

NAME = "relcli.toml"
DECISION_VERSION = 2
CONCEPT = "concept"
"""Beside the words of a role: whom they name, where that cannot be told from the words."""
_CITED = re.compile(r"(.*) \(([a-z0-9-]+), [“«„]\s*(.*?)\s*[”»]\)", re.DOTALL)
"""A sentence with its document and section, as version 1 wrote them."""


class HouseTable(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it stands. Words are a text, or texts by language; a reason without role is the payer's."""

    format_version: int
    languages: tuple[str, ...]
    words: dict[str, object]
    data: str = ""
    trade: str | None = None
    answers: dict[str, str] = {}
    avoid: dict[str, object] | None = None
    keep: Keep = Keep()
    theirs: object = None
    verdicts: dict[str, str] = {}
    because: tuple[Because, ...] = ()


def find(start: str) -> str | None:
    """The decision file that holds for a folder: in it, or in the nearest folder above."""
    folder = PurePath(os.path.abspath(start))
    return next(filter(os.path.isfile, (str(f / NAME) for f in (folder, *folder.parents))), None)


# ---- reading ------------------------------------------------------------------------------------------


def read(path: str, data: Data) -> HouseVocabulary:
    """The words in a decision file; ``InputError`` names the file and the key when something is wrong."""
    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise InputError("file-unreadable", name=path, why=getattr(error, "strerror", 0) or error) from error
    try:
        return _version_1(table, data) if table.get("format_version") == 1 else _version_2(table, data)
    except InputError as error:
        raise InputError(error.code, name=path, **error.values) from error


def _version_2(table: Mapping[str, Any], data: Data) -> HouseVocabulary:
    try:
        file = msgspec.convert(table, HouseTable)
    except msgspec.ValidationError as error:
        raise InputError("decision-broken", why=error) from error
    if file.format_version != DECISION_VERSION:
        raise InputError("decision-broken", why=f"format_version = {file.format_version}")
    knowledge = data.knowledge
    texts = {text: file.words.pop(text) for text in data.media if text in file.words}
    _check("languages", file.languages, knowledge.languages)
    _check("words", file.words, (*knowledge.roles, *knowledge.parties))
    _check("verdicts", file.verdicts, file.words)
    _check("verdicts", file.verdicts.values(), knowledge.verdicts)
    _check("because.role", (b.role for b in file.because if b.role), file.words)
    date, roles = file.data or data.knowledge.date, _roles(file, data)
    house = HouseVocabulary(date, file.trade, file.answers, file.languages, roles, keep=file.keep)
    theirs = {} if file.theirs is None else _by_language("theirs", file.theirs, file.languages)
    own = {text: _text(text, words, house) for text, words in texts.items()}
    house = replace(house, texts=own, theirs=theirs)
    if file.avoid is None:
        trade = data.trades.get(file.trade or "")
        return replace(house, avoid=words_to_avoid(roles, termbase_of_house(file, data), {}, trade))
    avoid = _avoid(file.avoid, house, data)
    for name, role in roles.items():
        # What is avoided is not admitted, whatever the termbase admits.
        admitted = {
            code: tuple(word for word in words if code not in avoid.get(word, ()))
            for code, words in role.admitted.items()
        }
        roles[name] = replace(role, admitted=admitted)
    return replace(house, avoid=avoid)


def _check(key: str, names: Iterable[str], known: Iterable[str]) -> None:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            raise InputError("decision-key", key=f"{key}: {name}", allowed=", ".join(allowed))


def _roles(file: HouseTable, data: Data) -> dict[str, HouseRole]:
    termbase = termbase_of_house(file, data)
    found: dict[str, tuple[str, dict[str, str]]] = {}
    regional: dict[str, dict[str, str]] = {}
    for role, value in file.words.items():
        words = _by_language(f"words.{role}", value, file.languages, CONCEPT)
        concept = words.pop(CONCEPT, None)
        regional[role] = {code: words.pop(code) for code in [*words] if "-" in code}
        concept = concept or concept_of(words, role, file, data)
        if concept is None or concept not in termbase:
            raise InputError("decision-word", key=f"words.{role}", word=concept or next(iter(words.values())))
        found[role] = (concept, words)
    payer = found[PAYER][0] if PAYER in found else None
    reasons: dict[str | None, tuple[Because, ...]] = {}
    for b in file.because:
        reasons[b.role] = (*reasons.get(b.role, ()), replace(b, role=None))
    return {
        role: HouseRole(
            concept=concept,
            words=words,
            admitted=_with_regional(admitted_words(termbase[concept], words, payer), regional[role]),
            verdict=file.verdicts.get(role, CLEAR_VERDICT),
            because=reasons.get(role) or (reasons.get(None, ()) if concept == payer else ()),
            regional=regional[role],
        )
        for role, (concept, words) in found.items()
    }


def _with_regional(
    admitted: Mapping[str, tuple[str, ...]], regional: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """A word of a region is admitted in its language: nothing in a text says of which region it is."""
    found = dict(admitted)
    for code, word in regional.items():
        language = code.partition("-")[0]
        found[language] = (*found.get(language, ()), word)
    return found


def _text(text: str, table: object, house: HouseVocabulary) -> TextWords:
    """The words of one kind of text, for people of whom the house speaks, and where such texts lie."""
    key = f"words.{text}"
    words = dict(table) if isinstance(table, dict) else {}
    paths = words.pop("paths", [])
    if not words or not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise InputError("decision-text", key=key)
    _check(key, words, house.roles)
    told = {role: _by_language(f"{key}.{role}", word, house.languages) for role, word in words.items()}
    return TextWords(told, tuple(paths))


def _avoid(avoid: Mapping[str, object], house: HouseVocabulary, data: Data) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for word, value in avoid.items():
        if not word.strip():
            raise InputError("decision-value", key='avoid.""')
        found[word] = _by_language(f"avoid.{word}", value, house.languages)
        if isinstance(value, str):
            found[word] = dict.fromkeys(languages_of(word, value, house, data), value)
        for language in found[word]:
            for name, role in house.roles.items():
                if role.words.get(language, "").casefold() == word.casefold():
                    raise InputError("decision-contradiction", key=f"avoid.{word}", other=f"words.{name}")
    return found


def _by_language(key: str, value: object, languages: tuple[str, ...], *others: str) -> dict[str, str]:
    """Words by language; a single word is the same in all of them."""
    if isinstance(value, str) and value:
        return dict.fromkeys(languages, value)
    words = value if isinstance(value, dict) else {}
    if not words or not all(isinstance(word, str) and word for word in words.values()):
        raise InputError("decision-value", key=key)
    # A word of a region stands beside that of its language: fr-CA.
    _check(key, (code for code in words if code.partition("-")[0] not in words), (*languages, *others))
    _check(key, (code.partition("-")[0] for code in words), (*languages, *others))
    return dict(words)


def _version_1(table: Mapping[str, Any], data: Data) -> HouseVocabulary:
    """Words by role and language; each reason is a sentence with its source in it."""
    roles: dict[str, HouseRole] = {}
    own: dict[str, list[AvoidRule]] = {}
    try:
        for name, role in table["roles"].items():
            if role["concept"] not in data.termbase:
                raise InputError("decision-broken", why=role["concept"])
            terms = {code: words for code, words in role.items() if isinstance(words, Mapping)}
            cited = _CITED.fullmatch(role["reason"])
            because = cited.groups() if cited else (role["reason"],)
            roles[name] = HouseRole(
                concept=role["concept"],
                words={code: words["preferred"] for code, words in terms.items()},
                admitted={code: tuple(words["admitted"]) for code, words in terms.items()},
                verdict=role["verdict"],
                because=(Because(*because),) if role["reason"] else (),
            )
            own[name] = [
                (c, w, t["preferred"]) for c, t in terms.items() for w in t["deprecated"] if w.strip()
            ]
        business, answers = table.get("business"), dict(table["answers"])
        avoid = words_to_avoid(roles, data.termbase, own, data.trades.get(business or ""))
        languages = tuple(dict.fromkeys(code for role in roles.values() for code in role.words))
        return HouseVocabulary(table["data"], business, answers, languages, roles, avoid)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError("decision-broken", why=error) from error


# ---- writing: the same words give the same bytes, and what can be told is not written down --------------


def to_toml(house: HouseVocabulary, data: Data, heading: str) -> str:
    """The file's text; ``heading`` becomes a comment at its top."""
    lines = [*(f"# {line}" for line in heading.splitlines()), f"format_version = {DECISION_VERSION}"]
    lines += _lines({"data": house.data, "trade": house.trade, "languages": house.languages})
    lines += _lines({"theirs": _shortest(house.theirs, house.languages)}) if house.theirs else []
    words: dict[str, object] = {}
    for name, role in house.roles.items():
        named = concept_of(role.words, name, house, data) == role.concept
        more = {**role.regional, **({} if named else {CONCEPT: role.concept})}
        words[name] = {**role.words, **more} if more else _shortest(role.words, house.languages)
    tables: dict[str, Mapping[str, object]] = {
        "answers": house.answers,
        "words": words,
        **{f"words.{text}": _text_table(own, house.languages) for text, own in house.texts.items()},
        "avoid": {
            word: _shortest(instead, languages_of(word, next(iter(instead.values())), house, data))
            for word, instead in house.avoid.items()
        },
        "keep": {key: values for key, values in asdict(house.keep).items() if values},
        "verdicts": {
            name: role.verdict for name, role in house.roles.items() if role.verdict != CLEAR_VERDICT
        },
    }
    for name, table in tables.items():
        lines += ["", f"[{name}]", *_lines(table)] if table else []
    payer = house.roles.get(PAYER)
    for name, role in house.roles.items():
        if name == PAYER or payer is None or (role.concept, role.because) != (payer.concept, payer.because):
            for because in role.because:
                table = {**asdict(because), "role": None if name == PAYER else name}
                lines += ["", "[[because]]", *_lines(table)]
    return "\n".join(lines) + "\n"


def _text_table(own: TextWords, languages: Iterable[str]) -> Mapping[str, object]:
    words = {role: _shortest(given, languages) for role, given in own.words.items()}
    return {**words, "paths": own.paths} if own.paths else words


def _shortest(words: Mapping[str, str], meant: Iterable[str]) -> str | Mapping[str, str]:
    """One word where it is the same in all the languages that are meant without naming them."""
    first, *others = dict.fromkeys(words.values())
    return first if not others and set(words) == set(meant) else words


def _lines(table: Mapping[str, object]) -> list[str]:
    """A line for each key that has a value."""
    return [
        f"{key if re.fullmatch('[A-Za-z0-9_-]+', key) else _toml(key)} = {_toml(value)}"
        for key, value in table.items()
        if value is not None
    ]


def _toml(value: object) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_lines(value)) + " }"
    assert isinstance(value, tuple)
    return f"[{', '.join(map(_toml, value))}]"
