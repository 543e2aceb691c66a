"""A million rows, file to file, beside other engines: ``python benchmarks/batch.py [ROWS]``.

Every figure comes from the same run on the same machine, so the ratios are what counts. relcli, the bare
copy by Python's ``csv`` and DuckDB are timed as whole processes, zen-engine within one that runs already.
zen-engine and DuckDB (``pip install zen-engine duckdb``) are left out where they are not installed. DuckDB
with the exported SQL decides what relcli decides; "the winner" leaves out the verdict, for which all readings
and open questions must be looked at, so that is less work.
Run it with relcli installed as users have it (``pip install .``), not from its folder.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from relcli.decide.ballot import Ballot, Ballots
from relcli.language import Texts
from relcli.shipped_data import open_shipped_data
from relcli.sql.frame import AnswerTable
from relcli.sql.select import select
from relcli.sql.text import ANSI

DATA = open_shipped_data()
PROFILES = 6000
SKEWED = ("offer", "volume", "contract", "repeat", "attention", "market", "payer", "place")
UNIFORM = (
    "offer", "volume", "contract", "repeat", "attention", "cycle", "motive", "exclusivity", "market", "place",
)  # fmt: skip
EMPTY = 0.15
"""The share of cells left empty."""

DECIDED = ("relcli_concept", "relcli_runner_up", "relcli_margin", "relcli_verdict")

ZEN_ROWS = 20_000
"""The slow paths are measured on so many rows; their rate does not depend on the number."""

UNIFORM_ROWS = 100_000

ROUNDS = 3

Decisions = dict[str, list[str | None]]

RUN = "import sys; from relcli.cli import main; sys.exit(main(sys.argv[1:]))"
COPY = (
    "import csv, sys; source, out = (open(p, m, newline='') for p, m in zip(sys.argv[1:], 'rw')); "
    "csv.writer(out).writerows(csv.reader(source))"
)
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
"""``getrusage`` would count the memory of the process that started this one."""


def main() -> None:
    """Make the files, run everything, print a table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make_files(folder, rows)
        jobs: dict[str, Callable[[], None]] = {
            "CSV to CSV": lambda: relcli(folder, "skewed.csv"),
            "CSV with quoted cells": lambda: relcli(folder, "quoted.csv"),
            "CSV, every row a new profile": lambda: relcli(folder, "uniform.csv"),
            "JSON Lines": lambda: relcli(folder, "skewed.jsonl"),
            "a bare copy by Python's csv": lambda: copy(folder, "skewed.csv"),
            "a bare copy, quoted cells": lambda: copy(folder, "quoted.csv"),
            "zen-engine a row, the winner": lambda: zen_decision(folder),
            "zen-engine compiled, the winner": lambda: zen_expression(folder),
            "DuckDB, exported SQL, all cores": lambda: duckdb(folder, exported(folder)),
            "DuckDB, by hand, the winner, all cores": lambda: duckdb(folder, by_hand(folder)),
        }
        missing = {"zen": "zen-engine", "duckdb": "DuckDB"}
        for module, label in missing.items():
            if importlib.util.find_spec(module) is None:
                print(f"{label} is not installed and left out")
                jobs = {name: job for name, job in jobs.items() if label not in name}
        rates = measure(folder, jobs, rows)
        first = rates["CSV to CSV"]
        print(f"\n{'':38} {'rows/s':>10} {'of the first':>14} {'the first is':>14}")
        for name, rate in rates.items():
            print(f"{name:38} {rate:>10,.0f} {rate / first:>14.3f} {f'{first / rate:.1f} x':>14}")
        memory(folder)


def measure(folder: Path, jobs: dict[str, Callable[[], None]], rows: int) -> dict[str, float]:
    """Rows a second, the best of some rounds, in turns, so that all share the noise."""
    best = dict.fromkeys(jobs, 0.0)
    ours: Decisions = {}
    for again in range(ROUNDS):
        for name, job in jobs.items():
            # Replacing a large file takes time that has nothing to do with the job.
            for old in folder.glob("out.*"):
                old.unlink()
            before = time.perf_counter()
            job()
            spent = time.perf_counter() - before
            best[name] = max(best[name], answered(name, rows) / spent)
            if not again:
                ours = ours or decisions(folder / "out.skewed.csv")
                for theirs in (*folder.glob("out.zen.csv"), *folder.glob("out.duckdb.csv")):
                    print(f"{name}: {different(ours, decisions(theirs))} decided otherwise")
    return best


