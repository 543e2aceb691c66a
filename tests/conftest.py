"""What the tests share: the shipped knowledge, running the program as a process, golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.process import CLEAN, GOLDEN, Run
from support.shipped import DATA

from relcli.data import Data
from relcli.engine import Engine
from relcli.model import Knowledge

if TYPE_CHECKING:
    from support.terminals import Terminal


@pytest.fixture(scope="session")
def data() -> Data:
    return DATA


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return DATA.knowledge


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


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What a shell needs to know so that ``relcli`` is the program under test."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "relcli"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relcli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join([str(folder), CLEAN["PATH"]])
    return {**CLEAN, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": path}


@pytest.fixture(scope="session")
def bash(environment: Mapping[str, str]) -> Run:
    """``bash("relcli list terms | head -1", env={…}, cwd=…)`` in a real shell."""

    def call(
        command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd=cwd,
            encoding="utf-8",
            env={**environment, **(env or {})},
            timeout=60,
        )

    return call


@pytest.fixture
def terminal(environment: Mapping[str, str]) -> Iterator[Callable[..., Terminal]]:
    """``terminal("advise", "-i", columns=40)``, or ``terminal(shell="relcli > file")``, on a real terminal."""
    pytest.importorskip("pexpect")
    from support.terminals import Terminal

    opened: list[Terminal] = []

    def call(
        *arguments: str, shell: str | None = None, env: Mapping[str, str] | None = None, **size: int
    ) -> Terminal:
        command = ["bash", "-c", shell] if shell else ["relcli", *arguments]
        opened.append(Terminal(command, {**environment, "TERM": "xterm-256color", **(env or {})}, **size))
        return opened[-1]

    yield call
    for one in opened:
        one.close()


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
