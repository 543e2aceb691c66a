"""What every format is tried with."""

from __future__ import annotations

import pytest
from support.houses import VOCABULARIES

from relcli.export.vocabulary import Vocabulary


@pytest.fixture(params=VOCABULARIES)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    return VOCABULARIES[request.param]()
