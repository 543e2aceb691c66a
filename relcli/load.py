"""The data by function, for rooms that are not yet handed a ``Data``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from relcli import data as _data
from relcli.data import Data
from relcli.model import (
    DEFAULT_ROLES,
    FORMS,
    LANGUAGES,
    Concept,
    Knowledge,
    Text,
    Trade,
)
from relcli.model.files import Example, Guidance, Medium, Reference, Remark

__all__ = ["DEFAULT_ROLES", "FORMS", "LANGUAGES", "data_folder", "read"]


def data_folder() -> str:
    return _data.data_folder()


@cache
def _opened(folder: str) -> Data:
    return Data(folder)


def _data_in(folder: str | None) -> Data:
    return _opened(folder or data_folder())


def read(folder: str, name: str) -> Any:
    return Data(folder)._read(name, dict[str, Any])  # noqa: SLF001


def knowledge(folder: str | None = None) -> Knowledge:
    return _data_in(folder).knowledge


def termbase(folder: str | None = None) -> Mapping[str, Concept]:
    return _data_in(folder).termbase


def messages(folder: str | None = None) -> Mapping[str, Text]:
    return _data_in(folder).messages


def trades(folder: str | None = None) -> Mapping[str, Trade]:
    return _data_in(folder).trades


def guidance(folder: str | None = None) -> tuple[Guidance, ...]:
    return _data_in(folder).guidance


def examples(folder: str | None = None) -> tuple[Example, ...]:
    return _data_in(folder).examples


def references(folder: str | None = None) -> Mapping[str, Reference]:
    return _data_in(folder).references


def remarks(folder: str | None = None) -> tuple[Remark, ...]:
    return _data_in(folder).remarks


def media(folder: str | None = None) -> Mapping[str, Medium]:
    return _data_in(folder).media


def senses(folder: str | None = None) -> Mapping[str, Any]:
    return _data_in(folder).senses
