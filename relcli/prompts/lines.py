"""Prompts as numbered lines: nothing is redrawn, so screen readers and dumb terminals can follow."""

from __future__ import annotations

import sys
import textwrap
from typing import TextIO

from relcli.language import Texts
from relcli.prompts import BACK, Ask, Choice, Prompt
from relcli.terminal import columns

WHY_KEY = "?"


def line_asker(texts: Texts, source: TextIO | None = None, screen: TextIO | None = None) -> Ask:
    """Asks on ``screen`` (standard error) and reads numbers from ``source`` (standard input)."""

    def ask(prompt: Prompt) -> str:
        keyboard, out = source or sys.stdin, screen or sys.stderr
        # What a text is for is said at once, why a question is put to whoever asks.
        lines = ["", *filter(None, (*prompt.above, prompt.title, prompt.why if prompt.suggest else ""))]
        for number, choice in enumerate(() if prompt.suggest else prompt.choices, start=1):
            label = " – ".join((choice.label, *choice.beside))  # noqa: RUF001 - a dash is read as a pause
            chosen = texts.say("ask-chosen", answer=label) if choice.id == prompt.chosen else label
            lines.append(f"{number}. {chosen}")
        lines += filter(None, [prompt.below, _keys(prompt, texts)])
        print(_wrapped(lines, out), file=out)
        try:
            if prompt.suggest:
                return _read(texts.say("ask-text"), keyboard, out)
            chosen_one = _choose(prompt, texts, keyboard, out)
        except KeyboardInterrupt:
            print(file=out)  # what is said next must not continue the line of the prompt
            raise
        if chosen_one is None:
            return BACK
        print(chosen_one.label, file=out)
        return chosen_one.id

    return ask


def _keys(prompt: Prompt, texts: Texts) -> str:
    """What may be typed beside a number."""
    keys = [texts.say("ask-line-why")] if prompt.why and not prompt.suggest else []
    keys += [texts.say("ask-line-back")] if prompt.can_go_back else []
    return ", ".join(keys)


def _wrapped(lines: list[str], out: TextIO) -> str:
    """At the width of a terminal lines break between words; elsewhere they do not break."""
    if not out.isatty():
        return "\n".join(lines)
    width = columns({}, out)
    return "\n".join(textwrap.fill(part, width) for line in lines for part in line.split("\n"))


def _choose(prompt: Prompt, texts: Texts, keyboard: TextIO, out: TextIO) -> Choice | None:
    """The choice of that number or letter; None for going back."""
    by_key = {choice.key: choice for choice in prompt.choices if choice.key}
    by_key |= {str(number): choice for number, choice in enumerate(prompt.choices, start=1)}
    back = texts.say("key-back")
    # Enter alone takes the answer that stands, or the first of what can be done.
    standing = prompt.choices[:1] if prompt.bar else [c for c in prompt.choices if c.id == prompt.chosen]
    by_key |= dict(zip(("",), standing, strict=False))
    while (reply := _read(texts.say("ask-number"), keyboard, out).lower()) not in by_key:
        if prompt.can_go_back and reply == back:
            return None
        if prompt.why and reply == WHY_KEY:
            print(_wrapped([prompt.why], out), file=out)
        else:
            print(texts.say("ask-number-again", highest=len(prompt.choices)), file=out)
    return by_key[reply]


def _read(invitation: str, keyboard: TextIO, out: TextIO) -> str:
    print(invitation, end="", file=out, flush=True)
    reply = keyboard.readline()
    if not reply:  # end of input: Ctrl-D
        raise KeyboardInterrupt
    return reply.strip()
