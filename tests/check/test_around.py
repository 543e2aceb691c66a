"""What stands beside a word: the gap before it, the word beyond, the shape of an apostrophe."""

from __future__ import annotations

import pytest

from relcli.check.fix.around import (
    ANY_APOSTROPHE,
    APOSTROPHE_REACH,
    GAP_REACH,
    Gap,
    Place,
    apostrophe_before,
    apostrophe_behind,
    apostrophe_near,
    gap_before,
    letters_before,
    word_beyond,
)


@pytest.mark.parametrize(
    ("before", "gap"),
    [
        pytest.param("le", Gap(2, has_blank=False, closed="", closes=True), id="none"),
        *(
            pytest.param(f"le{blank}", Gap(2, has_blank=True, closed="", closes=True), id=ascii(blank))
            for blank in [" ", "\t", "\u00a0", "\u202f", "\u2009", "\n", "\r\n", "\n  ", "  \n", "&nbsp;", "&#160;", "&#8239;", "&#8201;", "&#xA0;", "&#Xa0;", "&#x202F;", "&#X2009;", "&thinsp;"]
        ),
        pytest.param("le\n\n", Gap(3, has_blank=True, closed="", closes=True), id="up to an empty line"),
        pytest.param("le\r\n\r\n", Gap(4, has_blank=True, closed="", closes=True), id="up to an empty line of Windows"),
        pytest.param("le **", Gap(2, has_blank=True, closed="**", closes=True), id="an emphasis"),
        pytest.param('le ["_~', Gap(2, has_blank=True, closed='["_~', closes=True), id="a link, a quotation"),
        pytest.param("le \u201c", Gap(2, has_blank=True, closed="\u201c", closes=True), id="a quotation in English"),
        pytest.param("le \u201e", Gap(2, has_blank=True, closed="\u201e", closes=True), id="a quotation in Romanian"),
        pytest.param("le \u00ab\u00a0", Gap(2, has_blank=True, closed="\u00ab\u00a0", closes=True), id="a quotation in French"),
        pytest.param("le* *", Gap(2, has_blank=True, closed="**", closes=True), id="marks on both sides"),
        pytest.param("le <b>", Gap(2, has_blank=True, closed="<b>", closes=True), id="a tag"),
        pytest.param('le</i> <a href="x">', Gap(2, has_blank=True, closed='</i><a href="x">', closes=True), id="two tags"),
        pytest.param("le <3>", Gap(6, has_blank=False, closed="", closes=True), id="no tag"),
        pytest.param("le *\n", Gap(2, has_blank=True, closed="*", closes=False), id="a mark across a line"),
        pytest.param("le (", Gap(4, has_blank=False, closed="", closes=True), id="a bracket"),
        pytest.param("le&amp;", Gap(7, has_blank=False, closed="", closes=True), id="another entity"),
        pytest.param(f"le{' ' * GAP_REACH}", Gap(2, has_blank=True, closed="", closes=True), id="as far as is looked"),
        pytest.param(f"le {' ' * GAP_REACH}", Gap(3, has_blank=True, closed="", closes=True), id="farther than is looked"),
    ],
)  # fmt: skip
def test_what_is_between_two_words_is_a_gap(before: str, gap: Gap) -> None:
    assert gap_before(before + "client", len(before)) == gap


def test_further_marks_may_stand_in_a_gap() -> None:
    assert gap_before("an (owner", 4, more="(") == Gap(2, has_blank=True, closed="(", closes=True)


@pytest.mark.parametrize("shape", ANY_APOSTROPHE)
def test_an_apostrophe_is_seen_in_every_shape(shape: str) -> None:
    text = f"C{shape}est l{shape}usager"

    assert apostrophe_before(f"l{shape}", 1 + len(shape)) == shape
    assert apostrophe_behind(f"l{shape}usager", 1) == shape
    assert apostrophe_near(text, len(text)) == shape
    assert apostrophe_near(f"le client n{shape}est", 3) == shape


def test_every_shape_that_a_text_may_have_is_known() -> None:
    assert ANY_APOSTROPHE == (
        "&rsquo;", "&apos;", "&#39;", "&#039;", "&#8217;", "&#x27;", "&#X27;", "&#x2019;", "&#X2019;", "''", "\\'", "'", "\u2019",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "behind", "shape"),
    [
        pytest.param("Le ", " paie.", "\u2019", id="none: that of print"),
        pytest.param("Le 'x' ", " & 'y'.", "\u2019", id="marks of quotations are none"),
        pytest.param("d'un ", f"{' ' * 20} d\u2019un", "'", id="the one before is nearer"),
        pytest.param(f"d'un{' ' * 20}", " d\u2019un", "\u2019", id="the one behind is nearer"),
        pytest.param("d\u2019un d'un ", "", "'", id="the last before"),
        pytest.param("", " d'un d\u2019un", "'", id="the first behind"),
        pytest.param(f"d'un{' ' * APOSTROPHE_REACH}", "", "\u2019", id="one too far before"),
        pytest.param("", f"{' ' * APOSTROPHE_REACH}d'un", "\u2019", id="one too far behind"),
    ],
)
def test_an_apostrophe_is_written_as_the_nearest_one(before: str, behind: str, shape: str) -> None:
    assert apostrophe_near(f"{before}client{behind}", len(before)) == shape


@pytest.mark.parametrize(
    ("before", "letters"), [("le vieux", "vieux"), ("vieux", "vieux"), ("l\u2019", ""), ("2e", "e"), ("x" * 300, "x" * GAP_REACH)]
)  # fmt: skip
def test_the_letters_before_a_place_are_a_word(before: str, letters: str) -> None:
    assert letters_before(f"{before}client", len(before)) == letters


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("le (", "le"),
        ("le ([«", "le"),
        ("le(", "le"),
        ("le ", ""),
        ("le. (", ""),
        ("le (((((", ""),
        ("2 (", ""),
        (f"le{' ' * 30}(", "le"),
        (f"{'x' * 50} (", "x" * 38),
    ],
)
def test_the_word_beyond_a_bracket_is_seen(before: str, word: str) -> None:
    assert word_beyond(f"{before}client", len(before)) == word


@pytest.mark.parametrize(
    ("before", "behind", "hyphenated"),
    [("our ", " pay", False), ("non-", "", True), ("", "-side", True), ("x- ", " -x", False)],
)
def test_a_word_is_hyphenated_on_either_side(before: str, behind: str, hyphenated: bool) -> None:
    place = Place(f"{before}client{behind}", len(before), "client")

    assert place.is_hyphenated is hyphenated
    assert place.end == len(before) + 6
