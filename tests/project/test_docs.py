"""What the README and the docs say is run, and what is generated is current."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from relcli import load
from relcli.cli.app import LISTS
from relcli.cli.usage import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "data" / "README.md"]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["coverage.md", "cli.md", "json.md", "advice.svg"])
def test_a_generated_page_is_current(page: str, build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for variable in ("NO_COLOR", "FORCE_COLOR", "RELCLI_LANG", "TERM"):
        monkeypatch.delenv(variable, raising=False)

    assert build.PAGES[page]() == (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_the_coverage_page_has_every_point_of_the_knowledge() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    ids = {claim.id for source in load.knowledge().sources.values() for claim in source.claims}
    ids |= {guidance.id for guidance in load.guidance()}
    ids |= {f"trades/{e.trade}" for e in load.examples() if e.trade}
    ids |= {f"concepts/{c}" for c in load.knowledge().concepts}

    assert {i for i in ids if f"`{i}`" not in page} == set()


def console_lines() -> list[tuple[str, str, str | None]]:
    """(page, command, expected output) for every `$ …` in the pages."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page.name, command.split("  #")[0].strip(), output.strip() or None))
    return found


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(("page", "command", "output"), console_lines())
def test_an_example_in_the_docs_runs(page: str, command: str, output: str | None, tmp_path: Path) -> None:
    if command.startswith("relcli") and command.split(">", maxsplit=1)[0].strip() == "relcli":
        pytest.skip("an interview: driven in test_traps.py")
    if "jq" in command and shutil.which("jq") is None:
        pytest.skip("needs jq")
    shim = tmp_path / "bin" / "relcli"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relcli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = {**os.environ, "PATH": f"{shim.parent}:{os.environ['PATH']}", "RELCLI_LANG": "en"}
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert result.returncode == 0, result.stderr
    if output is not None:
        assert result.stdout.strip() == output


def test_the_readme_shows_python_that_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})

    assert capsys.readouterr().out.startswith("customer leaning ")


def test_every_command_and_list_is_documented() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert all(f"relcli {command}" in text for command in COMMANDS if command != "version")
    assert all(name in text for name in LISTS)


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
