"""Several processes: in order, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from relcli import parallel
from relcli.errors import InputError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="one process only")


def square(path: str) -> tuple[int, int]:
    return int(path) ** 2, os.getpid()


@pytest.mark.process
@LINUX
@pytest.mark.parametrize("number", [0, 1, 5, 500])
@pytest.mark.usefixtures("two")
def test_what_comes_of_files_comes_in_their_order(number: int) -> None:
    done = [*parallel.map_in_order(square, map(str, range(number)))]

    assert [value for value, _ in done] == [n**2 for n in range(number)]
    assert (len({process for _, process in done} - {os.getpid()}) > 0) == (number == 500)


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_what_a_killed_worker_leaves_is_done_here() -> None:
    done = parallel.map_in_order(square, map(str, range(5000)))
    first = [next(done) for _ in range(50)]
    for worker in multiprocessing.active_children():
        worker.kill()

    assert [value for value, _ in (*first, *done)] == [n**2 for n in range(5000)]


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_a_complaint_keeps_its_words_between_processes() -> None:
    def complain(path: str) -> None:
        if path == "30":
            raise InputError("file-changed", name=path)

    with pytest.raises(InputError) as caught:
        [*parallel.map_in_order(complain, map(str, range(100)))]

    assert (caught.value.code, caught.value.values) == ("file-changed", {"name": "30"})


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_whoever_stops_listening_leaves_nobody_behind() -> None:
    done = parallel.map_in_order(square, map(str, range(5000)))
    for _ in range(50):
        next(done)
    assert multiprocessing.active_children()
    done.close()

    assert not multiprocessing.active_children()


def begun(house: Path) -> subprocess.Popen[str]:
    """A long run of several processes, which has shown what came of some."""
    for number in range(400):
        (house / f"{number}.md").write_text("Our clients pay. The client sends a request.\n" * 200)
    script = "import sys; from relcli import parallel; parallel.PROCESSORS = 2; parallel.SECONDS_ALONE = 0\n"
    script += (
        "from relcli.cli import main; sys.exit(main(['check', '--json', '--config', 'relcli.toml', '.']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=house, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    for _ in range(5000):
        assert process.stdout.readline()
    return process


@pytest.mark.process
@LINUX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "kill"])
def test_no_process_outlives_the_first(number: int, house: Path) -> None:
    process = begun(house)
    process.send_signal(number)
    process.communicate(timeout=30)  # the others would keep its pipes open

    assert process.returncode == -number


@pytest.mark.process
@LINUX
def test_ctrl_c_ends_all_processes(house: Path) -> None:
    process = begun(house)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
