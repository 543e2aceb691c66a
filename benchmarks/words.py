"""How often the word is right: ``python benchmarks/words.py [--wrong]``.

Every trade whose word somebody else has settled is asked about twice: by the answers to the core questions
alone, as a person gives them whose trade is not known, and by its name. Right are the words of
``benchmarks/words.toml``, which a published source settles, and for other trades the English word that their
entry expects, or one between which the entry says that the trade is divided. By the answers only the
documents' own words for who pays can come out: trades which expect another word, or which mean somebody
else, are asked about by name alone.

*Right*: of all asked, how many got one of their words. *Clear*: how many were told that the word is clear.
*Right if clear*: of those, how many got one of their words.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.data import Data
from relcli.language import preferred
from relcli.model.trades import Trade
from relcli.shipped_data import open_shipped_data

ROLE = "payer"
"""Whom the core answers are about."""

SETTLED = Path(__file__).with_name("words.toml")


class Asked(NamedTuple):
    """A trade, the words that are right for it, and what was advised."""

    trade: str
    right: frozenset[str]
    word: str | None
    verdict: str

    @property
    def is_right(self) -> bool:
        return self.word in self.right


def main() -> None:
    """Print the table, and with ``--wrong`` what came out wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="list the trades that got another word")
    show_wrong = parser.parse_args().wrong
    data = open_shipped_data()
    documented = {
        preferred(concept, "en").term for concept in data.knowledge.concepts.values() if ROLE in concept.roles
    }
    settled, expected = settled_words(data), expected_words(data)
    rows: dict[str, list[Asked]] = {}
    for name, words in (("settled by a source", settled), ("expected by the entry", expected)):
        general = {
            trade: right
            for trade, right in words.items()
            if documented & {*(expects(data, trade) or right)} and data.trades[trade].whom in {(), (ROLE,)}
        }
        rows[f"core answers, {name}"] = ask(data, general, by_core_answers(data))
        rows[f"name, {name}"] = ask(data, words, by_name)
    for by in ("core answers", "name"):
        rows[f"{by}, all"] = [
            one for name, asked in rows.items() if name.startswith(f"{by}, ") for one in asked
        ]
    print(f"{'':36}{'trades':>8}{'right':>8}{'clear':>8}{'right if clear':>16}")
    for name, asked in rows.items():
        clear = [one for one in asked if one.verdict == "clear"]
        print(f"{name:36}{len(asked):8}{rate(asked):>8}{share(len(clear), len(asked)):>8}{rate(clear):>16}")
    if show_wrong:
        for name, asked in rows.items():
            for one in asked if not name.endswith(", all") else ():
                if not one.is_right:
                    print(
                        f"{name}: {one.trade} is {' or '.join(sorted(one.right))}, not {one.word} ({one.verdict})"
                    )


def expects(data: Data, trade: str) -> list[str]:
    """The English word that the entry of the trade expects."""
    return [word for language, word in data.trades[trade].expect.items() if language == "en"]


def settled_words(data: Data) -> dict[str, frozenset[str]]:
    """Trade to the words that a source settles."""
    groups = tomllib.loads(SETTLED.read_text(encoding="utf-8"))["settled"]
    words = {trade: frozenset(group["words"]) for group in groups for trade in group["trades"]}
    return {trade: right for trade, right in words.items() if trade in data.trades}


def expected_words(data: Data) -> dict[str, frozenset[str]]:
    """Trade to the word that its entry expects and those between which it is divided, where no source is known."""
    settled = settled_words(data)
    return {
        trade.id: frozenset(
            {trade.expect["en"], *(preferred(data.termbase[d.concept], "en").term for d in trade.divided)}
        )
        for trade in data.trades.values()
        if "en" in trade.expect and trade.id not in settled
    }


def by_core_answers(data: Data) -> Callable[[Trade], Request]:
    """A request with the answers to the core questions and nothing else."""
    core = [question.id for question in data.knowledge.questions.values() if question.core]
    return lambda trade: Request({q: trade.answers[q] for q in core if q in trade.answers})


def by_name(trade: Trade) -> Request:
    """A request with the trade and nothing else."""
    return Request({}, trade=trade)


def ask(data: Data, words: dict[str, frozenset[str]], request: Callable[[Trade], Request]) -> list[Asked]:
    """What is advised to each of these trades."""
    asked = []
    for trade, right in words.items():
        found = make_advice(data, request(data.trades[trade])).recommendation
        word = preferred(data.termbase[found.concept], "en").term if found.concept else None
        asked.append(Asked(trade, right, word, found.verdict))
    return asked


def rate(asked: Iterable[Asked]) -> str:
    """The share of those asked that got a right word."""
    told = list(asked)
    return share(sum(one.is_right for one in told), len(told))


def share(part: int, whole: int) -> str:
    """As a percentage, or nothing of nothing."""
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main()
