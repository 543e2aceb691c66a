"""A decision file as text: the same words give the same bytes, and what can be told is not written down."""

from collections.abc import Iterable, Iterator, Mapping

from relcli.data import Data
from relcli.house.concepts import concept_of
from relcli.house.version_2 import CONCEPT, FORMAT_VERSION, languages_of_rule
from relcli.house.words import CLEAR, PAYER, HouseRole, HouseVocabulary


def to_toml(house: HouseVocabulary, data: Data, heading: str) -> str:
    """The file's text; ``heading`` becomes a comment at its top."""
    lines = [f"# {line}" for line in heading.splitlines()]
    lines += [f"format_version = {FORMAT_VERSION}", f"data = {_string(house.data)}"]
    if house.trade:
        lines.append(f"trade = {_string(house.trade)}")
    lines.append(f"languages = {_list(house.languages)}")
    lines += _section("answers", {q: _string(a) for q, a in house.answers.items()})
    lines += _section("words", {name: _words(name, role, house, data) for name, role in house.roles.items()})
    lines += _section("avoid", _avoid(house, data))
    keep = {"phrases": house.keep.phrases, "paths": house.keep.paths}
    lines += _section("keep", {key: _list(values) for key, values in keep.items() if values})
    verdicts = {name: role.verdict for name, role in house.roles.items() if role.verdict != CLEAR}
    lines += _section("verdicts", {name: _string(verdict) for name, verdict in verdicts.items()})
    for name, role in house.roles.items():
        lines += _because(name, role, house)
    return "\n".join(lines) + "\n"


def _section(name: str, values: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{_key(key)} = {value}" for key, value in values.items())] if values else []


def _words(name: str, role: HouseRole, house: HouseVocabulary, data: Data) -> str:
    words = dict(role.words)
    if concept_of(words, name, house.trade, house.answers, data) != role.concept:
        words[CONCEPT] = role.concept
    return _table(words, house.languages)


def _table(words: Mapping[str, str], languages: tuple[str, ...]) -> str:
    """One word where it is the same in all the languages."""
    first, *others = dict.fromkeys(words.values())
    if not others and set(words) == set(languages):
        return _string(first)
    return "{ " + ", ".join(f"{key} = {_string(word)}" for key, word in words.items()) + " }"


def _avoid(house: HouseVocabulary, data: Data) -> dict[str, str]:
    by_word: dict[str, dict[str, str]] = {}
    for rule in house.avoid:
        by_word.setdefault(rule.word, {})[rule.language] = rule.instead
    found = {}
    for word, instead in by_word.items():
        first, *others = dict.fromkeys(instead.values())
        derived = languages_of_rule(word, first, house.languages, house.roles, data)
        # Without a language where the languages can be told.
        found[word] = _table(instead, tuple(instead) if not others and set(derived) == set(instead) else ())
    return found


def _because(name: str, role: HouseRole, house: HouseVocabulary) -> Iterator[str]:
    payer = house.roles.get(PAYER)
    if payer and name != PAYER and (role.concept, role.because) == (payer.concept, payer.because):
        return
    for because in role.because:
        yield from ("", "[[because]]")
        for key in ("says", "source", "section"):
            if (value := getattr(because, key)) is not None:
                yield f"{key} = {_string(value)}"
        if name != PAYER:
            yield f"role = {_string(name)}"


def _key(key: str) -> str:
    bare = all(c.isascii() and (c.isalnum() or c in "-_") for c in key)
    return key if bare and key else _string(key)


def _string(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_string, values))}]"
