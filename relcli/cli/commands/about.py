"""``relcli list``, ``show``, ``completion``, ``help``, ``version``: what relcli knows, and how to use it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from relcli.cli import output
from relcli.cli.commands import COMMANDS, COMPLETE_VARIABLE, VERSION_LINE
from relcli.cli.options import Argument, Color, Flag, Json, NoPager, PageFormat, Run, concepts
from relcli.lookup import WordSense, check_choice, senses_of, unknown_term
from relcli.model import Concept
from relcli.render.lists import LISTS, list_page, list_rows, list_table
from relcli.terminal import printable, say_on_stderr

if TYPE_CHECKING:
    from relcli.data import Data
    from relcli.language import Texts
    from relcli.render.page import Page
    from relcli.render.senses import Word

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def list_command(
    run: Run,
    *,
    what: Annotated[str, Argument("WHAT", values=tuple(LISTS))],
    text: Annotated[str | None, Argument("TEXT")] = None,
    format: PageFormat = None,
    json: Json = False,
    color: Color = None,
    no_pager: NoPager = False,
) -> int:
    """What is known of one kind, a line each; with a text what matches it, the best first."""
    show = output.choose(format, json=json, color=color, paged=not no_pager)
    chosen = check_choice("WHAT", what, LISTS)
    data, texts, _ = run
    rows = list_rows(chosen, data, texts, text)
    show.write(lambda: list_page(chosen, rows, texts), lambda: list_table(chosen, rows, texts))
    return 0


def show_command(
    run: Run,
    *,
    terms: Annotated[tuple[str, ...], Argument("TERM…", values=concepts)],
    explain: Annotated[bool, Flag("--explain")] = False,
    format: PageFormat = None,
    json: Json = False,
    color: Color = None,
    no_pager: NoPager = False,
) -> int:
    """One entry, or several side by side; a term may be an id or a word in any of the languages."""
    show = output.choose(format, json=json, color=color, paged=not no_pager)
    words = [_word(run, term) for term in dict.fromkeys(terms)]
    known = [word for word in words if word.is_known]
    for word in words:
        if not word.is_known:
            error = unknown_term(run.data.termbase, word.text, run.texts.language)
            if not known:
                raise error
            say_on_stderr(run.texts.say("no-opinion-at-all", word=printable(word.text)))
    if len(words) == 1:
        _show_word(known[0], run, show, explain=explain)
    else:
        _compare([word for word in known if word.senses], run, show, explain=explain)
    return 0


def _word(run: Run, text: str) -> "Word":
    from relcli.render.senses import Word

    data, language = run.data, run.texts.language
    senses = senses_of(data.termbase, text, language)
    if len(senses) > 1 and senses[0].rank == senses[1].rank:
        # Of senses that are equally near the commonest comes first: that of most trades.
        said = Counter(
            c for trade in data.trades.values() for c in {*trade.words.values(), *trade.parties.values()}
        )
        senses.sort(key=lambda sense: (sense.rank, -said[sense.concept.id]))
    return Word(text, senses, data, language)


def _show_word(word: "Word", run: Run, show: output.OutputForm, *, explain: bool) -> None:
    """The entry of what the word stands for, or its senses where it may stand for several."""
    from relcli.render.entry import entry_table
    from relcli.render.senses import senses_page, senses_table

    data, texts, _ = run
    if word.senses and word.is_plain:
        concept, entry = word.senses[0].concept, _entry_page(explain=explain)
        show.write(lambda: entry(concept, data, texts, word), lambda: entry_table(concept, data, texts, word))
    else:
        show.write(lambda: senses_page(word, data, texts, explain=explain), lambda: senses_table(word, texts))


def _compare(words: Sequence["Word"], run: Run, show: output.OutputForm, *, explain: bool) -> None:
    """Side by side; of several senses the one of the same domain as the other words, or the likeliest."""
    from relcli.render.entry import comparison_page, comparison_table, entry_table
    from relcli.render.entry_card import comparison_card

    data, texts, _ = run
    by_concept: dict[str, tuple[Word, Concept]] = {}
    for word in words:
        taken = _sense_among(word, [other.senses[0].concept for other in words if other is not word])
        if taken is not word.senses[0] or not word.is_plain:
            others = ", ".join(sense.key for sense in word.senses if sense is not taken)
            say_on_stderr(texts.say("sense-taken", word=word.text, taken=taken.key, others=others))
        first, _ = by_concept.setdefault(taken.concept.id, (word, taken.concept))
        if first is not word:
            say_on_stderr(texts.say("same-concept", word=word.text, other=first.text))
    found = [concept for _, concept in by_concept.values()]
    if len(found) == 1:
        entry = _entry_page(explain=explain)
        show.write(lambda: entry(found[0], data, texts, None), lambda: entry_table(found[0], data, texts))
    else:
        compare = comparison_page if explain else comparison_card
        show.write(lambda: compare(found, data, texts), lambda: comparison_table(found, data, texts))


def _entry_page(*, explain: bool) -> "Callable[[Concept, Data, Texts, Word | None], Page]":
    """What makes the page of an entry: one screen, or all there is."""
    from relcli.render.entry import entry_page
    from relcli.render.entry_card import entry_card

    return entry_page if explain else entry_card


def _sense_among(word: "Word", others: Sequence[Concept]) -> WordSense:
    """The likeliest sense, or the first that is of the domain of another word and not that word itself."""
    domains, taken = {other.domain for other in others} - {None}, {other.id for other in others}
    if word.senses[0].concept.domain in domains:
        return word.senses[0]
    here = (sense for sense in word.senses if sense.is_here and sense.concept.id not in taken)
    return next((sense for sense in here if sense.concept.domain in domains), word.senses[0])


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
