"""From what is typed to the trade: exactly, closely, several or none; never silently another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.shipped import DATA

from relcli.finder.finder import OFFERED, Found, Sources, TradeFinder
from relcli.finder.folding import NameFolder
from relcli.finder.index import LISTED, OWN, LanguageIndex, index_names
from relcli.finder.ranking import rank

find = DATA.finder.find


@pytest.mark.parametrize(
    ("language", "typed", "trade"),
    [
        pytest.param("en", "LAW FIRM", "law-firm", id="any case"),
        pytest.param("fr", "cabinet d’avocat", "law-firm", id="the singular"),
        pytest.param("fr", "cabinet d'avocats", "law-firm", id="a typewriter’s apostrophe"),
        pytest.param("ro", "benzinarie", "petrol-station", id="without its marks"),
        pytest.param("en", "law firms", "law-firm", id="the plural"),
        pytest.param("en", "station petrol", "petrol-station", id="another word order"),
        pytest.param("en", "gas station", "petrol-station", id="American"),
        pytest.param("en", "station-service", "petrol-station", id="another language"),
        pytest.param("en", "law-firm", "law-firm", id="the id"),
        pytest.param("en", "I run a bakery", "bakery", id="a phrase"),
        pytest.param("fr", "je suis boulangère", "bakery", id="a French phrase and the feminine"),
        pytest.param("ro", "am o brutărie", "bakery", id="a Romanian phrase"),
        pytest.param("fr", "autoécole", "driving-school", id="written in one"),
        pytest.param("fr", "auto ecole", "driving-school", id="written in two, without the accent"),
        pytest.param("fr", "E.H.P.A.D.", "nursing-home", id="initials with full stops"),
        pytest.param("en", "ecommerce", "online-shop", id="a hyphen left out"),
    ],
)
def test_a_name_is_exact_however_it_is_written(language: str, typed: str, trade: str) -> None:
    assert find(typed, language) == Found("exact", (trade,))


@pytest.mark.parametrize(
    ("language", "typed", "trade"),
    [
        pytest.param("en", "resturant", "restaurant", id="a letter left out"),
        pytest.param("en", "accountent", "accountant", id="a wrong vowel"),
        pytest.param("en", "suprmarket", "supermarket", id="a letter left out in the middle"),
        pytest.param("fr", "pharamcie", "pharmacy", id="two letters swapped, in French"),
        pytest.param("ro", "electrcian", "electrician", id="a letter left out, in Romanian"),
    ],
)
def test_a_slip_is_forgiven_and_said(language: str, typed: str, trade: str) -> None:
    outcome, (first, *_), _ = find(typed, language)

    assert (outcome, first) == ("close", trade)


@pytest.mark.parametrize(
    ("language", "typed", "never"),
    [
        pytest.param("fr", "courtier", "courier", id="a broker is no courier"),
        pytest.param("fr", "crêperie", "cheese-shop", id="a crêperie is no cheese shop"),
        pytest.param("fr", "droguerie", "perfumery", id="a droguerie is no perfumery"),
        pytest.param("fr", "sardinerie", "garden-centre", id="a cannery is no garden centre"),
        pytest.param("fr", "friterie", "second-hand-shop", id="a chip stand is no second-hand shop"),
        pytest.param("ro", "moara", "midwife", id="a mill is no midwife"),
        pytest.param("ro", "mediator", "tutoring", id="a mediator is no tutor"),
        pytest.param("ro", "crasma", "winery", id="a pub is no winery"),
        pytest.param("en", "zzzz", "", id="nothing near"),
        pytest.param("en", "", "", id="nothing at all"),
        pytest.param("en", "?!", "", id="no word"),
    ],
)
def test_nothing_is_silently_another_trade(language: str, typed: str, never: str) -> None:
    found = find(typed, language)

    assert found.outcome == "several" or never not in found.trades[:1]
    assert never or found.outcome == "none"


def test_the_language_of_the_person_comes_first() -> None:
    assert find("hospice", "en").trades == ("hospice",)
    assert find("hospice", "fr").trades == ("nursing-home",)


def test_every_own_name_of_every_trade_leads_to_it() -> None:
    wrong = [
        (language, name)
        for trade in DATA.trades.values()
        for language in DATA.languages
        for name in (trade.label[language], *trade.aliases[language])
        if find(name, language) != Found("exact", (trade.id,))
    ]

    assert wrong == []


def test_a_name_of_a_list_leads_to_what_the_list_says() -> None:
    wrong = [
        (language, name)
        for listed in DATA.name_lists.values()
        for entry in listed.names
        for language in DATA.languages
        for name in getattr(entry, language)
        if not {*entry.trades} & {*find(name, language).trades}
    ]

    assert wrong == []


@given(st.text(), st.sampled_from(["en", "fr", "ro"]))
def test_whatever_is_typed_has_one_of_four_outcomes(text: str, language: str) -> None:
    outcome, trades, _ = find(text, language)

    assert len(trades) <= OFFERED
    assert (outcome == "none") == (not trades)
    assert outcome != "exact" or len(trades) == 1


class TestSearch:
    """The ranking behind the lists: what is typed so far may be the beginning of a word."""

    @pytest.mark.parametrize(
        ("language", "typed", "trade"),
        [
            pytest.param("en", "baker", "bakery", id="the beginning of a name"),
            pytest.param("ro", "gradinit", "nursery-school", id="without the marks"),
            pytest.param("fr", "ecole de mus", "music-school", id="the beginning of its last word"),
            pytest.param("en", "law", "law-firm", id="a whole word before its beginnings"),
        ],
    )
    def test_what_begins_so_is_near_the_top(self, language: str, typed: str, trade: str) -> None:
        assert trade in DATA.finder.search(typed, language)[:4]

    def test_a_trade_stands_once(self) -> None:
        found = DATA.finder.search("dental", "en")

        assert len(found) == len({*found})

    def test_nothing_typed_finds_nothing(self) -> None:
        assert DATA.finder.search(" ", "en") == []


class TestRank:
    """Of names made up for it."""

    FOLDER = NameFolder(DATA.languages["en"].names)

    def index(self, *names: tuple[str, str, int]) -> LanguageIndex:
        return LanguageIndex(index_names(((n, tuple(t.split()), near) for n, t, near in names), self.FOLDER))

    def ranked(self, text: str, *names: tuple[str, str, int]) -> list[str]:
        index = self.index(*names)
        return [c.trade for c in rank(text, self.FOLDER, index, index.holders.__contains__)]

    def test_a_rare_word_tells_more_than_a_frequent_one(self) -> None:
        names = (
            ("car wash", "wash", OWN),
            ("car hire", "hire", OWN),
            ("car park", "park", OWN),
            ("boat", "boat", OWN),
        )

        assert self.ranked("car boat", *names)[0] == "boat"

    def test_an_own_name_comes_before_one_of_a_list(self) -> None:
        assert self.ranked("kite maker", ("kites", "listed", LISTED), ("kite", "own", OWN)) == [
            "own",
            "listed",
        ]

    def test_relatives_are_near(self) -> None:
        assert self.ranked("roofing", ("roofer", "roofer", OWN), ("florist", "florist", OWN)) == ["roofer"]

    def test_two_words_may_be_written_in_one(self) -> None:
        assert self.ranked("kiteshop", ("kite shop", "kites", OWN)) == ["kites"]

    def test_what_nobody_has_a_word_of_is_near_nothing(self) -> None:
        assert self.ranked("zither", ("kite shop", "kites", OWN)) == []


def test_the_finder_reads_no_more_than_it_needs() -> None:
    def never(*_: str) -> object:
        raise AssertionError

    own = {"en": {"kite shop": "kites"}, "fr": {}}
    finder = TradeFinder(Sources({"kites"}, never, lambda language: own[language].get, never, never, never))

    assert finder.find("Kite shop", "en") == finder.find("kites", "fr") == Found("exact", ("kites",))
