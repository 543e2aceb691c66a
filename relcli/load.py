"""The only reader of ``data/``: TOML in, the values of ``relcli.model`` out.

An installed package holds beside each TOML file, or folder of them, its JSON twin, written when the
wheel is built, since parsing TOML would cost as much as the whole rest of a start
(``docs/develop/start-up.md``). A checkout has no twins and reads the TOML. What is read is trusted to be well
formed; ``relcli.validate`` is the one that looks at every key, and an error here points to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

from relcli.errors import KnowledgeError
from relcli.model import (
    Ambiguity,
    Citation,
    Claim,
    Concept,
    Designation,
    Division,
    Example,
    FalseFriend,
    Guidance,
    Knowledge,
    Medium,
    Option,
    Party,
    PlacedWord,
    Question,
    Reference,
    Remark,
    Role,
    Section,
    Source,
    Text,
    Trade,
    Value,
)

LANGUAGES = ("en", "fr", "ro")
DEFAULT_ROLES = ("payer",)
FORMS = (
    "plural",
    "feminine",
    "feminine_plural",
    "definite",
    "definite_plural",
    "feminine_definite",
    "feminine_definite_plural",
)

Table = Mapping[str, Any]
T = TypeVar("T")


def _reader(load: Callable[[str | None], T]) -> Callable[..., T]:
    """Each folder is read once, and whatever is wrong with it is a ``KnowledgeError``."""

    @cache
    @wraps(load)
    def guarded(folder: str | None = None) -> T:
        try:
            return load(folder)
        except (AttributeError, KeyError, OSError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{load.__name__}: {error!r}") from error

    return guarded


def data_folder() -> str:
    """Where the data lies: inside an installed package, or beside the package in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "data"), os.path.join(os.path.dirname(here), "data")):
        if os.path.isdir(folder):
            return folder
    raise KnowledgeError("no data folder beside the package")


def read(folder: str, name: str) -> Table:
    """``data/NAME.toml`` as plain tables, from its JSON twin when there is one."""
    path = os.path.join(folder, name)
    try:
        if os.path.exists(path + ".json"):
            import json

            with open(path + ".json", encoding="utf-8") as file:
                table: Table = json.load(file)
            return table
        import tomllib

        with open(path + ".toml", "rb") as binary:
            return tomllib.load(binary)
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}.toml: {error}") from error


def read_folder(folder: str, name: str) -> Mapping[str, Table]:
    """Every file of ``data/NAME/`` by its stem, in alphabetical order; one twin holds them all."""
    path = os.path.join(folder, name)
    if os.path.exists(path + ".json"):
        return read(folder, name)
    stems = sorted(f.removesuffix(".toml") for f in os.listdir(path) if f.endswith(".toml"))
    return {stem: read(path, stem) for stem in stems}


@_reader
def knowledge(folder: str | None = None) -> Knowledge:
    """Everything the decision and its words need; ``KnowledgeError`` if the data is broken."""
    folder = folder or data_folder()
    vocabulary = read(folder, "vocabulary")
    points = {s["id"]: s["points"] for s in vocabulary["strengths"]}
    questions = read(folder, "questions")["questions"]
    sources = [_build(stem, _source, table, points) for stem, table in read_folder(folder, "sources").items()]
    concepts = [_build(stem, _concept, table) for stem, table in read_folder(folder, "concepts").items()]
    return Knowledge(
        languages=LANGUAGES,
        large_lead=vocabulary["lead"]["large"],
        questions=_by_id(_build("questions", _question, q) for q in questions),
        roles=_by_id(_build("vocabulary", _role, r) for r in vocabulary["roles"]),
        parties=_by_id(_build("vocabulary", _party, p) for p in vocabulary["parties"]),
        sources=_by_id(sources),
        concepts=_by_id(concepts),
        date=vocabulary["data"]["date"],
        **{
            name: _by_id(_build("vocabulary", _value, v) for v in vocabulary[name])
            for name in ("readings", "strengths", "statuses", "verdicts", "origins", "topics")
        },
    )


@_reader
def termbase(folder: str | None = None) -> Mapping[str, Concept]:
    """Every concept: those of the documents, and the words that trades have established."""
    folder = folder or data_folder()
    sector = [_build(f"sector/{stem}", _concept, t) for stem, t in read_folder(folder, "sector").items()]
    return {**knowledge(folder).concepts, **_by_id(sector)}


