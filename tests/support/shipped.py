"""The shipped data, and what the program says of it, in process."""

from __future__ import annotations

from functools import cache
from typing import Any

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.language import Texts
from relcli.render.wire import wire_advice
from relcli.shipped_data import open_shipped_data

DATA = open_shipped_data()


@cache
def texts_in(language: str) -> Texts:
    """The translator of the shipped messages."""
    return Texts(language, DATA.messages, DATA.knowledge)


def told(request: Request, language: str = "en") -> dict[str, Any]:
    """What ``--json`` prints for this request, in this language."""
    advice = make_advice(DATA, request._replace(language=language))
    return wire_advice(advice, DATA, texts_in(language)).to_dict()