def answered(name: str, rows: int) -> int:
    """How many rows a job answers: fewer where a row costs more."""
    if "zen" in name:
        return min(rows, ZEN_ROWS)
    return min(rows, UNIFORM_ROWS) if "new profile" in name else rows


# ---- the files ---------------------------------------------------------------------------------------


def options(question: str) -> list[str]:
    return [o.id for o in DATA.knowledge.questions[question].options]


def make_files(folder: Path, rows: int) -> None:
    chance = random.Random(1)
    profiles: set[tuple[str, ...]] = set()
    while len(profiles) < PROFILES:
        profiles.add(tuple("" if chance.random() < EMPTY else chance.choice(options(q)) for q in SKEWED))
    ranked = sorted(profiles)
    weights = [1 / (at + 1) ** 0.8 for at in range(len(ranked))]
    with (
        (folder / "skewed.csv").open("w") as flat,
        (folder / "quoted.csv").open("w") as quoted,
        (folder / "skewed.jsonl").open("w") as lines,
    ):
        quoted.write(",".join(("account", "name", *SKEWED)) + "\n")
        flat.write(",".join(("account", "name", *SKEWED)) + "\n")
        for at, profile in enumerate(chance.choices(ranked, weights, k=rows)):
            account, name = f"A{at:07d}", f"Account {at * 7919 % 1000003}"
            flat.write(f"{account},{name},{','.join(profile)}\n")
            quoted.write(f'{account},"{name}, ""branch""",{",".join(profile)}\n')
            found = dict(zip(SKEWED, profile, strict=True))
            lines.write(json.dumps({"account": account, "name": name, **found}) + "\n")
    cells = [[*options(q), ""] for q in UNIFORM]
    number = 1
    for choice in cells:
        number *= len(choice)
    with (folder / "uniform.csv").open("w") as flat:
        flat.write(",".join(UNIFORM) + "\n")
        for profile in chance.sample(range(number), min(rows, UNIFORM_ROWS)):
            row = []
            for choice in cells:
                profile, at = divmod(profile, len(choice))  # noqa: PLW2901 - digits of a number
                row.append(choice[at])
            flat.write(",".join(row) + "\n")


# ---- relcli ------------------------------------------------------------------------------------------


def relcli(folder: Path, name: str) -> None:
    """The whole process, its start included."""
    command = [sys.executable, "-c", RUN, "batch", str(folder / name)]
    subprocess.run([*command, "--output", str(folder / f"out.{name}")], check=True)


def copy(folder: Path, name: str) -> None:
    """Every row read and written, and nothing else."""
    subprocess.run([sys.executable, "-c", COPY, str(folder / name), str(folder / "out.copy")], check=True)


def memory(folder: Path) -> None:
    """The most memory taken, in megabytes, for a few rows and for very many."""

    def peak(code: str, *arguments: str) -> float:
        command = [sys.executable, "-c", f"{code}\n{PEAK}", *arguments]
        return int(subprocess.run(command, check=True, capture_output=True).stdout.split()[-1]) / 1024

    run = "import sys\nfrom relcli.cli import main\nmain(sys.argv[1:])"
    idle = peak(run, "batch", os.devnull)
    print(f"memory: idle {idle:.0f}", end="")
    for name in ("skewed.csv", "uniform.csv"):
        source = folder / name
        for number in (10_000, 10_000_000):
            path = folder / "many.csv"
            repeat(source, path, number)
            print(
                f"; {name} {number:,} rows {peak(run, 'batch', str(path), '--output', os.devnull):.0f}",
                end="",
            )
            path.unlink()
    print(" MB")


def repeat(source: Path, path: Path, number: int) -> None:
    """A file of that many rows, from the rows of another over and over."""
    with source.open() as file, path.open("w") as out:
        out.write(file.readline())
        start = file.tell()
        while number:
            for line in file:
                out.write(line)
                number -= 1
                if not number:
                    return
            file.seek(start)


# ---- the others --------------------------------------------------------------------------------------


@cache
def ballot() -> Ballot:
    return Ballots(DATA.knowledge).of("payer")


def sums(equals: str, either: str) -> list[str]:
    """The points of every candidate as one sum, in the other's language."""
    return [
        " + ".join(
            either.format(test=equals.format(question=question, option=option), points=points[index])
            for question in SKEWED
            for option, points in ballot().table[question].items()
            if points[index]
        )
        or "0"
        for index in range(len(ballot().concepts))
    ]


