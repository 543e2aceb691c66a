"""The decision, on a body of knowledge small enough to check by hand (``tiny.py``)."""

import pytest
from msgspec.structs import replace
from support.tiny import (
    BLANK,
    TINY,
    answers,
    claim,
    completions,
    concept,
    decided,
    knowledge,
    profiles,
    question,
    role,
    source,
)

from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.decision import Decision, Standing, standing
from relcli.decide.decision import decide as decide_on
from relcli.model import Criterion
from relcli.model.people import Party

BALLOTS = Ballots(TINY)
PROFILES = profiles(TINY)


def decide(text: str, role: str = "payer", reading: str | None = None) -> Decision:
    return decided(BALLOTS, answers(text), role, reading)


def alone(document: str, given: dict[str, str], role: str = "payer") -> str | None:
    ballot = BALLOTS.of(role)
    return ballot.documents[document].choice(ballot.narrow_to_role(given), winner=None)


# ---- points and the winner -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "role", "points"),
    [
        pytest.param("", "payer", {}, id="no answer, no points"),
        pytest.param("contract=agreement", "payer", {"client": 4}, id="a claim for"),
        pytest.param("place=shop", "payer", {"client": -1}, id="a claim against"),
        pytest.param("contract=none place=shop", "payer", {"customer": 2, "client": -1}, id="one of each"),
        pytest.param("contract=agreement volume=few", "payer", {"client": 6}, id="two documents add up"),
        pytest.param(
            "volume=many repeat=weekly",
            "payer",
            {"client": 6, "customer": 10},
            id="one claim may speak for two concepts",
        ),
        pytest.param(
            "repeat=daily", "payer", {"client": 4, "customer": 4}, id="any answer it names triggers it"
        ),
        pytest.param("repeat=daily", "regular", {"regular": 4}, id="a claim speaks in its own roles only"),
        pytest.param("volume=many", "regular", {"customer": 4}, id="a claim may speak in several roles"),
        pytest.param("volume=many", "group", {}, id="nobody speaks of the group"),
        pytest.param("contract=unknown volume=few", "payer", {"client": 2}, id="unknown is no answer"),
    ],
)
def test_points_are_the_sum_of_what_is_heard(given, role, points):
    ranking = dict(decide(given, role).ranking)

    assert {concept: value for concept, value in ranking.items() if value} == points


@pytest.mark.parametrize(
    ("given", "winner", "runner_up", "margin"),
    [
        pytest.param("contract=agreement", "client", "consumer", 4, id="most points win"),
        pytest.param("contract=none place=shop", "customer", "consumer", 2, id="below zero is behind zero"),
        pytest.param(
            "contract=none volume=many", "customer", "client", 6, id="seconds stand by the alphabet"
        ),
        pytest.param(
            "contract=none repeat=once", "consumer", "customer", 2, id="the lead is over the second"
        ),
        pytest.param("contract=none volume=few", None, None, 0, id="a tie of two is undecided"),
        pytest.param("contract=agreement volume=many repeat=once", None, None, 0, id="a tie of three too"),
        pytest.param("", None, None, 0, id="so is nothing to go on"),
    ],
)
def test_the_winner_and_its_lead(given, winner, runner_up, margin):
    decision = decide(given)

    assert (decision.winner, decision.runner_up, decision.margin) == (winner, runner_up, margin)


def test_between_two_candidates_the_lead_is_the_distance():
    decision = decide("volume=many place=shop", "regular")

    assert (decision.winner, decision.runner_up, decision.margin) == ("customer", "regular", 3)


def test_a_lone_candidate_wins_without_a_point_and_without_a_runner_up():
    decision = decide("", "group")

    assert (decision.winner, decision.runner_up) == ("clientele", None)
    assert (decision.points, decision.margin) == (0, 0)


def test_the_ranking_is_by_points_and_then_by_the_alphabet():
    assert decide("contract=none volume=few").ranking == (("client", 2), ("customer", 2), ("consumer", 0))


