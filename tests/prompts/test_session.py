"""The interview as a person goes through it: which questions come, going back, changing one's mind, the trade."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from support.examples import CLIENT
from support.shipped import DATA, name_of_several

from relcli.advice.asked_trade import name_with_word
from relcli.decide.ballot import Ballots
from relcli.model import UNKNOWN
from relcli.model.knowledge import Knowledge
from relcli.prompts import BACK, Choice, Prompt
from relcli.prompts.session import (
    CHANGE,
    COPY,
    DONE,
    EXPLAIN,
    NONE,
    OTHERS,
    SAVE,
    Afterwards,
    Session,
    ask_trade,
)


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
        may = prompt.suggest or reply in ids(prompt) or (reply == BACK and prompt.can_go_back)
        assert may, f"{reply} is no choice of {prompt}"
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

    assert [prompt.can_go_back for prompt in person.prompts] == [False, True, True, True]


def test_from_the_first_question_one_may_go_back_to_the_trade(interview) -> None:
    person = Person("goods", BACK, BACK)

    assert interview(person).run(can_leave=True) is False
    assert [prompt.can_go_back for prompt in person.prompts] == [True, True, True]


def test_what_was_answered_and_what_it_comes_to_is_in_sight(interview) -> None:
    person = Person("goods", "many", UNKNOWN, "occasional", then=lambda _: UNKNOWN)
    interview(person).run()

    assert [prompt.above for prompt in person.prompts][:4] == [
        ("1 of about 5", ""),
        ("2 of about 5", "goods ✓"),
        ("3 of about 5", "goods ✓ · hundreds ✓"),
        ("4 of about 5", "goods ✓ · hundreds ✓"),
    ]
    assert [prompt.below for prompt in person.prompts][:2] == ["So far: open", "So far: customer (clear)"]


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

    assert ids(repeat) == {"habitual", "ongoing", UNKNOWN}


def test_an_answer_that_the_role_rules_out_is_no_choice(interview) -> None:
    person = Person(CHANGE, "repeat", "ongoing", DONE)
    interview(person, role="regular", repeat="one-off").explore(Done().acts, has_trade=False)

    assert person.prompts[2].chosen is None


@pytest.mark.parametrize("role", ["prospect", "group"])
def test_where_one_word_stands_alone_nothing_is_asked(interview, role: str) -> None:
    interview(Person(), role=role).run()


# ---- after the answer --------------------------------------------------------------------------------------


class Done:
    """What was done with an answer, by name; the word is told by the answer to one question."""

    def __init__(self, session: Session | None = None, **words: str) -> None:
        self.done: list[str] = []

        def word() -> str:
            return words.get(session.answers.get("offer", ""), "customer") if session else "customer"

        def note(name: str) -> Callable[[], None]:
            return lambda: self.done.append(name)

        self.acts = Afterwards(
            word=word,
            tell=self.done.append,
            **{name: note(name) for name in ("explain", "room", "save", "copy")},
        )


@pytest.mark.parametrize(
    ("chosen", "done"),
    [
        pytest.param([], [], id="done at once"),
        pytest.param([EXPLAIN, EXPLAIN], ["explain", "explain"], id="as often as wanted"),
        pytest.param([SAVE, COPY], ["save", "copy"], id="one after the other"),
    ],
)
def test_what_is_chosen_is_done_until_somebody_is_done(interview, chosen: list[str], done: list[str]) -> None:
    person, acts = Person(*chosen, DONE), Done()
    interview(person).explore(acts.acts, has_trade=True)

    assert acts.done == done
    assert all(prompt.bar and prompt.title == "customer" for prompt in person.prompts)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        pytest.param("software", "Offer: tailored service → software. client → customer", id="another word"),
        pytest.param("mixed", "Offer: tailored service → goods and services. Still client", id="the same"),
    ],
)
def test_a_change_tells_the_difference_and_nothing_else(interview, new: str, told: str) -> None:
    session = interview(person := Person(CHANGE, "offer", new, DONE), **CLIENT)
    acts = Done(session, **{"tailored-service": "client", "mixed": "client", "software": "customer"})
    session.explore(acts.acts, has_trade=False)

    assert acts.done == [told]
    assert person.prompts[2].chosen == "tailored-service"


@pytest.mark.parametrize("path", [(CHANGE, BACK, DONE), (CHANGE, "offer", BACK, BACK, DONE)], ids=" ".join)
def test_changing_ones_mind_about_a_change_changes_nothing(interview, path: Sequence[str]) -> None:
    acts = Done()
    session = interview(Person(*path), **CLIENT)
    session.explore(acts.acts, has_trade=False)

    assert (session.answers, acts.done) == (CLIENT, [])


def test_the_list_of_answers_tells_each_of_them(interview, knowledge: Knowledge) -> None:
    person = Person(CHANGE, BACK, DONE)
    interview(person, **CLIENT).explore(Done().acts, has_trade=False)
    labels = [choice.label for choice in person.prompts[1].choices]

    assert len(labels) == len(knowledge.questions)
    assert labels[0] == "Offer: tailored service"
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
    acts, session = Done(), interview(Person(OTHERS, *path, OTHERS, DONE), **CLIENT)
    session.explore(acts.acts, has_trade=has_trade)

    assert (acts.done, session.facts) == (["room", "room"], facts)


def test_from_the_facts_of_the_room_one_may_go_back(interview) -> None:
    acts, session = Done(), interview(Person(OTHERS, BACK, DONE), **CLIENT)
    session.explore(acts.acts, has_trade=False)

    assert (acts.done, session.facts) == ([], {})


@pytest.mark.parametrize("role", ["payer", "end-user", "regular", "prospect", "group"])
@pytest.mark.parametrize("seed", range(4))
def test_questions_are_counted_from_one(interview, role: str, seed: int) -> None:
    chance = random.Random(seed)
    person = Person(then=lambda p: chance.choice([c.id for c in p.choices]))
    interview(person, role=role).run()
    told = [prompt.above[0] for prompt in person.prompts]
    counted = [re.fullmatch(r"(\d+)(?: of about (\d+)|, the last question)", progress) for progress in told]

    assert [int(match[1]) for match in counted] == [*range(1, len(counted) + 1)]
    assert all(int(match[2] or match[1]) >= int(match[1]) for match in counted)


def ids(prompt: Prompt) -> set[str]:
    return {choice.id for choice in prompt.choices}


# ---- the trade, before anything else ---------------------------------------------------------------------


@pytest.fixture
def name_trade(speak):
    """What a person gets who answers the question for the trade so, and the prompts they saw."""

    def ask(*typed: str) -> tuple[str | None, list[Prompt]]:
        person = Person(*typed)
        found = ask_trade(person, speak("en"), DATA)
        return found and found.trade.id, person.prompts

    return ask


@pytest.mark.parametrize("typed", ["law firm", "  Law Firm ", "cabinet d'avocats"])
def test_a_trade_is_found_by_any_of_its_names(name_trade, typed: str) -> None:
    found, [prompt] = name_trade(typed)

    assert found == "law-firm"
    assert next(iter(prompt.suggest("law"))) == Choice(
        "law-firm", "law firm", beside=("client", "professions")
    )


@pytest.mark.parametrize("typed", ["", "  "], ids=["nothing", "blanks"])
def test_the_trade_may_be_passed_over(name_trade, typed: str) -> None:
    assert name_trade(typed)[0] is None


def test_an_unknown_trade_is_explained_and_asked_for_again(name_trade) -> None:
    found, (_, again) = name_trade("zqx", "law firm")

    assert found == "law-firm"
    assert again.above[0].startswith("The trade “zqx” is not known.")
    assert again.typed == "zqx"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("law", "law-firm", id="the beginning of a name"),
        pytest.param("resturant", "restaurant", id="a slip"),
        pytest.param("I run a bakery", "bakery", id="a phrase"),
        pytest.param("hotel", "hotel", id="the whole name"),
    ],
)
def test_what_is_typed_is_ranked(name_trade, typed: str, first: str) -> None:
    _, [prompt] = name_trade("")
    rows = [*prompt.suggest(typed)]

    assert rows[0].id == first
    assert len({row.id for row in rows}) == len(rows) <= 8


def test_where_two_are_meant_both_stand_in_the_row(name_trade) -> None:
    _, [prompt] = name_trade("")

    assert next(iter(prompt.suggest("podcast"))).beside[0] == "listener · sponsor"


def test_what_stands_inside_a_word_is_not_meant(name_trade) -> None:
    _, [prompt] = name_trade("")

    assert not any("resident" in row.label for row in prompt.suggest("dent"))


def test_nothing_that_was_typed_can_act(name_trade) -> None:
    _, (_, again) = name_trade("zqx\x1b]0;pwn\x07", "law firm")

    assert "\x1b" not in again.above[0]
    assert "\x07" not in again.above[0]


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
