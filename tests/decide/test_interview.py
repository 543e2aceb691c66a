"""What is asked next and when it stops, with scripted people."""

import random

import pytest
from msgspec.structs import replace
from support.tiny import TINY, answers, claim, completions, concept, knowledge, profiles, question, source

from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.decision import decide
from relcli.decide.open_questions import expected_change, next_question, still_open
from relcli.model import UNKNOWN

BALLOTS = Ballots(TINY)
PAYER = BALLOTS.of("payer")
PROFILES = profiles(TINY)
COMPLETE = [profile for profile in PROFILES if len(profile) == len(TINY.questions)]


def interview(ballot: Ballot, person: dict[str, str], start: dict[str, str] | None = None) -> dict[str, str]:
    """The answers after an interview; a question that the person cannot answer is passed over."""
    told = dict(start or {})
    while asked := next_question(ballot, told):
        assert asked not in told, "asked twice"
        told[asked] = person.get(asked, UNKNOWN)
    return told


# ---- order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "role", "asked"),
    [
        pytest.param("", "payer", "contract", id="the first core question first"),
        pytest.param("contract=none", "payer", "volume", id="then the next"),
        pytest.param("volume=few", "payer", "contract", id="in their own order, whatever is known"),
        pytest.param("contract=unknown", "payer", "volume", id="one passed over is not asked again"),
        pytest.param("repeat=once place=shop", "payer", "contract", id="even when much else is known"),
        pytest.param("contract=none volume=many", "payer", None, id="stop: the lead is out of reach"),
        pytest.param(
            "contract=none volume=few", "payer", "place", id="then what most options of change most"
        ),
        pytest.param("contract=none volume=few place=shop", "payer", "repeat", id="then what is left"),
        pytest.param(
            "contract=none volume=few place=unknown repeat=unknown", "payer", None, id="stop: all asked"
        ),
        pytest.param("", "group", None, id="a lone candidate needs no question"),
        pytest.param(
            "contract=none volume=few", "regular", "repeat", id="what the role narrows and leaves open"
        ),
        pytest.param(
            "contract=none volume=few repeat=once", "regular", "place", id="what the role corrects is told"
        ),
    ],
)
def test_the_next_question(given, role, asked):
    assert next_question(BALLOTS.of(role), answers(given)) == asked


def test_core_questions_are_asked_even_when_they_could_change_nothing():
    given = answers("volume=few place=office")
    [contract] = [o for o in decide(PAYER, given).open_questions if o.question == "contract"]

    assert not contract.could_change
    assert next_question(PAYER, given) == "contract"


def test_a_core_question_that_the_role_answers_is_not_asked():
    roles = {"regular": replace(TINY.roles["regular"], needs={"contract": ("agreement",)})}
    ballot = Ballots(replace(TINY, roles=roles)).of("regular")

    assert next_question(ballot, {}) == "volume"


@pytest.mark.parametrize(
    ("given", "question", "expected"),
    [
        pytest.param(
            "contract=none volume=few", "repeat", (1 / 3, 56 / 3), id="of three options one decides"
        ),
        pytest.param("contract=none volume=few", "place", (1.0, 2 * 2.25), id="both options decide"),
        pytest.param("contract=none volume=many", "place", (0.0, 2.25), id="no option changes a large lead"),
    ],
)
def test_what_an_answer_is_expected_to_change(given, question, expected):
    """The share of options that change the winner; the variance of its lead, summed over the rivals."""
    assert expected_change(PAYER, answers(given), question) == pytest.approx(expected)


def test_among_equals_the_one_with_the_larger_swing_is_asked_first():
    """No single answer closes a gap of four here; three and three do, or three and two."""
    base = knowledge(
        [
            question("core", "a b", core=True),
            question("small", "a b"),
            question("large", "a b"),
            question("same", "a b"),
        ],
        [concept("client"), concept("customer")],
        [
            source(
                "notary",
                "deed",
                claim("core", "core=a", client=+4),
                claim("small", "small=a", customer=+2),
                claim("large", "large=a", customer=+3),
                claim("same", "same=a", customer=+3),
            )
        ],
    )
    ballot = Ballots(base).of("payer")

    assert list(interview(ballot, answers("core=a"))) == ["core", "large", "same"]
    assert list(interview(ballot, answers("core=a large=a same=b"))) == ["core", "large", "same", "small"]


# ---- stopping ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", TINY.roles)
def test_it_stops_exactly_when_no_further_answer_changes_the_winner(role):
    """After the core: a question while the outcome is open, silence once it is settled."""
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        if {"contract", "volume"} <= profile.keys():
            outcomes = {
                ballot.winner(c) for c in completions(ballot, profile, TINY.questions.keys() - profile.keys())
            }

            assert (next_question(ballot, profile) is None) == (len(outcomes) == 1)