def test_every_claim_heard_is_told_once_with_its_answer_in_question_order():
    decision = decide("place=shop repeat=weekly contract=agreement")

    assert [(vote.claim.id, vote.answer) for vote in decision.heard] == [
        ("signed", "agreement"),
        ("faithful", "weekly"),
        ("in-between", "weekly"),
        ("counter", "shop"),
    ]


def test_a_decision_says_for_whom_it_is():
    assert decide("").role == "payer"
    assert decide("", "regular").role == "regular"


def test_the_decision_repeats_its_answers_in_question_order_without_the_unknown_ones():
    decision = decide("place=shop volume=unknown contract=none")

    assert list(decision.answers.items()) == [("contract", "none"), ("place", "shop")]


@pytest.mark.parametrize("reading", [None, "deed", "habit", "taste"])
@pytest.mark.parametrize("role", TINY.roles)
def test_points_equal_a_naive_sum_for_every_profile(role, reading):
    ballot = BALLOTS.of(role, reading)
    claims = [
        claim
        for source in TINY.sources.values()
        for claim in source.claims
        if role in claim.roles and reading in (None, source.reading)
    ]
    for profile in PROFILES:
        settled = ballot.narrow_to_role(profile)
        heard = [claim for claim in claims if settled.get(claim.question) in claim.options]
        points = {c: sum(claim.effects.get(c, 0) for claim in heard) for c in ballot.concepts}
        decision = decided(BALLOTS, profile, role, reading)
        top = [c for c, value in points.items() if value == max(points.values())]

        assert dict(decision.ranking) == points
        assert decision.points == max(points.values())
        assert decision.winner == (top[0] if len(top) == 1 else None)
        assert BALLOTS.of(role, reading).winner(profile) == decision.winner
        assert sorted(v.claim.id for v in decision.heard) == sorted(c.id for c in heard)
        assert standing(ballot, profile) == tuple(getattr(decision, name) for name in Standing._fields)


# ---- who stands ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "reading", "concepts"),
    [
        pytest.param("payer", None, ("client", "consumer", "customer"), id="whoever fills the role"),
        pytest.param("regular", None, ("customer", "regular"), id="and is named for it by a document"),
        pytest.param("group", None, ("clientele",), id="or all that fill it where no document names any"),
        pytest.param("payer", "deed", ("client", "customer"), id="a reading chooses among its own words"),
        pytest.param("payer", "taste", ("client", "customer"), id="each reading among its own"),
        pytest.param("regular", "habit", ("regular",), id="even if that leaves a single one"),
        pytest.param(
            "regular",
            "taste",
            ("client", "customer", "regular"),
            id="and among all where it has no word for the role",
        ),
    ],
)
def test_candidates(role, reading, concepts):
    assert BALLOTS.of(role, reading).concepts == concepts


def test_a_concept_that_is_only_opposed_stands_too():
    base = knowledge(
        [question("place", "shop office", core=True)],
        [concept("client"), concept("customer")],
        [source("notary", "deed", claim("counter", "place=shop", client=-1))],
    )

    assert Ballots(base).of("payer").concepts == ("client",)


def test_a_reading_without_documents_leaves_everything_open():
    base = replace(TINY, readings={**TINY.readings, "silence": TINY.readings["deed"]})
    decision = decided(Ballots(base), answers("contract=none volume=many"), "payer", "silence")

    assert (decision.verdict, decision.readings, decision.heard) == ("undecided", (), ())


# ---- roles narrow the answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        pytest.param("", "repeat=weekly", id="an open answer is taken for granted"),
        pytest.param("repeat=unknown", "repeat=weekly", id="an unknown one too"),
        pytest.param("repeat=once", "repeat=weekly", id="an answer that the role excludes gives way"),
        pytest.param("repeat=daily", "repeat=daily", id="an answer that the role allows stays"),
        pytest.param("volume=few", "volume=few repeat=weekly", id="other answers are left alone"),
    ],
)
def test_a_role_takes_for_granted_what_it_needs(given, settled):
    assert BALLOTS.of("regular").narrow_to_role(answers(given)) == answers(settled)


