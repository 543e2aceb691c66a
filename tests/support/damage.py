"""A small sound data folder (``sound/``), and how to break one thing in a copy of it."""

import shutil
from pathlib import Path

SOUND = Path(__file__).parent / "sound"


def copy(to: Path) -> Path:
    """A copy of the sound data in a new folder."""
    return Path(shutil.copytree(SOUND, to / "data"))


def damage(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in that file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
