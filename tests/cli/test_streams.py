"""Real streams: closed, full, or left by their reader. It ends quietly, or says so in one line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from support.examples import ADVISE, FLAGS
from support.process import Run

FULL = "relcli: The answer could not be written: No space left on device.\n"


@pytest.mark.parametrize(
    ("shell", "status"),
    [
        pytest.param("bash --norc -c", "${PIPESTATUS[0]}", id="bash"),
        pytest.param("zsh -f -c", "${pipestatus[1]}", id="zsh"),
        pytest.param("fish --no-config -c", "$pipestatus[1]", id="fish"),
    ],
)
def test_a_closed_pipe_is_no_drama(environment, shell: str, status: str) -> None:
    program, *options = shell.split()
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    script = f"{ADVISE} | head -1; echo {status}; {ADVISE} | true; echo {status}"
    told = subprocess.run(
        [program, *options, script], capture_output=True, text=True, env=environment, check=False
    )
    first, code, other_code = told.stdout.splitlines()

    assert first == "term\tclient"
    assert {code, other_code} <= {"0", "1", "141"}
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", [ADVISE, "relcli completion bash", "relcli --help"])
def test_a_pipe_nobody_reads_ends_it_quietly(environment, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run(
        command.split(), stdout=writer, stderr=subprocess.PIPE, text=True, env=environment, check=False
    )
    os.close(writer)

    assert (told.returncode, told.stderr) == (1, "")


@pytest.mark.parametrize(
    "command",
    [ADVISE, "relcli list terms", "relcli --help", "relcli --version", "relcli completion bash", "relcli export schema"],
)  # fmt: skip
def test_a_full_disk_is_told_in_one_line(bash: Run, command: str) -> None:
    told = bash(f"{command} > /dev/full")

    assert (told.returncode, told.stderr) == (1, FULL)


def test_a_full_disk_is_told_in_json_and_in_french(bash: Run, speak) -> None:
    error = json.loads(bash(f"{ADVISE} --json > /dev/full").stderr)["error"]
    said, _, _ = speak("fr").say("error-output-failed", why="\0").partition("\0")

    assert error["code"] == "output-failed"
    assert said in bash(f"{ADVISE} --lang fr > /dev/full").stderr


@pytest.mark.parametrize(
    ("redirection", "code", "says"),
    [
        pytest.param(">&-", 1, "relcli: The answer could not be written: Bad file descriptor.", id="stdout"),
        pytest.param("2>&-", 0, "", id="stderr"),
        pytest.param("<&-", 0, "", id="stdin"),
        pytest.param(
            "--answers - <&-",
            2,
            "relcli: standard input cannot be read: Bad file descriptor.",
            id="stdin read",
        ),
    ],
)
def test_a_closed_stream_is_no_mystery(bash: Run, redirection: str, code: int, says: str) -> None:
    told = bash(f"{ADVISE} -q {redirection}")

    assert told.returncode == code
    assert told.stderr.strip() == says
    assert told.stdout == ("" if code else "client\n")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"], ids=["closed", "full"])
def test_an_error_that_cannot_be_told_keeps_its_code(bash: Run, redirection: str) -> None:
    told = bash(f"relcli bad {redirection}")

    assert (told.returncode, told.stdout, told.stderr) == (2, "", "")


def test_an_open_silent_stdin_is_not_read(environment) -> None:
    with subprocess.Popen(
        ["relcli", "advise", *FLAGS, "-q"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout.read() == "client\n"
        assert program.wait(timeout=60) == 0