def test_a_role_without_needs_takes_nothing_for_granted():
    assert BALLOTS.of("payer").narrow_to_role(answers("repeat=once")) == answers("repeat=once")


def test_what_a_role_excludes_is_no_option_of_its_ballot():
    assert list(BALLOTS.of("regular").table["repeat"]) == ["weekly", "daily"]
    assert list(BALLOTS.of("payer").table["repeat"]) == ["once", "weekly", "daily"]


# ---- a document that does not tell two concepts apart ---------------------------------------------------


def test_a_document_moves_no_gap_between_concepts_that_it_does_not_tell_apart():
    grocer = TINY.sources["grocer"].claims
    for profile in PROFILES:
        with_it = dict(decided(BALLOTS, profile).ranking)
        without = decide_on(Ballot(_silenced(*(claim.id for claim in grocer)), "payer"), profile).ranking

        assert with_it["client"] - with_it["customer"] == dict(without)["client"] - dict(without)["customer"]


def _silenced(*claim_ids: str):
    """The same knowledge in which these claims still name their concepts and give no points."""
    return replace(
        TINY,
        sources={
            s.id: replace(
                s, claims=tuple(replace(c, effects={}) if c.id in claim_ids else c for c in s.claims)
            )
            for s in TINY.sources.values()
        },
    )


@pytest.mark.parametrize(
    ("given", "winner", "grocer"),
    [
        pytest.param(
            "repeat=daily place=shop", "customer", "customer", id="it backs the concept that it names"
        ),
        pytest.param(
            "repeat=daily place=office", "client", None, id="and is silent where the other one wins"
        ),
        pytest.param("repeat=daily", None, "customer", id="it picks its own while nothing is decided"),
        pytest.param(
            "contract=agreement place=office repeat=once",
            "client",
            "consumer",
            id="it dissents for a concept that it does tell apart",
        ),
    ],
)
def test_silence_on_a_distinction_is_no_dissent(given, winner, grocer):
    decision = decide(given)
    [habit] = [reading for reading in decision.readings if reading.id == "habit"]

    assert decision.winner == winner
    assert habit.concept == grocer
    assert [voice.concept for voice in habit.sources] == [grocer]


def test_only_the_documents_that_draw_no_line_keep_silent():
    """A second document of the reading names the client itself, so together they do tell it apart."""
    base = knowledge(
        [question("contract", "none agreement", core=True), question("repeat", "once daily")],
        [concept("client"), concept("customer")],
        [
            source("notary", "deed", claim("signed", "contract=agreement", client=+4)),
            source(
                "grocer",
                "habit",
                claim("faithful", "repeat=daily", customer=+2),
                covers={"customer": "client"},
            ),
            source("barber", "habit", claim("stranger", "repeat=once", client=-1)),
        ],
    )
    [_, habit] = decided(Ballots(base), answers("contract=agreement repeat=daily")).readings

    assert [(voice.id, voice.concept) for voice in habit.sources] == [("grocer", None), ("barber", None)]
    assert (habit.concept, habit.agrees) == (None, None)


# ---- readings and documents, each alone ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "deed", "notary", "broker"),
    [
        pytest.param("repeat=weekly", None, None, None, id="nothing heard, no say"),
        pytest.param("place=office", "client", None, "client", id="one document may speak for the reading"),
        pytest.param(
            "volume=many place=office", "customer", "customer", "client", id="its documents may differ"
        ),
        pytest.param(
            "contract=none place=office", None, "customer", "client", id="a tie among them is no say"
        ),
        pytest.param("contract=agreement volume=many", None, None, None, id="a tie within one neither"),
        pytest.param("place=shop", None, None, None, id="being against something is no choice"),
    ],
)
def test_what_a_reading_and_its_documents_say_alone(given, deed, notary, broker):
    [reading] = [reading for reading in decide(given).readings if reading.id == "deed"]

    assert reading.concept == deed
    assert [(voice.id, voice.concept) for voice in reading.sources] == [
        ("notary", notary),
        ("broker", broker),
    ]


