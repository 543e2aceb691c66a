"""The answer on one screen, for every trade and every set of core answers; and what it says and leaves out."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from support.shipped import DATA, texts_in

from relcli.advice.advice import make_advice
from relcli.advice.request import Request, make_request
from relcli.render.account import account_page
from relcli.render.answer import answer_page
from relcli.render.asked import asked_page
from relcli.render.card import card_lines, count_lines, text_of
from relcli.render.page import Page
from relcli.render.text import render_terminal

LANGUAGES = tuple(DATA.knowledge.languages)
CORE = [question for question in DATA.knowledge.questions.values() if question.core]
TAILORED = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}


def card(request: Request) -> Page:
    return answer_page(make_advice(DATA, request), DATA, texts_in(request.language))


def asked(language: str = "en", *, trade: str | None = None, **more: Any) -> Request:
    answers = more.pop("answers", {})
    return make_request(DATA, language, answers=answers, trade=trade, **more)


def lines(page: Page, width: int = 80) -> list[str]:
    return [text_of(line) for line in card_lines(page, width)]


def items(page: Page, block: str) -> list[str]:
    return [" ".join(filter(None, item[:3])) for b in page.blocks if b.id == block for item in b.items]


def too_long(request: Request) -> bool:
    page = card(request)
    return count_lines(page, 80) > 24 or count_lines(page, 60) > 32


# ---- one screen ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trade_is_answered_on_one_screen_that_contradicts_nothing(language: str) -> None:
    """The words not to say stand neither beside them nor in who says which."""
    for trade in DATA.trades.values():
        page = card(Request({}, language=language, trade=trade))
        avoided = {word.strip() for told in items(page, "not") for word in told.split(";")[0].split(",")}
        said = {item.label for b in page.blocks if b.id in {"also", "divided"} for item in b.items}

        assert (count_lines(page, 80) <= 24, count_lines(page, 60) <= 32) == (True, True), trade.id
        assert not avoided & said, trade.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_set_of_core_answers_is_answered_on_one_screen(language: str) -> None:
    options = [[None, *(option.id for option in question.options)] for question in CORE]
    sets = [
        {question.id: option for question, option in zip(CORE, chosen, strict=True) if option}
        for chosen in product(*options)
    ]
    verdicts = {make_advice(DATA, Request(answers)).recommendation.verdict for answers in sets if answers}

    assert [answers for answers in sets if answers and too_long(Request(answers, language=language))] == []
    assert verdicts >= {"clear", "leaning", "contested"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("medium", DATA.media)
def test_the_word_of_a_text_is_answered_on_one_screen(language: str, medium: str) -> None:
    trades = ("hotel", "hospital", "saas", "law-firm", "prison", "charity", "online-marketplace")

    assert [t for t in trades if too_long(asked(language, trade=t, medium=medium))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_an_interview_three_lines_are_left_for_what_can_be_done_with_it(language: str) -> None:
    for trade in [*DATA.trades.values()][::10]:
        advice = make_advice(DATA, Request({}, language=language, trade=trade))
        page = answer_page(advice, DATA, texts_in(language), taken=3)

        assert count_lines(page, 80) <= 21, trade.id
        assert "next" not in {block.id for block in page.blocks}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_screen_or_begins_with_what_may_not_begin_one(
    language: str, width: int
) -> None:
    for trade in ("hotel", "podcast", "hospital", "saas", "gym", "law-firm"):
        told = lines(card(asked(language, trade=trade)), width)

        assert [line for line in told if len(line) > width] == []
        assert [line for line in told if line.strip().startswith((":", ";", "!", "?", "·", "»", ","))] == []


def test_what_is_counted_is_what_is_shown() -> None:
    for language, trade in product(LANGUAGES, ("hotel", "saas", "hospital")):
        page = card(asked(language, trade=trade))

        assert render_terminal(page, color=False, width=80).splitlines() == lines(page)


# ---- what it says --------------------------------------------------------------------------------------------


def test_the_facts_that_decide_are_told_each_once_with_the_documents() -> None:
    told = items(card(asked(answers=TAILORED)), "because")

    assert told[0] == "the work is tailored to each one shopify-ro, crazycall"
    assert len(told) == len(set(told)) == 3


def test_a_gym_is_told_of_no_restaurant_and_of_no_credit_union() -> None:
    for language in LANGUAGES:
        told = "\n".join(lines(card(asked(language, trade="gym"))))

        assert not {"restaurant", "credit", "crédit", "cooperativ"} & {*told.casefold().split()}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        pytest.param("en", "the trade’s own word: person whom a hotel", id="en"),
        pytest.param("fr", "le mot du métier", id="fr"),
        pytest.param("ro", "cuvântul din domeniu: persoană", id="ro"),
    ],
)
def test_where_the_trade_has_its_word_the_reason_is_that_of_the_trade(language: str, says: str) -> None:
    trade = "hotel" if language != "fr" else "gym"
    [told] = items(card(asked(language, trade=trade)), "because")

    assert says in told
    assert "wordnet" in told


@pytest.mark.parametrize(
    ("trade", "say", "avoid"),
    [
        pytest.param("law-firm", "“our clients”", "customer; but keep “customer service”", id="client"),
        pytest.param("supermarket", "“our customers”", "client; but keep “client-side”", id="customer"),
        pytest.param("hotel", "“our guests”", "customer", id="guest"),
    ],
)
def test_what_to_say_and_what_not(trade: str, say: str, avoid: str) -> None:
    page = card(asked(trade=trade))

    assert items(page, "say")[0].startswith(say)
    assert items(page, "not")[0].startswith(avoid)


def test_a_close_call_says_so_names_both_says_what_decides_and_advises() -> None:
    page = card(asked(trade="saas"))

    assert page.title == "customer"
    assert page.subtitle == "close call ●●○○ · SaaS"
    assert items(page, "close") == [
        "“client” is nearly as good. Pick one and say it everywhere.",
        "What decides: the work is tailored to each one; then “client”.",
    ]


def test_undecided_says_between_what_and_what_to_answer() -> None:
    page = card(asked(answers={"offer": "mixed", "contract": "agreement"}))

    if page.title == "undecided":
        assert items(page, "open")
    assert card(asked(answers={"payer": "other"})).title


def test_where_two_are_meant_both_head_the_answer() -> None:
    told = lines(card(asked(trade="podcast")))

    assert told[0].startswith("listener, who is served")
    assert told[1] == "sponsor, who pays"
    labels = [
        item.label
        for block in card(asked(trade="podcast")).blocks
        if block.id == "say"
        for item in block.items
    ]
    assert labels == ["listener", "sponsor"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_assumed_is_one_line(language: str) -> None:
    for trade in ("hotel", "saas", "gym"):
        assert len(items(card(asked(language, trade=trade)), "assumed")) == 1


# ---- first and alone -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "about",
    [
        pytest.param({"trade": "saas", "why_not": "client"}, id="why not the other one"),
        pytest.param({"trade": "hotel", "why_not": "customer"}, id="why not the general one"),
        pytest.param({"trade": "saas", "why_not": "user"}, id="why not one of another role"),
        pytest.param({"trade": "law-firm", "why_not": "client"}, id="why not itself"),
        pytest.param({"trade": "saas", "current": "clients"}, id="in use: the other one"),
        pytest.param({"trade": "prison", "current": "offender"}, id="in use: an outdated one"),
        pytest.param({"trade": "hotel", "current": "patron"}, id="in use: another one"),
        pytest.param({"trade": "gym", "current": "zqx"}, id="in use: an unknown one"),
    ],
)
def test_what_was_asked_of_one_word_takes_five_lines(language: str, about: dict[str, Any]) -> None:
    advice = make_advice(DATA, asked(language, **about))

    assert count_lines(asked_page(advice, DATA, texts_in(language)), 80) <= 5


@pytest.mark.parametrize(
    ("trade", "word"), [("hospital", "customer"), ("gym", "client"), ("prison", "client")]
)
def test_no_answer_turns_a_trade_from_its_own_word(trade: str, word: str) -> None:
    advice = make_advice(DATA, asked(trade=trade, why_not=word))

    assert "turns" not in {block.id for block in asked_page(advice, DATA, texts_in("en")).blocks}


def test_a_word_for_somebody_else_is_told_as_that() -> None:
    advice = make_advice(DATA, asked(trade="saas", why_not="user"))
    told = " ".join(lines(asked_page(advice, DATA, texts_in("en"))))

    assert "“user” is no word for this role (who pays); it is the word for another one: who uses it." in told


def test_why_not_is_answered_by_what_separates_the_two() -> None:
    advice = make_advice(DATA, asked(trade="saas", why_not="client"))
    told = lines(asked_page(advice, DATA, texts_in("en")))

    assert told[0].startswith("customer, not client")
    assert told[1] == "“client” comes after “customer” (points: 25 to 26)."
    assert any(line.startswith("For it") and "continues without a break" in line for line in told)


# ---- the whole account ---------------------------------------------------------------------------------------


def test_places_are_cited_once_at_the_end() -> None:
    page = account_page(make_advice(DATA, asked(trade="saas", explain=True)), DATA, texts_in("en"))
    *others, sources = page.blocks
    cited = [item for block in others for item in block.items]

    assert sources.id == "source"
    assert [item.label for item in sources.items] == [f"[{n}]" for n in range(1, len(sources.items) + 1)]
    assert not any(source.detail in " ".join(item) for item in cited for source in sources.items)
    assert all(any(source.label in " ".join(item) for item in cited) for source in sources.items)


def test_the_weight_is_a_picture_that_needs_no_colour() -> None:
    page = account_page(make_advice(DATA, asked(trade="saas", explain=True)), DATA, texts_in("en"))
    bars = {item.label: item.text for b in page.blocks if b.id == "weight" for item in b.items}

    assert [*bars][:2] == ["customer", "client"]
    assert len(bars["customer"]) == 24 > len(bars["client"]) > len(bars["buyer"]) > 0


@pytest.mark.parametrize("explain", [False, True])
def test_no_two_lines_of_plain_output_have_one_key(run: Any, *, explain: bool) -> None:
    for trade in ("saas", "podcast", "hospital"):
        told = run("advise", "-b", trade, *["--explain"] * explain, "--format", "plain").stdout
        keys = [line.partition("\t")[0] for line in told.splitlines()]

        assert len(keys) == len(set(keys))
