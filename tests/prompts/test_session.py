"""The interview as a person goes through it: which questions come, going back, changing one's mind, the trade."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from support.examples import CLIENT
from support.shipped import DATA, name_of_several

from relcli.advice.asked_trade import name_with_word, understand_trade
from relcli.decide.ballot import Ballots
from relcli.model import UNKNOWN
from relcli.model.knowledge import Knowledge
from relcli.prompts import Choice, Prompt
from relcli.prompts.session import BACK, CHANGE, DONE, NONE, OTHERS, Session, ask_trade


class Person:
    """Answers by plan, by the id of a choice or by a rule, and remembers what was asked."""

    def __init__(self, *replies: str, then: Callable[[Prompt], str] | None = None) -> None:
        self._replies = iter(replies)
        self._then = then
        self.prompts: list[Prompt] = []

    def __call__(self, prompt: Prompt) -> str:
        self.prompts.append(prompt)
        reply = next(self._replies, None)
        if reply is None and self._then:
            reply = self._then(prompt)
        assert prompt.suggest or reply in ids(prompt), f"{reply} is no choice of {prompt}"
        return str(reply)


@pytest.fixture
def interview(ballots: Ballots, speak):
    """``interview(person, offer="goods")``: a session in English that knows these answers already."""

    def make(person: Person, role: str = "payer", **answers: str) -> Session:
        return Session(ballots.of(role), speak("en"), person, answers)

    return make


def test_the_core_questions_come_first_and_in_order(interview) -> None:
    person = Person(*CLIENT.values())
    session = interview(person)
    session.run()

    assert session.answers == CLIENT
    assert [prompt.title for prompt in person.prompts] == [
        "What do the people you serve get from you?",
        "How many of them do you serve?",
        "What binds you to each other?",
        "How often do they come back?",
    ]


def test_every_question_says_why_it_asks_and_takes_not_sure(interview) -> None:
    person = Person(then=lambda _: UNKNOWN)
    interview(person).run()

    assert all(prompt.why and prompt.title for prompt in person.prompts)
    assert all("not sure" in [choice.label for choice in prompt.choices] for prompt in person.prompts)


def test_there_is_no_way_back_from_the_first_question(interview) -> None:
    person = Person(*CLIENT.values())
    interview(person).run()

    assert [BACK in {choice.id for choice in prompt.choices} for prompt in person.prompts] == [
        False, True, True, True,
    ]  # fmt: skip


def test_going_back_asks_again_with_the_cursor_on_the_last_answer(interview) -> None:
    person = Person("goods", "many", BACK, BACK, "tailored-service", "few", "agreement", "ongoing")
    session = interview(person)
    session.run()

    assert session.answers == CLIENT
    assert [prompt.chosen for prompt in person.prompts[2:6]] == [None, "many", "goods", "many"]


def test_not_sure_is_passed_over_for_good(interview) -> None:
    person = Person(then=lambda _: UNKNOWN)
    session = interview(person)
    session.run()

    titles = [prompt.title for prompt in person.prompts]
    assert len(titles) == len(set(titles))
    assert set(session.answers.values()) == {UNKNOWN}


@pytest.mark.parametrize("given", ["goods", UNKNOWN])
def test_what_was_given_is_not_asked(interview, given: str) -> None:
    person = Person(then=lambda _: UNKNOWN)
    interview(person, offer=given, volume="few").run()

    assert not {"What do the people you serve get from you?", "How many of them do you serve?"} & {
        p.title for p in person.prompts
    }


def test_a_role_leaves_only_the_options_under_which_it_exists(interview) -> None:
    person = Person(then=lambda _: UNKNOWN)
    interview(person, role="regular").run()
    [repeat] = [prompt for prompt in person.prompts if prompt.title == "How often do they come back?"]

    assert ids(repeat) == {"habitual", "ongoing", UNKNOWN, BACK}


def test_an_answer_that_the_role_rules_out_is_no_choice(interview) -> None:
    person = Person(CHANGE, "repeat", "ongoing", then=done_or_not_sure)
    interview(person, role="regular", repeat="one-off").explore(lambda: "", lambda: None)

    assert person.prompts[2].chosen is None


@pytest.mark.parametrize("role", ["prospect", "group"])
def test_where_one_word_stands_alone_nothing_is_asked(interview, role: str) -> None:
    interview(Person(), role=role).run()


def test_done_at_once_shows_the_answer_once(interview) -> None:
    shown: list[int] = []
    person = Person(DONE)
    interview(person).explore(lambda: str(shown.append(1)), lambda: None)

    assert len(shown) == len(person.prompts) == 1


def test_changing_an_answer_asks_on_and_shows_again(interview) -> None:
    shown: list[dict[str, str]] = []
    person = Person(*CLIENT.values(), CHANGE, "offer", "software", then=done_or_not_sure)
    session = interview(person)
    session.run()
    session.explore(lambda: str(shown.append(dict(session.answers))), lambda: None)

    assert [answers["offer"] for answers in shown] == ["tailored-service", "software"]
    assert person.prompts[6].chosen == "tailored-service"
    assert person.prompts[6].progress == ""


def test_what_is_asked_after_a_change_begins_anew_and_counts_on(interview) -> None:
    person = Person(CHANGE, "offer", "goods", then=done_or_not_sure)
    interview(person).explore(lambda: "", lambda: None)
    asked = [prompt for prompt in person.prompts if prompt.progress]

    assert [BACK in ids(prompt) for prompt in asked[:3]] == [False, True, True]
    assert [prompt.progress.partition(",")[0] for prompt in asked[:2]] == ["Question 2", "Question 3"]


@pytest.mark.parametrize("path", [(CHANGE, BACK, DONE), (CHANGE, "offer", BACK, DONE)], ids=" ".join)
def test_changing_ones_mind_about_a_change_changes_nothing(interview, path: Sequence[str]) -> None:
    shown: list[int] = []
    session = interview(Person(*CLIENT.values(), *path))
    session.run()
    session.explore(lambda: str(shown.append(1)), lambda: None)

    assert session.answers == CLIENT
    assert len(shown) == 1


def test_the_list_of_answers_tells_each_of_them(interview, knowledge: Knowledge) -> None:
    person = Person(*CLIENT.values(), CHANGE, BACK, DONE)
    session = interview(person)
    session.run()
    session.explore(lambda: "", lambda: None)
    labels = [choice.label for choice in person.prompts[5].choices]

    assert len(labels) == len(knowledge.questions) + 1
    assert labels[0] == "Offer: a professional service or advice, tailored to each"
    assert labels[4] == "Attention: not answered"


@pytest.mark.parametrize(
    ("has_trade", "path", "facts"),
    [
        pytest.param(
            False, ("through", "yes"), {"money": "through", "serves-others": "yes"}, id="asked once"
        ),
        pytest.param(True, (), {}, id="a trade knows who is there"),
    ],
)
def test_everybody_is_shown_as_often_as_it_is_asked_for(
    interview, has_trade: bool, path: tuple[str, ...], facts: dict[str, str]
) -> None:
    shown: list[dict[str, str]] = []
    session = interview(Person(*CLIENT.values(), OTHERS, *path, OTHERS, DONE))
    session.run()
    session.explore(lambda: "", lambda: shown.append(dict(session.facts)), has_trade=has_trade)

    assert shown == [facts, facts]


@pytest.mark.parametrize("role", ["payer", "end-user", "regular", "prospect", "group"])
@pytest.mark.parametrize("seed", range(4))
def test_questions_are_counted_from_one(interview, role: str, seed: int) -> None:
    chance = random.Random(seed)
    person = Person(then=lambda p: chance.choice([c.id for c in p.choices if c.id != BACK]))
    interview(person, role=role).run()
    told = [p.progress.replace("the last one", "at most 0 more") for p in person.prompts]
    counted = [re.fullmatch(r"Question (\d+), at most (\d+) more", progress) for progress in told]

    assert [int(match[1]) for match in counted] == [*range(1, len(counted) + 1)]
    promised = [int(match[2]) for match in counted]
    assert [n for n, most in enumerate(promised, start=1) if len(counted) - n > most] == []


def done_or_not_sure(prompt: Prompt) -> str:
    return DONE if DONE in ids(prompt) else UNKNOWN


def ids(prompt: Prompt) -> set[str]:
    return {choice.id for choice in prompt.choices}


# ---- the trade, before anything else ---------------------------------------------------------------------


@pytest.fixture
def name_trade(speak):
    """What a person gets who answers the question for the trade so, and the prompts they saw."""

    def ask(*typed: str) -> tuple[str | None, list[Prompt]]:
        person = Person(*typed)
        found = ask_trade(person, speak("en"), lambda name: understand_trade(DATA, name, "en"), DATA)
        return found and found.trade.id, person.prompts

    return ask


@pytest.mark.parametrize("typed", ["law firm", "  Law Firm ", "cabinet d'avocats"])
def test_a_trade_is_found_by_any_of_its_names(name_trade, typed: str) -> None:
    found, [prompt] = name_trade(typed)

    assert found == "law-firm"
    assert Choice("law firm", "client") in prompt.suggest("law")


@pytest.mark.parametrize("typed", ["", "  "], ids=["nothing", "blanks"])
def test_the_trade_may_be_passed_over(name_trade, typed: str) -> None:
    assert name_trade(typed)[0] is None


def test_an_unknown_trade_is_explained_and_asked_for_again(name_trade) -> None:
    found, (_, again) = name_trade("zqx", "law firm")

    assert found == "law-firm"
    assert again.why.startswith("The trade “zqx” is not known.")


SEVERAL, FITTING = name_of_several()


@pytest.mark.parametrize(
    ("chosen", "trade"), [(FITTING[1], FITTING[1]), (NONE, None)], ids=["one", "none of them"]
)
def test_of_several_trades_one_is_chosen(name_trade, chosen: str, trade: str | None) -> None:
    found, (_, which) = name_trade(SEVERAL, chosen)

    assert found == trade
    assert which.title == f"“{SEVERAL}” may mean several things. Which is it?"
    assert [choice.id for choice in which.choices] == [*FITTING, NONE]
    assert [choice.label for choice in which.choices[:-1]] == [
        name_with_word(DATA.trades[id_], "en") for id_ in FITTING
    ]


def test_what_a_trade_assumes_can_be_reviewed_and_changed(interview) -> None:
    person = Person(CHANGE, "volume", "mass", CHANGE, BACK, DONE)
    session = interview(person, offer="goods", volume="few")
    session.review("corner shop")
    reviews = [prompt for prompt in person.prompts if "corner shop" in prompt.title]

    assert session.answers == {"offer": "goods", "volume": "mass"}
    assert [prompt.why for prompt in reviews] == [
        "Offer: goods\nVolume: few, each known by name",
        "Offer: goods\nVolume: a crowd, mostly anonymous",
        "Offer: goods\nVolume: a crowd, mostly anonymous",
    ]