@_reader
def remarks(folder: str | None = None) -> tuple[Remark, ...]:
    """Legal senses and preferences."""
    table = read(folder or data_folder(), "remarks")
    return tuple(_build("remarks", _remark, r) for r in table["remarks"])


@_reader
def media(folder: str | None = None) -> Mapping[str, Medium]:
    """The places where a word may stand, by id."""
    table = read(folder or data_folder(), "media")
    return _by_id(_build("media", _medium, m) for m in table["media"])


@_reader
def messages(folder: str | None = None) -> Mapping[str, Text]:
    """Every sentence the program says: message id to language to words with ``{blanks}``."""
    table: Mapping[str, Text] = read(folder or data_folder(), "messages")
    return table


@_reader
def trades(folder: str | None = None) -> Mapping[str, Trade]:
    """Business types by id, sector by sector."""
    return _by_id(
        _build(f"businesses/{sector}", _trade, b, sector)
        for sector, table in read_folder(folder or data_folder(), "businesses").items()
        for b in table["businesses"]
    )


@_reader
def guidance(folder: str | None = None) -> tuple[Guidance, ...]:
    """What the documents teach beside the choice of a word, document by document."""
    return tuple(
        _build(f"guidance/{source}", _guidance, g, source)
        for source, table in read_folder(folder or data_folder(), "guidance").items()
        for g in table["guidance"]
    )


@_reader
def references(folder: str | None = None) -> Mapping[str, Reference]:
    """Works cited for designations, by id."""
    table = read(folder or data_folder(), "references")
    return _by_id(Reference(r["id"], r["title"], r["seen"]) for r in table["references"])


@_reader
def senses(folder: str | None = None) -> Mapping[str, Table]:
    """What tells in a text whether a word means a person, by language: ``relcli.check`` reads it."""
    return read_folder(folder or data_folder(), "senses")


@_reader
def examples(folder: str | None = None) -> tuple[Example, ...]:
    """Everything the documents list, one example per business or set of answers."""
    folder = folder or data_folder()
    known = trades(folder)
    return tuple(
        example
        for stem, table in read_folder(folder, "sources").items()
        for e in table.get("examples", ())
        for example in _build(stem, _examples, e, stem, known)
    )


def _build(where: str, make: Callable[..., T], table: Table, *rest: object) -> T:
    try:
        return make(table, *rest)
    except (KeyError, TypeError, AttributeError) as error:
        name = table.get("id", "?") if isinstance(table, Mapping) else "?"
        raise KnowledgeError(f"{where}: {name}: {error!r}") from error


def _by_id(items: Iterable[Any]) -> dict[str, Any]:
    return {item.id: item for item in items}


def _value(table: Table) -> Value:
    return Value(table["id"], table["label"], table.get("says") or table.get("test") or {})


def _role(table: Table) -> Role:
    needs = {question: tuple(options) for question, options in table.get("needs", {}).items()}
    return Role(table["id"], table["label"], table["says"], needs)


def _party(table: Table) -> Party:
    return Party(table["id"], table["label"], table["says"], table["like"])


def _question(table: Table) -> Question:
    return Question(
        id=table["id"],
        core=table.get("core", False),
        label=table["label"],
        ask=table["ask"],
        why=table["why"],
        options=tuple(Option(o["id"], o["label"]) for o in table["options"]),
    )


def _source(table: Table, points: Mapping[str, int]) -> Source:
    covers = {concept: tuple(others) for concept, others in table.get("covers", {}).items()}
    return Source(
        id=table["id"],
        reading=table["reading"],
        author=table["author"],
        title=table["title"],
        language=table["language"],
        note=table["note"],
        covers=covers,
        sections=tuple(Section(s["title"], s["about"], s.get("skipped")) for s in table["sections"]),
        claims=tuple(_build(table["id"], _claim, c, table["id"], covers, points) for c in table["claims"]),
    )


