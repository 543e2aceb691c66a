"""What a run takes along and leaves behind: the same bytes, no network, no file, nothing heavy unused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.examples import FLAGS
from support.process import Run

pytestmark = pytest.mark.process


def test_the_same_bytes_every_time(run: Run, call: Run, tmp_path: Path) -> None:
    arguments = ("advise", *FLAGS, "--explain", "--json")
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "HOME": str(tmp_path)}

    assert run(*arguments, env=elsewhere, cwd=tmp_path).stdout == call(*arguments).stdout
    assert run(*arguments, env={"PYTHONHASHSEED": "1"}).stdout == call(*arguments).stdout


WATCHED = """
import os, sys

def watch(event, arguments):
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    if event.startswith(("socket.", "subprocess.", "os.system")):
        os._exit(99)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & writes:
        os._exit(98)

sys.addaudithook(watch)
from relcli.cli import main
code = main(sys.argv[1:])
print(*sorted({"rich", "questionary", "prompt_toolkit"} & sys.modules.keys()), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        pytest.param(("advise", *FLAGS, "--json"), "", id="advise --json"),
        pytest.param(("advise", *FLAGS, "--format", "plain"), "", id="advise --format plain"),
        pytest.param(("advise", *FLAGS, "--format", "markdown"), "", id="advise --format markdown"),
        pytest.param(("advise", *FLAGS, "--format", "text"), "rich", id="advise --format text"),
        pytest.param(("list", "terms", "--json"), "", id="list --json"),
        pytest.param(("check", "a.md"), "", id="check"),
        pytest.param(("check", "a.md", "--diff"), "", id="check --diff"),
        pytest.param(("check", "a.md", "--json"), "", id="check --json"),
        pytest.param(("export", "tbx"), "", id="export"),
        pytest.param(("--help",), "", id="--help"),
        pytest.param(("bad", "--json"), "", id="an error"),
    ],
)
def test_no_network_no_file_written_and_nothing_heavy_loaded_unused(
    environment, tmp_path: Path, arguments: tuple[str, ...], loaded: str
) -> None:
    decision = 'format_version = 2\nlanguages = ["en"]\n[words]\npayer = "client"\n'
    files = {"relcli.toml": decision, "a.md": "Our customers pay.\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *arguments],
        capture_output=True, cwd=tmp_path, encoding="utf-8", env={**environment, "HOME": str(tmp_path)}, check=False,
    )  # fmt: skip
    *_, modules = told.stderr.splitlines()

    assert told.returncode in {0, 1, 2}, "98 is a file opened for writing, 99 a socket or a process"
    assert modules == loaded
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == files
