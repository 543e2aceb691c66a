"""The checkout with the data that a wheel carries, so that a process starts as fast as an installed program."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from pathlib import Path

from relcli.built_data import built_files
from support.process import ROOT

PATIENCE = 120


def built_program(folder: Path) -> Path:
    """A folder to import ``relcli`` from: the package of the checkout beside the data and its twins.

    Made once for all workers of a run; where nothing can be linked it is the checkout itself.
    """
    ready = folder / "ready"
    try:
        folder.mkdir()
    except FileExistsError:  # another worker is at it
        deadline = time.monotonic() + PATIENCE
        while not ready.exists():
            assert time.monotonic() < deadline, f"nobody finished {folder}"
            time.sleep(0.1)
    else:
        _make(folder)
        ready.touch()
    return folder if (folder / "relcli").exists() else ROOT


def _make(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    files = {f"{name}.json": hook.as_json(table).encode() for name, table in hook.twins(ROOT / "data")}
    for name, text in {**files, **built_files(str(ROOT / "data"))}.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(text)
    try:
        os.symlink(ROOT / "relcli", folder / "relcli", target_is_directory=True)
    except OSError:  # Windows asks for a privilege
        return
