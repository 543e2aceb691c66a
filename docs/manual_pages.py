"""The manual page, ``man relcli``, in one language: what ``--help`` says, laid out with the macros of man(7).

Nothing is worded here: the commands are asked, and the rest are messages. The date is that of the
knowledge, so that the same program gives the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from relcli import __version__
from relcli.cli.app import Program
from relcli.cli.offers import BASELINE, OFFERS
from relcli.cli.options import Run
from relcli.house.file import NAME

if TYPE_CHECKING:
    from typer import _click as click

EXIT_CODES = (0, 1, 2, 3, 130)
VARIABLES = (
    ("RELCLI_LANG",),
    ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"),
    ("RELCLI_NO_INPUT",),
    ("RELCLI_ACCESSIBLE", "ACCESSIBLE"),
    ("RELCLI_DEBUG",),
    ("NO_COLOR",),
    ("FORCE_COLOR", "CLICOLOR_FORCE"),
    ("COLUMNS",),
    ("PAGER",),
    ("LESS", "LV"),
    ("PATH", "PATHEXT"),
    ("TERM",),
)
"""Those that share an entry stand together; its message is called by the first."""

WIDEST_EXAMPLE, WIDEST_USAGE = 66, 71
"""What fits into 80 columns where the page has indented it."""

ESCAPES = str.maketrans(
    {
        "\\": r"\e",
        "-": r"\-",  # a mere hyphen is shown as one that no shell takes
        "'": r"\(aq",
        "`": r"\(ga",
        '"': r"\(dq",
        "^": r"\(ha",
        "~": r"\(ti",
        "…": "...",  # where there are but the letters of ASCII, it would be left out
        "\N{NO-BREAK SPACE}": r"\ ",
        "\N{NARROW NO-BREAK SPACE}": r"\ ",
    }
)


def manual_page(run: Run) -> str:
    """The source of the page."""
    say, program = run.texts.say, Program(run)
    context = program.make_context("relcli", [], resilient_parsing=True)
    commands = list(_commands(program, context))
    # The exit codes have a section of their own.
    purpose, examples, _codes, closing = (program.help or "").split("\n\n")
    shared = _parameters(program, context)
    sections = {
        "name": [rf"relcli \- {_prose(purpose[0].lower() + purpose[1:])}"],
        "synopsis": _synopsis(run, [(program, context), *commands]),
        "description": _paragraphs(say("manual-about")),
        "options": [*_entries(shared), ".PP", *_paragraphs(say("manual-every-command"))],
        "commands": [line for command in commands for line in _command(*command, shared)],
        "exit": _entries({_bold(str(code)): say(f"manual-exit-{code}") for code in EXIT_CODES}),
        "environment": _entries({_names(*those): say(_message_of(those[0])) for those in VARIABLES}),
        "files": _entries(
            {
                _names(NAME): say("manual-file-decision"),
                _names(OFFERS[BASELINE].made): say("manual-file-baseline"),
                _names(*_files_of_others()): say("manual-file-others"),
            }
        ),
        "examples": _block(_indented(examples)),
        "see": _paragraphs(f"{say('manual-see')}\n\n{closing}"),
    }
    lines = [
        r".\" -*- coding: UTF-8 -*-",
        r".\" Made by `python docs/build.py`; a test keeps it true.",
        f'.TH RELCLI 1 {run.data.knowledge.date} "relcli {__version__}" "{_escaped(say("manual-title"))}"',
        ".nh",  # words would be broken by the rules of English
        ".ad l",
    ]
    for name, text in sections.items():
        lines += [f'.SH "{_escaped(say(f"manual-heading-{name}"))}"', *text]
    return "\n".join(lines) + "\n"


# ---- what is asked of the program -----------------------------------------------------------------------


def _commands(program: Program, context: click.Context) -> Iterable[tuple[click.Command, click.Context]]:
    """Those that the help lists, in its order."""
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command and not command.hidden:
            yield command, command.make_context(name, [], parent=context, resilient_parsing=True)


def _parameters(command: click.Command, context: click.Context) -> Mapping[str, str]:
    """How the help writes each argument and each flag, and what it says of it."""
    declared = sorted(command.get_params(context), key=lambda p: p.param_type_name != "argument")
    records = ((parameter.get_help_record(context), parameter) for parameter in declared)
    return {_label(record[0]): str(parameter.help) for record, parameter in records if record}


def _files_of_others() -> list[str]:
    """What ``init`` writes for other tools."""
    offers = (offer for offer in OFFERS.values() if offer.id != BASELINE)
    return [file for offer in offers for file in (offer.made, offer.setting) if file]


# ---- the parts of the page ------------------------------------------------------------------------------


def _synopsis(run: Run, commands: Iterable[tuple[click.Command, click.Context]]) -> list[str]:
    lines = []
    for command, context in commands:
        pieces = " ".join(command.collect_usage_pieces(context))
        # The parser puts what must be given into braces.
        usage = re.sub(r"\{(.*?)\}", r"\1", run.texts.placeholder(pieces))
        lines += [f"{_bold(context.command_path)} {_usage(usage)}", ".br"]
    return lines[:-1]


def _command(command: click.Command, context: click.Context, shared: Mapping[str, str]) -> list[str]:
    """A section of its own: its help, and its arguments and flags but for those that all have."""
    parameters = _parameters(command, context)
    own = {label: said for label, said in parameters.items() if shared.get(label) != said}
    return [f'.SS "{_escaped(context.command_path)}"', *_paragraphs(command.help or ""), *_entries(own)]


def _entries(entries: Mapping[str, str]) -> list[str]:
    return [line for label, said in entries.items() for line in (".TP", label, _prose(said))]


def _paragraphs(text: str) -> list[str]:
    r"""Of a help text: what has a ``\b`` above it is a heading with lines that stay as they are."""
    lines = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b"):
            heading = paragraph.split("\n")[1]
            lines += [".PP", _prose(heading), *_block(_indented(paragraph))]
        else:
            lines += [".PP", *"\n.br\n".join(map(_prose, paragraph.split("\n"))).split("\n")]
    return lines[1:]


def _indented(paragraph: str) -> list[str]:
    return [line.strip() for line in paragraph.split("\n") if line.startswith(" ")]


def _block(commands: Iterable[str]) -> list[str]:
    """Lines for a shell, where one that is too long goes on below, to be copied all the same."""
    folded = [
        line
        for command in commands
        for line in _folded(re.split(r" (?=--|\| )", command), " ", " \\", WIDEST_EXAMPLE)
    ]
    return [".RS 4", ".nf", *map(_escaped, folded), ".fi", ".RE"]


def _folded(pieces: Sequence[str], between: str, at_end: str, width: int) -> list[str]:
    """The pieces on as many lines as it takes, the later ones indented."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if len(lines[-1] + between + piece) <= width:
            lines[-1] += between + piece
        else:
            lines[-1] += at_end
            lines.append(f"    {piece}")
    return lines


