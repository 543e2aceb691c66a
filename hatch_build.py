"""Build hook: the wheel carries each file and folder of ``data/`` as TOML and, beside it, as one JSON.

The JSON twin is the same tables, parsed beforehand; ``relcli.data`` reads it in a fraction of the time. What is
looked up by key comes by key: the trades, their names, and the index of all names.
A checkout and an editable install have no twins and read the TOML, so there is no second truth to edit.
"""

import json
import sys
import tempfile
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class JsonTwins(BuildHookInterface):
    """Adds ``relcli/data/**/*.json`` to a standard wheel."""

    def initialize(self, version, build_data):
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        sys.path.insert(0, self.root)
        from relcli.built_data import built_files

        data = Path(self.root) / "data"
        files = {f"{name}.json": as_json(table).encode() for name, table in twins(data)}
        for name, text in {**files, **built_files(str(data))}.items():
            twin = Path(self.folder.name) / name
            twin.parent.mkdir(parents=True, exist_ok=True)
            twin.write_bytes(text)
            build_data["force_include"][str(twin)] = f"relcli/data/{name}"

    def finalize(self, version, build_data, artifact_path):
        if version != "editable":
            self.folder.cleanup()


def twins(data):
    """The name and the tables of each twin: one a file, and one a folder of files."""
    for entry in sorted(data.rglob("*")):
        name = entry.relative_to(data).with_suffix("").as_posix()
        if entry in (data / "trades", data / "phrases"):
            continue  # they come by id
        if entry.is_dir():
            yield name, {file.stem: _parse(file) for file in sorted(entry.glob("*.toml"), key=_stem)}
        elif entry.suffix == ".toml" and entry.parent == data and entry.stem != "template":
            yield name, _parse(entry)


def as_json(table):
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def _stem(path):
    return path.stem


def _parse(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))
