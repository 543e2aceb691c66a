"""``relcli.toml``, the words of a house, which people read, review and edit: found, read and written.

What relcli can tell by itself need not stand there: whom a word names, its forms, the words admitted
beside it and, where nothing is said of it, the words to avoid. What does stand there wins.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from relcli.data import Data
from relcli.errors import InputError
from relcli.failures import failure_of
from relcli.house.avoided import admitted_words, words_to_avoid
from relcli.house.meaning import concept_of, languages_of, termbase_of_house
from relcli.house.misfits import misfit_of, missing, needed
from relcli.house.version_1 import read_version_1
from relcli.house.words import (
    CLEAR_VERDICT,
    PAYER,
    Because,
    HouseRole,
    HouseVocabulary,
    Keep,
    TextWords,
)
from relcli.language import STDIN
from relcli.untrusted import LARGEST_DECISION, check_bounds, lies_below, toml_table, within

NAME = "relcli.toml"
DECISION_VERSION = 2
READ_VERSIONS = (1, DECISION_VERSION)
CONCEPT = "concept"
"""Beside the words of a role: whom they name, where that cannot be told from the words."""


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
    """The decision file that holds for a folder: in it, or in the nearest folder above.

    Not above the top of the repository or the home folder; and above the folder itself only one that the
    person, whoever owns the folder or the system has put there. ``InputError`` for a link that leads out.
    """
    folders = [*_up_from(os.path.abspath(start))]
    trusted = _owners(folders[0])
    for folder in folders:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path) and (folder == folders[0] or os.lstat(path).st_uid in trusted):
            if os.path.islink(path) and not lies_below(os.path.realpath(path), os.path.realpath(folders[-1])):
                raise InputError("decision-elsewhere", name=path)
            return path
    return None


def _up_from(folder: str) -> Iterator[str]:
    """The folder and those above, up to the top of its repository or the home folder, if it is in one."""
    home = os.path.realpath(os.path.expanduser("~"))
    while True:
        yield folder
        above = os.path.dirname(folder)
        if (
            os.path.lexists(os.path.join(folder, ".git"))
            or os.path.realpath(folder) == home
            or above == folder
        ):
            return
        folder = above


def _owners(folder: str) -> set[int]:
    """Whose files above a folder count. Windows has no such numbers: there all are 0."""
    return {0, getattr(os, "geteuid", int)(), os.stat(folder).st_uid if os.path.exists(folder) else 0}


# ---- reading ------------------------------------------------------------------------------------------


def read(path: str, data: Data) -> HouseVocabulary:
    """The words in a decision file; ``InputError`` names the file and the key when something is wrong."""
    try:
        with open(0, "rb", closefd=False) if path == STDIN else open(path, "rb") as opened:
            content = within(opened.read(LARGEST_DECISION + 1), LARGEST_DECISION, path)
        table = toml_table(content.decode("utf-8-sig"))  # an editor may have put a mark before it
    except OSError as error:
        raise InputError("file-unreadable", name=path, why=failure_of(error)) from error
    except UnicodeDecodeError as error:
        raise InputError("file-not-utf8", name=path) from error
    except (ValueError, RecursionError) as error:
        raise InputError("decision-broken", name=path, why=failure_of(error)) from error
    try:
        check_bounds(table)
        house = _read_table(table, data)
        _check_paths("keep.paths", house.keep.paths, path)
        for text, own in house.texts.items():
            _check_paths(f"words.{text}.paths", own.paths, path)
    except InputError as error:
        raise InputError(error.code, name=path, **error.values) from error
    return house


def _check_paths(key: str, patterns: Iterable[str], file: str) -> None:
    """``InputError`` for one that may mean what lies outside of the folder of the file."""
    for pattern in patterns:
        if _leads_out(pattern, os.path.dirname(os.path.realpath(file))):
            raise InputError("decision-path", key=key, path=pattern)


def _leads_out(pattern: str, folder: str) -> bool:
    """A slash at the beginning is the folder itself, as in a .gitignore; ``..``, ``~``, a drive, a share and
    a backslash lead out, and so may a link in what comes before the first wildcard."""
    parts = pattern.split("/")
    if ".." in parts or pattern.startswith(("~", "//")) or "\\" in pattern or pattern[1:2] == ":":
        return True
    place = folder
    for part in takewhile(lambda part: not {"*", "?"} & {*part}, filter(None, parts)):
        place = os.path.join(place, part)
        if os.path.islink(place):
            place = "" if _is_endless(place) else os.path.realpath(place)
            if not lies_below(place, folder):
                return True
    return False


def _is_endless(link: str) -> bool:
    """Is it the first of more links than a system follows?"""
    try:
        os.stat(link)
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _read_table(table: Mapping[str, Any], data: Data) -> HouseVocabulary:
    version = needed(table, "format_version", "int")
    if version not in READ_VERSIONS:
        raise InputError("decision-version", version=version)
    return read_version_1(table, data) if version == 1 else _version_2(table, data)


def _version_2(table: Mapping[str, Any], data: Data) -> HouseVocabulary:
    try:
        file = msgspec.convert(table, HouseTable)
    except msgspec.ValidationError as error:
        # Not from it: a traceback that is asked for would show a key of the file as it is, line by line.
        raise misfit_of(error, table, HouseTable) from None
    knowledge = data.knowledge
    texts = {text: file.words.pop(text) for text in data.media if text in file.words}
    if not file.languages:
        raise missing("languages")
    _check("languages", file.languages, knowledge.languages)
    _check("[words]", file.words, (*knowledge.roles, *knowledge.parties))
    _check("[verdicts]", file.verdicts, file.words)
    _check("[verdicts]", file.verdicts.values(), knowledge.verdicts)
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


def _check(table: str, names: Iterable[str], known: Iterable[str]) -> None:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            raise InputError("decision-key-in", table=table, key=name, allowed=", ".join(allowed))


def _roles(file: HouseTable, data: Data) -> dict[str, HouseRole]:
    termbase = termbase_of_house(file, data)
    found: dict[str, tuple[str, dict[str, str]]] = {}
    regional: dict[str, dict[str, str]] = {}
    for role, value in file.words.items():
        words = _by_language(f"words.{role}", value, file.languages, CONCEPT, by_region=True)
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
    _check(f"[{key}]", words, house.roles)
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


def _by_language(
    key: str, value: object, languages: tuple[str, ...], *others: str, by_region: bool = False
) -> dict[str, str]:
    """Words by language; a single word is the same in all of them."""
    if isinstance(value, str) and value.strip():
        return dict.fromkeys(languages, value)
    words = value if isinstance(value, dict) else {}
    if not words or not all(isinstance(word, str) and word.strip() for word in words.values()):
        raise InputError("decision-value", key=key)
    codes = [*words]
    if by_region:  # a word of a region stands beside that of its language: fr-CA
        codes = [code.partition("-")[0] if code.partition("-")[0] in words else code for code in words]
    _check(key, codes, (*languages, *others))
    return dict(words)


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
