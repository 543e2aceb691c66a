"""The JSON of an advice: valid by its schema, the same for the same answers, one word for one concept."""

import json
from collections import defaultdict
from itertools import product

import pytest
from jsonschema import Draft202012Validator
from support.profiles import core_profiles, profiles
from support.shipped import DATA, told

from relcli.advice.request import Request
from relcli.render.schema import advice_schema

KNOWLEDGE = DATA.knowledge
ROLES = tuple(KNOWLEDGE.roles)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    body = advice_schema(DATA)
    Draft202012Validator.check_schema(body)
    return Draft202012Validator(body)


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
@pytest.mark.parametrize("role", ROLES)
def test_every_advice_is_valid_by_the_schema(ballots, schema, language, role):
    concepts = [c.id for c in KNOWLEDGE.concepts.values()]
    for number, profile in enumerate([{}, *profiles(8, seed=7, complete=False)]):
        request = Request(
            profile,
            role,
            explain=number % 2 == 0,
            why_not=concepts[number % len(concepts)],
            current=("client", "customer", "guest", "xyz")[number % 4],
            reading=[None, *KNOWLEDGE.readings][number % 4],
        )
        schema.validate(json.loads(json.dumps(told(request, language))))


@pytest.mark.process
def test_the_advice_for_trades_of_every_sector_is_valid_by_the_schema(ballots, schema):
    trades = [*DATA.trades.values()][::3]
    for trade in trades:
        schema.validate(json.loads(json.dumps(told(Request({}, trade=trade)))))

    assert {trade.sector for trade in trades} == {trade.sector for trade in DATA.trades.values()}


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda table: table.pop("notes"), id="a key is missing"),
        pytest.param(lambda table: table["recommendation"].update(verdict="sure"), id="no such verdict"),
        pytest.param(lambda table: table["answers"].update(offer="gifts"), id="no such answer"),
        pytest.param(
            lambda table: table["counterfactuals"].extend(table["counterfactuals"] * 5), id="too many changes"
        ),
        pytest.param(lambda table: table["readings"][0].update(agrees="yes"), id="a wrong type"),
    ],
)
def test_the_schema_refuses(ballots, schema, damage):
    table = told(Request({"offer": "goods"}))
    damage(table)

    assert not schema.is_valid(table)


def test_the_same_answers_give_the_same_advice_from_a_fresh_start():
    for profile in profiles(40, seed=6, complete=False):
        first, second = (told(Request(profile)) for _ in range(2))
        assert json.dumps(first) == json.dumps(second)


# ---- one word, one concept ------------------------------------------------------------


def named(table: dict) -> list[tuple[str, str]]:
    """Every (term, concept) that an advice weighs."""
    shown = [table["recommendation"], *table["alternatives"], *table["counterfactuals"]]
    return [(entry["term"], entry["concept"]) for entry in shown if entry["concept"]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["fr", "ro"])
def test_no_word_is_shown_for_two_concepts(ballots, language, role):
    """One French word covers client and customer; an advice that showed it for both would say nothing."""
    for profile in core_profiles():
        concepts = defaultdict(set)
        for term, concept in named(told(Request(profile, role), language)):
            concepts[term].add(concept)

        assert all(len(same) == 1 for same in concepts.values()), (profile, dict(concepts))


@pytest.mark.process
def test_no_word_of_a_trade_is_shown_for_two_concepts(ballots):
    for language, trade in product(["fr", "ro"], DATA.trades.values()):
        table = told(Request({}, trade=trade), language)
        recommended = {(e["term"], e["concept"]) for e in (table["recommendation"], *table["alternatives"])}

        assert len({term for term, _ in recommended}) == len(recommended), trade.id
