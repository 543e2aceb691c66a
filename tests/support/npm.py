"""Programs of npm that the tests hold things against: textlint with the rules of prh, Asciidoctor."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

WANTED = ("textlint@15", "textlint-rule-prh@6", "@asciidoctor/core@2")


def install(beside: Path) -> tuple[Path, str | None]:
    """Their folder, filled unless it is there; and why that is not possible, where it is not."""
    folder = beside / "-".join(name.replace("/", "-") for name in WANTED)
    if folder.exists():
        return folder, None
    if shutil.which("npm") is None:
        return folder, "needs npm"
    with tempfile.TemporaryDirectory(dir=beside, ignore_cleanup_errors=True) as new:
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", new, *WANTED]
        done = subprocess.run(command, cwd=new, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            return folder, f"npm cannot install {' '.join(WANTED)}: {done.stderr[-200:]}"
        # Tests run in several processes: the one that comes second finds the folder of the first.
        with contextlib.suppress(OSError):
            Path(new).rename(folder)
    return folder, None
