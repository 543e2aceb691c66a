"""Rows come and go as they are: pieces, pipes, files, signals, full disks."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.batch import CODE, ENVIRONMENT, Batch, answer
from support.shipped import texts_in

from relcli.batch.plan import CSV
from relcli.batch.rows import CsvRows, Layout, whole_lines
from relcli.decide.ballot import Ballots
from relcli.decide.decision import standing
from relcli.model.knowledge import Knowledge

pytestmark = pytest.mark.process

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and devices")


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes that can be waited for")
@pytest.mark.parametrize(
    ("first", "row"),
    [
        pytest.param(b"offer,n\n", b"goods,x\n", id="CSV"),
        pytest.param(b"offer,n\n", b'goods,"x\ny"\n', id="CSV with a quoted line end"),
        pytest.param(b"", b'{"offer": "goods"}\n', id="JSON Lines"),
        pytest.param(b"", b'{"offer": "goods"}\r\n', id="JSON Lines with CR LF"),
    ],
)
def test_a_row_comes_out_as_soon_as_it_is_in(first: bytes, row: bytes) -> None:
    code = [sys.executable, "-m", "relcli", "batch", "-"]
    with subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(first)
        for _ in range(3):
            process.stdin.write(row)
            answer = b""
            # Without a time limit: a row held back would hang here until the test run gives up.
            while b"customer" not in answer or not answer.endswith(b"\n"):
                piece = os.read(process.stdout.fileno(), 4096)
                assert piece
                answer += piece
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 4096])
def test_how_the_text_is_cut_into_pieces_does_not_matter(size: int) -> None:
    text = 'a,b\n1,"x\ny"\n\n"q ""q"" q",2\n1,2,3\nopen,"never\n3,4\r\n5,"é\r\n6"\nlast,"one'
    layout = Layout(CSV, "utf-8", names=("a", "b"), columns={"offer": "a"})

    def read(pieces: Sequence[str]) -> list[tuple[object, ...]]:
        return [
            (
                chunk.lines[index],
                chunk.raws[index] + chunk.newlines[index],
                profile,
                chunk.problems.get(index),
            )
            for chunk in CsvRows(layout).chunks(whole_lines(pieces, "\n"))
            for index, profile in enumerate(chunk.profiles)
        ]

    once = read([text])
    assert "".join(str(row[1]) for row in once) == text
    assert read([text[at : at + size] for at in range(0, len(text), size)]) == once


def test_a_file_of_many_pieces_is_answered_as_row_by_row(
    batch: Batch, knowledge: Knowledge, ballots: Ballots
) -> None:
    chance = random.Random(11)
    questions = list(knowledge.questions.values())
    rows = [[chance.choice(["", *(o.id for o in q.options)]) for q in questions] for _ in range(45_000)]
    given = "".join(",".join(row) + "\n" for row in [[q.id for q in questions], *rows])
    found = list(csv.reader(io.StringIO(batch(given).stdout.decode())))[1:]

    assert [row[: len(questions)] for row in found] == rows
    for row in chance.sample(found, 300) + found[-300:]:
        answers = {q.id: a for q, a in zip(questions, row, strict=False) if a}
        decision = standing(ballots.of("payer"), answers)
        concept = decision.winner or ""
        assert row[len(questions) + 1 :] == [
            concept, decision.verdict, decision.runner_up or "", str(decision.margin), "", "",
        ]  # fmt: skip


def big(path: Path, rows: int = 400_000) -> bytes:
    path.write_bytes(b"offer,n\n" + b"".join(b"goods,%d\n" % at for at in range(rows)))
    return path.read_bytes()


@posix
@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=["kill -9", "kill", "Ctrl-C"]
)
def test_the_old_file_is_whole_until_the_new_one_is(tmp_path: Path, number: int) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    with subprocess.Popen(
        [*CODE, "-", "--output", str(out)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdin
        process.stdin.write(b"offer\n" + b"goods\n" * 100_000)
        process.stdin.flush()
        while not any(path.stat().st_size for path in tmp_path.glob(".out.csv.*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        process.wait()
        process.stdin.close()

    assert out.read_text() == "old"
    if number != signal.SIGKILL:
        assert process.returncode == 130
        assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@posix
def test_ctrl_c_leaves_complete_lines(tmp_path: Path) -> None:
    big(tmp_path / "a.csv")
    with subprocess.Popen(
        [*CODE, str(tmp_path / "a.csv")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout
        assert process.stderr
        written = process.stdout.read(1000)
        process.send_signal(signal.SIGINT)
        written += process.stdout.read()
        told = process.stderr.read().decode()

    assert process.returncode == 130
    assert written.endswith(b"\n")
    assert {line.count(b",") for line in written.split(b"\n")[:-1]} == {8}
    assert "Traceback" not in told


@posix
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    big(tmp_path / "a.csv", 1_000_000)
    with subprocess.Popen(
        [*CODE, str(tmp_path / "a.csv")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1000)
        process.stdout.close()
        told = process.stderr.read()

    assert process.returncode == 1
    assert told == b""


@posix
def test_no_space_left_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            CODE,
            input=b"offer\ngoods\n",
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=ENVIRONMENT,
            timeout=60,
        )

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert b"space" in result.stderr


@posix
def test_no_space_left_for_a_file_leaves_the_old_one(tmp_path: Path) -> None:
    big(tmp_path / "a.csv")
    (tmp_path / "out.csv").write_text("old")
    command = "ulimit -f 200; trap '' XFSZ; exec \"$@\""
    result = subprocess.run(
        ["bash", "-c", command, "bash", *CODE, "a.csv", "--output", "out.csv"],
        capture_output=True, check=False, cwd=tmp_path, env=ENVIRONMENT, timeout=60,
    )  # fmt: skip

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


@posix
def test_output_over_the_input_is_fine_and_keeps_mode_and_link(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"offer\ngoods\n")
    path.chmod(0o640)
    (tmp_path / "link.csv").symlink_to(path)
    result = answer(None, str(path), "--output", str(tmp_path / "link.csv"))

    assert result.returncode == 0
    assert b"customer" in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.csv").is_symlink()


@posix
@pytest.mark.parametrize("change", ["grows", "shrinks"])
def test_an_input_that_changes_while_it_is_read_is_told(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.csv"
    size = len(big(path))
    with subprocess.Popen(
        [*CODE, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout
        assert process.stderr
        written = process.stdout.read(1000)
        if change == "grows":
            with path.open("ab") as file:
                file.write(b"goods,last\n")
        else:
            os.truncate(path, size // 2)
        written += process.stdout.read()
        told = process.stderr.read().decode()

    assert texts_in("en").say("batch-changed", name=path) in told
    assert written.endswith(b"\n")
    assert written.count(b"\n") - 1 == len(path.read_bytes().rstrip(b"\n").split(b"\n")) - 1


def test_a_file_cut_off_in_the_middle_of_a_row_says_so() -> None:
    result = answer(b"offer,volume,n\ngoods,mass,1\ngoods,ma")

    assert result.stdout.count(b"\n") == 3
    assert "line 3: wrong-columns" in result.stderr.decode()
