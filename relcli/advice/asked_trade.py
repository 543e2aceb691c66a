"""The trade that somebody asks about, as they typed it; asked back where it could be several."""

from typing import NamedTuple

from relcli.data import Data
from relcli.errors import AmbiguousTradeError, AnswerError
from relcli.model.trades import Trade


class AskedTrade(NamedTuple):
    """A trade and how it was understood.

    ``close_to`` is what was typed where that is no name of it; ``by`` the classification by whose revision a
    class was read that means something else in another.
    """

    trade: Trade
    close_to: str | None = None
    by: str | None = None


def understand_trade(data: Data, text: str, language: str, revision: str | None = None) -> AskedTrade:
    """The one trade that is meant; ``AnswerError`` where there is none, or several, with the word of each."""
    found = data.finder.find(text, language, revision)
    if found.outcome == "none":
        raise AnswerError("unknown-business", value=text)
    if found.outcome == "several":
        fitting = ", ".join(name_with_word(data.trades[trade], language) for trade in found.trades)
        raise AmbiguousTradeError("ambiguous-business", trades=found.trades, value=text, fitting=fitting)
    return AskedTrade(data.trades[found.trades[0]], text if found.outcome == "close" else None, found.by)


def name_with_word(trade: Trade, language: str) -> str:
    """The trade and what its people say, by which a person tells it from its neighbours."""
    word = trade.expect.get(language)
    return f"{trade.label[language]} ({word})" if word else trade.label[language]
