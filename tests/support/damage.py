"""A small sound data folder (``sound/``), how to break one thing in a copy of it, and what is broken so.

``tests/broken/PATH/CASE.toml`` is a damaged ``PATH.toml``: laid over the sound folder it must be told. Its
first lines are comments that hold what is told, each with the file it is about, if not its own.
"""

import shutil
from itertools import takewhile
from pathlib import Path

from relcli.shipped_data import shipped_data_folder

SOUND = Path(__file__).parent / "sound"
BROKEN = Path(__file__).parents[1] / "broken"


def copy(to: Path) -> Path:
    """A copy of the sound data in a new folder."""
    return Path(shutil.copytree(SOUND, to / "data"))


def copy_shipped(to: Path) -> Path:
    """A copy of the shipped data in a new folder."""
    return Path(shutil.copytree(shipped_data_folder(), to / "data"))


def damage(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in that file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def overlay(folder: Path, case: Path) -> None:
    """Lay a damaged file over the folder."""
    shutil.copy(case, folder / _damaged(case))


def promised(case: Path) -> list[str]:
    """What must be told of a damaged file."""
    lines = takewhile(lambda line: line.startswith("# "), case.read_text(encoding="utf-8").splitlines())
    told = [line.removeprefix("# ") for line in lines]
    return [line if ".toml: " in line else f"{_damaged(case)}: {line}" for line in told]


def _damaged(case: Path) -> str:
    return f"{case.parent.relative_to(BROKEN).as_posix()}.toml"
