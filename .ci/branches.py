"""Fails where fewer branches were taken than are asked: ``branches.py 96``, after ``pytest --cov``."""

import json
import subprocess
import sys


def main(asked: float) -> str | None:
    """What to say of too few; None where there are enough. Prints the figures."""
    report = subprocess.run(
        [sys.executable, "-m", "coverage", "json", "--quiet", "--fail-under=0", "-o", "-"],
        check=True,
        capture_output=True,
    )
    totals = json.loads(report.stdout)["totals"]
    share = 100 * totals["covered_branches"] / totals["num_branches"]
    print(f"{totals['covered_branches']} of {totals['num_branches']} branches were taken: {share:.2f} %")
    return f"at least {asked:g} % are asked" if share < asked else None


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
