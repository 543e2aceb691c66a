"""textlint with the rules of prh, where npm can install it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

WANTED = ("textlint@15", "textlint-rule-prh@6")


def install(folder: Path) -> str | None:
    """Put it into the folder, unless it is there; why that is not possible, where it is not."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "needs npm"
    if (folder / "node_modules" / ".bin" / "textlint").exists():
        return None
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", str(folder)]
    result = subprocess.run(
        [*command, *WANTED], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    return f"npm cannot install textlint: {result.stderr[-200:]}" if result.returncode else None


def lint(textlint: Path, folder: Path, rules: str, text: str) -> tuple[list[str], str]:
    """What textlint says of the text, and the text as it mends it."""
    (folder / "prh.yml").write_text(rules, encoding="utf-8")
    (folder / "text.md").write_text(text, encoding="utf-8")
    config = {"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}
    (folder / "textlintrc.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        *(str(textlint / "node_modules" / ".bin" / "textlint"), "--config", str(folder / "textlintrc.json")),
        *("--rules-base-directory", str(textlint / "node_modules"), str(folder / "text.md")),
    ]
    found = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    subprocess.run([*command, "--fix"], capture_output=True, check=False)
    messages = [m["message"] for m in json.loads(found.stdout)[0]["messages"]]
    return messages, (folder / "text.md").read_text(encoding="utf-8")
