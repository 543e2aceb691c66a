"""How far a property is searched: little and the same in each run of the suite, far with ``--search``."""

from __future__ import annotations

from hypothesis import settings

ORDINARY = 100
"""The examples of a property that asks for no number of its own."""
SHARE = 40
"""So many of a hundred are tried in each run."""


def be_the_same_each_time() -> None:
    """A suite that fails by chance tells nobody what broke it."""
    settings.register_profile("suite", derandomize=True, deadline=None, max_examples=SHARE)
    settings.load_profile("suite")


def look_elsewhere(times: int) -> None:
    """This many times as many examples, those of ``--hypothesis-seed`` or of chance."""
    settings.register_profile("search", deadline=None, max_examples=ORDINARY * times)
    settings.load_profile("search")


def examples(count: int) -> settings:
    """How many a property is worth; of them a share in the suite, more of them in a search."""
    return settings(max_examples=count * settings.default.max_examples // ORDINARY)
