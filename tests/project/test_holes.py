"""What is not tested is known: a run that must skip nothing fails where something is skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT

TESTS = """
import pytest

def test_runs():
    pass

@pytest.mark.parametrize("number", range({skips}))
def test_skips(number):
    pytest.skip("as it must")
"""


@pytest.mark.process
@pytest.mark.parametrize("processes", ["0", "2"], ids=["in one process", "in two"])
@pytest.mark.parametrize(("skips", "code"), [(2, 0), (3, 1)], ids=["as many as may be", "one more"])
def test_more_skips_than_allowed_are_a_failure(tmp_path: Path, skips: int, code: int, processes: str) -> None:
    (tmp_path / "test_x.py").write_text(TESTS.format(skips=skips), encoding="utf-8")
    options = ["-q", "-p", "support.holes", "-p", "no:cacheprovider", "-n", processes, "--most-skips=2"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_x.py"],
        cwd=tmp_path,
        env={**CLEAN, "PYTHONPATH": os.fspath(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code, done.stdout
    assert ("3 tests were skipped, and at most 2 may be" in done.stdout) == (code == 1)