@pytest.mark.parametrize(
    ("given", "agrees"),
    [
        pytest.param(
            "contract=agreement", {"deed": True, "habit": None, "taste": None}, id="agrees, or has no say"
        ),
        pytest.param(
            "contract=none volume=few place=shop",
            {"deed": True, "habit": None, "taste": False},
            id="dissents with another choice",
        ),
        pytest.param(
            "contract=none volume=few repeat=once place=office",
            {"deed": None, "habit": None, "taste": None},
            id="neither while nothing is decided",
        ),
    ],
)
def test_whether_a_reading_agrees(given, agrees):
    assert {reading.id: reading.agrees for reading in decide(given).readings} == agrees


def test_a_document_alone_speaks_of_the_payer_unless_told_otherwise():
    assert alone("notary", answers("contract=agreement")) == "client"


@pytest.mark.parametrize(
    ("document", "given", "role", "says"),
    [
        pytest.param("notary", "contract=agreement", "payer", "client", id="its own choice"),
        pytest.param(
            "grocer", "contract=agreement repeat=daily", "payer", "customer", id="deaf to the others"
        ),
        pytest.param("broker", "contract=agreement", "payer", None, id="no say without a claim heard"),
        pytest.param("grocer", "repeat=daily", "regular", "regular", id="in another role"),
        pytest.param(
            "notary", "volume=many", "regular", "customer", id="with what that role takes for granted"
        ),
        pytest.param(
            "stylist", "volume=few", "regular", None, id="no say in a role that it does not speak of"
        ),
    ],
)
def test_a_document_alone(document, given, role, says):
    assert alone(document, answers(given), role) == says


# ---- the verdict -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "role", "winner", "margin", "verdict"),
    [
        pytest.param("volume=few place=office", "payer", "client", 4, "clear", id="clear by a large lead"),
        pytest.param(
            "contract=none volume=few repeat=daily place=office",
            "payer",
            "client",
            2,
            "clear",
            id="clear since nothing is open",
        ),
        pytest.param(
            "contract=none repeat=daily place=shop",
            "payer",
            "customer",
            3,
            "clear",
            id="clear since nothing open could change it",
        ),
        pytest.param("", "group", "clientele", 0, "clear", id="clear without a rival"),
        pytest.param(
            "place=office", "payer", "client", 2, "leaning", id="leaning: an open question could change it"
        ),
        pytest.param(
            "contract=agreement volume=few repeat=once place=office",
            "payer",
            "client",
            4,
            "leaning",
            id="leaning: a reading dissents from a large lead",
        ),
        pytest.param(
            "contract=none volume=few repeat=daily place=shop",
            "payer",
            "customer",
            1,
            "contested",
            id="contested: a reading dissents from a small lead",
        ),
        pytest.param(
            "contract=none volume=few place=shop",
            "payer",
            "customer",
            1,
            "contested",
            id="contested even while a question is open",
        ),
        pytest.param(
            "volume=many place=shop repeat=weekly",
            "regular",
            "customer",
            3,
            "contested",
            id="contested between two",
        ),
        pytest.param("", "payer", None, 0, "undecided", id="undecided: nothing to go on"),
        pytest.param("contract=none volume=few", "payer", None, 0, "undecided", id="undecided: a tie"),
    ],
)
def test_verdict(given, role, winner, margin, verdict):
    decision = decide(given, role)

    assert (decision.winner, decision.margin, decision.verdict) == (winner, margin, verdict)


@pytest.mark.parametrize(
    ("large_lead", "verdict"),
    [
        pytest.param(2, "leaning", id="a lead as large as that is large"),
        pytest.param(3, "contested", id="one point less is small"),
    ],
)
def test_how_large_a_large_lead_is_comes_from_the_knowledge(large_lead, verdict):
    engine = Ballots(replace(TINY, large_lead=large_lead))

    assert decided(engine, answers("contract=none volume=many repeat=once")).verdict == verdict


