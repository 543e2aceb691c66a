"""Which form an output takes, and writing it whole to standard output or to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TextIO

import msgspec

from relcli.errors import AnswerError
from relcli.lookup import check_choice
from relcli.terminal import columns, inert_json, is_accessible, printable_lines, speaks_utf8, wants_color

if TYPE_CHECKING:
    from relcli.atomic import State
    from relcli.render.page import Page

PAGE_FORMATS = ("text", "plain", "json", "markdown")
COLORS = ("auto", "always", "never")
BARE = "bare"
"""The term alone, which ``--quiet`` asks for: no layout at all."""


class OutputForm(NamedTuple):
    """How to show: the format, the colour choice for text, and whether what is long may be paged."""

    format: str
    color: str
    paged: bool = True

    def write(self, page: Callable[[], Page], table: Callable[[], Mapping[str, object]]) -> None:
        """Write to standard output; only the form that is wanted is made."""
        if self.format == "json":
            put(to_json(table()))
        else:
            self.put_page(page())

    def put_page(self, page: Page) -> None:
        """The page on standard output; text that is longer than the screen through a pager."""
        told = self.layout(page, sys.stdout)
        if self.format == "text" and self.paged:
            from relcli.cli.pager import page_out

            if page_out(told, sys.stdout):
                return
        put(told)

    def layout(self, page: Page, stream: TextIO) -> str:
        """The page in this format, fit for that stream."""
        if self.format == "text":
            from relcli.render.text import render_terminal

            color = wants_color(self.color, os.environ, stream)
            lists = is_accessible(os.environ)
            return render_terminal(page, color=color, lists=lists, width=columns(os.environ, stream))
        from relcli.render.page import render_markdown, render_plain

        return render_markdown(page) if self.format == "markdown" else render_plain(page)


def choose(
    form: str | None, *, json: bool, color: str | None, quiet: bool = False, paged: bool = True
) -> OutputForm:
    """The form that the flags ask for; text on a terminal and plain in a pipe by default."""
    chosen = choose_format(form, PAGE_FORMATS, json=json)
    if quiet and chosen:
        second = "--json" if json else f"--format {chosen}"
        raise AnswerError("contradicting-flags", first="--quiet", second=second)
    default = BARE if quiet else "text" if sys.stdout.isatty() else "plain"
    return OutputForm(chosen or default, check_choice("--color", color or "auto", COLORS), paged)


def choose_format(form: str | None, allowed: tuple[str, ...], *, json: bool) -> str | None:
    """The format asked for by ``--format`` or by its short form ``--json``, which must agree."""
    chosen = None if form is None else check_choice("--format", form, allowed)
    if json and chosen not in (None, "json"):
        raise AnswerError("contradicting-flags", first="--json", second=f"--format {chosen}")
    return "json" if json else chosen


def to_json(table: object) -> str:
    """One JSON document; letters as they are where the stream can take them, else escaped."""
    if speaks_utf8(sys.stdout):
        return inert_json(msgspec.json.format(msgspec.json.encode(table), indent=2).decode()) + "\n"
    import json

    return inert_json(json.dumps(msgspec.to_builtins(table), indent=2)) + "\n"


def put(text: str) -> None:
    """Write to standard output now, so that a full disk or a closed pipe is noticed here."""
    sys.stdout.write(text)
    sys.stdout.flush()


def put_patch(text: str) -> None:
    """A patch, byte for byte as its files are; on a terminal nothing in them can act."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or sys.stdout.isatty():
        put(printable_lines(text))
        return
    sys.stdout.flush()
    binary.write(text.encode("utf-8", "surrogateescape"))
    binary.flush()


def write_exact(text: str, path: str | None, replacing: State = None) -> None:
    """To the file, or to standard output byte for byte: UTF-8 and LF are part of what is promised.

    On a terminal nothing in it can act. ``replacing`` is what stood at the path when the run began.
    """
    if path is not None and path != "-":
        from relcli.atomic import write_file

        write_file(path, text, replacing)
    elif (binary := getattr(sys.stdout, "buffer", None)) and not sys.stdout.isatty():
        sys.stdout.flush()
        binary.write(text.encode("utf-8"))
        binary.flush()
    else:  # or a stream of text only, which a caller in Python has put there
        put(printable_lines(text))
