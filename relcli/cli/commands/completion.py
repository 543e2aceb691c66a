"""``relcli completion SHELL``: the script that teaches a shell to complete relcli."""

from typing import Annotated

from relcli.cli.options import Argument, Run
from relcli.cli.output import put
from relcli.lookup import check_choice

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMPLETE_VARIABLE = "_RELCLI_COMPLETE"
"""Set by the script when it asks what may follow; the parser answers it."""


def completion_command(run: Run, *, shell: Annotated[str, Argument("SHELL", values=SHELLS)]) -> int:  # noqa: ARG001
    """Print the script of a shell."""
    from typer._completion_shared import get_completion_script

    chosen = check_choice("SHELL", shell, SHELLS)
    script = get_completion_script(prog_name="relcli", complete_var=COMPLETE_VARIABLE, shell=chosen)
    # The first line must be the script's own: zsh reads from it what is completed.
    put(f"{script.strip()}\n")
    return 0
