"""A folder with the words of a house."""

from pathlib import Path

import pytest
from support.checking import CUSTOMER

from relcli import parallel


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "relcli.toml").write_text(CUSTOMER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no patience."""
    monkeypatch.setattr(parallel, "PROCESSORS", 2)
    monkeypatch.setattr(parallel, "SECONDS_ALONE", 0)
