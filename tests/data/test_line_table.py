"""A line per key: what stands there is found, and nothing that only looks like it."""

from hypothesis import given
from hypothesis import strategies as st

from relcli.line_table import LineTable

CELLS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]))


@given(st.dictionaries(CELLS.filter(bool), CELLS), CELLS)
def test_it_is_the_mapping_that_it_was_made_of(entries: dict[str, str], other: str) -> None:
    table = LineTable.of(entries)

    told = {key: value.encode() for key, value in entries.items()}

    assert dict(table) == dict(LineTable(table.lines)) == told
    assert len(table) == len(entries)
    assert table.get(other) == told.get(other)


def test_a_key_is_a_whole_key() -> None:
    table = LineTable.of({"hotel": "guest", "hostel": "hosteller"})

    assert {key: table.get(key) for key in ("hotel", "host", "otel", "guest", "hotel\tguest")} == {
        "hotel": b"guest", "host": None, "otel": None, "guest": None, "hotel\tguest": None,
    }  # fmt: skip
