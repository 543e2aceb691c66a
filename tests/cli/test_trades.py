"""Which trade is meant: as an argument, closely and said so, one of several, a class of a register."""

from __future__ import annotations

import json

import pytest
from support import inside
from support.examples import LANGUAGES
from support.process import Run
from support.shipped import DATA, class_read_otherwise, data_with, name_of_several

from relcli.advice.asked_trade import name_with_word
from relcli.data import Data
from relcli.model.files import ActivityClass, Classification, NameList, SharedName

SIX = ("law-firm", "bakery", "hotel", "supermarket", "driving-school", "gym")
"""Trades that say six words."""


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Data:
    """The data with two revisions of NACE that read 56.10 otherwise, and a name that six trades share."""
    data = data_with()
    data.__dict__["classifications"] = {
        "nace-2": revision("NACE Rev. 2", "2", {"56.10": ("hotel",), "01.11": ("bakery",)}),
        "nace-2-1": revision("NACE Rev. 2.1", "2.1", {"56.10": ("gym",), "01.11": ("bakery",)}),
    }
    shared = SharedName(trades=SIX, en=("quux",), fr=("quux",), ro=("quux",))
    data.__dict__["name_lists"] = {"own": NameList(names=(shared,))}
    monkeypatch.setattr(inside, "DATA", data)
    return data


def revision(label: str, number: str, leads: dict[str, tuple[str, ...]]) -> Classification:
    classes = {code: ActivityClass(trades=trades) for code, trades in leads.items()}
    return Classification(label=label, called=("nace",), revisions=(number,), sources=(), classes=classes)


def words(trades: tuple[str, ...], language: str) -> list[str]:
    return [name_with_word(DATA.trades[trade], language) for trade in trades]


# ---- as an argument ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["law firm", "law-firm", "Cabinet d'avocats"])
def test_a_trade_is_an_argument_or_a_flag(call: Run, typed: str) -> None:
    told = call("advise", typed)

    assert told.returncode == 0
    assert told.stdout.startswith("term\tclient\n")
    assert told.stdout == call("advise", "--business", typed).stdout


def test_but_not_both(call: Run) -> None:
    told = call("advise", "bakery", "-b", "bakery", "--json")
    error = json.loads(told.stderr)["error"]

    assert (told.returncode, told.stdout, error["code"]) == (2, "", "contradicting-flags")
    assert "--business" in error["message"]


def test_a_trade_where_a_command_stands_is_told_how_it_is_asked_about(call: Run) -> None:
    told = call("law firm")

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.splitlines()[1] == 'For its word: relcli advise "law firm"'


@pytest.mark.parametrize(("typed", "meant"), [("advsie", "advise"), ("exprt", "export"), ("chekc", "check")])
def test_a_slip_in_a_command_is_no_trade(call: Run, typed: str, meant: str) -> None:
    assert call(typed).stderr.splitlines()[-1] == f"Did you mean {meant}?"


# ---- what was understood is said first -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [(), ("-q",), ("--format", "markdown")], ids=["plain", "-q", "markdown"])
def test_what_was_understood_is_said_beside_the_answer(
    call: Run, speak, language: str, form: tuple[str, ...]
) -> None:
    told = call("advise", "hotell", "--lang", language, *form)
    hotel = DATA.trades["hotel"].label[language]

    assert told.returncode == 0
    assert told.stderr == speak(language).say("note-understood", wanted="hotell", trade=hotel) + "\n"
    assert told.stdout


def test_for_a_program_it_is_a_key(call: Run) -> None:
    told = call("advise", "hotell", "--json")
    business = json.loads(told.stdout)["business"]

    assert told.stderr == ""
    assert (business["id"], business["understood"]) == ("hotel", "close")


def test_a_name_is_not_explained(call: Run) -> None:
    assert call("advise", "hotel", "-q").stderr == ""
    assert json.loads(call("advise", "hotel", "--json").stdout)["business"]["understood"] == "exact"


def test_it_stands_above_the_answer(terminal) -> None:
    shown = terminal("advise", "hotell", "-q")

    assert shown.exit_code() == 0
    assert shown.screen.split("\n") == ["“hotell” was understood as hotel.", "guest"]


# ---- several -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_several_at_most_five_are_named_each_with_its_word(call: Run, own: Data, language: str) -> None:
    told = call("advise", "quux", "--lang", language)

    assert own.finder.find("quux", language).outcome == "several"
    assert (told.returncode, told.stdout) == (2, "")
    assert ", ".join(words(SIX[:5], language)) in told.stderr
    assert words(SIX[5:], language)[0] not in told.stderr


