"""A decision file, a text or a repository of somebody else: nothing in it acts, runs, leads out or never ends."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.checking import git
from support.editor import Editor
from support.hostile import ACTS, FIELDS, FORGED, START, WORDS, hostile_repository, quoted
from support.houses import DATA
from support.process import CLEAN, Run
from support.search import examples

from relcli.errors import InputError
from relcli.export import EXPORT_FORMATS, FOLDER
from relcli.house import file
from relcli.house.words import is_under
from relcli.terminal import FRENCH_BLANKS

PROSE = f"Our customers pay. A customer signs, and so does the evil client. {ACTS}\n\n# Customers\n\n- Our customers \x1b[31m pay.\n"
NAMES = ("a.md", "b\x1b[31m\u202e\n::error::forged.md")
EXPORTED = [form for form in EXPORT_FORMATS if form != FOLDER]
COMMANDS = {
    **{
        f"check --format {form}": ("check", "--format", form, "--strict", "--color", "never")
        for form in ("text", "json", "sarif", "github")
    },
    "check --verbose": ("check", "--verbose", "--color", "never"),
    "check --explain": ("check", "--explain", "--color", "never"),
    "check --changed-since": ("check", "--changed-since", "HEAD", "--color", "never"),
    "check --debug": ("check", "--debug", "--color", "never"),
    **{f"export {form}": ("export", form, "--langs", "en") for form in EXPORTED},
    "init": ("init", "--color", "never"),
    "init --json": ("init", "--json"),
    "advise --current": ("advise", "--current", "customer", "--color", "never"),
    "advise --answers": ("advise", "--answers", "relcli.toml", "--explain", "--color", "never"),
    "advise --answers --json": ("advise", "--answers", "relcli.toml", "--json"),
    "advise --save": ("advise", "--answers", "relcli.toml", "--save", "new.toml", "--force", "--color", "never"),
}  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (tmp_path / "relcli.toml").write_text(FIELDS[request.param], encoding="utf-8", newline="")
    for name in NAMES:
        (tmp_path / name).write_text(PROSE, encoding="utf-8", newline="")
    return tmp_path


def acting(text: str) -> list[str]:
    """The characters that could act."""
    return [c for c in text if not c.isprintable() and c not in f"{FRENCH_BLANKS}\n\t"]


every_field = pytest.mark.parametrize("hostile", FIELDS, indirect=True)


@every_field
@pytest.mark.parametrize("terminal", [False, True], ids=["in a pipe", "on a terminal"])
@pytest.mark.process
def test_no_command_shows_what_acts(hostile: Path, call: Run, *, terminal: bool) -> None:
    for name, arguments in COMMANDS.items():
        told = call(*arguments, cwd=hostile, terminal=terminal, env={"PAGER": "cat", "COLUMNS": "300"})
        shown = told.stdout + told.stderr

        assert told.returncode in {0, 1, 2}, name
        assert acting(shown) == [], name
        assert FORGED.findall(shown) == [], name
        assert "\t[red]" not in shown, name
        assert "unexpected" not in shown.lower(), (name, shown)


@every_field
@pytest.mark.process
def test_a_patch_acts_in_a_pipe_only(hostile: Path, call: Run) -> None:
    on_a_terminal = call("check", "--diff", cwd=hostile, terminal=True)
    piped = call("check", "--diff", cwd=hostile)

    assert acting(on_a_terminal.stdout + on_a_terminal.stderr + piped.stderr) == []
    # A patch of a text with controls needs them.
    assert ("\x1b[31m pay" in piped.stdout) == ("pay" in piped.stdout)


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize("hostile", ["a word", "a reason", "a phrase", "an unknown key"], indirect=True)
def test_nothing_acts_on_a_real_terminal(hostile: Path, terminal) -> None:
    named = COMMANDS["check --explain"], COMMANDS["export markdown"], ("check", "--diff", "--color", "never")
    commands = [shlex.join(["relcli", *command]) for command in named]
    shown = terminal(shell=f"cd {shlex.quote(str(hostile))}; {'; '.join(commands)}; true", columns=300)

    assert shown.exit_code() == 0
    assert acting(shown.raw.replace("\r\n", "\n")) == []
    assert "[red]x[/red][link=http://x]y" in shown.raw or "unknown" in shown.raw


@pytest.mark.process
@every_field
def test_an_editor_is_told_nothing_that_acts(
    hostile: Path, program: Mapping[str, str], request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("pygls")
    editor = Editor({**CLEAN, **program, "LC_ALL": "C.UTF-8"}, cwd=hostile)
    request.addfinalizer(editor.close)
    editor.start(hostile)
    uri = (hostile / "a.md").as_uri()
    editor.open(uri, PROSE)
    editor.hover(uri, 0, 6)
    everywhere = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    editor.ask(
        "textDocument/codeAction", textDocument={"uri": uri}, range=everywhere, context={"diagnostics": []}
    )
    told = [text for message in editor.heard for text in words_in(message)]

    assert [acting(text.replace("\n\n", "")) for text in told if acting(text.replace("\n\n", ""))] == []
    assert [text for text in told if FORGED.search(text)] == []


def words_in(value: object, key: str = "") -> list[str]:
    """What a person may read of a message: all texts but those that an edit would write."""
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in words_in(inner, name)]
    if isinstance(value, list):
        return [text for inner in value for text in words_in(inner, key)]
    return [value] if isinstance(value, str) and key not in {"newText", "uri"} else []


# ---- which file is read ------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with a repository in it, below a folder with a decision file."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for folder in ("home/work/docs", "home/notes", "elsewhere/docs"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("git", "files", "start", "found"),
    [
        pytest.param(
            "folder", ["home/work"], "home/work/docs", "home/work", id="at the top of the repository"
        ),
        pytest.param("folder", ["home"], "home/work/docs", None, id="above a repository"),
        pytest.param("file", ["home"], "home/work/docs", None, id="above a worktree or a submodule"),
        pytest.param("none", ["home"], "home/work/docs", "home", id="in the home folder"),
        pytest.param("none", ["."], "home/work/docs", None, id="above the home folder"),
        pytest.param("none", ["."], "elsewhere/docs", ".", id="elsewhere any above"),
        pytest.param("none", ["home", "home/work"], "home/work/docs", "home/work", id="the nearest"),
        pytest.param(
            "folder", ["home/work/docs"], "home/work/docs", "home/work/docs", id="in the folder itself"
        ),
    ],
)
def test_where_a_decision_is_looked_for(
    git: str, files: list[str], start: str, found: str | None, tree: Path
) -> None:
    if git == "folder":
        (tree / "home/work/.git").mkdir()
    elif git == "file":
        (tree / "home/work/.git").write_text("gitdir: x", encoding="utf-8")
    for folder in files:
        (tree / folder / file.NAME).touch()

    assert file.find(str(tree / start)) == (found and str((tree / found / file.NAME).resolve()))


@pytest.mark.skipif(os.name == "nt", reason="no owners by number")
@pytest.mark.parametrize(
    ("start", "is_read"), [("elsewhere/docs", False), ("elsewhere", True)], ids=["above", "here"]
)
def test_a_file_that_a_stranger_put_above_is_not_read(tree: Path, start: str, *, is_read: bool) -> None:
    planted = tree / "elsewhere" / file.NAME
    planted.touch()
    real = os.lstat

    def strange(path: str) -> os.stat_result:
        status = real(path)
        return os.stat_result([*status[:4], 12345, *status[5:]]) if str(path) == str(planted) else status

    with mock.patch.object(file.os, "lstat", strange):
        found = file.find(str(tree / start))
    assert (found == str(planted)) is is_read


def test_a_link_out_of_the_repository_is_refused(tree: Path) -> None:
    (tree / "home/work/.git").mkdir()
    (tree / "elsewhere" / file.NAME).touch()
    (tree / "home/work" / file.NAME).symlink_to(tree / "elsewhere" / file.NAME)

    with pytest.raises(InputError, match="decision-elsewhere"):
        file.find(str(tree / "home/work/docs"))


# ---- paths -------------------------------------------------------------------------------------------------

OUT = [
    "../a",
    "a/../../b",
    "..",
    "~/a",
    "~root/a",
    "C:/a",
    "c:a",
    "\\\\server\\a",
    "a\\b",
    "//server/a",
    "link/a",
    "/link/**",
]


@pytest.mark.parametrize("path", OUT)
@pytest.mark.parametrize(
    ("key", "table"),
    [("keep.paths", "[keep]\n"), ("words.docs.paths", '[words.docs]\npayer = "guest"\n')],
    ids=["keep", "a text"],
)
def test_a_path_that_leads_out_is_refused_by_its_key(path: str, key: str, table: str, tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "link").symlink_to(tmp_path)
    decision = tmp_path / "repository" / file.NAME
    decision.write_text(f"{START}{WORDS}{table}paths = [{quoted(path)}]\n", encoding="utf-8")
    with pytest.raises(InputError, match="decision-path") as caught:
        file.read(str(decision), DATA)

    assert (caught.value.values["key"], caught.value.values["path"]) == (key, path)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_path_through_links_without_end_is_refused(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"link{number}").symlink_to(f"link{number + 1}")
    (tmp_path / file.NAME).write_text(f'{START}{WORDS}[keep]\npaths = ["link0/**"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="decision-path"):
        file.read(str(tmp_path / file.NAME), DATA)


def plainly_under(path: str, pattern: str) -> bool:
    """What a pattern means, tried in every way."""
    whole = pattern.strip("/")
    whole = whole if "/" in pattern.rstrip("/") else f"**/{whole}"

    @cache
    def fits(at: int, place: int) -> bool:
        rest = whole[at:]
        if not rest:
            return place == len(path) or path[place] == "/"
        if rest.startswith("**/") and (at == 0 or whole[at - 1] == "/"):
            ends = [place, *(n + 1 for n in range(place, len(path)) if path[n] == "/")]
            return any(fits(at + 3, end) for end in ends)
        if rest[0] == "*":
            stars = len(rest) - len(rest.lstrip("*"))
            stop = path.find("/", place) if stars == 1 else -1
            ends = range(place, (len(path) if stop < 0 else stop) + 1)
            return any(fits(at + stars, end) for end in ends)
        return (
            place < len(path)
            and (path[place] == rest[0] or (rest[0] == "?" and path[place] != "/"))
            and fits(at + 1, place + 1)
        )

    return fits(0, 0)


@examples(500)
@given(pattern=st.text("ab/*?", min_size=1, max_size=9), path=st.text("ab/", min_size=1, max_size=9))
def test_a_pattern_that_never_goes_back_means_the_same(pattern: str, path: str) -> None:
    if pattern.strip("/") and path == os.path.normpath(path) and not path.startswith("/"):
        assert is_under(path, [pattern]) is plainly_under(path, pattern)


@pytest.mark.parametrize("pattern", ["**/*a**/*a" * 25, "*a" * 120, "**a" * 100, "**/" * 90 + "x", "*" * 300])
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    path = "/".join(["a" * 60] * 30)
    assert is_under(path + "/b", [pattern + "b"]) in {True, False}  # with going back it would not end


# ---- bounds ------------------------------------------------------------------------------------------------

LARGE = {
    "bytes": ("file-too-large", None, START + WORDS + "#" * 250_000),
    "words to avoid": ("decision-too-many", "avoid", START + WORDS + "".join(f'w{n} = "client"\n' for n in range(1001))),
    "phrases": ("decision-too-many", "keep.phrases", f"{START}{WORDS}[keep]\nphrases = [" + '"a",' * 1001 + "]\n"),
    "paths": ("decision-too-many", "keep.paths", f"{START}{WORDS}[keep]\npaths = [" + '"a",' * 1001 + "]\n"),
    "reasons": ("decision-too-many", "because", START + WORDS + '[[because]]\nsays = "x"\n' * 1001),
    "a word": ("decision-too-long", "words.payer", f'{START}[words]\npayer = {quoted("x" * 201)}\n'),
    "a word to avoid": ("decision-too-long", f"avoid.{'x' * 40}…", START + WORDS + "x" * 201 + ' = "client"\n'),
    "a phrase": ("decision-too-long", "keep.phrases", f'{START}{WORDS}[keep]\nphrases = [{quoted("x" * 201)}]\n'),
    "a path": ("decision-too-long", "keep.paths", f'{START}{WORDS}[keep]\npaths = [{quoted("x" * 301)}]\n'),
    "a reason": ("decision-too-long", "because.says", f'{START}{WORDS}[[because]]\nsays = {quoted("x" * 4001)}\n'),
    "a number": ("decision-too-long", "format_version", f"format_version = 0x{'f' * 9999}\n"),
    "tables in tables": ("decision-too-deep", ".".join("a" * 9), f"{'.'.join('a' * 20)} = 1\n{START}{WORDS}"),
    "lists in lists": ("decision-broken", None, f"a = {'[' * 9999}"),
    "a key of many parts": ("decision-broken", None, f"{'.'.join('a' * 9999)} = 1\n"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "key", "text"), LARGE.values(), ids=LARGE)
def test_what_is_too_much_is_told_by_its_key(code: str, key: str | None, text: str, tmp_path: Path) -> None:
    (tmp_path / file.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=code) as caught:
        file.read(str(tmp_path / file.NAME), DATA)

    assert caught.value.values.get("key") == key


def test_a_large_house_is_within_all_bounds(tmp_path: Path, call: Run) -> None:
    avoid = "".join(f'"word number {n}" = "client"\n' for n in range(900))
    (tmp_path / file.NAME).write_text(START + WORDS + avoid, encoding="utf-8")
    (tmp_path / "a.md").write_text("Our word number 7 pays.\n", encoding="utf-8")

    assert call("check", "a.md", cwd=tmp_path).returncode in {0, 1}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(("advise", "--answers", "large"), "x" * 1_000_001, id="answers"),
        pytest.param(("check", "--baseline", "large", "."), " " * 50_000_001, id="a baseline"),
    ],
)
def test_no_larger_file_is_read(arguments: tuple[str, ...], text: str, tmp_path: Path, call: Run) -> None:
    (tmp_path / file.NAME).write_text(START + WORDS, encoding="utf-8")
    (tmp_path / "large").write_text(text, encoding="utf-8")
    told = call(*arguments, cwd=tmp_path)

    assert told.returncode == 2
    assert "is too large" in told.stderr


@pytest.mark.parametrize(
    "known",
    [
        pytest.param('{"format_version": 1, "findings": {"a.md": {"x": 1e999}}}', id="numbers without end"),
        pytest.param(json.dumps({"format_version": ACTS, "findings": {}}), id="a version that acts"),
        pytest.param(json.dumps({"format_version": [ACTS], "findings": {}}), id="a list for a version"),
        pytest.param(json.dumps({"format_version": 1, "findings": {ACTS: ACTS}}), id="a path that acts"),
    ],
)
def test_a_baseline_that_is_none_is_told(known: str, tmp_path: Path, call: Run) -> None:
    (tmp_path / file.NAME).write_text(START + WORDS, encoding="utf-8")
    (tmp_path / "known.json").write_text(known, encoding="utf-8")
    told = call("check", "--baseline", "known.json", ".", cwd=tmp_path)

    assert told.returncode == 2
    assert "is not a file of known findings" in told.stderr
    assert acting(told.stderr) == []


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(
    "flags", [(), ("--to", "jsonl"), ("--prefix", ACTS)], ids=["as they are", "jsonl", "prefix"]
)
def test_rows_act_in_a_pipe_only(flags: tuple[str, ...], terminal, run: Run, tmp_path: Path) -> None:
    given = f'business,n\nhotel,"{ACTS}"\n"{ACTS}",1\n'
    (tmp_path / "in.csv").write_text(given, encoding="utf-8", newline="")
    command = ["batch", "in.csv", *flags]
    shown = terminal(shell=f"cd {shlex.quote(str(tmp_path))}; relcli {shlex.join(command)} 2>errors; true")

    assert shown.exit_code() == 0
    assert acting(shown.raw.replace("\r\n", "\n")) == []
    assert "[red]x[/red]" in shown.raw
    assert acting(run(*command, cwd=tmp_path).stdout) != []


# ---- a repository --------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / file.NAME).write_text(START + WORDS, encoding="utf-8")
    return tmp_path / "repository"


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="its programs are scripts of a shell")
def test_git_runs_nothing_that_a_repository_names(repository: Path, run: Run) -> None:
    ran = hostile_repository(repository)
    found = {
        " ".join(arguments): run(*arguments, cwd=repository).returncode
        for arguments in (
            ("check", "."),
            ("check", "inner"),
            ("check", "--survey", "."),
            ("check", "--changed-since", "start", "."),
            ("check", "--changed-since", "start", "--diff", "inner", "."),
            ("init", "--json"),
            ("check", "--fix", "."),
        )
    }

    assert not ran.exists(), ran.read_text(encoding="utf-8")
    assert {*found.values()} <= {0, 1}, found


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="a script of a shell")
def test_no_program_of_the_folder_is_run(repository: Path, run: Run) -> None:
    (repository / "git").write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    (repository / "git").chmod(0o755)
    told = run("check", ".", cwd=repository, env={"PATH": f".{os.pathsep}{os.pathsep}{repository.name}"})

    assert told.returncode == 2  # nothing to read
    assert not (repository / "ran").exists()


@pytest.mark.process
def test_an_index_that_leads_out_leads_nowhere(repository: Path, run: Run) -> None:
    """The index names ``docs/a.md``, and ``docs`` has become a link out of the repository."""
    outside = repository.parent / "outside"
    outside.mkdir()
    for folder in (repository / "docs", outside):
        folder.mkdir(exist_ok=True)
        (folder / "a.md").write_text("Our customers pay.\n", encoding="utf-8")
    git(repository, "init")
    git(repository, "add", ".")
    (repository / "docs" / "a.md").unlink()
    (repository / "docs").rmdir()
    (repository / "docs").symlink_to(outside)
    run("check", "--fix", ".", cwd=repository)

    assert (outside / "a.md").read_text(encoding="utf-8") == "Our customers pay.\n"
