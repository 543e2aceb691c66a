"""How a trade says a concept, whom it means by the people it serves, and what follows from its word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace
from support.shipped import DATA as SHIPPED
from support.shipped import data_with

from relcli.advice.advice import make_advice
from relcli.advice.answers_file import parse_answers
from relcli.advice.request import make_request
from relcli.errors import AnswerError
from relcli.house.avoided import avoided_words
from relcli.house.decided import house_of
from relcli.house.file import read, to_toml
from relcli.language import Texts
from relcli.render.account import account_page
from relcli.render.page import Page
from relcli.render.wire import wire_advice
from relcli.validate.entries import check_outcomes

DATA = data_with(
    podcast={"whom": ("end-user", "payer"), "said": {}, "answers": SHIPPED.trades["law-firm"].answers},
    pet_sitter={"words": {"payer": "pet-owner"}, "whom": (), "said": {}},
    notary={"absent": ()},
    web_agency={"absent": ()},
    saas={"absent": ()},
    charity={"whom": ("end-user",)},
    driving_school={"said": {"fr": {"learner": "élève"}, "ro": {"learner": "cursant"}}},
    trade_union={"said": {"fr": {"member": "adhérent"}}, "absent": ("regular", "end-user")},
    musician={"words": {"end-user": "listener"}, "whom": ("payer", "end-user")},
    newspaper={"words": {"end-user": "reader"}, "whom": ("end-user",)},
    law_firm={"contract": {"fr": {"them": "le client", "us": "l’avocat"}}},
)


def asked(trade: str, language: str = "en", **rest: Any) -> Any:
    return make_advice(DATA, make_request(DATA, language, answers={}, trade=trade, **rest))


def texts(language: str) -> Texts:
    return Texts(language, DATA.messages, DATA.knowledge)


def told(trade: str, language: str = "en", **rest: Any) -> dict[str, Any]:
    return wire_advice(asked(trade, language, **rest), DATA, texts(language)).to_dict()


def page(trade: str, language: str = "en", **rest: Any) -> Page:
    return account_page(asked(trade, language, **rest), DATA, texts(language))


def rows(trade: str, language: str, block: str, **rest: Any) -> dict[str, str]:
    found = (b for b in page(trade, language, **rest).blocks if b.id == block)
    return {item.label: item.text for b in found for item in b.items}


# ---- as a trade says it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "term", "plural", "also"),
    [
        pytest.param("en", "learner", "learners", set(), id="nothing said: the termbase's first choice"),
        pytest.param("fr", "élève", "élèves", {"apprenant"}, id="what was preferred is admitted"),
        pytest.param("ro", "cursant", "cursanți", set(), id="each language for itself"),
    ],
)
def test_a_trade_says_a_concept_in_its_own_way(language: str, term: str, plural: str, also: set[str]) -> None:
    advice = told("driving-school", language)
    statuses = {t["term"]: t["status"] for t in advice["terms"] if t["language"] == language}

    assert (advice["recommendation"]["concept"], advice["recommendation"]["term"]) == ("learner", term)
    assert advice["recommendation"]["forms"]["plural"] == plural
    assert statuses[term] == "preferred"
    assert {word for word, status in statuses.items() if status == "admitted"} >= also


def test_another_trade_says_it_as_the_termbase_does() -> None:
    assert told("cooperative", "ro")["recommendation"]["term"] == "membru"
    assert told("trade-union", "fr")["recommendation"]["term"] == "adhérent"


def test_without_the_words_of_the_sector_nothing_is_said_in_its_way() -> None:
    assert told("driving-school", "fr", sector=False)["recommendation"]["term"] == "client"


def test_the_expected_word_is_that_of_the_trade() -> None:
    school = {"said": {"fr": {"learner": "élève"}}, "expect": {"fr": "élève"}}

    assert not [says for *_, says in check_outcomes(data_with(driving_school=school)) if "élève" in says]


def test_the_decision_file_has_the_word_and_reads_it_back(tmp_path) -> None:
    house = house_of(asked("driving-school", "fr"), DATA, texts("fr"))
    path = tmp_path / "relcli.toml"
    path.write_text(to_toml(house, DATA, ""), encoding="utf-8")

    assert house.roles["payer"].words == {"en": "learner", "fr": "élève", "ro": "cursant"}
    assert {name: (r.words, r.admitted) for name, r in read(str(path), DATA).roles.items()} == {
        name: (r.words, r.admitted) for name, r in house.roles.items()
    }


# ---- whom it means ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trade", "asks", "whom"),
    [
        pytest.param("law-firm", {}, [("payer", "client")], id="nobody named: who pays"),
        pytest.param("charity", {}, [("end-user", "beneficiary")], id="one who does not pay"),
        pytest.param("podcast", {}, [("end-user", "listener"), ("payer", "advertiser")], id="two equally"),
        pytest.param("podcast", {"role": "payer"}, [("payer", "advertiser")], id="the role asked for wins"),
        pytest.param("podcast", {"sector": False}, [("payer", "client")], id="without the words of the sector"),
    ],
)  # fmt: skip
def test_they_are_answered_when_no_role_is_asked_for(
    trade: str, asks: Any, whom: list[tuple[str, str]]
) -> None:
    advice = told(trade, **asks)
    first = advice["recommendation"]

    assert [(entry["role"], entry["term"]) for entry in advice["whom"]] == whom
    assert (first["role"], first["term"]) == whom[0]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "listener, who is served; advertiser, who pays"),
        ("fr", "auditeur, celui que vous servez ; annonceur, celui qui paie"),
        ("ro", "ascultător (cine beneficiază); client de publicitate (cine plătește)"),
    ],
)
def test_two_head_the_answer(language: str, title: str) -> None:
    shown = page("podcast", language)

    assert " ".join(shown.title.split()) == title
    assert [name for name, _ in shown.facts if name.startswith("whom.")] == ["whom.end-user", "whom.payer"]
    assert page("podcast", language, role="payer").title in title


@pytest.mark.parametrize(
    ("trade", "role"),
    [
        *(("podcast", role) for role in (None, "payer", "end-user", "funder")),
        *(("charity", role) for role in (None, "payer", "end-user")),
    ],
)
def test_the_command_and_the_json_ask_for_the_same_again(trade: str, role: str | None) -> None:
    first = told(trade, role=role)
    back = parse_answers(json.dumps(first), "advice.json")
    *_, flag, value = ["", *first["command"].split()]

    assert told(back.trade or "", role=back.role) == first
    assert told(trade, role=value if flag == "--role" else None) == first


@pytest.mark.parametrize(
    ("trade", "wanted", "role"),
    [
        pytest.param("podcast", "End-User", "end-user", id="a role"),
        pytest.param("podcast", "funder", "funder", id="a party of the trade"),
        pytest.param("podcast", "listener", "end-user", id="a word of the trade"),
        pytest.param("podcast", "annonceurs", "payer", id="its plural, in another language"),
        pytest.param("driving-school", "élève", "payer", id="a word as the trade says it"),
    ],
)
def test_a_role_is_named_by_id_or_by_word(trade: str, wanted: str, role: str) -> None:
    assert told(trade, role=wanted)["recommendation"]["role"] == role


@pytest.mark.parametrize("wanted", ["pilot", "regular", "end-user"])
def test_who_is_not_there_is_refused_and_those_who_are_are_named(wanted: str) -> None:
    with pytest.raises(AnswerError) as error:
        asked("trade-union", role=wanted)

    assert wanted not in error.value.values["allowed"]
    assert "prospect" in error.value.values["allowed"]
    assert "end-user" not in {entry["role"] for entry in told("trade-union")["roles"]}


# ---- what follows from the word -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trade", "en", "fr", "ro"),
    [
        pytest.param("gym", "potential member", "futur adhérent", "membru potențial", id="a member"),
        pytest.param("trade-union", "potential member", "futur adhérent", "membru potențial", id="as it is said there"),
        pytest.param("driving-school", "prospective learner", "futur élève", "viitor cursant", id="a learner"),
        pytest.param("nursery-school", "interested parent", "parent intéressé", "părinte interesat", id="no baby is on its way"),
        pytest.param("pet-sitter", "interested pet owner", "propriétaire d’animal intéressé", "proprietar de animal interesat", id="who has the animal already"),
        pytest.param("podcast", "potential advertiser", "annonceur potentiel", "client de publicitate potențial", id="who would pay"),
        pytest.param("musician", "prospect", "client potentiel", "client potențial", id="who pays, though others are served too"),
        pytest.param("newspaper", "potential reader", "futur lecteur", "cititor potențial", id="whom it means, where nobody pays by a word"),
        pytest.param("hotel", "potential guest", "client potentiel", "viitor oaspete", id="where the word is client, the plain one"),
        pytest.param("law-firm", "prospect", "client potentiel", "client potențial", id="a trade without a word of its own"),
        pytest.param("university", "candidate", "candidat", "candidat", id="a trade that has a word for that"),
    ],
)  # fmt: skip
def test_whoever_is_not_one_yet_is_called_after_the_trades_word(
    trade: str, en: str, fr: str, ro: str
) -> None:
    words = {
        code: told(trade, code, role="prospect")["recommendation"]["term"] for code in ("en", "fr", "ro")
    }

    assert words == {"en": en, "fr": fr, "ro": ro}


@pytest.mark.parametrize(
    ("trade", "language", "forms"),
    [
        ("gym", "en", {"plural": "potential members"}),
        (
            "trade-union", "fr",
            {"plural": "futurs adhérents", "feminine": "future adhérente", "feminine_plural": "futures adhérentes"},
        ),
        (
            "driving-school", "ro",
            {
                "plural": "viitori cursanți", "feminine": "viitoare cursantă", "feminine_plural": "viitoare cursante",
                "definite": "viitorul cursant", "definite_plural": "viitorii cursanți",
                "feminine_definite": "viitoarea cursantă", "feminine_definite_plural": "viitoarele cursante",
            },
        ),
        (
            "gym", "ro",
            {
                "plural": "membri potențiali", "feminine": "membră potențială", "feminine_plural": "membre potențiale",
                "definite": "membrul potențial", "definite_plural": "membrii potențiali",
                "feminine_definite": "membra potențială", "feminine_definite_plural": "membrele potențiale",
            },
        ),
    ],
)  # fmt: skip
def test_in_every_form(trade: str, language: str, forms: dict[str, str]) -> None:
    assert told(trade, language, role="prospect")["recommendation"]["forms"] == forms


def test_a_house_knows_the_forms_of_such_a_word() -> None:
    house = house_of(asked("trade-union", "fr"), DATA, texts("fr"))
    [word] = avoided_words(replace(house, avoid={"prospect": {"fr": "futur adhérent"}}), DATA, texts("fr"))

    assert word.right["plural"] == "futurs adhérents"


@pytest.mark.parametrize(
    ("trade", "role", "concept"),
    [
        pytest.param("bar", "regular", "regular", id="a place has regulars"),
        pytest.param("notary", "regular", "client", id="a practice has none: the main word"),
        pytest.param("web-agency", "regular", "client", id="nor has who works for a firm"),
        pytest.param("saas", "regular", "customer", id="and the main word is never its rival"),
        pytest.param("gym", "regular", "member", id="the trade's own word stays"),
        pytest.param("podcast", "regular", "listener", id="that of those whom it means"),
        pytest.param("law-firm", "group", "clientele", id="a practice has a clientele"),
        pytest.param("saas", "group", "customer", id="a software maker has customers"),
        pytest.param("podcast", "group", "listener", id="all of those whom it means"),
    ],
)
def test_who_comes_back_and_all_together(trade: str, role: str, concept: str) -> None:
    everybody = {entry["role"]: entry["concept"] for entry in told(trade)["roles"]}

    assert everybody[role] == told(trade, role=role)["recommendation"]["concept"] == concept


@pytest.mark.parametrize(
    ("trade", "language", "shown"),
    [
        pytest.param("bar", "ro", "client obișnuit", id="another word than the main one"),
        pytest.param("bar", "fr", "habitué", id="a word of their own in French"),
        pytest.param("bar", "en", "regular", id="a word of their own in English"),
        pytest.param("notary", "fr", None, id="the main word again"),
        pytest.param("saas", "ro", None, id="the main word, whatever the concept"),
    ],
)
def test_the_regulars_have_a_row_only_where_it_says_something(
    trade: str, language: str, shown: str | None
) -> None:
    regulars = DATA.knowledge.roles["regular"].label[language]

    assert rows(trade, language, "role").get(regulars) == shown
