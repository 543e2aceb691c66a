"""What is said of words and trades: concepts, designations, citations, businesses, remarks, media."""

from collections.abc import Iterator

from relcli.load import LANGUAGES
from relcli.validate.data import Data, Problem, Table, answers, concepts_of, unknown


def concepts(data: Data) -> Iterator[Problem]:
    """A concept has a known origin and known roles, says why if it has none, and somebody uses it."""
    origins, roles = data.ids("vocabulary.toml", "origins"), data.ids("vocabulary.toml", "roles")
    used = {concept for _, _, claim in data.entries("sources", "claims") for concept in concepts_of(claim)}
    for _, _, entry in data.entries("guidance", "guidance"):
        used.update(entry.get("concepts", ()))
    for stem, table in data.under("concepts").items():
        file = f"concepts/{stem}.toml"
        if stem not in used:
            yield Problem(file, "", "no claim and no guidance uses this concept")
        for says in unknown("origin", table.get("origin"), origins):
            yield Problem(file, "origin", says)
        for role in table.get("roles", ()):
            for says in unknown("role", role, roles):
                yield Problem(file, "roles", says)
        if bool(table.get("roles")) == ("unranked" in table):
            says = "must say why no answer can choose it, if and only if it has no roles"
            yield Problem(file, "unranked", says)


def relations(data: Data) -> Iterator[Problem]:
    """Relations lead to other concepts; the documents' own are told on both sides when they hold so."""
    known = {table.get("id"): table for _, table in data.concept_files()}
    for file, table in data.concept_files():
        own = table.get("id")
        others = {key: table.get(key, ()) for key in ("related", "contrasts")}
        others["broader"] = [table["broader"]] if "broader" in table else []
        for key, concepts in others.items():
            for other in concepts:
                if other not in known or other == own:
                    yield Problem(file, key, f"unknown concept {other!r}")
                elif (
                    key != "broader" and file.startswith("concepts/") and own not in known[other].get(key, ())
                ):
                    yield Problem(file, key, f"{other!r} does not say the same of {own!r}")


def designations(data: Data) -> Iterator[Problem]:
    """Per language one preferred term; statuses, genders and sources are known; no false friend."""
    for file, table in data.concept_files():
        false = {(f.get("language"), f.get("word")) for f in table.get("false_friends", ())}
        for language, entries in table.get("designations", {}).items():
            if sum(d.get("status") == "preferred" for d in entries) != 1:
                yield Problem(file, f"designations.{language}", "must have exactly one preferred term")
            for designation in entries:
                where = f"designations.{language}[{designation.get('term')}]"
                for says in _designation(designation, language, data):
                    yield Problem(file, where, says)
                if (language, designation.get("term")) in false:
                    yield Problem(file, where, "is listed as a false friend as well")


def _designation(designation: Table, language: str, data: Data) -> Iterator[str]:
    sources = designation.get("sources", ())
    citable = {*data.under("sources"), *data.ids("references.toml", "references")}
    yield from unknown("status", designation.get("status"), data.ids("vocabulary.toml", "statuses"))
    if (language != "en") != (designation.get("gender") in ("masculine", "feminine", "neuter")):
        yield "needs a gender in French and Romanian, and none in English"
    if not sources:
        yield "needs a source"
    for source in sources:
        yield from unknown("source", source, citable)
    if "follows" in designation:
        yield from unknown("concept", designation["follows"], data.under("concepts"))


def citations(data: Data) -> Iterator[Problem]:
    """A definition cites a place that exists, and every reference is cited by somebody."""
    references = data.ids("references.toml", "references")
    cited = {remark.get("source") for remark in data.files.get("remarks.toml", {}).get("remarks", ())}
    for file, table in data.concept_files():
        for entries in table.get("designations", {}).values():
            cited |= {source for designation in entries for source in designation.get("sources", ())}
        for citation in table.get("definition_sources", ()):
            source, section = citation.get("source"), citation.get("section")
            cited.add(source)
            if source not in references and section not in data.titles(source):
                yield Problem(file, "definition_sources", f"unknown place {section!r} in {source!r}")
    for reference in sorted(references - cited):
        yield Problem("references.toml", reference, "nothing cites it")


def trades(data: Data) -> Iterator[Problem]:
    """A business has answers to known questions, and a name that no other has."""
    options = data.options()
    owners: dict[tuple[str, str], str] = {}
    for stem, name, trade in data.entries("businesses", "businesses"):
        file = f"businesses/{stem}.toml"
        for says in answers(trade.get("answers", {}), options):
            yield Problem(file, name, says)
        for language, label in trade.get("label", {}).items():
            owner = owners.setdefault((language, label.casefold()), name)
            if owner != name:
                yield Problem(file, name, f"{label!r} is the name of {owner!r} already")


def trade_words(data: Data) -> Iterator[Problem]:
    """The words of a trade are known concepts, for known roles; every sector word has a trade."""
    concepts = data.concept_ids()
    parties = data.ids("vocabulary.toml", "parties")
    used = set()
    for stem, name, trade in data.entries("businesses", "businesses"):
        complaints: list[str] = []
        for role, concept in trade.get("words", {}).items():
            used.add(concept)
            complaints += unknown("role", role, data.ids("vocabulary.toml", "roles"))
            complaints += unknown("concept", concept, concepts)
        for role in trade.get("absent", ()):
            complaints += unknown("role", role, data.ids("vocabulary.toml", "roles"))
        for entry in trade.get("parties", ()):
            used.add(entry.get("concept"))
            complaints += unknown("party", entry.get("party"), parties)
            complaints += unknown("concept", entry.get("concept"), concepts)
        for entry in trade.get("divided", ()):
            used.add(entry.get("concept"))
            complaints += unknown("concept", entry.get("concept"), concepts)
        for says in complaints:
            yield Problem(f"businesses/{stem}.toml", name, says)
    for stem in data.under("sector"):
        if stem not in used:
            yield Problem(f"sector/{stem}.toml", "", "no trade uses this word")


def remarks(data: Data) -> Iterator[Problem]:
    """A remark is about known concepts, trades and answers, and cites a known reference."""
    concepts = data.concept_ids()
    trades = {name for _, name, _ in data.entries("businesses", "businesses")}
    for remark in data.files.get("remarks.toml", {}).get("remarks", ()):
        complaints = [
            *unknown("kind", remark.get("kind"), ("legal", "preference")),
            *unknown("source", remark.get("source"), data.ids("references.toml", "references")),
            *answers(remark.get("hears", {}), data.options()),
        ]
        for concept in remark.get("concepts", ()):
            complaints += unknown("concept", concept, concepts)
        for trade in remark.get("businesses", ()):
            if trade not in trades:
                complaints.append(f"unknown business {trade!r}")
        if not remark.get("concepts") and not remark.get("businesses"):
            complaints.append("is about nothing")
        for says in complaints:
            yield Problem("remarks.toml", remark.get("id", "?"), says)


def media(data: Data) -> Iterator[Problem]:
    """A place speaks of known concepts and languages."""
    concepts = data.concept_ids()
    for medium in data.files.get("media.toml", {}).get("media", ()):
        for entry in (*medium.get("words", ()), *medium.get("ambiguous", ())):
            complaints = [*unknown("concept", entry.get("concept"), concepts)]
            if "language" in entry:
                complaints += unknown("language", entry["language"], LANGUAGES)
            for says in complaints:
                yield Problem("media.toml", medium.get("id", "?"), says)
