"""What the tests share: the shipped knowledge, running the program as a process, golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from relcli import load
from relcli.engine import Engine
from relcli.model import Knowledge

GOLDEN = Path(__file__).parent / "golden"

CLEAN = {
    name: value
    for name, value in os.environ.items()
    if name
    not in {
        "ACCESSIBLE", "CI", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LANG",
        "LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "PYTHONIOENCODING", "TERM",
    }
    and not name.startswith("RELCLI_")
}  # fmt: skip
"""The environment without anything that steers language, colour or prompts."""


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load.knowledge()


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    return Engine(knowledge)


@pytest.fixture(scope="session")
def run() -> Run:
    """``run("advise", "--offer", "goods", env={…}, stdin="…")`` in a real process, UTF-8, no terminal."""

    def call(
        *arguments: str,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        cwd: Path | None = None,
        encoding: str = "utf-8",
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "relcli", *arguments],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
            cwd=cwd,
            encoding=encoding,
            env={**CLEAN, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})},
            timeout=60,
        )

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare with ``tests/golden/NAME``, or rewrite it when run with ``--bless``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--bless"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; --bless rewrites it"

    return compare


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the golden files")
