"""Prompts as numbered lines: nothing is redrawn, so screen readers and dumb terminals can follow."""

from __future__ import annotations

import sys
import textwrap
from typing import TextIO

from relcli.language import Texts
from relcli.prompts import Ask, Choice, Prompt
from relcli.terminal import columns


def line_asker(texts: Texts, source: TextIO | None = None, screen: TextIO | None = None) -> Ask:
    """Asks on ``screen`` (standard error) and reads numbers from ``source`` (standard input)."""

    def ask(prompt: Prompt) -> str:
        keyboard, out = source or sys.stdin, screen or sys.stderr
        lines = ["", *filter(None, (prompt.progress, prompt.title, prompt.why))]
        for number, (id_, label, _) in enumerate(prompt.choices, start=1):
            answer = texts.say("ask-chosen", answer=label) if id_ == prompt.chosen else label
            lines.append(f"{number}. {answer}")
        print(_wrapped(lines, out), file=out)
        try:
            if prompt.suggest:
                return _read(texts.say("ask-text"), keyboard, out)
            chosen = _choose(prompt.choices, texts, keyboard, out)
        except KeyboardInterrupt:
            print(file=out)  # what is said next must not continue the line of the prompt
            raise
        print(chosen.label, file=out)
        return chosen.id

    return ask


def _wrapped(lines: list[str], out: TextIO) -> str:
    """At the width of a terminal lines break between words; elsewhere they do not break."""
    if not out.isatty():
        return "\n".join(lines)
    width = columns({}, out)
    return "\n".join(textwrap.fill(part, width) for line in lines for part in line.split("\n"))


def _choose(choices: tuple[Choice, ...], texts: Texts, keyboard: TextIO, out: TextIO) -> Choice:
    by_number = {choice.key: choice for choice in choices if choice.key}
    by_number |= {str(number): choice for number, choice in enumerate(choices, start=1)}
    while (reply := _read(texts.say("ask-number"), keyboard, out)) not in by_number:
        print(texts.say("ask-number-again", highest=len(choices)), file=out)
    return by_number[reply]


def _read(invitation: str, keyboard: TextIO, out: TextIO) -> str:
    print(invitation, end="", file=out, flush=True)
    reply = keyboard.readline()
    if not reply:  # end of input: Ctrl-D
        raise KeyboardInterrupt
    return reply.strip()
