"""``relcli batch`` as a process, and its output as rows."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from support.process import CLEAN

ADDED = ("term", "concept", "verdict", "runner_up", "margin", "business", "error")
CODE = [sys.executable, "-m", "relcli", "batch"]
ENVIRONMENT = {**CLEAN, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}

Batch = Callable[..., "subprocess.CompletedProcess[bytes]"]


def answer(
    data: bytes | str | None, *flags: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """``answer("a,b\\n…", "--strict")``: bytes in, bytes out."""
    return subprocess.run(
        [*CODE, *flags],
        input=data.encode() if isinstance(data, str) else data,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        timeout=300,
    )


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def objects(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]
