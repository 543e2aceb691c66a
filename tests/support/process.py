"""Where things lie, and the environment in which the program is run as a process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The checkout."""

GOLDEN = ROOT / "tests" / "golden"

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
