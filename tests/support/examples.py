"""Answers that many tests give: the clear case of a client, and the shop of everybody."""

from __future__ import annotations

import shlex

LANGUAGES = ("en", "fr", "ro")
COMMANDS = ("advise", "init", "batch", "list", "show", "check", "lsp", "export", "completion", "help")
LISTS = ("terms", "questions", "businesses", "sources", "readings")

CLIENT = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
"""The four questions that come first, answered by somebody who serves clients."""

FLAGS = tuple(part for question, answer in CLIENT.items() for part in (f"--{question}", answer))
ADVISE = shlex.join(["relcli", "advise", *FLAGS])
SUPERMARKET = ("--offer", "goods", "--volume", "mass")

ESCAPE = "\x1b"
FRAME = r"[\u2500-\u259f]"
"""What tables and panels are drawn with."""
