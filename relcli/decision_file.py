"""The decision, carried: ``relcli.toml`` in a repository, written for people to read and review.

The file holds the answers and, per role and language, the word to use, the words admitted beside it
and those to avoid, with the reason in a line. It is stable in diffs: same decision, same bytes.
"""

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from relcli import load
from relcli.advice.advice import Advice, concepts_of
from relcli.advice.reasons import main_reasons
from relcli.advice.recommendation import Recommendation, recommend
from relcli.data import Data
from relcli.errors import InputError
from relcli.language import Texts, cite, preferred, term_for_role
from relcli.model import Concept
from relcli.whole import replace_file

NAME = "relcli.toml"
FORMAT_VERSION = 1
PROSPECT = "prospect"


class HouseTerms(NamedTuple):
    """The words of one role in one language."""

    preferred: str
    admitted: tuple[str, ...]
    deprecated: tuple[str, ...]


class HouseRole(NamedTuple):
    """What is decided for one role: concept, verdict, reason, and the words by language."""

    concept: str
    verdict: str
    reason: str
    terms: Mapping[str, HouseTerms]


class HouseVocabulary(NamedTuple):
    """A decision file as values. ``data`` is the date of the knowledge it was decided with."""

    data: str
    trade: str | None
    answers: Mapping[str, str]
    roles: Mapping[str, HouseRole]


# ---- from the advice ------------------------------------------------------------------------------


def house_vocabulary(advice: Advice, data: Data, texts: Texts) -> HouseVocabulary:
    """The words for everybody in the room, as the advice decides them."""
    trade = advice.request.trade
    return HouseVocabulary(
        data=data.knowledge.date,
        trade=trade.id if trade else None,
        answers={q: a for q, a in advice.answers.items() if q not in advice.assumed},
        roles={
            role: _role(advice, role, concept, data, texts)
            for role, concept in advice.people.items()
            if concept
        },
    )


def _role(advice: Advice, role: str, concept_id: str, data: Data, texts: Texts) -> HouseRole:
    concept = concepts_of(data, advice.request)[concept_id]
    recommendation = recommend(data.ballots, advice.request, advice.answers, role)
    return HouseRole(
        concept=concept_id,
        verdict=recommendation.verdict,
        reason=_reason(recommendation, texts) or texts.text(concept.when),
        terms={language: _terms(advice, role, concept, language) for language in data.knowledge.languages},
    )


def _reason(recommendation: Recommendation, texts: Texts) -> str | None:
    """The strongest reason for a role's word, with its place; None where nothing was heard."""
    reasons = main_reasons(recommendation.decision)
    claim = next((reason.claim for reason in reasons if reason.separates > 0), None)
    if claim is None or recommendation.basis == "sector":
        return None
    return f"{texts.text(claim.says)} ({cite(claim.source, claim.section, texts)})"


def _terms(advice: Advice, role: str, concept: Concept, language: str) -> HouseTerms:
    term = term_for_role(concept, role, language)
    own = [d for d in concept.designations[language] if d.follows in (None, advice.people["payer"])]
    admitted = [d.term for d in own if d.status == "admitted" and d.region is None]
    avoided = [d.term for d in own if d.status in ("deprecated", "superseded") and d.region is None]
    said = {c for r, c in advice.people.items() if r != role and c}
    avoided += [preferred(other, language).term for other in _rivals(concept.id, role, said)]
    kept = {term, *admitted}
    return HouseTerms(
        preferred=term,
        admitted=tuple(dict.fromkeys(admitted)),
        deprecated=tuple(dict.fromkeys(word for word in avoided if word not in kept)),
    )


def _rivals(concept: str, role: str, said: Collection[str]) -> Iterator[Concept]:
    """The contrasting concepts that would stand for the same role, and that no other role says."""
    concepts = load.termbase()
    for other in concepts[concept].contrasts:
        rival = concepts.get(other)
        if rival is None or role not in rival.roles or other in said:
            continue
        # Whoever has not bought yet is somebody else, even where the decision has no word for them.
        if role == PROSPECT or PROSPECT not in rival.roles:
            yield rival


