"""What the wheel carries beside the twins of the data: read by key, or too slow to make anew."""

from collections.abc import Mapping

import msgspec

from relcli.data import NAME_INDEX, OWN_NAMES, PHRASES, TRADE_CONCEPTS, TRADES_BY_ID, Data
from relcli.finder.index import own_names
from relcli.line_table import LineTable
from relcli.model import LANGUAGES


def built_files(folder: str) -> Mapping[str, bytes]:
    """Name of each file, for the data in that folder, and what stands in it."""
    data, encode = Data(folder), msgspec.json.Encoder().encode
    own = {id_: concept for id_, concept in data.termbase.items() if id_ not in data.knowledge.concepts}
    built = {TRADES_BY_ID: _as_lines(data.trades), TRADE_CONCEPTS: _as_lines(own)}
    built[PHRASES] = _as_lines(data.every_phrase)
    for language in LANGUAGES:
        names = own_names(data.trades.values(), language)
        built[OWN_NAMES.format(language)] = LineTable.lines_of(names)
        built[NAME_INDEX.format(language)] = encode(data.name_index(language).indexed)
    return built


def _as_lines(entries: Mapping[str, object]) -> bytes:
    return LineTable.lines_of({id_: msgspec.json.encode(entry).decode() for id_, entry in entries.items()})
