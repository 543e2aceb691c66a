"""Prompts as a menu: arrow keys and Enter. The only importer of questionary.

Everything is drawn on standard error, so that ``relcli > advice.txt`` still shows the questions.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import ColorDepth, Output, create_output

from relcli.language import Texts
from relcli.prompts import Ask, Prompt, Suggest

INDENT, LABEL_INDENT = "\n  ", "\n   "
MARGIN, NARROWEST_MENU = 4, 16


def menu_asker(texts: Texts, *, color: bool, screen: Output | None = None) -> Ask:
    """A menu per prompt, drawn on ``screen`` (standard error); Ctrl-C, Ctrl-D and Escape all leave."""

    def ask(prompt: Prompt) -> str:
        output = screen or create_output(stdout=sys.stderr)
        with create_app_session(output=output):
            width = max(NARROWEST_MENU, output.get_size().columns - MARGIN)
            question = _question(prompt, texts, width, None if color else ColorDepth.DEPTH_1_BIT)
            application = question.application
            bindings = [application.key_bindings or KeyBindings(), _leaving(), _letters(prompt)]
            application.key_bindings = merge_key_bindings(bindings)
            # Escape alone must not wait for the rest of an escape sequence for long.
            application.ttimeoutlen = application.timeoutlen = 0.05
            return str(question.unsafe_ask())

    return ask


def _question(prompt: Prompt, texts: Texts, width: int, depth: ColorDepth | None) -> questionary.Question:
    opening = _lines(width, prompt.progress, prompt.title)
    if prompt.suggest:
        under = _lines(width, prompt.why, texts.say("ask-text-keys"))
        return questionary.autocomplete(
            INDENT.join([*opening, *under, ""]),
            choices=[],
            completer=_Suggestions(prompt.suggest),
            qmark="?",
            color_depth=depth,
        )
    return questionary.select(
        INDENT.join(opening),
        choices=[
            questionary.Choice(LABEL_INDENT.join(_lines(width, label)), value=id_)
            for id_, label, _ in prompt.choices
        ],
        default=prompt.chosen,
        instruction=INDENT.join(["", *_lines(width, prompt.why, texts.say("ask-keys"))]),
        qmark="?",
        pointer="❯",  # noqa: RUF001 - the pointer is meant to look like one
        color_depth=depth,
    )


class _Suggestions(Completer):
    """What may be meant by the text so far, in the place of all of it."""

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        typed = document.text_before_cursor
        for choice in self._suggest(typed) if typed.strip() else ():
            yield Completion(choice.id, -len(typed), display_meta=choice.label)


def _lines(width: int, *texts: str) -> list[str]:
    """Wrapped here, since the menu cuts what does not fit the terminal."""
    return [line for text in texts for part in text.splitlines() for line in textwrap.wrap(part, width)]


def _letters(prompt: Prompt) -> KeyBindings:
    """Each choice that has a letter is chosen by it."""
    bindings = KeyBindings()

    def choose(chosen: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=chosen)

    for choice in prompt.choices:
        if choice.key:
            bindings.add(choice.key)(choose(choice.id))
    return bindings


def _leaving() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("escape", eager=False)
    @bindings.add("c-d", eager=True)
    @bindings.add("<sigint>", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings
