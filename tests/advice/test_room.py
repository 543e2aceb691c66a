"""Who is in the room: what they are, whose they are, how they hang together; by trade, situation and law."""

from __future__ import annotations

from typing import Any

import pytest
from support.shipped import DATA, texts_in

import relcli
from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import LANGUAGES
from relcli.render.room import FEW, room_page
from relcli.render.text import render_terminal
from relcli.render.wording import Wording

ONE_SCREEN = 24


def told(**asked: Any) -> dict[str, Any]:
    return relcli.advise(**asked).to_dict()


def people(**asked: Any) -> dict[str, dict[str, Any]]:
    return {person["role"]: person for person in told(**asked)["roles"]}


def relations(person: dict[str, Any]) -> set[tuple[str, str]]:
    return {(relation["is"], relation["to"]) for relation in person["relations"]}


# ---- the model --------------------------------------------------------------------------------------------


def test_the_customer_of_a_merchant_is_the_merchants_and_code_says_so() -> None:
    room = people(business="marketplace")

    assert ("serves", "sellers-customer") in relations(room["payer"])
    assert room["sellers-customer"]["owner"] == "payer"
    assert room["payer"]["identifier"] == "Merchant"
    assert room["sellers-customer"]["identifier"] == "MerchantBuyer"


@pytest.mark.parametrize(
    ("answers", "kind", "is_told"),
    [
        ({"market": "individuals", "payer": "same"}, "person", ("may-be", "end-user")),
        ({"market": "businesses", "payer": "other"}, "organisation", ("pays-for", "end-user")),
        ({"market": "both", "payer": "other"}, "either", ("pays-for", "end-user")),
    ],
    ids=["a private buyer is also the user", "a firm pays for its people", "either"],
)
def test_what_somebody_is_follows_from_the_answers(
    answers: dict[str, str], kind: str, is_told: tuple[str, str]
) -> None:
    payer = people(offer="software", **answers)["payer"]

    assert payer["kind"] == kind
    assert is_told in relations(payer)


def test_everybody_has_all_that_a_design_document_needs() -> None:
    for person in people(business="saas").values():
        assert person["definition"]
        assert person["identifier"].isidentifier()


def test_nobody_relates_to_who_is_not_there() -> None:
    for trade in DATA.trades.values():
        advice = make_advice(DATA, Request({}, trade=trade))
        there = {person.role for person in advice.room}

        assert {to for person in advice.room for to, _ in person.relations} <= there, trade.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_of_every_trade_fits_one_screen(language: str) -> None:
    """Five of whom each has four lines do, so the crowded ones are shown."""
    texts = texts_in(language)
    crowded = [id_ for id_, trade in DATA.trades.items() if len({**trade.words, **trade.parties}) >= FEW]
    long = {trade: lines for trade in crowded if (lines := _height(trade, language, texts)) > ONE_SCREEN}

    assert len(crowded) > 100
    assert long == {}


def _height(trade: str, language: str, texts: Texts) -> int:
    advice = make_advice(DATA, Request({}, trade=DATA.trades[trade], language=language))
    return render_terminal(room_page(Wording(advice, DATA, texts)), color=False, width=80).count("\n")


@pytest.mark.parametrize(
    ("wanted", "role"),
    [
        pytest.param("users", "end-user", id="a word"),
        pytest.param("Prospects", "prospect", id="its plural"),
        pytest.param("sellers-customer", "sellers-customer", id="a party"),
    ],
)
def test_without_a_trade_a_role_may_be_any_word(wanted: str, role: str) -> None:
    assert told(offer="software", role=wanted)["recommendation"]["role"] == role


# ---- the situation ----------------------------------------------------------------------------------------


def test_where_money_flows_from_you_that_goes_before_any_choice() -> None:
    advice = told(money="from")

    assert "buy nothing" in advice["situation"][0]
    assert advice["recommendation"]["basis"] == "sector"
    assert advice["recommendation"]["concept"] not in {"client", "customer", "consumer"}


def test_two_levels_make_the_customers_of_those_you_serve() -> None:
    room = people(offer="software", volume="many", serves_others="yes")

    assert room["sellers-customer"]["owner"] == "payer"
    assert ("serves", "sellers-customer") in relations(room["payer"])


def test_facts_come_back_with_an_answer() -> None:
    from relcli.advice.answers_file import parse_answers

    advice = relcli.advise(offer="software", money="through")
    back = parse_answers(relcli_json(advice), "advice.json")

    assert advice.command == "relcli advise --offer software --money through"
    assert relcli.advise(**dict(back.answers)).to_dict() == advice.to_dict()


def relcli_json(advice: Any) -> str:
    import json

    return json.dumps(advice.to_dict())


def test_a_wrong_fact_is_told_like_a_wrong_answer() -> None:
    with pytest.raises(AnswerError) as error:
        relcli.advise(money="sideways")

    assert error.value.values["flag"] == "--money"
    assert "through" in error.value.values["allowed"]


# ---- the law, and the people themselves -------------------------------------------------------------------


def test_people_who_have_a_say_in_their_name_are_to_be_asked() -> None:
    asking = next(remark for remark in DATA.remarks if remark.asks)

    assert asking.source in (told(business="hospital")["ask_them"] or "")
    assert told(business="bakery")["ask_them"] is None


@pytest.mark.parametrize("law", DATA.regulations, ids=lambda law: law.id)
def test_a_law_is_told_with_place_and_article_to_whom_it_is_about(law: Any) -> None:
    """To every trade that it names; what hangs on a fact asks for it, and holds once that is given."""
    for trade in law.trades:
        asked = Request({}, trade=DATA.trades[trade], language=law.language or "en")
        unsaid = False if law.asks else None if _given(law) else True
        for facts, holds in (({}, unsaid), (_given(law), True)):
            answers = {q: options[0] for q, options in law.hears.items() if q in DATA.knowledge.questions}
            advice = make_advice(DATA, asked._replace(answers=answers, facts=facts))
            found = {told.regulation.id: told.holds for told in advice.laws}

            assert found.get(law.id) is holds, (trade, facts)
            if holds and facts and law.names:
                assert advice.people[law.role] == law.names


def _given(law: Any) -> dict[str, str]:
    return {q: options[0] for q, options in law.hears.items() if q in DATA.knowledge.facts}
