"""Asking about one edit after the other."""

import sys
from collections.abc import Hashable

from relcli.check.files import SourceFile
from relcli.check.find import Finding
from relcli.check.fix.edits import Edit, lines_of
from relcli.language import Texts
from relcli.terminal import printable, say_on_stderr

CHOICES = ("yes", "no", "all", "quit", "help")
RED, GREEN, PLAIN_AGAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


class EditChooser:
    """Asks about each edit, as ``git add -p`` does; what changes together is asked about once."""

    def __init__(self, texts: Texts, *, colored: bool) -> None:
        self._texts, self._colored = texts, colored
        self._units: dict[Hashable, bool] = {}
        self._file: str | None = None
        self._rest: bool | None = None

    def __call__(self, source: SourceFile, found: Finding, edit: Edit) -> bool:
        """Is it to be made?"""
        if source.path != self._file:
            self._file, self._units = source.path, {}
        if found.unit is not None and found.unit in self._units:
            return self._units[found.unit]
        wanted = self._ask(source, found, edit) if self._rest is None else self._rest
        self._units[found.unit] = wanted
        return wanted

    def _ask(self, source: SourceFile, found: Finding, edit: Edit) -> bool:
        say = self._texts.say
        keys = {say(f"choose-{what}-key"): what for what in CHOICES}
        place = f"{printable(source.path)}:{found.line}:{found.column}"
        safety = "" if edit.safe else f" {say('choose-unsafe')}"
        lines = [f"{place}{safety}"]
        for sign, line, paint in zip("-+", lines_of(source.text, edit), (RED, GREEN), strict=True):
            told = f"{sign}{printable(line)}"
            lines.append(f"{paint}{told}{PLAIN_AGAIN}" if self._colored else told)
        say_on_stderr("\n".join(lines))
        while True:
            print(say("choose-edit", keys=",".join(keys)), end=" ", file=sys.stderr, flush=True)
            reply = sys.stdin.readline()
            what = keys.get(reply.strip().lower()[:1], "help") if reply else "quit"
            if what == "help":
                say_on_stderr("\n".join(f"{key} - {say(f'choose-{what}')}" for key, what in keys.items()))
                continue
            if what in ("all", "quit"):
                self._rest = what == "all"
            return what in ("yes", "all")
