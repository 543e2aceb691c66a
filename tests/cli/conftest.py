"""What more than one test of the command line asks the program first."""

from __future__ import annotations

import pytest
from support.examples import COMMANDS, FLAGS
from support.process import Run


@pytest.fixture(scope="session")
def plain(call: Run) -> str:
    """The advice for a client as a pipe gets it."""
    return call("advise", *FLAGS).stdout


@pytest.fixture(scope="session")
def helps(call: Run) -> dict[str, str]:
    """Help by command; that of relcli itself under the empty name."""
    return {command: call(*command.split(), "--help").stdout for command in ("", *COMMANDS, "version")}


@pytest.fixture(scope="session")
def tie(call: Run, questions: dict[str, list[str]]) -> tuple[str, ...]:
    """Flags that decide nothing: the first answer which alone leaves two words equal."""
    return next(
        (f"--{question}", answer)
        for question, answers in questions.items()
        for answer in answers
        if call("advise", f"--{question}", answer, "-q", "--exit-status").returncode == 3
    )
