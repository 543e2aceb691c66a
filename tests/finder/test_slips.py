"""Which slips of the pen are forgiven, which are only offered, and what is no slip at all."""

from __future__ import annotations

import pytest

from relcli.finder.slips import DOUBTFUL, SLIPPED, slip


@pytest.mark.parametrize(
    ("typed", "meant", "likeness"),
    [
        pytest.param("resturant", "restaurant", SLIPPED, id="a letter left out"),
        pytest.param("restaurannt", "restaurant", SLIPPED, id="a letter doubled"),
        pytest.param("restuarant", "restaurant", SLIPPED, id="two letters swapped"),
        pytest.param("accountent", "accountant", SLIPPED, id="a wrong vowel"),
        pytest.param("friterie", "friperie", DOUBTFUL, id="another consonant is another word"),
        pytest.param("courtier", "coursier", DOUBTFUL, id="courtier is no coursier"),
        pytest.param("sardinerie", "jardinerie", 0, id="another first letter"),
        pytest.param("moara", "moasa", DOUBTFUL, id="a mill is no midwife"),
        pytest.param("bank", "bark", 0, id="a short word"),
        pytest.param("caterers", "cater", 0, id="two letters"),
        pytest.param("47911", "47912", 0, id="a number"),
    ],
)
def test_a_slip_is_one_letter_behind_the_first(typed: str, meant: str, likeness: float) -> None:
    assert slip(typed, meant) == likeness
