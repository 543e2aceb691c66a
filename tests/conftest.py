"""What the tests share: the shipped knowledge, the program in this process or its own, golden files."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import inside
from support.built import built_program
from support.npm import install
from support.process import CLEAN, GOLDEN, Run
from support.search import be_the_same_each_time, look_elsewhere
from support.shipped import DATA, texts_in

from relcli.data import Data
from relcli.decide.ballot import Ballots
from relcli.language import Texts
from relcli.model.knowledge import Knowledge

if TYPE_CHECKING:
    from support.terminals import Terminal

pytest_plugins = ["support.holes"]

STARTS_PROCESSES = {"bash", "batch", "environment", "installed", "run", "terminal", "npm", "distributions"}
"""The fixtures that make a test one of the marker ``process``; others that start a process say so."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--search"):
        items[:] = [
            item for item in items if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        ]
    for item in items:
        if STARTS_PROCESSES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.process)


_may_start_processes = True


@pytest.fixture(autouse=True)
def _is_marked_if_it_starts_processes(request: pytest.FixtureRequest) -> Iterator[None]:
    global _may_start_processes  # noqa: PLW0603 - an audit hook cannot be taken back, nor be handed anything
    _may_start_processes = request.node.get_closest_marker("process") is not None
    yield
    _may_start_processes = True


def _refuse_process(event: str, _: object) -> None:
    if event in {"subprocess.Popen", "os.fork", "os.posix_spawn"} and not _may_start_processes:
        raise RuntimeError("this test starts a process: mark it with @pytest.mark.process")


sys.addaudithook(_refuse_process)


@pytest.fixture(scope="session")
def data() -> Data:
    return DATA


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return DATA.knowledge


@pytest.fixture(scope="session")
def ballots() -> Ballots:
    return DATA.ballots


@pytest.fixture(scope="session")
def speak() -> Callable[[str], Texts]:
    """``speak("fr").say("ask-then")``: the sentences of the program in one language."""
    return texts_in


@pytest.fixture(scope="session")
def call() -> Run:
    """``call("advise", "--offer", "goods", env={…}, stdin="…")``: as ``run``, in this process."""
    return inside.call


@pytest.fixture(scope="session")
def questions(call: Run) -> dict[str, list[str]]:
    """The answers that each question takes."""
    listed = json.loads(call("list", "questions", "--json").stdout)["questions"]
    return {row["id"]: row["answers"] for row in listed}


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What makes Python find the program with the data of a wheel, which is read in a tenth of the time."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return {"PYTHONPATH": str(built_program(shared / "program"))}


@pytest.fixture(scope="session")
def run(program: Mapping[str, str]) -> Run:
    """``run("advise", "--offer", "goods", env={…}, stdin="…")`` in a real process, UTF-8, no terminal."""

    def call(
        *arguments: str,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        cwd: Path | None = None,
        encoding: str = "utf-8",
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "relcli", *arguments],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
            cwd=cwd,
            encoding=encoding,
            env={**CLEAN, **program, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})},
            timeout=60,
        )

    return call


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, program: Mapping[str, str]) -> Mapping[str, str]:
    """What a shell needs to know so that ``relcli`` is the program under test."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "relcli"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m relcli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join([str(folder), CLEAN["PATH"]])
    return {**CLEAN, **program, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": path}


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


@pytest.fixture(scope="session")
def shell_line(bash: Run) -> Run:
    """A line as it stands in the docs: in a shell, or here where it needs none."""

    def enter(line: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        program, *arguments = shlex.split(line, comments=True)
        # batch reads the file descriptor of standard input.
        if program == "relcli" and arguments[:1] != ["batch"] and not re.search(r"[|<>;&$*\n]", line):
            return inside.call(*arguments, cwd=cwd)
        return bash(f"set -euo pipefail; {line}", cwd=cwd)

    return enter


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


@pytest.fixture(scope="session")
def npm(request: pytest.FixtureRequest) -> Path:
    """A folder with the programs of npm, installed once per checkout."""
    folder, reason = install(Path(request.config.cache.mkdir("npm")))  # type: ignore[union-attr]
    if reason:
        pytest.skip(reason)
    return folder


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
    parser.addoption(
        "--search",
        type=int,
        default=0,
        metavar="TIMES",
        help="properties alone, TIMES as many examples of chance",
    )


def pytest_configure(config: pytest.Config) -> None:
    times = config.getoption("--search")
    look_elsewhere(times) if times else be_the_same_each_time()
