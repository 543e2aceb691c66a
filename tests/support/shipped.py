"""The shipped data, and what the program says of it, in process."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec.structs import replace

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.data import Data
from relcli.language import Texts
from relcli.render.wire import wire_advice
from relcli.shipped_data import open_shipped_data

DATA = open_shipped_data()


@cache
def texts_in(language: str) -> Texts:
    """The translator of the shipped messages."""
    return Texts(language, DATA.messages, DATA.knowledge)


@cache
def name_of_several(language: str = "en") -> tuple[str, tuple[str, ...]]:
    """A name that fits several trades whose people say different words, and those trades."""
    shared = (
        n for names in DATA.name_lists.values() for entry in names.names for n in getattr(entry, language)
    )
    found = ((name, DATA.finder.find(name, language)) for name in shared)
    return next((name, by.trades) for name, by in found if by.outcome == "several")


def class_read_otherwise() -> tuple[str, str, str]:
    """A class that leads to one trade in NACE Rev. 2, to another in Rev. 2.1, and both."""
    first, second = DATA.classifications["nace-2"].classes, DATA.classifications["nace-2-1"].classes
    both = ((code, found.trades, second[code].trades) for code, found in first.items() if code in second)
    return next((code, *a, *b) for code, a, b in both if a != b and len(a) == len(b) == 1)


def told(request: Request, language: str = "en") -> dict[str, Any]:
    """What ``--json`` prints for this request, in this language."""
    advice = make_advice(DATA, request._replace(language=language))
    return wire_advice(advice, DATA, texts_in(language)).to_dict()


def data_with(**changes: dict[str, Any]) -> Data:
    """The shipped data with other things known of some trades: ``data_with(gym={"whom": ("payer",)})``."""
    data = Data(DATA.folder)
    # What has been read is the same, but for what was made of the trades.
    data.__dict__ |= {name: read for name, read in DATA.__dict__.items() if name != "finder"}
    ids = {name.replace("_", "-"): change for name, change in changes.items()}
    trades = {**DATA.trades, **{id_: replace(DATA.trades[id_], **change) for id_, change in ids.items()}}
    data.__dict__["trades"] = trades  # as if it had been read
    return data
