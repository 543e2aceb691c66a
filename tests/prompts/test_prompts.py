"""Being asked: the interview as a person goes through it, and the two ways of putting a question."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from relcli import load
from relcli.decide.ballot import Ballots
from relcli.language import Texts
from relcli.lookup import TradeIndex
from relcli.model import UNKNOWN, Knowledge
from relcli.prompts import Choice, Prompt, lines, prompter
from relcli.prompts.session import BACK, CHANGE, DONE, Session, ask_trade

CORE = ("offer", "volume", "contract", "repeat")
CLIENT = ("tailored-service", "few", "agreement", "ongoing")
LANGUAGES = ("en", "fr", "ro")
ESCAPE = "\x1b"


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
        assert prompt.suggestions or reply in ids(prompt), f"{reply} is no choice of {prompt}"
        return str(reply)


@pytest.fixture(scope="session")
def speak(knowledge: Knowledge) -> Callable[[str], Texts]:
    return lambda language: Texts(language, load.messages(), knowledge)


@pytest.fixture
def interview(ballots: Ballots, speak):
    """``interview(person, offer="goods")``: a session in English that knows these answers already."""

    def make(person: Person, role: str = "payer", **answers: str) -> Session:
        return Session(ballots.of(role), speak("en"), person, answers)

    return make


# ---- the session ------------------------------------------------------------------------------------


def test_the_core_questions_come_first_and_in_order(interview) -> None:
    person = Person(*CLIENT)
    session = interview(person)
    session.run()

    assert session.answers == dict(zip(CORE, CLIENT, strict=True))
    assert [prompt.title for prompt in person.prompts] == [
        "What do they get from you?",
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
    person = Person(*CLIENT)
    interview(person).run()

    assert [BACK in {choice.id for choice in prompt.choices} for prompt in person.prompts] == [
        False, True, True, True,
    ]  # fmt: skip


def test_going_back_asks_again_with_the_cursor_on_the_last_answer(interview) -> None:
    person = Person("goods", "many", BACK, BACK, "tailored-service", "few", *CLIENT[2:])
    session = interview(person)
    session.run()

    assert session.answers == dict(zip(CORE, CLIENT, strict=True))
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

    assert not {"What do they get from you?", "How many of them do you serve?"} & {
        p.title for p in person.prompts
    }


def test_a_role_leaves_only_the_options_under_which_it_exists(interview) -> None:
    person = Person(then=lambda _: UNKNOWN)
    interview(person, role="regular").run()
    [repeat] = [prompt for prompt in person.prompts if prompt.title == "How often do they come back?"]

    assert ids(repeat) == {"habitual", "ongoing", UNKNOWN, BACK}


def test_an_answer_that_the_role_rules_out_is_no_choice(interview) -> None:
    person = Person(CHANGE, "repeat", "ongoing", then=done_or_not_sure)
    interview(person, role="regular", repeat="one-off").explore(lambda: "")

    assert person.prompts[2].chosen is None


@pytest.mark.parametrize("role", ["prospect", "group"])
def test_where_one_word_stands_alone_nothing_is_asked(interview, role: str) -> None:
    interview(Person(), role=role).run()


def test_done_at_once_shows_the_answer_once(interview) -> None:
    shown: list[int] = []
    person = Person(DONE)
    interview(person).explore(lambda: str(shown.append(1)))

    assert len(shown) == len(person.prompts) == 1


def test_changing_an_answer_asks_on_and_shows_again(interview) -> None:
    shown: list[dict[str, str]] = []
    person = Person(*CLIENT, CHANGE, "offer", "software", then=done_or_not_sure)
    session = interview(person)
    session.run()
    session.explore(lambda: str(shown.append(dict(session.answers))))

    assert [answers["offer"] for answers in shown] == ["tailored-service", "software"]
    assert person.prompts[6].chosen == "tailored-service"
    assert person.prompts[6].progress == ""


def test_what_is_asked_after_a_change_begins_anew_and_counts_on(interview) -> None:
    person = Person(CHANGE, "offer", "goods", then=done_or_not_sure)
    interview(person).explore(lambda: "")
    asked = [prompt for prompt in person.prompts if prompt.progress]

    assert [BACK in ids(prompt) for prompt in asked[:3]] == [False, True, True]
    assert [prompt.progress.partition(",")[0] for prompt in asked[:2]] == ["Question 2", "Question 3"]


@pytest.mark.parametrize("path", [(CHANGE, BACK, DONE), (CHANGE, "offer", BACK, DONE)], ids=" ".join)
def test_changing_ones_mind_about_a_change_changes_nothing(interview, path: Sequence[str]) -> None:
    shown: list[int] = []
    session = interview(Person(*CLIENT, *path))
    session.run()
    session.explore(lambda: str(shown.append(1)))

    assert session.answers == dict(zip(CORE, CLIENT, strict=True))
    assert len(shown) == 1


def test_the_list_of_answers_tells_each_of_them(interview, knowledge: Knowledge) -> None:
    person = Person(*CLIENT, CHANGE, BACK, DONE)
    session = interview(person)
    session.run()
    session.explore(lambda: "")
    labels = [choice.label for choice in person.prompts[5].choices]

    assert len(labels) == len(knowledge.questions) + 1
    assert labels[0] == "Offer: a professional service or advice, tailored to each"
    assert labels[4] == "Attention: not sure"


@pytest.mark.parametrize("role", ["payer", "end-user", "regular", "prospect", "group"])
@pytest.mark.parametrize("seed", range(12))
def test_questions_are_counted_from_one(interview, role: str, seed: int) -> None:
    chance = random.Random(seed)
    person = Person(then=lambda p: chance.choice([c.id for c in p.choices if c.id != BACK]))
    interview(person, role=role).run()
    counted = [re.fullmatch(r"Question (\d+), at most (\d+) more", p.progress) for p in person.prompts]

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
        trades = load.trades()
        found = ask_trade(
            person,
            speak("en"),
            lambda name: TradeIndex(trades).find(name, "en").trade.id,
            ("law firm", "school"),
        )
        return found, person.prompts

    return ask


@pytest.mark.parametrize("typed", ["law firm", "  Law Firm ", "cabinet d'avocats"])
def test_a_trade_is_found_by_any_of_its_names(name_trade, typed: str) -> None:
    found, [prompt] = name_trade(typed)

    assert found == "law-firm"
    assert prompt.suggestions == ("law firm", "school")


@pytest.mark.parametrize("typed", ["", "  "], ids=["nothing", "blanks"])
def test_the_trade_may_be_passed_over(name_trade, typed: str) -> None:
    assert name_trade(typed)[0] is None


def test_an_unknown_trade_is_explained_and_asked_for_again(name_trade) -> None:
    found, (_, again) = name_trade("zqx", "law firm")

    assert found == "law-firm"
    assert again.why.startswith("No type of business “zqx” is known.")


def test_what_a_trade_assumes_can_be_reviewed_and_changed(interview) -> None:
    person = Person(CHANGE, "volume", "mass", CHANGE, BACK, DONE)
    session = interview(person, offer="goods", volume="few")
    session.review("corner shop")
    reviews = [prompt for prompt in person.prompts if "corner shop" in prompt.title]

    assert session.answers == {"offer": "goods", "volume": "mass"}
    assert [prompt.why for prompt in reviews] == [
        "Offer: goods\nVolume: few: you know each by name",
        "Offer: goods\nVolume: a crowd: most are anonymous",
        "Offer: goods\nVolume: a crowd: most are anonymous",
    ]


# ---- numbered lines -----------------------------------------------------------------------------------

COLOURS = Prompt(
    title="Which colour?",
    why="Taste.",
    progress="Question 1",
    choices=(Choice("r", "red"), Choice("g", "green"), Choice("b", "blue")),
)


TRADE = Prompt("Which trade?", "To save questions.", suggestions=("law firm", "school", "supermarket"))


def ask_lines(speak, typed: str, prompt: Prompt = COLOURS, language: str = "en") -> tuple[str, str]:
    screen = io.StringIO()
    reply = lines.asker(speak(language), io.StringIO(typed), screen)(prompt)
    return reply, screen.getvalue()


def test_lines_are_numbered_and_the_choice_is_read_back(speak) -> None:
    reply, screen = ask_lines(speak, "2\n")

    assert reply == "g"
    assert screen == (
        "\nQuestion 1\nWhich colour?\nTaste.\n1. red\n2. green\n3. blue\n"
        "Number, then Enter (Ctrl-C to leave): green\n"
    )


@pytest.mark.parametrize(
    "wrong", ["", "0", "4", "-1", "1.0", "red", "²", "1 2", "9" * 5000], ids=lambda text: repr(text[:9])
)
def test_lines_ask_again_until_it_is_a_number_of_the_list(speak, wrong: str) -> None:
    reply, screen = ask_lines(speak, f"{wrong}\n 3 \n")

    assert reply == "b"
    assert "Please type a number from 1 to 3.\n" in screen


def test_lines_name_the_answer_that_stands(speak) -> None:
    assert "\n3. blue, now chosen\n" in ask_lines(speak, "1\n", COLOURS._replace(chosen="b"))[1]


def test_lines_leave_out_what_is_empty(speak) -> None:
    _, screen = ask_lines(speak, "1\n", COLOURS._replace(why="", progress=""))

    assert screen.startswith("\nWhich colour?\n1. red\n")


@pytest.mark.parametrize("typed", ["", "7\n"], ids=["at once", "after a wrong number"])
def test_lines_end_with_the_input(speak, typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_lines(speak, typed)


@pytest.mark.parametrize(
    ("typed", "reply"),
    [("law firm\n", "law firm"), ("  2 \n", "2"), ("\n", "")],
    ids=["text", "a number", "nothing"],
)
def test_lines_take_any_text_where_there_are_only_suggestions(speak, typed: str, reply: str) -> None:
    assert ask_lines(speak, typed, TRADE)[0] == reply


def test_lines_end_with_the_input_where_text_is_asked_for(speak) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_lines(speak, "", TRADE)


@pytest.mark.parametrize(
    "env", [{"RELCLI_ACCESSIBLE": "1"}, {"ACCESSIBLE": "yes"}, {"TERM": "dumb"}], ids=str
)
def test_lines_are_chosen_where_a_menu_would_not_do(speak, env: dict[str, str]) -> None:
    assert prompter(env, speak("en"), color=True).__module__ == "relcli.prompts.lines"
    assert prompter({"TERM": "xterm"}, speak("en"), color=True).__module__ == "relcli.prompts.menu"


# ---- the menu -----------------------------------------------------------------------------------------


def ask_menu(speak, keys: str, prompt: Prompt = COLOURS) -> str:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from relcli.prompts import menu

    with create_pipe_input() as keyboard, create_app_session(input=keyboard):
        keyboard.send_text(keys)
        return menu.asker(speak("en"), color=False, screen=DummyOutput())(prompt)


DOWN, UP, ENTER = "\x1b[B", "\x1b[A", "\r"


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param(ENTER, "r", id="Enter takes the first"),
        pytest.param(DOWN + DOWN + ENTER, "b", id="down"),
        pytest.param(DOWN + DOWN + UP + ENTER, "g", id="up again"),
        pytest.param(UP + ENTER, "b", id="round the top"),
        pytest.param(DOWN * 3 + ENTER, "r", id="round the bottom"),
        pytest.param("jj" + ENTER, "b", id="j as in vi"),
    ],
)
def test_menu_keys(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys) == reply


def test_menu_starts_on_the_answer_that_stands(speak) -> None:
    assert ask_menu(speak, ENTER, COLOURS._replace(chosen="g")) == "g"


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1b"], ids=["Ctrl-C", "Ctrl-D", "Escape"])
@pytest.mark.parametrize(
    ("before", "prompt"),
    [("", COLOURS), (DOWN, COLOURS), ("", TRADE), ("sup", TRADE)],
    ids=["at once", "after moving", "asked for text", "after typing"],
)
def test_menu_is_left_by(speak, key: str, before: str, prompt: Prompt) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_menu(speak, before + key, prompt)


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        pytest.param("school" + ENTER, "school", id="typed in full"),
        pytest.param("zqx" + ENTER, "zqx", id="what is not suggested"),
        pytest.param(ENTER, "", id="nothing"),
    ],
)
def test_menu_takes_any_text_where_there_are_only_suggestions(speak, keys: str, reply: str) -> None:
    assert ask_menu(speak, keys, TRADE) == reply


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_menu_cuts_nothing_on_a_narrow_terminal(terminal, speak, knowledge: Knowledge, columns: int) -> None:
    words = speak("fr")
    offer = knowledge.questions["offer"]
    asking = terminal("advise", "-i", "--lang", "fr", "--volume", "few", columns=columns)
    screen = asking.wait_for(words.say("ask-not-sure"))
    letters = "".join(screen.split())

    for text in (words.text(offer.ask), words.text(offer.why), *(words.text(o.label) for o in offer.options)):
        assert "".join(text.split()) in letters


# ---- the whole of it, on a terminal ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_by_arrow_keys(terminal, bash, speak, knowledge, language: str) -> None:
    words = speak(language)
    offer, volume, contract, repeat = (words.text(knowledge.questions[q].ask) for q in CORE)
    then, which = words.say("ask-then"), words.say("ask-which")
    asking = terminal("advise", "--lang", language, "--quiet", rows=250, columns=120)
    for text, times, downs in (
        (offer, 1, 0),  # goods
        (volume, 1, 4),  # back
        (offer, 2, 2),  # no: a tailored service
        (volume, 2, 3),  # not sure
        (contract, 1, 2),  # an agreement
        (repeat, 1, 3),  # without end
        (then, 1, 1),  # change an answer:
        (which, 1, 1),  # the volume
        (volume, 3, 2),  # from "not sure" on past "back": few
        (then, 2, 0),  # done
    ):
        screen = asking.wait_for(text, times)
        asking.press(*["down"] * downs, "enter")

    assert asking.exit_code() == 0
    assert words.answer("volume", "few") in screen
    *_, term, said, command = asking.screen.splitlines()
    assert (term, said) == ("client", words.say("same-command"))
    assert command.strip() == (
        "relcli advise --offer tailored-service --volume few --contract agreement --repeat ongoing"
        f" --lang {language}"
    )
    assert bash(f"{command} --quiet").stdout == "client\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", ["RELCLI_ACCESSIBLE", "ACCESSIBLE"])
def test_an_interview_by_numbers(terminal, speak, knowledge, variable: str, language: str) -> None:
    words = speak(language)
    asking = terminal("advise", "-q", "--lang", language, env={variable: "1"}, rows=150)
    for question, number in zip(CORE, "3134", strict=True):
        asking.wait_for(words.text(knowledge.questions[question].ask))
        asking.press(number, "\n")
    asking.wait_for(words.say("ask-then"))
    asking.press("1", "\n")

    assert asking.exit_code() == 0
    assert "\nclient\n" in asking.screen
    assert ESCAPE not in asking.raw


@pytest.mark.parametrize("env", [{}, {"ACCESSIBLE": "1"}], ids=["menu", "lines"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_that_begins_with_the_trade(terminal, speak, language: str, env: dict[str, str]) -> None:
    words = speak(language)
    label = words.text(load.trades()["law-firm"].label)
    first = "1\n" if env else "\r"
    asking = terminal("advise", "-q", "--lang", language, env=env, rows=150, columns=150)
    for text, keys in (
        (words.say("ask-business"), "zqx\r"),
        (words.say("error-unknown-business", value="zqx", nearest="").splitlines()[0], f"{label}\r"),
        (words.say("ask-review", trade=label), first),
        (words.say("ask-then"), first),
    ):
        asking.wait_for(text)
        asking.press(keys)

    assert asking.exit_code() == 0
    *_, term, _, command = asking.screen.splitlines()
    assert (term, command) == ("client", f"  relcli advise --business law-firm --lang {language}")


def test_trades_are_suggested_while_one_is_typed(terminal) -> None:
    asking = terminal("advise")
    asking.wait_for("What kind of business is it?")
    asking.press("law f")
    asking.wait_for("law firm")


def test_what_a_business_assumes_is_not_asked_and_stays_assumed(terminal, tmp_path: Path) -> None:
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i --business supermarket --json > advice.json")
    asking.wait_for("Assumed for supermarket. Is that right?")
    asking.press("enter")
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    told = json.loads((tmp_path / "advice.json").read_text("utf-8"))
    assert told["command"] == "relcli advise --business supermarket"


def test_the_command_after_an_interview_quotes_the_callers_words(terminal, bash) -> None:
    asking = terminal(
        "advise", "-i", "-q", "--offer", "tailored-service", "--volume", "few", "--contract", "agreement",
        "--repeat", "ongoing", "--current", "$(false) it's", columns=200,
    )  # fmt: skip
    asking.wait_for("And now?")
    asking.press("enter")

    assert asking.exit_code() == 0
    *_, command = asking.screen.splitlines()
    assert "$(false) it's is no term" in bash(command).stdout


def test_nothing_answered_is_undecided_and_gives_no_command(terminal, knowledge: Knowledge) -> None:
    asking = terminal("advise", "-i", "-q", "--exit-status", env={"RELCLI_ACCESSIBLE": "1"}, rows=300)
    questions = list(knowledge.questions.values())
    for number in range(1, len(questions) + 1):
        screen = asking.wait_for(f"Question {number},")
        [question] = [q for q in questions if q.ask["en"] in screen.rpartition(f"Question {number},")[2]]
        asking.press(str(len(question.options) + 1), "\n")
    asking.wait_for("And now?")
    asking.press("1", "\n")

    assert asking.exit_code() == 3
    assert "relcli advise" not in asking.screen
    assert "undecided between" in asking.screen


def test_the_answer_is_previewed_where_it_goes_to_a_file(terminal, tmp_path: Path) -> None:
    flags = " ".join(f"--{question} {answer}" for question, answer in zip(CORE, CLIENT, strict=True))
    asking = terminal(shell=f"cd {tmp_path}; relcli advise -i {flags} --json > advice.json", rows=120)

    assert "Why client" in asking.wait_for("And now?")
    assert (tmp_path / "advice.json").read_text() == ""
