"""The input as it comes: opened, looked at, decoded."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Iterator

from relcli.batch.encoding import Codec
from relcli.batch.layout import BOM, SPREADSHEETS, Layout, find_encoding, find_layout, format_of, guess_format
from relcli.batch.plan import Plan
from relcli.errors import InputError
from relcli.model import Knowledge

PIECE = 1 << 18
"""Bytes read at once, at most: some thousand rows."""

LONGEST_HEADER = 1 << 26
"""Where so many characters hold no complete header, there is none."""


class Source:
    """The text of a file or a stream; ``done`` counts the bytes read so far."""

    def __init__(self, plan: Plan, descriptor: int) -> None:
        self.plan = plan
        self.descriptor = descriptor
        self.done = 0
        self.at_end = False
        self.codec: Codec

    def begin(self, knowledge: Knowledge) -> tuple[Plan, Layout, str] | None:
        """The plan with its formats, the layout and the text after the header; None when all is blank.

        Reads no further than is needed to see them, so that a stream of one row is answered at once.
        """
        start = b""
        while len(start) < 4 and b"\n" not in start and not self.at_end:  # noqa: PLR2004 - the longest mark
            start += self._read()
        encoding = find_encoding(start, self.plan.encoding)
        self.codec = Codec(encoding)
        text = self.codec.decode(start, at_end=self.at_end)
        while True:
            if text.strip(f"{BOM} \t\r\n"):
                found = self.plan.format or format_of(self.plan.source) or guess_format(text)
                plan = self.plan._replace(format=found, to=self.plan.to or found)
                begun = find_layout(plan, knowledge, text, encoding, at_end=self.at_end)
                if begun is not None:
                    return plan, *begun
            if self.at_end:
                return None
            if len(text) > LONGEST_HEADER:
                raise InputError("no-header")
            text += self.codec.decode(self._read(), at_end=self.at_end)

    def texts(self, text: str) -> Iterator[str]:
        """The text that is at hand, then all that comes."""
        yield text
        while not self.at_end:
            data = self._read()
            yield self.codec.decode(data, at_end=self.at_end)

    def _read(self) -> bytes:
        """What is there, at most ``PIECE`` bytes; empty at the end."""
        while True:
            try:
                data = os.read(self.descriptor, PIECE)
            except BlockingIOError:
                select.select([self.descriptor], [], [])
                continue
            except OSError as error:
                raise _unreadable(self.plan.source, error.strerror or error) from error
            self.done += len(data)
            self.at_end = not data
            return data


@contextlib.contextmanager
def open_source(plan: Plan) -> Iterator[Source]:
    """The input of that name, or standard input for ``-``; raises ``InputError``."""
    if plan.source == "-":
        if sys.stdin is None:  # closed by the caller
            raise _unreadable(plan.source, os.strerror(9))
        yield Source(plan, sys.stdin.fileno())
        return
    if plan.format is None and plan.source.lower().endswith(SPREADSHEETS):
        raise InputError("spreadsheet", name=plan.source)
    try:
        descriptor = os.open(plan.source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unreadable(plan.source, error.strerror or error) from error
    except ValueError as error:
        raise _unreadable(plan.source, error) from error
    try:
        yield Source(plan, descriptor)
    finally:
        os.close(descriptor)


def _unreadable(name: str, why: object) -> InputError:
    return InputError("input-unreadable", name=name, why=why)
