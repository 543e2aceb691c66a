"""``batch("a,b\\n…", "--strict")`` in a real process: bytes in, bytes out."""

import pytest
from support.batch import Batch, answer


@pytest.fixture(scope="session")
def batch() -> Batch:
    return answer
