"""Helpers that more than one test module imports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from relcli.shipped_data import shipped_data_folder


def copy_data(target: Path) -> Path:
    """A copy of the shipped data that a test may damage or add to."""
    folder = target / "data"
    shutil.copytree(shipped_data_folder(), folder)
    return folder


def write_toml(path: Path, table: dict[str, Any]) -> None:
    """Plain tables as TOML: inline, which is all that a test needs."""
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)
