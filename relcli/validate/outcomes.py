"""What the data comes to: each document gives its own examples, each trade gets the word it expects."""

from collections.abc import Iterator

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.data import Data
from relcli.language import preferred
from relcli.validate.files import DataProblem


def check_outcomes(data: Data) -> Iterator[DataProblem]:
    """Problems of the examples and the expected words; ``KnowledgeError`` if the data cannot be read."""
    for example in data.examples:
        ballot = data.ballots.of(example.role)
        voice = ballot.documents[example.source].choice(ballot.narrow_to_role(example.answers), winner=None)
        if voice != example.expect:
            name = example.trade or (example.text["en"] if example.text else "")
            yield DataProblem(
                f"documents/{example.source}.toml",
                f"example {name!r} ({example.role})",
                f"expects {example.expect!r}; the document alone gives {voice!r}",
            )
    for trade in (trade for trade in data.trades.values() if trade.expect):
        concept = make_advice(data, Request({}, trade=trade)).recommendation.concept
        for language, word in trade.expect.items():
            term = preferred(data.termbase[concept], language).term if concept else None
            if term != word:
                says = f"expects {word!r} in {language!r}; the advice is {term!r}"
                yield DataProblem(f"trades/{trade.sector}.toml", trade.id, says)
