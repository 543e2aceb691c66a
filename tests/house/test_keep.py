"""What a house keeps is left alone: phrases wherever they stand, and the texts under some paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.process import Run

from relcli.house.words import Keep

HOUSE = """\
format_version = 2
languages = ["en"]
[words]
payer = "client"
[avoid]
customer = "client"
[keep]
phrases = ["Customer of the Year"]
paths = ["CHANGELOG.md", "docs/legal/**"]
"""


@pytest.mark.parametrize(
    ("kept", "path", "covered"),
    [
        ("CHANGELOG.md", "CHANGELOG.md", True),
        ("CHANGELOG.md", "packages/a/CHANGELOG.md", True),
        ("CHANGELOG.md", "CHANGELOG.mdx", False),
        ("docs/legal/**", "docs/legal/a/b.md", True),
        ("docs/legal", "docs/legal/a.md", True),
        ("docs/legal/", "docs/legal/a.md", True),
        ("docs/legal", "site/docs/legal/a.md", False),
        ("docs/legal", "docs/legalese.md", False),
        ("/a.md", "a.md", True),
        ("/a.md", "b/a.md", False),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a/b.md", False),
        ("**/old/*.md", "a/b/old/c.md", True),
        ("**/old/*.md", "old/c.md", True),
        ("v?.txt", "v1.txt", True),
        ("v?.txt", "v12.txt", False),
        ("docs/*.md", "docs/guide.md", True),
        ("docs/a**z.md", "docs/a/b/z.md", True),
        ("[a].md", "a.md", False),
    ],
)
def test_a_path_is_meant_as_in_a_gitignore(kept: str, path: str, covered: bool) -> None:
    assert Keep(paths=(kept,)).covers(path) is covered


def test_the_checker_leaves_it_alone(run: Run, tmp_path: Path) -> None:
    legal = tmp_path / "docs" / "legal"
    legal.mkdir(parents=True)
    (tmp_path / "relcli.toml").write_text(HOUSE, encoding="utf-8")
    for name in ("a.md", "CHANGELOG.md", "docs/legal/terms.md", "docs/b.md"):
        (tmp_path / name).write_text("Our customer pays. Our customer of the year pays.\n", encoding="utf-8")
    everything = run("check", ".", cwd=tmp_path)
    from_below = run("check", "legal", "b.md", cwd=tmp_path / "docs")

    assert [line.split(":")[:3] for line in everything.stdout.splitlines() if "flag" in line] == [
        ["a.md", "1", "5"],
        ["docs/b.md", "1", "5"],
    ]
    assert [line.split(":")[0] for line in from_below.stdout.splitlines() if "flag" in line] == ["b.md"]


def test_fix_leaves_it_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "relcli.toml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("Our customer pays.\n", encoding="utf-8")
    run("check", "--fix", ".", cwd=tmp_path)

    assert (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8") == "Our customer pays.\n"
