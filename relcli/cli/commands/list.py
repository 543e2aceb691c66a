"""``relcli list WHAT``: what is known of one kind, a line each."""

from typing import Annotated

from relcli.cli import output
from relcli.cli.options import Argument, Color, Format, Json, Run
from relcli.lookup import check_choice

LISTS = ("terms", "questions", "businesses", "sources", "readings")


def list_command(
    run: Run,
    *,
    what: Annotated[str, Argument("WHAT", values=LISTS)],
    format: Format = None,
    json: Json = False,
    color: Color = None,
) -> int:
    """Print one of the lists."""
    from relcli.render.lists import list_page, list_table

    show = output.choose(format, json=json, color=color)
    chosen = check_choice("WHAT", what, LISTS)
    data, texts, _ = run
    show.write(lambda: list_page(chosen, data, texts), lambda: list_table(chosen, data, texts))
    return 0