BESIDE = Ballots(
    replace(
        TINY, readings={**TINY.readings, "habit": Criterion("habit", BLANK, BLANK, {"consumer": ("client",)})}
    )
)
"""The habit reading's consumer is another side of the client's people."""


@pytest.mark.parametrize(
    ("given", "winner", "plain", "beside"),
    [
        pytest.param(
            "contract=agreement volume=few repeat=once place=office",
            "client",
            "leaning",
            "clear",
            id="another side of the same people holds no large lead back",
        ),
        pytest.param(
            "volume=few repeat=once place=office contract=none",
            None,
            "undecided",
            "undecided",
            id="and decides nothing",
        ),
        pytest.param(
            "contract=none volume=many repeat=once",
            "customer",
            "contested",
            "contested",
            id="against a small lead it counts, and so does what it does deny",
        ),
    ],
)
def test_a_reading_that_sees_another_side_of_the_same_people(given, winner, plain, beside):
    without, with_it = decided(BALLOTS, answers(given)), decided(BESIDE, answers(given))

    assert (without.winner, without.verdict) == (winner, plain)
    assert (with_it.winner, with_it.verdict) == (winner, beside)
    assert with_it.readings == without.readings, "what it says is shown as before"


def test_another_side_counts_against_a_small_lead():
    base = replace(TINY, readings=BESIDE.knowledge.readings, large_lead=5)
    given = answers("contract=agreement volume=few repeat=once place=office")

    assert decided(Ballots(base), given).verdict == "contested"


def test_an_undecided_decision_is_never_anything_else():
    for profile in PROFILES:
        decision = decided(BALLOTS, profile)
        assert (decision.verdict == "undecided") == (decision.winner is None) == (decision.margin == 0)


# ---- open questions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "role", "could_change"),
    [
        pytest.param(
            "contract=none volume=many",
            "payer",
            {"repeat": False, "place": False},
            id="the lead is out of reach",
        ),
        pytest.param("contract=none volume=many repeat=weekly place=shop", "payer", {}, id="nothing is open"),
        pytest.param(
            "contract=agreement volume=many place=shop",
            "payer",
            {"repeat": True},
            id="bringing a rival level is enough",
        ),
        pytest.param(
            "volume=few",
            "payer",
            {"contract": True, "repeat": True, "place": True},
            id="several may do it together",
        ),
        pytest.param(
            "contract=none repeat=daily place=shop",
            "payer",
            {"volume": False},
            id="help that does not suffice is none",
        ),
        pytest.param(
            "volume=few place=office",
            "payer",
            {"contract": False, "repeat": True},
            id="only what helps a rival that can still catch up",
        ),
        pytest.param(
            "volume=few repeat=daily", "regular", {"contract": False, "place": False}, id="in a role"
        ),
        pytest.param(
            "volume=few place=shop",
            "regular",
            {"contract": False, "repeat": False},
            id="what the role takes for granted is open while it leaves a choice",
        ),
        pytest.param(
            "volume=many place=shop",
            "regular",
            {"contract": False, "repeat": True},
            id="and counts by what another choice would add",
        ),
        pytest.param(
            "volume=many place=shop repeat=once",
            "regular",
            {"contract": False},
            id="what the role corrects is not",
        ),
        pytest.param(
            "",
            "group",
            {"contract": False, "volume": False, "repeat": False, "place": False},
            id="a lone candidate",
        ),
    ],
)
def test_which_open_questions_could_change_the_winner(given, role, could_change):
    assert {o.question: o.could_change for o in decide(given, role).open_questions} == could_change


