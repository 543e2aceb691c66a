"""Prompts as a menu: arrow keys and Enter. The only importer of questionary.

Everything is drawn on standard error, so that ``relcli > advice.txt`` still shows the questions.
"""

from __future__ import annotations

import sys

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import create_output

from relcli.language import Words
from relcli.prompts import Ask, Prompt


def asker(words: Words) -> Ask:
    """A menu per prompt; Ctrl-C, Ctrl-D and Escape all leave."""

    def ask(prompt: Prompt) -> str:
        opening = [line for line in (prompt.progress, prompt.title) if line]
        under = "\n".join(line for line in (prompt.why, words.say("ask-keys")) if line)
        with create_app_session(output=create_output(stdout=sys.stderr)):
            question = questionary.select(
                "\n  ".join(opening),
                choices=[questionary.Choice(c.label, value=c.id) for c in prompt.choices],
                default=prompt.chosen,
                instruction="\n  " + under.replace("\n", "\n  "),
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


def _leaving() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("escape", eager=False)
    @bindings.add("c-d", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings
