"""The exported SQL in every engine that is here: parity, then rows per second.

``python benchmarks/sql.py [--rows 1000000] [--most 10000000] [--parity 20000]``

SQLite comes with Python and DuckDB with the test dependencies. PostgreSQL is run from its Debian
package (a server of its own in a temporary folder, never one that is already there) and Spark in
local mode where ``pyspark`` can be imported. Every figure of one run comes from the same machine
under the same load, `relcli batch` included, so read the ratios rather than the rates.
"""

from __future__ import annotations

import argparse
import csv
import glob
import importlib.util
import os
import pwd
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

import duckdb

from relcli.decide.ballot import Ballots
from relcli.decide.decision import decide
from relcli.language import Texts
from relcli.shipped_data import open_shipped_data
from relcli.sql.frame import AnswerTable
from relcli.sql.select import select as sql_select
from relcli.sql.text import ANSI, SPARK, Dialect

DATA = open_shipped_data()
KNOWLEDGE = DATA.knowledge
QUESTIONS = tuple(KNOWLEDGE.questions)
CORE = tuple(q.id for q in KNOWLEDGE.questions.values() if q.core)
OPTIONS = {q.id: [None, *(o.id for o in q.options)] for q in KNOWLEDGE.questions.values()}
COLUMNS = ", ".join(f'"{q}"' for q in QUESTIONS)
PROFILES = 6000
RESULT = ("relcli_term", "relcli_concept", "relcli_verdict", "relcli_runner_up", "relcli_margin")
TAKE = (
    "SELECT COUNT(*), COUNT(relcli_term), COUNT(relcli_verdict), COUNT(relcli_runner_up), SUM(relcli_margin)"
)
Row = tuple[str | None, ...]


def select(role: str = "payer", reading: str | None = None, dialect: Dialect = ANSI) -> str:
    """The statement over a table called ``accounts``, without its semicolon."""
    texts = Texts("fr", DATA.messages, KNOWLEDGE)
    table = AnswerTable("accounts", {q: q for q in QUESTIONS})
    return sql_select(Ballots(KNOWLEDGE).of(role, reading), texts, table, dialect).rstrip().rstrip(";")


# ---- the rows -------------------------------------------------------------------------------------


def random_row(generator: random.Random, left_open: float) -> Row:
    """Twelve answers, some of them not given."""
    return tuple(
        None if generator.random() < left_open else generator.choice(OPTIONS[q][1:]) for q in QUESTIONS
    )


def sample(size: int) -> list[Row]:
    """Every combination of the core answers, then random rows of all twelve."""
    rows: list[Row] = [
        tuple(dict(zip(CORE, chosen, strict=True)).get(q) for q in QUESTIONS)
        for chosen in product(*(OPTIONS[q] for q in CORE))
    ]
    generator = random.Random(4)
    return rows + [random_row(generator, (0.0, 0.2, 0.5, 0.8)[n % 4]) for n in range(size)]


def write(path: str, size: int, *, skewed: bool = True) -> None:
    """A file of that many rows: some 6,000 profiles of falling frequency, or every row a new one."""
    generator = random.Random(2)
    profiles = [random_row(generator, 0.2) for _ in range(PROFILES)]
    weights = [1 / (n + 1) for n in range(PROFILES)]
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("id", *QUESTIONS))
        rows = (
            generator.choices(profiles, weights, k=size)
            if skewed
            else (random_row(generator, 0.2) for _ in range(size))
        )
        out.writerows((n, *row) for n, row in enumerate(rows))


# ---- the engines: a table is filled from a file, then asked ----------------------------------------


class SQLite:
    """In memory, through the standard library."""

    name = f"SQLite {sqlite3.sqlite_version}"
    dialect = ANSI
    settings = ()

    def __init__(self) -> None:
        self.base = sqlite3.connect(":memory:")

    def fill(self, path: str) -> None:
        self.base.execute("DROP TABLE IF EXISTS accounts")
        columns = ", ".join(f'"{q}" TEXT' for q in QUESTIONS)
        self.base.execute(f"CREATE TABLE accounts (id INTEGER, {columns})")
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            self.base.executemany(f"INSERT INTO accounts VALUES ({', '.join('?' * 13)})", rows)

    def ask(self, text: str) -> list[tuple]:
        return self.base.execute(text).fetchall()

    def keep(self, text: str) -> None:
        self.base.execute("DROP TABLE IF EXISTS advice")
        self.base.execute(f"CREATE TABLE advice AS {text}")

    def close(self) -> None:
        self.base.close()


class DuckDB:
    """In memory, with every core."""

    name = f"DuckDB {duckdb.__version__}"
    dialect = ANSI
    settings = ()

    def __init__(self) -> None:
        self.base = duckdb.connect()

    def fill(self, path: str) -> None:
        self.base.execute("DROP TABLE IF EXISTS accounts")
        self.base.execute(
            "CREATE TABLE accounts AS SELECT CAST(id AS INTEGER) AS id, * EXCLUDE (id)"
            " FROM read_csv(?, all_varchar = true)",
            [path],
        )

    def ask(self, text: str) -> list[tuple]:
        return self.base.execute(text).fetchall()

    def keep(self, text: str) -> None:
        self.base.execute(f"CREATE OR REPLACE TABLE advice AS {text}")

    def close(self) -> None:
        self.base.close()


