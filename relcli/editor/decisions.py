"""The decisions that hold for the texts of an editor, each read once and again when its file has changed."""

import os
from collections.abc import Callable
from typing import NamedTuple

from relcli.check.house_rules import HouseRules, ReadingChoice, rules_of_house
from relcli.data import Data
from relcli.errors import InputError
from relcli.house import file
from relcli.language import Texts


class Settings(NamedTuple):
    """What the whole run of a server goes by: ``config`` is the decision file of all texts, if it is named;
    ``tell`` puts an error into words. What is said is said in the language of ``texts``."""

    data: Data
    texts: Texts
    tell: Callable[[InputError, Texts], str]
    config: str | None = None
    reading: ReadingChoice = ReadingChoice()


class KnownDecision(NamedTuple):
    """What came of one decision file: its rules, or what is wrong with it."""

    stamp: tuple[int, int, int]
    rules: HouseRules | None
    error: InputError | None = None


class Decisions:
    """Every decision that was asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, KnownDecision] = {}

    def rules_in(self, folder: str) -> HouseRules | None:
        """The rules that hold in a folder; None where nothing is decided. ``InputError`` for a file that
        cannot be read."""
        path = self._settings.config or file.find(folder)
        if path is None:
            return None
        real = os.path.realpath(path)
        try:
            found = os.stat(real)
            stamp = found.st_mtime_ns, found.st_size, found.st_ino
        except OSError:
            stamp = 0, 0, 0
        known = self._known.get(real)
        if known is None or known.stamp != stamp:
            known = self._known[real] = self._read(real, stamp)
        if known.error:
            raise known.error
        return known.rules

    def _read(self, path: str, stamp: tuple[int, int, int]) -> KnownDecision:
        data, texts, *_, reading = self._settings
        try:
            house = file.read(path, data)
            return KnownDecision(stamp, rules_of_house(house, os.path.dirname(path), data, texts, reading))
        except InputError as error:
            return KnownDecision(stamp, None, error)
