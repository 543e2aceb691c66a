"""``relcli help [COMMAND]``: what ``--help`` prints."""

from typing import Annotated

from relcli.cli.commands import COMMANDS
from relcli.cli.options import Argument, Run
from relcli.lookup import check_choice


def help_command(
    run: Run, *, command: Annotated[str | None, Argument("COMMAND", values=COMMANDS)] = None
) -> int:
    """Print the help of the program, or of one of its commands."""
    from relcli.cli.app import Program

    chosen = [check_choice("COMMAND", command, COMMANDS)] if command else []
    code: int = Program(run).main([*chosen, "--help"], prog_name="relcli", standalone_mode=False)
    return code