# ---- letters and type -----------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    escaped = text.translate(ESCAPES)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _bold(text: str) -> str:
    return rf"\fB{_escaped(text)}\fR"


def _names(*names: str) -> str:
    return ", ".join(map(_bold, names))


def _prose(text: str) -> str:
    """A sentence with its flags, and what stands in backticks, in bold."""
    pieces = re.split(r"(`[^`]+`|(?<![\w-])--?[a-z][\w-]*)", text)
    return "".join(_bold(p.strip("`")) if i % 2 else _escaped(p) for i, p in enumerate(pieces))


def _usage(text: str) -> str:
    """A flag or an argument: what is typed as it stands is bold, what is replaced in italics."""

    def in_type(found: re.Match[str]) -> str:
        word = found[0]
        if word == "...":
            return word
        is_replaced = word.isupper() and not word.startswith("-")
        return rf"\fI{_escaped(word)}\fR" if is_replaced else _bold(word)

    return re.sub(r"\.{3}|[^][\s,|=…]+", in_type, text).replace("…", "...")


def _label(usage: str) -> str:
    """A usage as it stands above what is said of it.

    It is folded here, since mandoc breaks no list of values; a line must not begin with a blank.
    """
    return "\n.TQ\n\\&".join(map(_usage, _folded(re.split(r"(?<=\|)", usage), "", "", WIDEST_USAGE)))


def _message_of(variable: str) -> str:
    return f"manual-variable-{variable.lower().replace('_', '-')}"
