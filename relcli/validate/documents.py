"""What the documents say: questions, claims, sections, examples, guidance."""

from collections.abc import Iterator, Mapping

from relcli import load
from relcli.decide.ballot import Ballots
from relcli.load import DEFAULT_ROLES
from relcli.validate.data import Data, Problem, Table, answers, concepts_of, unknown


def questions(data: Data) -> Iterator[Problem]:
    """There are core questions, they come first, and the narrowing of a role is about known options."""
    entries = data.files.get("questions.toml", {}).get("questions", ())
    core = [q.get("core", False) for q in entries]
    if not any(core) or core != sorted(core, reverse=True):
        yield Problem("questions.toml", "core", "the core questions must come first, and there must be some")
    for role in data.files.get("vocabulary.toml", {}).get("roles", ()):
        for says in answers(role.get("needs", {}), data.options()):
            yield Problem("vocabulary.toml", f"roles[{role.get('id')}]", says)


def claims(data: Data) -> Iterator[Problem]:
    """A claim has a known section and strength, and hears some answers to one question, not all."""
    strengths, options = data.ids("vocabulary.toml", "strengths"), data.options()
    for stem, name, claim in data.entries("sources", "claims"):
        for says in (
            *unknown("section", claim.get("section"), data.titles(stem)),
            *unknown("strength", claim.get("strength"), strengths),
            *_hearing(claim.get("hears", {}), options),
        ):
            yield Problem(f"sources/{stem}.toml", name, says)


def _hearing(hears: Table, options: Mapping[str, set[str]]) -> Iterator[str]:
    if len(hears) != 1:
        yield "must hear exactly one question"
    yield from answers(hears, options)
    for question, heard in hears.items():
        if not heard:
            yield f"no answer to {question!r} triggers it"
        if options.get(question) and options[question] <= set(heard):
            yield f"every answer to {question!r} triggers it, so it tells nothing"


def claim_concepts(data: Data) -> Iterator[Problem]:
    """A claim speaks for or against known concepts, which fill its roles."""
    fills = {stem: table.get("roles", ()) for stem, table in data.under("concepts").items()}
    known_roles = data.ids("vocabulary.toml", "roles")
    for stem, name, claim in data.entries("sources", "claims"):
        roles = claim.get("roles", DEFAULT_ROLES)
        concepts = concepts_of(claim)
        complaints = [
            *(says for concept in concepts for says in unknown("concept", concept, fills)),
            *(says for role in roles for says in unknown("role", role, known_roles)),
            *(
                f"{concept!r} does not fill the role {role!r}"
                for role in known_roles.intersection(roles)
                for concept in concepts
                if role not in fills.get(concept, known_roles)
            ),
            *(f"both supports and opposes {c!r}" for c in sorted(set(concepts)) if concepts.count(c) > 1),
        ]
        if not concepts:
            complaints.append("supports and opposes nothing")
        for says in complaints:
            yield Problem(f"sources/{stem}.toml", name, says)


def sources(data: Data) -> Iterator[Problem]:
    """A document has a known reading and tells apart what it names."""
    readings = data.ids("vocabulary.toml", "readings")
    concepts = data.under("concepts")
    for stem, table in data.under("sources").items():
        file = f"sources/{stem}.toml"
        for says in unknown("reading", table.get("reading"), readings):
            yield Problem(file, "reading", says)
        named = {concept for claim in table.get("claims", ()) for concept in concepts_of(claim)}
        for concept, covered in table.get("covers", {}).items():
            for other in (concept, *covered):
                for says in unknown("concept", other, concepts):
                    yield Problem(file, "covers", says)
            for other in sorted(named.intersection(covered)):
                yield Problem(file, "covers", f"names {other!r} in a claim, so it does tell it apart")


def sections(data: Data) -> Iterator[Problem]:
    """No heading of a document is forgotten: something was taken from it, or a reason is given."""
    for stem, table in data.under("sources").items():
        guidance = data.under("guidance").get(stem, {}).get("guidance", ())
        entries = (*table.get("claims", ()), *table.get("examples", ()), *guidance)
        used = {entry.get("section") for entry in entries}
        for section in table.get("sections", ()):
            title = section.get("title")
            if title in used and "skipped" in section:
                says = "is said to be skipped and is used"
            elif title not in used and "skipped" not in section:
                says = "nothing was taken from it and no reason is given"
            else:
                continue
            yield Problem(f"sources/{stem}.toml", f"sections[{title}]", says)


def examples(data: Data) -> Iterator[Problem]:
    """An example has a known section, expects a known concept, and has answers or businesses."""
    trades = {name for _, name, _ in data.entries("businesses", "businesses")}
    roles, options = data.ids("vocabulary.toml", "roles"), data.options()
    for stem, name, example in data.entries("sources", "examples"):
        complaints = [
            *unknown("section", example.get("section"), data.titles(stem)),
            *unknown("concept", example.get("expect"), data.under("concepts")),
            *unknown("role", example.get("role", DEFAULT_ROLES[0]), roles),
            *answers(example.get("answers", {}), options),
        ]
        for trade in example.get("businesses", ()):
            complaints += unknown("business", trade, trades)
        if ("answers" in example) == ("businesses" in example):
            complaints.append("needs either answers or businesses")
        if ("answers" in example) != ("text" in example):
            complaints.append("answers and text go together")
        for says in complaints:
            yield Problem(f"sources/{stem}.toml", name, says)


def guidance(data: Data) -> Iterator[Problem]:
    """Guidance hangs on known concepts, a known topic and a known section; every topic has some."""
    topics = data.ids("vocabulary.toml", "topics")
    for stem, name, entry in data.entries("guidance", "guidance"):
        complaints = [
            *unknown("section", entry.get("section"), data.titles(stem)),
            *unknown("topic", entry.get("topic"), topics),
        ]
        for concept in entry.get("concepts", ()):
            complaints += unknown("concept", concept, data.under("concepts"))
        if (entry.get("topic") == "journey") != ("step" in entry):
            complaints.append("step goes with the topic journey, and with no other")
        for says in complaints:
            yield Problem(f"guidance/{stem}.toml", name, says)
    for topic in sorted(
        topics - {entry.get("topic") for _, _, entry in data.entries("guidance", "guidance")}
    ):
        yield Problem("vocabulary.toml", f"topics[{topic}]", "no guidance is about it")


def outcomes(data: Data) -> Iterator[Problem]:
    """Each document, heard alone, gives its own examples."""
    ballots = Ballots(load.knowledge(data.folder))
    for example in load.examples(data.folder):
        ballot = ballots.of(example.role)
        voice = ballot.documents[example.source].choice(ballot.narrow_to_role(example.answers), None)
        if voice != example.expect:
            name = example.trade or (example.text or {}).get("en")
            yield Problem(
                f"sources/{example.source}.toml",
                f"example {name!r} ({example.role})",
                f"expects {example.expect!r}; the document alone gives {voice!r}",
            )
