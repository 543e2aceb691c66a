"""``relcli show TERM…``: one entry, or several side by side."""

from typing import Annotated

from relcli.cli import output
from relcli.cli.options import Argument, Color, Format, Json, Run, concepts
from relcli.lookup import find_concept


def show_command(
    run: Run,
    *,
    terms: Annotated[tuple[str, ...], Argument("TERM…", values=concepts)],
    format: Format = None,
    json: Json = False,
    color: Color = None,
) -> int:
    """Print the entries of these terms, which may be ids or words in any of the languages."""
    from relcli.render.entry import comparison_page, comparison_table, entry_page, entry_table

    show = output.choose(format, json=json, color=color)
    data, texts, _ = run
    every = [find_concept(data.termbase, term, texts.language) for term in terms]
    found = list({concept.id: concept for concept in every}.values())
    if len(found) == 1:
        [concept] = found
        show.write(lambda: entry_page(concept, data, texts), lambda: entry_table(concept, data, texts))
    else:
        show.write(lambda: comparison_page(found, data, texts), lambda: comparison_table(found, data, texts))
    return 0
