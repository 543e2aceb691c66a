"""What the pages say is run, what is generated is current, and every page can be found."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from support.damage import copy_shipped
from support.process import CLEAN, ROOT, Run

from relcli.shipped_data import open_shipped_data

DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "data/README.md")),
    *sorted(DOCS.rglob("*.md")),
]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.process
def test_what_is_generated_is_current(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for variable in ("NO_COLOR", "FORCE_COLOR", "RELCLI_LANG", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    pages = build.build()

    made = {
        "cli.md", "coverage.md", "trades.md", "json.md", "advice.svg", "house.md", "names-and-classes.md",
        "relcli.1",
    }  # fmt: skip
    assert made == {page.name for page in pages}
    stale = [name_of(p) for p, text in pages.items() if text != p.read_text(encoding="utf-8")]
    assert stale == [], "run `python docs/build.py`"


def test_the_house_has_every_room() -> None:
    page = (DOCS / "develop" / "house.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \d+ \| `([^`]+)` \|", page, re.MULTILINE)
    modules = [path.name for path in (ROOT / "relcli").glob("*.py")]
    packages = [f"{path.parent.name}/" for path in (ROOT / "relcli").glob("*/__init__.py")]

    assert sorted(listed) == sorted(modules + packages)


def test_the_coverage_page_has_every_point_of_the_knowledge() -> None:
    page = (DOCS / "reference" / "coverage.md").read_text(encoding="utf-8")
    data = open_shipped_data()
    ids = {claim.id for source in data.knowledge.sources.values() for claim in source.claims}
    ids |= {guidance.id for guidance in data.guidance}
    ids |= {f"trades/{e.trade}" for e in data.examples if e.trade}
    ids |= {f"concepts/{c}" for c in data.knowledge.concepts}

    assert {i for i in ids if f"`{i}`" not in page} == set()


def console_lines() -> list[tuple[str, str, str | None]]:
    """(page, command, expected output) for every `$ …` in the pages."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                # A bare relcli asks: tests/prompts/test_terminal.py.
                if command.split("#")[0].split(">")[0].strip() == "relcli":
                    continue
                found.append((name_of(page), command.split("  #")[0].strip(), output.strip() or None))
    return found


@pytest.mark.skipif(not shutil.which("bash") or not shutil.which("jq"), reason="needs bash and jq")
@pytest.mark.parametrize(
    ("command", "output"),
    [pytest.param(command, output, id=f"{page}: {command}") for page, command, output in console_lines()],
)
def test_an_example_in_the_docs_runs(
    shell_line: Run, command: str, output: str | None, tmp_path: Path
) -> None:
    result = shell_line(command, cwd=tmp_path)

    assert result.returncode == 0, result.stderr
    if output is not None:
        assert result.stdout.strip() == output


def test_the_readme_shows_python_that_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})

    assert capsys.readouterr().out.startswith("customer clear ")


def test_every_command_is_documented() -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    root = text.partition("Commands:\n")[2].partition("```")[0]
    commands = re.findall(r"^  ([a-z]+)  ", root, re.MULTILINE)

    assert {"advise", "help"} <= set(commands)
    assert [command for command in commands if f"## `relcli {command}`" not in text] == []


@pytest.mark.process
def test_the_trade_that_is_shown_can_be_added(tmp_path: Path) -> None:
    page = (DOCS / "develop" / "add-a-trade.md").read_text(encoding="utf-8")
    folder = copy_shipped(tmp_path)
    shown = "".join(re.findall(r"```toml\n(.*?)```", page, re.DOTALL))
    (folder / "trades" / "lighthouses.toml").write_text(shown, encoding="utf-8")
    command = [sys.executable, "-m", "relcli.validate", str(folder)]
    result = subprocess.run(command, env=CLEAN, capture_output=True, encoding="utf-8", check=False)

    assert result.returncode == 0, result.stdout


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target, _, anchor in re.findall(r"\]\(([^)#]*)(#([^)]*))?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            there = page.parent / target if target else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), f"{target}#{anchor}"


def test_the_first_page_leads_to_every_other() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#]+)\)", text)}

    assert [name_of(page) for page in PAGES if page not in {*linked, DOCS / "README.md"}] == []


def test_whoever_mentions_a_page_names_one_that_exists() -> None:
    """In comments, docstrings, settings and data, where nobody can follow a link."""
    files = [ROOT / "pyproject.toml", ROOT / "justfile", ROOT / "hatch_build.py"]
    for folder, pattern in (("relcli", "*.py"), ("benchmarks", "*.py"), ("data", "*.toml")):
        files += (ROOT / folder).rglob(pattern)
    missing = [
        f"{name_of(file)}: {page}"
        for file in files
        for page in re.findall(r"\bdocs/[\w/.-]+\.md\b", file.read_text(encoding="utf-8"))
        if not (ROOT / page).exists()
    ]

    assert missing == []
