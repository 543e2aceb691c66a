"""How a command declares its flags: each is a parameter of its function, with the flag beside the type.

::

    def show_command(run: Run, *, strict: Annotated[bool, Flag("--strict")] = False) -> int:

Its help is the message ``option-show-strict``, or ``option-strict`` where several commands have it; that of
an ``Argument`` is ``argument-PARAMETER``. The type settles how it is read: ``bool`` is a switch,
``tuple[str, ...]`` may be given more than once; what has no default must be given. ``relcli.cli.app`` makes
a command of the function, and gives it ``--lang``, ``--debug`` and ``--help``.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Annotated, NamedTuple

from relcli.data import Data
from relcli.language import Texts

Values = Iterable[str] | Callable[[Data], Iterable[str]]
"""What a flag takes, for the help and for completion; a function where the data says it."""


class Run(NamedTuple):
    """What every command is handed first. ``lang`` is ``--lang`` as it was given, if it was."""

    data: Data
    texts: Texts
    lang: str | None = None


class Flag(NamedTuple):
    """A flag: its name, and another one for it.

    ``metavar`` is what the help says that it takes: all its values unless given. ``alone`` is what it means
    where no value follows it. ``message`` is the name in the id of its help, where that is not its own.
    """

    name: str
    also: str | None = None
    values: Values = ()
    metavar: str | None = None
    alone: str | None = None
    message: str | None = None
    hidden: bool = False

    @property
    def names(self) -> list[str]:
        """All of them, as the help lists them."""
        return [self.name, self.also] if self.also else [self.name]


class Argument(NamedTuple):
    """A word without a flag; ``metavar`` is how the help calls it."""

    metavar: str
    values: Values = ()


class FlagPerQuestion(NamedTuple):
    """One flag for each question of the data; the parameter gets the answers that were given."""


# ---- what several commands have -------------------------------------------------------------------------

FORMATS = ("text", "plain", "json", "markdown")
COLORS = ("auto", "always", "never")


trades = attrgetter("trades")
media = attrgetter("media")
questions = attrgetter("knowledge.questions")
roles = attrgetter("knowledge.roles")
readings = attrgetter("knowledge.readings")
concepts = attrgetter("knowledge.concepts")
languages = attrgetter("knowledge.languages")

Answers = Annotated[Mapping[str, str], FlagPerQuestion()]
Reading = Annotated[str | None, Flag("--reading", values=readings)]
TermLang = Annotated[str | None, Flag("--term-lang", metavar="LIST", values=languages)]
Format = Annotated[str | None, Flag("--format", values=FORMATS)]
Json = Annotated[bool, Flag("--json")]
Color = Annotated[str | None, Flag("--color", values=COLORS)]

SHARED = (Format, Json, Color)
"""They stand near the end of the help, after ``--lang``."""

LANG = Flag("--lang", values=languages)
VERSION = Flag("--version", "-V")
DEBUG = Flag("--debug", hidden=True)
HELP = Flag("--help", "-h")
