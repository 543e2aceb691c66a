"""Prompts as numbered lines: nothing is redrawn, so screen readers and dumb terminals can follow."""

from __future__ import annotations

import sys
from typing import TextIO

from relcli.language import Words
from relcli.prompts import Ask, Prompt


def asker(words: Words, source: TextIO | None = None, screen: TextIO | None = None) -> Ask:
    """Asks on ``screen`` (standard error) and reads numbers from ``source`` (standard input)."""

    def ask(prompt: Prompt) -> str:
        keyboard, out = source or sys.stdin, screen or sys.stderr
        opening = [prompt.progress, prompt.title, prompt.why]
        lines = ["", *(line for line in opening if line)]
        for number, choice in enumerate(prompt.choices, start=1):
            label = choice.label
            if choice.id == prompt.chosen:
                label = words.say("ask-chosen", answer=label)
            lines.append(f"{number}. {label}")
        print("\n".join(lines), file=out)
        while True:
            print(words.say("ask-number"), end="", file=out, flush=True)
            reply = keyboard.readline()
            if not reply:
                raise KeyboardInterrupt
            number = reply.strip()
            if number.isascii() and number.isdigit() and 1 <= int(number) <= len(prompt.choices):
                chosen = prompt.choices[int(number) - 1]
                print(chosen.label, file=out)
                return chosen.id
            print(words.say("ask-number-again", highest=len(prompt.choices)), file=out)

    return ask