class PostgreSQL:
    """A server of our own on a socket in a temporary folder; its super-user refuses to be root."""

    dialect = ANSI
    settings = ("SET enable_mergejoin = off;",)
    before = ""

    def __init__(self, bin_folder: str) -> None:
        self.bin = bin_folder
        self.folder = tempfile.mkdtemp(prefix="relcli-pg-")
        self.user = None
        if os.geteuid() == 0:
            self.user = "postgres"
            shutil.chown(self.folder, "postgres")
        data = f"{self.folder}/data"
        self._run("initdb", "-D", data, "-U", "relcli", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = (
            f"-k {self.folder} -c listen_addresses='' -c fsync=off -c shared_buffers=256MB -c work_mem=64MB"
        )
        self._run("pg_ctl", "-D", data, "-o", options, "-l", f"{self.folder}/log", "-w", "start")
        self.name = "PostgreSQL " + self._run("postgres", "--version").split()[2]

    def _run(self, program: str, *arguments: str, stdin: str | None = None) -> str:
        done = subprocess.run(
            [f"{self.bin}/{program}", *arguments],
            input=stdin,
            user=self.user,
            cwd=self.folder,
            # The server would keep a pipe open for good.
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
        return done.stdout or ""

    def _psql(self, text: str) -> str:
        flags = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "relcli", "-d", "postgres"]
        return self._run("psql", *flags, "--csv", "-t", "-P", "null=NULL", "-f", "-", stdin=text)

    def fill(self, path: str) -> None:
        columns = ", ".join(f'"{q}" TEXT' for q in QUESTIONS)
        rows = Path(path).read_text(encoding="utf-8")
        self._psql(
            f"DROP TABLE IF EXISTS accounts; CREATE TABLE accounts (id INTEGER, {columns});\n"
            f"COPY accounts FROM STDIN WITH (FORMAT csv, HEADER);\n{rows}\\.\nANALYZE accounts;\n"
        )

    def ask(self, text: str) -> list[tuple]:
        rows = csv.reader(self._psql(f"{self.before}{text};").splitlines())
        return [
            tuple(None if c == "NULL" else int(c) if c.lstrip("-").isdigit() else c for c in r) for r in rows
        ]

    def keep(self, text: str) -> None:
        self._psql(f"{self.before}DROP TABLE IF EXISTS advice; CREATE UNLOGGED TABLE advice AS {text};")

    def close(self) -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark:
    """Local mode, two threads; the file is read into a cached table first."""

    dialect = SPARK
    settings = ()

    def __init__(self) -> None:
        import pyspark

        self.name = f"Spark {pyspark.__version__}"
        self.session = (
            pyspark.sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.driver.memory", "3g")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def fill(self, path: str) -> None:
        types = ", ".join(["id INT", *(f"`{q}` STRING" for q in QUESTIONS)])
        frame = self.session.read.csv(path, header=True, schema=types)
        frame.createOrReplaceTempView("accounts")
        self.session.sql("CACHE TABLE accounts")

    def ask(self, text: str) -> list[tuple]:
        return [tuple(row) for row in self.session.sql(text).collect()]

    def keep(self, text: str) -> None:
        self.session.sql(text).write.format("noop").mode("overwrite").save()

    def close(self) -> None:
        self.session.stop()


@contextmanager
def engines() -> Iterator[list]:
    """Those that can be had here; what is missing is said."""
    with ExitStack() as stack:
        found = [stack.enter_context(closing(make())) for make in (SQLite, DuckDB)]
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        missing_user = os.geteuid() == 0 and "postgres" not in {u.pw_name for u in pwd.getpwall()}
        if folders and not missing_user:
            found.append(stack.enter_context(closing(PostgreSQL(folders[-1]))))
        else:
            print("PostgreSQL: not here (apt-get install postgresql)")
        if importlib.util.find_spec("pyspark") and shutil.which("java"):
            found.append(stack.enter_context(closing(Spark())))
        else:
            print("Spark: not here (pip install pyspark, and a Java)")
        yield found


# ---- parity ---------------------------------------------------------------------------------------


def parity(found: list, size: int, path: str) -> None:
    """Row by row against the engine: every role and reading."""
    rows = sample(size)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("id", *QUESTIONS))
        out.writerows((n, *row) for n, row in enumerate(rows))
    given = [{q: a for q, a in zip(QUESTIONS, row, strict=True) if a} for row in rows]
    expected = {}
    for role, reading in product(KNOWLEDGE.roles, (None, *KNOWLEDGE.readings)):
        ballot = Ballots(KNOWLEDGE).of(role, reading)
        expected[role, reading] = [
            (d.winner, d.verdict, d.runner_up, d.margin) for d in (decide(ballot, one) for one in given)
        ]
    print(f"parity: {len(rows):,} rows, {len(expected)} roles and readings, row by row against the engine")
    for engine in found:
        engine.fill(path)
        wrong = 0
        started = time.perf_counter()
        for key, wanted in expected.items():
            asked = (
                f"SELECT id, {', '.join(RESULT[1:])} FROM ({select(*key, engine.dialect)}) AS r ORDER BY id"
            )
            got = engine.ask(asked)
            assert len(got) == len(rows), (engine.name, key, len(got))
            wrong += sum(tuple(row[1:]) != want for row, want in zip(got, wanted, strict=True))
        seconds = time.perf_counter() - started
        print(
            f"  {engine.name:18} {wrong:6,} rows differ of {len(rows) * len(expected):,}   {seconds:6.1f} s"
        )


# ---- rates ----------------------------------------------------------------------------------------


class Cost(NamedTuple):
    """Seconds of the quickest of some runs; processor time where it is ours to see."""

    wall: float
    cpu: float

    def rates(self, rows: int, base: Cost) -> str:
        """Rows per second, and how many times that of another, by the clock and by the processor."""
        by_clock = f"{rows / self.wall:11,.0f} rows/s = {base.wall / self.wall:5.2f} x batch"
        if self.cpu < self.wall / 20:  # another process did the work
            return by_clock
        return f"{by_clock}, {base.cpu / self.cpu:5.2f} x per processor second"


def processor_seconds() -> float:
    """Of this process, all its threads, and of the children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def best(times: int, work: Callable[[], object]) -> Cost:
    """Of some runs the least, each by itself: other programs can only add."""
    costs = []
    for _ in range(times):
        clock, processor = time.perf_counter(), processor_seconds()
        work()
        costs.append((time.perf_counter() - clock, processor_seconds() - processor))
    return Cost(*map(min, zip(*costs, strict=True)))


def batch(path: str, folder: str) -> Cost:
    """``relcli batch`` from file to file, its start included."""
    command = [sys.executable, "-m", "relcli", "batch", path, "--output", f"{folder}/out.csv"]
    return best(3, lambda: subprocess.run(command, check=True, capture_output=True))


def rates(found: list, size: int, folder: str) -> None:
    """Each engine beside ``relcli batch``, on the skewed file and on the one without a repeated row."""
    for skewed, rows in ((True, size), (False, size // 10)):
        path = f"{folder}/rows.csv"
        write(path, rows, skewed=skewed)
        kind = f"some {PROFILES:,} profiles" if skewed else "nearly every row a new profile"
        print(f"rates: {rows:,} rows, {kind}; best of 3")
        base = batch(path, folder)
        print(f"  relcli batch, CSV to CSV, one process {rows / base.wall:11,.0f} rows/s")
        for engine in found:
            engine.fill(path)
            text = select(dialect=engine.dialect)
            for setting in ("", *engine.settings):
                engine.before = setting
                kept = best(3, lambda e=engine, t=text: e.keep(t))
                summed = best(3, lambda e=engine, t=text: e.ask(f"{TAKE} FROM ({t}) AS r"))
                print(f"  {engine.name}{', ' if setting else ''}{setting}")
                print(f"    into a table   {kept.rates(rows, base)}")
                print(f"    summed up      {summed.rates(rows, base)}")
            engine.before = ""


def growth(most: int, folder: str) -> None:
    """DuckDB from 10,000 rows upwards."""
    print("growth in DuckDB, some 6,000 profiles; best of 3")
    path = f"{folder}/rows.csv"
    write(path, min(most, 1_000_000))
    engine = DuckDB()
    engine.fill(path)
    engine.base.execute("CREATE TABLE stock AS FROM accounts")
    text = select()
    rows = 10_000
    while rows <= most:
        engine.base.execute(
            "CREATE OR REPLACE TABLE accounts AS SELECT stock.* FROM stock, range(?) LIMIT ?",
            [max(1, rows // 1_000_000), rows],
        )
        kept = best(3, lambda: engine.keep(text)).wall
        summed = best(3, lambda: engine.ask(f"{TAKE} FROM ({text}) AS r")).wall
        copied = best(3, lambda: engine.keep("SELECT * FROM accounts")).wall
        print(
            f"  {rows:12,} rows  into a table {kept:7.3f} s {rows / kept:11,.0f} rows/s   summed up {summed:7.3f} s"
            f" {rows / summed:11,.0f} rows/s   a bare copy of the table {copied:7.3f} s"
        )
        rows *= 10
    engine.close()


def main() -> None:
    """Everything, in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--parity", type=int, default=20_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, engines() as found:
        os.chmod(folder, 0o755)
        parity(found, chosen.parity, f"{folder}/parity.csv")
        rates(found, chosen.rows, folder)
        growth(chosen.most, folder)


if __name__ == "__main__":
    main()
