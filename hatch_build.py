"""Build hook: the wheel carries each file of ``data/`` as TOML and, beside it, as JSON.

The JSON twin is the same table, parsed beforehand; ``relcli.load`` reads it in an eighth of the time.
A checkout and an editable install have no twins and read the TOML, so there is no second truth to edit.
"""

import json
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
        data = Path(self.root) / "data"
        for number, source in enumerate(sorted(data.rglob("*.toml"))):
            twin = Path(self.folder.name) / f"{number}.json"
            table = tomllib.loads(source.read_text(encoding="utf-8"))
            text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
            twin.write_text(text, encoding="utf-8")
            target = Path("relcli/data") / source.relative_to(data).with_suffix(".json")
            build_data["force_include"][str(twin)] = str(target)

    def finalize(self, version, build_data, artifact_path):
        if version != "editable":
            self.folder.cleanup()
