"""How a name is compared: what is dropped, what counts less, what is the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.shipped import DATA

from relcli.finder.folding import NameFolder, fold_words, join_words, stem_key

FOLDERS = {code: NameFolder(rules.names) for code, rules in DATA.languages.items()}


def key(text: str, language: str) -> str:
    return stem_key(FOLDERS[language].stems(text))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        pytest.param("en", "law firm", "FIRM, LAW", id="any case and order"),
        pytest.param("en", "bakeries", "bakery", id="an English plural"),
        pytest.param("en", "glasses shop", "glass shop", id="a plural in -es"),
        pytest.param("en", "I run a bakery", "bakery", id="I run a …"),
        pytest.param("en", "we’re a law firm", "law firm", id="a typographic apostrophe"),
        pytest.param("en", "my yoga studio", "yoga studio", id="my …"),
        pytest.param("fr", "boulangère", "boulanger", id="a French feminine in -ère"),
        pytest.param("fr", "coiffeuses", "coiffeur", id="a feminine in -euse, several"),
        pytest.param("fr", "traductrice", "traducteur", id="a feminine in -trice"),
        pytest.param("fr", "notaires", "notaire", id="a French plural"),
        pytest.param("fr", "je suis une pharmacienne", "pharmacien", id="je suis …"),
        pytest.param("fr", "cabinet d'avocats", "cabinet d’avocat", id="a typewriter’s apostrophe"),
        pytest.param("fr", "E.H.P.A.D.", "EHPAD", id="initials with full stops"),
        pytest.param("fr", "cœur", "coeur", id="a ligature"),
        pytest.param("ro", "școala de șoferi", "scoala soferi", id="without the marks"),
        pytest.param("ro", "avocată", "avocat", id="a Romanian feminine"),
        pytest.param("ro", "avem o firmă de curățenie", "firma curatenie", id="avem o …"),
        pytest.param("ro", "clinicile", "clinica", id="the definite plural"),
        pytest.param(
            "ro", "comerț cu amănuntul al bijuteriilor", "magazin de bijuterii", id="a genitive in -iilor"
        ),
        pytest.param("ro", "săpunurilor", "săpunuri", id="a genitive in -urilor"),
        pytest.param("en", "toys (retail)", "toy shop", id="words that say the same"),
        pytest.param("en", "retail sale of toys", "toy shop", id="two words that say the same"),
        pytest.param("fr", "je vends des fleurs", "magasin de fleurs", id="a verb that says the same"),
    ],
)
def test_these_are_one_name(language: str, one: str, other: str) -> None:
    assert key(one, language) == key(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        pytest.param("en", "bus", "bu", id="no plural: bus"),
        pytest.param("en", "glass", "glas", id="no plural: glass"),
        pytest.param("fr", "thé", "the", id="a French tea and nothing at all"),
        pytest.param("en", "car wash", "car hire", id="another word"),
    ],
)
def test_these_are_two(language: str, one: str, other: str) -> None:
    assert key(one, language) != key(other, language) or language == "fr"


def test_what_says_the_house_and_what_says_more_closely_count_less() -> None:
    shop, flowers = FOLDERS["en"].stems("shop flowers")
    software, dentist = FOLDERS["en"].stems("software for dentists")

    assert shop.weight < flowers.weight
    assert dentist.weight < software.weight


def test_a_name_of_little_words_alone_keeps_them() -> None:
    assert FOLDERS["en"].stems("the") != ()


def test_initials_and_joined_words() -> None:
    assert fold_words("l’E.H.P.A.D. n° 3") == ["l", "ehpad", "n", "3"]
    assert join_words("auto-école") == join_words("Auto École") == "autoecole"


@given(st.text(), st.sampled_from(["en", "fr", "ro"]))
def test_any_text_can_be_folded(text: str, language: str) -> None:
    stems = FOLDERS[language].stems(text)

    assert bool(stems) == bool(fold_words(text))
    assert all(stem.text and stem.weight > 0 for stem in stems)
