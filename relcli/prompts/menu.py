"""Prompts as a menu: arrow keys and Enter. The only importer of questionary.

Everything is drawn on standard error, so that ``relcli > advice.txt`` still shows the questions.
"""

from __future__ import annotations

import os
import sys
import textwrap

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import create_output

from relcli.language import Words
from relcli.prompts import Ask, Prompt


INDENT = "\n  "
MARGIN = 4


def asker(words: Words) -> Ask:
    """A menu per prompt; Ctrl-C, Ctrl-D and Escape all leave."""

    def ask(prompt: Prompt) -> str:
        opening = _lines(prompt.progress, prompt.title)
        under = _lines(prompt.why, words.say("ask-keys"))
        with create_app_session(output=create_output(stdout=sys.stderr)):
            question = questionary.select(
                INDENT.join(opening),
                choices=[questionary.Choice(c.label, value=c.id) for c in prompt.choices],
                default=prompt.chosen,
                instruction=INDENT + INDENT.join(under),
                qmark="?",
                pointer="❯",
            )
            question.application.key_bindings = merge_key_bindings(
                [question.application.key_bindings or KeyBindings(), _leaving()]
            )
            # Escape alone must not wait for the rest of an escape sequence for long.
            question.application.ttimeoutlen = 0.05
            question.application.timeoutlen = 0.05
            reply = question.unsafe_ask()
        return str(reply)

    return ask


def _lines(*texts: str) -> list[str]:
    """Wrapped here, since the menu cuts what does not fit the terminal."""
    width = max(20, os.get_terminal_size(sys.stderr.fileno()).columns - MARGIN)
    return [line for text in texts if text for line in textwrap.wrap(text, width)]


def _leaving() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("escape", eager=False)
    @bindings.add("c-d", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings
