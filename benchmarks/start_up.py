"""Start-up against a hello-world Typer program, whole processes in turn: ``python benchmarks/start_up.py``.

Builds the wheel, installs it with its dependencies in an empty environment (needs a package index), and
runs each command alternately. Prints medians and ratios; the ratio is the figure to quote.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 30
ADVISE = [
    "advise",
    "--offer",
    "tailored-service",
    "--volume",
    "few",
    "--contract",
    "agreement",
    "--repeat",
    "ongoing",
]
HELLO = """\
import sys
import typer

app = typer.Typer()


@app.command()
def main(name: str = "World"):
    print(f"Hello {name}")


sys.exit(app())
"""


def main() -> None:
    """Install, run in turn, print."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT)], check=True)
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        relcli = str(python.parent / "relcli")
        commands = {
            "hello-world Typer": [str(python), str(hello)],
            "relcli advise --json": [relcli, *ADVISE, "--json"],
            "relcli advise --business --json": [relcli, "advise", "--business", "law firm", "--json"],
            "relcli advise, plain": [relcli, *ADVISE],
            "relcli advise, text": [relcli, *ADVISE, "--format", "text"],
            "relcli --help": [relcli, "--help"],
            "bare Python": [str(python), "-c", "pass"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for round_ in range(ROUNDS + 2):
            for name, command in commands.items():
                started = time.perf_counter()
                subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"}
                )
                if round_ > 1:
                    times[name].append(time.perf_counter() - started)
    hello_times = times["hello-world Typer"]
    print(f"{ROUNDS} alternating rounds, Python {sys.version.split()[0]}")
    for name, runs in times.items():
        ratio = statistics.median(a / b for a, b in zip(runs, hello_times, strict=True))
        print(f"{name:34} median {statistics.median(runs) * 1000:6.1f} ms   {ratio:5.2f} x hello-world")


if __name__ == "__main__":
    main()
