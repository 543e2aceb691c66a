"""Build hook: the wheel carries each file and folder of ``data/`` as TOML and, beside it, as one JSON.

The JSON twin is the same tables, parsed beforehand; ``relcli.load`` reads it in a fraction of the time.
A checkout and an editable install have no twins and read the TOML, so there is no second truth to edit.
"""

import json
import tempfile
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class JsonTwins(BuildHookInterface):
    """Adds ``relcli/data/*.json`` to a standard wheel."""

    def initialize(self, version, build_data):
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        data = Path(self.root) / "data"
        for entry in sorted(data.iterdir()):
            if entry.is_dir():
                table = {f.stem: _parse(f) for f in sorted(entry.glob("*.toml"))}
            elif entry.suffix == ".toml" and entry.stem != "template":
                table = _parse(entry)
            else:
                continue
            twin = Path(self.folder.name) / f"{entry.stem}.json"
            text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
            twin.write_text(text, encoding="utf-8")
            build_data["force_include"][str(twin)] = f"relcli/data/{twin.name}"

    def finalize(self, version, build_data, artifact_path):
        if version != "editable":
            self.folder.cleanup()


def _parse(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))
