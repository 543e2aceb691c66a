"""What would change the answer: compared with trying everything."""

import random
from itertools import chain, combinations, product

import pytest
from msgspec.structs import astuple, replace
from support.tiny import TINY, answers, claim, concept, knowledge, profiles, question, source

from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.counterfactuals import MOST, changes, flips, robustness

BALLOTS = Ballots(TINY)
PROFILES = profiles(TINY)
PAYER = BALLOTS.of("payer")


def every_change(ballot: Ballot, settled: dict[str, str], size: int) -> list[dict[str, str]]:
    """All ways to set exactly so many questions otherwise than they are."""
    others = {q: [o for o in options if o != settled.get(q)] for q, options in ballot.table.items()}
    return [
        dict(zip(chosen, values, strict=True))
        for chosen in combinations(others, size)
        for values in product(*(others[q] for q in chosen))
    ]


def smallest(
    ballot: Ballot, settled: dict[str, str], foil: str | None, most: int = 99
) -> list[dict[str, str]]:
    """By trying everything: the smallest changes that give another winner, or the foil."""
    now = ballot.winner(settled)
    for size in range(1, min(most, len(ballot.table)) + 1):
        found = [
            change
            for change in every_change(ballot, settled, size)
            if (winner := ballot.winner({**settled, **change})) is not None
            and winner != now
            and foil in (None, winner)
        ]
        if found:
            return found
    return []


def as_set(found: list[dict[str, str]]) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(change.items()) for change in found}


def agree(ballot: Ballot, settled: dict[str, str], foil: str | None, most: int = 99) -> None:
    """The changes offered are the smallest there are: all of them, or as many as are told."""
    told = flips(ballot, settled) if foil is None else flips(ballot, settled, foil=foil)
    expected = smallest(ballot, settled, foil, most)
    if not expected and most < len(ballot.table):
        assert all(len(flip.change) > most for flip in told)
        return
    offered = as_set([dict(flip.change) for flip in told])

    assert len(offered) == len(told) == min(MOST, len(expected))
    assert offered <= as_set(expected)
    assert all(ballot.winner({**settled, **flip.change}) == flip.concept for flip in told)


# ---- exact on the tiny base, for every profile ------------------------------------------------------


@pytest.mark.parametrize("role", TINY.roles)
def test_flips_are_the_smallest_changes_for_every_profile(role):
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        agree(ballot, ballot.narrow_to_role(profile), foil=None)


@pytest.mark.parametrize("role", TINY.roles)
def test_flips_to_a_foil_are_the_smallest_changes_for_every_profile(role):
    ballot = BALLOTS.of(role)
    for foil, profile in product(ballot.concepts, PROFILES):
        agree(ballot, ballot.narrow_to_role(profile), foil)


@pytest.mark.parametrize("role", TINY.roles)
def test_robustness_counts_every_single_change(role):
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        settled = ballot.narrow_to_role(profile)
        outcomes = [ballot.winner({**settled, **change}) for change in every_change(ballot, settled, 1)]

        assert astuple(robustness(ballot, settled)) == (outcomes.count(ballot.winner(settled)), len(outcomes))


# ---- exact on the shipped knowledge, for a sample -------------------------------------------------------


def sample(knowledge, size: int, seed: int) -> list[dict[str, str]]:
    """Profiles of every degree of completeness, always the same."""
    chance = random.Random(seed)
    drawn = []
    for _ in range(size):
        asked = chance.sample([*knowledge.questions.values()], chance.randint(0, len(knowledge.questions)))
        drawn.append({q.id: chance.choice(q.options).id for q in asked})
    return drawn


@pytest.mark.parametrize("role", ["payer", "end-user", "regular"])
def test_shipped_flips_are_the_smallest_changes_for_a_sample(ballots, knowledge, role):
    ballot = ballots.of(role)
    for profile in sample(knowledge, 40, seed=1):
        agree(ballot, ballot.narrow_to_role(profile), foil=None, most=2)


@pytest.mark.parametrize("role", ["payer", "end-user", "regular"])
def test_shipped_flips_to_a_foil_are_the_smallest_changes_for_a_sample(ballots, knowledge, role):
    ballot = ballots.of(role)
    for profile in sample(knowledge, 10, seed=2):
        for foil in ballot.concepts:
            agree(ballot, ballot.narrow_to_role(profile), foil, most=2)


@pytest.mark.parametrize("role", ["prospect", "group"])
def test_nothing_flips_a_lone_candidate(ballots, knowledge, role):
    ballot = ballots.of(role)
    for profile in sample(knowledge, 5, seed=3):
        settled = ballot.narrow_to_role(profile)
        kept, of = astuple(robustness(ballot, settled))

        assert flips(ballot, settled) == ()
        assert kept == of > 0


# ---- what is told, and in which order --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(
            "contract=none repeat=once place=shop",
            [("repeat=weekly", "customer"), ("repeat=daily", "customer"), ("volume=many", "customer")],
            id="each with the concept that it gives; a tie is no answer",
        ),
        pytest.param(
            "contract=agreement volume=few repeat=daily place=office",
            [
                ("contract=none volume=many", "customer"),
                ("contract=none place=shop", "customer"),
                ("volume=many place=shop", "customer"),
            ],
            id="several answers where one is not enough",
        ),
        pytest.param(
            "contract=none volume=few",
            [
                ("contract=agreement", "client"),
                ("volume=many", "customer"),
                ("repeat=once", "consumer"),
                ("place=shop", "customer"),
                ("place=office", "client"),
            ],
            id="what decides where nothing is decided",
        ),
    ],
)
def test_flips(given, told):
    found = flips(PAYER, answers(given))

    assert [(dict(flip.change), flip.concept) for flip in found] == [(answers(c), w) for c, w in told]


