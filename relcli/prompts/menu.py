"""Prompts as a menu that is drawn in place: numbers, arrows and letters. The only importer of questionary.

Everything is drawn on standard error, so that ``relcli > advice.txt`` still shows the questions; of a prompt
that is answered nothing is left.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable

from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from questionary import Question

from relcli.language import Texts
from relcli.prompts import BACK, Ask, Choice, Prompt

POINTER, MARGIN, GAP, NARROWEST, DIGITS = "❯ ", "  ", 2, 12, 9  # noqa: RUF001 - the pointer is meant to look like one
STYLE = Style.from_dict({"title": "bold", "chosen": "bold", "word": "fg:ansimagenta", "key": "bold"})
LONGEST = 200
"""A longer text is no name of a trade and not looked for."""
ROOM_FOR_ALL = 70
"""From so many columns on all that stands beside a choice is shown, below it the first of it."""


def menu_asker(texts: Texts, *, color: bool, screen: Output | None = None) -> Ask:
    """A menu per prompt, drawn on ``screen`` (standard error); Ctrl-C and Ctrl-D leave."""

    def ask(prompt: Prompt) -> str:
        output = screen or create_output(stdout=sys.stderr)
        with create_app_session(output=output):
            width = max(NARROWEST, output.get_size().columns - 1)
            menu = Menu(prompt, texts, width)
            depth = None if color else ColorDepth.DEPTH_1_BIT
            return str(Question(menu.application(depth)).unsafe_ask())

    return ask


class Menu:
    """One prompt while it stands: what is typed, which row the cursor is on, whether the why is shown."""

    def __init__(self, prompt: Prompt, texts: Texts, width: int) -> None:
        self._prompt, self._texts, self._width = prompt, texts, width
        self._tells_why = False
        self._buffer = Buffer(multiline=False, document=Document(prompt.typed))
        self._found: tuple[str, list[Choice]] | None = None
        ids = [choice.id for choice in self._rows]
        self._at = ids.index(prompt.chosen) if prompt.chosen in ids else 0

    def application(self, depth: ColorDepth | None) -> Application[str]:
        """The prompt as something to run."""
        parts = [Window(FormattedTextControl(self._head), dont_extend_height=True)]
        if self._prompt.suggest:
            field = BufferControl(self._buffer, input_processors=[BeforeInput("> ", style="class:title")])
            parts.append(Window(field, height=1))
        body = FormattedTextControl(
            self._body, focusable=True, show_cursor=False, get_cursor_position=self._cursor
        )
        parts.append(Window(body, dont_extend_height=True))
        parts.append(Window(FormattedTextControl(self._foot), dont_extend_height=True))
        focused = parts[1] if self._prompt.suggest else parts[-2]
        application: Application[str] = Application(
            layout=Layout(HSplit(parts), focused_element=focused),
            key_bindings=self._keys(),
            style=STYLE,
            color_depth=depth,
            erase_when_done=True,
        )
        # Escape alone must not wait for the rest of an escape sequence for long.
        application.ttimeoutlen = application.timeoutlen = 0.05
        return application

    # ---- what is drawn ------------------------------------------------------------------------------------

    def _head(self) -> StyleAndTextTuples:
        prompt, told = self._prompt, list[tuple[str, str]]()
        told += [("", line) for text in prompt.above for line in self._wrapped(text)]
        told += [("", "")] if told and not prompt.bar else []
        told += [("class:title", line) for line in self._wrapped(prompt.title)]
        if prompt.suggest or self._tells_why:
            told += [("", line) for line in self._wrapped(prompt.why)]
        told += [("", "")] if not prompt.bar else []
        drawn: StyleAndTextTuples = []
        for place, (style, line) in enumerate(told):
            drawn.append((style, f"\n{line}" if place else line))
        return drawn

    def _body(self) -> StyleAndTextTuples:
        if self._prompt.bar:
            return self._bar()
        drawn: StyleAndTextTuples = []
        drawn += [("", "\n")] if self._prompt.suggest else []
        told = [(choice.label, *choice.beside) for choice in self._rows if choice.beside]
        columns = [max(map(len, column)) for column in zip(*told, strict=True)]
        for place, choice in enumerate(self._rows):
            drawn += [("", "\n")] if place else []
            drawn += self._row(place, choice, columns)
        return drawn

    def _row(self, place: int, choice: Choice, columns: list[int]) -> StyleAndTextTuples:
        is_at = place == self._at
        style, pointer = ("class:chosen", POINTER) if is_at else ("", MARGIN)
        number = f"{place + 1}  " if self._has_numbers() else ""
        indent = len(pointer + number)
        first, *others = textwrap.wrap(choice.label, max(8, self._width - indent)) or [""]
        drawn: StyleAndTextTuples = [(style, f"{pointer}{number}{first}")]
        drawn += [(style, f"\n{' ' * indent}{line}") for line in others]
        filled = len(drawn[-1][1].lstrip("\n"))
        column = indent
        for nth, text in enumerate(choice.beside):
            column += columns[nth] + GAP
            is_word = nth == 0
            if column + len(text) > self._width or not (is_word or self._width >= ROOM_FOR_ALL):
                break
            drawn += [("", " " * (column - filled)), ("class:word" if is_word else "", text)]
            filled = column + len(text)
        return drawn

    def _bar(self) -> StyleAndTextTuples:
        drawn: StyleAndTextTuples = []
        used = 0
        for choice in self._prompt.choices:
            told = f"{choice.key} {choice.label}"
            joint = "" if not drawn else " · " if used + 3 + len(told) <= self._width else "\n"
            used = len(told) if joint == "\n" else used + len(joint) + len(told)
            drawn += [("", joint), ("class:key", choice.key), ("", f" {choice.label}")]
        return drawn

    def _foot(self) -> StyleAndTextTuples:
        """What is known so far, and the keys."""
        prompt, say = self._prompt, self._texts.say
        if prompt.bar:
            return []
        keys = [say("keys-choose", highest=len(self._rows))] if self._has_numbers() else [say("keys-move")]
        if not self._has_numbers():
            keys.append(say("keys-take"))
        keys += [say("keys-back")] if prompt.can_go_back else []
        keys += [say("keys-why")] if prompt.why and not prompt.suggest else []
        keys.append(say("keys-leave"))
        lines = ["", *self._wrapped(prompt.below), *self._wrapped(" · ".join(keys))]
        return [("", "\n".join(lines))]

    def _wrapped(self, text: str) -> list[str]:
        return [line for part in text.splitlines() for line in textwrap.wrap(part, self._width)]

    def _cursor(self) -> Point:
        return Point(0, sum(len(textwrap.wrap(row.label, self._width)) for row in self._rows[: self._at]))

    # ---- what the keys do ----------------------------------------------------------------------------------

    @property
    def _rows(self) -> list[Choice]:
        """The choices, under what is suggested for the text: looked for when it is drawn or taken, since what
        is pasted comes letter by letter."""
        typed = self._buffer.text
        if self._found is None or self._found[0] != typed:
            is_text = self._prompt.suggest and typed.strip() and len(typed) <= LONGEST
            suggested = self._prompt.suggest(typed) if self._prompt.suggest and is_text else ()
            self._found, self._at = (typed, [*suggested, *self._prompt.choices]), 0
        return self._found[1]

    def _has_numbers(self) -> bool:
        return not self._prompt.suggest and len(self._rows) <= DIGITS

    def _move(self, by: int) -> Callable[[KeyPressEvent], None]:
        def move(event: KeyPressEvent) -> None:  # noqa: ARG001
            self._at = (self._at + by) % len(self._rows)

        return move

    def _keys(self) -> KeyBindings:
        bindings = KeyBindings()
        for keys, by in ((("up", "s-tab", "c-p"), -1), (("down", "tab", "c-n"), 1)):
            for key in keys:
                bindings.add(key, eager=True)(self._move(by))
        if not self._prompt.suggest:  # There letters are text.
            self._add_letters(bindings)
        for key in ("enter", "c-j"):  # What is typed before the prompt stands comes as a line feed.
            bindings.add(key, eager=True)(self._take)
        bindings.add("escape")(self._escape)
        # What comes in as a mouse that nobody moved, out of what was pasted, would be taken for one.
        bindings.add(Keys.Vt100MouseEvent, eager=True)(lambda event: None)  # noqa: ARG005
        for key in ("c-c", "c-d", "<sigint>"):
            bindings.add(key, eager=True)(_leave)
        return bindings

    def _add_letters(self, bindings: KeyBindings) -> None:
        bindings.add("k")(self._move(-1))
        bindings.add("j")(self._move(1))
        bindings.add("?")(self._turn_why)
        for place, choice in enumerate(self._rows, start=1):
            if self._has_numbers():
                bindings.add(str(place))(_taking(choice))
            if len(choice.key) == 1:
                bindings.add(choice.key)(_taking(choice))

    def _turn_why(self, event: KeyPressEvent) -> None:  # noqa: ARG002
        self._tells_why = not self._tells_why

    def _take(self, event: KeyPressEvent) -> None:
        event.app.exit(result=self._rows[self._at].id if self._rows else self._buffer.text)

    def _escape(self, event: KeyPressEvent) -> None:
        """Back: from what is typed, to the question before, out of what comes at the end."""
        if self._buffer.text and self._prompt.suggest:
            self._buffer.text = ""
        elif self._prompt.can_go_back:
            event.app.exit(result=BACK)
        elif self._prompt.bar:
            event.app.exit(result=self._rows[0].id)
        else:
            _leave(event)


def _leave(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt)


def _taking(choice: Choice) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=choice.id)