def test_for_a_program_too(call: Run, own: Data) -> None:
    error = json.loads(call("advise", "quux", "--json").stderr)["error"]

    assert own.trades
    assert (error["code"], error["flag"]) == ("ambiguous-business", "--business")
    assert ", ".join(words(SIX[:5], "en")) in error["message"]


def test_on_a_terminal_one_is_asked_about_them(terminal, speak) -> None:
    name, fitting = name_of_several()
    asking = terminal("advise", name, "-q")
    asking.wait_for(speak("en").say("ask-which-business", value=name))
    for shown in (*words(fitting, "en"), speak("en").say("ask-no-business")):
        asking.wait_for(shown)
    asking.press("down", "enter")

    assert asking.exit_code() == 0
    assert asking.screen.split("\n")[-1] == DATA.trades[fitting[1]].expect["en"]


def test_who_means_none_of_them_is_asked_what_they_do(terminal, speak) -> None:
    name, fitting = name_of_several()
    asking = terminal("advise", name, "-q")
    asking.wait_for(speak("en").say("ask-no-business"))
    asking.press(*["down"] * len(fitting), "enter")

    assert "What do you do?" in asking.wait_for("What do you do?")


@pytest.mark.parametrize(
    ("flags", "env"), [(("--no-input",), {}), ((), {"RELCLI_NO_INPUT": "1"})], ids=["flag", "environment"]
)
def test_who_does_not_want_to_be_asked_is_told(terminal, flags: tuple[str, ...], env: dict[str, str]) -> None:
    name, _ = name_of_several()
    shown = terminal("advise", name, *flags, env=env)

    assert shown.exit_code() == 2
    assert f"“{name}” may mean several trades" in shown.screen


# ---- classes of registers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "trade", "by"),
    [
        pytest.param((), "hotel", "NACE Rev. 2", id="the revision that comes first"),
        pytest.param(("--nace", "2"), "hotel", "NACE Rev. 2", id="that one by name"),
        pytest.param(("--nace", "2.1"), "gym", "NACE Rev. 2.1", id="the other one"),
    ],
)
def test_a_class_is_read_by_the_revision_asked_for(
    call: Run, own: Data, flags: tuple[str, ...], trade: str, by: str
) -> None:
    told = call("advise", "56.10", *flags, "-q")
    business = json.loads(call("advise", "56.10", *flags, "--json").stdout)["business"]

    assert told.stderr.startswith(f"The class was read by {by}; ")
    assert told.stdout == f"{own.trades[trade].expect['en']}\n"
    assert (business["id"], business["understood"]) == (trade, "exact")


def test_an_interview_reads_a_class_so_too(terminal) -> None:
    code, _, trade = class_read_otherwise()
    asking = terminal("advise", "-i", "--nace", "2.1")
    asking.wait_for("What do you do?")
    asking.press(code, "enter")
    asking.wait_for(DATA.trades[trade].label["en"])


def test_where_the_revisions_agree_nothing_is_said(call: Run, own: Data) -> None:
    told = call("advise", "01.11", "--nace", "2.1", "-q")

    assert (told.stdout, told.stderr) == (f"{own.trades['bakery'].expect['en']}\n", "")


@pytest.mark.parametrize("command", [("advise", "56.10"), ("batch", "-")], ids=["advise", "batch"])
def test_there_are_two_revisions(call: Run, command: tuple[str, ...]) -> None:
    told = call(*command, "--nace", "3")

    assert (told.returncode, told.stdout) == (2, "")
    assert "--nace does not take “3”." in told.stderr
    assert "Allowed: 2, 2.1." in told.stderr


# ---- looking for one -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed", "trade"),
    [
        pytest.param("en", "bakery", "bakery", id="a name"),
        pytest.param("en", "law fi", "law-firm", id="the beginning of one"),
        pytest.param("en", "hotell", "hotel", id="nearly"),
        pytest.param("fr", "auto ecole", "driving-school", id="without its marks"),
        pytest.param("ro", "scoala de soferi", "driving-school", id="in Romanian"),
    ],
)
def test_a_list_of_what_matches_has_the_best_first(call: Run, language: str, typed: str, trade: str) -> None:
    found = json.loads(call("list", "businesses", typed, "--json", "--lang", language).stdout)["businesses"]
    every = json.loads(call("list", "businesses", "--json", "--lang", language).stdout)["businesses"]

    assert found[0]["id"] == trade
    assert found[0]["word"] == DATA.trades[trade].expect[language]
    assert len(found) < len(every) == len(DATA.trades)
    assert all(row in every for row in found)


def test_a_list_may_be_empty(call: Run) -> None:
    told = call("list", "businesses", "zqxzqx")

    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
