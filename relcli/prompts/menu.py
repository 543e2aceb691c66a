"""Prompts as a menu: arrow keys and Enter. The only importer of questionary.

Everything is drawn on standard error, so that ``relcli > advice.txt`` still shows the questions.
"""

from __future__ import annotations

import sys
import textwrap

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import ColorDepth, Output, create_output

from relcli.language import Texts
from relcli.prompts import Ask, Prompt

INDENT = "\n  "
LABEL_INDENT = "\n   "
MARGIN = 4
NARROWEST = 16


def asker(texts: Texts, *, color: bool, screen: Output | None = None) -> Ask:
    """A menu per prompt, drawn on ``screen`` (standard error); Ctrl-C, Ctrl-D and Escape all leave."""

    def ask(prompt: Prompt) -> str:
        output = screen or create_output(stdout=sys.stderr)
        width = max(NARROWEST, output.get_size().columns - MARGIN)
        opening = _lines(width, prompt.progress, prompt.title)
        color_depth = None if color else ColorDepth.DEPTH_1_BIT
        with create_app_session(output=output):
            if prompt.suggestions:
                under = _lines(width, prompt.why, texts.say("ask-text-keys"))
                question = questionary.autocomplete(
                    INDENT.join([*opening, *under]) + INDENT,
                    choices=list(prompt.suggestions),
                    match_middle=True,
                    qmark="?",
                    color_depth=color_depth,
                )
            else:
                under = _lines(width, prompt.why, texts.say("ask-keys"))
                question = questionary.select(
                    INDENT.join(opening),
                    choices=[
                        questionary.Choice(LABEL_INDENT.join(_lines(width, c.label)), value=c.id)
                        for c in prompt.choices
                    ],
                    default=prompt.chosen,
                    instruction=INDENT + INDENT.join(under),
                    qmark="?",
                    pointer="❯",  # noqa: RUF001 - the pointer is meant to look like one
                    color_depth=color_depth,
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


def _lines(width: int, *texts: str) -> list[str]:
    """Wrapped here, since the menu cuts what does not fit the terminal."""
    parts = [part for text in texts for part in text.splitlines() if part]
    return [line for part in parts for line in textwrap.wrap(part, width)]


def _leaving() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("escape", eager=False)
    @bindings.add("c-d", eager=True)
    @bindings.add("<sigint>", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings
