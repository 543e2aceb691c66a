"""From what a caller wrote to a checked request: the one door for the command line and for Python."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli import load
from relcli.answers import check_answers, check_choice
from relcli.businesses import find as find_business
from relcli.errors import AnswerError
from relcli.model import UNKNOWN, Business, Knowledge
from relcli.terms import find as find_term

DEFAULT_ROLE = "payer"


class Request(NamedTuple):
    """What was asked: checked answers and everything that steers the advice on them.

    ``answers`` are those given; the business's own fill the gaps. ``term_languages`` is empty
    unless they were asked for by name. ``current`` is the caller's own word, unchecked.
    """

    answers: Mapping[str, str]
    role: str = DEFAULT_ROLE
    reading: str | None = None
    term_languages: tuple[str, ...] = ()
    business: Business | None = None
    explain: bool = False
    why_not: str | None = None
    current: str | None = None

    @property
    def is_empty(self) -> bool:
        """Is there nothing to go on: no answer but ``unknown``, and no business?"""
        return self.business is None and all(a == UNKNOWN for a in self.answers.values())

    def assumed(self) -> dict[str, str]:
        """The business's answers to the questions that were not answered or withheld."""
        own = self.business.answers if self.business else {}
        return {q: answer for q, answer in own.items() if q not in self.answers}


def make(  # noqa: PLR0913 - one parameter per thing that can be asked
    knowledge: Knowledge,
    language: str,
    *,
    answers: Mapping[str, object],
    role: str | None = None,
    reading: str | None = None,
    term_languages: Iterable[str] = (),
    business: str | None = None,
    explain: bool = False,
    why_not: str | None = None,
    current: str | None = None,
) -> Request:
    """Check everything against the knowledge; ``AnswerError`` says what is wrong and what is allowed.

    Businesses and terms are looked up in any language; ``language`` settles ties and names them.
    """
    return Request(
        answers=check_answers(knowledge, answers),
        role=check_choice("--role", role or DEFAULT_ROLE, knowledge.roles),
        reading=check_choice("--reading", reading, knowledge.readings) if reading else None,
        term_languages=tuple(
            dict.fromkeys(check_choice("--term-lang", code, knowledge.languages) for code in term_languages)
        ),
        business=find_business(load.businesses(), business, language) if business else None,
        explain=explain,
        why_not=find_term(knowledge, why_not, language).id if why_not else None,
        current=current,
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