def avoided_words(house: HouseVocabulary, name: str) -> Iterator[tuple[str, str]]:
    """(language, word) for each word that a role avoids.

    Without any of its own they are those of the concepts that contrast with its, in this role, where no
    other role says them.
    """
    role = house.roles[name]
    own = [(language, word) for language, terms in role.terms.items() for word in terms.deprecated]
    if own:
        yield from own
        return
    said = {other.concept for n, other in house.roles.items() if n != name}
    for rival in _rivals(role.concept, name, said):
        for language, terms in role.terms.items():
            word = preferred(rival, language).term
            if word not in (terms.preferred, *terms.admitted):
                yield language, word


# ---- the file -------------------------------------------------------------------------------------


def to_toml(house: HouseVocabulary, heading: str) -> str:
    """The file's text; ``heading`` becomes a comment at its top."""
    lines = [f"# {line}" for line in heading.splitlines()]
    lines += ["", f"format_version = {FORMAT_VERSION}", f"data = {_string(house.data)}"]
    if house.trade:
        lines.append(f"business = {_string(house.trade)}")
    lines += ["", "[answers]"]
    lines += [f"{question} = {_string(answer)}" for question, answer in house.answers.items()]
    for name, role in house.roles.items():
        lines += ["", f"[roles.{name}]"]
        lines += [
            f"{key} = {_string(value)}"
            for key, value in zip(("concept", "verdict", "reason"), role[:3], strict=True)
        ]
        for language, terms in role.terms.items():
            lines += [f"[roles.{name}.{language}]", f"preferred = {_string(terms.preferred)}"]
            lines += [f"admitted = {_list(terms.admitted)}", f"deprecated = {_list(terms.deprecated)}"]
    return "\n".join(lines) + "\n"


def _string(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    printable = (c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped)
    return '"' + "".join(printable) + '"'


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_string, values))}]"


def read(path: str) -> HouseVocabulary:
    """A decision file as values; ``InputError`` when it cannot be read or is none."""
    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError("file-unreadable", name=path, why=why) from error
    try:
        return _house(table)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError("decision-broken", name=path, why=error) from error


def _house(table: Mapping[str, Any]) -> HouseVocabulary:
    if table["format_version"] != FORMAT_VERSION:
        message = f"format_version {table['format_version']}"
        raise TypeError(message)
    return HouseVocabulary(
        data=table["data"],
        trade=table.get("business"),
        answers=dict(table["answers"]),
        roles={
            name: HouseRole(
                concept=role["concept"],
                verdict=role["verdict"],
                reason=role["reason"],
                terms={
                    language: HouseTerms(
                        words["preferred"], tuple(words["admitted"]), tuple(words["deprecated"])
                    )
                    for language, words in role.items()
                    if isinstance(words, Mapping)
                },
            )
            for name, role in table["roles"].items()
        },
    )


def find(start: str) -> str | None:
    """The decision file that holds for a folder: in it, or in the nearest folder above."""
    folder = os.path.abspath(start)
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def write_whole(path: str, text: str, *, force: bool) -> None:
    """Write a file whole or not at all; ``InputError`` when it exists and ``force`` is not given."""
    if os.path.exists(path) and not force:
        raise InputError("file-exists", name=path)
    try:
        replace_file(path, text.encode("utf-8"), 0o666 & ~_umask())
    except OSError as error:
        raise InputError("file-unwritable", name=path, why=error.strerror or error) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ---- what has changed -------------------------------------------------------------------------------


def changes(saved: HouseVocabulary, now: HouseVocabulary) -> list[tuple[str, str, str | None]]:
    """(role, concept then, concept now) where the knowledge has moved on since the file was written."""
    return [
        (name, role.concept, now.roles[name].concept if name in now.roles else None)
        for name, role in saved.roles.items()
        if name not in now.roles or now.roles[name].concept != role.concept
    ]