@pytest.mark.parametrize(
    ("given", "role", "could_change"),
    [
        pytest.param(
            "contract=agreement volume=many repeat=daily",
            "payer",
            {"place": True},
            id="what parts the leaders",
        ),
        pytest.param(
            "contract=none repeat=daily place=office",
            "payer",
            {"volume": True},
            id="or parts one of them from the other",
        ),
        pytest.param(
            "contract=none volume=few repeat=once place=office",
            "payer",
            {},
            id="nothing when nothing is open",
        ),
        pytest.param(
            "contract=none volume=few place=office",
            "regular",
            {"repeat": True},
            id="another choice than what the role takes for granted",
        ),
        pytest.param(
            "volume=many repeat=daily contract=agreement place=unknown",
            "regular",
            {"place": True},
            id="what lifts one of them",
        ),
    ],
)
def test_which_open_questions_could_break_a_tie(given, role, could_change):
    decision = decide(given, role)

    assert decision.winner is None
    assert {o.question: o.could_change for o in decision.open_questions} == could_change


def test_in_a_tie_an_answer_that_treats_the_leaders_alike_changes_nothing():
    """The third concept gains by every answer and still cannot reach the two that are tied."""
    base = knowledge(
        [question("contract", "none agreement", core=True), question("stage", "bought not-yet")],
        [concept("client"), concept("customer"), concept("prospect")],
        [
            source("notary", "deed", claim("signed", "contract=agreement", client=+5, customer=+5)),
            source("agent", "stage", claim("bought", "stage=bought", client=+4, customer=+4)),
            source("scout", "stage", claim("not-yet", "stage=not-yet", prospect=+4)),
        ],
    )
    engine = Ballots(base)
    [out_of_reach] = decided(engine, answers("contract=agreement")).open_questions
    [within_reach] = decided(engine, answers("contract=none")).open_questions

    assert not out_of_reach.could_change
    assert within_reach.could_change


def test_in_a_tie_whoever_can_pass_one_leader_and_not_the_other_is_out():
    base = knowledge(
        [
            question("contract", "none agreement", core=True),
            question("stage", "bought not-yet"),
            question("place", "shop office"),
        ],
        [concept("client"), concept("customer"), concept("prospect")],
        [
            source("notary", "deed", claim("signed", "contract=agreement", client=+4, customer=+4)),
            source("scout", "stage", claim("not-yet", "stage=not-yet", prospect=+3, client=-1)),
            source("guide", "place", claim("office", "place=office", prospect=-2)),
        ],
    )
    decision = decided(Ballots(base), answers("contract=agreement"))

    assert decision.leaders == ["client", "customer"]
    assert {o.question: o.could_change for o in decision.open_questions} == {"stage": True, "place": False}


def test_the_leaders_are_the_winner_or_all_that_are_tied():
    assert decide("contract=agreement").leaders == ["client"]
    assert decide("contract=none place=office").leaders == ["client", "customer"]


def test_a_party_is_decided_as_the_role_that_it_is_like():
    base = replace(TINY, parties={"patient": Party("patient", BLANK, BLANK, like="regular")})

    assert Ballots(base).of("patient").role == "regular"
    assert Ballots(base).of("payer").role == "payer"


def test_a_question_that_stays_open_may_be_what_lets_a_rival_catch_up():
    """Either answer about the guild would help the client, so its rival does best without one."""
    base = knowledge(
        [
            question("contract", "none agreement", core=True),
            question("guild", "old new"),
            question("crowd", "no yes"),
        ],
        [concept("client"), concept("customer")],
        [
            source(
                "notary",
                "deed",
                claim("signed", "contract=agreement", client=+3),
                claim("guild", "guild=old|new", client=+1),
                claim("crowd", "crowd=yes", customer=+3),
            )
        ],
    )
    decision = decided(Ballots(base), answers("contract=agreement"))

    assert {o.question: o.could_change for o in decision.open_questions} == {"guild": False, "crowd": True}


