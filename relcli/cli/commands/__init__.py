"""The typed function ``NAME_command`` of every command, with its flags and its work, in ``NAME.py``."""

from relcli import __version__

COMMANDS = (
    "advise",
    "init",
    "batch",
    "list",
    "show",
    "check",
    "lsp",
    "export",
    "completion",
    "help",
    "version",
)
"""In the order of the help."""
ABOUT = ("list", "show", "completion", "help", "version")
"""The short ones, which stand together in ``about.py``."""
HIDDEN = ("version",)
"""Left out of the help: there is a flag for it."""
VERSION_LINE = f"relcli {__version__}\n"
COMPLETE_VARIABLE = "_RELCLI_COMPLETE"
"""Set by the script of a shell when it asks what may follow; the parser answers it."""
