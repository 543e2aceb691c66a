"""The command line: thin commands over the rest."""

from relcli.cli.run import main

__all__ = ["main"]
