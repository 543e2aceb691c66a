"""The shipped knowledge: what the documents list comes out, and nothing in it is idle or ambiguous."""

import random
from collections import defaultdict
from itertools import product

import pytest
from msgspec.structs import astuple, replace
from support.profiles import core_profiles, profiles
from support.shipped import DATA
from support.tiny import decided

from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.decision import Decision, decide
from relcli.language import preferred
from relcli.model.files import Example
from relcli.model.knowledge import Knowledge

KNOWLEDGE = DATA.knowledge
ROLES = tuple(KNOWLEDGE.roles)
CLAIMS = [claim for source in KNOWLEDGE.sources.values() for claim in source.claims]


# ---- what the documents list ------------------------------------------------------------------------


def name(example: Example) -> str:
    listed = example.trade or (example.text or {})["en"]
    return f"{example.source}: {listed} ({example.role}) → {example.expect}"


def alone(ballots: Ballots, example: Example) -> str | None:
    ballot = ballots.of(example.role)
    return ballot.documents[example.source].choice(ballot.narrow_to_role(example.answers), None)


@pytest.mark.parametrize("example", DATA.examples, ids=name)
def test_each_document_alone_gives_its_own_examples(ballots, example):
    assert alone(ballots, example) == example.expect


def listed() -> dict[tuple[str, str], list[Example]]:
    """The trades that documents list, with everything listed of them."""
    trades = defaultdict(list)
    for example in DATA.examples:
        if example.trade:
            trades[example.trade, example.role].append(example)
    return trades


SHARED = [trade for trade, examples in listed().items() if len({e.source for e in examples}) > 1]


@pytest.mark.parametrize(("trade", "role"), SHARED, ids="/".join)
def test_a_trade_on_which_several_documents_agree_comes_out_so_read_together(ballots, trade, role):
    examples = listed()[trade, role]
    if len({example.expect for example in examples}) == 1:
        assert decided(ballots, examples[0].answers, role).winner == examples[0].expect


@pytest.mark.parametrize(("trade", "role"), listed(), ids="/".join)
def test_a_document_that_lists_a_trade_is_followed_or_its_dissent_is_named(ballots, trade, role):
    """Documents that disagree are named, never averaged away."""
    for example in listed()[trade, role]:
        decision = decided(ballots, example.answers, role)
        voices = {voice.id: voice for reading in decision.readings for voice in reading.sources}

        assert example.expect in (decision.winner, voices[example.source].concept)


@pytest.mark.parametrize(
    ("trade", "concept", "verdict"),
    [
        pytest.param("law-firm", "client", "clear", id="a law firm has clients"),
        pytest.param("accountant", "client", "clear", id="so has an accountant"),
        pytest.param("supermarket", "customer", "clear", id="a supermarket has customers"),
        pytest.param("petrol-station", "customer", "clear", id="so has a petrol station"),
        pytest.param("retail-bank", "customer", "clear", id="and a bank"),
        pytest.param("saas", "customer", "contested", id="software by subscription is contested"),
    ],
)
def test_trades_that_everybody_asks_about(ballots, trade, concept, verdict):
    decision = decided(ballots, DATA.trades[trade].answers)

    assert (decision.winner, decision.verdict) == (concept, verdict)


def test_for_a_bank_the_other_side_that_the_loyalty_reading_sees_is_named(ballots):
    decision = decided(ballots, DATA.trades["retail-bank"].answers)
    dissent = {reading.id: reading.concept for reading in decision.readings if reading.agrees is False}

    assert dissent == {"loyalty": "client"}


@pytest.mark.parametrize(
    ("volume", "repeat", "concept", "verdict"),
    [
        pytest.param("many", "ongoing", "client", "contested", id="accounts that one knows"),
        pytest.param("mass", "ongoing", "customer", "contested", id="a crowd"),
        pytest.param("many", "habitual", "customer", "contested", id="those who come back"),
        pytest.param("mass", "habitual", "customer", "clear", id="a crowd that comes back"),
    ],
)
def test_software_under_standard_terms_on_the_core_answers_alone(ballots, volume, repeat, concept, verdict):
    decision = decided(
        ballots, {"offer": "software", "volume": volume, "contract": "terms", "repeat": repeat}
    )

    assert (decision.winner, decision.verdict) == (concept, verdict)


@pytest.mark.parametrize(
    ("concept", "role", "given"),
    [
        ("buyer", "payer", {"market": "businesses"}),
        ("client", "payer", {"offer": "tailored-service", "contract": "agreement"}),
        ("client", "end-user", {"offer": "tailored-service"}),
        ("client", "regular", {"repeat": "ongoing"}),
        ("clientele", "group", {}),
        ("consumer", "payer", {"market": "individuals"}),
        ("consumer", "end-user", {"offer": "goods", "payer": "other"}),
        ("customer", "payer", {"offer": "goods", "volume": "mass"}),
        ("customer", "end-user", {"offer": "standard-service"}),
        ("patron", "payer", {"place": "venue"}),
        ("prospect", "payer", {"stage": "not-yet"}),
        ("prospect", "prospect", {}),
        ("regular", "regular", {"place": "venue"}),
        ("shopper", "payer", {"place": "shop"}),
        ("user", "end-user", {"offer": "software"}),
    ],
)
def test_every_concept_is_the_word_somewhere(ballots, concept, role, given):
    assert ballots.of(role).winner(given) == concept


def test_no_concept_with_roles_is_missing_above():
    [table] = [m for m in test_every_concept_is_the_word_somewhere.pytestmark if m.name == "parametrize"]

    assert {row[0] for row in table.args[1]} == {c.id for c in KNOWLEDGE.concepts.values() if c.roles}


