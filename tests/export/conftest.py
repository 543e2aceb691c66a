"""What every format is tried with."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.houses import VOCABULARIES
from support.textlint import install

from relcli.export.vocabulary import Vocabulary


@pytest.fixture(params=VOCABULARIES)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    return VOCABULARIES[request.param]()


@pytest.fixture(scope="session")
def textlint(request: pytest.FixtureRequest) -> Path:
    """A folder with textlint and prh, installed once per checkout."""
    folder = Path(request.config.cache.mkdir("textlint"))  # type: ignore[union-attr]
    if reason := install(folder):
        pytest.skip(reason)
    return folder
