"""Asking a person: what a prompt is, and which way of putting it suits the terminal."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from relcli.language import Texts
from relcli.terminal import is_accessible


class Choice(NamedTuple):
    """One thing to choose: what is returned, what is read, and the letter that chooses it at once."""

    id: str
    label: str
    key: str = ""


Suggest = Callable[[str], Iterable[Choice]]
"""What may be meant by the beginning of a text: what would be typed, and what is said of it."""


class Prompt(NamedTuple):
    """One question put to a person. ``chosen`` is the id that the cursor starts on.

    With ``suggest`` instead of choices any text will do, none included.
    """

    title: str
    why: str
    progress: str = ""
    choices: tuple[Choice, ...] = ()
    chosen: str | None = None
    suggest: Suggest | None = None


Ask = Callable[[Prompt], str]
"""Puts a prompt and returns the id chosen or the text typed; ``KeyboardInterrupt`` on leaving."""


def prompter(environment: Mapping[str, str], texts: Texts, *, color: bool) -> Ask:
    """Numbered lines where a menu would not do, else a menu; questionary is loaded only for that."""
    if is_accessible(environment) or environment.get("TERM") == "dumb":
        from relcli.prompts import lines

        return lines.line_asker(texts)
    from relcli.prompts import menu

    return menu.menu_asker(texts, color=color)
