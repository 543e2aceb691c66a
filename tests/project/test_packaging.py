"""The wheel carries everything and works anywhere; so do the module and the template."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from support.damage import copy_shipped

from relcli.built_data import built_files
from relcli.data import Data
from relcli.validate import validate

ROOT = Path(__file__).parents[2]
LAW_FIRM = [
    "--offer",
    "tailored-service",
    "--volume",
    "few",
    "--contract",
    "agreement",
    "--repeat",
    "ongoing",
]


def built(kind: str, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel's files and the test environment's dependencies; its Python."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)
    packages = Path(asked.stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The dependencies only: a path added this way does not run the editable hooks that lie in it.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


def in_wheel(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, *arguments], cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_the_wheel_works_from_another_directory(installed: Path, tmp_path: Path) -> None:
    where = in_wheel(installed, "-c", "import relcli; print(relcli.__file__)", cwd=tmp_path)
    result = in_wheel(installed, "-m", "relcli", "advise", *LAW_FIRM, "--json", cwd=tmp_path)

    assert not where.stdout.startswith(str(ROOT))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["recommendation"]["term"] == "client"


def test_the_wheel_and_the_checkout_say_the_same(installed: Path, tmp_path: Path) -> None:
    arguments = ["-m", "relcli", "advise", "--business", "saas", "--lang", "ro", "--json", "--explain"]
    here = in_wheel(Path(sys.executable), *arguments, cwd=ROOT)
    there = in_wheel(installed, *arguments, cwd=tmp_path)

    assert there.stdout == here.stdout


def test_every_json_twin_in_the_wheel_is_its_toml(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        built = {f"relcli/data/{name}" for name in built_files(str(ROOT / "data"))}
        names = {n for n in archive.namelist() if n.startswith("relcli/data/")}
        twins = {n for n in names if n.endswith(".json")} - built
        files = {n for n in names if n.endswith(".toml") and "template" not in n}

        def parsed(name: str) -> object:
            return tomllib.loads(archive.read(name).decode())

        told: set[str] = set()
        for twin in twins:
            stem = twin.removesuffix(".json")
            inside = sorted(n for n in files if n.rpartition("/")[0] == stem)
            if inside or f"{stem}.toml" not in files:
                expected = {Path(n).stem: parsed(n) for n in inside}
                told |= set(inside)
            else:
                expected = parsed(f"{stem}.toml")
                told.add(f"{stem}.toml")
            assert json.loads(archive.read(twin)) == expected

    assert twins
    assert built <= names
    by_key = {n for n in files if n.startswith(("relcli/data/trades/", "relcli/data/phrases/"))}
    assert files - told - by_key == set(), "no twin"


def test_the_wheel_has_the_licence_the_marker_and_the_entry_point(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = next(archive.read(n).decode() for n in names if n.endswith("entry_points.txt"))

    assert "relcli/py.typed" in names
    assert {"LICENSE", "NOTICE"} <= {n.rpartition("licenses/")[2] for n in names}
    assert "relcli = relcli.cli:main" in entry_points
    assert not any(n.startswith("tests/") for n in names)


PAGES = {"man1": "relcli.1", "fr/man1": "fr/relcli.1", "ro/man1": "ro/relcli.1"}
"""Where ``man`` looks for the page of each language, and where it lies in ``docs/man/``."""


def test_the_wheel_has_the_manual_where_man_looks(wheel: Path) -> None:
    shared = re.compile(r"relcli-[\d.]+\.data/data/share/man/(.+)/relcli\.1")
    with zipfile.ZipFile(wheel) as archive:
        found = {match[1]: archive.read(n) for n in archive.namelist() if (match := shared.fullmatch(n))}

    assert found == {place: (ROOT / "docs/man" / page).read_bytes() for place, page in PAGES.items()}


@pytest.mark.process
def test_the_source_distribution_has_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {f"docs/man/{page}" for page in PAGES.values()} <= names
    assert {"hatch_build.py", "relcli/py.typed", "data/questions.toml"} <= names


@pytest.mark.process
def test_the_template_is_a_valid_contribution(tmp_path: Path) -> None:
    folder = copy_shipped(tmp_path)
    template = (ROOT / "data" / "template.toml").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^\[(?:document|concept|phrases|trade)\].*\n", template)
    _, document, concept, phrases, trade = parts
    # Somebody must speak of the new concept, or it would be one that nobody uses.
    document = document.replace("[document.", "[").replace(
        'concepts = ["customer"]', 'concepts = ["customer", "ferry-hand"]'
    )
    (folder / "documents" / "ferry-1907.toml").write_text(document, encoding="utf-8")
    (folder / "concepts" / "ferry-hand.toml").write_text(concept.replace("[concept.", "["), encoding="utf-8")
    for language, table in re.findall(r"(?ms)^\[phrases\.(..)(\..*?)(?=^\[|\Z)", phrases):
        with (folder / "phrases" / f"{language}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[{table.removeprefix('.')}")
    (folder / "trades" / "river.toml").write_text(f"[[trades]]\n{trade}", encoding="utf-8")

    assert validate(str(folder)) == []
    assert "sheep-ferry" in Data(str(folder)).trades