TAKEN_FOR_GRANTED = knowledge(
    [question("volume", "few many mass", core=True), question("repeat", "once weekly daily yearly")],
    [concept("customer", "regular"), concept("regular", "regular")],
    [
        source(
            "grocer",
            "habit",
            claim("weekly", "repeat=weekly", "regular", regular=+3, customer=+1),
            claim("daily", "repeat=daily", "regular", customer=+2),
            claim("yearly", "repeat=yearly", "regular", regular=+4, customer=+2),
            claim("few", "volume=few", "regular", customer=+2),
            claim("many", "volume=many", "regular", regular=+2),
            claim("mass", "volume=mass", "regular", regular=+3),
        )
    ],
    roles=(role("regular", repeat="weekly daily"), role("settled", repeat="weekly yearly")),
)
"""Coming back weekly is taken for granted, and it has a weight of its own."""


@pytest.mark.parametrize(
    ("given", "margin", "could_change"),
    [
        pytest.param("volume=many", 4, True, id="a lead of four: coming back daily would bring them level"),
        pytest.param("volume=mass", 5, False, id="a lead of five: it would not"),
        pytest.param("volume=few", 0, True, id="a tie: it would break it"),
    ],
)
def test_what_is_taken_for_granted_counts_by_what_it_would_be_given_up_for(given, margin, could_change):
    decision = decided(Ballots(TAKEN_FOR_GRANTED), answers(given), "regular")
    [repeat] = decision.open_questions

    assert (decision.margin, repeat.could_change) == (margin, could_change)


def test_in_a_tie_what_is_taken_for_granted_matters_only_if_another_choice_parts_the_leaders():
    """Coming back yearly gives each of the two as much more as the other."""
    base = replace(
        TAKEN_FOR_GRANTED, roles={"regular": replace(TAKEN_FOR_GRANTED.roles["settled"], id="regular")}
    )
    decision = decided(Ballots(base), answers("volume=few"), "regular")
    [repeat] = decision.open_questions

    assert (decision.winner, repeat.could_change) == (None, False)


@pytest.mark.parametrize("role", TINY.roles)
def test_where_no_open_question_could_change_the_winner_none_does(role):
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        decision = decide_on(ballot, profile)
        if not any(question.could_change for question in decision.open_questions):
            unanswered = TINY.questions.keys() - profile.keys()
            outcomes = {ballot.winner(c) for c in completions(ballot, profile, unanswered)}

            assert outcomes == {decision.winner}


@pytest.mark.parametrize("role", TINY.roles)
def test_an_open_question_that_could_change_the_winner_does_so_for_some_answers_to_the_others(role):
    ballot = BALLOTS.of(role)
    for profile in PROFILES:
        for asked in [o.question for o in decide_on(ballot, profile).open_questions if o.could_change]:
            ways = completions(ballot, profile, TINY.questions.keys() - profile.keys() - {asked})

            assert any(len({ballot.winner(c) for c in completions(ballot, way, [asked])}) > 1 for way in ways)


# ---- a reading as a filter ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "reading", "winner", "verdict"),
    [
        pytest.param(
            "contract=agreement repeat=daily", "habit", "customer", "clear", id="only its documents speak"
        ),
        pytest.param(
            "contract=agreement repeat=daily", "deed", "client", "clear", id="another one, another word"
        ),
        pytest.param("contract=agreement", "habit", None, "undecided", id="undecided if they say nothing"),
    ],
)
def test_a_reading_as_a_filter(given, reading, winner, verdict):
    decision = decide(given, reading=reading)

    assert (decision.winner, decision.verdict, decision.reading) == (winner, verdict, reading)
    assert {vote.claim.source for vote in decision.heard} <= {
        source.id for source in TINY.sources.values() if source.reading == reading
    }
    assert [voice.id for voice in decision.readings] == [reading]


# ---- the same answers, the same decision --------------------------------------------------------------------------


def test_the_order_of_answers_does_not_matter():
    for profile in PROFILES:
        assert decided(BALLOTS, dict(reversed(profile.items()))) == decided(BALLOTS, profile)


def test_the_tables_of_a_role_are_made_once():
    assert BALLOTS.of("payer", "deed") is BALLOTS.of("payer", "deed")
    assert BALLOTS.of("payer", "deed") is not BALLOTS.of("payer")
