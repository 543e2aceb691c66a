"""``python -m relcli.validate [FOLDER]``."""

import os
import sys

from relcli.terminal import printable
from relcli.validate import validate


def print_problems(arguments: list[str]) -> int:
    """Print every problem; exit code 1 when there is one, 2 for wrong usage or no such folder."""
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print("usage: python -m relcli.validate [FOLDER]", file=sys.stderr)
        return 2
    if arguments and not os.path.isdir(arguments[0]):
        print(f"{printable(arguments[0])}: there is no such folder", file=sys.stderr)
        return 2
    problems = validate(*arguments)
    for problem in problems:
        print(problem)
    print(f"problems: {len(problems)}" if problems else "the data is sound", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(print_problems(sys.argv[1:]))
