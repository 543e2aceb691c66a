"""Which form an output takes, and writing it whole to standard output."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from relcli.errors import AnswerError
from relcli.lookup import check_choice
from relcli.terminal import columns, is_accessible, speaks_utf8, wants_color

if TYPE_CHECKING:
    from relcli.render.page import Page

FORMATS = ("text", "plain", "json", "markdown")
BARE = "bare"
"""The term alone, which ``--quiet`` asks for: no layout at all."""
COLORS = ("auto", "always", "never")


class Output(NamedTuple):
    """How to show: the format, and the colour choice for text."""

    format: str
    color: str

    def write(self, page: Callable[[], "Page"], table: Callable[[], Mapping[str, Any]]) -> None:
        """Write to standard output; only the form that is wanted is made."""
        if self.format == "json":
            put(to_json(table()))
        else:
            put(self.layout(page(), sys.stdout))

    def layout(self, page: "Page", stream: TextIO) -> str:
        """The page in this format, fit for that stream."""
        if self.format == "text":
            from relcli.render import text

            color = wants_color(self.color, os.environ, stream)
            lists = is_accessible(os.environ)
            return text.render(page, color=color, lists=lists, width=columns(os.environ, stream))
        if self.format == "markdown":
            from relcli.render import markdown

            return markdown.render(page)
        from relcli.render import plain

        return plain.render(page)


def choose(
    format: str | None,  # noqa: A002 - the flag is called so
    *,
    json: bool,
    color: str | None,
    quiet: bool = False,
) -> Output:
    """The form that the flags ask for; text on a terminal and plain in a pipe by default."""
    chosen = None if format is None else check_choice("--format", format, FORMATS)
    if json and chosen not in (None, "json"):
        raise AnswerError("contradicting-flags", first="--json", second=f"--format {chosen}")
    if json:
        chosen = "json"
    if quiet and chosen:
        second = "--json" if json else f"--format {chosen}"
        raise AnswerError("contradicting-flags", first="--quiet", second=second)
    if quiet:
        chosen = BARE
    default = "text" if sys.stdout.isatty() else "plain"
    return Output(format=chosen or default, color=check_choice("--color", color or "auto", COLORS))


def to_json(table: Mapping[str, Any]) -> str:
    """One JSON document; letters as they are where the stream can take them, else escaped."""
    import json

    return json.dumps(table, ensure_ascii=not speaks_utf8(sys.stdout), indent=2) + "\n"


def to_line(table: Mapping[str, Any]) -> str:
    """A JSON value on one line, as ``to_json`` writes letters."""
    import json

    return json.dumps(table, ensure_ascii=not speaks_utf8(sys.stdout))


def put(text: str) -> None:
    """Write to standard output now, so that a full disk or a closed pipe is noticed here."""
    sys.stdout.write(text)
    sys.stdout.flush()
