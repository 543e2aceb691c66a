"""``relcli list``, ``show``, ``completion``, ``help``, ``version``: what relcli knows, and how to use it."""

from typing import Annotated

from relcli.cli import output
from relcli.cli.commands import COMMANDS, COMPLETE_VARIABLE, VERSION_LINE
from relcli.cli.options import Argument, Color, Json, PageFormat, Run, concepts
from relcli.lookup import check_choice, find_concept
from relcli.render.lists import LISTS, list_page, list_rows, list_table

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def list_command(
    run: Run,
    *,
    what: Annotated[str, Argument("WHAT", values=tuple(LISTS))],
    text: Annotated[str | None, Argument("TEXT")] = None,
    format: PageFormat = None,
    json: Json = False,
    color: Color = None,
) -> int:
    """What is known of one kind, a line each; with a text what matches it, the best first."""
    show = output.choose(format, json=json, color=color)
    chosen = check_choice("WHAT", what, LISTS)
    data, texts, _ = run
    rows = list_rows(chosen, data, texts, text)
    show.write(lambda: list_page(chosen, rows, texts), lambda: list_table(chosen, rows, texts))
    return 0


def show_command(
    run: Run,
    *,
    terms: Annotated[tuple[str, ...], Argument("TERM…", values=concepts)],
    format: PageFormat = None,
    json: Json = False,
    color: Color = None,
) -> int:
    """One entry, or several side by side; a term may be an id or a word in any of the languages."""
    from relcli.render.entry import comparison_page, comparison_table, entry_page, entry_table

    show = output.choose(format, json=json, color=color)
    data, texts, _ = run
    every = [find_concept(data.termbase, term, texts.language) for term in terms]
    found = list({concept.id: concept for concept in every}.values())
    if len(found) == 1:
        show.write(lambda: entry_page(found[0], data, texts), lambda: entry_table(found[0], data, texts))
    else:
        show.write(lambda: comparison_page(found, data, texts), lambda: comparison_table(found, data, texts))
    return 0


def completion_command(run: Run, *, shell: Annotated[str, Argument("SHELL", values=SHELLS)]) -> int:  # noqa: ARG001
    """The script that teaches a shell to complete relcli."""
    from typer._completion_shared import get_completion_script

    chosen = check_choice("SHELL", shell, SHELLS)
    script = get_completion_script(prog_name="relcli", complete_var=COMPLETE_VARIABLE, shell=chosen)
    # The first line must be the script's own: zsh reads from it what is completed.
    output.put(f"{script.strip()}\n")
    return 0


def help_command(
    run: Run, *, command: Annotated[str | None, Argument("COMMAND", values=COMMANDS)] = None
) -> int:
    """What ``--help`` prints, for the program or for one of its commands."""
    from relcli.cli.app import Program

    chosen = [check_choice("COMMAND", command, COMMANDS)] if command else []
    code: int = Program(run).main([*chosen, "--help"], prog_name="relcli", standalone_mode=False)
    return code


def version_command(run: Run) -> int:  # noqa: ARG001 - it says the same in every language
    """What ``--version`` prints."""
    output.put(VERSION_LINE)
    return 0
