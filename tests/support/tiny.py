"""A body of knowledge small enough to check every sum by hand, and the builders to make others."""

from collections.abc import Iterable, Iterator
from itertools import product

from msgspec.structs import replace

from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.decision import Decision, decide
from relcli.model import (
    AnswerOption,
    Answers,
    Claim,
    Concept,
    Criterion,
    PerLanguage,
    Question,
    Source,
    Text,
)
from relcli.model.knowledge import Knowledge
from relcli.model.people import Role

BLANK = Text("", "", "")


def question(question_id: str, options: str, *, core: bool = False) -> Question:
    """``question("volume", "few many", core=True)``."""
    choices = tuple(AnswerOption(option, BLANK, BLANK, BLANK) for option in options.split())
    return Question(id=question_id, core=core, label=BLANK, ask=BLANK, why=BLANK, options=choices)


def claim(claim_id: str, when: str, *roles: str, **points: int) -> Claim:
    """``claim("crowd", "volume=many", customer=+4)``: who gains and who loses, for the payer if no role is named."""
    asked, _, options = when.partition("=")
    return Claim(
        id=claim_id,
        source="",
        section="§ 1",
        roles=roles or ("payer",),
        hears={asked: tuple(options.split("|"))},
        supports=tuple(concept for concept, effect in points.items() if effect > 0),
        opposes=tuple(concept for concept, effect in points.items() if effect < 0),
        strength="",
        effects=points,
        says=BLANK,
    )


def source(source_id: str, reading: str, *claims: Claim, covers: dict[str, str] | None = None) -> Source:
    """A document; ``covers={"customer": "client"}``: what it says of the customer, it says of the client too."""
    reached = {concept: tuple(others.split()) for concept, others in (covers or {}).items()}
    return Source(
        id=source_id,
        reading=reading,
        author="",
        title="",
        language="",
        note=BLANK,
        covers=reached,
        sections=(),
        claims=tuple(
            replace(
                claim,
                source=source_id,
                effects={
                    concept: effect
                    for named, effect in claim.effects.items()
                    for concept in (named, *reached.get(named, ()))
                },
            )
            for claim in claims
        ),
    )


def concept(concept_id: str, roles: str = "payer") -> Concept:
    """``concept("client", "payer regular")``: an idea that fills these roles."""
    return Concept(
        id=concept_id,
        origin="documents",
        roles=tuple(roles.split()),
        gloss=BLANK,
        definition=BLANK,
        definition_sources=(),
        when=BLANK,
        designations=PerLanguage((), (), ()),
    )


def role(role_id: str, **needs: str) -> Role:
    """``role("regular", repeat="weekly daily")``: the answers under which the role exists at all."""
    return Role(role_id, BLANK, BLANK, {asked: tuple(options.split()) for asked, options in needs.items()})


def knowledge(
    questions: list[Question],
    concepts: list[Concept],
    sources: list[Source],
    roles: tuple[Role, ...] = (role("payer"),),
    large_lead: int = 4,
) -> Knowledge:
    return Knowledge(
        languages=("en",),
        large_lead=large_lead,
        questions={q.id: q for q in questions},
        roles={r.id: r for r in roles},
        readings={s.reading: Criterion(s.reading, BLANK, BLANK) for s in sources},
        strengths={},
        statuses={},
        verdicts={},
        origins={},
        topics={},
        sources={s.id: s for s in sources},
        concepts={c.id: c for c in concepts},
    )


TINY = knowledge(
    questions=[
        question("contract", "none agreement", core=True),
        question("volume", "few many", core=True),
        question("repeat", "once weekly daily"),
        question("place", "shop office"),
    ],
    roles=(role("payer"), role("regular", repeat="weekly daily"), role("group")),
    concepts=[
        concept("client", "payer regular"),
        concept("clientele", "group"),
        concept("consumer"),
        concept("customer", "payer regular"),
        concept("regular", "regular"),
    ],
    sources=[
        source(
            "notary",
            "deed",
            claim("signed", "contract=agreement", client=+4),
            claim("unsigned", "contract=none", customer=+2),
            claim("crowd", "volume=many", "payer", "regular", customer=+4),
            claim("counter", "place=shop", client=-1),
        ),
        source("broker", "deed", claim("desk", "place=office", client=+2)),
        source(
            "grocer",
            "habit",
            claim("faithful", "repeat=weekly|daily", customer=+4),
            claim("passing", "repeat=once", consumer=+4),
            claim("always", "repeat=daily", "regular", regular=+4),
            claim("at-the-shop", "place=shop", "regular", regular=+1),
            covers={"customer": "client"},
        ),
        source(
            "stylist",
            "taste",
            claim("cherished", "volume=few", client=+2),
            claim("in-between", "repeat=weekly", client=+2, customer=+2),
        ),
    ],
)
"""Two documents that share a reading, one that does not tell a client from a customer, one more."""


def answers(text: str) -> dict[str, str]:
    """``answers("contract=none volume=few")``."""
    return dict(pair.split("=") for pair in text.split())


def profiles(base: Knowledge) -> list[dict[str, str]]:
    """Every set of answers there is, open questions included."""
    options = [[None, *(o.id for o in q.options)] for q in base.questions.values()]
    return [
        {asked: option for asked, option in zip(base.questions, chosen, strict=True) if option}
        for chosen in product(*options)
    ]


def completions(ballot: Ballot, told: Answers, among: Iterable[str]) -> Iterator[dict[str, str]]:
    """Every way to answer these open questions, or to leave some of them open."""
    among = list(among)
    for chosen in product(*([None, *ballot.table[asked]] for asked in among)):
        more = {asked: option for asked, option in zip(among, chosen, strict=True) if option}
        yield {**told, **more}


def decided(ballots: Ballots, given: Answers, role: str = "payer", reading: str | None = None) -> Decision:
    """The decision for one role."""
    return decide(ballots.of(role, reading), given)
