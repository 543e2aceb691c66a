"""The command line: thin commands over the rest."""

import gc
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default) and give its exit code."""
    # Nothing that is made while the program starts becomes garbage; looking for some, again and
    # again, would take a fifteenth of a short run (docs/develop/start-up.md).
    gc.disable()
    try:
        from relcli.cli.run import run

        return run(argv)
    except KeyboardInterrupt:  # before there were words to say so
        return 130
    finally:
        gc.enable()