@pytest.mark.parametrize(
    ("given", "foil", "told"),
    [
        pytest.param("contract=none", "client", ["contract=agreement"], id="one answer"),
        pytest.param(
            "contract=none volume=many",
            "consumer",
            ["contract=agreement repeat=once place=shop", "volume=few repeat=once"],
            id="the fewest, whatever else would do",
        ),
        pytest.param("contract=none", "customer", [], id="nothing is needed by the winner"),
    ],
)
def test_flips_to_a_foil(given, foil, told):
    found = flips(PAYER, answers(given), foil=foil)
    fewest = min((len(answers(change)) for change in told), default=0)

    assert [dict(flip.change) for flip in found] == [a for a in map(answers, told) if len(a) == fewest]
    assert {flip.concept for flip in found} <= {foil}


def test_a_foil_that_no_answer_helps_is_out_of_reach():
    base = knowledge(
        [question("contract", "none agreement", core=True)],
        [concept("client"), concept("customer")],
        [
            source(
                "notary",
                "deed",
                claim("signed", "contract=agreement", client=+4),
                claim("un", "contract=none", customer=-1),
            )
        ],
    )
    ballot = Ballots(base).of("payer")

    assert flips(ballot, {}, foil="customer") == ()
    assert flips(ballot, answers("contract=agreement"), foil="customer") == ()


def test_what_the_role_leaves_no_choice_in_is_never_changed():
    roles = {"payer": replace(TINY.roles["payer"], needs={"contract": ("agreement",)})}
    ballot = Ballots(replace(TINY, roles=roles)).of("payer")
    for profile in PROFILES:
        settled = ballot.narrow_to_role(profile)
        agree(ballot, settled, foil=None)
        agree(ballot, settled, foil="customer")


@pytest.mark.parametrize(
    ("given", "assumed", "order"),
    [
        pytest.param("", "", "open open open open open", id="open questions"),
        pytest.param(
            "contract=none repeat=once place=shop",
            "",
            "given given open",
            id="given answers before open questions",
        ),
        pytest.param(
            "contract=none volume=few",
            "volume",
            "assumed given open open open",
            id="assumed ones before given ones",
        ),
        pytest.param(
            "contract=none repeat=once place=shop",
            "repeat",
            "assumed assumed open",
            id="and before open questions",
        ),
        pytest.param(
            "contract=agreement volume=few repeat=daily place=office",
            "place",
            "given+assumed given+assumed given+given",
            id="a set counts by the dearest of its answers",
        ),
    ],
)
def test_the_cheapest_to_doubt_come_first(given, assumed, order):
    settled = answers(given)
    kinds = (
        dict.fromkeys(PAYER.table, "open")
        | dict.fromkeys(settled, "given")
        | dict.fromkeys(assumed.split(), "assumed")
    )
    found = flips(PAYER, settled, frozenset(assumed.split()))
    dearest = ["assumed", "given", "open"].index

    told = ["+".join(sorted((kinds[q] for q in flip.change), key=dearest, reverse=True)) for flip in found]
    assert told == order.split()


def test_order_and_limit_do_not_depend_on_luck():
    """With more than five smallest changes, those told are the first in the order promised."""
    chance = random.Random(4)
    for profile in PROFILES:
        settled = PAYER.narrow_to_role(profile)
        assumed = frozenset(q for q in settled if chance.random() < 0.5)
        price = {q: (0 if q in assumed else 1) if q in settled else 2 for q in PAYER.table}

        def dearest_first(change, price=price):
            return sorted((price[q] for q in change), reverse=True)

        cheapest = sorted(map(dearest_first, smallest(PAYER, settled, None)))[:MOST]
        assert [dearest_first(flip.change) for flip in flips(PAYER, settled, assumed)] == cheapest


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(
            "contract=none volume=many repeat=daily place=shop", (5, 5), id="no single change flips it"
        ),
        pytest.param("contract=none volume=few", (2, 7), id="a tie that stays a tie holds"),
        pytest.param("place=office", (4, 8), id="falling into a tie is falling"),
    ],
)
def test_robustness(given, kept):
    assert astuple(robustness(PAYER, answers(given))) == kept


def test_changes_are_every_other_option_of_the_role_with_what_it_adds():
    settled = answers("repeat=weekly volume=many")
    found = changes(BALLOTS.of("regular"), settled)

    assert found == {
        "contract": [("none", (0, 0)), ("agreement", (0, 0))],
        "volume": [("few", (-4, 0))],
        "repeat": [("daily", (0, 4))],
        "place": [("shop", (0, 1)), ("office", (0, 0))],
    }


def test_a_change_never_repeats_an_answer():
    for profile in PROFILES:
        for flip in chain(flips(PAYER, profile), flips(PAYER, profile, foil="consumer")):
            assert not set(flip.change.items()) & set(profile.items())
