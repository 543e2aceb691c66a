"""Two runs that write to one target: one wins whole, the other says so, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.process import CLEAN, Run

from relcli import atomic, export
from relcli.atomic import held, state_of, write_file, write_folder
from relcli.batch.writer import open_output
from relcli.check import files
from relcli.errors import InputError

HOUSE = 'format_version = 2\nlanguages = ["en"]\n[words]\npayer = "{0}"\n[avoid]\nclient = "{0}"\n'
PROSE = "Our clients pay.\n" * 50
PAIRS = {
    "check --fix": (
        "a.md",
        (("check", "--fix", "a.md", "--config", "one.toml"), ("check", "--fix", "a.md", "--config", "two.toml")),
    ),
    "check --baseline": ("new.json", (("check", "--baseline", "new.json", "--config", "one.toml", "a.md"),) * 2),
    "advise --save": (
        "new.toml",
        (("advise", "--offer", "goods", "--save", "new.toml"), ("advise", "hotel", "--save", "new.toml")),
    ),
    "advise --save --force": (
        "old",
        (("advise", "--offer", "goods", "--save", "old", "--force"), ("advise", "hotel", "--save", "old", "--force")),
    ),
    "export -o": ("old", (("export", "csv", "-o", "old"), ("export", "json", "-o", "old"))),
    "batch -o": ("old", (("batch", "in.csv", "-o", "old"), ("batch", "in.csv", "-o", "old", "--explain"))),
}  # fmt: skip
TOGETHER = """
import os, sys
from relcli.cli import main
from relcli.cli.commands import batch, check, export
print("ready", flush=True)
os.read(0, 1)
sys.exit(main(sys.argv[1:]))
"""


def fill(folder: Path) -> Path:
    folder.mkdir()
    (folder / "one.toml").write_text(HOUSE.format("customer"), encoding="utf-8")
    (folder / "two.toml").write_text(HOUSE.format("buyer"), encoding="utf-8")
    (folder / "a.md").write_text(PROSE, encoding="utf-8")
    (folder / "old").write_text("what was there\n", encoding="utf-8")
    (folder / "in.csv").write_text("offer\n" + "goods\n" * 2000, encoding="utf-8")
    return folder


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.process
@pytest.mark.parametrize(("target", "commands"), PAIRS.values(), ids=PAIRS)
def test_one_wins_whole_and_the_other_says_so(
    target: str,
    commands: tuple[tuple[str, ...], tuple[str, ...]],
    program: Mapping[str, str],
    tmp_path: Path,
) -> None:
    alone = []
    for number, command in enumerate(commands):
        folder = fill(tmp_path / f"alone {number}")
        with start(command, folder, program) as run:
            run.communicate("x", timeout=60)
        assert run.returncode == 0
        alone.append((folder / target).read_bytes())
    for number in range(2):
        folder = fill(tmp_path / f"together {number}")
        with ExitStack() as until_the_end:
            runs = [until_the_end.enter_context(start(command, folder, program)) for command in commands]
            for one in runs:
                assert one.stdout.readline() == "ready\n"
            for one in runs:
                one.stdin.write("x")
                one.stdin.flush()
            told = [one.communicate(timeout=60)[1] for one in runs]
        codes = [one.returncode for one in runs]

        assert left_behind(folder) == []
        assert sorted(codes) in ([0, 0], [0, 2]), told
        winners = [text for text, code in zip(alone, codes, strict=True) if code == 0]
        assert (folder / target).read_bytes() in winners
        assert all(target in said for said, code in zip(told, codes, strict=True) if code)


def start(command: tuple[str, ...], folder: Path, program: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", TOGETHER, *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, text=True,
        env={**CLEAN, **program, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


# ---- each at the worst moment ----------------------------------------------------------------------------


def test_what_an_editor_saves_while_a_file_is_mended_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.md"
    text.write_text("read", encoding="utf-8")
    source = files.read_file(str(text))
    monkeypatch.setattr(atomic.os, "chmod", lambda *_: text.write_text("saved", encoding="utf-8"))
    with pytest.raises(InputError) as caught:
        files.rewrite(source, "mended")

    assert (caught.value.code, caught.value.values) == ("file-changed", {"name": str(text)})
    assert text.read_text(encoding="utf-8") == "saved"
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("before", ["old", None], ids=["a file that was there", "a new file"])
def test_what_is_written_while_an_export_is_made_stays(
    before: str | None, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "words.csv"
    if before:
        target.write_text(before, encoding="utf-8")
    made = export.make
    monkeypatch.setattr(export, "make", lambda *given: target.write_text("mine", "utf-8") and made(*given))
    told = call("export", "csv", "--output", "words.csv", cwd=tmp_path)

    assert told.returncode == 2
    assert told.stderr.startswith("relcli: words.csv was written by another program")
    assert target.read_text(encoding="utf-8") == "mine"
    assert left_behind(tmp_path) == []


def test_a_folder_that_has_changed_stays(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    write_folder(str(folder), {"a": "1"}, lambda _: False)
    before = state_of(str(folder))
    write_folder(str(folder), {"b": "2"}, lambda _: True, before)
    with pytest.raises(InputError, match="file-written-meanwhile"):
        write_folder(str(folder), {"c": "3"}, lambda _: True, before)

    assert [path.name for path in folder.iterdir()] == ["b"]


# ---- whoever comes second --------------------------------------------------------------------------------


def test_one_run_at_a_time_writes_to_a_path(tmp_path: Path) -> None:
    path = str(tmp_path / ("ș" * 120))
    with held(path), pytest.raises(InputError, match="file-busy"), held(path, patience=0):
        pass
    with held(path, patience=0):
        assert len(left_behind(tmp_path)) == 1

    assert left_behind(tmp_path) == []


def test_a_link_and_what_it_leads_to_are_one_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    with (
        held(str(tmp_path / "file")),
        pytest.raises(InputError, match="file-busy"),
        held(str(tmp_path / "link"), patience=0),
    ):
        pass


@pytest.mark.process
@pytest.mark.parametrize("flag", ["--output", "--rejects"])
def test_a_second_batch_is_refused_before_it_answers_anything(flag: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("offer\ngoods\n", encoding="utf-8")
    with held(str(tmp_path / "out.csv")):
        told = run("batch", "in.csv", flag, "out.csv", cwd=tmp_path)

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("relcli: out.csv is being written by another run of relcli")
    assert not (tmp_path / "out.csv").exists()


HOLDS = """
import sys, time
from relcli.atomic import held
with held(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_run_that_was_killed_holds_nobody_up(run: Run, program: Mapping[str, str], tmp_path: Path) -> None:
    target = tmp_path / "words.csv"
    command = [sys.executable, "-P", "-c", HOLDS, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**CLEAN, **program}) as holder:
        assert holder.stdout.readline() == b"held\n"
        os.kill(holder.pid, signal.SIGKILL)
    assert left_behind(tmp_path) == [".relcli-words.csv.lock"]

    assert run("export", "csv", "--output", "words.csv", cwd=tmp_path).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("id,")
    assert left_behind(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("what", ["folder", "link"])
@pytest.mark.parametrize(
    ("arguments", "target"),
    [(("check", "--fix", "a.md", "--config", "one.toml"), "a.md"), (("export", "csv", "-o", "old"), "old"),
     (("batch", "in.csv", "-o", "old"), "old"), (("batch", "in.csv", "--rejects", "old"), "old")],
    ids=["check --fix", "export -o", "batch -o", "batch --rejects"],
)  # fmt: skip
@pytest.mark.process
def test_what_stands_where_the_lock_would_is_named(
    arguments: tuple[str, ...], target: str, what: str, run: Run, tmp_path: Path
) -> None:
    folder = fill(tmp_path / "x")
    lock, outside = folder / f".relcli-{target}.lock", tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    lock.mkdir() if what == "folder" else lock.symlink_to(outside)
    before = (folder / target).read_bytes()
    told = run(*arguments, cwd=folder)

    assert told.returncode == 2
    assert told.stderr.startswith(f"relcli: {target} cannot be written, since {lock} stands in the way")
    assert (folder / target).read_bytes() == before
    assert outside.read_text(encoding="utf-8") == "mine"


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="nobody is asked to end there")
def test_a_run_that_is_asked_to_end_leaves_nothing(program: Mapping[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", HOLDS, str(tmp_path / "words.csv")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, env={**CLEAN, **program}) as holder:
        assert holder.stdout.readline() == b"held\n"
        holder.terminate()

    assert left_behind(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_rows_are_not_written_through_a_link_that_somebody_put_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    (tmp_path / f".out.csv.{os.getpid()}.part").symlink_to(outside)
    with open_output(str(tmp_path / "out.csv")) as file:
        file.write(b"rows")

    assert (tmp_path / "out.csv").read_bytes() == b"rows"
    assert not (tmp_path / "out.csv").is_symlink()
    assert outside.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "chown"), reason="no owners by number")
def test_a_file_that_is_mended_stays_whose_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owners: list[tuple[int, int]] = []
    (tmp_path / "a.md").write_text("read", encoding="utf-8")
    source = files.read_file(str(tmp_path / "a.md"))
    monkeypatch.setattr(atomic.os, "chown", lambda _, user, group: owners.append((user, group)))
    files.rewrite(source, "mended")

    assert owners == [((tmp_path / "a.md").stat().st_uid, (tmp_path / "a.md").stat().st_gid)]


def test_where_nothing_can_be_written_it_is_told_as_ever(call: Run, tmp_path: Path) -> None:
    told = call("export", "csv", "--output", "none/words.csv", cwd=tmp_path)

    assert told.returncode == 2
    assert told.stderr == "relcli: none/words.csv cannot be written: No such file or directory.\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO")
def test_a_device_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(str(tmp_path / "pipe"), "text", None)

    assert os.read(reader, 9) == b"text"
    os.close(reader)
