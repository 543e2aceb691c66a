"""What `relcli batch` answers is what `relcli advise` says to the same answers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from support.batch import ADDED, Batch, objects, table
from support.process import Run
from support.shipped import DATA, class_read_otherwise, data_with, name_of_several

from relcli.advice.advice import make_advice
from relcli.advice.asked_trade import name_with_word, understand_trade
from relcli.advice.request import make_request
from relcli.batch.answers import RowAnswers
from relcli.batch.plan import BUSINESS, CSV, Plan, check_fixed, check_values
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import UNKNOWN
from relcli.model.files import ActivityClass, Classification
from relcli.model.knowledge import Knowledge
from relcli.render.wire import wire_advice


def rows_with_businesses(knowledge: Knowledge, number: int, seed: int) -> list[tuple[str, ...]]:
    """Cells for every question and the business, as people would fill them in."""
    chance = random.Random(seed)
    trades = list(DATA.trades.values())
    rows = []
    for _ in range(number):
        cells = [
            chance.choice(["", "", UNKNOWN, chance.choice(q.options).id, chance.choice(q.options).id.upper()])
            for q in knowledge.questions.values()
        ]
        trade = chance.choice(trades)
        trade = chance.choice(["", trade.id, f" {trade.label['fr']} ", trade.label["ro"].upper()])
        rows.append((*cells, trade))
    return rows


@pytest.mark.parametrize(
    ("role", "sector"),
    [
        *(
            (role, sector)
            for role in ("payer", "end-user", "regular", "group", "prospect")
            for sector in (True, False)
        ),
        ("principal", True),  # parties are of the trade
    ],
)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_row_gets_what_advise_gives(
    knowledge: Knowledge, role: str, language: str, *, sector: bool
) -> None:
    role = next(iter(knowledge.parties)) if role == "principal" else role
    texts = Texts(language, DATA.messages, knowledge)
    columns = {q: q for q in (*knowledge.questions, BUSINESS)}
    plan = Plan("-", to=CSV, role=role, sector=sector)
    rows = rows_with_businesses(knowledge, 60, seed=len(role))
    data = DATA
    given = RowAnswers(data, plan, texts, columns)

    for cells in rows:
        outcome = given.outcome(cells)
        answers = {q: a for q, a in zip(columns, cells[:-1], strict=False) if a}
        try:
            request = make_request(
                data, language, answers=answers, role=role, trade=cells[-1] or None, sector=sector
            )
        except AnswerError:
            assert outcome.error
            continue
        advised = wire_advice(make_advice(data, request), data, texts).to_dict()["recommendation"]
        assert outcome[:5] == tuple(
            advised[key] for key in ("term", "concept", "verdict", "runner_up", "margin")
        ), cells


def test_a_row_without_a_role_is_about_whom_its_trade_means() -> None:
    data = data_with(podcast={"whom": ("end-user", "payer")})
    texts = Texts("en", data.messages, data.knowledge)
    given = RowAnswers(data, Plan("-", to=CSV), texts, {BUSINESS: BUSINESS})

    assert [given.outcome((trade,)).term for trade in ("podcast", "gym", "law firm")] == [
        "listener",
        "member",
        "client",
    ]


class TestTrades:
    """What a row says of its trade, and how it was understood."""

    @staticmethod
    def given(data: Data, **plan: Any) -> RowAnswers:
        columns = {q: q for q in (BUSINESS, "volume")}
        return RowAnswers(
            data, Plan("-", to=CSV, **plan), Texts("en", data.messages, data.knowledge), columns
        )

    @pytest.mark.parametrize(
        ("cell", "trade"),
        [
            pytest.param("hotel", "hotel", id="an id"),
            pytest.param(" Cabinet d'avocats ", "law-firm", id="a name in another language"),
            pytest.param("hotell", "hotel", id="understood closely"),
            pytest.param("", None, id="no trade"),
        ],
    )
    def test_the_row_says_which_trade_was_understood(self, cell: str, trade: str | None) -> None:
        outcome = self.given(DATA).outcome((cell, "few"))

        assert (outcome.business, outcome.error) == (trade, None)

    def test_of_several_none_is_taken(self) -> None:
        name, fitting = name_of_several()
        outcome = self.given(DATA).outcome((name, "few"))

        assert (outcome.business, outcome.term, outcome.code) == (None, None, "ambiguous-business")
        assert all(name_with_word(DATA.trades[trade], "en") in outcome.error for trade in fitting)

    def test_a_name_is_looked_up_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        looked_up: list[str] = []

        def find(data: Data, text: str, *rest: Any) -> Any:
            looked_up.append(text)
            return understand_trade(data, text, *rest)

        monkeypatch.setattr("relcli.batch.answers.understand_trade", find)
        given = self.given(DATA)
        rows = [(trade, volume) for trade in ("hotell", "bakery") for volume in ("few", "many", "mass")]

        assert [given.outcome(row).business for row in rows] == ["hotel"] * 3 + ["bakery"] * 3
        assert looked_up == ["hotell", "bakery"]

    @pytest.mark.parametrize(("revision", "trade"), [(None, "hotel"), ("2", "hotel"), ("2.1", "gym")])
    def test_a_class_is_read_by_the_revision_asked_for(self, revision: str | None, trade: str) -> None:
        data = data_with()
        data.__dict__["classifications"] = {
            f"nace-{number}": Classification(
                label=number,
                revisions=(number,),
                sources=(),
                classes={"56.10": ActivityClass(trades=(leads,))},
            )
            for number, leads in (("2", "hotel"), ("2.1", "gym"))
        }

        assert self.given(data, revision=revision).outcome(("56.10", "")).business == trade
        assert check_fixed(data, ["business=56.10"], "en", revision) == {BUSINESS: trade}
        assert check_values(data, ["here=56.10"], "en", revision) == {"here": trade}

    def test_a_slip_in_an_answer_is_no_trade(self) -> None:
        assert check_values(DATA, ["inn=hotell"], "en") == {"inn": "hotel"}
        with pytest.raises(AnswerError) as error:
            check_values(DATA, ["retail=good"], "en")

        assert error.value.values["suggestion"] == "goods"


def test_the_command_reads_classes_by_the_revision_asked_for(batch: Batch) -> None:
    code, *trades = class_read_otherwise()
    rows = [batch(f"business\n{code}\n", "--nace", revision).stdout for revision in ("2", "2.1")]

    assert [table(row)[0]["relcli_business"] for row in rows] == trades


def test_a_row_is_what_the_command_advise_says(batch: Batch, run: Callable[..., object]) -> None:
    line = run("advise", "--business", "law firm", "--market", "businesses", "--json", "--term-lang", "fr")
    advice = json.loads(line.stdout)
    [row] = table(batch("business,market\nlaw firm,businesses\n", "--term-lang", "fr").stdout)

    assert [row[f"relcli_{name}"] for name in ADDED] == [
        advice["recommendation"]["term"],
        advice["recommendation"]["concept"],
        advice["recommendation"]["verdict"],
        advice["recommendation"]["runner_up"] or "",
        str(advice["recommendation"]["margin"]),
        "law-firm",
        "",
    ]


# ---- columns and values ------------------------------------------------------------------------------


def test_other_names_and_other_words(batch: Batch) -> None:
    given = "line_of_trade,Clients,deal\nRetail,mass,\nLaw,few,agreement\n"
    flags = ["--map", "offer=line_of_trade", "--map", "volume=clients", "--map", "contract=deal"]
    words = ["--map-values", "Retail=goods", "--map-values", "law=tailored-service"]
    plain = batch("offer,volume,contract\ngoods,mass,\ntailored-service,few,agreement\n")

    added = [[row[f"relcli_{n}"] for n in ADDED] for row in table(plain.stdout)]
    assert [[r[f"relcli_{n}"] for n in ADDED] for r in table(batch(given, *flags, *words).stdout)] == added


def test_one_answer_for_all_rows(batch: Batch) -> None:
    fixed = table(batch("offer,contract\ngoods,agreement\n", "--set", "contract=none").stdout)
    given = table(batch("offer,contract\ngoods,none\n").stdout)
    trade = table(batch("id\n1\n", "--set", "business=law firm").stdout)

    assert [fixed[0][f"relcli_{n}"] for n in ADDED] == [given[0][f"relcli_{n}"] for n in ADDED]
    named = table(batch("id,trade\n1,Law\n", "--map", "business=trade", "--map-values", "law=avocat").stdout)
    assert trade[0]["relcli_term"] == named[0]["relcli_term"] == "client"


def test_an_unknown_answer_withholds_what_the_business_would_give(batch: Batch) -> None:
    rows = table(batch("business,offer\nsupermarket,\nsupermarket,unknown\n").stdout)

    assert rows[0]["relcli_margin"] != rows[1]["relcli_margin"]


# ---- reasons, formulas, summary ----------------------------------------------------------------------


def test_explain_gives_the_whole_advice_or_the_reasons(batch: Batch, run: Run) -> None:
    [line] = objects(batch('{"offer": "goods", "volume": "mass"}\n', "--explain").stdout)
    [row] = table(batch("offer,volume\ngoods,mass\n", "--explain").stdout)
    advice = json.loads(run("advise", "--offer", "goods", "--volume", "mass", "--explain", "--json").stdout)

    assert line["relcli_advice"] == advice
    assert all(reason["says"] in row["relcli_reasons"] for reason in advice["reasons"])


@pytest.mark.parametrize(
    ("language", "opening", "closing"), [("en", "“", "”"), ("fr", "«\u00a0", "\u00a0»"), ("ro", "„", "”")]
)
def test_each_reason_stands_as_on_the_page_of_advise(
    batch: Batch, run: Run, language: str, opening: str, closing: str
) -> None:
    flags = ["--explain", "--lang", language]
    given = ["--offer", "goods", "--volume", "mass", *flags]
    advice = json.loads(run("advise", *given, "--json").stdout)
    page = run("advise", *given, "--format", "plain").stdout
    [row] = table(batch("offer,volume\ngoods,mass\n", *flags).stdout)
    found = row["relcli_reasons"].split(" | ")

    assert len(found) == len(advice["reasons"])
    for text, reason in zip(found, advice["reasons"], strict=True):
        points = f"{'+' if reason['effect'] == 'for' else '-'}{reason['points']}"
        cited = f"({reason['source']}, {opening}{reason['section']}{closing})"
        assert text.startswith(f"{points} ")
        assert text.endswith(f" {reason['says']} {cited}")
        label = text.removesuffix(f" {reason['says']} {cited}")
        assert (label == points) == (reason["concept"] == advice["recommendation"]["concept"])
        assert f"\t{label}\t{reason['says']}" in page


def test_another_word_may_be_written_as_it_likes(batch: Batch) -> None:
    [row] = table(batch("offer\nretail\n", "--map-values", "Retail=Goods").stdout)

    assert row["relcli_term"] == "customer"