def _claim(
    table: Table, source: str, covers: Mapping[str, tuple[str, ...]], points: Mapping[str, int]
) -> Claim:
    [(question, options)] = table["hears"].items()
    effects: dict[str, int] = {}
    for sign, key in ((1, "supports"), (-1, "opposes")):
        for concept in table.get(key, ()):
            for reached in (concept, *covers.get(concept, ())):
                effects[reached] = sign * points[table["strength"]]
    return Claim(
        id=table["id"],
        source=source,
        section=table["section"],
        roles=tuple(table.get("roles", DEFAULT_ROLES)),
        question=question,
        options=tuple(options),
        supports=tuple(table.get("supports", ())),
        opposes=tuple(table.get("opposes", ())),
        strength=table["strength"],
        effects=effects,
        says=table["says"],
        stays=table.get("stays"),
    )


def _examples(table: Table, source: str, known: Mapping[str, Trade]) -> list[Example]:
    def example(trade: str | None, answers: Mapping[str, str]) -> Example:
        return Example(
            source=source,
            section=table["section"],
            role=table.get("role", DEFAULT_ROLES[0]),
            expect=table["expect"],
            answers=answers,
            trade=trade,
            text=table.get("text"),
        )

    if "answers" in table:
        return [example(None, table["answers"])]
    return [example(trade, known[trade].answers) for trade in table["businesses"]]


def _concept(table: Table) -> Concept:
    return Concept(
        id=table["id"],
        origin=table["origin"],
        roles=tuple(table["roles"]),
        broader=table.get("broader"),
        related=tuple(table.get("related", ())),
        contrasts=tuple(table.get("contrasts", ())),
        gloss=table["gloss"],
        definition=table["definition"],
        definition_sources=tuple(Citation(c["source"], c["section"]) for c in table["definition_sources"]),
        when=table["when"],
        note=table.get("note"),
        unranked=table.get("unranked"),
        designations={
            language: tuple(_designation(d, language) for d in table["designations"][language])
            for language in LANGUAGES
        },
        false_friends=tuple(
            FalseFriend(f["language"], f["word"], f["says"]) for f in table.get("false_friends", ())
        ),
        buys=table.get("buys", True),
    )


def _designation(table: Table, language: str) -> Designation:
    return Designation(
        term=table["term"],
        language=language,
        status=table["status"],
        gender=table.get("gender"),
        forms={form: table[form] for form in FORMS if form in table},
        contrast=table.get("contrast"),
        follows=table.get("follows"),
        region=table.get("region"),
        note=table.get("note"),
        sources=tuple(table["sources"]),
    )


def _guidance(table: Table, source: str) -> Guidance:
    return Guidance(
        id=table["id"],
        source=source,
        section=table["section"],
        concepts=tuple(table["concepts"]),
        topic=table["topic"],
        step=table.get("step", 0),
        label=table["label"],
        says=table["says"],
    )


def _trade(table: Table, sector: str) -> Trade:
    return Trade(
        id=table["id"],
        sector=sector,
        label=table["label"],
        aliases={language: tuple(table["aliases"][language]) for language in LANGUAGES},
        isic=table.get("isic"),
        nace=table.get("nace"),
        answers=table["answers"],
        words=table.get("words", {}),
        parties={p["party"]: p["concept"] for p in table.get("parties", ())},
        divided=tuple(Division(d["concept"], d["who"]) for d in table.get("divided", ())),
        absent=tuple(table.get("absent", ())),
        leads=tuple(table.get("leads", ())),
    )


def _remark(table: Table) -> Remark:
    return Remark(
        id=table["id"],
        kind=table["kind"],
        jurisdiction=table.get("jurisdiction"),
        concepts=tuple(table["concepts"]),
        trades=tuple(table["businesses"]),
        hears={question: tuple(options) for question, options in table.get("hears", {}).items()},
        source=table["source"],
        section=table["section"],
        says=table["says"],
    )


def _medium(table: Table) -> Medium:
    return Medium(
        id=table["id"],
        label=table["label"],
        says=table["says"],
        identifiers=table.get("identifiers", False),
        words=tuple(
            PlacedWord(w["concept"], w["language"], w["term"], w.get("counterpart"))
            for w in table.get("words", ())
        ),
        ambiguous=tuple(Ambiguity(a["concept"], a["instead"], a["says"]) for a in table.get("ambiguous", ())),
    )
