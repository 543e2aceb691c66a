"""Prompts as numbered lines: nothing is redrawn, so screen readers and dumb terminals can follow."""

from __future__ import annotations

import sys
from typing import TextIO

from relcli.language import Texts
from relcli.prompts import Ask, Choice, Prompt

NARROWEST, WIDE = 20, 80


def asker(texts: Texts, source: TextIO | None = None, screen: TextIO | None = None) -> Ask:
    """Asks on ``screen`` (standard error) and reads numbers from ``source`` (standard input)."""

    def ask(prompt: Prompt) -> str:
        keyboard, out = source or sys.stdin, screen or sys.stderr
        opening = [prompt.progress, prompt.title, prompt.why]
        lines = ["", *(line for line in opening if line)]
        for number, choice in enumerate(prompt.choices, start=1):
            label = choice.label
            if choice.id == prompt.chosen:
                label = texts.say("ask-chosen", answer=label)
            lines.append(f"{number}. {label}")
        print(_wrapped(lines, out), file=out)
        try:
            if prompt.suggestions:
                print(texts.say("ask-text"), end="", file=out, flush=True)
                return _read(keyboard)
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
    import os
    import textwrap

    width = max(NARROWEST, os.get_terminal_size(out.fileno()).columns or WIDE)
    return "\n".join(textwrap.fill(part, width) for line in lines for part in line.split("\n"))


def _choose(choices: tuple[Choice, ...], texts: Texts, keyboard: TextIO, out: TextIO) -> Choice:
    by_number = {str(number): choice for number, choice in enumerate(choices, start=1)}
    while True:
        print(texts.say("ask-number"), end="", file=out, flush=True)
        reply = _read(keyboard)
        if reply in by_number:
            return by_number[reply]
        print(texts.say("ask-number-again", highest=len(choices)), file=out)


def _read(keyboard: TextIO) -> str:
    reply = keyboard.readline()
    if not reply:  # end of input: Ctrl-D
        raise KeyboardInterrupt
    return reply.strip()
