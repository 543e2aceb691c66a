"""A test that is skipped holds nothing: ``--most-skips`` says how many may be."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--most-skips", type=int, metavar="COUNT", help="more tests skipped than this are a failure"
    )


class Holes:
    """Counts what was skipped in all processes, and fails a run that has too many."""

    def __init__(self, most: int) -> None:
        self.most = most

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.skipped(session.config) > self.most and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if (count := self.skipped(terminalreporter.config)) > self.most:
            terminalreporter.write_line(
                f"{count} tests were skipped, and at most {self.most} may be", red=True
            )

    @staticmethod
    def skipped(config: pytest.Config) -> int:
        return len(config.pluginmanager.getplugin("terminalreporter").stats.get("skipped", ()))


def pytest_configure(config: pytest.Config) -> None:
    most = config.getoption("--most-skips")
    if most is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Holes(most))