# ---- what the documents do not tell apart ----------------------------------------------------------------


@pytest.mark.parametrize("source", ["berry", "definition-client"])
def test_documents_without_the_professionals_client_never_move_it_against_the_customer(source):
    for claim in KNOWLEDGE.sources[source].claims:
        assert claim.effects.get("client", 0) == claim.effects.get("customer", 0), claim.id


@pytest.mark.parametrize("source", KNOWLEDGE.sources.values(), ids=lambda source: source.id)
def test_a_document_names_nothing_that_it_does_not_tell_apart(source):
    named = {concept for claim in source.claims for concept in (*claim.supports, *claim.opposes)}

    assert not named & {other for others in source.covers.values() for other in others}


# ---- nothing counts twice, nothing is idle ------------------------------------------------------------------


def test_no_claim_counts_twice(ballots):
    for role, profile in product(ROLES, profiles(100, seed=1)):
        heard = [vote.claim.id for vote in decided(ballots, profile, role).heard]
        assert len(heard) == len(set(heard))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_moves_no_concept_by_more_than_its_strength(claim):
    points = {strength.id: strength.points for strength in KNOWLEDGE.strengths.values()}

    assert {abs(effect) for effect in claim.effects.values()} == {points[claim.strength]}
    assert all(claim.effects[concept] > 0 for concept in claim.supports)
    assert all(claim.effects[concept] < 0 for concept in claim.opposes)


def without(knowledge: Knowledge, claim_id: str) -> Knowledge:
    """The same knowledge, but that claim gives no points."""
    return replace(
        knowledge,
        sources={
            source.id: replace(
                source, claims=tuple(replace(c, effects={}) if c.id == claim_id else c for c in source.claims)
            )
            for source in knowledge.sources.values()
        },
    )


def outcome(decision: Decision) -> tuple[str | None, str]:
    return decision.winner, decision.verdict


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_makes_a_difference_somewhere_unless_it_says_why_it_stays(claim):
    rest = without(KNOWLEDGE, claim.id)
    ballots = [(Ballot(KNOWLEDGE, role, None), Ballot(rest, role, None)) for role in claim.roles]
    heard = [
        {**profile, claim.question: option}
        for profile in [{}, *profiles(400, seed=2, complete=False)]
        for option in claim.options
    ]
    differs = any(
        outcome(decide(full, profile)) != outcome(decide(less, profile))
        for profile in heard
        for full, less in ballots
    )

    assert differs == (claim.stays is None)


@pytest.mark.parametrize("question", KNOWLEDGE.questions.values(), ids=lambda question: question.id)
def test_every_answer_that_a_claim_hears_makes_a_difference_somewhere(ballots, question):
    """It gives another winner or verdict than the same answers with that question left open."""
    spoken_of = {option for claim in CLAIMS if claim.question == question.id for option in claim.options}
    left_open = [{**p, question.id: "unknown"} for p in profiles(200, seed=3, complete=False)]

    assert spoken_of
    for option in spoken_of:
        assert any(
            outcome(decided(ballots, p, role)) != outcome(decided(ballots, {**p, question.id: option}, role))
            for role in ("payer", "end-user", "regular")
            for p in left_open
        ), option


# ---- the same answers, the same bytes -----------------------------------------------------------------------


def shuffled(knowledge: Knowledge, seed: int) -> Knowledge:
    """The same knowledge from files read in another order, their entries in another order too."""
    chance = random.Random(seed)

    def mix(mapping):
        return dict(chance.sample([*mapping.items()], len(mapping)))

    return replace(
        knowledge,
        concepts=mix(knowledge.concepts),
        sources={
            source_id: replace(source, claims=tuple(chance.sample(source.claims, len(source.claims))))
            for source_id, source in mix(knowledge.sources).items()
        },
        roles=mix(knowledge.roles),
        readings=mix(knowledge.readings),
        questions={
            question_id: replace(
                question, options=tuple(chance.sample(question.options, len(question.options)))
            )
            for question_id, question in mix(knowledge.questions).items()
        },
    )


def regardless_of_order(decision: Decision) -> tuple:
    return (
        outcome(decision),
        decision.ranking,
        decision.margin,
        sorted((vote.claim.id, vote.answer) for vote in decision.heard),
        sorted((r.id, r.concept, r.agrees, tuple(sorted(r.sources, key=repr))) for r in decision.readings),
        sorted(map(astuple, decision.open_questions)),
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_order_of_the_data_changes_no_decision(ballots, role):
    others = [Ballots(shuffled(KNOWLEDGE, seed)) for seed in (1, 2)]
    for profile in [*core_profiles(), *profiles(300, seed=4), *profiles(100, seed=5, complete=False)]:
        expected = regardless_of_order(decided(ballots, profile, role))
        assert all(regardless_of_order(decided(other, profile, role)) == expected for other in others)


# ---- one word, one concept ------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_patron_is_never_the_word_for_somebody_served(language):
    """French and Romanian patron is the owner or the boss."""
    for concept in DATA.termbase.values():
        for designation in concept.designations[language]:
            words = [designation.term, designation.contrast or "", *designation.forms.values()]
            assert not any("patron" in word.casefold().split() for word in words), concept.id


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
@pytest.mark.parametrize("concept", KNOWLEDGE.concepts.values(), ids=lambda concept: concept.id)
def test_a_concept_can_be_told_from_those_it_contrasts_with(concept, language):
    """Either the words differ, or both have one to use where a text must tell them apart."""
    own = preferred(concept, language)
    for other in (preferred(KNOWLEDGE.concepts[c], language) for c in concept.contrasts):
        if own.term == other.term:
            assert own.contrast
            assert other.contrast
            assert len({own.term, own.contrast, other.contrast}) == 3
