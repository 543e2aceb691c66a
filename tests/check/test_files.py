"""Which files are read, what git has to say about it, and what is no file."""

from __future__ import annotations

import inspect
import json
import os
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.checking import SOUP, git
from support.process import Run
from support.search import examples

from relcli.check import files


@examples(200)
@given(data=st.binary() | SOUP.map(lambda t: t.encode("utf-8", "surrogateescape")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = files.decode("x.md", data, "markdown").text
    except files.UnreadableError:
        assert b"\0" in data
    else:
        assert text.encode("utf-8", "surrogateescape") == data


def checked(run: Run, folder: Path, *paths: str, **environment: str) -> set[str]:
    """The files in which something is found."""
    result = run("check", "--json", *(paths or (".",)), cwd=folder, env=environment)
    return {found["path"] for found in json.loads(result.stdout)["findings"]}


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Our clients pay.\n", encoding="utf-8")


class TestWhatGitIgnores:
    @pytest.fixture(autouse=True)
    def _repository(self, house: Path) -> None:
        git(house, "init")

    def test_it_is_left_out(self, house: Path, run: Run) -> None:
        fill(house, "a.md", "b.md", "out/c.md", "out/keep.md", "docs/d.md")
        (house / ".gitignore").write_text("b.md\nout/*\n!out/keep.md\n/d.md\n", encoding="utf-8")

        assert checked(run, house) == {"a.md", "out/keep.md", "docs/d.md"}
        assert checked(run, house, "out", "b.md") == {"out/keep.md", "b.md"}

    def test_what_one_alone_or_all_repositories_exclude_is_left_out(self, house: Path, run: Run) -> None:
        fill(house, "a.md", "mine.md", "swap.md")
        (house / ".git" / "info" / "exclude").write_text("mine.md\n", encoding="utf-8")
        (house / "everywhere").write_text("swap.md\n", encoding="utf-8")
        (house / "config").write_text(f"[core]\nexcludesFile = {house}/everywhere\n", encoding="utf-8")

        assert checked(run, house, GIT_CONFIG_GLOBAL=str(house / "config")) == {"a.md"}

    def test_a_repository_inside_has_its_own_rules(self, house: Path, run: Run) -> None:
        fill(house, "a.md", "inner/b.md", "inner/c.md", "inner/d/e.md")
        git(house / "inner", "init")
        (house / "inner" / ".gitignore").write_text("c.md\n", encoding="utf-8")

        assert checked(run, house) == {"a.md", "inner/b.md", "inner/d/e.md"}

    @pytest.mark.parametrize("names", [[], ["sub/c.md"]], ids=["empty", "with a file"])
    def test_a_submodule_that_was_not_fetched_is_a_folder(
        self, house: Path, run: Run, names: list[str]
    ) -> None:
        fill(house, "a.md", *names)
        (house / "sub").mkdir(exist_ok=True)
        git(house, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")

        assert checked(run, house) == {"a.md", *names}

    def test_a_file_that_is_in_the_index_alone_is_none(self, house: Path, run: Run) -> None:
        fill(house, "a.md", "gone.md")
        git(house, "add", ".")
        (house / "gone.md").unlink()

        assert checked(run, house) == {"a.md"}

    def test_a_folder_that_is_ignored_is_checked_when_it_is_named(self, house: Path, run: Run) -> None:
        fill(house, "out/a.md")
        (house / ".gitignore").write_text("out/\n", encoding="utf-8")

        assert checked(run, house) == set()
        assert checked(run, house, "out") == {"out/a.md"}

    def test_a_hook_asks_about_the_folder_it_names(self, house: Path, run: Run, tmp_path: Path) -> None:
        fill(house, "a.md", "b.md")
        (house / ".gitignore").write_text("b.md\n", encoding="utf-8")
        git(house, "init", "--bare", "other.git")

        assert checked(run, house, GIT_DIR=str(house / "other.git")) == {"a.md"}

    def test_without_git_everything_is_read(self, house: Path, run: Run) -> None:
        fill(house, "a.md", "b.md")
        (house / ".gitignore").write_text("b.md\n", encoding="utf-8")

        assert checked(run, house, PATH="") == {"a.md", "b.md"}


def test_outside_of_a_repository_everything_is_read(house: Path, run: Run) -> None:
    fill(house, "a.md", "b.md", "node_modules/c.md", ".venv/d.md", "inner/e.md", "inner/f.md", "docs/g.md")
    (house / ".gitignore").write_text("b.md\n", encoding="utf-8")
    git(house / "inner", "init")
    (house / "inner" / ".gitignore").write_text("f.md\n", encoding="utf-8")

    assert checked(run, house) == {"a.md", "b.md", "inner/e.md", "docs/g.md"}


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="no such long paths")
def test_folders_lie_in_each_other_deeper_than_calls_can(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path.joinpath(*"d" * 200, "a.md")
    path.parent.mkdir(parents=True)
    path.touch()
    request.addfinalizer(partial(sys.setrecursionlimit, sys.getrecursionlimit()))
    sys.setrecursionlimit(len(inspect.stack()) + 100)

    assert [*files.FileWalk([str(tmp_path)])] == [str(path)]


@pytest.mark.skipif(os.name == "nt", reason="no FIFO")
def test_strange_files_give_a_message(house: Path, run: Run, speak) -> None:
    os.mkfifo(house / "pipe.md")
    (house / "nul.md").write_bytes(b"our clients \0")
    (house / "wide.md").write_bytes("our clients".encode("utf-16"))
    (house / "loop.md").symlink_to("loop.md")
    (house / "ring").symlink_to(".")
    (house / "bad\x1b[31m.md").write_bytes(b"our clients \xff\xfe \x1b[31m\n")
    result = run("check", ".", "loop.md", cwd=house)

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert speak("en").say("check-not-a-file", name="pipe.md") in result.stderr
    assert speak("en").say("check-binary", name="nul.md") in result.stderr
    assert speak("en").say("check-not-utf8", name="wide.md") in result.stderr
    assert "loop.md cannot be read" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    assert run("check", "absent.md", cwd=house).returncode == 2


def test_a_file_asked_for_by_name_must_be_readable(house: Path, run: Run) -> None:
    (house / "nul.md").write_bytes(b"our clients \0")

    assert run("check", "nul.md", cwd=house).returncode == 2
    assert run("check", ".", cwd=house).returncode == 2  # nothing was read
