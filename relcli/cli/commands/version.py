"""``relcli version``."""

from relcli import __version__
from relcli.cli.options import Run
from relcli.cli.output import put

VERSION_LINE = f"relcli {__version__}\n"


def version_command(run: Run) -> int:  # noqa: ARG001 - it says the same in every language
    """Print the version."""
    put(VERSION_LINE)
    return 0
