"""Everything that lies in ``data/``, opened once and handed down: nobody below the command line looks for it.

Each kind is read when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from relcli import load
from relcli.decide.ballot import Ballots
from relcli.lookup import TradeIndex
from relcli.model import Concept, Example, Guidance, Knowledge, Medium, Reference, Remark, Text, Trade


class Data:
    """The data in one folder; by default that of the installed package, or of the checkout.

    Raises ``KnowledgeError`` when a kind is first read and broken.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.folder = folder or load.data_folder()

    @cached_property
    def knowledge(self) -> Knowledge:
        """Everything the decision and its words need."""
        return load.knowledge(self.folder)

    @cached_property
    def termbase(self) -> Mapping[str, Concept]:
        """Every concept by id: those of the documents, and the words that trades have established."""
        return load.termbase(self.folder)

    @cached_property
    def trades(self) -> Mapping[str, Trade]:
        """Trades by id, sector by sector."""
        return load.trades(self.folder)

    @cached_property
    def ballots(self) -> Ballots:
        """Who stands for each role, and what every answer adds to whom."""
        return Ballots(self.knowledge)

    @cached_property
    def trade_index(self) -> TradeIndex:
        """The trades by everything that they are called."""
        return TradeIndex(self.trades)

    @cached_property
    def messages(self) -> Mapping[str, Text]:
        """Every sentence the program says: message id to language to words with ``{blanks}``."""
        return load.messages(self.folder)

    @cached_property
    def guidance(self) -> tuple[Guidance, ...]:
        """What the documents teach beside the choice of a word, document by document."""
        return load.guidance(self.folder)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Everything the documents list, one example per trade or set of answers."""
        return load.examples(self.folder)

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """Works cited for designations, by id."""
        return load.references(self.folder)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Legal senses and preferences."""
        return load.remarks(self.folder)

    @cached_property
    def media(self) -> Mapping[str, Medium]:
        """The places where a word may stand, by id."""
        return load.media(self.folder)

    @cached_property
    def senses(self) -> Mapping[str, Mapping[str, Any]]:
        """What tells in a text whether a word means a person, by language."""
        return load.senses(self.folder)
