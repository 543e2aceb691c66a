"""What runs outside the tests: the workflow, the hooks before a commit, the forms for an issue."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.process import CLEAN, ROOT

GITHUB = ROOT / ".github"
YAML = [*sorted(GITHUB.rglob("*.yml")), *sorted(ROOT.glob(".pre-commit*.yaml"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_a_yaml_file_is_yaml(path: Path) -> None:
    assert read(path)


def commands(job: str) -> list[str]:
    workflow = read(GITHUB / "workflows" / "test.yml")
    return [step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step]


@pytest.mark.process
def test_the_workflow_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"<!-- test -->\n```sh\n(.*)\n```", readme)

    def printed(**system: str) -> str:
        return subprocess.run(
            ["bash", ".ci/readme-command", "test"],
            cwd=ROOT,
            env={**CLEAN, **system},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    assert commands("test")[-1] == 'eval "$(.ci/readme-command test)"'
    assert "$(.ci/readme-command test)" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert printed() == command
    assert printed(OS="Windows_NT") == command.replace("/bin/", "/Scripts/").replace("python3", "python")


def test_the_workflow_runs_on_every_python_from_the_oldest_that_is_promised() -> None:
    workflow = read(GITHUB / "workflows" / "test.yml")
    versions = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    minor = [int(version.removeprefix("3.")) for version in versions]

    assert PROJECT["project"]["requires-python"] == f">={versions[0]}"
    assert minor == list(range(minor[0], minor[-1] + 1))


def test_coverage_may_not_fall() -> None:
    assert PROJECT["tool"]["coverage"]["run"]["branch"]
    assert PROJECT["tool"]["coverage"]["report"]["fail_under"] >= 96
    assert commands("cover")[-1].endswith("-m pytest --cov && .venv/bin/python .ci/branches.py 96")


@pytest.mark.parametrize(
    "path", sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.name
)
def test_an_issue_form_is_one_that_github_takes(path: Path) -> None:
    form = read(path)
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    names = [field["id"] for field in fields]

    assert {"name", "description", "body"} <= set(form)
    assert {part["type"] for part in form["body"]} <= {
        "markdown", "input", "textarea", "dropdown", "checkboxes",
    }  # fmt: skip
    assert len(set(names)) == len(names)
    assert all(field["attributes"]["label"] for field in fields)


def test_the_hooks_are_those_of_the_environment() -> None:
    [repository] = read(ROOT / ".pre-commit-config.yaml")["repos"]

    assert repository["repo"] == "local"
    assert all(hook["entry"].startswith("python -m ") for hook in repository["hooks"])


def test_every_form_that_is_linked_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    linked = re.findall(r"issues/new\?template=([\w.-]+)", text)

    assert linked
    assert all((GITHUB / "ISSUE_TEMPLATE" / name).exists() for name in linked)
