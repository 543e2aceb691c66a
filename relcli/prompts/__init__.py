"""Asking a person: what a prompt is, and which way of putting it suits the terminal."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from relcli.language import Texts
from relcli.terminal import is_accessible

BACK = "back"
"""The reply of somebody who goes back to the question before."""


class Choice(NamedTuple):
    """One thing to choose: what is returned, what is read, and the letter that chooses it at once; ``beside``
    stands in columns of its own, as far as there is room."""

    id: str
    label: str
    key: str = ""
    beside: tuple[str, ...] = ()


Suggest = Callable[[str], Iterable[Choice]]
"""What may be meant by the beginning of a text, the likeliest first."""


class Prompt(NamedTuple):
    """One question put to a person.

    ``above`` stands over the title, ``below`` under the choices; ``why`` is told to whoever asks for it.
    ``chosen`` is the id that the cursor starts on. With ``suggest`` a text is asked for, which begins as
    ``typed``: the reply is the id of what was suggested for it, or the text; the ``choices`` stand under
    what is suggested. A ``bar`` has its choices in one line.
    """

    title: str
    why: str = ""
    above: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    below: str = ""
    chosen: str | None = None
    can_go_back: bool = False
    suggest: Suggest | None = None
    typed: str = ""
    bar: bool = False


Ask = Callable[[Prompt], str]
"""Puts a prompt and returns the id chosen, the text typed or ``BACK``; ``KeyboardInterrupt`` on leaving."""


def prompter(environment: Mapping[str, str], texts: Texts, *, color: bool) -> Ask:
    """Numbered lines where a menu would not do, else a menu; questionary is loaded only for that."""
    if is_accessible(environment) or environment.get("TERM") == "dumb":
        from relcli.prompts import lines

        return lines.line_asker(texts)
    from relcli.prompts import menu

    return menu.menu_asker(texts, color=color)
