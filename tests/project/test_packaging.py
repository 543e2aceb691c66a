"""The wheel carries everything and works anywhere; so do the module and the template."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from support.checking import git
from support.damage import copy_shipped
from support.process import CLEAN

import relcli
from relcli.built_data import built_files
from relcli.check.prose.kinds import JSON, KINDS, NO_PROSE, YAML, kind_of
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


def build(folder: Path) -> tuple[Path, Path]:
    """The two distributions, made in that folder."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    # A time that is given ends up in the archives, and nothing else of the day does.
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1764288000"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def sdist(distributions: tuple[Path, Path]) -> Path:
    return distributions[0]


@pytest.fixture(scope="module")
def wheel(distributions: tuple[Path, Path]) -> Path:
    return distributions[1]


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


def test_two_builds_are_the_same_byte_for_byte(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    again = build(tmp_path)

    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in distributions]


def test_an_index_takes_the_distributions(distributions: tuple[Path, Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *distributions],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return {name for name in listed.split("\0") if name and (ROOT / name).exists()}


def test_the_sdist_has_what_is_tracked_and_nothing_else(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert names - {"PKG-INFO"} == tracked()


UV = shutil.which("uv") or os.path.join(os.path.dirname(sys.executable), "uv")


def test_what_is_installed_from_the_sdist_is_what_is_tracked(sdist: Path, tmp_path: Path) -> None:
    """In an environment with nothing in it, by what it says of itself: build requirements, dependencies."""
    env = {**CLEAN, "VIRTUAL_ENV": str(tmp_path / "env")}
    for command in (["venv", "--quiet", "env"], ["pip", "install", "--quiet", str(sdist)]):
        done = subprocess.run(
            [UV, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    home = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    word = subprocess.run(
        [home / "relcli", "advise", "hotel", "-q"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    [package] = (tmp_path / "env").rglob("site-packages/relcli")
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    source = {name.removeprefix("relcli/") for name in tracked("relcli", "data")}

    assert word.stdout == "guest\n"
    made = {f"data/{name}" for name in built_files(str(ROOT / "data"))}
    assert {name for name in files - source if not name.endswith((".pyc", ".json"))} <= made
    assert source <= files


@pytest.fixture(scope="module")
def commands() -> list[str]:
    """Those of the README that install a release; the first line names it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- install -->\n```sh\n(.*?)```", text, re.DOTALL)[1]
    first, *others = block.splitlines()
    assert re.fullmatch(
        rf"relcli=https://\S+/v{relcli.__version__}/relcli-{relcli.__version__}-py3-none-any.whl", first
    )
    return [part.strip() for line in others for part in line.split("# or:")]


@pytest.mark.parametrize("number", range(4), ids=["uvx", "pipx run", "uv tool install", "pipx install"])
def test_a_release_is_installed_as_the_readme_says(
    number: int, commands: list[str], wheel: Path, tmp_path: Path
) -> None:
    scripts = Path(sys.executable).parent
    env = {
        **CLEAN,
        "PATH": os.pathsep.join([str(tmp_path / "bin"), str(scripts), CLEAN["PATH"]]),
        "relcli": str(wheel),
        "UV_TOOL_DIR": str(tmp_path / "tools"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_DEFAULT_PYTHON": sys.executable,
    }
    installs = re.search(r"\binstall\b", commands[number])
    script = f'{commands[number]}; relcli advise "web agency"' if installs else commands[number]
    done = subprocess.run(
        ["bash", "-euc", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "term\tclient" in done.stdout


HELLO = """
import sys, typer
def hello(times: int = 1):
    print("pydantic" in sys.modules)
typer.run(hello)
"""


@pytest.mark.process
def test_typer_is_kept_back_for_as_long_as_it_starts_slowly(tmp_path: Path) -> None:
    """Where a newer one no longer imports pydantic at each start, the bound in pyproject.toml can go."""
    (tmp_path / "hello.py").write_text(HELLO, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "hello.py", "--times", "2"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    newer = tuple(map(int, metadata.version("typer").split(".")[:2])) >= (0, 29)

    assert told.stdout == f"{newer}\n"


HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize("folder", ["", "docs/"])
@pytest.mark.parametrize(
    "name",
    [f"a{suffix}" for suffix in KINDS] + ["README", "a.PY", "a.md.bak"]
    + [pattern.replace("*", "x") for pattern in NO_PROSE] + [pattern.replace("*", "X").upper() for pattern in NO_PROSE],
)  # fmt: skip
def test_the_hook_of_pre_commit_is_given_what_is_read(name: str, folder: str) -> None:
    path = folder + name
    given = re.search(HOOK["files"], path) and not re.search(HOOK["exclude"], path)

    assert bool(given) == (kind_of(path) not in {None, JSON, YAML})


@pytest.mark.process
def test_the_hook_of_pre_commit_finds_and_passes(tmp_path: Path) -> None:
    """That of the last commit: pre-commit takes a repository as it is tracked."""
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    entry = {"repo": str(ROOT), "rev": head.stdout.strip(), "hooks": [{"id": "relcli-check"}]}
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "-q")
    for name, text in {
        ".pre-commit-config.yaml": json.dumps({"repos": [entry]}),
        "relcli.toml": 'format_version = 2\nlanguages = ["en"]\n[words]\npayer = "client"\n',
        "about.md": "Our customers trust us.\n",
        "README": "Our customers trust us.\n",
        "notes.py": "# Our customers trust us.\n",
    }.items():
        (repository / name).write_text(text, encoding="utf-8")

    def hook() -> subprocess.CompletedProcess[str]:
        git(repository, "add", ".")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=repository,
            env={**CLEAN, "PRE_COMMIT_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )

    found = hook()
    (repository / "about.md").write_text("Our clients trust us.\n", encoding="utf-8")
    clean = hook()

    assert (found.returncode, clean.returncode) == (1, 0), found.stdout + clean.stdout + clean.stderr
    assert "about.md:1:5" in found.stdout
    assert "README" not in found.stdout + clean.stdout


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
