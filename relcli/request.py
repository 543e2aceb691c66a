"""From what a caller wrote to a checked request: the one door for the command line and for Python."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli import load
from relcli.answers import check_answers, check_choice
from relcli.errors import AnswerError
from relcli.model import UNKNOWN, Knowledge, Trade
from relcli.terms import find as find_term
from relcli.trades import find as find_trade

DEFAULT_ROLE = "payer"


class Request(NamedTuple):
    """What was asked: checked answers and everything that steers the advice on them.

    ``answers`` are those given; the business's own fill the gaps. ``term_languages`` is empty
    unless they were asked for by name. ``current`` is the caller's own word, unchecked. ``sector``
    is False when the words of the trade are to be ignored; ``business_as`` is how the business was
    written, where it took some forgiving to find it.
    """

    answers: Mapping[str, str]
    role: str = DEFAULT_ROLE
    reading: str | None = None
    term_languages: tuple[str, ...] = ()
    trade: Trade | None = None
    explain: bool = False
    why_not: str | None = None
    current: str | None = None
    medium: str | None = None
    sector: bool = True
    trade_as: str | None = None

    @property
    def is_empty(self) -> bool:
        """Is there nothing to go on: no answer but ``unknown``, and no business?"""
        return self.trade is None and all(a == UNKNOWN for a in self.answers.values())

    def assumed(self) -> dict[str, str]:
        """The business's answers to the questions that were not answered or withheld."""
        own = self.trade.answers if self.trade else {}
        return {q: answer for q, answer in own.items() if q not in self.answers}

    def words_of_trade(self) -> dict[str, str]:
        """Role or party to concept, as the trade has established it; empty when it is to be ignored."""
        if self.trade is None or not self.sector:
            return {}
        return {**self.trade.words, **self.trade.parties}

    def speaks_of_trade(self) -> bool:
        """May a word come up that is not one of the documents'?"""
        return self.trade is not None and bool(self.words_of_trade() or self.trade.divided)


def make(  # noqa: PLR0913 - one parameter per thing that can be asked
    knowledge: Knowledge,
    language: str,
    *,
    answers: Mapping[str, object],
    role: str | None = None,
    reading: str | None = None,
    term_languages: Iterable[str] = (),
    trade: str | None = None,
    explain: bool = False,
    why_not: str | None = None,
    current: str | None = None,
    medium: str | None = None,
    sector: bool = True,
) -> Request:
    """Check everything against the knowledge; ``AnswerError`` says what is wrong and what is allowed.

    Businesses and terms are looked up in any language; ``language`` settles ties and names them.
    """
    found, exact = None, True
    if trade:
        found, exact = find_trade(load.trades(), trade, language)
    roles = [r for r in knowledge.roles if found is None or r not in found.absent]
    if found and sector:
        roles += found.parties
    return Request(
        answers=check_answers(knowledge, answers),
        role=check_choice("--role", role or DEFAULT_ROLE, roles),
        reading=check_choice("--reading", reading, knowledge.readings) if reading else None,
        term_languages=tuple(
            dict.fromkeys(check_choice("--term-lang", code, knowledge.languages) for code in term_languages)
        ),
        trade=found,
        explain=explain,
        why_not=find_term(load.termbase(), why_not, language).id if why_not else None,
        current=current,
        medium=check_choice("--for", medium, load.media()) if medium else None,
        sector=sector,
        trade_as=None if exact else trade,
    )


def require_answers(request: Request, knowledge: Knowledge) -> Request:
    """The request itself, or an ``AnswerError`` that lists every question and its options."""
    if request.is_empty:
        flags = "\n".join(
            f"  --{question.id} {'|'.join(option.id for option in question.options)}"
            for question in knowledge.questions.values()
        )
        raise AnswerError("missing-answers", flags=flags)
    return request
