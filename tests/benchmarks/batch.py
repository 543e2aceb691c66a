"""A million rows, file to file, beside other engines: ``python tests/benchmarks/batch.py [ROWS]``.

Every figure comes from the same run on the same machine, so the ratios are what counts. The others,
zen-engine and DuckDB (``pip install zen-engine duckdb``), are left out where they are not installed.
They are asked for less: winner, runner-up and margin, not for the verdict.
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
from collections.abc import Callable, Iterator
from pathlib import Path

from relcli import load
from relcli.engine import Ballot, Engine

PROFILES = 6000
SKEWED = ("offer", "volume", "contract", "repeat", "attention", "market", "payer", "place")
UNIFORM = (
    "offer", "volume", "contract", "repeat", "attention", "cycle", "motive", "exclusivity", "market", "place",
)  # fmt: skip
EMPTY = 0.15
"""The share of cells left empty."""

ZEN_ROWS = 20_000
"""The slow paths are measured on so many rows; their rate does not depend on the number."""

ROUNDS = 3

STANDARD = "import sys; sys.modules['msgspec'] = None; "
"""Makes Python believe that the optional reader is not installed."""

RUN = "from relcli.cli import main; sys.exit(main(sys.argv[1:]))"
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
            "CSV to CSV, two processes": lambda: relcli(folder, "skewed.csv", "--jobs", "2"),
            "CSV, every row a new profile": lambda: relcli(folder, "uniform.csv"),
            "JSON Lines, standard library": lambda: relcli(folder, "skewed.jsonl", standard=True),
            "JSON Lines, msgspec": lambda: relcli(folder, "skewed.jsonl"),
            "zen-engine, a decision a row": lambda: zen_decision(folder),
            "zen-engine, compiled expression": lambda: zen_expression(folder),
            "DuckDB, hand-written SQL, all cores": lambda: duckdb(folder),
        }
        missing = {"msgspec": "msgspec", "zen": "zen-engine", "duckdb": "DuckDB"}
        for module, label in missing.items():
            if importlib.util.find_spec(module) is None:
                print(f"{label} is not installed and left out")
                jobs = {name: job for name, job in jobs.items() if label not in name}
        rates = measure(jobs, rows)
        wall, cpu = rates["CSV to CSV"]
        print(f"{'':38} {'rows/s':>10} {'of the first':>14} {'rows/CPU s':>12} {'of the first':>14}")
        for name, (rate, rate_of_cpu) in rates.items():
            print(
                f"{name:38} {rate:>10,.0f} {rate / wall:>14.2f} {rate_of_cpu:>12,.0f} {rate_of_cpu / cpu:>14.2f}"
            )
        check(folder)
        memory(folder)


def measure(jobs: dict[str, Callable[[], None]], rows: int) -> dict[str, tuple[float, float]]:
    """The best of some rounds by the clock and by processor time, in turns, so that all share the noise."""
    best = dict.fromkeys(jobs, (0.0, 0.0))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            number = min(rows, ZEN_ROWS) if "zen" in name else rows
            before = os.times()
            job()
            after = os.times()
            wall, cpu = best[name]
            spent = sum(after[:4]) - sum(before[:4])
            best[name] = max(wall, number / (after.elapsed - before.elapsed)), max(cpu, number / spent)
    return best


# ---- the files ---------------------------------------------------------------------------------------


def options(question: str) -> list[str]:
    return [o.id for o in load.knowledge().questions[question].options]


def make_files(folder: Path, rows: int) -> None:
    chance = random.Random(1)
    profiles: set[tuple[str, ...]] = set()
    while len(profiles) < PROFILES:
        profiles.add(tuple("" if chance.random() < EMPTY else chance.choice(options(q)) for q in SKEWED))
    ranked = sorted(profiles)
    weights = [1 / (at + 1) ** 0.8 for at in range(len(ranked))]
    with (folder / "skewed.csv").open("w") as flat, (folder / "skewed.jsonl").open("w") as lines:
        flat.write(",".join(("account", "name", *SKEWED)) + "\n")
        for at, profile in enumerate(chance.choices(ranked, weights, k=rows)):
            account, name = f"A{at:07d}", f"Account {at * 7919 % 1000003}"
            flat.write(f"{account},{name},{','.join(profile)}\n")
            found = dict(zip(SKEWED, profile, strict=True))
            lines.write(json.dumps({"account": account, "name": name, **found}) + "\n")
    cells = [[*options(q), ""] for q in UNIFORM]
    number = 1
    for choice in cells:
        number *= len(choice)
    with (folder / "uniform.csv").open("w") as flat:
        flat.write(",".join(UNIFORM) + "\n")
        for profile in chance.sample(range(number), min(rows, number)):
            row = []
            for choice in cells:
                profile, at = divmod(profile, len(choice))  # noqa: PLW2901 - digits of a number
                row.append(choice[at])
            flat.write(",".join(row) + "\n")


# ---- relcli ------------------------------------------------------------------------------------------


def relcli(folder: Path, name: str, *flags: str, standard: bool = False) -> None:
    """The whole process, its start included."""
    code = (STANDARD if standard else "import sys; ") + RUN
    command = [sys.executable, "-c", code, "batch", str(folder / name), *flags]
    subprocess.run([*command, "--output", str(folder / f"out.{name}")], check=True)


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


def ballot() -> Ballot:
    return Engine(load.knowledge()).ballot("payer")


def terms(place: int, question: str, *, equals: str, either: str) -> Iterator[str]:
    """What each answer to a question adds to a candidate, in the other's language."""
    for option, points in ballot().table[question].items():
        if points[place]:
            yield either.format(test=equals.format(question=question, option=option), points=points[place])


