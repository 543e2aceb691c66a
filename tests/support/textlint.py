"""textlint with the rules of prh."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def lint(npm: Path, folder: Path, rules: str, text: str) -> tuple[list[str], str]:
    """What textlint says of the text, and the text as it mends it."""
    (folder / "prh.yml").write_text(rules, encoding="utf-8")
    (folder / "text.md").write_text(text, encoding="utf-8")
    config = {"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}
    (folder / "textlintrc.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        *(str(npm / "node_modules" / ".bin" / "textlint"), "--config", str(folder / "textlintrc.json")),
        *("--rules-base-directory", str(npm / "node_modules"), str(folder / "text.md")),
    ]
    found = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    subprocess.run([*command, "--fix"], capture_output=True, check=False)
    messages = [m["message"] for m in json.loads(found.stdout)[0]["messages"]]
    return messages, (folder / "text.md").read_text(encoding="utf-8")
