"""What a checkout prints and writes, recorded, and another checkout compared with it byte by byte.

    cd CHECKOUT && python PATH/TO/freeze.py record FILE
    cd OTHER && python PATH/TO/freeze.py compare FILE [--only WORD] [--every N] [--show N]

The program is the ``relcli`` of the current directory, whatever else is installed. A record holds the runs
themselves with all that they read, so ``compare`` gives each checkout exactly the same to do.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import os
import shlex
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import freeze_cases
from frozen import CHECKOUT, Outcome, Run, folders, outcome, outcomes
from process import CLEAN

ENVIRONMENT = CLEAN | {
    "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "80", "PYTHONPATH": CHECKOUT, "GIT_CONFIG_GLOBAL": os.devnull,
}  # fmt: skip


def record(path: str, workers: int) -> int:
    folders.update(freeze_cases.folders(Path(CHECKOUT), _made))
    cases = freeze_cases.cases(lambda what: json.loads(_made(f"list {what} --json", {})["stdout"])[what])
    runs = [Run(number, folder, line) for number, (folder, line) in enumerate(cases)]
    del folders["made"]
    with gzip.open(f"{path}.part", "wt", encoding="ascii") as file:
        print(json.dumps(folders), file=file)
        for run, told in zip(runs, outcomes(runs, workers, twice=True), strict=True):
            print(json.dumps([run, told]), file=file)
    os.replace(f"{path}.part", path)
    print(f"{len(runs)} runs recorded")
    return 0


def _made(line: str, files: dict[str, str]) -> Outcome:
    """What a run makes that others begin with."""
    folders["made"] = files
    return outcome(Run(0, "made", line), apart=True)


def compare(path: str, workers: int, only: str, every: int, show: int) -> int:
    with gzip.open(path, "rt", encoding="ascii") as file:
        folders.update(json.loads(next(file)))
        rows = [(Run(*run), told) for run, told in map(json.loads, file)]
    chosen = [(run, told) for run, told in rows if only in shlex.join(run.arguments)][::every]
    runs = [run for run, _ in chosen]
    ways: dict[tuple[str, ...], list[tuple[Run, list[str]]]] = defaultdict(list)
    differing = set()
    for (run, before), now in zip(chosen, outcomes(runs, workers), strict=True):
        for name in {**before, **now}:
            if before.get(name) != now.get(name):
                differing.add(run)
                diff = _diff(before.get(name), now.get(name))
                changed = (line for line in diff[2:] if line[0] in "+-")
                ways[run.arguments[0] if run.arguments else "", name, *changed].append((run, diff))
    _tell(sorted(ways.items(), key=lambda way: -len(way[1])), show)
    print(f"{len(runs)} runs, {len(differing)} differ, in {len(ways)} ways")
    return int(bool(differing))


def _diff(before: str | None, now: str | None) -> list[str]:
    sides = ([*map(repr, text.split("\n"))] if text is not None else [] for text in (before, now))
    return [line[:1000] for line in difflib.unified_diff(*sides, "recorded", "now", lineterm="", n=1)]


def _tell(ways: Iterable[tuple[tuple[str, ...], list[tuple[Run, list[str]]]]], show: int) -> None:
    """Runs that differ in the same lines stand together, the most frequent difference first."""
    for number, ((command, stream, *_), found) in enumerate(ways):
        print(f"\n==== {command}: {stream} of {len(found)} runs")
        for run, _ in found[: show or None]:
            print(f"{run.folder + ': ' if run.folder else ''}relcli {run.line}")
        if len(found) > show:
            print(f"… and {len(found) - show} more")
        if number < show:
            diff = found[0][1]
            print("\n".join(diff[:60]) + ("\n…" if len(diff) > 60 else ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("record", "compare"))
    parser.add_argument("file")
    parser.add_argument("--only", default="", metavar="WORD", help="the runs with this in their arguments")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth of them")
    parser.add_argument(
        "--show", type=int, default=10, metavar="N", help="so many differences and runs of each"
    )
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    asked = parser.parse_args()
    if dict(os.environ) != ENVIRONMENT:  # Python itself reads some of it when it starts
        os.execve(sys.executable, [sys.executable, *sys.argv], ENVIRONMENT)
    sys.path[0] = CHECKOUT
    import relcli

    print(f"relcli: {relcli.__file__}")
    if not Path(relcli.__file__).is_relative_to(CHECKOUT):
        sys.exit(f"not the relcli of {CHECKOUT}")
    if asked.what == "record":
        return record(asked.file, asked.workers)
    return compare(asked.file, asked.workers, asked.only, asked.every, asked.show)


if __name__ == "__main__":
    sys.exit(main())