def zen_sums() -> list[str]:
    return sums('{question} == "{option}"', "({test} ? {points} : 0)")


def decide(points: list[float]) -> tuple[str, str, int]:
    concepts = ballot().concepts
    order = sorted(range(len(points)), key=lambda at: -points[at])
    margin = int(points[order[0]] - points[order[1]])
    return (concepts[order[0]] if margin else "", concepts[order[1]] if margin else "", margin)


def rows_of(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "skewed.csv").open(newline="") as file:
        for at, row in enumerate(csv.DictReader(file)):
            if at == ZEN_ROWS:
                return
            yield row


def zen_decision(folder: Path) -> None:
    """One expression for each sum in a decision graph, evaluated for each row."""
    import zen

    found = zen_sums()
    expressions = [{"id": f"e{at}", "key": f"p{at}", "value": value} for at, value in enumerate(found)]
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
            {
                "id": "sum", "name": "sum", "type": "expressionNode", "position": {"x": 1, "y": 0},
                "content": {"expressions": expressions},
            },
            {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "sum", "type": "edge"},
            {"id": "2", "sourceId": "sum", "targetId": "out", "type": "edge"},
        ],
    }  # fmt: skip
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    keys = [f"p{at}" for at in range(len(found))]

    def evaluate(row: dict[str, str]) -> list[float]:
        result = decision.evaluate(row)["result"]
        return [result[key] for key in keys]

    row_by_row(folder, evaluate)


def zen_expression(folder: Path) -> None:
    """All sums in one compiled expression, evaluated for each row."""
    import zen

    expression = zen.compile_expression(f"[{', '.join(zen_sums())}]")
    row_by_row(folder, expression.evaluate)


def row_by_row(folder: Path, evaluate: Callable[[dict[str, str]], list[float]]) -> None:
    with (folder / "out.zen.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["account", "name", *SKEWED, *DECIDED[:3]])
        for row in rows_of(folder):
            writer.writerow([*row.values(), *decide(evaluate(row))])


def duckdb(folder: Path, select: str) -> None:
    """A SELECT over the file, written to a file by DuckDB itself."""
    copy = f"COPY ({select}) TO '{folder}/out.duckdb.csv' (HEADER)"
    code = "import sys, duckdb; duckdb.connect().execute(sys.stdin.read())"
    subprocess.run([sys.executable, "-c", code], input=copy, text=True, check=True)


def exported(folder: Path) -> str:
    """What ``relcli export sql`` gives."""
    texts = Texts("en", DATA.messages, DATA.knowledge)
    table = AnswerTable(f'"{folder}/skewed.csv"', {question: question for question in SKEWED})
    return select(ballot(), texts, table, ANSI).rstrip().rstrip(";")


def by_hand(folder: Path) -> str:
    """The sums as CASE expressions."""
    found = sums("{question} = '{option}'", "CASE WHEN {test} THEN {points} ELSE 0 END")
    concepts = ballot().concepts
    points = ", ".join(f"{value} AS p{at}" for at, value in enumerate(found))
    every = ", ".join(f"p{at}" for at in range(len(concepts)))
    first = " ".join(f"WHEN p{at} = top THEN '{c}'" for at, c in enumerate(concepts))
    second = " ".join(f"WHEN p{at} = next AND p{at} < top THEN '{c}'" for at, c in enumerate(concepts))
    return f"""
        SELECT {", ".join(("account", "name", *SKEWED))},
            CASE WHEN top > next THEN CASE {first} END END AS relcli_concept,
            CASE WHEN top > next THEN CASE {second} END END AS relcli_runner_up,
            top - next AS relcli_margin
        FROM (SELECT *, greatest({every}) AS top, list_sort([{every}])[-2] AS next
              FROM (SELECT *, {points} FROM read_csv('{folder}/skewed.csv', all_varchar = true)))
    """


def decisions(path: Path) -> Decisions:
    """Account to what was decided, as far as the file says."""
    with path.open(newline="") as file:
        return {row["account"]: [row.get(name) for name in DECIDED] for row in csv.DictReader(file)}


def different(ours: Decisions, theirs: Decisions) -> str:
    """How many decisions of another are not ours."""
    number = sum(
        any(one is not None and one != other for one, other in zip(decided, ours[account], strict=True))
        for account, decided in theirs.items()
    )
    return f"{number} of {len(theirs):,}"


if __name__ == "__main__":
    main()
