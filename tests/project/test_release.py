"""A release is one: versions, dates and changelogs agree, and workflows run what their authors meant."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml
from support.process import ROOT
from support.shipped import DATA

import relcli

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def release_notes():
    spec = importlib.util.spec_from_file_location("release_notes", ROOT / ".ci" / "release_notes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.notes


def newest(changelog: Path) -> str:
    """The first heading that has a date."""
    return re.search(r"^## (?!Unreleased)(.*)$", changelog.read_text(encoding="utf-8"), re.MULTILINE)[1]


def test_the_version_is_the_newest_of_the_changelog() -> None:
    assert newest(ROOT / "CHANGELOG.md") == f"{relcli.__version__} ({CITATION['date-released']})"


def test_the_version_of_the_data_is_the_newest_of_its_changelog() -> None:
    assert newest(ROOT / "data" / "CHANGELOG.md") == DATA.knowledge.date


def test_what_is_cited_is_what_there_is() -> None:
    assert CITATION["version"] == relcli.__version__
    assert str(CITATION["references"][0]["version"]) == DATA.knowledge.date


def test_whoever_is_told_a_version_is_told_this_one() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs" / "use").glob("*.md")]
    templates = (ROOT / "relcli" / "cli" / "templates").iterdir()
    named = {
        (path.name, version)
        for path in [*pages, *templates]
        for version in re.findall(
            r"(?:rev: |relcli/relcli@|/download/)v([\d.]+\d)", path.read_text(encoding="utf-8")
        )
    }

    assert {name for name, _ in named} >= {"README.md", "checker.md", "hook.yaml", "workflow.yml"}
    assert {version for _, version in named} == {relcli.__version__}


READY = {
    "relcli/__init__.py": '__version__ = "1.2.3"\n',
    "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.2.3 (2030-01-02)\n\n- New.\n\n## 1.2.2 (2029-01-01)\n\n- Old.\n",
    "CITATION.cff": "version: 1.2.3\ndate-released: 2030-01-02\n",
}


def released(folder: Path, change: tuple[str, str, str] = ("", "", "")) -> str:
    """The notes of v1.2.3 where one of the files is changed: its name, what stands there and what else."""
    file, old, new = change
    for name, text in READY.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(old, new) if name == file else text, encoding="utf-8")
    return release_notes()("v1.2.3", folder)


def test_the_notes_of_a_release_are_its_entry(tmp_path: Path) -> None:
    assert released(tmp_path) == "- New.\n"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(("relcli/__init__.py", "1.2.3", "1.2.4"), "the tag is v1.2.3, and relcli/__init__.py has version 1.2.4", id="another version"),
        pytest.param(("CHANGELOG.md", "## 1.2.3", "## 1.2.1"), "no entry “## 1.2.3 (YYYY-MM-DD)”", id="no entry"),
        pytest.param(("CHANGELOG.md", " (2030-01-02)", ""), "no entry “## 1.2.3 (YYYY-MM-DD)”", id="no date"),
        pytest.param(("CHANGELOG.md", "- New.\n\n", ""), "with something in it", id="nothing in it"),
        pytest.param(("CHANGELOG.md", "Unreleased\n", "Unreleased\n\n- Newer.\n"), "something under Unreleased", id="something newer"),
        pytest.param(("CITATION.cff", "1.2.3", "1.2.2"), "CITATION.cff has another version or date", id="another version cited"),
        pytest.param(("CITATION.cff", "2030", "2031"), "CITATION.cff has another version or date", id="another date cited"),
    ],
)  # fmt: skip
def test_a_release_that_is_not_ready_is_refused(
    tmp_path: Path, change: tuple[str, str, str], told: str
) -> None:
    with pytest.raises(SystemExit, match=re.escape(told)):
        released(tmp_path, change)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_of_others_cannot_change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: *(\S+)(.*)", text)

    assert used
    assert [name for name, _ in used if not re.search(r"^\./|@[0-9a-f]{40}$", name)] == []
    assert [name for name, said in used if "@" in name and not re.fullmatch(r" # v\d+\.\d+\.\d+", said)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_write_only_where_it_says_so(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    allowed = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}

    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in path.read_text(encoding="utf-8")
    assert {name: right for name, right in allowed.items() if "write" in str(right)} == (
        {} if path.name == "test.yml" else {
            "build": {"contents": "read", "id-token": "write", "attestations": "write"},
            "release": {"contents": "write"},
            "index": {"id-token": "write"},
        }
    )  # fmt: skip
