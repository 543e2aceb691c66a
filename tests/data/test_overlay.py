"""Some entries over others, as if they were one mapping."""

from hypothesis import given
from hypothesis import strategies as st

from relcli.overlay import Overlay

ENTRIES = st.dictionaries(st.text(max_size=2), st.integers())


@given(ENTRIES, ENTRIES)
def test_it_is_the_two_put_together(above: dict[str, int], below: dict[str, int]) -> None:
    overlay = Overlay(above, below)

    assert list(overlay.items()) == list({**below, **above}.items())
    assert len(overlay) == len({**below, **above})
