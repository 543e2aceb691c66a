"""What `relcli batch` answers is what `relcli advise` says to the same answers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from support.batch import ADDED, Batch, objects, table
from support.process import Run
from support.shipped import DATA, data_with

from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.batch.answers import RowAnswers
from relcli.batch.plan import BUSINESS, CSV, Plan
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import UNKNOWN, Knowledge
from relcli.render.wire import wire_advice
from relcli.shipped_data import open_shipped_data


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


@pytest.mark.parametrize("sector", [True, False], ids=["words of the trade", "--no-sector"])
@pytest.mark.parametrize("role", ["payer", "end-user", "regular", "group", "prospect", "principal"])
@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_row_gets_what_advise_gives(
    knowledge: Knowledge, role: str, language: str, *, sector: bool
) -> None:
    party = next(iter(knowledge.parties))
    role = party if role == "principal" else role
    if not sector and role == party:
        pytest.skip("parties are of the trade")
    texts = Texts(language, DATA.messages, knowledge)
    columns = {q: q for q in (*knowledge.questions, BUSINESS)}
    plan = Plan("-", to=CSV, role=role, sector=sector)
    rows = rows_with_businesses(knowledge, 60, seed=len(role))
    data = open_shipped_data()
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
    ("language", "opening", "closing"), [("en", "“", "”"), ("fr", "« ", " »"), ("ro", "„", "”")]
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
