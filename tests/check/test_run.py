"""The run over many files: exit codes, ignores, baselines, changed lines, the survey."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from pathlib import Path

import pytest
from support.checking import git
from support.process import Run

from relcli import parallel
from relcli.cli import main


def places(told: str) -> list[str]:
    """Where something is told of, in the order of the report."""
    return re.findall(r"(?m)^(\S+?:\d+:\d+):", told)


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("Our customers pay.", [], 0),
        ("Our clients pay.", [], 1),
        ("The client sends a request.", ["--strict"], 0),
        ('Our clients pay. <!-- relcli: ignore client "their word" -->', [], 0),
        ("<!-- relcli: ignore-start -->\nOur clients pay.\n\nOur clients.\n<!-- relcli: ignore-end -->", [], 0),
    ],
)  # fmt: skip
def test_exit_codes(house: Path, run: Run, text: str, arguments: list[str], code: int) -> None:
    (house / "a.md").write_text(text + "\n", encoding="utf-8")

    assert run("check", *arguments, "a.md", cwd=house).returncode == code


def test_an_ignore_that_excuses_nothing_is_named(house: Path, run: Run, speak) -> None:
    (house / "a.md").write_text("Fine. <!-- relcli: ignore client -->\n", encoding="utf-8")

    said = speak("en").say("check-unused-ignore", name="a.md:1", word="client")
    assert said in run("check", "a.md", cwd=house).stderr


def test_without_a_decision_the_survey_is_offered(tmp_path: Path, run: Run) -> None:
    result = run("check", ".", cwd=tmp_path)

    assert result.returncode == 2
    assert "--survey" in result.stderr


def test_a_survey_needs_no_decision(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.md").write_text("Our clients pay us. The client sends a request.\n", encoding="utf-8")
    table = json.loads(run("check", "--survey", "--json", ".", cwd=tmp_path).stdout)

    assert table["words"] == [
        {"word": "client", "language": "en", "person": 1, "software": 1, "other": 0, "unclear": 0}
    ]
    assert "#" in run("check", "--survey", ".", cwd=tmp_path).stdout


def test_what_a_baseline_knows_is_not_told_again(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")

    assert run("check", "--baseline", "known.json", "a.md", cwd=house).returncode == 0
    assert run("check", "--baseline", "known.json", "a.md", cwd=house).returncode == 0
    (house / "a.md").write_text("New.\n\nOur clients pay.\n\nYour clients too.\n", encoding="utf-8")
    again = run("check", "--baseline", "known.json", "a.md", cwd=house)
    assert again.returncode == 1
    assert places(again.stdout) == ["a.md:5:6"]


def test_a_baseline_of_several_files_knows_them_all(house: Path, run: Run) -> None:
    for name in ("a.md", "b.md", "c.md"):
        (house / name).write_text("Our clients pay.\n", encoding="utf-8")
    written = run("check", "--baseline", "known.json", ".", cwd=house)

    assert "known today: 3" in written.stderr
    assert run("check", "--baseline", "known.json", ".", cwd=house).stdout == ""


def test_a_baseline_is_no_prose_and_says_what_is_stale(house: Path, run: Run, speak) -> None:
    (house / "a.md").write_text("Our clients pay.\n\nYour clients too.\n", encoding="utf-8")
    (house / "locales").mkdir()
    known = "locales/en.json"  # a name that would be read
    written = run("check", "--baseline", known, ".", cwd=house)
    (house / "a.md").write_text("First.\n\nOur clients pay.\n", encoding="utf-8")
    again = run("check", "--baseline", known, ".", cwd=house)

    assert "known today: 2" in written.stderr
    assert "1 file read" in again.stderr
    assert speak("en").say("check-baseline-stale", name=known, count=1) in again.stderr
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("lang", ["en", "fr", "ro"])
def test_nothing_read_is_no_pass(house: Path, run: Run, lang: str) -> None:
    (house / "a.tex").write_text("Our clients pay.\n", encoding="utf-8")
    result = run("--lang", lang, "check", cwd=house)

    assert result.returncode == 2
    assert ".tex (1)" in result.stderr
    assert run("check", "--baseline", "known.json", "--changed-since", "HEAD", cwd=house).returncode == 2


def test_without_a_path_the_current_folder_is_checked(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")

    assert places(run("check", cwd=house).stdout) == ["a.md:1:5"]
    assert places(run("check", "./a.md", cwd=house).stdout) == ["a.md:1:5"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("App.tsx", "export function Clients({clients}) { return our clients }\n"),
        ("CMakeLists.txt", "add_subdirectory(clients) # our clients\n"),
        ("requirements.txt", "our clients\n"),
        ("LICENSE.txt", "Our clients pay.\n"),
    ],
)
def test_what_is_no_prose_is_refused_by_name(house: Path, run: Run, speak, name: str, text: str) -> None:
    (house / name).write_text(text, encoding="utf-8")
    refused = run("check", "--fix", name, cwd=house)

    assert refused.returncode == 2
    assert speak("en").say("check-unknown-kind", name=name) in refused.stderr
    assert (house / name).read_text() == text
    assert run("check", "--as", "text", name, cwd=house).returncode == 1


def test_a_first_run_says_what_it_saw_and_what_to_type(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.md").write_text("Our clients pay us.\n", encoding="utf-8")
    result = run("check", cwd=tmp_path)

    assert result.returncode == 2
    assert "client 1" in result.stderr
    assert "relcli advise" in result.stderr


def test_only_changed_lines(house: Path, run: Run) -> None:
    page = house / "a.md"
    page.write_text("Our clients pay.\n", encoding="utf-8")
    git(house, "init")
    git(house, "add", ".")
    git(house, "commit", "-m", "x")
    page.write_text("Our clients pay.\nYour clients pay.\n", encoding="utf-8")
    result = run("check", "--changed-since", "HEAD", "a.md", cwd=house)

    assert places(result.stdout) == ["a.md:2:6"]
    assert run("check", "--changed-since", "nonsense", "a.md", cwd=house).returncode == 2


CHANGED = "Our clients pay.\nYour clients pay.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
@pytest.mark.parametrize(
    ("folder", "said", "text"),
    [
        pytest.param("in a blank ", "", CHANGED, id="a folder that ends in a blank"),
        pytest.param("in a line\n", "", CHANGED, id="a folder that ends in a line"),
        pytest.param("x", "diff.relative=true", CHANGED, id="paths from a folder on"),
        pytest.param("x", "diff.orderFile=none", CHANGED, id="an order of its own"),
        pytest.param("x", "diff.interHunkContext=9", f"1\n{CHANGED}2\n", id="stretches joined"),
        pytest.param("x", "*.md -diff", "Your clients pay.\n", id="no text to git"),
        pytest.param("x", "", f"++ b/b.md\n{CHANGED}", id="a line like that of a patch"),
    ],
)
def test_changed_lines_whatever_a_repository_says(
    house: Path, run: Run, folder: str, said: str, text: str
) -> None:
    top = house / folder
    page = top / "docs" / "a.md"
    page.parent.mkdir(parents=True)
    page.write_text("Our clients pay.\n", encoding="utf-8")
    git(top, "init")
    git(top, "add", ".")
    git(top, "commit", "-m", "x")
    if "=" in said:
        git(top, "config", *said.split("="))
    (top / ".gitattributes").write_text("" if "=" in said else said, encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    decision = str(house / "relcli.toml")
    result = run("check", "--changed-since", "HEAD", "--config", decision, cwd=page.parent)

    assert places(result.stdout) == [f"a.md:{text.split(chr(10)).index('Your clients pay.') + 1}:6"]


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="one process only")
@pytest.mark.parametrize(
    "flags", [["--json"], ["--format", "sarif"], ["--explain"], ["--diff"], ["--survey"]]
)
def test_several_processes_say_what_one_says(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    for number in range(40):
        (house / f"{number}.md").write_text(f"{number} clients pay.\n\nThe client sends a request.\n")
    (house / "broken.md").write_bytes(b"\0")
    monkeypatch.chdir(house)
    said = []
    for processors in (1, 2):
        monkeypatch.setattr(parallel, "PROCESSORS", processors)
        monkeypatch.setattr(parallel, "SECONDS_ALONE", 0)
        with contextlib.suppress(SystemExit):
            main(["check", *flags, "."])
        said.append(capsys.readouterr())

    assert said[0] == said[1]
    assert said[0].out
