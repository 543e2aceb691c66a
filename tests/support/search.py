"""How far a property is searched: the same examples in each run of the suite, others with ``--search``."""

from __future__ import annotations

from hypothesis import settings

ORDINARY = 100
"""The examples of a property that asks for no number of its own."""


def be_the_same_each_time() -> None:
    """A suite that fails by chance tells nobody what broke it."""
    settings.register_profile("suite", derandomize=True, deadline=None, max_examples=ORDINARY)
    settings.load_profile("suite")


def look_elsewhere(times: int) -> None:
    """This many times as many examples, those of ``--hypothesis-seed`` or of chance."""
    settings.register_profile("search", deadline=None, max_examples=ORDINARY * times)
    settings.load_profile("search")


def examples(count: int) -> settings:
    """How many of a property in the suite; more of them in a search."""
    return settings(max_examples=count * settings.default.max_examples // ORDINARY)
