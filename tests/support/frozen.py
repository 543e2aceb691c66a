"""One run of the program in a folder of its own: what it prints and writes, as ``freeze.py`` keeps it."""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import IO, NamedTuple

CHECKOUT = os.getcwd()
SECONDS = 120
"""A run that takes longer is ended."""
APART = 40
"""Each run of so many is a process of its own, with nothing loaded yet; the others are forks of one that
has the data in its memory."""

Outcome = dict[str, str]
"""The exit code, what came out on each stream and each file written, by name. Bytes that are not UTF-8 are
surrogates, which JSON can hold."""

folders: dict[str, dict[str, str]] = {"": {}}
"""The files that a run finds in its folder, by the name of the folder."""


class Run(NamedTuple):
    number: int
    folder: str
    line: str
    """As a shell would take it: ``NAME=value … arguments … < file``."""

    @property
    def arguments(self) -> list[str]:
        words = shlex.split(self.line.rpartition(" < ")[0] or self.line)
        return [*itertools.dropwhile(lambda word: re.match(r"[A-Z_]+=", word), words)]

    @property
    def environment(self) -> dict[str, str]:
        words = itertools.takewhile(lambda word: re.match(r"[A-Z_]+=", word), shlex.split(self.line))
        return dict(word.split("=", 1) for word in words)

    @property
    def apart(self) -> bool:
        own_processes = "--jobs" in self.line or self.folder == "docs"
        return own_processes or self.number % APART == 0 or "PYTHONIOENCODING" in self.environment


def outcome(run: Run, *, apart: bool) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="freeze-") as folder:
        given = folders[run.folder]
        for name, text in given.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        read = run.line.rpartition(" < ")
        stdin = given[read[2]].encode("utf-8", "surrogateescape") if read[1] else b""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = (_process if apart else _fork)(run, folder, stdin, out, err)
            streams = {"stdout": out, "stderr": err}
            said = {name: _text(_whole(stream), folder) for name, stream in streams.items()}
        files = {
            str(path.relative_to(folder)): _text(path.read_bytes(), folder)
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }
    gone = {f"file {name}": "(gone)" for name in given if name not in files and not name.startswith(".git/")}
    written = {f"file {name}": text for name, text in files.items() if given.get(name) != text}
    return {"exit code": str(code), **said, **written, **gone}


def _whole(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read()


def _text(data: bytes, folder: str) -> str:
    data = data.replace(folder.encode(), b"{folder}").replace(CHECKOUT.encode(), b"{checkout}")
    return data.decode("utf-8", "surrogateescape")


def _process(run: Run, folder: str, stdin: bytes, out: IO[bytes], err: IO[bytes]) -> int:
    command = [sys.executable, "-m", "relcli", *run.arguments]
    env = os.environ | run.environment
    try:
        return subprocess.run(
            command, cwd=folder, env=env, input=stdin, stdout=out, stderr=err, timeout=SECONDS, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM


def _fork(run: Run, folder: str, stdin: bytes, out: IO[bytes], err: IO[bytes]) -> int:
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writes)
        _become(run, folder, (reads, out.fileno(), err.fileno()))
    os.close(reads)
    with contextlib.suppress(BrokenPipeError), open(writes, "wb") as pipe:
        pipe.write(stdin)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _become(run: Run, folder: str, streams: tuple[int, int, int]) -> None:
    """The program, from its first line to its end; does not come back."""
    code = 1
    try:
        signal.alarm(SECONDS)
        os.chdir(folder)
        os.environ.update(run.environment)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, encoding="utf-8") for number, mode in enumerate("rww")
        )
        from relcli.cli import main

        sys.argv = ["relcli", *run.arguments]
        code = main()
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - as Python itself would end
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def outcomes(runs: list[Run], workers: int, *, twice: bool = False) -> Iterator[Outcome]:
    """In the order of the runs. ``twice`` proves that a fork does what a process does."""
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_load) as pool:
        yield from pool.map(_outcome, runs, itertools.repeat(twice), chunksize=10)


def _outcome(run: Run, twice: bool) -> Outcome:
    told = outcome(run, apart=run.apart)
    if twice and run.number % APART == 0:
        assert told == outcome(run, apart=False), f"not the same in a fork: {run.line}"
    return told


def _load() -> None:
    """Have in memory what most runs need, so that their forks need not read it again."""
    from relcli.cli import main, run

    data = run.open_shipped_data()
    run.open_shipped_data = lambda: data
    lines = ("advise -b supermarket", "show client", "show client user", "list terms")
    shown = (f"{line} --format {form}" for line in lines for form in ("text", "json", "markdown"))
    text = Path(__file__).with_name("freeze_cases.txt")
    loading = (*shown, "help", "export json --all", f"check --survey {text}")
    with (
        open(os.devnull, "w", encoding="utf-8") as void,
        contextlib.redirect_stdout(void),
        contextlib.redirect_stderr(void),
    ):
        for line, language in itertools.product(loading, ("en", "fr", "ro")):
            main([*line.split(), "--lang", language])
    gc.freeze()