@pytest.mark.parametrize("role", TINY.roles)
def test_after_the_core_it_never_asks_what_cannot_change_the_winner(role):
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        asked = next_question(ballot, profile)
        if asked is None or TINY.questions[asked].core:
            continue
        ways = completions(ballot, profile, TINY.questions.keys() - profile.keys() - {asked})

        assert any(len({ballot.winner(c) for c in completions(ballot, way, [asked])}) > 1 for way in ways)


@pytest.mark.parametrize("role", TINY.roles)
def test_what_it_does_not_ask_would_not_have_changed_the_winner(role):
    ballot = BALLOTS.of(role)
    for person in COMPLETE:
        assert ballot.winner(interview(ballot, person)) == ballot.winner(person)


def test_passing_over_counts_among_what_may_come():
    """The winner of what was told stands even if everything unasked is left unknown."""
    for person in PROFILES:
        told = interview(PAYER, person)
        unasked = TINY.questions.keys() - told.keys()
        outcomes = {PAYER.winner(c) for c in completions(PAYER, told, unasked)}

        assert outcomes == {PAYER.winner(told)}


def test_what_is_still_open_is_neither_answered_nor_passed_over():
    assert still_open(PAYER, answers("volume=few")) == ["contract", "repeat", "place"]
    assert still_open(PAYER, answers("volume=few contract=unknown")) == ["repeat", "place"]
    assert still_open(PAYER, answers("contract=none volume=many")) == []
    assert still_open(BALLOTS.of("regular"), answers("volume=few contract=none")) == ["repeat", "place"]


# ---- the shipped knowledge --------------------------------------------------------------------------------


def people(knowledge, size: int, seed: int, skips: float = 0.0) -> list[dict[str, str]]:
    """Complete answers to all questions, drawn at random, always the same; some cannot say."""
    chance = random.Random(seed)
    return [
        {
            q.id: UNKNOWN if chance.random() < skips else chance.choice(q.options).id
            for q in knowledge.questions.values()
        }
        for _ in range(size)
    ]


@pytest.mark.parametrize("skips", [pytest.param(0.0, id="all known"), pytest.param(0.3, id="some not sure")])
@pytest.mark.parametrize("role", ["payer", "end-user", "regular"])
def test_shipped_interviews_end_with_the_winner_of_all_twelve_answers(ballots, knowledge, role, skips):
    ballot = ballots.of(role)
    for person in people(knowledge, 2000, seed=11, skips=skips):
        assert ballot.winner(interview(ballot, person)) == ballot.winner(person), person


def test_shipped_interviews_with_a_reading_end_right_too(ballots, knowledge):
    for reading in knowledge.readings:
        ballot = ballots.of("payer", reading)
        for person in people(knowledge, 100, seed=12):
            assert ballot.winner(interview(ballot, person)) == ballot.winner(person), person


def test_shipped_interviews_ask_the_core_first_and_less_than_everything(ballots, knowledge):
    ballot = ballots.of("payer")
    core = [q.id for q in knowledge.questions.values() if q.core]
    lengths = []
    for person in people(knowledge, 200, seed=13):
        told = list(interview(ballot, person))
        lengths.append(len(told))
        assert told[: len(core)] == core
        assert len(set(told)) == len(told)

    assert min(lengths) == len(core), "somebody is done after the core"
    assert sum(lengths) < 0.85 * len(lengths) * len(knowledge.questions), "the order spares questions"


def test_shipped_interviews_ask_only_while_the_outcome_is_open(ballots, knowledge):
    """With few questions left: exactly as long as some answers to them give another winner."""
    ballot = ballots.of("payer")
    for person in people(knowledge, 60, seed=14):
        told = dict(list(person.items())[:9])
        outcomes = {ballot.winner(c) for c in completions(ballot, told, ballot.table.keys() - told.keys())}

        assert (next_question(ballot, told) is None) == (len(outcomes) == 1)


@pytest.mark.parametrize("role", ["prospect", "group"])
def test_roles_with_one_candidate_ask_nothing(ballots, role):
    assert next_question(ballots.of(role), {}) is None


def test_the_same_person_is_asked_the_same(knowledge):
    for person in people(knowledge, 20, seed=15):
        first, second = (list(interview(Ballots(knowledge).of("payer"), person)) for _ in range(2))
        assert first == second


def test_in_an_interview_a_question_is_asked_for_what_was_told_not_for_its_order():
    for person in COMPLETE:
        told = interview(PAYER, person)
        assert next_question(PAYER, dict(reversed(told.items()))) is None