def sums(equals: str, either: str) -> list[str]:
    """The points of every candidate as one sum."""
    return [
        " + ".join(part for q in SKEWED for part in terms(place, q, equals=equals, either=either)) or "0"
        for place in range(len(ballot().concepts))
    ]


def decide(concepts: tuple[str, ...], points: list[float]) -> tuple[str, str, int]:
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
    """One expression for each candidate in a decision graph, evaluated for each row."""
    import zen

    found = sums('{question} == "{option}"', "({test} ? {points} : 0)")
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
    concepts = ballot().concepts

    def one(row: dict[str, str]) -> tuple[str, str, int]:
        result = decision.evaluate(row)["result"]
        return decide(concepts, [result[f"p{at}"] for at in range(len(concepts))])

    row_by_row(folder, one)


def zen_expression(folder: Path) -> None:
    """All sums in one compiled expression, evaluated for each row."""
    import zen

    found = sums('{question} == "{option}"', "({test} ? {points} : 0)")
    expression = zen.compile_expression(f"[{', '.join(found)}]")
    concepts = ballot().concepts
    row_by_row(folder, lambda row: decide(concepts, expression.evaluate(row)))


def row_by_row(folder: Path, one: Callable[[dict[str, str]], tuple[str, str, int]]) -> None:
    with (folder / "out.zen.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        for row in rows_of(folder):
            writer.writerow([*row.values(), *one(row)])


def duckdb(folder: Path) -> None:
    """The sums as CASE expressions over the file, written by DuckDB itself."""
    import duckdb as engine

    found = sums("{question} = '{option}'", "CASE WHEN {test} THEN {points} ELSE 0 END")
    concepts = ballot().concepts
    points = ", ".join(f"{value} AS p{at}" for at, value in enumerate(found))
    every = ", ".join(f"p{at}" for at in range(len(concepts)))
    first = " ".join(f"WHEN p{at} = top THEN '{c}'" for at, c in enumerate(concepts))
    second = " ".join(f"WHEN p{at} = next AND p{at} < top THEN '{c}'" for at, c in enumerate(concepts))
    sql = f"""
        COPY (
            SELECT {", ".join(("account", "name", *SKEWED))},
                CASE WHEN top > next THEN CASE {first} END END AS winner,
                CASE WHEN top > next THEN CASE {second} END END AS runner_up,
                top - next AS margin
            FROM (SELECT *, greatest({every}) AS top, list_sort([{every}])[-2] AS next
                  FROM (SELECT *, {points} FROM read_csv('{folder}/skewed.csv', all_varchar = true)))
        ) TO '{folder}/out.duckdb.csv' (HEADER)
    """
    engine.connect().execute(sql)


def check(folder: Path) -> None:
    """Do the others come to the same decision?"""
    with (folder / "out.skewed.csv").open(newline="") as file:
        ours = [
            (r["relcli_concept"], r["relcli_runner_up"], r["relcli_margin"]) for r in csv.DictReader(file)
        ]
    for name in ("duckdb", "zen"):
        path = folder / f"out.{name}.csv"
        if path.exists():
            with path.open(newline="") as file:
                rows = [tuple(row[-3:]) for row in csv.reader(file)]
            rows = rows[1:] if name == "duckdb" else rows
            different = sum(a != b for a, b in zip(ours, rows, strict=False))
            print(f"{name}: {different} of {len(rows):,} rows decided otherwise")


if __name__ == "__main__":
    main()
